"""How long the window's thread is busy at a time while mail pours in beside 100,000 tickets: from beat to beat of a
timer in its loop, beside the same loop while nothing happens. Then what a person waits for: from J to the list's
paint, and until the ticket is there. Milliseconds by the clock.
``python -m tests.benchmarks.bench_gui [tickets] [mails]``."""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.runtime.compose import DATABASE
from tests.benchmarks.bench_list import fill
from tests.benchmarks.tables import goal, load
from tests.integration.cli.shop import Office, Shop, mail, opened
from tests.peers.dovecot import Dovecot
from tests.peers.smtp import SmtpSink
from tests.ui.showing import Showing, showing

_EMPTY = 5.0
_EACH = 2
"""Milliseconds between two beats, where nothing keeps the loop."""

_KEYS = 100
_WITHIN = 120.0
_FRAME = 16.0
"""Milliseconds."""


class Heart(QObject):
    """A precise timer of this thread's loop: what lies between two of its beats was one turn of the loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._beats: list[float] = []
        self._until: Callable[[], bool] = bool
        self._deadline = 0.0
        self._loop = QEventLoop(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def until(self, condition: Callable[[], bool]) -> list[float]:
        """Milliseconds from beat to beat until it holds. Raises TimeoutError."""
        self._beats, self._until = [], condition
        self._deadline = time.perf_counter() + _WITHIN
        self._timer.start(_EACH)
        self._loop.exec()
        self._timer.stop()
        if time.perf_counter() > self._deadline:
            raise TimeoutError
        return [(after - before) * 1000 for before, after in pairwise(self._beats)]

    def _beat(self) -> None:
        self._beats.append(time.perf_counter())
        if self._until() or self._beats[-1] > self._deadline:
            self._loop.quit()


class Paints(QObject):
    """The moment of the newest paint of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def main(tickets: int, mails: int) -> None:
    print(f"{tickets} tickets, {mails} mails come in; {load()}")
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder, Dovecot() as server, SmtpSink() as sink:
        office = opened(Shop(server, sink, Path(folder)))
        office.anna.ok("sync", "--once")
        fill(office.anna.profile / DATABASE, tickets)
        with closing(sqlite3.connect(office.anna.profile / DATABASE)) as raw, raw:
            raw.execute("UPDATE tickets SET number = number + 1000000")  # what comes in begins at 1001
        measure(office, tickets, mails)


def measure(office: Office, tickets: int, mails: int) -> None:
    with showing(office.anna) as one:
        heart = Heart(one.window)
        one.online()
        rest = time.perf_counter() + _EMPTY
        before = heart.until(lambda: time.perf_counter() > rest)
        one.go("o")
        there = one.window.list.model.rowCount()
        letters = (mail(f"Pacco {n}", to=office.shop.address, sender=f"C <c{n}@posta.example>") for n in range(mails))
        customers = threading.Thread(target=office.shop.put, args=[letter.as_bytes() for letter in letters])
        customers.start()
        busy = heart.until(lambda: one.window.list.model.rowCount() >= there + mails)
        customers.join()
        print(f"{'from beat to beat':28} {'beats':>7} {'median':>8} {'p99':>8} {'p99.9':>8} {'longest':>8}")
        said("nothing happens", before)
        worst = said("while mail pours in", busy)
        goal(f"the window's loop at {tickets} tickets, p99.9, of a frame", worst / _FRAME, 1.0)
        keys(one)


def keys(one: Showing) -> None:
    """J, one ticket after the other, each when the one before is there."""
    view = one.window.list.tickets
    paints = Paints(view.viewport())
    one.window.list.tickets.setFocus()
    painted, shown = [], []
    for _ in range(_KEYS):
        begun = time.perf_counter()
        one.press("j")
        while paints.at < begun:
            QApplication.processEvents()
        painted.append((paints.at - begun) * 1000)
        wanted = view.currentIndex().data(256).id
        while not one.window.ticket.shows(wanted):
            QApplication.processEvents()
        shown.append((time.perf_counter() - begun) * 1000)
    said("J to the list's paint", painted)
    said("J until the ticket is there", shown)


def said(what: str, spent: list[float]) -> float:
    """Its 99.9th percentile."""
    ordered = sorted(spent)
    high = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.99, 0.999)]
    median = statistics.median(ordered)
    print(f"{what:28} {len(ordered):7} {median:8.2f} {high[0]:8.2f} {high[1]:8.2f} {ordered[-1]:8.2f}", flush=True)
    return high[1]


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:]]
    main(*(sizes or [100_000, 1_500][len(sizes) :]))
