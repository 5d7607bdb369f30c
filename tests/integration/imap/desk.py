"""A workstation that reads one mailbox, and somebody's other mail program."""

from __future__ import annotations

from pathlib import Path

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.intake import Intake
from desktop.engine.missing import Whereabouts
from tests.fakes.forms import NoForms
from tests.fakes.parser import InProcessParser
from tests.fakes.secrets import FakeSecrets
from tests.peers.dovecot import PASSWORD


class Desk:
    """Reads one mailbox; ``other`` is somebody's mail program."""

    def __init__(self, folder: Path, account: ImapAccount, other: ImapAccount | None = None) -> None:
        """``other``: the way of the other program, when it is another."""
        self.address = account.address
        self.store = SqliteStore(folder / "sportello.db", synchronous="OFF")
        self.host = ImapMailboxHost({account.address: account}, FakeSecrets({account.address: PASSWORD}))
        self.parser = InProcessParser()
        self.intake = Intake(self.store, self.host, self.parser, SystemClock(), NoForms())
        self.whereabouts = Whereabouts(self.store, self.host)
        self._way = other or account
        self.other = Gateway(self._way, PASSWORD)

    def reconnect_other(self) -> None:
        self.other.close()
        self.other = Gateway(self._way, PASSWORD)

    def read(self) -> None:
        while self.intake.read(self.address, lambda: True):
            pass
        self.whereabouts.seek(self.address)

    def found(self, number: int) -> str:
        """The mail's slot; it is put on a ticket."""
        (message,) = self.store.messages.by_message_id(f"<m{number}@esempio.it>")
        self.store.messages.thread(message.slot, message.slot)
        return message.slot

    def folders_of(self, slot: str) -> list[tuple[str, int]]:
        return [(place.folder, place.uid) for place in self.store.messages.places(slot)]

    def close(self) -> None:
        self.other.close()
        self.parser.close()
        self.host.close()
        self.store.close()
