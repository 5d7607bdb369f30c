"""A journal whose folder is lost: begun anew by a lead, followed by everybody else (WIRE.md section 10).

The restorer writes a genesis that names the lost journal into the folder of the next generation, and its own state
after it. Any workstation that misses its folder looks for such a genesis, signed by somebody who is a lead in its own
old state, follows it, and carries its own answers over. Nothing is granted for half an hour meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.errors import LocksNotAvailable, RefusedByTeam, SportelloError
from desktop.engine.connection import GENESIS_UID
from desktop.engine.identity import MAILBOXES, Identity, remember
from desktop.engine.journal import STATEMENT_LIMIT, Journal
from desktop.engine.laters import LATER
from desktop.engine.refusals import no_right
from desktop.journal import snapshot
from desktop.journal.codec import Signed, read, read_statement
from desktop.journal.entries import (
    NEVER_QUEUED,
    CarriedOver,
    Genesis,
    Kind,
    Opened,
    OpenedTicket,
    Position,
    SendPlanEnded,
    SnapshotPart,
)
from desktop.journal.filing import SLOTS
from desktop.journal.replay import is_genesis
from desktop.journal.restoring import packed, packed_grant, without_names
from desktop.journal.sharing import kept_files
from desktop.journal.state import Automatic, Team, Ticket
from desktop.ports.entropy import Entropy
from desktop.ports.log import LogLost, LogMissing, LogPlace, TeamLog
from desktop.ports.store import Store

_CARRY = "carry-over"
_BEGUN = "restoring"
_ENVELOPE = 2_000
"""Octets that an entry takes besides what it carries, rounded up."""
LOST = ("journal-missing", "journal-replaced", "journal-foreign", "journal-gap")
"""Doubts that may mean that the team goes on in another folder."""


class Restoring:
    """``journal_of`` makes a journal for another identity over the same ports."""

    def __init__(
        self,
        store: Store,
        place: LogPlace,
        entropy: Entropy,
        journal: Journal,
        journal_of: Callable[[Identity], Journal],
    ) -> None:
        self._store = store
        self._place = place
        self._entropy = entropy
        self._journal = journal
        self._journal_of = journal_of

    def restore(self, *, anew: bool = False) -> Identity:
        """By a lead whose folder is lost. ``anew``: what another lead has begun and not finished is put aside, because
        that computer never comes back. Raises RefusedByTeam ``leads-only``, ``journal-is-there``,
        ``restore-unfinished`` or ``restored-already`` (then ``follow``)."""
        self._require_lost()
        team = self._journal.team
        identity, entry = self._begun()
        journal = self._journal_of(identity)
        self._place.create(identity.folder)
        begun = journal.begin(entry)
        if not begun and self._is_unfinished(identity.folder, anew):
            self._put_aside(identity.folder)
            begun = journal.begin(entry)
        if not begun:
            self._store.outbox.void(entry)
            self._store.profile.delete(_BEGUN)
            raise RefusedByTeam("restored-already", folder=identity.folder)
        texts = tuple(self._store.reader.texts())
        pieces = tuple(piece for digest in kept_files(texts) for piece in self._store.reader.pieces(digest))
        parts = packed(team, self._tickets(), self._automatics(), texts, pieces)
        with self._store.transaction():
            self._move(identity, parts)
        journal.catch_up()
        journal.flush()
        return identity

    def renew(self) -> Identity:
        """By a lead whose folder is there: it goes, with all that its state says no more, and the journal begins anew
        from that state, as after a loss; wherever this is cut short, it is one, which any lead can end. Raises
        RefusedByTeam ``leads-only``, and as ``restore``."""
        self._journal.catch_up()
        self._require_lead()  # by what the journal says last: what goes then does not come back
        self._journal.flush()
        self._journal.connection.drop()  # servers hang up on who has it open
        self._place.delete(self._journal.me.folder)
        return self.restore()

    def _begun(self) -> tuple[Identity, str]:
        """The identity in the new journal and its stored genesis. A restore that was cut short goes on with its own,
        so that it leaves no genesis nobody completes."""
        old, team = self._journal.me, self._journal.team
        begun = self._store.profile.get(_BEGUN)
        if begun is not None:
            found = replace(old, journal=begun["journal"], generation=old.generation + 1, folder=begun["folder"])
            return found, str(begun["entry"])
        folder = self._place.default_folder(old.generation + 1)
        new_id = self._entropy.token(16).hex()
        identity = replace(old, journal=new_id, generation=old.generation + 1, folder=folder)
        genesis = Genesis(
            team=team.id,
            team_name=team.name,
            founder_key=old.signer.public,
            founder_name=old.name,
            restores=old.journal,
        )
        with self._store.transaction():
            entry = self._journal_of(identity).queue("", genesis)
            self._store.profile.put(_BEGUN, {"journal": new_id, "folder": folder, "entry": entry})
        return identity, entry

    def _is_unfinished(self, folder: str, anew: bool) -> bool:
        """Whether another's restore stands there without its whole state: nobody follows it, and nobody can complete it
        but its author. Raises RefusedByTeam ``restore-unfinished`` unless a person has decided that they never will."""
        genesis, complete = self._read_in(folder)
        if complete or genesis is None:
            return False
        if not anew:
            member = self._journal.team.member(genesis.entry.author.workstation)
            raise RefusedByTeam("restore-unfinished", folder=folder, agent=member.name if member is not None else "-")
        return True

    def _put_aside(self, folder: str) -> None:
        """Under a name that no journal has. Were its author to go on after all, what they append by its old name is in
        a foreign journal, and set aside."""
        self._place.move(folder, f"{folder}-{self._entropy.token(4).hex()}")
        self._place.create(folder)

    def follow(self) -> Identity | None:
        """The identity in a journal that replaces ours, when there is one; its first replay is the caller's."""
        for folder in self._place.folders():
            if "Journal-" not in folder or folder == self._journal.me.folder:
                continue
            genesis = self._genesis_in(folder)
            if genesis is not None and self._trusted(genesis):
                generation = genesis.entry.position.generation
                identity = replace(self._journal.me, journal=genesis.journal, generation=generation, folder=folder)
                with self._store.transaction():
                    self._move(identity)
                return identity
        return None

    def carry_over(self) -> None:
        """After the replay of a restored journal: write down our own answers, once."""
        carried: list[list[Any]] | None = self._store.profile.get(_CARRY)
        team = self._journal.team
        if carried is None or not team.restored:
            return
        for slots, mailbox, _ in carried:
            if all(self._store.entries.ticket_of_slot(slot) is None for slot in slots):
                self._journal.queue("", Opened(tickets=(OpenedTicket(tuple(slots), mailbox),)))
        grants = [without_names(packed, team.erasures) for _, _, packed in carried]
        for few in _by_octets(grants):
            self._journal.queue("", CarriedOver(grants=few))
        self._store.profile.delete(_CARRY)
        self._journal.flush()

    # -- the lost one -------------------------------------------------------------------------------------------

    def _require_lead(self) -> None:
        member = self._journal.team.member(self._journal.me.workstation)
        if member is None or not (member.is_lead and member.active):
            raise no_right("leads-only")

    def _require_lost(self) -> None:
        self._require_lead()
        try:
            self._journal.catch_up()
        except LocksNotAvailable as doubt:
            if doubt.code in LOST:
                return
            raise
        raise RefusedByTeam("journal-is-there", folder=self._journal.me.folder)

    def _tickets(self) -> tuple[Ticket, ...]:
        return tuple(snapshot.ticket(data) for data in self._store.entries.slices())

    def _automatics(self) -> tuple[Automatic, ...]:
        return tuple(snapshot.automatic(data) for data in self._store.entries.automatics())

    # -- the new one --------------------------------------------------------------------------------------------

    def _genesis_in(self, folder: str) -> Signed | None:
        """The first valid genesis of a folder, once its author has written the whole state after it."""
        genesis, complete = self._read_in(folder)
        return genesis if complete else None

    def _read_in(self, folder: str) -> tuple[Signed | None, bool]:
        """The first valid genesis of a folder, and whether the whole state stands after it."""
        try:
            log = self._place.open(folder)
        except (LogMissing, LogLost, SportelloError):
            return None, False
        try:
            return self._first(log, _generation_of(folder))
        except LogLost:
            return None, False
        finally:
            log.close()

    def _first(self, log: TeamLog, generation: int) -> tuple[Signed | None, bool]:
        found, parts, expected = None, set(), 0
        for batch in log.read_after(0):  # to its end: a reader that is left early costs the connection
            for row in batch:
                signed = read(row.headers, row.body, Position(generation, row.uid), row.internal_date, None)
                if not isinstance(signed, Signed):
                    continue
                body = signed.entry.body
                if found is None and is_genesis(signed):
                    found = signed
                elif found is not None and isinstance(body, SnapshotPart) and _same_author(found, signed):
                    parts.add(body.part)
                    expected = body.of
        return found, bool(expected) and len(parts) == expected

    def _trusted(self, genesis: Signed) -> bool:
        """It replaces our journal, and its author is a lead in the state that we have."""
        body, author = genesis.entry.body, genesis.entry.author
        member = self._journal.team.member(author.workstation)
        return (
            isinstance(body, Genesis)
            and body.restores == self._journal.me.journal
            and member is not None
            and member.is_lead
            and member.active
            and member.key == body.founder_key
        )

    def _move(self, identity: Identity, parts: Sequence[SnapshotPart] = ()) -> None:
        """This workstation's own part, in the caller's transaction: its answers to carry, its identity, the state that
        it brings, and after that its pending entries under the new journal. Mail and what was sent stay as they are."""
        journal = self._journal_of(identity)
        self._store.profile.put(_CARRY, list(self._own_grants()))
        self._store.profile.put(MAILBOXES, self._journal.team.mailboxes)
        pending = [
            (row, read_statement(row.statement, Position(self._journal.me.generation, 0), row.created))
            for row in self._store.outbox.pending()
        ]
        self._store.entries.reset()
        self._store.profile.delete(GENESIS_UID)
        self._store.profile.delete(_BEGUN)
        remember(self._store.profile, identity)
        for part in parts:
            journal.queue("", part)
        renamed: dict[str, str] = {}
        for row, entry in pending:
            if entry is None:
                continue
            self._store.outbox.void(row.id)
            body = entry.body
            if isinstance(body, SendPlanEnded):
                body = SendPlanEnded(renamed.get(body.plan, body.plan), body.outcome)
            if isinstance(body, Kind) and not isinstance(body, (Genesis, *NEVER_QUEUED)):
                renamed[row.id] = journal.queue(entry.ticket, body)
        for draft in self._store.drafts.in_state(LATER):
            if draft.plan in renamed:
                self._store.drafts.put(replace(draft, plan=renamed[draft.plan]))
        self._journal.safety.cleared()
        self._journal.throttle.over()  # what was said of a folder that was being deleted

    def _own_grants(self) -> list[tuple[list[str], str, str]]:
        """Slots and mailbox of the ticket, and the grant, for everything this workstation ever asked to send."""
        me = self._journal.me.workstation
        found = []
        for ticket in self._tickets():
            for grant in ticket.grants.values():
                if grant.workstation == me and grant.state != "void":
                    records = ticket.slots.values()
                    slots = [r.slot for r in sorted(records, key=lambda r: (r.slot != ticket.id, not r.unanswered))]
                    found.append((slots[:SLOTS], ticket.mailbox, packed_grant(ticket.id, grant)))
        return found


def _by_octets(grants: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """As many in each entry as it holds, at least one entry: that one was heard, too, is news."""
    few: list[str] = []
    size = 0
    for grant in grants:
        octets = len(json.dumps(grant))
        if few and size + octets > STATEMENT_LIMIT - _ENVELOPE:
            yield tuple(few)
            few, size = [], 0
        few.append(grant)
        size += octets + 1
    yield tuple(few)


def _same_author(genesis: Signed, signed: Signed) -> bool:
    body = genesis.entry.body
    return isinstance(body, Genesis) and signed.journal == genesis.journal and signed.by(body.founder_key)


def _generation_of(folder: str) -> int:
    digits = folder.rpartition("Journal-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def never_heard(team: Team) -> tuple[str, ...]:
    """Names of active workstations that have not carried their answers over since the journal was restored."""
    silent = (m for w, m in team.members.items() if m.active and w not in team.heard)
    return tuple(m.name for m in silent) if team.restored else ()
