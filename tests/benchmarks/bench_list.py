"""The ticket list at 100,000 and at a million tickets beside a QTableView over a QSqlQueryModel of the same columns in
the same order, all in sight, over the same file: first paint, turning pages, jumping. Milliseconds of processor, in
turns. Both windows have one size and paint what a page of theirs holds: ours a dozen tickets of three lines with our
delegate, the peer thirty lines of seven cells with Qt's own.
``python -m tests.benchmarks.bench_list [tickets ...]``."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from desktop.adapters.store.sqlite import SqliteStore
from desktop.ui.models.tickets import TicketsModel
from desktop.ui.views.ticket_list import TicketList
from tests.benchmarks.tables import goal, load
from tests.unit.store.samples import SHOP

_TURNS = 100
_RUNS = 5
_SIZE = (460, 900)
_FILL = (
    "INSERT INTO tickets (id, reference, number, mailbox, date, status, priority, rank, tags, tag_words, assignee,"
    " holder, holder_since, waiting, waiting_slots, unresolved, attention, merged_into, alarms, mark_generation,"
    " mark_uid, subject, customer, customer_address, snippet, last_date, waits_from) VALUES (?, ?, ?, ?, ?, ?,"
    " 'normal', 2, '[]', '', '', '', 0, 0, '[]', 0, 0, '', 0, 1, 1, ?, ?, ?, ?, ?, ?)"
)
_PEER = (
    "SELECT customer, subject, snippet, tags, assignee, status, last_date FROM tickets WHERE merged_into = ''"
    " ORDER BY last_date DESC, number DESC"
)


def main(sizes: list[int]) -> None:
    app = QApplication.instance() or QApplication(["bench"])
    print(load())
    print(f"{'tickets':>8} {'':24} {'ours ms':>9} {'peer ms':>9} {'ratio':>7}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
            path = Path(folder) / "store.db"
            fill(path, size)
            measure(path, size)
    assert app


def fill(path: Path, size: int) -> None:
    store = SqliteStore(path, synchronous="OFF")
    rows = (
        (
            f"s1:{n:08}", f"{n:08}", n + 1, SHOP, n, "open" if n % 50 == 0 else "resolved",
            f"Ordine {n}: dov'è il pacco?", f"Cliente {n % 9973}", f"c{n % 9973}@client.example",
            "Buongiorno, vorrei sapere quando arriva " * 2, 1_700_000_000 + (n * 7919) % size, 2**62,
        )
        for n in range(size)
    )  # fmt: skip
    with store.transaction():
        store._connection.many(_FILL, rows)
    store.close()


def measure(path: Path, size: int) -> None:
    store = SqliteStore(path, read_only=True)
    database = QSqlDatabase.addDatabase("QSQLITE", f"peer{size}")
    database.setDatabaseName(str(path))
    database.open()

    def ours() -> QTableView:
        model = TicketsModel(store.reader, "anna")
        view = TicketList(model, "anna", str)
        model.setParent(view)
        model.show_place("all")
        return view

    def peer() -> QTableView:
        model = QSqlQueryModel()
        model.setQuery(_PEER, database)
        view = QTableView()
        view.setModel(model)
        model.setParent(view)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return view

    first = [(painted(ours), painted(peer)) for _ in range(_RUNS)]
    part = say(size, "first paint", [a for a, _ in first], [b for _, b in first])
    goal(f"list of {size} tickets, first paint", part, 1.3)
    views = [shown(ours), shown(peer)]
    turned = [[turn(view) for view in views] for _ in range(_TURNS)]
    part = say(size, f"a page further, {_TURNS} times", *([pair[n] for pair in turned] for n in range(2)))
    goal(f"list of {size} tickets, a page further", part, 0.5)
    jumped = [[jump(view, 0.5), jump(view, 1.0)] for view in views]
    say(size, "to the middle", *([times[0]] for times in jumped))
    say(size, "to the end", *([times[1]] for times in jumped))
    notices(store, size)
    for view in views:
        view.close()
        view.deleteLater()
    QApplication.processEvents()
    store.close()
    database.close()


def notices(store: SqliteStore, size: int) -> None:
    """What a notice costs in the window's thread: three tickets, one of them in sight, and the places' counts."""
    model = TicketsModel(store.reader, "anna")
    model.show_place("all")
    top = [model.row(n) for n in range(50)]
    names = [top[7].id if top[7] else "", "s1:00000001", f"s1:{size // 2:08}"]
    for title, work in (
        ("a notice of 3 tickets", lambda: model.changed(names)),
        ("the counts of all places", lambda: store.reader.sizes("anna")),
    ):
        spent = [timed(work) for _ in range(_RUNS)]
        print(f"{size:8} {title:24} {statistics.median(spent) * 1000:9.2f}")


def shown(make: Callable[[], QTableView]) -> QTableView:
    view = make()
    view.resize(*_SIZE)
    view.show()
    QApplication.processEvents()
    return view


def painted(make: Callable[[], QTableView]) -> float:
    begun = time.perf_counter()
    view = shown(make)
    spent = time.perf_counter() - begun
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return spent


def turn(view: QTableView) -> float:
    bar = view.verticalScrollBar()
    return timed(lambda: scroll(view, bar.value() + bar.pageStep()))


def jump(view: QTableView, part: float) -> float:
    """The peer learns how long its list is while it is scrolled; it is there when it can fetch no more."""
    bar = view.verticalScrollBar()

    def go() -> None:
        model = view.model()
        while model.canFetchMore(view.rootIndex()):
            model.fetchMore(view.rootIndex())
        scroll(view, int(bar.maximum() * part))

    return timed(go)


def scroll(view: QTableView, to: int) -> None:
    view.verticalScrollBar().setValue(to)
    QApplication.processEvents()


def timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def say(size: int, what: str, ours: list[float], peer: list[float]) -> float:
    """The ratio."""
    one, other = statistics.median(ours), statistics.median(peer)
    print(f"{size:8} {what:24} {one * 1000:9.2f} {other * 1000:9.2f} {one / other:7.2f}", flush=True)
    return one / other


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100_000, 1_000_000])
