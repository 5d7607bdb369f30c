"""Edits that wait, said in fewer entries: what they do must not change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.journal.coalescing import Coalesced, coalesced
from desktop.journal.entries import Entry, Kind, Noted, Prioritised, Tagged
from tests.unit.journal.office import BRUNO, Office

_TAGS = st.lists(st.sampled_from(("reso", "fattura", "urgente")), max_size=3).map(tuple)


def waiting(*bodies: Kind, ticket: str = "s1:a") -> list[Entry]:
    office = Office(count=1_000)
    return [office.draft(BRUNO, ticket, body).entry() for body in bodies]


@given(st.lists(st.tuples(_TAGS, _TAGS), min_size=2, max_size=6))
def test_the_tags_of_a_ticket_end_the_same(edits: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    entries = waiting(*(Tagged(add=add, remove=remove) for add, remove in edits))
    (found,) = coalesced(entries)
    one_by_one, at_once = Office().found(), Office().found()
    for office in (one_by_one, at_once):
        office.open("s1:a")
        office.say(BRUNO, "s1:a", Tagged(add=("reso", "altro")))
    for entry in entries:
        one_by_one.say(BRUNO, "s1:a", entry.body)
    at_once.say(BRUNO, "s1:a", found.body)
    assert set(at_once.ticket("s1:a").tags) == set(one_by_one.ticket("s1:a").tags)


def test_notes_keep_every_word_in_their_order() -> None:
    first, second = waiting(Noted(text="Prima."), Noted(text="Poi."))
    assert list(coalesced([first, second])) == [Coalesced((first.id, second.id), "s1:a", Noted(text="Prima.\n\nPoi."))]


def test_notes_that_would_be_too_long_for_one_entry_stay_apart() -> None:
    assert list(coalesced(waiting(Noted(text="a" * 10_000), Noted(text="b" * 10_000)))) == []


def test_one_edit_and_edits_of_different_tickets_and_kinds_are_left_alone() -> None:
    entries = [
        *waiting(Tagged(add=("reso",)), Noted(text="Nota"), Prioritised(priority="high"), Prioritised(priority="low")),
        *waiting(Tagged(add=("reso",)), ticket="s1:b"),
    ]
    assert list(coalesced(entries)) == []
