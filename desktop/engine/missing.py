"""Tickets' mails that somebody dragged out of the inbox or deleted with another program: where they are, and back.

Only this workstation's own notes: the mailbox is the truth, each workstation finds the same, and a mail that is back in
an inbox is missing no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from desktop.domain.errors import SportelloError
from desktop.ports.mailbox import Mailbox, MailboxHost
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
        for one that can be had nowhere."""
        done = []
        for missing in self._store.missing.of(slots):
            with self._host.borrow(missing.mailbox) as mailbox:
                message_id, day = self._named(missing)
                for folder in mailbox.elsewhere() if message_id else ():
                    uid = mailbox.find(folder, message_id, day)
                    if uid is not None:
                        mailbox.move(folder, uid, missing.folder)
                        break
                else:
                    self._lay_again(mailbox, missing)
            done.append(missing)
        return done

    def _found(self, mailbox: Mailbox, folders: Sequence[str], missing: Missing) -> str | None:
        message_id, day = self._named(missing)
        there = (folder for folder in folders if message_id and mailbox.find(folder, message_id, day) is not None)
        return next(there, None)

    def _named(self, missing: Missing) -> tuple[str, date]:
        """Its Message-ID, and a day before which it did not come."""
        message = self._store.messages.get(missing.slot)
        received = message.received if message is not None else 0
        return message.mail.message_id if message is not None else "", datetime.fromtimestamp(received, UTC).date()

    def _lay_again(self, mailbox: Mailbox, missing: Missing) -> None:
        original, message = self._store.messages.original(missing.slot), self._store.messages.get(missing.slot)
        if original is None or message is None:
            raise SportelloError("mail-not-kept", mailbox=missing.mailbox)
        mailbox.lay(missing.folder, original, message.received)
