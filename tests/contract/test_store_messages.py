"""Mail in the store: each once, wherever it was found, under the ticket that the journal says."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import parsed
from desktop.journal.state import Correction, Ticket
from desktop.mime.mail import Address, Attachment, Origin, Original, Page, ParsedMail
from desktop.ports.store import Store
from desktop.ports.store.messages import Message, Outline, Place
from tests.unit.store.samples import SHOP, folded, mail, message, place, reached, ticket


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def add(store: Store, *messages: Message, folder: str = "INBOX", first: int = 1) -> None:
    found = [(m, place(uid, folder)) for uid, m in enumerate(messages, first)]
    store.messages.add(found, reached(first + len(messages) - 1, folder))


HTML = {"s1:a": True, "s1:b": False}


def slots(messages: object) -> list[str]:
    return [m.slot for m in messages]  # type: ignore[attr-defined]


def test_a_mail_survives_to_the_last_field(store: Store) -> None:
    whole = ParsedMail(
        "<1@x>", ("<0@x>",), ("<0@x>", "<00@x>"), None, (Address("", "r@x"),), (Address("È", "t@x"),),
        (Address("c", "c@x"),), "Città \U0001f69a", None, "riga\n\nriga\0fine", (Attachment("2", "f.pdf", "a/pdf", 3),),
        "bounce", ("<9@x>",), "too-large",
    )  # fmt: skip
    kept = Message("s1:a", whole, False, 1234567890, SHOP)
    add(store, kept)
    assert store.messages.get("s1:a") == kept
    assert store.messages.get("s1:b") is None
    assert list(store.messages.places("s1:a")) == [place(1)]
    assert list(store.messages.places("s1:b")) == []


def test_a_page_is_read_when_it_is_asked_for(store: Store) -> None:
    page = Page("<p>perché</p>", ("http://x.example/a",), 2)
    add(store, message("s1:a", replace(mail(), page=page)), message("s1:b"))
    assert store.messages.page("s1:a") == page
    assert store.messages.page("s1:b") is None
    assert store.messages.page("s1:c") is None
    found = store.messages.get("s1:a")
    assert found is not None
    assert found.mail.page is None, "lists and threads never carry it"


def test_a_mail_as_it_came_is_given_back(store: Store) -> None:
    raw = b"Subject: x\r\n\r\n<p>y</p>" * 50
    add(store, *(replace(message(slot), original=Original(zlib.compress(raw), html)) for slot, html in HTML.items()))
    assert store.messages.outline("s1:a") == Outline(raw, frozenset())
    assert store.messages.outline("s1:c") is None
    assert store.messages.with_page(["s1:a", "s1:b", "s1:c"]) == {"s1:a"}
    kept = store.messages.get("s1:a")
    assert kept is not None
    assert kept.original is None, "lists and threads never carry it"


def test_what_is_written_in_bulk_is_there(store: Store) -> None:
    with store.in_bulk():
        add(store, message("s1:a"))
    add(store, message("s1:b"))
    assert store.messages.get("s1:a")
    assert store.messages.get("s1:b")


def test_the_dates_of_mails_by_their_message_ids(store: Store) -> None:
    same = mail(message_id="<1@x>")
    add(store, message("s1:a", same, received=7), message("s1:b", same, received=5))
    assert store.messages.dates(["<1@x>", "<nobody@x>"]) == {"<1@x>": 5}


def test_what_is_here_of_a_folder(store: Store) -> None:
    add(store, message("s1:a"), message("s1:b"))
    assert store.messages.uids(SHOP, "INBOX") == {1, 2}
    assert store.messages.uids(SHOP, "Sent") == frozenset()
    assert store.messages.held(SHOP, "INBOX", 2) == 1
    assert store.messages.cursors(SHOP) == [store.messages.folder(SHOP, "INBOX")]
    assert store.messages.cursors("altra@x") == []


def test_a_chunk_and_how_far_it_reaches(store: Store) -> None:
    assert store.messages.folder(SHOP, "INBOX") is None
    add(store, message("s1:a"), message("s1:b"))
    assert store.messages.folder(SHOP, "INBOX") == reached(2)
    store.messages.add([], reached(9, settled=False))
    assert store.messages.folder(SHOP, "INBOX") == reached(9, settled=False)
    assert store.messages.folder(SHOP, "Sent") is None


def test_the_same_mail_through_two_mailboxes_is_one(store: Store) -> None:
    add(store, message("s1:a", mail("first")), message("s1:a", mail("twice in one chunk")))
    elsewhere = Place("ordini@shop.example", "INBOX", 3, 5)
    store.messages.add([(message("s1:a", mail("seen later")), elsewhere)], reached(1))
    kept = store.messages.get("s1:a")
    assert kept is not None
    assert kept.mail.subject == "first"
    assert list(store.messages.places("s1:a")) == [place(1), place(2), elsewhere]
    assert store.reader.counts()["messages"] == 1


def test_a_chunk_is_stored_whole_or_not_at_all(store: Store) -> None:
    broken = message("s1:b", replace(mail(), attachments=(object(),)))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        add(store, message("s1:a"), broken)
    assert store.messages.get("s1:a") is None
    assert store.messages.folder(SHOP, "INBOX") is None
    add(store, message("s1:a"))
    assert store.messages.get("s1:a") is not None


def test_by_message_id_and_related(store: Store) -> None:
    add(
        store,
        message("s1:root", mail(message_id="<root@x>")),
        message("s1:reply", mail(message_id="<reply@x>", refers=["<root@x>"], answers=["<root@x>"])),
        message("s1:third", mail(message_id="<third@x>", refers=["<root@x>", "<reply@x>"])),
        message("s1:late", mail(message_id="<late@x>", answers=["<lost@x>"])),
        message("s1:twin", mail(message_id="<root@x>")),
        message("s1:none", mail()),
    )
    assert slots(store.messages.by_message_id("<root@x>")) == ["s1:root", "s1:twin"]
    assert slots(store.messages.by_message_id("<lost@x>")) == []
    assert slots(store.messages.by_message_id("")) == [], "no Message-ID is not an identity"
    assert list(store.messages.related(["<root@x>"])) == ["s1:root", "s1:reply", "s1:third", "s1:twin"]
    assert list(store.messages.related(["<lost@x>", "<reply@x>"])) == ["s1:reply", "s1:third", "s1:late"]
    assert list(store.messages.related([])) == list(store.messages.related([""])) == []


def test_the_journal_says_which_ticket_before_and_after(store: Store) -> None:
    store.entries.commit(folded(1, tickets=[ticket("s1:a", slots=["s1:b"])]))
    add(store, message("s1:b", received=2), message("s1:c", received=1, ticket="s1:a"), message("s1:d", received=3))
    assert slots(store.messages.of_ticket("s1:a")) == ["s1:c", "s1:b"]
    store.entries.commit(folded(2, tickets=[ticket("s1:d", 1002)]))
    assert slots(store.messages.of_ticket("s1:d")) == ["s1:d"]
    assert slots(store.messages.of_ticket("")) == []


def test_local_threading_never_overrides_the_journal(store: Store) -> None:
    add(store, message("s1:a"), message("s1:b", received=101))
    store.messages.thread("s1:b", "s1:a")
    assert slots(store.messages.of_ticket("s1:a")) == ["s1:b"], "s1:a itself is not filed yet"
    store.entries.commit(folded(1, tickets=[ticket("s1:a"), ticket("s1:b", 1002)]))
    assert slots(store.messages.of_ticket("s1:a")) == ["s1:a"]
    assert slots(store.messages.of_ticket("s1:b")) == ["s1:b"]
    store.messages.thread("s1:b", "s1:a")
    found = store.messages.get("s1:b")
    assert found is not None
    assert found.ticket == "s1:b"
    store.messages.thread("s1:unknown", "s1:a")


def test_threaded_mail_follows_a_merge_and_a_split(store: Store) -> None:
    a, b = ticket("s1:a", 1001), ticket("s1:b", 1002)
    store.entries.commit(folded(1, tickets=[a, b]))
    add(store, message("s1:b"), message("s1:old", received=1))
    store.messages.thread("s1:old", "s1:b")
    gone = msgspec.structs.replace(b, slots={}, merged_into="s1:a")
    store.entries.commit(folded(2, tickets=[ticket("s1:a", slots=["s1:b"]), gone]))
    add(store, message("s1:older", received=0, ticket="s1:b"), first=5)
    assert slots(store.messages.of_ticket("s1:a")) == ["s1:older", "s1:old", "s1:b"]
    assert slots(store.messages.of_ticket("s1:b")) == []
    store.entries.commit(folded(3, tickets=[a, b]))
    assert slots(store.messages.of_ticket("s1:b")) == ["s1:older", "s1:old", "s1:b"]


def test_after_a_reset_only_local_threading_is_left(store: Store) -> None:
    add(store, message("s1:a"), message("s1:b"))
    store.messages.thread("s1:b", "s1:a")
    store.entries.commit(folded(1, tickets=[ticket("s1:a")]))
    store.entries.reset()
    assert slots(store.messages.of_ticket("s1:a")) == ["s1:b"]
    assert slots(store.messages.unfiled(0)) == ["s1:a", "s1:b"]


def test_unfiled_are_incoming_and_recent(store: Store) -> None:
    add(
        store,
        message("s1:new", received=300),
        message("s1:old", received=99),
        message("s1:first", received=100),
        message("s1:ours", received=300, outgoing=True),
        message("s1:filed", received=300),
    )
    store.entries.commit(folded(1, tickets=[ticket("s1:filed")]))
    store.messages.thread("s1:new", "s1:filed")
    assert slots(store.messages.unfiled(100)) == ["s1:first", "s1:new"], "threading is not filing"


def test_settled_mail_is_not_offered_again(store: Store) -> None:
    add(store, message("s1:old"), message("s1:new"))
    store.messages.settle(["s1:old", "s1:unknown"])
    assert slots(store.messages.unfiled(0)) == ["s1:new"]
    add(store, message("s1:old"), folder="Archive")
    assert slots(store.messages.unfiled(0)) == ["s1:new"], "also when it turns up in another folder"


def test_outgoing_mail_is_offered_for_judgement_once(store: Store) -> None:
    add(store, message("s1:asked"), message("s1:one", outgoing=True), message("s1:two", outgoing=True))
    assert slots(store.messages.unjudged(1)) == ["s1:one"]
    assert slots(store.messages.unjudged(9)) == ["s1:one", "s1:two"]
    store.messages.settle(["s1:one", "s1:asked"])
    assert slots(store.messages.unjudged(9)) == ["s1:two"]
    add(store, message("s1:asked", outgoing=True), folder="Sent")
    assert slots(store.messages.unjudged(9)) == ["s1:asked", "s1:two"], "settled as incoming, it is judged as ours"


def test_a_mail_first_seen_coming_in_and_found_in_sent_is_ours(store: Store) -> None:
    add(store, message("s1:copy"))
    add(store, message("s1:copy", outgoing=True), folder="Sent")
    found = store.messages.get("s1:copy")
    assert found is not None
    assert found.outgoing


def test_purging_a_folder_forgets_places_and_keeps_mail(store: Store) -> None:
    add(store, message("s1:a"))
    add(store, message("s1:a"), folder="Archive")
    store.messages.purge_folder(SHOP, "INBOX")
    assert store.messages.folder(SHOP, "INBOX") is None
    assert list(store.messages.places("s1:a")) == [place(1, "Archive")]
    assert store.messages.get("s1:a") is not None


def test_a_place_that_got_another_mail_belongs_to_that(store: Store) -> None:
    add(store, message("s1:a"))
    add(store, message("s1:b"))
    assert list(store.messages.places("s1:a")) == []
    assert list(store.messages.places("s1:b")) == [place(1)]


def test_what_we_sent_is_there_at_once_and_stays_one(store: Store) -> None:
    store.entries.commit(folded(1, tickets=[ticket("s1:a")]))
    ours = message("s1:ours", mail("Re: Ordine"), outgoing=True, ticket="s1:a")
    store.messages.put(ours)
    store.messages.put(ours)
    assert list(store.messages.of_ticket("s1:a")) == [ours]
    assert list(store.messages.places("s1:ours")) == []


def corrected(slot: str, customer: str) -> Ticket:
    found = ticket(slot)
    record = msgspec.structs.replace(
        found.slots[slot], corrected=Correction("anna", 60, customer, "Maria", "7", "reso")
    )
    return msgspec.structs.replace(found, slots={slot: record})


@pytest.mark.parametrize("first", ["mail", "word"])
def test_what_a_person_says_of_a_mail_is_found_whichever_came_first(store: Store, first: str) -> None:
    if first == "mail":
        add(store, message("s1:a", mail(automatic="bulk")))
    store.entries.commit(folded(1, tickets=[corrected("s1:a", "maria@x.example")]))
    if first == "word":
        add(store, message("s1:a", mail(automatic="bulk")))
    found = store.messages.get("s1:a")
    assert found is not None
    assert found.mail.origin is not None
    assert (found.mail.writer, found.mail.automatic) == (Address("Maria", "maria@x.example"), "")
    row = store.reader.row("s1:a")
    assert row is not None
    assert (row.customer, row.customer_address) == ("Maria", "maria@x.example")
    typed = "from:maria@x.example reason:reso buongiorno"
    query = parsed(typed, date(2026, 11, 22))
    assert [one.id for one in store.reader.tickets("all", "anna", query, 9)] == ["s1:a"]
    store.entries.reset()
    back = store.messages.get("s1:a")
    assert back is not None
    assert (back.mail.origin, back.mail.automatic) == (None, "bulk"), "the journal is read anew: it will be said again"


def test_a_rule_may_say_otherwise_and_a_person_stands_above_it(store: Store) -> None:
    add(store, message("s1:a"), message("s1:b", received=200), message("s1:c", received=90))
    store.messages.settle(["s1:b"])
    store.entries.commit(folded(1, tickets=[corrected("s1:a", "maria@x.example")]))
    origin = Origin("modulo", "Modulo", "form", "contact", Address("Luca", "luca@x.example"), "Luca", "9")
    for slot in ("s1:a", "s1:b"):
        store.messages.read_anew(slot, replace(mail(), origin=origin))
    found = {slot: store.messages.get(slot) for slot in ("s1:a", "s1:b")}
    writers = {slot: one.mail.writer.email for slot, one in found.items() if one and one.mail.writer}
    assert writers == {"s1:a": "maria@x.example", "s1:b": "luca@x.example"}
    assert "s1:b" in slots(store.messages.unfiled(0)), "it is somebody's now: to be looked at again"
    assert store.messages.unfinished(SHOP, 95) == ["s1:a"]
    (newest,) = store.messages.incoming(SHOP, 95, (2**62, 0), 1)
    assert newest.slot == "s1:b"
    assert [one.slot for one in store.messages.incoming(SHOP, 95, (newest.received, newest.row), 9)] == ["s1:a"]
