"""The one persistent connection to the journal folder, verified before it is used.

A folder is our journal when its UIDVALIDITY is the one we know and its first valid genesis is ours (Courier reuses
UIDVALIDITY after a delete and create, so the genesis is read again on each connection). It is never created here.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from desktop.domain.errors import LocksNotAvailable, Offline, SportelloError
from desktop.engine.identity import Identity
from desktop.engine.safety import Safety
from desktop.journal.replay import first_genesis
from desktop.ports.log import AppendRefused, AppendUnknown, LogLost, LogMissing, LogPlace, LogRow, TeamLog
from desktop.ports.store import Store

GENESIS_UID = "genesis-uid"


class Connection:
    """Opens on demand, drops at the first trouble. Every foreign exception of the log port ends here."""

    def __init__(self, store: Store, place: LogPlace, me: Identity, safety: Safety) -> None:
        self._store = store
        self._place = place
        self._me = me
        self._safety = safety
        self._log: TeamLog | None = None
        self.read_up = False
        """Whether the log has been replayed to its end since this connection was opened."""

    def log(self) -> TeamLog:
        """A connection whose folder has been verified. Raises LogLost, LogMissing, Offline, LocksNotAvailable."""
        if self._log is None:
            log = self._place.open(self._me.folder)
            try:
                self._verify(log)
            except BaseException:
                log.close()
                raise
            self._log = log
        return self._log

    def begin(self, genesis: bytes, journal: str) -> bool:
        """Append a genesis if the folder has no valid one yet. The first valid one in UID order is the journal;
        whether that is ours."""
        log = self._place.open(self._me.folder)
        try:
            if self._first(log) is None:
                with suppress(AppendUnknown):
                    log.append(genesis)
        except AppendRefused as refused:
            raise SportelloError("journal-refused", address=self._me.home, detail=refused.detail) from refused
        except LogLost as lost:
            raise Offline("journal-unreachable", address=self._me.home) from lost
        finally:
            log.close()
        log = self._place.open(self._me.folder)
        try:
            first = self._first(log)
        except LogLost as lost:
            raise Offline("journal-unreachable", address=self._me.home) from lost
        finally:
            log.close()
        return first is not None and first[1] == journal

    def drop(self) -> None:
        self.read_up = False
        if self._log is not None:
            self._log.close()
            self._log = None

    def lost(self) -> Offline:
        """The connection broke; the caller raises what comes back."""
        self.drop()
        return Offline("journal-unreachable", address=self._me.home)

    def missing(self) -> LocksNotAvailable:
        """The folder is not where it was; says where it is now when its genesis turns up elsewhere."""
        self.drop()
        elsewhere = self.find_moved()
        if elsewhere:
            return self._safety.doubt("journal-moved", folder=self._me.folder, found=elsewhere)
        return self._safety.doubt("journal-missing", folder=self._me.folder)

    def find_moved(self) -> str | None:
        """The folder that holds our genesis now, if it was renamed or dragged."""
        for folder in self._place.folders():
            if folder != self._me.folder and self._holds_genesis(folder):
                return folder
        return None

    def move_back(self) -> str | None:
        """Renames the folder found by its genesis to where it belongs. What was found, or None."""
        found = self.find_moved()
        if found:
            self._place.move(found, self._me.folder)
        return found

    def _holds_genesis(self, folder: str) -> bool:
        """One row is read of a folder that holds no entries; of one that does all, because RENAME and a drag may
        number them anew (Courier: by the second of their arrival)."""
        with suppress(LogMissing, LogLost, SportelloError):
            log = self._place.open(folder)
            try:
                row = log.row(int(self._store.profile.get(GENESIS_UID, 1)))
                found = self._first(log) if row is not None and row.headers else None
                return found is not None and found[1] == self._me.journal
            finally:
                log.close()
        return False

    def _verify(self, log: TeamLog) -> None:
        cursor = self._store.entries.cursor()
        known = self._store.profile.get(GENESIS_UID)
        if cursor is None or known is None:
            self._find_genesis(log)
            return
        row = log.row(int(known))
        if log.state().uid_validity != cursor.uid_validity or row is None or not self._ours([row]):
            raise self._safety.doubt(self._what_it_is(log), folder=self._me.folder)

    def _find_genesis(self, log: TeamLog) -> None:
        """The first connection of this profile."""
        genesis = self._first(log)
        if genesis is None or genesis[1] != self._me.journal:
            raise self._safety.doubt("journal-foreign" if genesis else "journal-replaced", folder=self._me.folder)
        self._store.profile.put(GENESIS_UID, genesis[0])

    def _what_it_is(self, log: TeamLog) -> str:
        """Another team's journal gets its own sentence; anything else is our folder, replaced."""
        genesis = self._first(log)
        return "journal-foreign" if genesis and genesis[1] != self._me.journal else "journal-replaced"

    def _first(self, log: TeamLog) -> tuple[int, str] | None:
        """UID and journal id of the first valid genesis in the folder. Nearly always it has the lowest UID there can
        be, and a long folder need not be read whole to find it."""
        lowest = log.row(1)
        found = first_genesis([lowest], self._me.generation) if lowest is not None else None
        if found is not None:
            return found
        for batch in log.read_after(0):  # to its end: a reader that is left early costs the connection
            found = found or first_genesis(batch, self._me.generation)
        return found

    def _ours(self, rows: Sequence[LogRow]) -> bool:
        genesis = first_genesis(rows, self._me.generation)
        return genesis is not None and genesis[1] == self._me.journal
