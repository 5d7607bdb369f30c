"""A fault of the program: written down for support, with nothing secret in it, and told in the window.

The hook runs on whatever thread the fault came up in: it writes and posts, it never opens anything.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import time
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from desktop import __version__
from desktop.domain.errors import SportelloError
from desktop.engine.notices import Crashed, EndedBadly, Trouble
from desktop.runtime.logs import REPORTS, redacted
from desktop.runtime.window.coordination import Tell

_KEPT = 10
"""Reports; older ones go."""

_FATAL, _RUNNING = "fatal.txt", "running"
"""Files in the folder of reports: what a crash below Python writes, and what is there as long as the program runs."""

_log = logging.getLogger(__name__)


class Crashes:
    def __init__(self, profile: Path, tell: Tell, told: Collection[str]) -> None:
        """``told``: what no report may hold."""
        self._folder = profile / REPORTS
        self._tell = tell
        self._told = told
        self._before: EndedBadly | None = None
        """What the time before has left."""

    def crashed(self, error: BaseException) -> None:
        """From any thread. What the machine or a server did is no fault of the program: it is told as it is."""
        if isinstance(error, SportelloError):
            _log.info("%s", error)
            self._tell(Trouble(error))
            return
        _log.error("a fault of the program", exc_info=error)
        report = ""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            new = self._new_report()
            new.write_text(self._text(error), encoding="utf-8")
            report = str(new)
        self._tell(Crashed(report, type(error).__name__))

    def _text(self, error: BaseException) -> str:
        where = threading.current_thread().name
        return redacted(f"{_about()}\nthread: {where}\n\n{''.join(traceback.format_exception(error))}", self._told)

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Python's own hooks lead here; a crash below Python leaves its stacks there, for the next start."""
        before, before_threads = sys.excepthook, threading.excepthook

        def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
            self.crashed(error)

        def thread_hook(found: threading.ExceptHookArgs) -> None:
            if found.exc_value is not None:
                self.crashed(found.exc_value)

        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._look_back()
        sys.excepthook, threading.excepthook = hook, thread_hook
        with (self._folder / _FATAL).open("w", encoding="utf-8") as fatal:
            faulthandler.enable(fatal)
            (self._folder / _RUNNING).touch()
            try:
                yield
            finally:
                faulthandler.disable()
                sys.excepthook, threading.excepthook = before, before_threads
        for over in (_RUNNING, _FATAL):
            with suppress(OSError):
                (self._folder / over).unlink()

    def tell_of_last_time(self) -> None:
        """If that did not come to its end."""
        if self._before is not None:
            self._tell(self._before)
            self._before = None

    def _look_back(self) -> None:
        """A crash below Python has left its stacks, which become a report; any other end but a good one, a mark."""
        fatal, running = self._folder / _FATAL, self._folder / _RUNNING
        with suppress(OSError):
            stacks = fatal.read_text(encoding="utf-8", errors="replace") if fatal.exists() else ""
            if stacks:
                report = self._new_report()
                report.write_text(f"{_about()}\n\n{redacted(stacks, self._told)}", encoding="utf-8")
                self._before = EndedBadly(str(report))
            elif running.exists():
                self._before = EndedBadly("")

    def _new_report(self) -> Path:
        """Where it goes; the oldest make room."""
        for old in sorted(self._folder.glob("crash-*.txt"))[: 1 - _KEPT]:
            old.unlink()
        return self._folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() // 1000 % 1_000_000:06}.txt"


def _about() -> str:
    return f"Sportello {__version__}, Python {platform.python_version()}, {platform.platform()}"
