"""A prefix as it is typed, looked for in 50,000 mails, a tenth of them in tickets: from the letters to the rows of the
first page in a program that runs, as it does when somebody types, beside a ``notmuch search`` with its process on the
same mails, in turns. ``python -m tests.benchmarks.bench_search``, and how
many mails."""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import parsed
from desktop.ports.store.messages import Message
from desktop.ports.store.reader import Reader
from tests.benchmarks.letters import SHOP, Letter, Post
from tests.benchmarks.tables import goal, load, processor
from tests.unit.store.samples import folded, place, reached, ticket

_TYPED = 300
_OPERATORS = ("or", "not", "and")
"""What notmuch takes for more than a word."""

_PEER = "notmuch search"
_PAGE = 50
_AT_ONCE = 500
_TODAY = date(2026, 11, 22)


def main(mails: int) -> None:
    print(f"{mails} mails; {load()}")
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as name:
        folder = Path(name)
        (folder / "mail").mkdir()
        begun = time.perf_counter()
        fill(folder, mails)
        print(f"stored and indexed with everything else in {time.perf_counter() - begun:.1f} s")
        peer = indexed(folder)
        store = SqliteStore(folder / "store.db", read_only=True)
        chance, post = random.Random(1), Post(2)
        begun_words = (post.word()[: chance.randrange(2, 6)] for _ in range(2 * _TYPED))
        typed = [one for one in begun_words if one not in _OPERATORS][:_TYPED]
        measures: dict[str, Callable[[str], int]] = {"Sportello": lambda one: first_page(store.reader, one)}
        if peer is not None:
            measures[_PEER] = peer
            measures["notmuch alone (config list)"] = lambda _: run(folder, "config", "list")
        else:
            print("notmuch is not installed (apt install notmuch): nothing to compare with")
        table(typed, measures)
        queries(store.reader)
        store.close()


def fill(folder: Path, mails: int) -> None:
    """The newest tenth are tickets, a tenth of these open."""
    store = SqliteStore(folder / "store.db", synchronous="OFF")
    letters = Post().letters(mails)
    while batch := list(islice(letters, _AT_ONCE)):
        chunk = [(Message(slot(letter), letter.mail, False, letter.received, SHOP), letter) for letter in batch]
        store.messages.add([(one, place(letter.number + 1)) for one, letter in chunk], reached(batch[-1].number + 1))
        while store.space.merge():
            pass
        for letter in batch:
            (folder / "mail" / f"{letter.number}").write_bytes(letter.octets)
    numbers = list(range(mails // 10))
    for uid, begin in enumerate(range(0, len(numbers), _AT_ONCE), 1):
        part = numbers[begin : begin + _AT_ONCE]
        status = "open" if begin < mails // 100 else "resolved"
        store.entries.commit(folded(uid, tickets=[ticket(f"s1:{n:06}", n + 1, status=status) for n in part]))
    store.close()


def slot(letter: Letter) -> str:
    return f"s1:{letter.number:06}"


def indexed(folder: Path) -> Callable[[str], int] | None:
    if shutil.which("notmuch") is None:
        return None
    (folder / "config").write_text(f"[database]\npath={folder / 'mail'}\n[user]\nname=a\nprimary_email={SHOP}\n")
    begun = time.perf_counter()
    run(folder, "new", "--quiet")
    print(f"notmuch new in {time.perf_counter() - begun:.1f} s")
    return lambda typed: run(folder, "search", f"--limit={_PAGE}", "--sort=newest-first", f"{typed}*")


def run(folder: Path, *words: str) -> int:
    """Lines of its answer. Raises CalledProcessError."""
    environ = {**os.environ, "NOTMUCH_CONFIG": str(folder / "config")}
    done = subprocess.run(["notmuch", *words], env=environ, capture_output=True, check=True)
    return done.stdout.count(b"\n")


def first_page(reader: Reader, typed: str) -> int:
    hits = list(islice(reader.find(parsed(typed, _TODAY, typing=True), "anna", lambda: False), _PAGE))
    return len(reader.rows(hits))


def table(typed: list[str], measures: dict[str, Callable[[str], int]]) -> None:
    times: dict[str, list[float]] = {name: [] for name in measures}
    used: dict[str, list[float]] = {name: [] for name in measures}
    found: dict[str, int] = dict.fromkeys(measures, 0)
    for one in typed:
        for name, measure in measures.items():
            begun, before = time.perf_counter(), processor()
            found[name] += measure(one) > 0
            times[name].append(time.perf_counter() - begun)
            used[name].append(processor() - before)
    print(f"{'typed prefix':28} {'p50 ms':>8} {'p99 ms':>8} {'found':>6} {'p50 ratio':>10} {'p99 ratio':>10}")
    ours = statistics.median(times["Sportello"]), percentile(times["Sportello"])
    for name, spent in times.items():
        middle, high = statistics.median(spent), percentile(spent)
        print(
            f"{name:28} {middle * 1000:8.2f} {high * 1000:8.2f} {found[name]:6} {ours[0] / middle:10.3f}"
            f" {ours[1] / high:10.3f}"
        )
    for name in [name for name in measures if name == _PEER]:
        goal("typed prefix, median, of notmuch", ours[0] / statistics.median(times[name]), 0.1)
        part = statistics.median(used["Sportello"]) / statistics.median(used[name])
        goal("typed prefix, median of processor time, of notmuch", part, 0.1)
        goal("typed prefix, p99, of notmuch", ours[1] / percentile(times[name]), 1)


def queries(reader: Reader) -> None:
    """Each the best of three: to its first page, and to a thousand hits."""
    print(f"{'query':40} {'page ms':>8} {'all ms':>8} {'hits':>6}")
    for typed in (
        "ordine", '"ordine scarpe"', "ordine scarpe ", "from:anna", "from:rossi pacco", "-ordine", "is:open",
        "is:unread", "has:attachment", "after:2026-06 reso ", "before:2025 regalo", "fattura-77", "100042", "zzzz",
    ):  # fmt: skip
        query = parsed(typed, _TODAY)
        page, everything, hits = [], [], 0
        for _ in range(3):
            begun = time.perf_counter()
            first_page(reader, typed)
            page.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            hits = len(list(islice(reader.find(query, "anna", lambda: False), 1_000)))
            everything.append(time.perf_counter() - begun)
        print(f"{typed:40} {min(page) * 1000:8.2f} {min(everything) * 1000:8.2f} {hits:6}")


def percentile(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
