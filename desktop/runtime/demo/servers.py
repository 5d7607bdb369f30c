"""The servers of ``make run``: IMAP and SMTP on loopback, with the mail of a shop in the mailbox.

Nothing here needs root or a network, and nothing outlives the ``with`` block: the IMAP server is a child that
ends with its standard input, the rest is one thread. pymap and aiosmtpd come with the dependency group ``demo``;
they are imported when the servers start and never before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Iterable
from contextlib import ExitStack, suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.filling import filling
from desktop.runtime.demo.loop import LoopThread
from desktop.runtime.demo.relay import Relay
from desktop.runtime.demo.shop import INBOX, SENT, DemoMail
from desktop.runtime.demo.sink import Delivery, Sink

ADDRESS = "info@bottegalume.example"
PASSWORD = "lume-solo-per-prova"
"""Opens a mailbox that lives in memory, on this machine, for as long as the demo runs."""

_START_SECONDS = 30.0
_END_SECONDS = 5.0
_CHILD = Path(__file__).with_name("imap_child.py")


class DemoServers:
    """Context manager: servers up and the mailbox filled inside it, no process, port or thread after it."""

    address = ADDRESS
    password = PASSWORD
    _loop: LoopThread
    _stack: ExitStack

    def __init__(self, mails: Iterable[DemoMail], log: Path | None = None) -> None:
        """``mails`` as of ``load_shop``; ``log`` takes what the IMAP server writes to standard error."""
        self._mails = tuple(mails)
        self._log = log
        self._sink = Sink(ADDRESS, PASSWORD)
        self._lines: dict[str, tuple[Relay, Relay]] = {}
        self._ends: tuple[int, int] = (0, 0)
        self.imap_port = 0
        self.smtp_port = 0
        self.imap_process = 0
        """The IMAP server's process id."""

    def __enter__(self) -> DemoServers:
        """Raises SportelloError ``demo-servers-missing`` or ``demo-servers-failed``."""
        for package in ("pymap", "aiosmtpd"):
            if find_spec(package) is None:
                raise SportelloError("demo-servers-missing", package=package)
        with ExitStack() as stack:
            child = _ImapChild(ADDRESS, PASSWORD, self._log)
            stack.callback(child.end)
            self.imap_process = child.pid
            self._loop = LoopThread("demo-servers")
            stack.callback(self._loop.close)
            smtp = self._loop.run(self._sink.start())
            stack.callback(self._in_loop, self._sink.close)
            self._ends = child.port(), smtp
            stack.callback(self._close_lines)
            self.imap_port, self.smtp_port = self.line("")
            self._loop.run(self._fill())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def line(self, desk: str) -> tuple[int, int]:
        """One more line to both servers, for one desk: its ports, of IMAP and SMTP."""
        relays = Relay(self._ends[0]), Relay(self._ends[1])
        self._lines[desk] = relays
        imap, smtp = (self._loop.run(relay.start()) for relay in relays)
        return imap, smtp

    def deliveries(self) -> tuple[Delivery, ...]:
        """What the SMTP server has accepted so far, in order."""
        return self._sink.delivered

    def arrive(self, raw: bytes, when: datetime) -> None:
        """A customer writes: ``raw`` (RFC 5322, CRLF) is in the inbox when this returns."""
        self._loop.run(self._arrive(raw, when))

    def lose_replies(self, lost: bool) -> None:
        """From now on the SMTP server takes a mail and is cut off before it can say so, or no longer."""
        self._sink.loses_replies = lost

    def gather(self, clients: int) -> None:
        """The next connections to the IMAP server wait for one another until there are that many."""
        imap, _ = self._lines[""]
        self._loop.run(imap.gather(clients))

    def cut(self, desk: str = "") -> None:
        """The line to both servers breaks for all who use it, as if a cable were pulled, until ``mend``."""
        for relay in self._lines[desk]:
            self._in_loop(relay.cut)

    def mend(self, desk: str = "") -> None:
        for relay in self._lines[desk]:
            self._in_loop(relay.mend)

    def _close_lines(self) -> None:
        for relays in self._lines.values():
            for relay in relays:
                self._in_loop(relay.close)

    def _in_loop(self, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._loop.run(step())

    async def _arrive(self, raw: bytes, when: datetime) -> None:
        async with filling(self.imap_port, ADDRESS, PASSWORD) as mailbox:
            await mailbox.append(INBOX, (), when, raw)

    async def _fill(self) -> None:
        async with filling(self.imap_port, ADDRESS, PASSWORD) as mailbox:
            await mailbox.create(SENT)
            for mail in self._mails:
                await mailbox.append(mail.folder, mail.flags, mail.when, mail.raw)


class _ImapChild:
    """The process of ``imap_child``."""

    def __init__(self, user: str, password: str, log: Path | None) -> None:
        with (log or Path(os.devnull)).open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.pid = self._process.pid
        self._input, self._output = self._process.stdin, self._process.stdout
        with suppress(BrokenPipeError):
            self._input.write(f"{user}\n{password}\n")
            self._input.flush()

    def port(self) -> int:
        """Where it listens, as soon as it does. Raises SportelloError ``demo-servers-failed``."""
        too_late = threading.Timer(_START_SECONDS, self._process.kill)
        too_late.start()
        try:
            said = self._output.readline()
        finally:
            too_late.cancel()
            too_late.join()
        if not said:
            raise SportelloError("demo-servers-failed", server="IMAP")
        return int(said)

    def end(self) -> None:
        """It leaves when its input ends; should it not, it is killed by its own id."""
        with suppress(BrokenPipeError):
            self._input.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()
