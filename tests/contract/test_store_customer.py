"""Who writes: their tickets, however they write their address, and since when."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.journal.state import CustomerNote, Joint
from desktop.ports.store import Store
from tests.contract.test_store_reader import add, commit, store
from tests.unit.store.samples import at, mail, message, ticket

__all__ = ["store"]


def test_a_customers_tickets_are_found_in_any_case_of_the_letters(store: Store) -> None:
    commit(store, ticket("s1:a"), ticket("s1:b", 1002), ticket("s1:c", 1003))
    add(
        store,
        message("s1:a", mail("Primo", sender="Anna@c.example"), received=100),
        message("s1:b", mail("Secondo", sender="anna@c.example"), received=300),
        message("s1:c", mail("Altro", sender="ugo@c.example"), received=200),
    )
    found = store.reader.customer("anna@C.example", 9)
    assert [row.subject for row in found.tickets] == ["Secondo", "Primo"]
    assert (found.count, found.first_seen) == (2, 100)
    few = store.reader.customer("anna@c.example", 1)
    assert ([row.subject for row in few.tickets], few.count, few.first_seen) == (["Secondo"], 2, 100)


def test_nobody_is_no_customer(store: Store) -> None:
    commit(store, ticket("s1:a"))
    for address in ("", "never@c.example"):
        found = store.reader.customer(address, 9)
        assert (found.tickets, found.count, found.first_seen) == ((), 0, 0)


def test_addresses_of_one_person_share_tickets_and_notes_by_the_last_word_in_the_log(store: Store) -> None:
    def joint(one: str, other: str, uid: int, *, joined: bool = True) -> Joint:
        return Joint(one, other, joined, "anna", 9, at(uid))

    a, b, c = "a@c.example", "b@c.example", "c@c.example"
    add(store, message("s1:a", mail("Uno", sender=a), received=100), message("s1:b", mail("Due", sender=c), received=9))
    note = CustomerNote("n1", b, "anna", 5, "Gentile")
    first = replace(ticket("s1:a"), joints=(joint(a, b, 3), joint(b, c, 4)), about=(note,))
    second = ticket("s1:b", 1002)
    commit(store, first, second)
    found = store.reader.customer(a, 9)
    assert (sorted(found.addresses), found.addresses[0]) == ([a, b, c], a)
    assert ([row.subject for row in found.tickets], found.first_seen) == (["Uno", "Due"], 9)
    assert found.notes == (note,)
    commit(store, replace(second, joints=(joint(b, c, 6, joined=False),)))
    assert store.reader.customer(a, 9).addresses == (a, b)
    commit(store, replace(first, joints=(joint(a, b, 3), joint(b, c, 7))))
    assert set(store.reader.customer(a, 9).addresses) == {a, b, c}
    store.entries.reset()
    assert store.reader.customer(a, 9).notes == ()
