"""Which files come along unasked: a mailbox's policy."""

from __future__ import annotations

import random
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from desktop.domain.errors import SportelloError
from desktop.engine.attachments import COMES_ALONG
from desktop.engine.leading import say_as_lead
from desktop.journal.entries import MailboxAdded
from tests.fakes.mailbox import INBOX
from tests.unit.engine.shop import HOME, Shop

PHOTO = random.Random(4).randbytes(700_000)
"""More than is kept with a mail as it came, where nobody has said otherwise."""


@pytest.mark.parametrize(("said", "comes"), [({}, False), ({COMES_ALONG: 4}, False), ({COMES_ALONG: 1000}, True)])
def test_what_is_small_is_the_mailboxs_to_say(shop: Shop, said: dict[str, int], comes: bool) -> None:
    anna = shop.desks[0].start()
    anna.syncing.everything()
    settings = {**anna.journal.team.mailboxes[HOME], **said}
    say_as_lead(anna.journal, MailboxAdded(address=HOME, settings=settings))
    raw = photo()
    shop.mail.deliver(HOME, raw)
    anna.syncing.everything()
    (found,) = anna.store.messages.by_message_id("<foto@x.example>")
    part = found.mail.attachments[0].part
    came = anna.store.messages.outline(found.slot)
    assert came is not None
    assert (came.whole == raw) is comes, "to the last octet, or not at all"
    assert (part in anna.attachments.here(found)) is comes
    anna.attachments.keep_small(found)
    assert not anna.store.contents.kept(found.slot), "too large, or here already"
    assert anna.attachments.content(found, part) == PHOTO, "asked for, it is there"
    assert part in anna.attachments.here(found)


def test_what_is_not_kept_whole_is_shown_all_the_same(shop: Shop) -> None:
    anna = shop.desks[0].start()
    shop.mail.deliver(HOME, photo())
    anna.syncing.everything()
    (found,) = anna.store.messages.by_message_id("<foto@x.example>")
    shop.mail.accounts[HOME][INBOX].remove(1)
    page = anna.attachments.page(found.slot)
    assert page is not None
    assert "Ecco." in page.html
    assert anna.store.messages.with_page([found.slot]) == {found.slot}
    assert anna.attachments.content(found, found.mail.attachments[1].part) == b"piccolo", "small ones are kept"
    with pytest.raises(SportelloError, match="mail-gone"):
        anna.attachments.content(found, found.mail.attachments[0].part)


def photo() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "c@x.example", HOME, "Foto", "<foto@x.example>"
    mail.set_content("Ecco.")
    mail.add_alternative("<p>Ecco.</p>", subtype="html")
    mail.add_attachment(PHOTO, maintype="image", subtype="jpeg", filename="foto.jpg")
    mail.add_attachment(b"piccolo", maintype="application", subtype="pdf", filename="nota.pdf")
    return mail.as_bytes(policy=SMTP)
