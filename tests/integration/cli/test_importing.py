"""import: what export wrote comes into another workstation's history once, and is nobody's ticket."""

from __future__ import annotations

import os
from pathlib import Path

from tests.integration.cli.shop import Office, mail

_BODY = "From Rome with love\n>From quoted\n\nFrom me\n"


def test_an_export_is_taken_in_elsewhere_once_and_makes_no_ticket(fresh: Office, tmp_path: Path) -> None:
    for number in range(3):
        fresh.shop.deliver(mail(f"Tazzina {number}", _BODY, to=fresh.shop.address))
    fresh.sync()
    out = tmp_path / "out"
    fresh.anna.ok("export", str(out))
    emls = sorted(map(str, (out / "mail").iterdir()))
    elsewhere = fresh.shop.another().found("Dora")
    assert elsewhere.ok("import", str(out / "mail.mbox"))["new"] == 3
    again = elsewhere.ok("import", *emls)
    assert (again["new"], again["known"]) == (0, 3), "by their identity, which the way through a file keeps"
    assert elsewhere.ok("sync", "--once")["troubles"] == []
    assert elsewhere.ok("tickets", "--place", "all")["tickets"] == []
    found = elsewhere.ok("search", "tazzina")["history"]
    assert len(found) == 3
    (shown,) = elsewhere.ok("show", f"mail:{found[0]['mail']}")["messages"]
    assert shown["text"] == _BODY.strip()


def test_of_a_big_one_the_files_come_too(fresh: Office, tmp_path: Path) -> None:
    """It lies on no server from which they could be fetched."""
    big = mail("Scansioni", to=fresh.shop.address)
    big.add_attachment(os.urandom(5_000_000), maintype="application", subtype="pdf", filename="scansione.pdf")
    (tmp_path / "big.eml").write_bytes(bytes(big).replace(b"\n", b"\r\n"))
    anna, out = fresh.anna, tmp_path / "out"
    assert [anna.ok("import", str(tmp_path / "big.eml"))["new"] for _ in range(2)] == [1, 0]
    assert len(anna.ok("search", "scansione")["history"]) == 1
    assert anna.ok("export", str(out), "--format", "eml")["left_out"] == 0
    assert [one.read_bytes() for one in (out / "mail").iterdir()] == [(tmp_path / "big.eml").read_bytes()]


def test_what_is_no_mail_is_listed_and_passed_over(fresh: Office, tmp_path: Path) -> None:
    good, bad, box = tmp_path / "good.eml", tmp_path / "bad.eml", tmp_path / "box"
    good.write_bytes(bytes(mail("Buona")))
    bad.write_bytes(b"\x00\xff not a mail\n" * 50)
    box.write_bytes(
        b"From x Thu Jan  1 00:00:00 1970\nno header\n\nFrom y Thu Jan  1 00:00:00 1970\n" + bytes(mail("Due"))
    )
    told = fresh.anna.ok("import", str(good), str(bad), str(box))
    assert (told["new"], told["unreadable"]) == (2, [str(bad), f"{box}:1"])
    assert "passed over" in fresh.anna.lines("import", str(bad))
    fresh.anna.fails(2, "no-such-file", "import", str(good), str(tmp_path / "none"))
    fresh.anna.fails(2, "not-a-file", "import", str(tmp_path))
