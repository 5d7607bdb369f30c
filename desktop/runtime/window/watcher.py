"""The watcher: waits on the journal's folder over a connection of its own, and only posts."""

from __future__ import annotations

import threading
from collections.abc import Callable

from desktop.domain.errors import SportelloError
from desktop.ports.log import LogLost, LogMissing, LogPlace

RETRY = 15.0
"""Seconds between attempts while the server cannot be reached."""

_LONGEST = 20.0
"""Seconds after which a look is worth while whatever IDLE says."""


class Watcher:
    """``read_to`` says how far the log has been read here, so that only what is newer is fetched."""

    def __init__(
        self,
        place: Callable[[], LogPlace],
        folder: str,
        read_to: Callable[[], int],
        post: Callable[[], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._place = place
        self._folder = folder
        self._read_to = read_to
        self._post = post
        self._crashed = crashed
        self._ended = threading.Event()
        self._again = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_end(self) -> None:
        self._ended.set()
        self._again.set()

    def again(self) -> None:
        """Its connection is dead, or worth another try: now, not in a while."""
        self._again.set()

    def join(self, seconds: float) -> bool:
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def watch(self) -> None:
        """One connection, until it breaks. Raises SportelloError, LogLost, LogMissing."""
        log = self._place().open(self._folder)
        try:
            last = self._read_to()
            self._post()
            while not self._ended.is_set():
                # Reading is what tells ``wait`` from where on something is new.
                for rows in log.read_after(last):
                    last = rows[-1].uid
                self._post()
                log.wait(_LONGEST)
        finally:
            log.close()

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                try:
                    self.watch()
                except (SportelloError, LogLost, LogMissing):
                    self._post()
                self._again.wait(RETRY)
                self._again.clear()
        except BaseException as error:  # noqa: BLE001 - the last place that can tell of it
            self._crashed(error)
