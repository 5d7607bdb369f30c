"""The confirmed journal in the store: batches, the fold's view, and what they mean for the own outbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query
from desktop.journal import snapshot
from desktop.journal.entries import SlotKey
from desktop.journal.state import Answer, Automatic, Claim, Grant, GrantState, Mark, Ticket
from desktop.journal.working import APPLIED, Verdict
from desktop.ports.store import Store
from tests.unit.store.samples import TEAM, answered, at, cursor, folded, own, recorded, ticket

HELD = Verdict(False, "held", "bruno", 990, "e9")
DUPLICATE = Verdict(False, "duplicate")
FORGED = Verdict(False, "not-invited", quarantined=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def grant(state: GrantState) -> Grant:
    return Grant("g1", (SlotKey("s1:a", 0),), "anna", "w1", "r1", "<m@x>", "00", "c@x", at(3), 1003, "g1", 1003, state)


def test_an_empty_store_knows_nothing(store: Store) -> None:
    entries = store.entries
    assert entries.cursor() is None
    assert entries.team() is None
    assert entries.ticket("s1:a") is None
    assert entries.ticket_of_slot("s1:a") is None
    assert entries.recorded("e1") is None
    assert not entries.has("e1")
    assert not entries.reference_taken("7KQ21001")
    assert list(entries.tail(5)) == []


def test_a_batch_is_all_there(store: Store) -> None:
    whole = ticket("s1:a", slots=["s1:b"], tags=("pre-sale",), grants={"g1": grant(GrantState.SENT)})
    automatic = Automatic("x1", "survey", "o", "w1", "r1", "<m@x>")
    first = recorded(2, "e2", "s1:a", statement=b'{"a":"\xc3\xa8"}')
    store.entries.commit(
        folded(3, recorded(1, "e1"), first, recorded(3, "e3", "s1:a", HELD), tickets=[whole], team=TEAM,
               automatic=[automatic])
    )  # fmt: skip
    entries = store.entries
    assert entries.cursor() == cursor(3)
    assert entries.team() == TEAM
    assert entries.ticket("s1:a") == whole
    assert entries.ticket_of_slot("s1:b") == "s1:a"
    assert entries.reference_taken("7KQ21001")
    assert entries.ticket_by_reference("7KQ21001") == "s1:a"
    assert entries.ticket_by_number(1001) == "s1:a"
    assert entries.automatic("x1") == automatic
    assert entries.recorded("e2") == first
    assert entries.recorded("e3") == recorded(3, "e3", "s1:a", HELD)
    assert [r.id for r in entries.tail(2)] == ["e2", "e3"]
    assert [r.id for r in entries.of_ticket("s1:a")] == ["e2"], "refused ones changed nothing"
    assert list(entries.valid_ids()) == [(at(1), "e1"), (at(2), "e2"), (at(3), "e3")]
    assert list(entries.slices()) == [snapshot.pack(whole)]


def test_later_batches_change_what_they_name_and_nothing_else(store: Store) -> None:
    a, b = ticket("s1:a", 1001), ticket("s1:b", 1002)
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=[a, b], team=TEAM))
    changed = msgspec.structs.replace(a, assignee="anna")
    store.entries.commit(folded(2, recorded(2, "e2"), tickets=[changed]))
    assert store.entries.ticket("s1:a") == changed
    assert store.entries.ticket("s1:b") == b
    assert store.entries.team() == TEAM
    assert store.entries.cursor() == cursor(2)


def test_the_team_is_the_newest_on_every_connection(store: Store, tmp_path: Path) -> None:
    other = SqliteStore(tmp_path / "store.db")
    store.entries.commit(folded(1, team=TEAM))
    assert other.entries.team() == store.entries.team() == TEAM
    store.entries.commit(folded(2, team=msgspec.structs.replace(TEAM, next_number=2000)))
    found = other.entries.team()
    other.close()
    assert found is not None
    assert found.next_number == 2000


def test_only_the_first_valid_occurrence_counts(store: Store) -> None:
    store.entries.commit(
        folded(4, recorded(1, "e1", "t", FORGED), recorded(2, "e1", "t", HELD), recorded(3, "e1", "t", DUPLICATE),
               recorded(4, "", verdict=Verdict(False, "unsigned", quarantined=True)))
    )  # fmt: skip
    entries = store.entries
    assert entries.recorded("e1") == recorded(2, "e1", "t", HELD)
    assert list(entries.valid_ids()) == [(at(2), "e1")]
    assert not entries.has("")
    assert [r.position.uid for r in entries.quarantined()] == [1, 4]
    assert [r.position.uid for r in entries.tail(9)] == [1, 2, 3, 4]


def test_a_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    store.outbox.add(own("e2"))
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM))
    impossible = folded(2, recorded(2, "e2"), recorded(2, "e3"), tickets=[ticket("s1:b", 1002)])
    with pytest.raises(sqlite3.IntegrityError):
        store.entries.commit(impossible)
    assert store.entries.cursor() == cursor(1)
    assert not store.entries.has("e2")
    assert store.entries.ticket("s1:b") is None
    assert [row.id for row in store.outbox.pending()] == ["e2"]


def test_own_entries_are_answered_with_the_batch(store: Store) -> None:
    for entry in ("yes", "no", "later", "given-up"):
        store.outbox.add(own(entry))
    store.outbox.void("given-up")
    store.entries.commit(
        folded(3, recorded(1, "yes"), recorded(2, "no", "t", HELD), recorded(3, "given-up", "t", HELD))
    )
    confirmed, refused = store.outbox.get("yes"), store.outbox.get("no")
    assert confirmed == own("yes", "confirmed")
    assert refused == replace(own("no", "refused"), reason="held", agent="bruno", date=990)
    assert [row.id for row in store.outbox.pending()] == ["later"]
    assert [row.id for row in store.outbox.refused()] == ["no"]
    assert store.outbox.get("given-up") == own("given-up", "void")


def test_an_own_entry_that_came_second_is_answered_by_the_first(store: Store) -> None:
    """Automatic mail has the same id on every workstation."""
    store.entries.commit(folded(1, recorded(1, "auto")))
    store.outbox.add(own("auto"))
    store.entries.commit(folded(2, recorded(2, "auto", "t", DUPLICATE)))
    assert store.outbox.get("auto") == own("auto", "confirmed")


def test_an_entry_that_was_set_aside_answers_nothing(store: Store) -> None:
    store.outbox.add(own("e1"))
    store.entries.commit(folded(1, recorded(1, "e1", "t", FORGED)))
    assert store.outbox.get("e1") == own("e1")
    store.outbox.refuse("e1", "removed")
    assert store.outbox.get("e1") == replace(own("e1", "refused"), reason="removed")


def test_reset_forgets_the_log_and_keeps_what_is_our_own(store: Store) -> None:
    store.outbox.add(own("mine"))
    store.profile.put("name", "Anna")
    store.entries.commit(
        folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM,
               automatic=[Automatic("x", "p", "o", "w", "r", "m")])
    )  # fmt: skip
    store.entries.reset()
    entries = store.entries
    assert (entries.cursor(), entries.team(), entries.ticket("s1:a")) == (None, None, None)
    assert (entries.ticket_of_slot("s1:a"), entries.automatic("x"), entries.has("e1")) == (None, None, False)
    assert list(entries.tail(9)) == list(entries.slices()) == list(store.reader.tickets("all", "", Query(), 9)) == []
    assert store.outbox.get("mine") == own("mine")
    assert store.profile.get("name") == "Anna"
    store.entries.commit(folded(1, recorded(1, "e1"), tickets=[ticket("s1:a")], team=TEAM))
    assert entries.ticket_by_number(1001) == "s1:a"


def test_a_merged_ticket_is_found_by_its_old_reference(store: Store) -> None:
    a, b = ticket("s1:a", 1001), ticket("s1:b", 1002)
    store.entries.commit(folded(1, tickets=[a, b]))
    into = ticket("s1:a", 1001, slots=["s1:b"])
    gone = msgspec.structs.replace(b, slots={}, merged_into="s1:a")
    store.entries.commit(folded(2, tickets=[into, gone]))
    assert store.entries.ticket_by_reference("7KQ21002") == "s1:a"
    assert store.entries.ticket_by_number(1002) == "s1:a"
    assert store.entries.ticket("s1:b") == gone
    assert store.entries.reference_taken("7KQ21002"), "a reference is never given twice"


def _of(state: GrantState) -> Ticket:
    return ticket("s1:a", grants={"g1": grant(state)})


@pytest.mark.parametrize("state", list(GrantState))
def test_unresolved_are_granted_and_uncertain(store: Store, state: GrantState) -> None:
    store.entries.commit(folded(1, tickets=[_of(state), ticket("s1:b", 1002)]))
    open_fate = state in (GrantState.GRANTED, GrantState.UNCERTAIN)
    assert list(store.entries.unresolved()) == (["s1:a"] if open_fate else [])


@pytest.mark.parametrize("status", ["open", "waiting", "on-hold", "resolved", "spam"])
def test_waiting_are_those_whom_nobody_answered(store: Store, status: str) -> None:
    tickets = [ticket("s1:a", status=status), answered(ticket("s1:b", 1002), "s1:b")]
    store.entries.commit(folded(1, tickets=tickets))
    assert list(store.entries.waiting()) == ([] if status in ("resolved", "spam") else ["s1:a"])


def test_attention_is_for_alarms_and_answers_without_text(store: Store) -> None:
    by_flag = answered(ticket("s1:b", 1002), "s1:b", Answer("x", "", 5, True, text_known=False))
    by_text = answered(ticket("s1:c", 1003), "s1:c", Answer("x", "", 5, True, "<m>"))
    store.entries.commit(folded(1, tickets=[ticket("s1:a", alarms=("g1",)), by_flag, by_text]))
    assert list(store.entries.attention()) == ["s1:a", "s1:b"]


def test_a_slice_survives_to_the_last_field(store: Store) -> None:
    whole = ticket(
        "s1:a",
        claim=Claim("c1", "anna", "w1", 5, 6, at(2)),
        marks=(Mark(at(2), "note", "bruno", "w2", 7, "e2", "anna"),),
        grants={"g1": grant(GrantState.UNCERTAIN)},
        voided=(("c0", "w1"),),
    )
    store.entries.commit(folded(1, recorded(1, "e1", verdict=APPLIED), tickets=[whole]))
    assert store.entries.ticket("s1:a") == whole
