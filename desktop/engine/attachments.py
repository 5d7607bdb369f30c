"""The content of an attachment: kept here, else out of the mail as it was kept or as this workstation sent it, else out
of the mailbox that the mail lies in. What has been fetched once is kept, and needs no mailbox any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.errors import SportelloError, UsageError
from desktop.journal.slots import slot_of
from desktop.mime.bodies import part_content
from desktop.mime.charsets import safe_text
from desktop.mime.mail import Attachment, Page
from desktop.ports.mailbox import MailboxHost
from desktop.ports.parser import FILES, MailParser
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

COMES_ALONG = "files_kb"
"""Setting of a mailbox: kilobytes of a mail's attachments together, up to which they are kept with the mail as it came,
or, where that would be too large a value (``mime.originals``), are fetched when its conversation is first opened: to be
there without a connection too. Anything larger comes when a person asks for it."""

USUALLY, MOST_KB = FILES // 1024, 20_000
"""What holds where nobody has said: 99 of 100 mails are smaller than 480 kB with all that hangs on them, and one FETCH
of as much is not felt on a poor line. And the most that can be said."""

WHOLE = ""
"""The part that is all of a mail: of what came out of a file, and has no mailbox to be fetched from."""

SOURCE = 256 * 1024
"""Octets of a mail's source that are shown."""


def comes_along(settings: Mapping[str, str | int]) -> int:
    """Kilobytes; 0 for nothing."""
    said = settings.get(COMES_ALONG, USUALLY)
    return said if isinstance(said, int) and 0 <= said <= MOST_KB else USUALLY


def kept_with(store: Store, address: str) -> int:
    """Octets of a mail's files together, up to which it is kept whole."""
    team = store.entries.team()
    return 1024 * comes_along(team.mailboxes.get(address, {}) if team is not None else {})


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
        kept = self._store.contents.get(message.slot, part)
        came = self._store.messages.outline(message.slot) if kept is None else None
        if came is not None and part not in came.left_out:
            kept = part_content(came.raw, part)
        if kept is not None:
            return kept
        raw = self.raw(message)
        if not self._store.space.trimmed([message.slot]):
            self._keep(message, raw, wanted=part)
        content = part_content(raw, part)
        if content is None:
            raise SportelloError("mail-gone", mailbox=message.mailbox)
        return content

    def keep_small(self, message: Message) -> None:
        """All of a mail's attachments, if they are small together. Raises as ``content`` does."""
        files = message.mail.attachments
        if not files or sum(file.size for file in files) > self._small(message):
            return
        if self._store.space.trimmed([message.slot]):
            return
        if {file.part for file in files} - self.here(message):
            self._keep(message, self.raw(message), wanted="")

    def here(self, message: Message) -> frozenset[str]:
        """Parts that need no connection: those that were fetched, and those in what is kept of the mail as it came, in
        which they are looked for when they are wanted."""
        fetched, came = self._store.contents.kept(message.slot), self._store.messages.outline(message.slot)
        files = {file.part for file in message.mail.attachments}
        if WHOLE in fetched:
            return fetched | files
        return fetched | (files - came.left_out if came is not None else frozenset())

    def page(self, slot: str) -> Page | None:
        """The HTML body as it may be shown, made of the mail as it came: by today's rules, however old the mail. None
        when there is none. Raises SportelloError ``no-parser``."""
        came = self._store.messages.outline(slot)
        return self._parser.page(came.raw) if came is not None else self._store.messages.page(slot)

    def raw(self, message: Message) -> bytes:
        """The mail as it came, also one that nobody could read. Raises as ``content`` does."""
        raw = self.kept_whole(message) or self._fetched(message)
        if raw is None:
            raise SportelloError("mail-gone", mailbox=message.mailbox)
        return raw

    def kept_whole(self, message: Message) -> bytes | None:
        """The same, if it needs no connection."""
        came = self._store.messages.outline(message.slot)
        return (came.whole if came else None) or self._own(message) or self._store.contents.get(message.slot, WHOLE)

    def source(self, message: Message) -> str:
        """The beginning of it as text that can be shown. Raises as ``content`` does."""
        return safe_text(self.raw(message)[:SOURCE], cut=True)

    def _keep(self, message: Message, raw: bytes, wanted: str) -> None:
        """What was asked for, and what comes with it and is small: the mail has been fetched as a whole."""
        kept, small = self._store.contents.kept(message.slot), self._small(message)
        for file in message.mail.attachments:
            if file.part not in kept and (file.part == wanted or file.size <= small):
                content = part_content(raw, file.part)
                if content is not None:
                    self._store.contents.keep(message.slot, file.part, content)

    def _small(self, message: Message) -> int:
        return kept_with(self._store, message.mailbox)

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
