"""A customer erased: nothing personal is left in the state, leads only, and the audit names nobody."""

from __future__ import annotations

import pytest

from desktop.journal import erasing, snapshot
from desktop.journal.entries import AddressesJoined, Corrected, CustomerErased, CustomerNoted, Merged, Noted
from tests.unit.journal.office import ANNA, BRUNO, Office

SALT = "0f" * 16
GONE = CustomerErased(SALT, (erasing.digest(SALT, "maria@x.it"),), ("s1:a",), {"mails": 3})


def test_nothing_of_theirs_is_left_in_the_state_and_nobody_is_named(office: Office) -> None:
    ticket, other = office.open("s1:a"), office.open("s1:b")
    for one in (ticket, other):
        office.say(BRUNO, one, Noted(text="Maria ha chiamato"))
        office.say(BRUNO, one, CustomerNoted(address="maria@x.it", text="Maria paga"))
        office.say(BRUNO, one, AddressesJoined(address="maria@x.it", other="m@y.it"))
        office.say(BRUNO, one, Corrected(slots=(one,), customer="maria@x.it", name="Maria", order="", reason=""))
    assert office.say(BRUNO, ticket, Merged(absorbed=other)).applied
    before = office.ticket(ticket)
    assert office.say(BRUNO, "", GONE).reason == "leads-only"
    assert office.say(ANNA, "", GONE).applied
    after = office.ticket(ticket)
    assert (after.number, after.status, after.marks) == (before.number, before.status, before.marks)
    kept = b"".join(map(snapshot.pack, (*office.state.all_tickets(), office.team)))
    for word in (b"Maria", b"maria", b"m@y.it"):
        assert word not in kept
    (said,) = office.team.erasures
    assert (said.agent, said.counts) == ("anna", {"mails": 3})
    assert erasing.standing([said], "maria@x.it", said.date)
    assert not erasing.standing([said], "maria@x.it", said.date + 1), "what they write later begins afresh"
    assert not erasing.standing([said], "mario@x.it", said.date)


@pytest.mark.parametrize("salt", ["", "0f", "g" * 32])
def test_a_salt_that_is_none_is_refused(office: Office, salt: str) -> None:
    assert office.say(ANNA, "", CustomerErased(salt, ("ab",))).reason == "malformed"
    assert not office.team.erasures


def test_what_the_customer_writes_about_again_is_kept(office: Office) -> None:
    office.open("s1:a")
    office.say(ANNA, "", GONE)
    office.say(BRUNO, "s1:a", Noted(text="Ha scritto di nuovo"))
    assert [note.text for note in office.ticket("s1:a").notes] == ["Ha scritto di nuovo"]
