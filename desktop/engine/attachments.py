"""The content of an attachment, when a person asks for it: out of the mail as it was kept, or as this workstation sent
it, else out of the mailbox that it lies in. What is fetched is not kept: a database is no place for films."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.errors import SportelloError, UsageError
from desktop.journal.slots import slot_of
from desktop.mime.bodies import part_content
from desktop.mime.charsets import safe_text
from desktop.mime.mail import Attachment, Page
from desktop.ports.mailbox import MailboxHost
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

SOURCE = 256 * 1024
"""Octets of a mail's source that are shown."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An attachment as a conversation lists it."""

    number: int
    """From 1, through all mails of the conversation, oldest first."""
    message: Message
    attachment: Attachment


def numbered(messages: Sequence[Message]) -> Iterator[Numbered]:
    found = ((message, attachment) for message in messages for attachment in message.mail.attachments)
    for number, (message, attachment) in enumerate(found, 1):
        yield Numbered(number, message, attachment)


class Attachments:
    def __init__(self, store: Store, host: MailboxHost, parser: MailParser) -> None:
        self._store = store
        self._host = host
        self._parser = parser

    def find(self, messages: Sequence[Message], number: int) -> Numbered:
        """Raises UsageError ``no-such-attachment``."""
        for found in numbered(messages):
            if found.number == number:
                return found
        raise UsageError("no-such-attachment", number=number)

    def content(self, message: Message, part: str) -> bytes:
        """Raises Offline or what the mailbox raises; SportelloError ``mail-gone`` when the mail does not lie any more
        where it was found."""
        content = part_content(self.raw(message), part)
        if content is None:
            raise SportelloError("mail-gone", mailbox=message.mailbox)
        return content

    def page(self, slot: str) -> Page | None:
        """The HTML body as it may be shown, made of the mail as it came: by today's rules, however old the mail. None
        when there is none. Raises SportelloError ``no-parser``."""
        original = self._store.messages.original(slot)
        return self._parser.page(original) if original is not None else self._store.messages.page(slot)

    def raw(self, message: Message) -> bytes:
        """The mail as it came, also one that nobody could read. Raises like ``content``."""
        raw = self._store.messages.original(message.slot) or self._own(message) or self._fetched(message)
        if raw is None:
            raise SportelloError("mail-gone", mailbox=message.mailbox)
        return raw

    def source(self, message: Message) -> str:
        """The beginning of it as text that can be shown. Raises like ``content``."""
        return safe_text(self.raw(message)[:SOURCE], cut=True)

    def _own(self, message: Message) -> bytes | None:
        send = self._store.sends.by_message_id(message.mail.message_id) if message.outgoing else None
        return send.message if send is not None and slot_of(send.message) == message.slot else None

    def _fetched(self, message: Message) -> bytes | None:
        """Only the very mail: a folder may have been numbered anew."""
        for place in self._store.messages.places(message.slot):
            with self._host.borrow(place.mailbox) as mailbox:
                if mailbox.select(place.folder).uid_validity != place.uid_validity:
                    continue
                for found in list(mailbox.fetch([place.uid])):
                    if slot_of(found.raw) == message.slot:
                        return found.raw
        return None
