"""A process that commits batch after batch until it is killed, and says each time that it has."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.adapters.store.sqlite import SqliteStore
from desktop.journal.state import Note, Ticket
from desktop.ports.store import Store
from tests.unit.store.samples import TEAM, folded, message, own, place, reached, recorded, ticket

TICKETS = tuple(f"s1:{number}" for number in range(8))
ROWS = 20


def as_of(name: str, uid: int) -> Ticket:
    """The slice after the batch that ends at ``uid``: its note says so."""
    number = 1001 + TICKETS.index(name)
    return ticket(name, number, notes=(Note(f"n{uid}", "anna", uid, "x" * (uid % 700)),))


def step(store: Store, batch: int) -> None:
    """Twenty entries, all slices, an own entry answered, one mail."""
    last = batch * ROWS
    store.outbox.add(own(f"own{batch}"))
    with store.transaction():
        records = [recorded(uid, f"e{uid}", TICKETS[uid % 8]) for uid in range(last - ROWS + 1, last)]
        store.entries.commit(
            folded(last, *records, recorded(last, f"own{batch}"), tickets=[as_of(t, last) for t in TICKETS], team=TEAM)
        )
        store.messages.add([(message(f"s1:m{batch}"), place(batch))], reached(batch))
        store.profile.put("batch", batch)


def main(path: str) -> None:
    store = SqliteStore(Path(path))
    cursor = store.entries.cursor()
    batch = cursor.uid // ROWS if cursor else 0
    while True:
        batch += 1
        step(store, batch)
        sys.stdout.write(f"{batch}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
