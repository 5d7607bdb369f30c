"""The parent's side: a MailParser that keeps one child, its deadline, and its head when the child loses its own.

No select on pipes, no fork, no multiprocessing: a timer kills the child and the blocked read ends, the same way
on all three systems.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import msgspec

from desktop.adapters.parsing.child import READY
from desktop.adapters.parsing.frames import BrokenFrame, read_frame, write_frame
from desktop.domain.errors import SportelloError
from desktop.journal.slots import slot_of
from desktop.mime.reading import read_surface
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import Parsed

_log = logging.getLogger(__name__)
_ENDING = 5.0
_SECRET = "SPORTELLO_PASSWORD"


def child_command() -> tuple[str, ...]:
    """How this very program starts its parser child: a frozen bundle by its own option, else by the module.
    ``-P``: the working directory is never searched for modules."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--parser-child")
    return (sys.executable, "-P", "-m", "desktop.adapters.parsing.child")


class ChildParser:
    """A MailParser (ports.parser). Safe to call from several threads: one mail at a time.

    ``deadline``: seconds one mail may take; ``start``: seconds the child may take to be there. The child is
    started with the first mail, and again whenever the one before is gone.
    """

    def __init__(self, command: Sequence[str] | None = None, deadline: float = 10.0, start: float = 60.0) -> None:
        self._command = tuple(command) if command is not None else child_command()
        self._deadline = deadline
        self._start = start
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def parse(self, raw: bytes) -> Parsed:
        """See the port. ``damage`` is ``time`` beyond the deadline and ``broken`` after a crash (then only
        headers are here). Raises SportelloError ``no-parser`` (detail) when the child cannot be started or
        the parser was closed: that says nothing about the mail."""
        with self._turn:
            child = self._running()
            served_before = child.served
            answer = child.answer(raw, self._deadline)
            if answer == "broken" and served_before and not self._closed:
                # It may have died of the mails before this one, or of idleness.
                answer = self._running().answer(raw, self._deadline)
            if isinstance(answer, Parsed):
                return answer
            if self._closed:
                raise SportelloError("no-parser", detail="closed")
            _log.warning("a mail of %d octets could not be read: %s", len(raw), answer)
            return Parsed(read_surface(raw, answer), slot_of(raw))

    def parse_all(self, mails: Iterable[RawMail]) -> Iterator[tuple[RawMail, Parsed]]:
        for mail in mails:
            yield mail, self.parse(mail.raw)

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
        with self._killed_after(start):
            ready = self._read()
        if ready != READY:
            self.end()
            raise SportelloError("no-parser", detail=f"exit {self._process.returncode}")

    def answer(self, raw: bytes, deadline: float) -> Parsed | str:
        """The mail, or why there is none: ``time``, ``broken``. After a failure the child has ended."""
        payload: bytes | None = None
        with self._killed_after(deadline) as late, contextlib.suppress(OSError, ValueError):
            write_frame(self._requests, raw)
            payload = self._read()
        try:
            parsed = msgspec.msgpack.decode(payload, type=Parsed) if payload is not None else None
        except msgspec.DecodeError:
            parsed = None
        if parsed is None or late.is_set():
            self.end()
        if parsed is None:
            return "time" if late.is_set() else "broken"
        self.served += 1
        return parsed

    def end(self) -> None:
        self.gone = True
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

    @contextlib.contextmanager
    def _killed_after(self, seconds: float) -> Iterator[threading.Event]:
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()


def _environment() -> dict[str, str]:
    """Ours without its passwords, and with our own import path: a bare checkout serves as well as a wheel."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(_SECRET)}
    return kept | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def _no_window() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0
