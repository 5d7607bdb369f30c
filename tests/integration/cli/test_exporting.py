"""export and customer export: everything, a search, one person; nothing overwritten, nothing half."""

from __future__ import annotations

import contextlib
import csv
import email
import errno
import json
import mailbox
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from desktop.domain.errors import SportelloError
from desktop.engine.exporting import Exporting, Old
from desktop.journal.state import Team
from desktop.runtime.cli.arguments import FORMATS
from desktop.runtime.exporting import write
from tests.integration.cli.shop import Office, mail

_LONG_AGO = 200 * 24 * 3600.0
_BODY = "From Rome with love\n>From quoted\n=SUM(A1)\n"


def test_everything_is_exported_in_four_formats_and_read_again(fresh: Office, tmp_path: Path) -> None:
    fresh.shop.deliver(mail("Tazzina vecchia", _BODY, to=fresh.shop.address), age=_LONG_AGO)
    reference = fresh.ticket("=2+5 Tazzina", _BODY)
    anna = fresh.anna
    anna.ok("note", reference, "--text", "sentire il ceramista")
    out = tmp_path / "out"
    done = anna.ok("export", str(out))
    assert (done["tickets"], done["mails"], done["left_out"]) == (1, 2, 0)
    with contextlib.closing(mailbox.mbox(out / "mail.mbox", create=False)) as box:
        bodies = [m.get_payload() for m in box]
    assert all("\n>>From quoted\n" in body and body.startswith(">From Rome") for body in bodies), bodies
    files = sorted((out / "mail").iterdir())
    assert [email.message_from_bytes(f.read_bytes())["Subject"] for f in files] == ["=2+5 Tazzina", "Tazzina vecchia"]
    table = (out / "tickets.csv").read_bytes().decode("utf-8-sig")
    (row,) = csv.DictReader(table.splitlines(), delimiter=";")
    assert (row["reference"], row["subject"]) == (reference, "'=2+5 Tazzina")
    told = json.loads((out / "export.json").read_text(encoding="utf-8"))
    assert (told["format"], told["left_out"]) == (1, [])
    assert told["tickets"][0]["notes"][0]["text"] == "sentire il ceramista"
    assert told["tickets"][0]["messages"][0]["file"] == files[0].name
    assert told["history"][0]["subject"] == "Tazzina vecchia"
    anna.fails(2, "folder-exists", "export", str(out))
    anna.fails(1, "export-not-written", "export", str(tmp_path / "no" / "such"))
    anna.fails(2, "query-or-refs", "export", str(tmp_path / "x"), reference, "--query", "vecchia")
    some = tmp_path / "some"
    assert anna.ok("export", str(some), "--query", "vecchia", "--format", "eml")["mails"] == 1
    assert [one.name for one in some.iterdir()] == ["mail"]
    assert anna.ok("export", str(tmp_path / "one"), reference, "--format", "csv")["tickets"] == 1


def test_what_one_customer_has_written_is_exported_for_them(fresh: Office, tmp_path: Path) -> None:
    fresh.shop.deliver(mail("Mia", "mia\n", to=fresh.shop.address))
    fresh.shop.deliver(mail("Altrui", "altrui\n", to=fresh.shop.address, sender="Ugo <ugo@example.net>"))
    fresh.sync()
    anna, out = fresh.anna, tmp_path / "ugo"
    anna.ok("customer", "note", anna.reference("Altrui"), "--text", "gentile")
    done = anna.ok("customer", "export", "UGO@example.net", str(out))
    assert (done["tickets"], done["mails"]) == (1, 1)
    told = json.loads((out / "export.json").read_text(encoding="utf-8"))
    assert told["addresses"] == ["ugo@example.net"]
    assert told["customer_notes"] == [{"agent": "Anna", "text": "gentile"}]
    anna.fails(2, "unknown-customer", "customer", "export", "nobody@example.net", str(tmp_path / "x"))


def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def found() -> Iterator[Old]:
        assert (out / "mail.mbox").exists()
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    with pytest.raises(SportelloError) as told:
        write(out, FORMATS, cast("Exporting", None), found(), cast("Team", None), {})
    assert (told.value.code, told.value.facts["detail"]) == ("export-not-written", "No space left on device")
    assert not out.exists()
