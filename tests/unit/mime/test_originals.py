"""What is kept of a mail as it came: everything, or everything but its large files."""

from __future__ import annotations

import zlib
from email.message import EmailMessage
from email.policy import SMTP

from desktop.adapters.parsing.child import parse
from desktop.journal.slots import slot_of
from desktop.mime.bodies import part_content
from desktop.mime.originals import LARGEST
from desktop.mime.reading import read_page

LARGE = bytes(range(256)) * 400


def carrying(*files: tuple[str, bytes], text: str = "Ecco.") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "c@x.example", "Foto", "<foto@x.example>"
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    for kind, content in files:
        maintype, subtype = kind.split("/")
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=f"f.{subtype}")
    return mail.as_bytes(policy=SMTP)


def test_a_mail_with_small_files_is_kept_to_the_last_octet() -> None:
    for raw in (carrying(), carrying(("image/jpeg", LARGE)), carrying(text="riga\n" * 50_000)):
        kept = parse(raw).original
        assert kept is not None
        assert (kept.packed if kept.plain else zlib.decompress(kept.packed)) == raw
        assert kept.left_out == ()


def test_files_beyond_the_limit_are_left_out_and_nothing_else() -> None:
    raw = carrying(
        ("image/jpeg", LARGE), ("application/pdf", b"small"), ("text/csv", LARGE), ("application/zip", LARGE)
    )
    parsed = parse(raw, 100_000)
    kept = parsed.original
    assert kept is not None
    assert kept.left_out == ("2", "5")
    rest = zlib.decompress(kept.packed)
    assert len(rest) < len(raw) / 2
    assert slot_of(rest) == parsed.slot
    assert read_page(rest) == read_page(raw)
    again = parse(rest, 100_000).mail
    assert [file.part for file in again.attachments] == [file.part for file in parsed.mail.attachments]
    assert [part_content(rest, part) for part in ("2", "3", "4", "5")] == [b"", b"small", LARGE, b""]


def test_a_text_that_is_too_large_for_one_value_is_not_kept_but_read() -> None:
    parsed = parse(carrying(text="riga\n" * (LARGEST // 5)))
    assert parsed.original is None
    assert parsed.mail.page is not None
