"""Tickets' mails that somebody dragged out of the inbox or deleted with another program: where they are, and back.

Only this workstation's own notes: the mailbox is the truth, each workstation finds the same, and a mail that is back in
an inbox is missing no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import DONE
from desktop.journal.slots import slot_of
from desktop.ports.mailbox import ANSWERED, SEEN, Mailbox, MailboxHost
from desktop.ports.store import Store
from desktop.ports.store.missing import Missing


class Whereabouts:
    def __init__(self, store: Store, host: MailboxHost) -> None:
        self._store = store
        self._host = host

    def seek(self, address: str) -> None:
        """Looks through the mailbox's other folders for what has vanished, by Message-ID; once for each. Raises Offline
        or SportelloError."""
        unsought = self._store.missing.unsought(address)
        if not unsought:
            return
        with self._host.borrow(address) as mailbox:
            folders = mailbox.elsewhere()
            for missing in unsought:
                self._store.missing.sought(missing.slot, self._found(mailbox, folders, missing) or "")

    def put_back(self, slots: Sequence[str]) -> list[Missing]:
        """Those of these mails that are missing, back into the inbox that they lay in: moved from where they are now,
        else laid there again as they were kept. What was put back. Raises Offline, or SportelloError ``mail-not-kept``
        for one that can be had nowhere, when the others are back."""
        done: list[Missing] = []
        lost: list[Missing] = []
        for missing in self._store.missing.of(slots):
            with self._host.borrow(missing.mailbox) as mailbox:
                (done if self._put_back(mailbox, missing) else lost).append(missing)
        if lost:
            raise SportelloError("mail-not-kept", mailbox=lost[0].mailbox)
        return done

    def _put_back(self, mailbox: Mailbox, missing: Missing) -> bool:
        """A colleague may have been quicker, or the line was cut before we saw it there: nothing is laid twice."""
        if self._uid(mailbox, missing.folder, missing) is not None:
            return True
        for folder in mailbox.elsewhere():
            uid = self._uid(mailbox, folder, missing)
            if uid is not None:
                mailbox.move(folder, uid, missing.folder)
                return True
        return self._lay_again(mailbox, missing)

    def _found(self, mailbox: Mailbox, folders: Sequence[str], missing: Missing) -> str | None:
        return next((one for one in folders if self._uid(mailbox, one, missing) is not None), None)

    def _uid(self, mailbox: Mailbox, folder: str, missing: Missing) -> int | None:
        """Where in the folder the very mail lies: another customer's may have the same Message-ID."""
        message = self._store.messages.get(missing.slot)
        if message is None or not message.mail.message_id:
            return None
        day = datetime.fromtimestamp(message.received, UTC).date()  # it did not come before
        uids = mailbox.find(folder, message.mail.message_id, day)
        if not uids:
            return None
        mailbox.select(folder)
        return min((mail.uid for mail in mailbox.fetch(uids) if slot_of(mail.raw) == missing.slot), default=None)

    def _lay_again(self, mailbox: Mailbox, missing: Missing) -> bool:
        came, message = self._store.messages.outline(missing.slot), self._store.messages.get(missing.slot)
        if came is None or came.whole is None or message is None:
            return False
        mailbox.lay(missing.folder, came.whole, message.received, self._flags(missing.slot))
        return True

    def _flags(self, slot: str) -> Sequence[str]:
        """As Sportello keeps them: a mail is seen once it needs no answer, and answered by an answer. One that waits
        comes back as new, for whoever looks with another program."""
        entries = self._store.entries
        ticket = entries.ticket(entries.ticket_of_slot(slot) or "")
        record = ticket.slots.get(slot) if ticket is not None else None
        if record is not None and record.answers:
            return SEEN, ANSWERED
        waits = ticket is not None and ticket.status not in DONE and record is not None and record.waits
        return () if waits else (SEEN,)
