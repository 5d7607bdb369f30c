"""A real log through the real fold into the real store: whatever the batches, whatever came first, the same state
and the same list."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query
from desktop.journal import entries as said
from desktop.journal import snapshot
from desktop.journal.codec import Draft, message
from desktop.journal.keys import Signer, external_id
from desktop.journal.replay import Batch, Read
from desktop.ports.store import Store
from desktop.ports.store.entries import Cursor, Folded, Recorded
from desktop.ports.store.messages import Message
from tests.unit.store import samples

JOURNAL = "a" * 32
ANNA = Signer(b"a" * 32)
SLOTS = [f"s1:{number}" for number in range(40)]


@dataclass(frozen=True)
class Row:
    uid: int
    internal_date: int
    headers: bytes
    body: bytes


def row(uid: int, ticket: str, body: said.Kind, entry_id: str = "") -> Row:
    author = said.Author("anna", ANNA.workstation, "run")
    entry_id = entry_id or f"{uid:024x}"
    draft = Draft(JOURNAL, 1, entry_id, ticket, author, 1_000_000, said.Position(1, uid - 1), body)
    headers, _, text = message(draft.statement(), ANNA, "Anna", samples.SHOP, str(uid)).partition(b"\r\n\r\n")
    return Row(uid, 1_000_000 + uid, headers, text)


def anything(dice: random.Random, uid: int) -> Row:
    """Some entry on some tickets; many of them are refused, as in life."""
    ticket, slot, earlier = dice.choice(SLOTS), dice.choice(SLOTS), f"{dice.randrange(1, uid):024x}"
    found = said.Evidence(samples.SHOP, 7, uid, f"<{uid}@x>")
    ways: list[Callable[[], Row]] = [
        lambda: row(uid, "", said.Opened(tuple(said.OpenedTicket((s,), samples.SHOP) for s in {ticket, slot}))),
        lambda: row(uid, ticket, said.Arrived((slot,))),
        lambda: row(uid, ticket, said.Filed((slot,))),
        lambda: row(uid, ticket, said.Merged(slot)),
        lambda: row(uid, ticket, said.Split((slot,))),
        lambda: row(uid, ticket, said.Claimed()),
        lambda: row(uid, ticket, said.Released(earlier)),
        lambda: row(uid, ticket, said.Tagged(("reso",), ("pre-sale",))),
        lambda: row(uid, ticket, said.Prioritised(dice.choice(["urgent", "low"]))),
        lambda: row(uid, ticket, said.StatusChanged("resolved", "open")),
        lambda: row(uid, ticket, said.Noted("nota")),
        lambda: row(uid, ticket, said.SendIntended((said.SlotKey(ticket, 0),), said.Position(1, uid), "<m>", "0")),
        lambda: row(uid, ticket, said.Uncertain(earlier)),
        lambda: row(uid, ticket, said.Sent(earlier)),
        lambda: row(uid, slot, said.External(slot, found), external_id(slot, samples.SHOP, 7, uid)),
        lambda: row(uid, ticket, said.Noted("doppia"), earlier),
        lambda: Row(uid, 1_000_000, b"Subject: spam\r\n", b"hello"),
    ]
    return dice.choice(ways)()


def a_log(seed: int, length: int) -> list[Row]:
    dice = random.Random(seed)
    genesis = row(1, "", said.Genesis("team", "Shop", ANNA.public, "Anna"))
    opened = row(2, "", said.Opened(tuple(said.OpenedTicket((slot,), samples.SHOP) for slot in SLOTS[::3])))
    asked, flagged = SLOTS[0], SLOTS[3]
    evidence = said.Evidence(samples.SHOP, 7, 5, "")
    scripted = [
        row(3, asked, said.Claimed()),
        row(4, asked, said.SendIntended((said.SlotKey(asked, 0),), said.Position(1, 3), "<m>", "0")),
        row(5, flagged, said.External(flagged, evidence, False), external_id(flagged, samples.SHOP, 7, 5)),
    ]
    return [genesis, opened, *scripted, *(anything(dice, uid) for uid in range(6, length))]


def mails() -> list[Message]:
    return [
        samples.message(slot, samples.mail(f"Ordine {n}"), received=1_000 + n * 37 % 11)
        for n, slot in enumerate([*SLOTS, "s1:threaded"])
    ]


def replay(store: Store, rows: Sequence[Row], size: int) -> None:
    """On from the cursor as the engine does: a batch is folded on top of what is stored, and stored."""
    cursor = store.entries.cursor()
    for begin in range(cursor.count if cursor else 0, len(rows), size):
        chunk = rows[begin : begin + size]
        batch = Batch(store.entries, JOURNAL, 1)
        recorded = tuple(_recorded(batch.read(row)) for row in chunk)
        changes = batch.changes()
        store.entries.commit(
            Folded(
                Cursor(1, 9, chunk[-1].uid, begin + len(chunk), chunk[-1].internal_date),
                recorded, changes.team, changes.tickets, changes.slots, changes.automatic,
            )
        )  # fmt: skip


def _recorded(read: Read) -> Recorded:
    if read.signed is None:
        return Recorded(read.position, read.date, "", "", "", "", "", b"", read.verdict)
    entry = read.signed.entry
    who = (entry.author.agent, entry.author.workstation)
    return Recorded(
        read.position, read.date, entry.id, entry.kind, entry.ticket, *who, read.signed.statement, read.verdict
    )


def read_mail(store: Store) -> None:
    store.messages.add([(m, samples.place(uid)) for uid, m in enumerate(mails(), 1)], samples.reached(41))
    store.messages.thread("s1:threaded", SLOTS[0])


def state(store: Store) -> tuple[object, ...]:
    team = store.entries.team()
    assert team is not None
    return (
        snapshot.digest(snapshot.pack(team), store.entries.slices()),
        store.reader.tickets("all", "", Query(), -1),
        store.reader.tickets("open", "", Query(), -1),
        {slot: found.ticket for slot in SLOTS if (found := store.messages.get(slot))},
        [m.slot for m in store.messages.of_ticket(store.entries.ticket_of_slot(SLOTS[0]) or "")],
        store.entries.waiting(),
        store.entries.unresolved(),
        store.entries.attention(),
        store.entries.valid_ids(),
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_same_state_whatever_the_batches(tmp_path: Path, seed: int) -> None:
    rows = a_log(seed, 250)
    found = []
    for size, mail_after in [(1, 0), (7, 100), (1000, 250)]:
        store = SqliteStore(tmp_path / f"{size}.db", synchronous="OFF")
        replay(store, rows[:mail_after], size)
        read_mail(store)
        replay(store, rows, size)
        found.append(state(store))
        with store.transaction():
            store.entries.reset()
            replay(store, rows, 50)
        found.append(state(store))
        store.close()
    assert all(one == found[0] for one in found)
    assert all(found[0]), "the log said something of everything"
