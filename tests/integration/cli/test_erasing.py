"""customer erase: on every workstation, also one that was away, and not a word of theirs is left in the files."""

from __future__ import annotations

from pathlib import Path

from desktop.runtime.compose import opened
from tests.integration.cli.shop import Office, Shop, Station, mail
from tests.integration.cli.test_threads import bounce
from tests.peers.proxy import Proxy

_WORDS = (b"ugolino", b"Ugolino", b"zafferano", b"Zafferano", b"brontolone", b"scontrino", b"cannella")


def _left(station: Station) -> set[tuple[str, bytes]]:
    """Files of the profile, by which of the words they hold."""
    files = [one for one in station.profile.rglob("*") if one.is_file()]
    return {(one.name, word) for one in files for word in _WORDS if word in one.read_bytes()}


def _closed_ticket_of_ugolino(office: Office) -> str:
    letter = mail("Zafferano scaduto", "Lo zafferano è scaduto\n" * 50, sender="Ugolino <ugolino@example.net>")
    letter.replace_header("To", office.shop.address)
    letter.add_attachment(b"cannella " * 2000, maintype="text", subtype="plain", filename="scontrino.txt")
    old = mail("Zafferano", "vecchio zafferano\n", to=office.shop.address, sender="Ugolino <ugolino@example.net>")
    office.shop.deliver(old, age=200 * 24 * 3600.0)
    office.shop.deliver(letter)
    office.shop.deliver(mail("Altro", "Di tutt'altro\n", to=office.shop.address))
    office.sync()
    reference = office.anna.reference("Zafferano scaduto")
    office.anna.replies(reference, "Le mandiamo altro zafferano")
    for what, text in (("note", "brontolone"), ("customer", "Ugolino brontolone")):
        words = (what, reference) if what == "note" else (what, "note", reference)
        office.anna.ok(*words, "--text", text)
    office.anna.ok("status", reference, "resolved")
    office.sync()
    return reference


def test_a_customer_goes_from_every_workstation_and_the_list_names_nobody(fresh: Office) -> None:
    reference = _closed_ticket_of_ugolino(fresh)
    anna, bruno = fresh.anna, fresh.bruno
    assert _left(anna)
    assert _left(bruno)
    bruno.fails(3, "leads-only", "customer", "erase", "ugolino@example.net", "--yes")
    asked = anna.fails(2, "erase-unconfirmed", "customer", "erase", "ugolino@example.net")
    assert (asked["mails"], asked["tickets"], asked["notes"]) == (3, 1, 2)
    anna.fails(2, "own-mailbox-erased", "customer", "erase", fresh.shop.address, "--yes")
    told = anna.ok("customer", "erase", "Ugolino@example.net", "--yes")["erased"]
    assert told == {"mails": 3, "tickets": 1, "notes": 2}
    assert _left(anna) == set()
    assert anna.ok("search", "altro")["tickets"], "what is another's stays"
    fresh.sync()
    assert _left(bruno) == set(), "it was away"
    for station in (anna, bruno):
        shown = station.ok("show", reference)
        assert (shown["status"], shown["messages"], shown["notes"]) == ("resolved", [], [])
        assert station.ok("search", "zafferano") == {"tickets": [], "history": []}
        (listed,) = station.ok("customer", "erased")["erasures"]
        assert (listed["agent"], listed["counts"]["mails"]) == ("Anna", 3)
    assert "Anna: 3 mails" in anna.lines("customer", "erased")
    anna.fails(2, "unknown-customer", "customer", "erase", "ugolino@example.net", "--yes")
    late = fresh.shop.joined(anna, "Carlo")
    late.ok("sync", "--once")
    assert _left(late) == set(), "what lies on the server is not taken in again"
    assert late.ok("search", "altro")["tickets"]
    there = len(fresh.shop.stored("INBOX"))
    for station in (anna, bruno, late):
        with opened(station.profile, station.surroundings()) as profile:
            messages = profile.store.messages
            assert len(messages.uids(fresh.shop.address, "INBOX")) == there, "nor asked for at each look"
            assert all(cursor.settled for cursor in messages.cursors(fresh.shop.address))
    before = fresh.shop.stored("Sportello/Journal-1")
    anna.fails(2, "renew-unconfirmed", "team", "renew")
    assert fresh.shop.stored("Sportello/Journal-1") == before
    anna.ok("team", "renew", "--yes")
    assert fresh.shop.stored("Sportello/Journal-1") == []
    fresh.sync()
    assert bruno.ok("customer", "erased")["erasures"] == anna.ok("customer", "erased")["erasures"] != []
    assert bruno.ok("show", reference)["notes"] == []
    fresh.shop.deliver(
        mail("Di nuovo", "Ancora io\n", to=fresh.shop.address, sender="Ugolino <ugolino@example.net>"), age=-5
    )
    fresh.sync()
    assert bruno.ticket("Di nuovo")["customer"] == "Ugolino", "what they write later begins afresh"


def test_mail_on_the_server_goes_only_if_asked_and_nothing_goes_while_they_wait(fresh: Office, tmp_path: Path) -> None:
    for number in (1, 2):
        fresh.shop.deliver(mail(f"Zafferano {number}", to=fresh.shop.address, sender="u@example.net"))
    fresh.shop.deliver(mail("Altro", to=fresh.shop.address))
    fresh.sync()
    anna = fresh.anna
    anna.fails(3, "customer-is-waiting", "customer", "erase", "u@example.net", "--yes")
    for number in (1, 2):
        anna.ok("status", anna.reference(f"Zafferano {number}"), "resolved")
    anna.ok("customer", "export", "u@example.net", str(tmp_path / "u"))
    anna.ok("customer", "join", anna.reference("Zafferano 1"), fresh.shop.address)
    anna.fails(2, "own-mailbox-erased", "customer", "erase", "u@example.net", "--yes")
    anna.ok("customer", "part", anna.reference("Zafferano 1"), fresh.shop.address)
    told = anna.ok("customer", "erase", "u@example.net", "--mail-too", "--yes")["erased"]
    assert told["on_server"] == 2
    assert [b"Subject: Altro" in raw for raw, _ in fresh.shop.stored("INBOX")] == [True]


def test_what_hangs_on_their_ticket_goes_too_also_what_waits_for_the_line(shop: Shop, line: Proxy) -> None:
    anna = shop.found("Anna", port=line.port)
    office = Office(shop, anna, shop.joined(anna))
    sender = "Ugolino <ugolino@example.net>"
    shop.deliver(mail("Zafferano scaduto", "Lo zafferano è scaduto\n", to=shop.address, sender=sender))
    shop.deliver(mail("Altro", "Di tutt'altro\n", to=shop.address))
    office.sync()
    reference, other = anna.reference("Zafferano scaduto"), anna.reference("Altro")
    anna.replies(reference, "Le mandiamo altro zafferano")
    (sent,) = office.sent(reference)
    shop.put(bounce(shop.address, str(sent["Message-ID"])).replace(b"carla@posta.example", b"ugolino@example.net"))
    text = anna.write("inoltro", "Zafferano per Ugolino\n")
    anna.ok("forward", reference, "--to", "corriere@example.net", "--text-file", text, "--eml", "--no-undo")
    anna.ok("sync", "--once")
    anna.ok("status", reference, "resolved")
    bruno = office.bruno
    bruno.ok("sync", "--once")
    with opened(bruno.profile, bruno.surroundings()) as profile:
        profile.store.profile.put("pictures-of:ugolino@example.net", ["posta.example"])
    report = bruno.profile / "crashes" / "crash-20261123-100000-000000.txt"
    report.parent.mkdir()
    report.write_text("KeyError: 'ugolino@example.net'", encoding="utf-8")
    line.begin()
    line.cut_after("client", 0)
    for ref in (reference, other):
        bruno.fails(5, "edit-kept", "note", ref, "--text", "brontolone" if ref == reference else "cortese")
    new = ("--subject", "Zafferano", "--text-file", text, "--no-undo")
    assert bruno.json("compose", "--to", "ugolino@example.net", *new).code == 5
    line.begin()
    anna.ok("sync", "--once")
    assert anna.ok("customer", "erase", "ugolino@example.net", "--yes")["erased"]["mails"] == 4
    office.sync()
    office.sync()
    assert (_left(anna), _left(bruno)) == (set(), set())
    assert [note["text"] for note in anna.ok("show", other)["notes"]] == ["cortese"]
    late = shop.joined(anna, "Carlo")
    late.ok("sync", "--once")
    assert _left(late) == set(), "nor does a new workstation take in what went with the ticket"


def test_a_journal_that_is_read_again_takes_nothing_that_was_written_since(fresh: Office) -> None:
    reference = _closed_ticket_of_ugolino(fresh)
    bruno, last = fresh.bruno, fresh.anna.ok("show", reference)["messages"][-1]["message_id"]
    fresh.anna.ok("customer", "erase", "ugolino@example.net", "--yes")
    again = {"In_Reply_To": last, "References": last, "sender": "Ugolino <ugolino@example.net>"}
    fresh.shop.deliver(mail("Di nuovo", "Ancora io\n", to=fresh.shop.address, **again), age=-5)
    fresh.shop.put(b"Subject: altrui\r\n\r\nnon del registro\r\n", folder="Sportello/Journal-1")
    fresh.sync()
    shown = bruno.ok("show", reference)["shown"]
    fresh.shop.deliver(mail("Ancora", "E ancora\n", to=fresh.shop.address, **again), age=-6)
    assert bruno.reply(reference, "Eccomi", "--shown", str(shown)).code == 3
    (item,) = bruno.review(reference)
    with fresh.shop.imap() as client:
        client.select("Sportello/Journal-1")
        _, found = client.search(None, "SUBJECT", "altrui")
        client.store(found[0].decode(), "+FLAGS", "\\Deleted")
        client.expunge()
    fresh.sync()
    assert bruno.review(reference) == [item]
    back = {("sportello.db", b"ugolino"), ("sportello.db", b"Ugolino")}
    assert _left(bruno) == back, "who has written again"
    with opened(bruno.profile, bruno.surroundings()) as profile:
        profile.store.entries.reset()  # as a newer version does whose fold says more
    bruno.ok("sync", "--once")
    assert (bruno.review(reference), _left(bruno)) == ([item], back)


def test_who_was_away_while_the_journal_began_anew_names_nobody_in_it(fresh: Office) -> None:
    """Who comes back carries own answers over, as they were before."""
    fresh.shop.deliver(mail("Zafferano", to=fresh.shop.address, sender="Ugolino <ugolino@example.net>"))
    fresh.sync()
    reference = fresh.bruno.reference("Zafferano")
    fresh.bruno.replies(reference, "Eccolo", "--resolve")
    fresh.anna.ok("sync", "--once")
    fresh.anna.ok("team", "renew", "--yes")
    fresh.bruno.ok("sync", "--once")
    fresh.sync()
    fresh.anna.ok("customer", "erase", "ugolino@example.net", "--yes")
    assert _left(fresh.anna) == set(), "nor in what was carried over before"
    fresh.anna.ok("team", "renew", "--yes")
    fresh.bruno.ok("sync", "--once")
    fresh.sync()
    assert fresh.bruno.ok("show", reference)["sends"][0]["state"] == "sent"
    assert (_left(fresh.anna), _left(fresh.bruno)) == (set(), set())
    assert not any(b"ugolino" in raw for raw, _ in fresh.shop.stored("Sportello/Journal-3"))


def test_what_was_to_leave_for_them_does_not(fresh: Office) -> None:
    anna, bruno = fresh.anna, fresh.bruno
    anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "3d")
    fresh.shop.deliver(mail("Zafferano", to=fresh.shop.address, sender="Ugolino <ugolino@example.net>"))
    fresh.sync()
    reference = anna.reference("Zafferano")
    anna.ok("status", reference, "resolved")
    bruno.ok("sync", "--once")
    bruno.ok("show", reference)
    text = bruno.write("tardi", "Le scrivo domani")
    bruno.ok("reply", reference, "--text-file", text, "--at", "3d")
    anna.ok("sync", "--once")
    assert anna.ok("followup", "list")["follow_ups"]
    anna.ok("status", reference, "resolved")
    anna.ok("customer", "erase", "ugolino@example.net", "--yes")
    fresh.sync()
    fresh.sync()
    for station in (anna, bruno):
        assert station.ok("followup", "list")["follow_ups"] == []
        assert station.ok("later", "list")["later"] == []
