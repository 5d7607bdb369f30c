"""A person's claim before a long reading: whoever reads mail by the thousand stops between two of them while an entry
is on its way that somebody waits for.

Both need the interpreter, the database and the disk. The claim's work is some milliseconds with waits between them;
without this each of its steps would stand in line behind a batch of mails.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 0.25
"""Seconds after which the one who gave way goes on with one mail more: a slow line must not stop a reading."""


class Precedence:
    """Shared by all lanes of a profile."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._urgent = 0
        self._writing = 0
        self._cuts: list[Callable[[], None]] = []

    @contextmanager
    def first(self) -> Iterator[None]:
        """What is done inside goes first, as soon as a transaction that is under way is over or has been cut short:
        SQLite would sleep for up to 25 ms at a time until it looks again."""
        with self._changed:
            self._urgent += 1
            for cut in self._cuts:
                cut()
            self._changed.wait_for(lambda: not self._writing, PATIENCE)
        try:
            yield
        finally:
            with self._changed:
                self._urgent -= 1
                self._changed.notify_all()

    @contextmanager
    def behind(self, cut: Callable[[], None] | None = None) -> Iterator[None]:
        """A transaction of what gives way; ``cut`` is called, from another thread, when something is to go first."""
        self.give_way()
        cuts = [cut] if cut else []
        with self._changed:
            self._writing += 1
            self._cuts += cuts
        try:
            yield
        finally:
            with self._changed:
                self._writing -= 1
                self._cuts = [other for other in self._cuts if other not in cuts]
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait while something is to go first."""
        if self._urgent:
            with self._changed:
                self._changed.wait_for(lambda: not self._urgent, PATIENCE)
