"""A mail without its files and with them again: the very bytes, whatever the mail."""

from __future__ import annotations

import base64
import os
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.store.folding import folded, unfolded
from desktop.adapters.store.sqlite import SqliteStore
from desktop.ports.store.drafts import DraftFile
from tests.contract.test_store_own import draft, send
from tests.unit.store.samples import message, place, reached


def made(*files: bytes) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Eccola"
    mail.set_content("Città\n")
    for file in files:
        mail.add_attachment(file, maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()


@given(st.lists(st.integers(0, 9000), max_size=4))
def test_the_very_bytes(sizes: list[int]) -> None:
    mail = made(*map(os.urandom, sizes))
    rest, files = folded(mail)
    assert unfolded(rest, files) == mail
    assert [len(content) for _, content in files] == [size for size in sizes if size >= 4096]


@given(st.binary(max_size=300), st.integers(1, 90), st.sampled_from([b"\n", b"\r\n"]))
def test_whatever_stands_there(noise: bytes, width: int, end: bytes) -> None:
    """Lines of another length, other line ends, octets in between: what cannot be made again is left in."""
    coded = base64.b64encode(bytes(9000))
    lines = end.join(coded[at : at + width] for at in range(0, len(coded), width))
    head = b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    for mail in (noise, head + noise + lines, head + lines + noise, noise + head + lines):
        assert unfolded(*folded(mail)) == mail


def test_a_file_of_a_draft_its_mails_and_what_came_back_is_there_once(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    file = os.urandom(1_500_000)
    store.messages.add([(message("s1:a"), place(1))], reached(1))
    store.drafts.put(replace(draft("d1"), files=(DraftFile("a.pdf", "application/pdf", file),)))
    mail = made(file)
    for name in ("g1", "g2"):
        store.sends.add(replace(send(name), message=mail))
    store.contents.keep("s1:a", "2", file)
    assert [one.message for one in store.sends.unfinished()] == [mail, mail]
    assert store.space.sizes().files == 1
    while store.space.collect(2**33):
        pass
    assert store.space.sizes().files == 1
    assert store.space.sizes().octets < 2 * len(file)
    store.close()


def test_what_only_a_mail_on_its_way_holds_is_never_swept(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    mail = made(os.urandom(9000))
    store.sends.add(replace(send("g1"), message=mail))
    while store.space.collect(2**33):
        pass
    found = store.sends.get("g1")
    assert found is not None
    assert found.message == mail
    store.close()
