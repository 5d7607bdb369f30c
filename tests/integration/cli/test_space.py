"""Bodies past their time, carried out and fetched again over a real server; attachments that need no mailbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.journal.entries import START
from desktop.ports.store.drafts import Draft
from desktop.runtime.compose import opened
from tests.integration.cli.shop import Office, Station, mail
from tests.unit.platform.test_downloads import HOSTILE

DAY = 24 * 3600.0


def empty_inbox(office: Office) -> None:
    with office.shop.imap() as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()


def shown(station: Station, reference: str, *words: str) -> tuple[str, bool]:
    message = station.ok("show", reference, *words)["messages"][0]
    return message["text"].strip(), message["server_only"]


@pytest.fixture
def aged(fresh: Office) -> Office:
    """Two old tickets, one resolved and one open, and an old history mail of nobody."""
    for subject, text, days in (("Vecchia", "il bollitore perde", 60), ("Aperta", "il tostapane fuma", 60)):
        sent = mail(subject, text, to=fresh.shop.address)
        sent.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="foto.pdf")
        fresh.shop.deliver(sent, age=days * DAY)
    fresh.sync()
    fresh.anna.ok("status", fresh.anna.reference("Vecchia"), "resolved")
    return fresh


def test_what_is_over_goes_and_comes_back_when_it_is_asked_for(aged: Office) -> None:
    anna, address = aged.anna, aged.shop.address
    references = {row["subject"]: row["reference"] for row in anna.ok("tickets", "--place", "all")["tickets"]}
    assert anna.ok("mailbox", "keep", address, "--months", "1")["months"] == 1
    assert anna.ok("mailbox", "list")["mailboxes"][0]["months"] == 1
    kept = anna.ok("mailbox", "keep", address, "--files-kb", "64")
    assert (kept["months"], kept["files_kb"]) == (1, 64), "what is not said stays"
    anna.fails(2, "usage", "mailbox", "keep", address)
    anna.fails(2, "bad-kilobytes", "mailbox", "keep", address, "--files-kb", "much")
    aged.sync()
    old, still_open = references["Vecchia"], references["Aperta"]
    assert shown(anna, old) == ("", True)
    assert "kept on the server only" in anna.lines("show", old)
    assert shown(anna, still_open) == ("il tostapane fuma", False)
    assert anna.ok("tickets", "--place", "all", "--search", "bollitore")["tickets"] == []
    assert len(anna.ok("tickets", "--place", "all", "--search", "vecchia")["tickets"]) == 1
    checks = {check["name"]: check["detail"] for check in anna.ok("doctor")["checks"]}
    assert checks["server-only"] == "1"
    assert "kB free" in checks["space"]

    assert shown(anna, old, "--fetch") == ("il bollitore perde", False)
    aged.sync()
    assert shown(anna, old) == ("il bollitore perde", False), "it stays for a while"

    assert aged.bruno.ok("sync", "--once")
    assert shown(aged.bruno, old) == ("", True), "each workstation for itself"
    empty_inbox(aged)
    aged.bruno.fails(1, "mail-gone", "show", old, "--fetch")
    assert shown(aged.bruno, old) == ("", True)


def test_so_does_history(fresh: Office) -> None:
    anna = fresh.anna
    news = mail("Tazzina vecchia", "di ceramica", to=fresh.shop.address)
    news["Auto-Submitted"] = "auto-replied"
    fresh.shop.deliver(news, age=60 * DAY)
    fresh.sync()
    anna.ok("mailbox", "keep", fresh.shop.address, "--months", "1")
    fresh.sync()
    (old,) = anna.ok("search", "tazzina")["history"]
    number = f"mail:{old['mail']}"
    assert shown(anna, number) == ("", True)
    assert f"show {number} --fetch" in anna.lines("show", number)
    assert shown(anna, number, "--fetch") == ("di ceramica", False)


def test_so_does_mail_from_before_the_window_that_nobody_ever_judged(fresh: Office) -> None:
    """A question and an answer of long ago: no ticket is made of them, whatever else is read."""
    anna, shop = fresh.anna, fresh.shop
    asked = mail("Anni fa", "la caffettiera", to=shop.address, Message_ID="<anni@posta.example>")
    shop.deliver(asked, age=400 * DAY)
    shop.imap_create("Sent")
    answer = mail("Re: Anni fa", "la guarnizione", sender=shop.address, to="carla@posta.example")
    shop.deliver(answer, folder="Sent", age=399 * DAY)
    fresh.sync()
    anna.ok("mailbox", "keep", shop.address, "--months", "6")
    fresh.sync()
    numbers = {row["subject"]: f"mail:{row['mail']}" for row in anna.ok("search", "anni fa")["history"]}
    assert {subject: shown(anna, number) for subject, number in numbers.items()} == {
        "Anni fa": ("", True),
        "Re: Anni fa": ("", True),
    }


def test_a_ticket_with_a_draft_is_left_alone(aged: Office) -> None:
    """A reply that was kept offline, or one that stopped, may need every word."""
    anna = aged.anna
    rows = anna.ok("tickets", "--place", "all")["tickets"]
    old = next(row["reference"] for row in rows if row["subject"] == "Vecchia")
    with_draft(anna, old)
    anna.ok("mailbox", "keep", aged.shop.address, "--months", "1")
    aged.sync()
    assert shown(anna, old) == ("il bollitore perde", False)


def with_draft(station: Station, reference: str) -> None:
    """As the composer keeps it."""
    with opened(station.profile, station.surroundings()) as profile:
        ticket = profile.workstation().queries.find(reference)
        text = "Gentile cliente"
        profile.store.drafts.put(Draft("d" * 24, ticket, "x@x", (), (), "", text, False, False, START, 1, "writing"))


def test_months(office: Office) -> None:
    address = office.shop.address
    for word in ("0", "-1", "x", "1201", "1.5"):
        office.anna.fails(2, "bad-months", "mailbox", "keep", address, f"--months={word}")
    office.anna.fails(2, "unknown-mailbox", "mailbox", "keep", "altra@shop.example", "--months", "6")
    office.bruno.fails(3, "leads-only", "mailbox", "keep", address, "--months", "6")
    assert office.anna.ok("mailbox", "keep", address, "--months", "forever")["months"] is None
    assert "whole" in office.anna.lines("mailbox", "keep", address, "--months", "forever")


def test_what_was_fetched_once_needs_no_mailbox(fresh: Office, tmp_path: Path) -> None:
    sent = mail("Film", to=fresh.shop.address)
    sent.add_attachment(b"film" * 200_000, maintype="video", subtype="mp4", filename="film.mp4")
    sent.add_attachment(b"small", maintype="text", subtype="csv", filename="righe.csv")
    fresh.shop.deliver(sent)
    fresh.sync()
    anna, reference = fresh.anna, fresh.anna.reference("Film")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    def here() -> list[bool]:
        return [file["here"] for file in anna.ok("attachment", "list", reference)["attachments"]]

    assert here() == [False, True], "what is large comes when it is asked for"
    anna.ok("attachment", "save", reference, "2", "--to", str(tmp_path / "a"))
    anna.ok("attachment", "save", reference, "1", "--to", str(tmp_path / "a"))
    empty_inbox(fresh)
    saved = anna.ok("attachment", "save", reference, "1", "--to", str(tmp_path / "b"))
    assert Path(saved["file"]).read_bytes() == b"film" * 200_000
    assert "[on this computer]" in anna.lines("attachment", "list", reference)


def test_hostile_names_end_to_end(office: Office, tmp_path: Path) -> None:
    sent = mail("Nomi ostili", to=office.shop.address)
    for name, _ in (*HOSTILE, ("doppio.txt", ""), ("doppio.txt", "")):
        sent.add_attachment(name.encode(), maintype="application", subtype="octet-stream", filename=name)
    office.shop.deliver(sent)
    office.sync()
    reference = office.anna.reference("Nomi ostili")
    files = office.anna.ok("attachment", "list", reference)["attachments"]
    assert len(files) == len(HOSTILE) + 2
    folder = tmp_path / "scaricati"
    folder.mkdir()
    for file in files[:-1]:
        saved = Path(office.anna.ok("attachment", "save", reference, str(file["number"]), "--to", str(folder))["file"])
        assert (saved.parent, saved.name) == (folder, file["name"])
        assert saved.name.isprintable()
        assert len(saved.name) <= 121
    office.anna.fails(2, "attachment-exists", "attachment", "save", reference, str(len(files)), "--to", str(folder))
    assert list(tmp_path.iterdir()) == [folder]
    assert [file["name"] for file in files if file["may_run"]] == ["fatturafdp.exe", "fattura_pdf.exe"]
    assert "may run" in office.anna.lines("attachment", "list", reference)
