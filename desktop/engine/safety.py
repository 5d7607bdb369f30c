"""The safe state *locks not available*: what it is about, remembered until the log has been read cleanly again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import Fact, LocksNotAvailable, RefusedByTeam, SportelloError
from desktop.journal.entries import READER_VERSION
from desktop.ports.store.entries import Entries
from desktop.ports.store.profile import Profile

_DOUBT = "safe-state"
_COPIED = "database-copy"


@dataclass(slots=True)
class Safety:
    """Reading, searching and drafting never ask here; claiming and sending do."""

    profile: Profile
    entries: Entries
    workstation: str

    def doubt(self, code: str, **facts: Fact) -> LocksNotAvailable:
        """Enters the safe state; the caller raises what comes back."""
        self.profile.put(_DOUBT, {"code": code, "facts": facts})
        return LocksNotAvailable(code, **facts)

    def has_gap(self) -> bool:
        """Whether an entry was missed, or has moved, as far as is known."""
        doubt = self.profile.get(_DOUBT)
        return doubt is not None and doubt["code"] == "journal-gap"

    def cleared(self) -> None:
        """Order and identity have been checked on this connection."""
        if self.profile.get(_DOUBT) is not None:
            self.profile.delete(_DOUBT)

    def copied(self) -> None:
        """This database is an old copy: our key has written what it does not know. Until a new key is enrolled."""
        self.profile.put(_COPIED, True)

    def enrolled(self) -> None:
        self.profile.delete(_COPIED)

    def is_copy(self) -> bool:
        return bool(self.profile.get(_COPIED, False))

    def current(self) -> SportelloError | None:
        """Why claiming and sending have to stop, or None: LocksNotAvailable, or RefusedByTeam ``removed`` for a
        workstation that has left the team."""
        return next(filter(None, (check() for check in self._checks())), None)

    def require(self) -> None:
        """Raises what ``current`` says."""
        reason = self.current()
        if reason is not None:
            raise reason

    def _checks(self) -> tuple[Callable[[], SportelloError | None], ...]:
        return self._doubted, self._removed, self._a_copy, self._outdated, self._halted

    def _doubted(self) -> LocksNotAvailable | None:
        doubt = self.profile.get(_DOUBT)
        return LocksNotAvailable(doubt["code"], **doubt["facts"]) if doubt else None

    def _removed(self) -> RefusedByTeam | None:
        team = self.entries.team()
        left = team.left(self.workstation) if team is not None else None
        if team is None or left is None:
            return None
        return RefusedByTeam("removed", agent=team.agent_name(left.removed_by), when=left.removed_at)

    def _a_copy(self) -> LocksNotAvailable | None:
        return LocksNotAvailable("database-copy") if self.is_copy() else None

    def _outdated(self) -> LocksNotAvailable | None:
        team = self.entries.team()
        outdated = team is not None and team.minimum_reader > READER_VERSION
        return LocksNotAvailable("update-needed") if outdated else None

    def _halted(self) -> LocksNotAvailable | None:
        team = self.entries.team()
        halted = team.halted if team is not None else None
        return LocksNotAvailable("halted", reason=halted or "-") if halted is not None else None
