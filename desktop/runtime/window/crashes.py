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
from desktop.engine.notices import Crashed, Trouble
from desktop.runtime.logs import redacted
from desktop.runtime.window.coordination import Tell

_KEPT = 10
"""Reports; older ones go."""

_log = logging.getLogger(__name__)


class Crashes:
    def __init__(self, profile: Path, tell: Tell, told: Collection[str]) -> None:
        """``told``: what no report may hold."""
        self._folder = profile / "crashes"
        self._tell = tell
        self._told = told

    def crashed(self, error: BaseException) -> None:
        """From any thread. What the machine or a server did is no fault of the program: it is told as it is."""
        if isinstance(error, SportelloError):
            _log.info("%s", error)
            self._tell(Trouble(error))
            return
        _log.error("a fault of the program", exc_info=error)
        report = self._folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() // 1000 % 1_000_000:06}.txt"
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            report.write_text(self._text(error), encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
                old.unlink()
        self._tell(Crashed(str(report), type(error).__name__))

    def _text(self, error: BaseException) -> str:
        about = f"Sportello {__version__}, Python {platform.python_version()}, {platform.platform()}"
        where = threading.current_thread().name
        return redacted(f"{about}\nthread: {where}\n\n{''.join(traceback.format_exception(error))}", self._told)

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Python's own hooks lead here; a crash below Python leaves its stacks in ``fatal.txt``."""
        before, before_threads = sys.excepthook, threading.excepthook

        def hook(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
            self.crashed(error)

        def thread_hook(found: threading.ExceptHookArgs) -> None:
            if found.exc_value is not None:
                self.crashed(found.exc_value)

        self._folder.mkdir(mode=0o700, exist_ok=True)
        sys.excepthook, threading.excepthook = hook, thread_hook
        with (self._folder / "fatal.txt").open("w", encoding="utf-8") as fatal:
            faulthandler.enable(fatal)
            try:
                yield
            finally:
                faulthandler.disable()
                sys.excepthook, threading.excepthook = before, before_threads
