"""attachment save: out of the mailbox, out of what was sent here, and never anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.runtime.compose import opened
from tests.integration.cli.shop import Office, mail


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "scaricati").mkdir()
    return str(tmp_path / "scaricati")


def test_saved_as_they_were_sent(office: Office, folder: str) -> None:
    asked = mail("Allegati da salvare", to=office.shop.address)
    asked.add_attachment(b"%PDF-1.4\0\xff", maintype="application", subtype="pdf", filename="scontrino è.pdf")
    asked.add_attachment(b"x" * 5000, maintype="application", subtype="octet-stream", filename="../../etc/passwd")
    office.shop.deliver(asked)
    office.sync()
    reference = office.bruno.reference("Allegati da salvare")
    files = office.bruno.ok("show", reference)["messages"][0]["attachments"]
    assert [(file["number"], file["name"], file["size"]) for file in files] == [
        (1, "scontrino è.pdf", 10),
        (2, "passwd", 5000),
    ]
    assert "+ 2  passwd" in office.bruno.lines("show", reference)

    first = office.bruno.ok("attachment", "save", reference, "1", "--to", folder)
    assert (first["file"], first["size"]) == (f"{folder}/scontrino è.pdf", 10)
    assert Path(first["file"]).read_bytes() == b"%PDF-1.4\0\xff"
    second = office.bruno.ok("attachment", "save", reference, "2", "--to", folder)
    assert Path(second["file"]).read_bytes() == b"x" * 5000
    office.bruno.fails(2, "attachment-exists", "attachment", "save", reference, "1", "--to", folder)
    office.bruno.fails(2, "no-such-attachment", "attachment", "save", reference, "3", "--to", folder)
    office.bruno.fails(2, "no-such-folder", "attachment", "save", reference, "1", "--to", f"{folder}/niente")
    office.bruno.fails(2, "bad-count", "attachment", "save", reference, "0", "--to", folder)


def test_a_file_of_a_mail_that_is_kept_as_it_came_is_kept_once(office: Office, folder: str) -> None:
    asked = mail("Una volta sola", to=office.shop.address)
    asked.add_attachment(b"y" * 9000, maintype="application", subtype="pdf", filename="una.pdf")
    office.shop.deliver(asked)
    office.sync()
    reference = office.bruno.reference("Una volta sola")
    saved = office.bruno.ok("attachment", "save", reference, "1", "--to", folder)
    assert Path(saved["file"]).read_bytes() == b"y" * 9000
    with opened(office.bruno.profile, office.bruno.surroundings()) as profile:
        station = profile.workstation()
        (message,) = profile.store.messages.of_ticket(station.queries.find(reference))
        assert station.attachments.here(message) == {"2"}
        assert not profile.store.contents.kept(message.slot)


def test_what_was_sent_here_needs_no_mailbox(office: Office, folder: str) -> None:
    reference = office.ticket("Etichetta del reso")
    office.anna.replies(reference, "Eccola", "--attach", office.anna.write("etichetta.txt", "reso\n"))
    office.bruno.ok("sync", "--once")
    for station, name in ((office.anna, "anna"), (office.bruno, "bruno")):
        own = Path(folder) / name
        own.mkdir()
        shown = station.ok("show", reference)["messages"][-1]["attachments"]
        saved = station.ok("attachment", "save", reference, str(shown[0]["number"]), "--to", str(own))
        assert Path(saved["file"]).read_text(encoding="utf-8") == "reso\n"


def test_a_mail_that_was_moved_away(fresh: Office, folder: str) -> None:
    asked = mail("Spostata", to=fresh.shop.address)
    asked.add_attachment(b"x" * 700_000, maintype="application", subtype="pdf", filename="a.pdf")
    fresh.shop.deliver(asked)
    small = mail("Piccola", to=fresh.shop.address)
    small.add_attachment(b"y", maintype="application", subtype="pdf", filename="b.pdf")
    fresh.shop.deliver(small)
    fresh.sync()
    with fresh.shop.imap() as client:
        client.select("INBOX")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()
    reference = fresh.anna.reference("Spostata")
    fresh.anna.fails(1, "mail-gone", "attachment", "save", reference, "1", "--to", folder)
    assert list(Path(folder).iterdir()) == []
    kept = fresh.anna.ok("attachment", "save", fresh.anna.reference("Piccola"), "1", "--to", folder)
    assert Path(kept["file"]).read_bytes() == b"y", "what is not large is kept here as it came"
