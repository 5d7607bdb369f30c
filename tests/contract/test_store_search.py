"""What a query finds: over tickets, notes, attachments and history, open tickets first."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.adapters.store import search
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import parsed
from desktop.journal.state import Claim, Note
from desktop.mime.mail import Address, Attachment, Origin
from desktop.ports.store import Store
from desktop.ports.store.reader import Hit, MailRow, TicketRow
from tests.unit.store.samples import SHOP, answered, at, folded, mail, message, place, reached, ticket

TODAY = date(2026, 11, 22)
NOVEMBER = 1_793_500_000
"""The first of November 2026."""


def found(store: Store, typed: str, agent: str = "anna") -> str:
    """The hits by the last letter of their names."""
    hits = store.reader.find(parsed(typed, TODAY), agent, lambda: False)
    return "".join(hit.id[-1] for hit in hits)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """a and b are open, c is resolved, d is spam; x, y and z are history."""
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    invoice = (Attachment("2", "fattura-Città.pdf", "application/pdf", 9),)
    shop, eva = Address("Shop", SHOP), Address("Eva Neri", "eva@b.example")
    form = mail("Reso", "ordine 4711", name="Eva Bianchi", sender="eva@b.example")
    via = Origin("woocommerce", "", "form", "order", form.sender, "", "4711")
    mails = [
        message("s1:a", mail("Pacco rotto", "Il vaso è rotto", name="Ugo Nèri", sender="ugo@a.example"), received=10),
        message("s1:b", replace(form, origin=via), received=20),
        message("s1:c", mail("Re: fattura", "grazie", name="Ugo", sender="ugo@a.example"), received=NOVEMBER + 9),
        message("s1:d", mail("Vinci un pacco", name="Spam", sender="win@spam.example"), received=40),
        message("s1:x", replace(mail("Vecchio pacco"), attachments=invoice), received=5),
        message("s1:y", mail("Offerta", "un pacco per lei", sender=SHOP, to=(eva,)), received=7, outgoing=True),
        message("s1:z", mail("Altro", sender="eva@b.example", to=(shop,)), received=NOVEMBER + 1),
    ]
    store.messages.add([(one, place(uid)) for uid, one in enumerate(mails, 1)], reached(9))
    held = Claim("c1", "anna", "w1", 1, 1, at(1))
    store.entries.commit(
        folded(
            1,
            tickets=[
                ticket("s1:a", 1001, tags=("reso", "Più"), claim=held),
                ticket("s1:b", 1002, assignee="bruno neri", notes=(Note("n", "anna", 1, "chiamare l'artigiano"),)),
                answered(ticket("s1:c", 1003, status="resolved"), "s1:c"),
                ticket("s1:d", 1004, status="spam"),
            ],
        )
    )
    yield store
    store.close()


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("pacco", "adyx"), ("PACC", "adyx"), ("rotto vaso", "a"), ('"vaso è rotto"', "a"), ('"rotto vaso"', ""),
        ("eva", "bzy"), ("p", "a"), ("città", "x"), ("fattura", "cx"), ("artigiano", "b"), ("4711 artig", "b"),
        ("1003", "c"), ("7KQ2-1002", "b"), ("number:1004", "d"), ("reference:7KQ21001", "a"), ("più", "a"),
        ("from:eva", "bz"), ("from:neri ", "a"), ("from:ugo@a.example", "ac"), ("to:eva", "y"), ("to:shop", "bacdzx"),
        ("tag:reso ", "a"), ("tag:res ", ""), ("tag:res", "a"), ("etichetta:più", "a"), ("-tag:reso pacco", "dyx"),
        ("is:open", "ba"), ("is:resolved", "c"), ("is:spam pacco", "d"), ("-is:spam pacco", "ayx"), ("is:mine", "a"),
        ("is:unassigned", "a"), ("è:aperto pacco", "a"), ("is:overdue", "ba"), ("is:unread pacco", "ad"),
        ("agent:bruno", "b"), ("agent:neri", "b"), ("agent:anna ", "a"), ("mailbox:info", "bacdzyx"),
        ("mailbox:orders", ""), ("after:2026-11-02", ""), ("after:2026-10", "cz"), ("before:2026-10-01 pacco", "adyx"),
        ("before:2026-10 -pacco", "bc"), ("has:attachment", "x"), ("con:allegato città", "x"), ("channel:form", "b"),
        ("canale:email eva", "zy"), ("reason:order", "b"), ("motivo:reso ", ""),
        ("canale:modulo", "b"), ("canale:moduli", "b"), ("motivo:ordine", "b"), ("canale:posta eva", "zy"),
        ("-channel:form pacco", "adyx"), ("-pacco", "bcz"), ("pacco -rotto", "dyx"), ("", "bacdzyx"),
        ("tag:piu ", "a"), ("TAG:PI", "a"), ("piu ", "a"), ("-tag:piu pacco", "dyx"), ("operatore:neri ", "b"),
        ("agent:ner ", ""), ("[7KQ2-1002] ", "b"), ("#1003, ", "c"), ("fattur* ", "cx"),
        ("nothing pacco", ""), ("pacco -from:ugo", "dyx"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("few", [search.FEW, 0])
def test_what_is_found(store: Store, monkeypatch: pytest.MonkeyPatch, typed: str, hits: str, few: int) -> None:
    """The same by the hits of a rare word as by walking the lists, block by block."""
    monkeypatch.setattr(search, "FEW", few)
    monkeypatch.setattr(search, "_BLOCK", 2)
    assert found(store, typed) == hits


def test_the_answer_is_the_same_whatever_way_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Close together, far apart, one by one: seeded mails, many of them in tickets."""
    chance = random.Random(4)
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    words = ["ordine", "ordinato", "pacco", "vaso", "reso", "gatto"]
    texts = {f"s1:{n:03}": " ".join(chance.choices(words, k=chance.randrange(1, 4))) for n in range(300)}
    mails = [message(slot, mail("-", text), received=chance.randrange(9_999)) for slot, text in texts.items()]
    store.messages.add([(one, place(uid)) for uid, one in enumerate(mails, 1)], reached(300))
    chosen = chance.sample(sorted(texts), 60)
    store.entries.commit(folded(1, tickets=[ticket(slot, 2000 + n) for n, slot in enumerate(chosen)]))

    def answers() -> list[list[Hit]]:
        typed = ("ordin", "ordine ", "pacco gat", "-pacco vaso ", "re")
        return [list(store.reader.find(parsed(one, TODAY), "", lambda: False)) for one in typed]

    expected = answers()
    assert [hit.id for hit in expected[1] if not hit.is_mail] == [
        row.id for row in store.reader.tickets("all", "", parsed("", TODAY), 99) if "ordine" in texts[row.id].split()
    ]
    assert {hit.id for hit in expected[1]} == {slot for slot, text in texts.items() if "ordine" in text.split()}
    monkeypatch.setattr(search, "FEW", 0)
    for settings in ({"_SPREAD": 0}, {"_SPREAD": 0, "_PROBES": 0}, {"_GAP": 1}, {"_GAP": 1, "_RANGES": 999}):
        for name, value in settings.items():
            monkeypatch.setattr(search, name, value)
        assert answers() == expected, settings
    store.close()


def test_rows_of_what_was_found(store: Store) -> None:
    hits = list(store.reader.find(parsed("pacco", TODAY), "anna", lambda: False))
    rows = store.reader.rows([*hits, Hit("s1:gone"), Hit("s1:gone", is_mail=True)])
    assert [row.id for row in rows] == [hit.id for hit in hits]
    offer, old = rows[2], rows[3]
    assert offer == MailRow("s1:y", 6, "Offerta", "Eva Neri", SHOP, True, 7, "un pacco per lei", False)
    assert isinstance(old, MailRow)
    assert (old.person, old.outgoing, old.has_files) == ("Anna Rossi", False, True)
    assert store.reader.mail(6) == "s1:y"
    assert store.reader.mail(99) is None


def test_a_search_that_is_not_wanted_any_more_ends(store: Store) -> None:
    asked = []

    def stopped() -> bool:
        asked.append(time.monotonic())
        return True

    big = [message(f"s1:n{n}", mail("pacco " * 40, f"parola {n} " * 40), received=n) for n in range(400)]
    store.messages.add([(one, place(100 + n)) for n, one in enumerate(big)], reached(900))
    hits = list(store.reader.find(parsed("-niente -nulla parola", TODAY), "anna", stopped))
    assert asked
    assert len(hits) < 400
    assert found(store, "artigiano") == "b", "the connection goes on"


def test_a_note_that_moves_is_found_where_it_is(store: Store) -> None:
    note = (Note("n", "anna", 1, "chiamare l'artigiano"),)
    store.entries.commit(folded(2, tickets=[ticket("s1:a", 1001, notes=note), ticket("s1:b", 1002)]))
    assert found(store, "artigiano") == "a"
    store.entries.reset()
    assert found(store, "artigiano") == ""


def test_a_mail_that_becomes_a_ticket_is_history_no_more(store: Store) -> None:
    store.entries.commit(folded(2, tickets=[ticket("s1:x", 1005)]))
    assert found(store, "vecchio") == "x"
    (hit,) = store.reader.find(parsed("vecchio", TODAY), "anna", lambda: False)
    assert not hit.is_mail


def test_sizes_are_always_what_counting_would_say(tmp_path: Path) -> None:
    """Whatever happens to tickets, in any order, told singly or read again."""
    chance = random.Random(7)
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    places = ("mine", "unassigned", "open", "never-opened", "waiting", "on-hold", "resolved", "spam", "all")
    everything = parsed("", TODAY)
    for uid in range(1, 60):
        names = chance.sample(range(12), 3)
        tickets = []
        for n in names:
            one = ticket(
                f"s1:{n}", 1000 + n, status=chance.choice(["open", "waiting", "on-hold", "resolved", "spam"]),
                assignee=chance.choice(["", "anna", "bruno"]), seen_by=chance.choice(["", "anna"]),
                claim=chance.choice([None, Claim("c", chance.choice(["anna", "bruno"]), "w1", 1, 1, at(1))]),
                merged_into=chance.choice(["", "", "s1:99"]),
            )  # fmt: skip
            tickets.append(answered(one, f"s1:{n}") if chance.random() < 0.5 else one)
        if uid % 20 == 0:
            store.entries.reset()
        store.entries.commit(folded(uid, tickets=tickets))
        for where in places:
            listed = store.reader.tickets(where, "anna", everything, 99)
            assert store.reader.size(where, "anna") == len(listed), where
            assert store.reader.sizes("anna").get(where, len(listed)) == len(listed), where
    open_here = store.reader.sizes("anna").get("mailbox:" + SHOP, 0)
    assert open_here == len(store.reader.page("mailbox:" + SHOP, "anna", None, 0, 99))
    store.close()


def test_the_lists_end_reached_from_its_end(store: Store) -> None:
    whole = [row.id for row in store.reader.page("all", "", None, 0, 9)]
    assert [row.id for row in store.reader.tail("all", "", 1, 2)] == whole[1:3]
    assert store.reader.tail("open", "", 0, 5) == store.reader.page("open", "", None, 0, 5)


@pytest.mark.parametrize("by_another", [False, True])
def test_what_one_search_has_read_holds_for_the_next_until_somebody_writes(
    store: Store, tmp_path: Path, by_another: bool
) -> None:
    def shown(typed: str) -> list[tuple[str, str]]:
        hits = list(store.reader.find(parsed(typed, TODAY), "anna", lambda: False))
        return [(row.id, row.status) for row in store.reader.rows(hits) if isinstance(row, TicketRow)]

    assert shown("is:open") == shown("is:open") == [("s1:b", "open"), ("s1:a", "open")]
    writer = SqliteStore(tmp_path / "store.db", synchronous="OFF") if by_another else store
    writer.entries.commit(folded(2, tickets=[ticket("s1:b", 1002, status="resolved")]))
    assert shown("is:open") == [("s1:a", "open")]
    assert ("s1:b", "resolved") in shown("is:resolved")
    if by_another:
        writer.close()


def test_who_wrote_is_not_who_was_written_to(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    ugo = replace(mail("Reso", sender="ugo@a.example", name="Ugo"), reply_to=(Address("Ugo", "ugo@a.example"),))
    form = mail("Modulo", name="WordPress", sender="wordpress@shop.example")
    customer = Origin("contact-form", "", "form", "contact", Address("Eva", "eva@b.example"), "", "")
    mails = [message("s1:u", ugo), message("s1:f", replace(form, origin=customer))]
    store.messages.add([(one, place(uid)) for uid, one in enumerate(mails, 1)], reached(9))
    store.entries.commit(folded(1, tickets=[ticket("s1:u", 1001), ticket("s1:f", 1002)]))

    def found(typed: str) -> list[str]:
        return [hit.id for hit in store.reader.find(parsed(typed, TODAY), "", lambda: False)]

    assert (found("to:ugo "), found("from:ugo "), found("a:a.example ")) == ([], ["s1:u"], [])
    assert (found("from:wordpress "), found("to:wordpress "), found("from:eva ")) == (["s1:f"], [], ["s1:f"])
    store.close()


def test_what_the_clock_decides_is_asked_again_though_nobody_writes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    block = search.Search._block
    monkeypatch.setattr(
        search.Search, "_block", lambda self, sql, values: asked.append(sql) or block(self, sql, values)
    )
    seconds = iter([0, 1, 58, 59, 60, 61])  # open tickets first, then all
    monkeypatch.setattr(search.time, "time", lambda: next(seconds))
    for expected in (2, 2, 4):
        list(store.reader.find(parsed("is:overdue", TODAY), "anna", lambda: False))
        assert len(asked) == expected
