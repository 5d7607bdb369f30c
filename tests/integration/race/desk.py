"""A team of two at engine level on a real mailbox, both in this process. One of them may reach the journal through a
proxy, and only the journal: mailboxes and SMTP are reached directly."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.adapters.imap.place import ImapPlace
from desktop.adapters.platform.entropy import SystemEntropy
from desktop.domain.ticket import Role
from desktop.engine.founding import Founder, Settings
from desktop.engine.workstation import Workstation, assemble
from desktop.journal import snapshot
from desktop.ports.log import Probe
from desktop.runtime.compose import Profile, opened
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.proxy import Proxy, Side
from tests.peers.smtp import SmtpSink

ADDRESS = "info@esempio.it"
_ENVIRON: Mapping[str, str] = {
    "SPORTELLO_PASSWORD": PASSWORD,
    "SPORTELLO_LANGUAGE": "en",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
_UNTRIED = Probe("green", (), 3, ())


class OneCut(Proxy):
    """After the one cut the line is whole again, as when a router changes its mind."""

    def _allowed(self, side: Side, data: bytes) -> tuple[bytes, bool]:
        passed, cut = super()._allowed(side, data)
        if cut:
            self._cut = None
        return passed, cut


@dataclass(frozen=True)
class Pair:
    """``near`` may go through a proxy, ``far`` looks at the same journal directly."""

    near: Workstation
    far: Workstation

    def reconnect(self) -> None:
        """The line is whole again: what every workstation does by itself then."""
        self.near.syncing.journal_only()
        self.far.journal.catch_up()


def state(station: Workstation) -> str:
    """Digest of its confirmed state."""
    return snapshot.digest(snapshot.pack(station.journal.team), station.store.entries.slices())


@contextmanager
def pair(folder: Path, dovecot: Dovecot, sink: SmtpSink, port: int) -> Iterator[Pair]:
    """``port``: where the near one finds the journal."""
    with ExitStack() as stack:
        anna = stack.enter_context(opened(folder / "anna", _ENVIRON))
        bruno = stack.enter_context(opened(folder / "bruno", _ENVIRON))
        settings: Settings = {
            "imap_host": "127.0.0.1",
            "imap_port": dovecot.port,
            "smtp_host": "127.0.0.1",
            "smtp_port": sink.port,
            "security": "none",
            "user": "info",
        }
        anna.mailboxes.bootstrap[ADDRESS] = bruno.mailboxes.bootstrap[ADDRESS] = settings
        founder = Founder("Bottega", "Anna", ADDRESS, settings)
        journal = anna.founding().create(founder, anna.place(ADDRESS), _UNTRIED)
        bruno.founding().join(anna.founding().invite(journal, Role.AGENT), "Bruno")
        near = _through(anna, ImapPlace(dovecot.account(port=port), lambda: PASSWORD))
        yield Pair(near, bruno.started())


def _through(profile: Profile, place: ImapPlace) -> Workstation:
    profile.guard.acquire()
    profile.closing.callback(place.close)
    return assemble(replace(profile.ports(ADDRESS), place=place), profile.identity())


def receive(dovecot: Dovecot, both: Pair, customers: int) -> list[str]:
    """So many mails of new customers in the inbox, read by both; the ids of their tickets."""
    known = set(both.near.store.entries.waiting())
    inbox = imaplib.IMAP4("127.0.0.1", dovecot.port, timeout=30)
    inbox.login("info", PASSWORD)
    for _ in range(customers):
        inbox.append("INBOX", "", "", _question(SystemEntropy().token(6).hex()))
    inbox.logout()
    both.near.syncing.everything()
    both.far.syncing.everything()
    return [ticket for ticket in both.near.store.entries.waiting() if ticket not in known]


def _question(name: str) -> bytes:
    lines = [
        f"From: Cliente {name} <{name}@cliente.example>",
        f"To: {ADDRESS}",
        f"Subject: Ordine {name}",
        f"Message-ID: <domanda-{name}@cliente.example>",
        "Date: Mon, 02 Nov 2026 10:00:00 +0100",
        "",
        "Buongiorno, dove si trova il mio pacco?",
        "",
    ]
    return "\r\n".join(lines).encode()
