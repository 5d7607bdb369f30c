"""Texts as the team shares them: written by leads, with their files, counted, and carried out with an answer."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from desktop.domain.errors import RefusedByTeam, UsageError
from desktop.domain.texts import Actions, After, Attachment, Body, Text
from desktop.engine.canned import ALL_FILES, EVERY
from desktop.engine.fields import first_name
from desktop.journal.sharing import PIECE
from tests.unit.engine.shop import Shop, reply

TEXT = Text("late", {"it": Body("Ritardo", "Gentile {{ nome }}, ci dispiace.")}, actions=Actions(tags=("late",)))
LABEL = bytes(range(256)) * 200


def attachment(content: bytes, name: str = "etichetta.pdf") -> Attachment:
    return Attachment(name, "application/pdf", hashlib.sha256(content).hexdigest(), len(content))


def test_what_a_lead_saves_everybody_reads_with_its_files(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    file = attachment(LABEL)
    anna.canned.save(replace(TEXT, attachments=(file,)), "", {file.sha256: LABEL})
    assert len(LABEL) > 2 * PIECE, "in pieces"
    bruno.syncing.journal_only()
    (found,) = bruno.canned.all()
    assert found.now.text.attachments == (file,)
    assert bruno.canned.file(file.sha256) == LABEL
    with pytest.raises(RefusedByTeam) as refused:
        bruno.canned.save(TEXT, found.now.entry)
    assert refused.value.code == "leads-only"
    before = len(anna.store.entries.tail(1000))
    anna.canned.save(replace(TEXT, attachments=(file,), folder="x"), found.now.entry, {file.sha256: LABEL})
    assert len(anna.store.entries.tail(1000)) == before + 1, "a file that is known is not written again"
    anna.canned.remove("late")
    assert list(anna.canned.all()) == []


def test_what_cannot_be_used_is_refused_before_anything_is_written(shop: Shop) -> None:
    anna = shop.desks[0].start()
    large = attachment(bytes(ALL_FILES + 1))
    for text, code in (
        (replace(TEXT, bodies={"it": Body("x", "{{ a.b }}")}), "bad-text"),
        (replace(TEXT, actions=Actions(status="gone")), "bad-text"),
        (replace(TEXT, attachments=(large,)), "text-files-too-large"),
    ):
        with pytest.raises(UsageError) as refused:
            anna.canned.save(text, "", {large.sha256: b""})
        assert refused.value.code == code
    assert [row.kind for row in anna.store.entries.tail(1000) if row.kind.startswith("text")] == []
    anna.canned.save(TEXT, "")
    with pytest.raises(RefusedByTeam) as changed:
        anna.canned.save(TEXT, "0" * 24)
    assert changed.value.code == "text-changed"


def test_an_answer_carries_out_what_its_texts_want_and_they_are_counted(shop: Shop) -> None:
    anna = shop.desks[0].start()
    anna.canned.save(TEXT, "")
    shop.mail.deliver("info@negozio.example", MAIL)
    anna.syncing.everything()
    (ticket,) = anna.store.entries.waiting()
    due = 1_800_000_000
    after = After(("late",), "on-hold", due, "delivery/late", "informed", ("late",))
    anna.sending.send(replace(reply(anna, ticket), after=after), lambda: True)
    found = anna.journal.ticket(ticket)
    assert (found.tags, found.status, found.reason, found.outcome) == (
        ("late",),
        "on-hold",
        "delivery/late",
        "informed",
    )
    assert found.promise is not None
    assert found.promise.due == due, "the answer that makes it does not end it"
    anna.canned.tell()
    assert anna.canned.get("late").uses == 1
    anna.canned.used(("late/it",))
    anna.canned.tell()
    assert anna.canned.get("late").uses == 1, "not more often than every minute"
    shop.wait(EVERY + 1)
    anna.canned.tell()
    assert anna.canned.get("late").uses == 2
    assert anna.canned.get("late").languages == {"it": 1}, "what was written down without a language has none"


def test_a_file_of_texts_replaces_what_has_its_keys_and_nothing_else(shop: Shop) -> None:
    anna = shop.desks[0].start()
    other = replace(TEXT, key="other")
    assert anna.canned.take_in([TEXT, other], {}) == 2
    assert anna.canned.take_in([TEXT], {}) == 0, "nothing is new"
    assert anna.canned.take_in([replace(TEXT, folder="Consegna")], {}) == 1
    assert [text.now.text.folder for text in anna.canned.all()] == ["Consegna", ""]


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Maria Bianchi", "Maria"), ("MARIA BIANCHI", "Maria"), ("Bianchi, Maria", "Maria"),
        ("dott.ssa Anna Re", "Anna"),
        ("Rossi srl", ""), ("Studio Verdi", ""), ("m", ""), ("", ""), ("maria88", ""), ("Mr John Doe", "John"),
        ("Jean-Luc Picard", "Jean-Luc"), ("O'Neill", "O'Neill"),
    ],
)  # fmt: skip
def test_a_customer_is_greeted_by_a_first_name_or_not_at_all(name: str, greeted: str) -> None:
    assert first_name(name) == greeted


MAIL = (
    b"From: Carla Rossi <carla@posta.example>\r\nTo: <info@negozio.example>\r\nSubject: Ritardo\r\n"
    b"Message-ID: <late@posta.example>\r\nDate: Thu, 09 Oct 2025 10:00:00 +0000\r\n\r\nDove e il mio ordine?\r\n"
)
