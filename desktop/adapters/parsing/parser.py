"""The parent's side: keeps one child, its deadline, and its head when the child loses its own.

No select on pipes, no fork, no multiprocessing: a watchdog kills the child and the blocked read ends, the same way
on all three systems.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, TypeVar, cast

import msgspec

from desktop.adapters.parsing.child import MAILS, PAGE, READY
from desktop.adapters.parsing.frames import BrokenFrame, read_frame, write_frames
from desktop.adapters.parsing.watchdog import Watchdog
from desktop.domain.errors import SportelloError
from desktop.journal.slots import slot_of
from desktop.mime.mail import Page
from desktop.mime.reading import read_surface
from desktop.ports.parser import FILES, Parsed

T = TypeVar("T")
_log = logging.getLogger(__name__)
_ENDING = 5.0
_PIPE = 1 << 20
"""Octets that a pipe holds, where the system lets it: a group of mails goes in at once, nobody waits for the other."""
_SECRET = "SPORTELLO_PASSWORD"


def child_command() -> tuple[str, ...]:
    """How this very program starts its parser child: a frozen bundle by its own option, else by the module.
    ``-P``: the working directory is never searched for modules."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--parser-child")
    return (sys.executable, "-P", "-m", "desktop.adapters.parsing.child")


def _request(raws: Sequence[bytes], files: int) -> Sequence[bytes]:
    return MAILS + b"%d %d" % (len(raws), files), *raws


def _whole(raw: bytes, parsed: Parsed) -> Parsed:
    """With what the child did not give back."""
    kept = parsed.original
    return replace(parsed, original=replace(kept, packed=raw)) if kept is not None and kept.plain else parsed


DEADLINE = 10.0
"""Seconds for one mail."""


class ChildParser:
    """One child. Safe to call from several threads: one request at a time (``pool`` has several).

    ``deadline``: seconds one mail may take; ``start``: seconds the child may take to be there. The child is
    started with the first mail, and again whenever the one before is gone.
    """

    def __init__(self, command: Sequence[str] | None = None, deadline: float = DEADLINE, start: float = 60.0) -> None:
        self._command = tuple(command) if command is not None else child_command()
        self._deadline = deadline
        self._start = start
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def parse(self, raw: bytes, files: int = FILES) -> Parsed:
        """See the port. ``damage`` is ``time`` beyond the deadline and ``broken`` after a crash (then only
        headers are here). Raises SportelloError ``no-parser`` (detail) when the child cannot be started or
        the parser was closed: that says nothing about the mail."""
        with self._turn:
            answer = self._answer(_request([raw], files), list[Parsed])
            if isinstance(answer, str):
                _log.warning("a mail of %d octets could not be read: %s", len(raw), answer)
                return Parsed(read_surface(raw, answer), slot_of(raw))
            return _whole(raw, answer[0])

    def parse_some(self, raws: Sequence[bytes], files: int = FILES) -> list[Parsed]:
        """Several at once, for a tenth of the effort around each; when they do not come back, one by one."""
        with self._turn:
            answer = self._running().answer(_request(raws, files), list[Parsed], self._deadline)
        if isinstance(answer, str):
            return [self.parse(raw, files) for raw in raws]
        return list(map(_whole, raws, answer))

    def page(self, raw: bytes) -> Page | None:
        with self._turn:
            answer = self._answer((PAGE, raw), cast("type[Page | None]", Page | None))
        return None if isinstance(answer, str) else answer

    def _answer(self, request: Sequence[bytes], kind: type[T]) -> T | str:
        child = self._running()
        served_before = child.served
        answer = child.answer(request, kind, self._deadline)
        if answer == "broken" and served_before and not self._closed:
            # It may have died of the mails before this one, or of idleness.
            answer = self._running().answer(request, kind, self._deadline)
        if isinstance(answer, str) and self._closed:
            raise SportelloError("no-parser", detail="closed")
        return answer

    def close(self) -> None:
        """Ends the child at once, also in the middle of a mail. Does not raise; may be called twice."""
        self._closed = True
        if (child := self._child) is not None:
            child.end()

    def _running(self) -> _Child:
        if self._closed:
            raise SportelloError("no-parser", detail="closed")
        if self._child is None or self._child.gone:
            self._child = _Child(self._command, self._start)
            if self._closed:
                self._child.end()
        return self._child


class _Child:
    """One process: gone for good after its first failure."""

    def __init__(self, command: Sequence[str], start: float) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pipesize=_PIPE,
                env=_environment(),
                creationflags=_no_window(),
            )
        except OSError as error:
            raise SportelloError("no-parser", detail=str(error)) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._answers: IO[bytes] = self._process.stdout
        self.served = 0
        self.gone = False
        self._watchdog = Watchdog(self._process.kill)
        with self._watchdog.within(start):
            ready = self._read()
        if ready != READY:
            self.end()
            raise SportelloError("no-parser", detail=f"exit {self._process.returncode}")

    def answer(self, request: Sequence[bytes], kind: type[T], deadline: float) -> T | str:
        """What was asked for, or why there is none: ``time``, ``broken``. After a failure the child has ended."""
        payload: bytes | None = None
        with self._watchdog.within(deadline), contextlib.suppress(OSError, ValueError):
            write_frames(self._requests, *request)
            payload = self._read()
        late = self._watchdog.bitten
        if payload is None or late:
            self.end()
        if payload is not None:
            try:
                answer = msgspec.msgpack.decode(payload, type=kind)
            except msgspec.DecodeError:
                self.end()
            else:
                self.served += 1
                return answer
        return "time" if late else "broken"

    def end(self) -> None:
        self.gone = True
        self._watchdog.end()
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDING)
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _read(self) -> bytes | None:
        try:
            return read_frame(self._answers)
        except (BrokenFrame, OSError, ValueError):
            return None  # ValueError: closed by close() meanwhile


def _environment() -> dict[str, str]:
    """Ours without its passwords, and with our own import path: a bare checkout serves as well as a wheel."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(_SECRET)}
    return kept | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def _no_window() -> int:
    """And after what a person waits for."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
