"""The composition root: the one place that knows the adapters. One object graph per profile."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from desktop.adapters.imap.account import ImapAccount, Security
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.imap.place import ImapPlace
from desktop.adapters.parsing.parser import ChildParser
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.platform.downloads import FolderDownloads
from desktop.adapters.platform.entropy import SystemEntropy
from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.platform.paths import default_profile
from desktop.adapters.schedule.background import BackgroundSchedule
from desktop.adapters.secrets.profile import ProfileSecrets, variable_of
from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.outgoing import SmtpOutgoing
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from desktop.engine import identity
from desktop.engine.founding import Founding
from desktop.engine.identity import IDENTITY, MAILBOXES, Identity
from desktop.engine.workstation import Ports, Workstation, assemble, journal_of, start
from desktop.ports.downloads import Downloads
from desktop.ports.mailbox import MailboxHost
from desktop.ports.outgoing import Outgoing
from desktop.ports.schedule import Schedule
from desktop.ports.secrets import Secrets
from desktop.runtime.accounts import Accounts, Settings
from desktop.runtime.sentences import LANGUAGES, customer_text, language_of

DATABASE = "sportello.db"
_BUDGET = 3


@dataclass(slots=True)
class Mailboxes:
    """Settings of all mailboxes: the team's, and before them what set-up was told just now. A server that has moved
    can only be reached by what the journal on it does not say yet."""

    store: SqliteStore
    bootstrap: dict[str, Settings] = field(default_factory=dict)

    def settings(self) -> Mapping[str, Settings]:
        team = self.store.entries.team()
        return {**self.store.profile.get(MAILBOXES, {}), **(team.mailboxes if team else {}), **self.bootstrap}


@dataclass(frozen=True, slots=True)
class Profile:
    """An opened profile: its store, secrets and adapters."""

    path: Path
    environ: Mapping[str, str]
    store: SqliteStore
    secrets: Secrets
    parser: ChildParser
    host: MailboxHost
    outgoing: Outgoing
    schedule: Schedule
    downloads: Downloads
    mailboxes: Mailboxes
    guard: ProfileLock
    closing: ExitStack

    @property
    def has_team(self) -> bool:
        return self.store.profile.get(IDENTITY) is not None

    def workstation(self) -> Workstation:
        """For reading: takes no lock and settles nothing. Raises SportelloError ``no-team``."""
        me = self.identity()
        return assemble(self.ports(me.home), me)

    def started(self) -> Workstation:
        """For acting: this process is the profile's. Raises ProfileInUse."""
        me = self.identity()
        return start(self.ports(me.home), me, self.guard)

    def identity(self) -> Identity:
        if not self.has_team:
            raise SportelloError("no-team")
        return identity.known(self.store.profile, self.secrets, SystemEntropy())

    def password_variable(self, address: str) -> str:
        """The environment variable that may carry the mailbox's password."""
        return variable_of(address)

    def founding(self) -> Founding:
        ports = self.ports
        return Founding(
            self.store,
            self.secrets,
            SystemClock(),
            SystemEntropy(),
            lambda me: journal_of(ports(me.home), me),
        )

    def place(self, home: str) -> ImapPlace:
        """The home mailbox."""
        account = Accounts(self.mailboxes.settings, _imap_account)[home]
        place = ImapPlace(account, lambda: self.secrets.password(home))
        self.closing.callback(place.close)
        return place

    def ports(self, home: str) -> Ports:
        team = self.store.entries.team()
        spoken = str(team.policy.get("language", "")) if team else ""
        return Ports(
            store=self.store,
            place=self.place(home),
            host=self.host,
            parser=self.parser,
            outgoing=self.outgoing,
            clock=SystemClock(),
            entropy=SystemEntropy(),
            pause=time.sleep,
            attribution=customer_text(spoken if spoken in LANGUAGES else language_of(self.environ), "attribution"),
            follow_up={language: customer_text(language, "follow_up") for language in LANGUAGES},
        )


@contextmanager
def opened(path: Path | None, environ: Mapping[str, str]) -> Iterator[Profile]:
    """Opens a profile, made if it is not there; everything is closed at the end. Raises SportelloError
    ``profile-not-usable``, or what the store says of its database."""
    path = path or default_profile()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SportelloError("profile-not-usable", profile=str(path), detail=error.strerror or str(error)) from error
    with ExitStack() as closing:
        guard = ProfileLock(path)
        closing.callback(guard.release)
        store = SqliteStore(path / DATABASE)
        closing.callback(store.close)
        secrets = ProfileSecrets(path, environ)
        parser = ChildParser()
        closing.callback(parser.close)
        mailboxes = Mailboxes(store)
        host = ImapMailboxHost(Accounts(mailboxes.settings, _imap_account), secrets)
        closing.callback(host.close)
        outgoing = SmtpOutgoing(Accounts(mailboxes.settings, _smtp_account), secrets, SystemClock())
        schedule = BackgroundSchedule()
        closing.callback(schedule.close)
        yield Profile(
            path,
            environ,
            store,
            secrets,
            parser,
            host,
            outgoing,
            schedule,
            FolderDownloads(),
            mailboxes,
            guard,
            closing,
        )


def _imap_account(address: str, settings: Settings) -> ImapAccount:
    return ImapAccount(
        address,
        str(settings.get("user", address)),
        str(settings["imap_host"]),
        int(settings["imap_port"]),
        cast("Security", settings.get("security", "tls")),
        int(settings.get("budget", _BUDGET)),
    )


def _smtp_account(address: str, settings: Settings) -> SmtpAccount:
    return SmtpAccount(
        address,
        str(settings.get("user", address)),
        str(settings["smtp_host"]),
        int(settings["smtp_port"]),
        cast("Security", settings.get("smtp_security", settings.get("security", "tls"))),
    )
