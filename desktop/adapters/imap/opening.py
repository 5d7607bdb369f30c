"""Folders as they are opened and looked at on one connection.

The inbox stays open between two looks, so that a NOOP tells whether anything has happened to it: a server that has to
open a folder of 50,000 mails for STATUS takes a hundred times as long. Other folders are asked for by STATUS.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace

from desktop.adapters.imap.exchange import SHORT, FolderView
from desktop.adapters.imap.gateway import Gateway, mailbox_name, safe
from desktop.adapters.imap.names import mail_folders
from desktop.adapters.imap.responses import Pieces, status_of
from desktop.domain.errors import SportelloError
from desktop.ports.mailbox import FolderState, MailFolders

INBOX = "INBOX"

_SURE = 600.0
"""Seconds for which a server is believed that says nothing of the folder that it shows: afterwards it is opened
again, whatever a server forgets to tell."""

_CODE = {
    name: re.compile(rb"\[%s (\d+)\]" % name, re.IGNORECASE) for name in (b"UIDVALIDITY", b"UIDNEXT", b"HIGHESTMODSEQ")
}


class Opening:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    @property
    def view(self) -> FolderView:
        return self._gateway.exchange.view

    def look(self, sent: str | None) -> tuple[MailFolders, tuple[FolderState, ...]]:
        """As ``ports.mailbox`` says."""
        if self._kept() is None:
            self.open(b"EXAMINE", INBOX)
        status = b"STATUS %s (%s)" % (mailbox_name(sent), self._items()) if sent else None
        listing, responses = self._gateway.look(status)
        inbox = self._kept() or self.open(b"EXAMINE", INBOX)  # the NOOP has told of something
        found = mail_folders(self._gateway.account, listing, self._gateway.capabilities)
        states = (replace(inbox, name=found.inbox),)
        if found.sent is None:
            return found, states
        known = _state_of(sent, responses) if found.sent == sent else None
        return found, (known or self.open(b"EXAMINE", found.sent), *states)

    def open(self, verb: bytes, folder: str) -> FolderState:
        """SELECT or EXAMINE."""
        safe(folder)
        if not self.view.selected and "QRESYNC" in self._gateway.capabilities:
            self._gateway.run(b"ENABLE QRESYNC")
        responses, _ = self._gateway.select(verb, folder)
        validity = _number(responses, b"UIDVALIDITY")
        if validity is None:
            raise SportelloError("server-misbehaves", **self._gateway.facts("no UIDVALIDITY"))
        uid_next = _number(responses, b"UIDNEXT")
        if uid_next is None:
            uid_next = self._last_uid() + 1
        modseq = _number(responses, b"HIGHESTMODSEQ")
        self.view.state = FolderState(folder, validity, uid_next, self.view.exists, modseq)
        return self.view.state

    def shows_read_only(self, folder: str) -> bool:
        """Whether the folder is open here for reading alone."""
        return self.view.selected and self.view.read_only and _is(folder, self.view.folder)

    def _last_uid(self) -> int:
        """Where SELECT does not tell what comes next (Courier); 0 in an empty folder."""
        exists = self.view.exists
        found = self._gateway.fetch(b"UID FETCH * (UID)", SHORT, self.view.folder) if exists else ()
        last = max((one.uid for one in found), default=0)
        self.view.told = self.view.exists != exists  # that there is a last mail is no news
        return last

    def _kept(self) -> FolderState | None:
        """The inbox as it still is, if it is open on this connection and the server has told of no change since."""
        view = self.view
        sure = view.selected and not view.told and time.monotonic() - view.opened < _SURE
        return view.state if sure and _is(INBOX, view.folder) else None

    def _items(self) -> bytes:
        modseq = b" HIGHESTMODSEQ" if "CONDSTORE" in self._gateway.capabilities else b""
        return b"UIDVALIDITY UIDNEXT MESSAGES" + modseq


def _state_of(folder: str, responses: Sequence[Pieces]) -> FolderState | None:
    """By STATUS; None when it was refused or says too little."""
    items: dict[bytes, int] = {}
    for pieces in responses:
        items |= status_of(pieces)
    if not items.keys() >= {b"UIDVALIDITY", b"UIDNEXT", b"MESSAGES"}:
        return None
    modseq = items.get(b"HIGHESTMODSEQ") or None
    return FolderState(folder, items[b"UIDVALIDITY"], items[b"UIDNEXT"], items[b"MESSAGES"], modseq)


def _is(folder: str, other: str) -> bool:
    """INBOX has no case (RFC 3501, 5.1)."""
    return folder == other or folder.upper() == other.upper() == INBOX


def _number(responses: Sequence[Pieces], name: bytes) -> int | None:
    found = (_CODE[name].search(pieces[0]) for pieces in responses)
    return next((int(one[1]) for one in found if one), None)
