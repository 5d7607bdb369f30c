"""Which files come along unasked: a mailbox's policy."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from desktop.engine.attachments import COMES_ALONG
from desktop.engine.leading import say_as_lead
from desktop.journal.entries import MailboxAdded
from tests.unit.engine.shop import HOME, Shop

PHOTO = b"\xff" * 100_000
"""In a mail that is too large to be kept as it came: the files of others are not kept a second time."""


@pytest.mark.parametrize(("said", "comes"), [({}, True), ({COMES_ALONG: 4}, False), ({COMES_ALONG: 2**40}, True)])
def test_what_is_small_is_the_mailboxs_to_say(shop: Shop, said: dict[str, int], comes: bool) -> None:
    anna = shop.desks[0].start()
    anna.syncing.everything()
    settings = {**anna.journal.team.mailboxes[HOME], **said}
    say_as_lead(anna.journal, MailboxAdded(address=HOME, settings=settings))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "c@x.example", HOME, "Foto", "<foto@x.example>"
    mail.set_content("Ecco.")
    mail.add_attachment(PHOTO, maintype="image", subtype="jpeg", filename="foto.jpg")
    shop.mail.deliver(HOME, bytes(mail))
    anna.syncing.everything()
    (found,) = anna.store.messages.by_message_id("<foto@x.example>")
    anna.attachments.keep_small(found)
    assert bool(anna.store.contents.kept(found.slot)) is comes
    assert anna.attachments.content(found, found.mail.attachments[0].part) == PHOTO, "asked for, it is there"
