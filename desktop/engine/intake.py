"""Mail of the shared mailboxes into the local store: inbox and Sent, read with PEEK, the newest first.

A first reading goes backwards through spans of time, each three times as long as the one before: Sent of the span,
then the inbox. When all of a span is here the cursors say so (``FolderCursor.since``), and what its mails mean for
the team can be told (``engine.coverage``) while older mail is still on its way. Which mails are here is known by
their places, so a kill anywhere costs at most the batch that was being read; what is to be read next is worked out
anew each time. New mail is looked for before each step.

One step reads at most ``STEP`` mails of a mailbox, so that several are read side by side and a person can pause. A
mail that its server cannot deliver costs that mail (``engine.salvaging``). What the mails mean is ``engine.filing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.errors import SportelloError
from desktop.engine.attachments import kept_with
from desktop.engine.coverage import EVERYTHING, NOTHING, Coverage
from desktop.engine.forms import Forms
from desktop.engine.keeping import Batch, Keeping
from desktop.engine.precedence import Precedence
from desktop.engine.salvaging import DAMAGE, ChunkFailed, Salvaging
from desktop.ports.clock import Clock
from desktop.ports.mailbox import FolderState, Mailbox, MailboxHost, MailFolders, RawMail
from desktop.ports.parser import MailParser, Parsed
from desktop.ports.store import Store
from desktop.ports.store.messages import FolderCursor, Message, Place

STEP = 2_500
"""Mails of a first reading between two looks at what is new: a second or two."""

CHUNK = 100
"""New mails asked for at once."""

BIG = 2_000
"""Mails of a folder whose first reading takes a turn in the team, so that a server is not asked by all at once; the
last weeks of it are read without."""

_SMALL = 300
"""Mails that are read in one span, however old they are."""

_FIRST_SPAN, _WIDER = 2 * 24 * 3600, 3
_LAST_SPAN = 180 * 24 * 3600
"""Seconds; what is older is read as one span."""


@dataclass(slots=True)
class _Folder:
    """One folder in a step. ``others`` of the mailbox tell whether its server is well."""

    cursor: FolderCursor
    state: FolderState
    outgoing: bool
    others: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.state.name


@dataclass(slots=True)
class _Look:
    """How the folders of a mailbox stood when they were looked at. ``done``: the cursors since all that had been read;
    while neither changes there is nothing to do."""

    states: tuple[FolderState, ...]
    done: Sequence[FolderCursor] = ()


@dataclass(slots=True)
class _Listing:
    """Mails of a folder's span that were there when it was listed and have not been asked for: nothing can come to
    them."""

    uid_validity: int
    since: int
    uids: set[int]


class _NumberedAnew(Exception):
    """The folder's UIDVALIDITY has changed since this step began: the next one begins with that."""


class Intake:
    def __init__(
        self,
        store: Store,
        host: MailboxHost,
        parser: MailParser,
        clock: Clock,
        forms: Forms,
        precedence: Precedence | None = None,
    ) -> None:
        self._precedence = precedence or Precedence()
        self._forms = forms
        self._store = store
        self._keeping = Keeping(store, self._precedence)
        self._host = host
        self._parser = parser
        self._clock = clock
        self._salvaging = Salvaging(host, store.profile)
        self._coverage = Coverage(store)
        self._looks: dict[str, _Look] = {}
        self._listings: dict[tuple[str, str], _Listing] = {}

    def read(self, address: str, turn: Callable[[], bool], *, backwards: bool = True) -> bool:
        """What is new in inbox and Sent of one mailbox, and one step of its first reading; without ``backwards`` only
        until the last days are here. Whether there is more of that. Raises Offline or SportelloError; what had been
        read by then is kept. The old mail of a big folder asks for its ``turn`` and raises SportelloError
        ``import-waits`` when it is somebody else's."""
        try:
            more = self._step(address, turn, backwards)
        except _NumberedAnew:
            return True
        except SportelloError:
            self._coverage.in_trouble(address, True)
            raise
        self._coverage.in_trouble(address, False)
        return more

    def read_since(self, address: str, moment: int, turn: Callable[[], bool]) -> None:
        """Until all that came at or after that moment is here. Raises as ``read`` does."""
        while self.read(address, turn) and self._coverage.since(address) > moment:
            pass

    def progress(self, address: str) -> tuple[int, int]:
        """Mails of the mailbox that are here, and how many there are as far as was seen."""
        cursors = self._store.messages.cursors(address)
        held = sum(self._store.messages.held(address, cursor.folder, NOTHING) for cursor in cursors)
        look = self._looks.get(address)
        return held, max(held, sum(state.exists for state in look.states) if look else held)

    def state(self, address: str, folder: str) -> FolderState | None:
        """How a folder stood when it was last looked at here."""
        look = self._looks.get(address)
        return next((state for state in look.states if state.name == folder), None) if look else None

    def unsaid(self) -> list[SportelloError]:
        """Mails that a server could not deliver, each told of once."""
        return self._salvaging.unsaid()

    def _step(self, address: str, turn: Callable[[], bool], backwards: bool) -> bool:
        known = self._store.messages.cursors(address)
        with self._host.borrow(address) as mailbox:
            sent = next((cursor.folder for cursor in known if cursor.folder.upper() != "INBOX"), None)
            found, states = mailbox.look(sent)
        folders = self._folders(address, found, states, known)
        before, look = self._looks.get(address), _Look(states)
        if before is not None and before.done == known and before.states == states:
            return False
        self._looks[address] = look
        for folder in folders:
            self._news(folder)
            if folder.cursor.settled:
                self._vanished(folder, before)
        left = STEP
        while left == STEP:  # a span may be empty
            open_ = [folder for folder in folders if not folder.cursor.settled]
            if not open_:
                look.done = self._store.messages.cursors(address)
                return False
            if not (backwards or self._coverage.since(address) == NOTHING):
                return False
            since = self._next_span(open_)
            for folder in open_:
                if folder.cursor.since > since and left > 0:
                    left -= self._backwards(folder, since, left, turn)
        return left <= 0 or any(not folder.cursor.settled for folder in folders)

    def _folders(
        self, address: str, found: MailFolders, states: Sequence[FolderState], known: Sequence[FolderCursor]
    ) -> list[_Folder]:
        """Sent first: an answer is to be here before its question is judged. All cursors begin before any mail is
        read, or a mailbox would count as read whose other folder was never looked at."""
        names = [state.name for state in states]
        folders = [
            _Folder(
                self._cursor(address, state),
                state,
                state.name == found.sent,
                tuple(other for other in names if other != state.name),
            )
            for state in states
        ]
        for cursor in known:
            if cursor.folder not in names:  # renamed by somebody: it is read anew under its new name
                self._store.messages.purge_folder(address, cursor.folder)
        with self._store.transaction():
            for folder in folders:
                if folder.cursor not in known:
                    self._keeping.reach(folder.cursor)
        return folders

    def _cursor(self, address: str, state: FolderState) -> FolderCursor:
        cursor = self._store.messages.folder(address, state.name)
        if cursor is not None and cursor.uid_validity == state.uid_validity:
            return cursor
        if cursor is not None:
            self._store.messages.purge_folder(address, state.name)
            self._salvaging.forget(address, state.name, self._salvaging.given_up(address, state.name))
        newest = state.uid_next - 1
        return FolderCursor(address, state.name, state.uid_validity, newest, newest == 0, NOTHING)

    # -- what is new ------------------------------------------------------------------------------------------------

    def _news(self, folder: _Folder) -> None:
        if folder.state.uid_next == folder.cursor.uid + 1:
            return
        address = folder.cursor.mailbox
        while True:
            try:
                with self._host.borrow(address) as mailbox:
                    self._selected(mailbox, folder)
                    uids = mailbox.uids_after(folder.cursor.uid)
                    for begin in range(0, len(uids), CHUNK):
                        chunk = uids[begin : begin + CHUNK]
                        self._take(mailbox, folder, chunk)
                        self._reached(folder, replace(folder.cursor, uid=chunk[-1]))
                return
            except ChunkFailed as failed:
                chunk = tuple(failed.uids)
            for uid in chunk:
                self._singly(folder, uid)
                self._reached(folder, replace(folder.cursor, uid=max(uid, folder.cursor.uid)))

    def _vanished(self, folder: _Folder, before: _Look | None) -> None:
        """Mails that others moved or deleted. Counting tells whether there are any; only then the server is asked
        which, and only where it does not know what has gone since the look ``before`` the folder is listed."""
        cursor, messages = folder.cursor, self._store.messages
        noted = self._salvaging.given_up(cursor.mailbox, folder.name)
        if not noted and messages.held(cursor.mailbox, folder.name, folder.state.uid_next) == folder.state.exists:
            return
        here = messages.uids(cursor.mailbox, folder.name)
        if sum(uid < folder.state.uid_next for uid in here | noted) == folder.state.exists:
            return
        with self._host.borrow(cursor.mailbox) as mailbox:
            self._selected(mailbox, folder)
            there = self._left(mailbox, folder, here | noted, before) or frozenset(mailbox.uids_after(0))
        self._salvaging.forget(cursor.mailbox, folder.name, noted - there)
        gone = {uid for uid in here - there if uid <= cursor.uid}
        now = int(self._clock.now().timestamp())
        self._store.missing.vanished(cursor.mailbox, folder.name, gone, now)
        if any(uid <= cursor.uid for uid in there - here - noted):  # what is not here is read
            self._reached(folder, replace(cursor, settled=False, since=NOTHING))

    def _left(self, mailbox: Mailbox, folder: _Folder, held: frozenset[int], before: _Look | None) -> frozenset[int]:
        """What the folder still has of what is here, when that is all that it has; else nothing."""
        earlier = next((state for state in before.states if state.name == folder.name), None) if before else None
        if earlier is None or earlier.highest_modseq is None or earlier.uid_validity != folder.state.uid_validity:
            return frozenset()
        gone = mailbox.vanished_since(earlier.highest_modseq)
        left = held - gone if gone is not None else frozenset[int]()
        return left if sum(uid < folder.state.uid_next for uid in left) == folder.state.exists else frozenset()

    # -- what was there before --------------------------------------------------------------------------------------

    def _next_span(self, folders: Sequence[_Folder]) -> int:
        """Where the next span begins, as seconds since 1970."""
        if sum(folder.state.exists for folder in folders) <= _SMALL:
            return EVERYTHING
        now = int(self._clock.now().timestamp())
        since, span = max(folder.cursor.since for folder in folders), _FIRST_SPAN
        while now - span >= since:
            span *= _WIDER
        return now - span if span <= _LAST_SPAN else EVERYTHING

    def _backwards(self, folder: _Folder, since: int, most: int, turn: Callable[[], bool]) -> int:
        """At most so many mails of the span, the newest first. How many were read; when none is left the cursor says
        that all of the span is here."""
        address = folder.cursor.mailbox
        while True:
            try:
                with self._host.borrow(address) as mailbox:
                    self._selected(mailbox, folder)
                    left = self._unread(mailbox, folder, since)
                    if since == EVERYTHING and folder.state.exists > BIG and left and not turn():
                        raise SportelloError("import-waits", address=address)
                    uids = left[:most]
                    with self._store.in_bulk():
                        self._take(mailbox, folder, uids)
                    self._listings[address, folder.name].uids.difference_update(uids)
                    if len(uids) == len(left):
                        del self._listings[address, folder.name]
                        self._reached(folder, replace(folder.cursor, since=since, settled=since == EVERYTHING))
                return len(uids)
            except ChunkFailed as failed:
                chunk = failed.uids
            for uid in chunk:
                self._singly(folder, uid)

    def _unread(self, mailbox: Mailbox, folder: _Folder, since: int) -> list[int]:
        """Mails of the span that are not here, the newest first."""
        cursor = folder.cursor
        key = cursor.mailbox, folder.name
        listing = self._listings.get(key)
        if listing is None or listing.uid_validity != cursor.uid_validity or listing.since > since:
            # That nothing is left of a whole folder is believed only of a list of all its mails: a SEARCH may lag.
            there = mailbox.uids_after(0) if since == EVERYTHING else mailbox.uids_since(since)
            listing = _Listing(cursor.uid_validity, since, {uid for uid in there if uid <= cursor.uid})
            self._listings[key] = listing
        listing.uids -= self._store.messages.uids(*key) | self._salvaging.given_up(*key)
        return sorted(listing.uids, reverse=True)

    # -- reading ----------------------------------------------------------------------------------------------------

    def _selected(self, mailbox: Mailbox, folder: _Folder) -> None:
        state = mailbox.select(folder.name)
        if state.uid_validity != folder.cursor.uid_validity:
            raise _NumberedAnew

    def _take(self, mailbox: Mailbox, folder: _Folder, uids: Sequence[int]) -> None:
        """Fetched, parsed and stored, each while the next are under way. Raises ChunkFailed with the mails at which
        the fetching stopped."""
        received: set[int] = set()
        batch = Batch()
        mails = mailbox.fetch(uids)
        try:
            files = kept_with(self._store, folder.cursor.mailbox)
            for raw, parsed in self._parser.parse_all(self._noting(mails, received), files):
                self._add(batch, folder, raw, parsed)
                if batch.full:
                    self._keep(folder, batch)
                    batch = Batch()
        except SportelloError as error:
            if error.code == "no-parser":
                raise
            self._keep(folder, batch)
            raise ChunkFailed([uid for uid in uids if uid not in received][:CHUNK] or uids[-1:]) from error
        self._keep(folder, batch)

    def _noting(self, mails: Iterable[RawMail], received: set[int]) -> Iterator[RawMail]:
        for mail in mails:
            received.add(mail.uid)
            yield mail
            self._precedence.give_way()

    def _singly(self, folder: _Folder, uid: int) -> None:
        """A mail of a chunk that failed: what was read stays read when the next one fails."""
        address = folder.cursor.mailbox
        raw, whole = self._salvaging.mail(address, (folder.name, *folder.others), uid)
        with self._host.borrow(address) as mailbox:
            self._selected(mailbox, folder)
        for mail, parsed in self._parser.parse_all([raw] if raw else [], kept_with(self._store, address)):
            if not whole:
                parsed = replace(parsed, mail=replace(parsed.mail, damage=DAMAGE))
            batch = Batch()
            self._add(batch, folder, mail, parsed)
            self._keep(folder, batch)

    def _add(self, batch: Batch, folder: _Folder, raw: RawMail, parsed: Parsed) -> None:
        cursor = folder.cursor
        place = Place(cursor.mailbox, folder.name, cursor.uid_validity, raw.uid)
        batch.add(self._message(folder, raw, parsed), place)

    def _keep(self, folder: _Folder, batch: Batch) -> None:
        self._keeping.keep(batch.found, folder.cursor)

    def _message(self, folder: _Folder, raw: RawMail, parsed: Parsed) -> Message:
        address = folder.cursor.mailbox
        mail = parsed.mail if folder.outgoing else self._forms.read(address, parsed.mail)
        return Message(
            parsed.slot,
            mail,
            folder.outgoing,
            raw.internal_date,
            address,
            original=parsed.original,
            snippet=parsed.snippet if mail.origin is None else None,
        )

    def _reached(self, folder: _Folder, cursor: FolderCursor) -> None:
        folder.cursor = cursor
        self._keeping.reach(cursor)
