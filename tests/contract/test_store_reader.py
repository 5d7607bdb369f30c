"""What lists show: lines of tickets and mails, places, order, search, unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query, parsed
from desktop.journal import snapshot
from desktop.journal.state import Claim, Mark, Ticket
from desktop.mime.mail import Address, Attachment
from desktop.ports.store import Store
from desktop.ports.store.messages import Message
from desktop.ports.store.reader import TicketRow
from tests.unit.store.samples import SHOP, answered, at, folded, mail, message, own, place, reached, ticket

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def add(store: Store, *messages: Message) -> None:
    first = store.reader.counts()["messages"] + 1
    store.messages.add([(m, place(uid)) for uid, m in enumerate(messages, first)], reached(first))


def commit(store: Store, *tickets: Ticket) -> None:
    known = store.entries.cursor()
    store.entries.commit(folded(known.uid + 1 if known else 1, tickets=tickets))


def shown(store: Store, where: str = "all", search: str = "", agent: str = "anna", limit: int = 50) -> list[str]:
    return [row.id for row in store.reader.tickets(where, agent, parsed(search, TODAY), limit)]


def line(store: Store, name: str) -> TicketRow:
    row = store.reader.row(name)
    assert row is not None
    return row


def noted(uid: int, entry: str) -> Mark:
    return Mark(at(uid), "note", "bruno", "w2", 7, entry)


# -- lines -----------------------------------------------------------------------------------------------------


def test_a_line_says_all(store: Store) -> None:
    whole = ticket(
        "s1:a", slots=["s1:b"], status="waiting", priority="high", tags=("pre-sale", "reso"), assignee="bruno",
        claim=Claim("c1", "anna", "w1", 77, 78, at(2)), alarms=("g1", "g2"),
    )  # fmt: skip
    commit(store, answered(whole, "s1:a"))
    add(
        store,
        message("s1:b", mail("Re: Ordine 12", " Grazie \n\n mille" + "!" * 200, name=""), received=300),
        message("s1:a", mail("Ordine 12", "Buongiorno"), received=100),
    )
    assert line(store, "s1:a") == TicketRow(
        id="s1:a", reference="7KQ21001", number=1001, subject="Ordine 12", customer="anna@client.example",
        customer_address="anna@client.example", mailbox=SHOP, status="waiting", priority="high",
        tags=("pre-sale", "reso"), assignee="bruno", holder="anna", holder_since=77, waiting=1, last_date=300,
        snippet=("Grazie mille" + "!" * 200)[:120], unread=True, alarms=2, rank=1, waits_from=300,
    )  # fmt: skip
    assert store.reader.tickets("all", "", Query(), 9) == [line(store, "s1:a")]


def test_the_subject_is_that_of_the_mail_that_began_the_ticket(store: Store) -> None:
    add(store, message("s1:old", mail("Prima di tutto"), received=50), message("s1:a", mail("Domanda"), received=100))
    commit(store, ticket("s1:a"))
    store.messages.thread("s1:old", "s1:a")
    assert line(store, "s1:a").subject == "Domanda", "whatever history this workstation has"


def test_a_line_says_that_files_lie_in_its_mails_and_that_an_answer_came_back(store: Store) -> None:
    back = Mark(at(3), "not-delivered", "", "w2", 7, "e3")
    whole = ticket("s1:a", marks=(Mark(at(2), "sent", "anna", "w1", 6, "e2"), back, noted(4, "e4")))
    commit(store, whole, ticket("s1:b", 1002))
    invoice = Attachment("2", "fattura.pdf", "application/pdf", 900)
    add(store, message("s1:a", replace(mail(), attachments=(invoice,))), message("s1:b"))
    assert [(line(store, one).has_files, line(store, one).returned) for one in ("s1:a", "s1:b")] == [
        (True, True),
        (False, False),
    ]
    again = Mark(at(5), "sent", "anna", "w1", 9, "e5")
    commit(store, msgspec.structs.replace(whole, marks=(*whole.marks, again)))
    assert not line(store, "s1:a").returned, "it has been written again"


def test_mails_may_be_read_before_or_after_their_ticket(store: Store) -> None:
    add(store, message("s1:a", mail("Prima"), received=100))
    commit(store, ticket("s1:a"), ticket("s1:b", 1002))
    assert line(store, "s1:a").subject == "Prima"
    empty = line(store, "s1:b")
    assert (empty.subject, empty.customer, empty.customer_address, empty.snippet) == ("", "", "", "")
    assert empty.last_date == 50, "the ticket's own date"
    add(store, message("s1:b", mail("Dopo"), received=200))
    assert (line(store, "s1:b").subject, line(store, "s1:b").last_date) == ("Dopo", 200)
    assert store.reader.row("s1:unknown") is None


def test_the_customer_is_who_wrote_last(store: Store) -> None:
    commit(store, ticket("s1:a", slots=["s1:b", "s1:c", "s1:d"]))
    add(
        store,
        message("s1:a", mail(sender="anna@c.example", name="Anna"), received=1),
        message("s1:b", mail(text="mio marito", sender="ugo@c.example", name="Ugo"), received=2),
        message("s1:c", mail(sender=SHOP, name="Shop"), received=3, outgoing=True),
        message("s1:d", mail(sender="mailer-daemon@x.example", automatic="bounce"), received=4),
    )
    row = line(store, "s1:a")
    assert (row.customer, row.customer_address, row.snippet) == ("Ugo", "ugo@c.example", "mio marito")
    assert row.last_date == 4


def test_of_a_mail_of_our_own_the_customer_is_its_recipient(store: Store) -> None:
    commit(store, ticket("d1:x", slots=["s1:bounce"]))
    to = (Address("Ugo", "ugo@c.example"), Address("", "eva@c.example"))
    store.messages.put(message("d1:x", mail("Offerta", sender=SHOP, name="Shop", to=to), outgoing=True))
    assert (line(store, "d1:x").customer, line(store, "d1:x").customer_address) == ("Ugo", "ugo@c.example")
    add(store, message("s1:bounce", mail("Failure", sender="mailer-daemon@x.example", automatic="bounce")))
    assert line(store, "d1:x").customer == "Ugo"
    add(store, message("s1:answer", mail("Re", sender="eva@c.example", name="Eva"), received=500, ticket="d1:x"))
    assert line(store, "d1:x").customer == "Eva"


def test_only_automatic_mail_is_better_than_nobody(store: Store) -> None:
    commit(store, ticket("s1:a"))
    add(store, message("s1:a", mail(sender="news@x.example", name="", automatic="list")))
    assert line(store, "s1:a").customer == "news@x.example"


def test_a_mail_that_moves_changes_both_lines(store: Store) -> None:
    add(store, message("s1:a", mail("A"), received=1), message("s1:x", mail("X"), received=9))
    commit(store, ticket("s1:a"))
    store.messages.thread("s1:x", "s1:a")
    assert line(store, "s1:a").last_date == 9
    commit(store, ticket("s1:b", 1002))
    store.messages.thread("s1:x", "s1:b")
    assert (line(store, "s1:a").last_date, line(store, "s1:b").last_date) == (1, 9)
    commit(store, ticket("s1:x", 1003))
    assert (line(store, "s1:b").last_date, line(store, "s1:x").last_date) == (50, 9)
    assert line(store, "s1:x").subject == "X"


def test_merged_tickets_are_not_listed(store: Store) -> None:
    commit(store, ticket("s1:a"), ticket("s1:b", 1002, slots=[], merged_into="s1:a"))
    assert shown(store) == ["s1:a"]
    assert store.reader.row("s1:b") is None
    assert store.reader.counts()["tickets"] == 1


# -- places and order ------------------------------------------------------------------------------------------


def test_places(store: Store) -> None:
    commit(
        store,
        ticket("free", 1001),
        ticket("mine", 1002, assignee="anna"),
        ticket("held", 1003, claim=Claim("c", "anna", "w1", 1, 1, at(1)), assignee="bruno"),
        ticket("his", 1004, assignee="bruno", claim=Claim("c", "bruno", "w1", 1, 1, at(1))),
        ticket("waits", 1005, status="waiting", assignee="anna"),
        ticket("third", 1006, status="on-hold"),
        ticket("done", 1007, status="resolved", assignee="anna"),
        ticket("junk", 1008, status="spam"),
    )
    assert set(shown(store, "mine")) == {"mine", "held", "waits"}
    assert set(shown(store, "mine", agent="bruno")) == {"his", "held"}
    assert shown(store, "mine", agent="") == []
    assert set(shown(store, "unassigned")) == {"free"}
    assert set(shown(store, "open")) == {"free", "mine", "held", "his"}
    assert shown(store, "waiting") == ["waits"]
    assert shown(store, "on-hold") == ["third"]
    assert shown(store, "resolved") == ["done"]
    assert shown(store, "spam") == ["junk"]
    assert len(shown(store)) == 8
    assert len(shown(store, limit=3)) == 3


def test_open_places_show_the_urgent_then_who_waits_longest(store: Store) -> None:
    """A chase-up does not reset the queue: what counts is the first mail without an answer."""
    chased = ticket("s1:chased", 1003, slots=["s1:chase"])
    calm = answered(ticket("s1:calm", 1001), "s1:calm")
    late = answered(ticket("s1:late", 1002, slots=["s1:late2"]), "s1:late")
    urgent = ticket("s1:urgent", 1004, priority="urgent")
    low = ticket("s1:low", 1005, priority="low")
    commit(store, chased, calm, late, urgent, low)
    add(store, *(message(f"s1:{slot}", received=received) for slot, received in [
        ("chased", 200), ("chase", 900), ("calm", 100), ("late", 100), ("late2", 300), ("urgent", 999), ("low", 1),
    ]))  # fmt: skip
    assert shown(store, "open") == ["s1:urgent", "s1:chased", "s1:late", "s1:calm", "s1:low"]


def test_other_places_show_the_newest_first(store: Store) -> None:
    commit(store, ticket("s1:a", 1001, priority="urgent"), ticket("s1:b", 1002), ticket("s1:c", 1003))
    add(store, message("s1:a", received=100), message("s1:b", received=300), message("s1:c", received=200))
    assert shown(store) == ["s1:b", "s1:c", "s1:a"]


# -- unread ----------------------------------------------------------------------------------------------------


def test_unread_until_shown_and_again_when_something_comes(store: Store) -> None:
    commit(store, ticket("s1:a"))
    assert line(store, "s1:a").unread
    store.reader.mark_read("s1:a")
    assert not line(store, "s1:a").unread
    add(store, message("s1:a"))
    assert line(store, "s1:a").unread, "its mail has been read here only now"
    store.reader.mark_read("s1:a")
    commit(store, ticket("s1:a", marks=(noted(2, "e2"),)))
    assert line(store, "s1:a").unread
    store.reader.mark_read("s1:a")
    commit(store, ticket("s1:a", marks=(noted(2, "e2"),), tags=("reso",)))
    assert not line(store, "s1:a").unread, "a tag is nothing to read"
    store.reader.mark_read("s1:unknown")


def test_what_was_done_here_is_not_unread_here(store: Store) -> None:
    commit(store, ticket("s1:a", marks=(noted(2, "theirs"),)))
    store.reader.mark_read("s1:a")
    for entry in ("ours", "ours too"):
        store.outbox.add(own(entry))
    commit(store, ticket("s1:a", marks=(noted(2, "theirs"), noted(3, "ours"), noted(4, "ours too"))))
    store.messages.put(message("s1:x", outgoing=True, ticket="s1:a"))
    assert not line(store, "s1:a").unread
    commit(store, ticket("s1:a", marks=(noted(2, "theirs"), noted(3, "ours"), noted(5, "new"), noted(6, "ours too"))))
    assert line(store, "s1:a").unread


# -- search ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(store: Store) -> Store:
    commit(
        store,
        ticket("s1:a", 1001, slots=["s1:a2"], tags=("pre-sale", "Più")),
        ticket("s1:b", 1002, tags=("reso",)),
        ticket("s1:c", 1003),
    )
    add(
        store,
        message("s1:a", mail("Perché non arriva?", "l'ordine 4711/2025", sender="ugo.neri@cliente.example",
                             name="Ugo Nèri"), received=3),
        message("s1:a2", mail("Sollecito", "ancora nulla"), received=4),
        message("s1:b", mail("Reso", "codice AB-12 per la taglia", sender="eva@altro.example", name="Eva"), received=2),
        message("s1:c", mail("Order", "spedizione in Ungheria 1002"), received=1),
    )  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("perche", "a"), ("PERCHÉ", "a"), ("arriv", "a"), ("arriv perche", ""), ("neri", "a"),
        ("ugo.neri@cliente.example", "a"), ("@altro", "b"), ("altro.exa", "b"), ("4711/2025", "a"), ("4711", "a"),
        ("AB-12", "b"), ("ab-1", "b"), ("AB-12 sollecito", ""), ("sollecito perche", "a"), ("reso", "b"),
        ("pre-sale", "a"), ("PRE-SAL", "a"), ("pre-sal", "a"), ("pre-sal ugo", ""), ("pre-sale ugo", "a"), ("più", "a"),
        ("7KQ2-1001", "a"), ("7kq21001", "a"), ("7kq2-1oo1", "a"), ("#1002", "bc"), ("1002", "bc"), ("#1002 reso", "b"),
        ("1003", "c"), ("un", "c"), ("", "abc"), ("   ", "abc"), ("?!", "abc"), ("nulla ! perche", "a"), ("zzz", ""),
    ],
)  # fmt: skip
def test_search(shop: Store, typed: str, found: str) -> None:
    assert shown(shop, search=typed) == [f"s1:{name}" for name in found]


def test_search_stays_in_its_place(shop: Store) -> None:
    commit(shop, ticket("s1:b", 1002, tags=("reso",), status="spam"))
    assert shown(shop, "spam", "reso") == ["s1:b"]
    assert shown(shop, "open", "reso") == []
    assert shown(shop, "mine", "perche", agent="anna") == []
    commit(shop, ticket("s1:a", 1001, slots=["s1:a2"], assignee="anna"))
    assert shown(shop, "mine", "perche nulla", agent="anna") == ["s1:a"]


@pytest.mark.parametrize(
    "typed",
    [
        '"', '""', 'a"b', '"a', "a*", "NEAR(", "a AND", "OR", "NOT x", "^a", "subject:x", "-x", "{a}", "a\0b", "\ud800",
        "a\ud800", "'; DROP TABLE tickets", "(" * 2000, "w " * 5000,
    ],
)  # fmt: skip
def test_nothing_typed_is_a_syntax_error(shop: Store, typed: str) -> None:
    shown(shop, search=typed)
    assert len(shown(shop)) == 3


def test_counts(shop: Store) -> None:
    counts = shop.reader.counts()
    assert {key: counts[key] for key in ("entries", "tickets", "messages")} == {
        "entries": 0, "tickets": 3, "messages": 4,
    }  # fmt: skip
    assert counts["bytes"] > 100_000


def test_lines_are_the_same_after_reading_the_log_again(shop: Store) -> None:
    before = shop.reader.tickets("all", "", Query(), 9)
    tickets = map(snapshot.ticket, shop.entries.slices())
    shop.entries.reset()
    assert shown(shop) == []
    commit(shop, *tickets)
    assert shop.reader.tickets("all", "", Query(), 9) == before


# -- pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["open", "all", "mailbox:" + SHOP])
def test_pages_join_into_the_list(store: Store, where: str) -> None:
    commit(store, *(ticket(f"s1:{n}", number=1000 + n, priority="urgent" if n % 3 else "low") for n in range(7)))
    whole = [row.id for row in store.reader.page(where, "anna", None, 0, 99)]
    assert len(whole) == store.reader.size(where, "anna") == 7
    first = store.reader.page(where, "anna", None, 0, 3)
    behind = store.reader.page(where, "anna", first[-1], 0, 2)
    further = store.reader.page(where, "anna", first[-1], 2, 99)
    assert [row.id for row in (*first, *behind, *further)] == whole
    assert [store.reader.position(name, where, "anna") for name in whole] == list(range(7))


def test_a_ticket_has_no_position_where_it_is_not(store: Store) -> None:
    commit(store, ticket("s1:a"), ticket("s1:b", number=1002, status="resolved"))
    assert store.reader.position("s1:b", "open", "anna") is None
    assert store.reader.position("s1:b", "resolved", "anna") == 0
    assert store.reader.position("nobody", "all", "anna") is None


def test_the_sizes_of_the_places(store: Store) -> None:
    commit(
        store,
        ticket("s1:a", assignee="anna"),
        ticket("s1:b", number=1002),
        ticket("s1:c", number=1003, status="resolved"),
    )
    sizes = store.reader.sizes("anna")
    assert (sizes["mine"], sizes["unassigned"], sizes["open"], sizes["resolved"]) == (1, 1, 2, 1)
    assert sizes["mailbox:" + SHOP] == 2
    assert sizes["waiting"] == 0


def test_a_ticket_can_be_unread_again(store: Store) -> None:
    commit(store, ticket("s1:a"))
    store.reader.mark_read("s1:a")
    assert not line(store, "s1:a").unread
    store.reader.mark_unread("s1:a")
    assert line(store, "s1:a").unread
