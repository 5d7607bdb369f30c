"""Replay: rows of the log in UID order to the end, folded a batch at a time, committed with their cursor.

Each entry's sequence number must be one more than the one before and EXISTS must equal the number replayed; that
costs nothing and shows every expunge and every late lower UID. If it does not fit, the whole folder is read again;
if the entries that we know do not stand where they stood, the order is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop.engine.erased import begin_anew, carry_out
from desktop.engine.identity import Identity
from desktop.engine.safety import Safety
from desktop.journal.replay import Batch, Read
from desktop.ports.log import LogRow, TeamLog
from desktop.ports.store import Store
from desktop.ports.store.entries import Cursor, Folded, Recorded

BATCH = 1_000
"""Entries folded and committed at once."""

_ROUNDS = 50
"""How often the log may have grown while it was being read before we call it the end."""


class _AnotherOrder(Exception):
    """Takes back what was read; the doubt itself must be remembered, so it is not raised inside the transaction."""


class Replay:
    def __init__(self, store: Store, me: Identity, safety: Safety) -> None:
        self._store = store
        self._me = me
        self._safety = safety

    def to_the_end(self, log: TeamLog) -> None:
        """Raises LogLost, LogMissing, or LocksNotAvailable when the order is in doubt: then only the whole folder, read
        again, ends the doubt, because what is missing here and what has gone there may be as many. A read-only folder
        is read all the same."""
        if (self._safety.has_gap() or not self._go_on(log)) and not self._again(log):
            raise self._safety.doubt("journal-gap", folder=self._me.folder)
        if log.state().read_only:
            raise self._safety.doubt("journal-read-only", folder=self._me.folder)
        carry_out(self._store)
        self._safety.cleared()

    def _go_on(self, log: TeamLog) -> bool:
        """What is new since the cursor. False when it does not fit what has been read before."""
        cursor = self._cursor(log)
        for _ in range(_ROUNDS):
            before, fits = cursor, True
            for rows in log.read_after(cursor.uid):  # to its end: a reader that is left early costs the connection
                fits = fits and _gapless(cursor, rows)
                cursor = self._fold(cursor, rows) if fits else cursor
            if not fits:
                return False
            if log.state().exists == cursor.count:
                return True
            if cursor == before:
                return False
        return False

    def _again(self, log: TeamLog) -> bool:
        """The whole folder from its start. The same journal, if every valid entry that we know stands where it
        stood and none has turned up among them: then only foreign messages have gone, and we read on."""
        start = Cursor(self._me.generation, log.state().uid_validity, 0, 0, 0)
        rows = [row for batch in log.read_after(0) for row in batch]
        if not _gapless(start, rows) or log.state().exists != len(rows):
            return False
        known = list(self._store.entries.valid_ids())
        try:
            with self._store.transaction():
                self._store.entries.reset()
                begin_anew(self._store)
                for begin in range(0, len(rows), BATCH):
                    start = self._fold(start, rows[begin : begin + BATCH])
                if list(self._store.entries.valid_ids())[: len(known)] != known:
                    raise _AnotherOrder
        except _AnotherOrder:
            return False
        return True

    def _cursor(self, log: TeamLog) -> Cursor:
        cursor = self._store.entries.cursor()
        if cursor is None:
            begin_anew(self._store)
        return cursor or Cursor(self._me.generation, log.state().uid_validity, 0, 0, 0)

    def _fold(self, cursor: Cursor, rows: Sequence[LogRow]) -> Cursor:
        """One batch, one transaction; the fold's reads are cheaper inside it."""
        with self._store.transaction():
            batch = Batch(self._store.entries, self._me.journal, self._me.generation)
            recorded = tuple(_recorded(batch.read(row)) for row in rows)
            changes = batch.changes()
            date = next((r.date for r in reversed(recorded) if not r.verdict.quarantined), cursor.date)
            count = cursor.count + len(rows)
            cursor = Cursor(cursor.generation, cursor.uid_validity, rows[-1].uid, count, date)
            self._notice_copy(recorded)
            self._store.entries.commit(
                Folded(
                    cursor,
                    recorded,
                    changes.team,
                    changes.tickets,
                    changes.slots,
                    changes.automatic,
                    changes.texts,
                    changes.pieces,
                )
            )
        return cursor

    def _notice_copy(self, recorded: Sequence[Recorded]) -> None:
        """An entry signed by our own key that this database never stored: it is an old copy, or has a twin."""
        for found in recorded:
            own = found.workstation == self._me.workstation and found.verdict.reason != "bad-signature"
            if own and self._store.outbox.get(found.id) is None and not found.verdict.quarantined:
                self._safety.copied()


def _gapless(cursor: Cursor, rows: Sequence[LogRow]) -> bool:
    """Sequence numbers follow one another from what was read before, UIDs rise."""
    rising = all(lower < higher for lower, higher in pairwise([cursor.uid, *(row.uid for row in rows)]))
    return rising and all(row.sequence == cursor.count + n for n, row in enumerate(rows, 1))


def _recorded(read: Read) -> Recorded:
    signed = read.signed
    if signed is None:
        return Recorded(read.position, read.date, "", "", "", "", "", b"", read.verdict)
    entry, author = signed.entry, signed.entry.author
    return Recorded(
        read.position,
        read.date,
        entry.id,
        entry.kind,
        entry.ticket,
        author.agent,
        author.workstation,
        signed.statement,
        read.verdict,
    )
