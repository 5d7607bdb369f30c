"""The use cases of one workstation put together over its ports: what the command line, the window and the
simulation drive. No globals: one graph per profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial

from desktop.domain.errors import SportelloError
from desktop.engine import recovery
from desktop.engine.acknowledging import Acknowledging
from desktop.engine.acting import Acting
from desktop.engine.afar import AfarJournal, There
from desktop.engine.aftermath import Aftermath
from desktop.engine.answers import Answers
from desktop.engine.attachments import Attachments
from desktop.engine.automatic import Automatic
from desktop.engine.awakening import Awakening
from desktop.engine.canned import Canned
from desktop.engine.erasing import Erasing
from desktop.engine.filing import Filing
from desktop.engine.first_looks import FirstLooks
from desktop.engine.flags import Flagging
from desktop.engine.following import Following
from desktop.engine.forms import Forms
from desktop.engine.identity import Identity
from desktop.engine.importing import Importing
from desktop.engine.intake import Intake
from desktop.engine.journal import Journal
from desktop.engine.laters import Laters
from desktop.engine.looking import Looking
from desktop.engine.missing import Whereabouts
from desktop.engine.patience import Patience
from desktop.engine.planning import Planning
from desktop.engine.precedence import Precedence
from desktop.engine.queries import Queries
from desktop.engine.relooking import Relooking
from desktop.engine.reminding import Reminding
from desktop.engine.restoring import Restoring
from desktop.engine.retention import Retention
from desktop.engine.reviewing import Reviewing
from desktop.engine.role import Role
from desktop.engine.sending import Sending
from desktop.engine.syncing import Syncing
from desktop.engine.transactions import Transactions
from desktop.journal.entries import DUTY, IMPORT
from desktop.mime.forms import Rules
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.lock import ProfileGuard
from desktop.ports.log import LogPlace
from desktop.ports.mailbox import MailboxHost
from desktop.ports.outgoing import Outgoing
from desktop.ports.parser import MailParser
from desktop.ports.store import Store


@dataclass(frozen=True, slots=True)
class Ports:
    """What a workstation is given. ``pause`` waits that many seconds between SMTP attempts; ``attribution`` is the
    line above a quote, with fields {date}, {time}, {name}; ``follow_up`` what a customer is asked, by language;
    ``forms`` the rules that come with the program."""

    store: Store
    place: LogPlace
    host: MailboxHost
    parser: MailParser
    outgoing: Outgoing
    clock: Clock
    entropy: Entropy
    pause: Callable[[float], None]
    attribution: str
    follow_up: Mapping[str, str] = field(default_factory=dict)
    forms: Rules = field(default_factory=lambda: Rules(()))
    precedence: Precedence = field(default_factory=Precedence)


@dataclass(frozen=True, slots=True)
class Workstation:
    """One identity's use cases."""

    store: Store
    entropy: Entropy
    journal: Journal
    acting: Acting
    attachments: Attachments
    automatic: Automatic
    awakening: Awakening
    canned: Canned
    duty: Role
    erasing: Erasing
    first_looks: FirstLooks
    importing: Importing
    following: Following
    laters: Laters
    looking: Looking
    queries: Queries
    relooking: Relooking
    reminding: Reminding
    restoring: Restoring
    retention: Retention
    reviewing: Reviewing
    sending: Sending
    syncing: Syncing
    whereabouts: Whereabouts

    def broken_off(self) -> SportelloError:
        """A person, or the system, ends this process now: its mails are settled, so that nothing looks as if it
        were still on its way; the team hears of it now if the line is up and nobody is in a hurry. What the person
        has to be told."""
        told = recovery.broken_off(self.store, self.journal)
        reading = self.looking.unfinished()
        if told.code != recovery.NOTHING_BEGUN or reading is not None:
            with suppress(SportelloError, KeyboardInterrupt):
                self.journal.connection.drop()  # it stands in the middle of a command
                self.journal.flush()
                self.looking.leave()
        return reading if reading is not None and told.code == recovery.NOTHING_BEGUN else told

    def new_id(self) -> str:
        """For a draft; a new mail's slot is made of it."""
        return self.entropy.token(12).hex()


def journal_of(ports: Ports, me: Identity) -> Journal:
    return Journal(ports.store, ports.place, ports.clock, ports.entropy, me, ports.precedence)


def assemble(
    ports: Ports,
    me: Identity,
    there: There | None = None,
    turn: AbstractContextManager[object] | None = None,
) -> Workstation:
    """Builds, touches nothing. With ``there`` the journal lives on another lane; ``turn`` is then shared by all lanes
    (see ``Looking``)."""
    store, clock = ports.store, ports.clock
    journal = journal_of(ports, me)
    if there is not None:
        journal = AfarJournal(store, ports.place, clock, ports.entropy, me, there)
    turn = turn or nullcontext()
    forms = Forms(journal, ports.forms)
    intake = Intake(store, ports.host, ports.parser, clock, forms, ports.precedence)
    flagging = Flagging(store.messages, ports.host, intake.state)
    filing, answers = Filing(store, journal, flagging), Answers(store, journal, flagging)
    whereabouts = Whereabouts(store, ports.host)
    looking = Looking(store, journal, intake, filing, answers, whereabouts, Role(journal, clock, IMPORT), turn)
    transactions = Transactions(store, journal, ports.outgoing, clock, ports.pause)
    planning = Planning(store, journal)
    aftermath = Aftermath(store, journal, ports.host, ports.parser, clock, planning)
    canned = Canned(store, journal, clock)
    sending = Sending(store, journal, looking, transactions, aftermath, canned, clock, ports.entropy, ports.attribution)
    automatic = Automatic(store, journal, transactions, clock)
    laters = Laters(store, journal, sending, automatic, clock)
    acknowledging = Acknowledging(store, journal, automatic, clock, ports.entropy)
    following = Following(store, journal, automatic, planning, looking, clock, ports.entropy, ports.follow_up)
    patience = Patience(store, clock)
    acting = Acting(journal, patience, planning)
    attachments = Attachments(store, ports.host, ports.parser)
    restoring = Restoring(store, ports.place, ports.entropy, journal, partial(journal_of, ports))
    return Workstation(
        store=store,
        entropy=ports.entropy,
        journal=journal,
        acting=acting,
        attachments=attachments,
        automatic=automatic,
        awakening=Awakening(journal, patience, clock),
        canned=canned,
        duty=Role(journal, clock, DUTY),
        erasing=Erasing(store, journal, ports.host, ports.entropy),
        first_looks=FirstLooks(store, journal, clock),
        importing=Importing(store, ports.parser, ports.precedence),
        following=following,
        laters=laters,
        looking=looking,
        queries=Queries(store, journal),
        relooking=Relooking(store, journal, forms, ports.parser),
        reminding=Reminding(store, clock),
        restoring=restoring,
        retention=Retention(store, journal, attachments, ports.parser, clock),
        reviewing=Reviewing(store, journal, acting, sending, patience, laters),
        sending=sending,
        syncing=Syncing(
            store, journal, looking, sending, aftermath, acknowledging, following, laters, patience, restoring
        ),
        whereabouts=whereabouts,
    )


def start(ports: Ports, me: Identity, guard: ProfileGuard) -> Workstation:
    """Takes the profile for this process, then settles what a former one left behind. Raises ProfileInUse. Without
    the lock a second process would take the first one's open answers for leftovers of a crash."""
    guard.acquire()
    workstation = assemble(ports, me)
    recovery.recover(ports.store, workstation.journal)
    return workstation
