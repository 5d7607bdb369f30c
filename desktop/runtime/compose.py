"""The composition root: the one place that knows the adapters. One object graph per profile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from desktop.adapters.discovery.lookups import NetworkLookups
from desktop.adapters.imap.account import ImapAccount, Security
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.imap.line import Line
from desktop.adapters.imap.place import ImapPlace
from desktop.adapters.oauth.pages import WebPages
from desktop.adapters.parsing.pool import ParserPool
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.platform.downloads import FolderDownloads
from desktop.adapters.platform.entropy import SystemEntropy
from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.platform.paths import default_profile
from desktop.adapters.platform.team_files import folders, newest
from desktop.adapters.schedule.background import BackgroundSchedule
from desktop.adapters.secrets.profile import ProfileSecrets, variable_of
from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.outgoing import SmtpOutgoing
from desktop.adapters.spelling.hunspell import HunspellSpelling
from desktop.adapters.store.sqlite import SqliteStore
from desktop.adapters.web.pictures import WebPictures
from desktop.adapters.web.updates import FoldersAndWeb
from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import SIGN_IN
from desktop.domain.team_files import ENDING
from desktop.engine import autoconfig, identity
from desktop.engine.afar import There
from desktop.engine.founding import Founding
from desktop.engine.identity import IDENTITY, MAILBOXES, Identity
from desktop.engine.precedence import Precedence
from desktop.engine.signing_in import SigningIn
from desktop.engine.tokens import MailboxTokens
from desktop.engine.updating import Updating
from desktop.engine.workstation import Ports, Workstation, assemble, journal_of, start
from desktop.ports.discovery import Lookups
from desktop.ports.downloads import Downloads
from desktop.ports.mailbox import MailboxHost
from desktop.ports.notifier import Note, Notifier
from desktop.ports.pictures import Pictures
from desktop.ports.schedule import Schedule
from desktop.ports.secrets import Typed
from desktop.ports.spelling import Spelling
from desktop.ports.store import Store
from desktop.runtime.accounts import Accounts, Settings
from desktop.runtime.release import release
from desktop.runtime.rules import shipped_rules
from desktop.runtime.sentences import LANGUAGES, Sentences, customer_text, language_of

Pause = Callable[[float], None]

DATABASE = "sportello.db"
_BUDGET = 3


@dataclass(slots=True)
class Mailboxes:
    """Settings of all mailboxes: the team's, and before them what set-up was told just now. A server that has moved
    can only be reached by what the journal on it does not say yet."""

    store: Store
    bootstrap: dict[str, Settings] = field(default_factory=dict)
    published: Mapping[str, Settings] | None = None
    """What other lanes than the store's own go by."""

    def settings(self) -> Mapping[str, Settings]:
        known = _known(self.store) if self.published is None else self.published
        return {**known, **self.bootstrap}

    def publish(self, store: Store) -> None:
        """From now on the settings are what ``store`` says at this moment, and any thread may ask for them."""
        self.published = _known(store)


def _known(store: Store) -> Mapping[str, Settings]:
    team = store.entries.team()
    return {**store.profile.get(MAILBOXES, {}), **(team.mailboxes if team else {})}


@dataclass(frozen=True, slots=True)
class Profile:
    """An opened profile: its store, secrets and adapters."""

    path: Path
    environ: Mapping[str, str]
    store: SqliteStore
    secrets: ProfileSecrets
    tokens: MailboxTokens
    parser: ParserPool
    host: MailboxHost
    outgoing: SmtpOutgoing
    schedule: Schedule
    downloads: Downloads
    pictures: Pictures
    spelling: Spelling
    mailboxes: Mailboxes
    guard: ProfileLock
    line: Line
    closing: ExitStack
    precedence: Precedence

    @property
    def has_team(self) -> bool:
        return self.store.profile.get(IDENTITY) is not None

    @property
    def enrolled(self) -> bool:
        """Whether set-up has come to its end: a team that was founded half is none yet."""
        team = self.store.entries.team()
        return self.has_team and team is not None and bool(team.mailboxes)

    def workstation(self) -> Workstation:
        """For reading: takes no lock and settles nothing. Raises SportelloError ``no-team``."""
        me = self.identity()
        return assemble(self.ports(me.home), me)

    def started(self) -> Workstation:
        """For acting: this process is the profile's. Raises ProfileInUse."""
        me = self.identity()
        return start(self.ports(me.home), me, self.guard)

    def reader(self) -> SqliteStore:
        """A connection of its own for lists, which can write nothing. Close it."""
        return SqliteStore(self.path / DATABASE, read_only=True)

    @contextmanager
    def lane(
        self, me: Identity, pause: Pause, there: There | None = None, turn: AbstractContextManager[object] | None = None
    ) -> Iterator[Workstation]:
        """A lane's own graph over its own database connection; opened and used in the lane's thread. Without
        ``there`` it is the one on which the journal lives."""
        store = SqliteStore(self.path / DATABASE)
        try:
            yield assemble(self._ports(store, me.home, pause), me, there, turn)
        finally:
            store.close()

    @contextmanager
    def updates(self) -> Iterator[Updating]:
        """For a lane of their own."""
        store = SqliteStore(self.path / DATABASE)
        try:
            yield self.updating(store)
        finally:
            store.close()

    def updating(self, store: Store) -> Updating:
        return Updating(store, FoldersAndWeb(), self.downloads, SystemClock(), release())

    def new_id(self) -> str:
        return SystemEntropy().token(12).hex()

    def redial(self) -> None:
        """Closes the connections that were open until now; from any thread."""
        self.line.drop()

    def hang_up(self) -> None:
        """Ends whatever waits on a server, at once and for good; from any thread."""
        self.line.cut()
        self.outgoing.end()
        self.parser.close()

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
        return ImapPlace(account, lambda: self.tokens.password(home), self.line)

    def ports(self, home: str) -> Ports:
        return self._ports(self.store, home, time.sleep)

    def _ports(self, store: Store, home: str, pause: Pause) -> Ports:
        team = store.entries.team()
        spoken = str(team.policy.get("language", "")) if team else ""
        return Ports(
            store=store,
            place=self.place(home),
            host=self.host,
            parser=self.parser,
            outgoing=self.outgoing,
            clock=SystemClock(),
            entropy=SystemEntropy(),
            pause=pause,
            attribution=customer_text(spoken if spoken in LANGUAGES else language_of(self.environ), "attribution"),
            forms=shipped_rules(),
            precedence=self.precedence,
            follow_up={language: customer_text(language, "follow_up") for language in LANGUAGES},
        )


def lookups(given_up: Callable[[], bool] = lambda: False) -> Lookups:
    """For the first run. ``given_up`` may be asked from any thread."""
    return NetworkLookups(autoconfig.LARGEST, given_up)


def place_of(path: Path | None) -> Path:
    """A profile's folder: the one named, else the user's own."""
    return path or default_profile()


def waiting_team_file(environ: Mapping[str, str]) -> Path | None:
    """One that was put there for whoever starts the program on this computer."""
    return newest(folders(environ), ENDING)


@contextmanager
def opened(path: Path | None, environ: Mapping[str, str], typed: Typed | None = None) -> Iterator[Profile]:
    """Opens a profile, made if it is not there; everything is closed at the end. ``typed``: in this process, by a
    person. Raises SportelloError ``profile-not-usable``, or what the store says of its database."""
    path = place_of(path)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SportelloError("profile-not-usable", profile=str(path), detail=error.strerror or str(error)) from error
    with ExitStack() as closing:
        guard = ProfileLock(path)
        closing.callback(guard.release)
        store = SqliteStore(path / DATABASE)
        closing.callback(store.close)
        secrets = ProfileSecrets(path, environ, typed=typed)
        precedence = Precedence()
        parser = ParserPool(give_way=precedence.give_way)
        closing.callback(parser.close)
        mailboxes = Mailboxes(store)
        signing_in = SigningIn(WebPages(_coming_back(environ)), SystemClock(), SystemEntropy(), time.sleep)
        tokens = MailboxTokens(secrets, secrets.tokens, mailboxes.settings, signing_in, SystemClock())
        line = Line(tokens.refused)
        closing.callback(line.cut)
        host = ImapMailboxHost(Accounts(mailboxes.settings, _imap_account), tokens, line)
        closing.callback(host.close)
        outgoing = SmtpOutgoing(Accounts(mailboxes.settings, _smtp_account), tokens, SystemClock())
        schedule = BackgroundSchedule()
        closing.callback(schedule.close)
        yield Profile(
            path,
            environ,
            store,
            secrets,
            tokens,
            parser,
            host,
            outgoing,
            schedule,
            FolderDownloads(path / "shown"),
            WebPictures(),
            HunspellSpelling(),
            mailboxes,
            guard,
            line,
            closing,
            precedence,
        )


def _coming_back(environ: Mapping[str, str]) -> Callable[[bool], str]:
    """What the page says to which the browser comes back from signing in."""
    return lambda done: Sentences(language_of(environ)).line("signed-in-page" if done else "not-signed-in-page")


def _imap_account(address: str, settings: Settings) -> ImapAccount:
    return ImapAccount(
        address,
        str(settings.get("user", address)),
        str(settings["imap_host"]),
        int(settings["imap_port"]),
        cast("Security", settings.get("security", "tls")),
        int(settings.get("budget", _BUDGET)),
        by_token=bool(settings.get(SIGN_IN)),
    )


def _smtp_account(address: str, settings: Settings) -> SmtpAccount:
    return SmtpAccount(
        address,
        str(settings.get("user", address)),
        str(settings["smtp_host"]),
        int(settings["smtp_port"]),
        cast("Security", settings.get("smtp_security", settings.get("security", "tls"))),
        by_token=bool(settings.get(SIGN_IN)),
    )


def desktop_notifier(bus: str, pressed: Callable[[str, str], None], lost: Callable[[Note], None]) -> Notifier:
    """Over a session's D-Bus."""
    # Its library is there on Linux only.
    from desktop.adapters.notifications.freedesktop import FreedesktopNotifier

    return FreedesktopNotifier(bus, pressed, lost)
