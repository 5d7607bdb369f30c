"""Whom the mail that is here knows: to be completed while one types, and to be told from others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.journal.state import Ticket
from desktop.mime.mail import Address
from desktop.ports.store import Store
from tests.unit.store.samples import answered, folded, mail, message, ticket

MARIA, MARCO = Address("Bianchi, Maria", "maria@client.example"), Address("Marco", "marco@altrove.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    store.messages.put(message("s1:a", mail(sender=MARIA.email, name=MARIA.name)))
    store.messages.put(message("s1:b", mail(to=(MARCO,)), outgoing=True))
    store.messages.put(message("s1:c", mail(sender="robot@client.example", name="", automatic="bulk")))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mar", [MARCO, MARIA]),  # the newest first
        ("bian", [MARIA]),
        ("MARIA bi", [MARIA]),
        ("altrove", [MARCO]),
        ("maria@client.example", [MARIA]),
        ('"', []),
        ("m", []),  # one letter is everybody
        ("zzz", []),
        ("", []),
    ],
)
def test_who_is_meant_by_a_few_letters(store: Store, typed: str, found: list[Address]) -> None:
    assert list(store.people.like(typed, 8)) == found


def test_no_more_than_are_asked_for(store: Store) -> None:
    assert list(store.people.like("mar", 1)) == [MARCO]


def test_customers_are_those_whose_mail_belongs_to_a_ticket(store: Store) -> None:
    """Whom we wrote to, robots, and mail that is history are none."""
    asked = [MARIA.email, MARCO.email, "robot@client.example", "nobody@x.example"]
    assert store.people.customers_among(asked) == frozenset()
    store.entries.commit(folded(1, tickets=[ticket("s1:a", slots=("s1:c",))]))
    assert store.people.customers_among(asked) == {MARIA.email}


def beside(*slots: str) -> Ticket:
    """A side conversation on which no customer waits."""
    return reduce(answered, ("d1:x", *slots), ticket("d1:x", 1002, side_of="s1:b", slots=slots))


def test_what_comes_on_a_side_conversation_is_news_of_its_ticket(store: Store) -> None:
    """The side stands in no list, and whoever writes there is no customer."""
    side = beside("s1:a")
    store.entries.commit(folded(1, tickets=[ticket("s1:b", sides=("d1:x",)), side]))
    assert store.reader.size("all", "anna") == 1
    store.reader.mark_read("s1:b")
    row = store.reader.row("s1:b")
    assert row is not None
    assert (row.unread, row.customer_address) == (False, MARCO.email)
    store.messages.put(message("s1:n", mail(sender=MARIA.email), received=900))
    store.entries.commit(folded(2, tickets=[beside("s1:a", "s1:n")]))
    row = store.reader.row("s1:b")
    assert row is not None
    assert (row.unread, row.last_date, row.customer_address) == (True, 900, MARCO.email)
    assert store.reader.beside(["d1:x", "s1:b"]) == {"s1:b"}
    assert store.people.customers_among([MARIA.email]) == frozenset()
