"""The journal as a workstation lives it: catch up, and append and read back.

The order in here is the contract (WIRE.md section 5): an entry is stored with its id, then APPEND, then the log is
read to its end, then the fold says what became of it. Nothing is decided before the read-back, nothing is
pipelined, and an ambiguous APPEND is answered by looking, never by guessing.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.errors import LocksNotAvailable, Offline, RefusedByTeam, SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.connection import Connection
from desktop.engine.identity import Identity, journal_now
from desktop.engine.precedence import Precedence
from desktop.engine.replaying import Replay
from desktop.engine.safety import Safety
from desktop.engine.throttle import Throttle
from desktop.engine.timekeeping import LogTime
from desktop.journal import coalescing
from desktop.journal.codec import Draft, kind_name, message, read_statement
from desktop.journal.entries import (
    NEVER_QUEUED,
    OUTCOMES,
    ROLES,
    START,
    Abandoned,
    Claimed,
    Entry,
    Genesis,
    Invited,
    Joined,
    Kind,
    Position,
    Resumed,
    SendIntended,
    Uncertain,
)
from desktop.journal.state import GrantState, Team, Ticket
from desktop.journal.working import Verdict
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.log import AppendRefused, AppendUnknown, LogLost, LogMissing, LogPlace
from desktop.ports.store import Store
from desktop.ports.store.outbox import OutboxRow

STATEMENT_LIMIT = 40 * 1024
"""Octets of JSON; with base64 and headers an entry stays under the 64 kB of the contract."""

_TRIES = 3
_ALWAYS = (Invited, Joined, Resumed)
"""What ends a halt, or an old copy's quarantine, may be said in it."""

_NO_RIGHTS = ("removed", "leads-only", "not-invited", "unknown-author")
_REFUSALS = {"over-quota": "journal-mailbox-full", "read-only": "journal-read-only"}


class Journal:
    """One profile's journal."""

    def __init__(
        self,
        store: Store,
        place: LogPlace,
        clock: Clock,
        entropy: Entropy,
        me: Identity,
        precedence: Precedence | None = None,
    ) -> None:
        self.store = store
        self.me = me
        self.precedence = precedence or Precedence()
        self.safety = Safety(store.profile, store.entries, me.workstation)
        self.connection = Connection(store, place, me, self.safety)
        self.time = LogTime(clock)
        self._replay = Replay(store, me, self.safety)
        self.throttle = Throttle(store.profile, clock, me.home)
        self._tried: set[str] = set()
        self._clock = clock
        self._entropy = entropy

    # -- reading ------------------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Replay to the end of the log. Raises Offline, or LocksNotAvailable when order or identity is in doubt."""
        try:
            self._replay.to_the_end(self.connection.log())
        except LogLost as lost:
            raise self.connection.lost() from lost
        except LogMissing as missing:
            raise self.connection.missing() from missing
        self.connection.read_up = True
        self._tell_time()
        if self.safety.is_copy():
            self._declare_uncertain()
        self._withdraw_unread()

    def wait(self, seconds: float) -> bool:
        """Until the log may have something new. True when a look is worth while."""
        try:
            return self.connection.log().wait(seconds)
        except LogLost as lost:
            raise self.connection.lost() from lost
        except LogMissing as missing:
            raise self.connection.missing() from missing

    @property
    def team(self) -> Team:
        team = self.store.entries.team()
        if team is None:
            raise SportelloError("no-team")
        return team

    def ticket(self, ticket: str) -> Ticket:
        """The confirmed slice, merges followed. Raises SportelloError ``no-such-ticket``."""
        found = self.store.entries.ticket(self.store.entries.ticket_of_slot(ticket) or ticket)
        while found is not None and found.merged_into:
            found = self.store.entries.ticket(found.merged_into)
        if found is None:
            raise SportelloError("no-such-ticket", reference=ticket)
        return found

    @property
    def head(self) -> Position:
        """Where the replay stands."""
        cursor = self.store.entries.cursor()
        return Position(cursor.generation, cursor.uid) if cursor else START

    def verdict(self, entry_id: str) -> Verdict | None:
        """What the log said of an entry, None while it has not been read back."""
        recorded = self.store.entries.recorded(entry_id)
        return recorded.verdict if recorded else None

    def pending(self) -> Sequence[Entry]:
        """Own entries that wait to be appended, for the overlay."""
        return [entry for row in self.store.outbox.pending() if (entry := self._entry(row)) is not None]

    def same(self, named: str, ticket: str) -> bool:
        """Whether an entry that names this slot or ticket is about that ticket."""
        return bool(named) and (self.store.entries.ticket_of_slot(named) or named) == ticket

    # -- writing ------------------------------------------------------------------------------------------------

    def queue(self, ticket: str, body: Kind, entry_id: str = "") -> str:
        """Store an entry of our own, durably, to be appended by ``flush`` now or later. Returns its id. Once the
        profile has moved to another journal it is an entry of that one: lanes go on until all is opened anew."""
        entry_id = entry_id or self._entropy.token(12).hex()
        now = int(self._clock.now().timestamp())
        with self.store.transaction():
            journal, generation = journal_now(self.store.profile, self.me)
            draft = Draft(journal, generation, entry_id, ticket, self.me.author, now, self.head, body)
            statement = draft.statement()
            if len(statement) > STATEMENT_LIMIT:
                raise SportelloError("entry-too-long", limit=STATEMENT_LIMIT)
            self.store.outbox.add(OutboxRow(entry_id, kind_name(body), ticket, statement, now, "pending"))
        return entry_id

    def flush(self) -> None:
        """Append what is pending and read it back; in the safe state only outcomes of our own grants. Raises
        Offline or LocksNotAvailable; what was not read back stays pending."""
        if self.throttle.lately():
            self._coalesce()
        if not self.connection.read_up and self._sendable():
            self.catch_up()  # an old copy has to notice that it is one before it says how anything ended
        for _ in range(_TRIES):
            rows = self._sendable()
            if not rows:
                self._give_up_edits()
                return
            try:
                for row in rows:
                    self._append(row)
            except AppendUnknown:
                self.connection.drop()
            self.catch_up()
            self._set_aside(rows)
        if self._sendable():
            raise Offline("append-unconfirmed", address=self.me.home)

    def write(self, ticket: str, body: Kind, entry_id: str = "") -> tuple[str, Verdict]:
        """Store, append, read back, and say what became of it. For what is decided now or never: on Offline nothing
        is left behind that could take effect later unnoticed."""
        if not isinstance(body, _ALWAYS):
            self.safety.require()
        with self.precedence.first():
            entry_id = self.queue(ticket, body, entry_id)
            try:
                return entry_id, self._read_back(entry_id)
            except SportelloError:
                self._drop(entry_id, ticket, body)
                raise

    def submit(self, ticket: str, body: Kind) -> tuple[str, Verdict | None]:
        """An edit or an outcome: kept, and judged on arrival. No verdict while the log cannot be written."""
        entry_id = self.queue(ticket, body)
        try:
            self.flush()
        except (Offline, LocksNotAvailable):
            return entry_id, None
        return entry_id, self.verdict(entry_id)

    def begin(self, entry_id: str) -> bool:
        """Append a stored genesis to a folder that has none yet, once. Whether the log now begins with it."""
        row = self.store.outbox.get(entry_id)
        if row is None:
            raise LookupError(entry_id)
        return self.connection.begin(self._message(row), self.me.journal)

    # -- the append, step by step -------------------------------------------------------------------------------

    def _read_back(self, entry_id: str) -> Verdict:
        """Append until the log shows it: after an ambiguous append reconnect, replay, look, append again."""
        for _ in range(_TRIES):
            row = self.store.outbox.get(entry_id)
            if row is None:
                raise LookupError(entry_id)
            try:
                self._append(row)
            except AppendUnknown:
                self.connection.drop()
            self.catch_up()
            verdict = self.verdict(entry_id)
            if verdict is not None:
                return verdict
            self._set_aside([row])
        raise Offline("append-unconfirmed", address=self.me.home)

    def _append(self, row: OutboxRow) -> None:
        self.throttle.require()
        tried = row.id in self._tried
        self._tried.add(row.id)
        try:
            log = self.connection.log()
            self.time.asks(row.id)
            appended = log.append(self._message(row))
        except LogLost as lost:
            raise self.connection.lost() from lost
        except LogMissing as missing:
            raise self.connection.missing() from missing
        except AppendRefused as refused:
            if not tried:
                self._tried.discard(row.id)
            raise self._refused(refused) from refused
        self.throttle.over()
        cursor = self.store.entries.cursor()
        if cursor is None or appended.uid is None:
            return
        if appended.uid_validity != cursor.uid_validity:
            raise self.safety.doubt("journal-replaced", folder=self.me.folder)
        if appended.uid <= cursor.uid:
            raise self.safety.doubt("journal-gap", folder=self.me.folder)

    def _refused(self, refused: AppendRefused) -> SportelloError:
        if refused.reason == "missing":
            return self.connection.missing()
        if refused.reason == "throttled":
            return self.throttle.asked(refused.detail)
        if refused.reason in _REFUSALS:
            return self.safety.doubt(_REFUSALS[refused.reason], address=self.me.home, folder=self.me.folder)
        return SportelloError("journal-refused", address=self.me.home, detail=refused.detail)

    def _tell_time(self) -> None:
        for entry in self.time.unanswered():
            recorded = self.store.entries.recorded(entry)
            if recorded is not None:
                self.time.answered(entry, recorded.date)
        cursor = self.store.entries.cursor()
        if cursor is not None:
            self.time.read(cursor.date)

    def _set_aside(self, rows: Sequence[OutboxRow]) -> None:
        """Read back but not accepted: we were removed meanwhile, or may not say this. Kept for review."""
        ours = {row.id for row in rows if self.verdict(row.id) is None}
        for recorded in self.store.entries.tail(len(rows) + 100) if ours else ():
            if recorded.id in ours and recorded.verdict.reason in _NO_RIGHTS:
                self.store.outbox.refuse(recorded.id, recorded.verdict.reason)
                raise RefusedByTeam(recorded.verdict.reason)

    def _coalesce(self) -> None:
        """Fewer entries for a server that wants fewer. Only what no append was ever begun for, which only the process
        that wrote it can know."""
        waiting = [entry for entry in self.pending() if entry.author.run == self.me.run and entry.id not in self._tried]
        for found in coalescing.coalesced(waiting):
            with self.store.transaction():
                for entry_id in found.entries:
                    self.store.outbox.void(entry_id)
                self.queue(found.ticket, found.body)

    def _sendable(self) -> Sequence[OutboxRow]:
        """A genesis only ever begins a folder (``begin``); what is decided now or never is written by ``write``."""
        held_back = _names((Genesis, *NEVER_QUEUED))
        rows = [row for row in self.store.outbox.pending() if row.kind not in held_back]
        return rows if self.safety.current() is None else [row for row in rows if row.kind in _names(OUTCOMES)]

    def _give_up_edits(self) -> None:
        """Of a workstation that has left the team: what waits can never be said any more, and goes to the review."""
        reason = self.safety.current()
        if isinstance(reason, RefusedByTeam):
            for row in self.store.outbox.pending():
                self.store.outbox.refuse(row.id, reason.code)

    def _drop(self, entry_id: str, ticket: str, body: Kind) -> None:
        """What had to be decided at once was not read back: it must not take effect later."""
        if self.verdict(entry_id) is None:
            with self.store.transaction():
                self.store.outbox.void(entry_id)
                if isinstance(body, Claimed | SendIntended) and ticket not in ROLES:
                    self.queue(ticket, Abandoned(entry=entry_id))

    def _withdraw_unread(self) -> None:
        """After a restart: claims and intents that were stored but never read back are void, by an entry."""
        for entry in self.pending():
            if isinstance(entry.body, NEVER_QUEUED) and entry.author.run != self.me.run:
                self._drop(entry.id, entry.ticket, entry.body)

    def _declare_uncertain(self) -> None:
        """In an old copy of the database nothing is known of how our own open grants ended: what it takes for a mail
        that never left may have left after the copy was made."""
        for entry in self.pending():
            if isinstance(entry.body, Abandoned):
                self.store.outbox.void(entry.id)
        said = {entry.body.grant for entry in self.pending() if isinstance(entry.body, Uncertain)}
        for ticket_id in self.store.entries.unresolved():
            for grant in self.ticket(ticket_id).grants.values():
                own = grant.workstation == self.me.workstation and grant.id not in said
                if own and grant.state is GrantState.GRANTED:
                    self.queue(ticket_id, Uncertain(grant=grant.id, reply="database copy"))

    def _message(self, row: OutboxRow) -> bytes:
        """The same signed statement under a Message-ID of this attempt's own."""
        entry = self._entry(row)
        verb = entry.body.verb if entry is not None and isinstance(entry.body, Kind) else row.kind
        ticket = self.store.entries.ticket(self.store.entries.ticket_of_slot(row.ticket) or row.ticket)
        about = f" {shown_reference(ticket.reference)}" if ticket is not None else ""
        attempt = self._entropy.token(8).hex()
        return message(row.statement, self.me.signer, f"{self.me.name} {verb}{about}", self.me.home, attempt)

    def _entry(self, row: OutboxRow) -> Entry | None:
        return read_statement(row.statement, Position(self.me.generation, 0), row.created)


def _names(kinds: Sequence[type[Kind]]) -> tuple[str, ...]:
    return tuple(str(kind.__struct_config__.tag) for kind in kinds)
