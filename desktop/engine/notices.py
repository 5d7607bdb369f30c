"""What has changed, said by the lanes to whoever shows it. A notice says what changed, never what to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.engine.enrolling import ServersFound
from desktop.engine.figures import Promises
from desktop.engine.following import FollowUp
from desktop.engine.laters import Planned
from desktop.engine.mail_notices import (
    AttachmentSaved,
    FileLent,
    FilesRead,
    Glimpsed,
    ImageRead,
    MailLent,
    PageRead,
    SourceRead,
    SpaceRead,
)
from desktop.engine.moving_notices import MovingNotice
from desktop.engine.progress import Progress
from desktop.engine.queries import Conversation
from desktop.engine.reviewing import Item
from desktop.engine.signing_in import SignInEnded, SignInShown
from desktop.engine.survey import Counted, Counting, NotCounted
from desktop.engine.timeline import Line
from desktop.engine.updates import Offer
from desktop.journal.state import Team, Ticket
from desktop.ports.notifier import Note
from desktop.ports.spelling import Speller
from desktop.ports.store.drafts import Draft
from desktop.ports.store.reader import Hit


@dataclass(frozen=True, slots=True)
class TicketsChanged:
    """``ids`` is empty when it may be any of them."""

    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TeamChanged:
    team: Team


@dataclass(frozen=True, slots=True)
class LinkChanged:
    online: bool
    since: int
    """When it went up or down, seconds since 1970 UTC."""
    last_entry: int
    """Server's date of the newest entry read, 0 when there is none."""
    doubt: SportelloError | None = None
    """Why claiming and sending stop, although the server answers; or why it cannot be reached."""


@dataclass(frozen=True, slots=True)
class MailReading:
    """How far the first reading of a mailbox has come; no ``progress`` when it is over, or stands still for now."""

    address: str
    progress: Progress | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ConversationRead:
    conversation: Conversation
    lines: tuple[Line, ...]
    drafts: tuple[Draft, ...]
    """What is being written on it, oldest first: also what was begun on a ticket that is part of it now."""


@dataclass(frozen=True, slots=True)
class DraftKept:
    """This version is on the disk, or ``refused`` says why not. Its state tells what was asked for: to be kept while
    one writes on, or to go its way."""

    draft: Draft
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """The answer to our own claim or release."""

    ticket: str
    refused: SportelloError | None


@dataclass(frozen=True, slots=True)
class EditKept:
    """The oldest edit that was asked for on this ticket and not answered yet: it is on the disk, and ``ReviewRead``
    has told of it, or ``refused`` says why not."""

    ticket: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class EditRefused:
    """By the team, after it had been kept."""

    ticket: str
    why: SportelloError


@dataclass(frozen=True, slots=True)
class SendEnded:
    """``stopped`` is None when the mail has left."""

    draft: str
    ticket: str
    stopped: SportelloError | None


@dataclass(frozen=True, slots=True)
class ReviewRead:
    items: Sequence[Item]
    waiting_edits: int
    waiting_mails: int
    """What waits to be sent: own entries, and mails kept or on their way."""
    pending: tuple[Ticket, ...] = ()
    """Tickets with own edits that the log has not answered yet, these laid over them."""
    begun: frozenset[str] = frozenset()
    """Tickets on which something is being written here."""


@dataclass(frozen=True, slots=True)
class LeavingRead:
    """Follow-ups that have not left, earliest first."""

    follow_ups: tuple[FollowUp, ...]
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class MailBegun:
    """A new mail may be written: what had been begun of it, if anything had."""

    draft: Draft | None


@dataclass(frozen=True, slots=True)
class SpellerFound:
    """None where there is no dictionary of that language."""

    language: str
    speller: Speller | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found so far: its beginning first, so that there is something to see, then all of it."""

    number: int
    """Of the search, as it was asked for."""
    hits: tuple[Hit, ...]
    ended: bool
    more: bool
    """There is more than anybody would read."""


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """A mail that belongs to no ticket, with the others of its thread."""

    slot: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FiguresRead:
    promises: Promises


@dataclass(frozen=True, slots=True)
class SearchesSaved:
    """What was typed by name, in the order in which they were saved."""

    searches: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settled:
    item: str
    result: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A colleague at a ticket. ``sending``: an answer of theirs has no outcome yet."""

    number: int
    who: str
    since: int
    sending: bool = False


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """Not done: ``busy`` says who would be disturbed."""

    into: str
    absorbed: str
    busy: tuple[Busy, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The ticket that had ``number`` is part of ``into`` now, with these slots."""

    into: str
    number: int
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailboxTried:
    """The team has it now, unless something was ``refused``."""

    address: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class PasswordWaits:
    """Whether a mailbox's new password is still to be tried: its server cannot be reached."""

    address: str
    waits: bool


@dataclass(frozen=True, slots=True)
class TextsChanged:
    """What was asked for of the team's texts is done: ``saved``, ``removed``, or how many were brought in. Empty when
    it was not, of which ``Trouble`` tells."""

    done: str
    key: str = ""
    """Of the one text that it was about."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A team file lies at ``path``; ``expires`` in seconds since 1970 UTC."""

    path: str
    role: Role
    expires: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class JournalMoved:
    """The team goes on in another folder, and this workstation with it: everything has to be opened anew."""


@dataclass(frozen=True, slots=True)
class CustomerGoing:
    """What would be erased with them; nothing has been yet."""

    address: str
    counts: Mapping[str, int]
    """``mails``, ``tickets``, ``notes``."""


@dataclass(frozen=True, slots=True)
class CustomerErasedHere:
    """Said to every workstation, carried out on this one. ``counts`` as before, and ``on_server`` if that was asked."""

    address: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CustomerExported:
    """Into the folder ``path``; ``left_out`` mails could not be had as they came. Else ``why``."""

    path: str
    mails: int = 0
    left_out: int = 0
    why: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class UpdateFound:
    """A newer version of the program is there; None: none any more."""

    offer: Offer | None


@dataclass(frozen=True, slots=True)
class UpdateSaved:
    """Its installer lies at ``path``, checked."""

    path: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class UpdatePublished:
    """The team hears of this version from now on."""

    version: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person should hear of, about no ticket in particular."""

    why: SportelloError


@dataclass(frozen=True, slots=True)
class Crashed:
    """A fault of the program. ``report`` is the file that tells of it."""

    report: str
    summary: str


@dataclass(frozen=True, slots=True)
class EndedBadly:
    """The time before, the program did not come to its end. ``report`` is the file that tells of it, empty when there
    is none: the computer was switched off, or the program was ended from without."""

    report: str


@dataclass(frozen=True, slots=True)
class NotePressed:
    """A person has pressed an action of a note on the desktop."""

    note: str
    action: str


@dataclass(frozen=True, slots=True)
class NoteLost:
    """The desktop has nobody who shows it."""

    note: Note


Notice = (
    TicketsChanged
    | TeamChanged
    | FiguresRead
    | LinkChanged
    | MailReading
    | ConversationRead
    | DraftKept
    | ClaimAsked
    | EditKept
    | EditRefused
    | SendEnded
    | ReviewRead
    | LeavingRead
    | MailBegun
    | SpellerFound
    | Found
    | HistoryRead
    | SearchesSaved
    | PageRead
    | SourceRead
    | ImageRead
    | Glimpsed
    | FilesRead
    | AttachmentSaved
    | FileLent
    | MailLent
    | SpaceRead
    | Settled
    | Invited
    | TextsChanged
    | MailboxTried
    | MergeAsked
    | Merged
    | PasswordWaits
    | SignInShown
    | SignInEnded
    | JournalMoved
    | CustomerGoing
    | CustomerErasedHere
    | CustomerExported
    | MovingNotice
    | UpdateFound
    | UpdateSaved
    | UpdatePublished
    | Counting
    | Counted
    | NotCounted
    | ServersFound
    | Trouble
    | Crashed
    | EndedBadly
    | NotePressed
    | NoteLost
)
