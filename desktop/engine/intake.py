"""Mail of the shared mailboxes into the local store: inbox and Sent, read with PEEK, a chunk at a time.

Incremental and restartable: a chunk and how far it reaches are one transaction, so a kill anywhere costs at most the
chunk that was being read. A mail that its server cannot deliver costs that mail (``engine.salvaging``). What the mails
mean for the team is ``engine.filing``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace

from desktop.domain.errors import SportelloError
from desktop.engine.forms import Forms
from desktop.engine.salvaging import DAMAGE, ChunkFailed, Salvaging, fetched
from desktop.mime.mail import Address, ParsedMail
from desktop.mime.message_ids import reference_in
from desktop.ports.mailbox import FolderState, Mailbox, MailboxHost, RawMail
from desktop.ports.parser import MailParser
from desktop.ports.store import Store
from desktop.ports.store.messages import FolderCursor, Message, Place

CHUNK = 100
"""Mails per transaction: short enough that a claim never waits long behind an import."""

BIG = 2_000
"""Mails of a folder whose first reading takes a turn in the team, so that a server is not asked by all at once."""


class Intake:
    def __init__(self, store: Store, host: MailboxHost, parser: MailParser, forms: Forms) -> None:
        self._forms = forms
        self._store = store
        self._host = host
        self._parser = parser
        self._salvaging = Salvaging(host, store.profile)

    def read(self, address: str, turn: Callable[[], bool]) -> None:
        """What is new in inbox and Sent of one mailbox. Raises Offline or SportelloError; what had been read by then
        is kept. The first reading of a big folder asks for its ``turn`` and raises SportelloError ``import-waits``
        when it is somebody else's."""
        with self._host.borrow(address) as mailbox:
            folders = mailbox.folders()
            names = [folders.inbox, *([folders.sent] if folders.sent else [])]
        for name in names:
            others = [other for other in names if other != name]
            self._read_folder(address, [name, *others], folders.sent, turn)

    def unsaid(self) -> list[SportelloError]:
        """Mails that a server could not deliver, each told of once."""
        return self._salvaging.unsaid()

    def _read_folder(self, address: str, names: Sequence[str], sent: str | None, turn: Callable[[], bool]) -> None:
        """The first of these; the others of the mailbox tell whether its server is well."""
        while True:
            try:
                with self._host.borrow(address) as mailbox:
                    self._read_on(mailbox, address, names[0], sent, turn)
                    return
            except ChunkFailed as failed:
                chunk = failed
            self._read_singly(address, names, sent, chunk)

    def _read_on(self, mailbox: Mailbox, address: str, name: str, sent: str | None, turn: Callable[[], bool]) -> None:
        """Raises ChunkFailed for a chunk of which a mail cannot be had."""
        state = mailbox.select(name)
        cursor = self._cursor(address, state)
        if state.uid_next and cursor.settled and state.uid_next == cursor.uid + 1:
            return
        uids = mailbox.uids_after(cursor.uid)
        big = not cursor.settled and len(uids) > BIG
        for begin in range(0, len(uids), CHUNK):
            if big and not turn():
                raise SportelloError("import-waits", address=address)
            chunk = uids[begin : begin + CHUNK]
            found = self._parsed(fetched(mailbox, chunk, state.uid_validity), address, state, outgoing=name == sent)
            self._keep(found, self._reached(cursor, chunk[-1], settled=cursor.settled))
        reached = max([cursor.uid, *uids[-1:]])
        if not cursor.settled:
            self._store.messages.add([], self._reached(cursor, reached, settled=True))

    def _read_singly(self, address: str, names: Sequence[str], sent: str | None, chunk: ChunkFailed) -> None:
        """A chunk that failed, one mail at a time: what was read stays read when the next one fails."""
        for uid in chunk.uids:
            raw, whole = self._salvaging.mail(address, names, uid)
            with self._host.borrow(address) as mailbox:
                state = mailbox.select(names[0])
            if state.uid_validity != chunk.uid_validity:
                return  # another folder by now, and to be read from its beginning
            cursor = self._cursor(address, state)
            found = self._parsed([raw] if raw else [], address, state, outgoing=names[0] == sent)
            if not whole:
                found = [(replace(m, mail=replace(m.mail, damage=DAMAGE)), place) for m, place in found]
            self._keep(found, self._reached(cursor, uid, settled=cursor.settled))

    def _keep(self, found: Sequence[tuple[Message, Place]], cursor: FolderCursor) -> None:
        self._store.messages.add(found, cursor)
        self._thread_answers(message for message, _ in found if message.outgoing)

    def _thread_answers(self, sent: Iterable[Message]) -> None:
        """A colleague's answer stands with its ticket here too: the one that its Message-ID names, else the one of
        the mail that it answers."""
        entries, messages = self._store.entries, self._store.messages
        for message in sent:
            reference = reference_in(message.mail.message_id)
            ticket = entries.ticket_by_reference(reference) if reference else None
            answered = () if ticket else messages.related(message.mail.in_reply_to)
            ticket = ticket or next(filter(None, map(entries.ticket_of_slot, answered)), None)
            if ticket is not None:
                messages.thread(message.slot, ticket)

    def _cursor(self, address: str, state: FolderState) -> FolderCursor:
        cursor = self._store.messages.folder(address, state.name)
        if cursor is not None and cursor.uid_validity == state.uid_validity:
            return cursor
        if cursor is not None:
            self._store.messages.purge_folder(address, state.name)
        return FolderCursor(address, state.name, state.uid_validity, 0, settled=False)

    def _reached(self, cursor: FolderCursor, uid: int, *, settled: bool) -> FolderCursor:
        return FolderCursor(cursor.mailbox, cursor.folder, cursor.uid_validity, uid, settled)

    def _parsed(
        self, mails: Iterable[RawMail], address: str, state: FolderState, *, outgoing: bool
    ) -> list[tuple[Message, Place]]:
        found = []
        for raw in mails:
            parsed = self._parser.parse(raw.raw)
            mail = parsed.mail if outgoing else self._forms.read(address, parsed.mail)
            message = Message(parsed.slot, mail, outgoing, raw.internal_date, address)
            found.append((message, Place(address, state.name, state.uid_validity, raw.uid)))
        return found


def from_ourselves(mail: ParsedMail, own: Container[str]) -> bool:
    """Written by the shop itself, by what it says. A contact form writes from the shop's address too, but mostly
    answers go elsewhere."""
    if mail.sender is None or mail.sender.email.lower() not in own or mail.origin is not None:
        return False
    return all(address.email.lower() in own for address in mail.reply_to)


def customer_of(mail: ParsedMail) -> Address | None:
    """Whom an answer goes to: of a form's mail the real customer, else Reply-To when given, else From."""
    if mail.origin is not None:
        return mail.origin.customer
    return mail.reply_to[0] if mail.reply_to else mail.sender
