"""Follow-ups that are still to be planned or to leave: what the log says, by due time. Kept up with each replayed
batch; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A resolved ticket's follow-up."""

    id: str
    """The send id of its mail."""
    ticket: str
    mailbox: str
    """The ticket's."""
    occasion: str
    """Id of the entry that resolved the ticket."""
    resolved: int
    """Server's date of that entry, seconds since 1970 UTC."""
    due: int
    """Seconds since 1970 UTC; 0 while nobody has planned it."""


class Plans(Protocol):
    def unplanned(self, since: int) -> Sequence[PlanRow]:
        """Of tickets resolved since then, and still, that nobody has planned; the longest resolved first."""
        ...

    def planned(self) -> Sequence[PlanRow]:
        """Those that would leave: neither stopped, claimed, nor without their cause. Earliest first."""
        ...
