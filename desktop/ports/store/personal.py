"""What this workstation has of one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop.ports.store.messages import Place


class Personal(Protocol):
    def mails(self, theirs: Callable[[str], bool]) -> Sequence[str]:
        """Slots of mails from an address of which ``theirs`` is true, and of mails of ours to it, oldest first."""
        ...

    def told(self, addresses: Sequence[str]) -> Sequence[str]:
        """Tickets on which somebody has noted something on these addresses, or joined one with another."""
        ...

    def erase(self, slots: Sequence[str], tickets: Sequence[str], theirs: Callable[[str], bool]) -> None:
        """Takes mails and tickets' drafts, sent copies, words said and about to be said out of the database, so that
        the file holds them no more. Not inside a transaction; many short ones. Called again it begins where it broke
        off."""
        ...

    def unsay(self, tickets: Sequence[str]) -> None:
        """Only what has come of these tickets with a further reading of the journal; nothing that was written here."""
        ...

    def left_out(self, places: Sequence[Place]) -> None:
        """Mails lie there that were erased and are not to be read again."""
        ...
