"""What is pending, laid over what is confirmed, and always marked."""

from __future__ import annotations

import pytest

from desktop.domain.ticket import Priority, Status
from desktop.journal.entries import (
    Assigned,
    Claimed,
    Entry,
    Kind,
    Noted,
    Prioritised,
    Released,
    SendIntended,
    SlotKey,
    StatusChanged,
    Tagged,
    Unknown,
)
from desktop.journal.overlay import overlaid
from desktop.journal.state import Ticket
from tests.unit.journal.office import BRUNO, EVA, Office


@pytest.fixture
def ticket(office: Office) -> Ticket:
    office.open("s1:a")
    office.say(EVA, "s1:a", Tagged(add=("old",)))
    office.say(EVA, "s1:a", Noted(text="confirmed"))
    return office.ticket("s1:a")


def _pending(*bodies: Kind | Unknown) -> list[Entry]:
    office = Office(count=1_000)
    return [office.draft(BRUNO, "s1:a", body).entry() for body in bodies]  # type: ignore[arg-type]


def test_edits_show_at_once_and_are_marked(ticket: Ticket) -> None:
    shown = overlaid(
        ticket,
        _pending(
            Tagged(add=("new",), remove=("old",)),
            Prioritised(priority="high"),
            StatusChanged(status="on-hold", saw="open"),
            Assigned(assignee="bruno", saw=""),
            Noted(text="one"),
            Tagged(add=("newer",)),
            Noted(text="two"),
        ),
    )
    assert (shown.tags, shown.priority, shown.status, shown.assignee) == (
        ("new", "newer"),
        Priority.HIGH,
        Status.ON_HOLD,
        "bruno",
    )
    assert [(note.text, note.pending) for note in shown.notes] == [("confirmed", False), ("one", True), ("two", True)]
    assert shown.pending == ("tags", "priority", "status", "assignee", "notes")
    assert shown.marks == ticket.marks


def test_an_edit_follows_the_one_before_it(ticket: Ticket) -> None:
    shown = overlaid(
        ticket, _pending(StatusChanged(status="on-hold", saw="open"), StatusChanged(status="resolved", saw="on-hold"))
    )
    assert shown.status is Status.RESOLVED


def test_what_the_log_would_refuse_is_not_shown(ticket: Ticket) -> None:
    pending = _pending(StatusChanged(status="resolved", saw="spam"), Assigned(assignee="bruno", saw="eva"))
    assert overlaid(ticket, pending) == ticket


def test_a_pending_claim_is_never_shown_as_a_claim(ticket: Ticket) -> None:
    intent = SendIntended((SlotKey("s1:a", 0),), ticket.last_mark, "<m@x>", "")
    assert overlaid(ticket, _pending(Claimed(), intent, Released(claim="x"))) == ticket


def test_nothing_pending_nothing_marked(ticket: Ticket) -> None:
    assert overlaid(ticket, []) is ticket
