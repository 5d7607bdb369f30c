"""What the person has turned to: it counts from the key or click on, also while what it is about is still on its way
from the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Attention:
    ticket: str = ""
    """That keys are meant for; empty where there is none: nothing chosen, a mail without a ticket, *To review*."""
    reading: str = ""
    """What is asked for to be read: the ticket, or the mail's slot, or the ticket beside an item of *To review*."""
    looked: bool = False
    """Whether the person has stayed on the ticket."""
    then: Callable[[], object] | None = None
    """To be done when it is shown; forgotten by who turns to something else."""

    def turn_to(self, ticket: str) -> None:
        self.ticket = self.reading = ticket
        self.looked, self.then = False, None

    def only_read(self, what: str) -> None:
        self.ticket, self.reading = "", what
        self.then = None

    def move_to(self, ticket: str) -> None:
        """That what is read has become part of; nothing is forgotten."""
        self.reading = ticket
        self.ticket = ticket if self.ticket else ""

    def do_then(self) -> None:
        """What is read is shown now."""
        do, self.then = self.then, None
        if do is not None:
            do()
