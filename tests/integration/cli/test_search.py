"""search and saved: everything by one query, from tickets to history, in words for people and for scripts."""

from __future__ import annotations

from tests.integration.cli.shop import Office, mail

_LONG_AGO = 200 * 24 * 3600.0


def test_search_goes_from_tickets_to_history(fresh: Office) -> None:
    fresh.shop.deliver(mail("Tazzina vecchia", "La tazzina\n", to=fresh.shop.address), age=_LONG_AGO)
    reference = fresh.ticket("Tazzina nuova", "Un'altra tazzina")
    anna = fresh.anna
    anna.ok("note", reference, "--text", "sentire il ceramista")
    found = anna.ok("search", "tazzin")
    assert [row["subject"] for row in found["tickets"]] == ["Tazzina nuova"]
    (old,) = found["history"]
    assert (old["subject"], old["person"], old["outgoing"]) == ("Tazzina vecchia", "Carla Rossi", False)
    lines = anna.lines("search", "tazzin").splitlines()
    assert "Tazzina nuova" in lines[0]
    assert lines[1].startswith("History")
    assert lines[2].startswith(f"mail:{old['mail']} ")
    assert [m["text"] for m in anna.ok("show", f"mail:{old['mail']}")["messages"]] == ["La tazzina"]
    assert "La tazzina" in anna.lines("show", f"mail:{old['mail']}")
    anna.fails(2, "no-such-history", "show", "mail:999999")
    anna.fails(2, "no-such-history", "show", "mail:x")
    assert len(anna.ok("search", "ceramist")["tickets"]) == 1, "the note"
    assert anna.ok("search", "da:carla è:aperto")["history"] == []
    assert anna.lines("search", "niente") == "Nothing found.\n"
    assert [row["subject"] for row in anna.ok("tickets", "--search", "-is:spam tazzin")["tickets"]] == ["Tazzina nuova"]


def test_what_cannot_be_understood_is_said(office: Office) -> None:
    office.anna.fails(2, "search-unknown-state", "search", "is:lost")
    office.anna.fails(2, "search-only-signs", "search", "(*)")
    office.anna.fails(2, "search-too-many", "search", "a b c d e f g h i j k l m")
    office.anna.fails(2, "search-not-a-date", "tickets", "--search", "before:soon")
    office.anna.fails(2, "search-no-value", "search", "from: anna")
    office.anna.fails(2, "search-unknown-thing", "search", "con:oro")
    office.anna.fails(2, "search-not-a-number", "search", "numero:dieci")
    office.anna.fails(2, "search-not-a-reference", "search", "reference:7K")
    office.anna.fails(2, "nothing-to-search", "search")


def test_searches_are_saved_by_name(office: Office) -> None:
    anna = office.anna
    assert anna.lines("saved", "list") == "No search is saved.\n"
    anna.ok("saved", "add", "Miei", "è:mio")
    anna.ok("saved", "add", "Resi", "reso is:open")
    renamed = anna.ok("saved", "rename", "Miei", "Di  Anna")["searches"]
    assert renamed == [{"name": "Di Anna", "query": "è:mio"}, {"name": "Resi", "query": "reso is:open"}]
    assert set(anna.ok("search", "--saved", "Resi")) == {"tickets", "history"}
    anna.fails(2, "bad-search-name", "saved", "rename", "Resi", "Di Anna")
    anna.fails(2, "bad-search-name", "saved", "add", " ", "x")
    anna.fails(2, "bad-search-name", "saved", "add", "x" * 41, "x")
    anna.fails(2, "nothing-to-search", "saved", "add", "Vuota", " ")
    anna.fails(2, "search-unknown-state", "saved", "add", "Sbagliata", "is:x")
    anna.fails(2, "no-such-search", "search", "--saved", "Miei")
    for name in ("Resi", "Di Anna"):
        anna.ok("saved", "remove", name)
    anna.fails(2, "no-such-search", "saved", "remove", "Resi")
