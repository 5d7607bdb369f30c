"""Who writes: their tickets, however they write their address, and since when."""

from __future__ import annotations

from desktop.ports.store import Store
from tests.contract.test_store_reader import add, commit, store
from tests.unit.store.samples import mail, message, ticket

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
