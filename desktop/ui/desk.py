"""What the window asks of the program. The runtime composes it; the window never knows how."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from desktop.domain.commands import Command
from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.domain.texts import Text
from desktop.domain.ticket import Role
from desktop.engine.enrolling import MailboxWanted
from desktop.engine.updates import Offer
from desktop.journal.state import Team
from desktop.mime.forms import Rules
from desktop.ports.notifier import Notifier
from desktop.ports.store.drafts import Draft
from desktop.ports.store.people import People
from desktop.ports.store.reader import Reader
from desktop.ui.chosen import Chosen


class Said(Protocol):
    @property
    def message(self) -> str: ...
    @property
    def remedy(self) -> str: ...


class Words(Protocol):
    """Sentences for errors, in the window's language."""

    def of(self, error: SportelloError) -> Said: ...


class Requests(Protocol):
    """Nothing here waits or raises: what comes of it is told as notices."""

    def look(self) -> None:
        """At the journal, now."""
        ...

    def fetch(self) -> None:
        """At the journal and every mailbox, now."""
        ...

    def pause_reading(self, paused: bool) -> None:
        """The old mail of mailboxes that are read for the first time; or let it go on."""
        ...

    def open(self, ticket: str) -> None:
        """``ConversationRead``; from now on it counts as shown."""
        ...

    def reload(self, ticket: str) -> None:
        """``ConversationRead``; nothing new counts as shown."""
        ...

    def unread(self, ticket: str) -> None:
        """As if it had never been opened here."""
        ...

    def claim(self, ticket: str, take_over: bool = False) -> None: ...
    def release(self, ticket: str) -> None: ...
    def break_claim(self, ticket: str) -> None: ...
    def edit(self, ticket: str, command: Command) -> None: ...
    def merge(self, into: str, absorbed: str, *, sure: bool = False) -> None:
        """Another ticket of the same customer goes into this one: ``Merged``, or ``MergeAsked`` unless ``sure``."""
        ...

    def split(self, ticket: str, slots: tuple[str, ...]) -> None:
        """These mails leave the ticket; back to the one that they were merged from, if they were."""
        ...

    def invite(self, path: str, role: Role) -> None:
        """``Invited``: a team file that lets one workstation in."""
        ...

    def configure(self, mailbox: str, changes: Mapping[str, str | int]) -> None:
        """Settings of a mailbox, for the whole team; a lead's word. The others stay."""
        ...

    def add_mailbox(self, wanted: MailboxWanted) -> None:
        """For the whole team; a lead's word. ``MailboxTried``."""
        ...

    def remove(self, workstation: str) -> None:
        """From the team; a lead's word."""
        ...

    def keep_draft(self, draft: Draft, instead_of: Collection[str] = ()) -> None:
        """``DraftKept``. ``instead_of``: ids of drafts whose text has gone into this one."""
        ...

    def note(self, draft: Draft) -> None:
        """``DraftKept``: an internal note, finished."""
        ...

    def rewrite(self, draft_id: str) -> None:
        """A stopped reply's text as a fresh draft on its ticket, which is opened."""
        ...

    def send(self, draft: Draft, seconds: float) -> None:
        """``DraftKept``, then, unless that was refused, ``SendEnded``; at ``draft.leaves``, if it says so."""
        ...

    def undo(self, draft_id: str) -> None:
        """What is about to leave, or was to leave later, is being written again: ``ConversationRead``, with the
        draft."""
        ...

    def review(self) -> None: ...
    def settle(self, item: str, decision: str) -> None: ...
    def new_password(self, address: str, password: str) -> None:
        """Typed by a person: tried, and kept when it opens the mailbox. ``Trouble`` when it does not."""
        ...

    def stop_follow_up(self, follow_up: str) -> None: ...


class Parts(Protocol):
    """What belongs to a mail beside its text, and files that leave with one. Answered like ``Requests``."""

    def page(self, slot: str) -> None:
        """``PageRead``, then an ``ImageRead`` for each of the mail's own images."""
        ...

    def export_customer(self, address: str, folder: str) -> None:
        """All that is here of them, into a new folder: ``CustomerExported``."""
        ...

    def put_back(self, slots: Sequence[str]) -> None:
        """Mails that somebody took out of their inbox."""
        ...

    def put_back_all(self, tickets: Sequence[str]) -> None:
        """Of these tickets; ``Trouble`` also when there are none."""
        ...

    def pictures(self, slot: str, places: Mapping[str, str]) -> None:
        """From elsewhere: ``ImageRead`` for each place."""
        ...

    def trust(self, slot: str, on: bool) -> None:
        """The pictures of this mail's sender without asking, or no more; then as ``page``."""
        ...

    def browse(self, slot: str) -> None:
        """``FileLent``."""
        ...

    def source(self, slot: str) -> None:
        """``SourceRead``."""
        ...

    def save(self, slot: str, part: str, path: str) -> None:
        """``AttachmentSaved``; the mail as it came where ``part`` is empty."""
        ...

    def lend_mail(self, slot: str) -> None:
        """``MailLent``."""
        ...

    def glimpse(self, slot: str) -> None:
        """``Glimpsed`` for each attachment of which something can be shown without a connection."""
        ...

    def look_at(self, slot: str, part: str) -> None:
        """``FileLent``."""
        ...

    def fetch_body(self, slot: str) -> None:
        """Of a mail that is kept on the server only: ``TicketsChanged``, or ``Trouble``."""
        ...

    def attach_mail(self, draft_id: str, slot: str, taken: int) -> None:
        """``FilesRead``: the mail as it came, as a file."""
        ...

    def attach(self, draft_id: str, paths: Sequence[str], taken: int) -> None:
        """``FilesRead``; ``taken`` octets are attached already."""
        ...


class Letters(Protocol):
    """As ``Requests``: nothing here waits or raises."""

    def begin_mail(self) -> None:
        """``MailBegun``: what was begun of a new mail, if anything was."""
        ...

    def spell(self, language: str) -> None:
        """``SpellerFound``: for what is written in that language."""
        ...

    def jot(self, about: str, value: object) -> None:
        """What is being typed about something, as JSON has it; None takes it away. ``Trouble`` when not."""
        ...

    def sign(self, text: str, mailbox: str) -> None:
        """One's own lines under mails from that mailbox; for all others where it is empty. ``Trouble`` when not."""
        ...


class Searches(Protocol):
    """As ``Requests``: nothing here waits or raises."""

    def search(self, number: int, query: Query) -> None:
        """``Found``, as long as no other search is asked for."""
        ...

    def figures(self) -> None:
        """``FiguresRead``."""
        ...

    def read(self, slot: str) -> None:
        """A mail that belongs to no ticket: ``HistoryRead``."""
        ...

    def save(self, name: str, typed: str) -> None:
        """As a place; ``SearchesSaved``, as after the next two."""
        ...

    def rename(self, name: str, new: str) -> None: ...
    def remove(self, name: str) -> None: ...


class Library(Protocol):
    """The team's canned responses; a lead's word. ``TextsChanged``, or ``Trouble``."""

    def save(self, text: Text, saw: str, files: Mapping[str, bytes]) -> None:
        """``saw``: the entry of the version that was changed; ``files`` by SHA-256."""
        ...

    def remove(self, key: str) -> None: ...
    def take_in(self, path: str) -> None:
        """A file of texts; empty for the set that comes with the program."""
        ...

    def export(self, path: str) -> None:
        """``AttachmentSaved``."""
        ...


class Leading(Protocol):
    """A lead's word to the whole team. As ``Requests``: nothing here waits or raises; ``Trouble`` when not."""

    def halt(self, reason: str) -> None:
        """Nobody claims or sends until ``resume``."""
        ...

    def resume(self) -> None: ...
    def look_what_goes(self, address: str) -> None:
        """With a customer who is to be erased: ``CustomerGoing``."""
        ...

    def erase(self, address: str, *, mail_too: bool) -> None:
        """On every workstation, and on the server if ``mail_too``: ``CustomerErasedHere``."""
        ...

    def restore(self, *, anew: bool = False) -> None:
        """A lost journal, from what is known here: ``JournalMoved``. ``anew``: what another lead has begun and does not
        finish is put aside."""
        ...


class Surveys(Protocol):
    """As ``Requests``: nothing here waits or raises."""

    def survey(self, address: str) -> None:
        """How a mailbox stands: ``Counting``, then ``Counted`` or ``NotCounted``."""
        ...

    def find(self, address: str) -> None:
        """The servers of a mailbox: ``ServersFound``."""
        ...

    def stop(self) -> None:
        """Nothing more is told of it."""
        ...


class SignIns(Protocol):
    """As ``Requests``: nothing here waits or raises."""

    def sign_in(self, address: str, *, by_code: bool = False) -> None:
        """By the page of the mailbox's provider: ``SignInShown``, then ``SignInEnded``."""
        ...

    def stop(self) -> None:
        """Nobody is waited for any more."""
        ...


class Moving(Protocol):
    """Files that leave this workstation or come in. As ``Requests``: nothing here waits or raises."""

    def export_tickets(self, tickets: Sequence[str], folder: str) -> None:
        """Into a new folder: ``Exported``, as after the next two."""
        ...

    def export_place(self, place: str, folder: str) -> None:
        """All that it lists."""
        ...

    def export_found(self, query: Query, folder: str) -> None:
        """An empty query finds everything."""
        ...

    def take_in(self, paths: Sequence[str]) -> None:
        """mbox and EML files, as history: ``TakenIn``."""
        ...

    def back_up(self, path: str) -> None:
        """One's own settings and drafts: ``BackedUp``."""
        ...

    def bring_back(self, path: str) -> None:
        """``BroughtBack``."""
        ...

    def stop(self) -> None:
        """What is under way. An export goes away again; of mails, what was taken in by then stays."""
        ...


class Updates(Protocol):
    """As ``Requests``: nothing here waits or raises."""

    def save(self, offer: Offer, folder: str) -> None:
        """``UpdateSaved``."""
        ...

    def publish(self, path: str) -> None:
        """A manifest's file, for the whole team; a lead's word. ``UpdatePublished``, or ``Trouble``."""
        ...


class Facts(Protocol):
    """Of the workstation; none of them waits."""

    @property
    def agent(self) -> str:
        """Our agent's id."""
        ...

    @property
    def workstation(self) -> str: ...
    @property
    def team(self) -> Team: ...
    @property
    def undo_seconds(self) -> int: ...
    @property
    def rules(self) -> Rules:
        """For forms, that come with the program."""
        ...

    def new_id(self) -> str:
        """For a draft."""
        ...

    def signature(self, mailbox: str) -> str:
        """What stands under a mail that leaves from there now."""
        ...

    def own_signature(self, mailbox: str) -> str:
        """One's own part of it."""
        ...

    def jotted(self) -> dict[str, Any]:
        """What was being typed, by what it is about."""
        ...

    def log(self) -> str:
        """Its end, for support, with nothing secret in it."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that one window is given."""

    requests: Requests
    parts: Parts
    searches: Searches
    facts: Facts
    lists: Reader
    """Over a connection of the GUI thread's own that cannot write."""
    words: Words
    chosen: Chosen
    """What the person prefers."""
    notifier: Notifier
    surveys: Surveys
    people: People
    """Over the same connection."""
    letters: Letters
    library: Library
    sign_ins: SignIns
    leading: Leading
    updates: Updates
    moving: Moving
