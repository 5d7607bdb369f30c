"""The process is killed in the middle of commits, again and again: cursor, slices, outbox and mail agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.store import Store
from tests.integration.store.committing import ROWS, TICKETS, as_of

ROOT = Path(__file__).resolve().parents[3]


def killed_after(path: Path, batches: int) -> int:
    """Run until it has said so many batches, kill it at once; the last batch that it said was stored."""
    command = [sys.executable, "-m", "tests.integration.store.committing", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(batches)]
        child.kill()
        said += [int(line) for line in child.stdout if line.endswith("\n")]
    return said[-1]


def agree(store: Store, promised: int) -> None:
    cursor = store.entries.cursor()
    assert cursor is not None
    batch = cursor.uid // ROWS
    assert batch >= promised, "what it said was stored is there"
    assert cursor.count == batch * ROWS == len(store.entries.valid_ids()) == store.reader.counts()["entries"]
    assert [store.entries.ticket(name) for name in TICKETS] == [as_of(name, cursor.uid) for name in TICKETS]
    assert store.profile.get("batch") == batch == store.reader.counts()["messages"]
    answered = [row for n in range(1, batch + 1) if (row := store.outbox.get(f"own{n}"))]
    assert {row.state for row in answered} == {"confirmed"}
    assert len(answered) == batch
    assert [row.id for row in store.outbox.pending()] in ([], [f"own{batch + 1}"])
    found = store.messages.folder("info@shop.example", "INBOX")
    assert found is not None
    assert found.uid == batch


def test_killed_in_the_middle_of_commits(tmp_path: Path, full_proof: bool) -> None:
    path = tmp_path / "store.db"
    for round_ in range(40 if full_proof else 6):
        promised = killed_after(path, 3 + round_ * 5 % 17)
        store = SqliteStore(path)
        agree(store, promised)
        store.close()
    connection = Connection(path, "OFF")
    assert connection.one("PRAGMA integrity_check") == ("ok",)
    connection.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    connection.close()
