"""A look at the world: mail of some mailboxes, the journal, and what the one means for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from desktop.domain.errors import Interrupted, SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.answers import Answers
from desktop.engine.coverage import NOTHING
from desktop.engine.filing import Filing
from desktop.engine.intake import Intake
from desktop.engine.journal import Journal
from desktop.engine.missing import Whereabouts
from desktop.engine.role import Role
from desktop.journal.state import Ticket
from desktop.ports.store import Store


class Looking:
    """``importing`` is the role of reading a big mailbox for the first time. ``turn`` is held while what was read is
    told to the journal: two lanes of one workstation would say the same twice."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        intake: Intake,
        filing: Filing,
        answers: Answers,
        whereabouts: Whereabouts,
        importing: Role,
        turn: AbstractContextManager[object],
    ) -> None:
        self._store = store
        self._journal = journal
        self._intake = intake
        self._filing = filing
        self._answers = answers
        self._whereabouts = whereabouts
        self._importing = importing
        self._turn = turn

    def everywhere(
        self, *, announce: bool = True, between: Callable[[tuple[int, int]], object] = lambda _: None
    ) -> list[SportelloError]:
        """All mailboxes of the team side by side, then the journal; ``between`` hears of the progress of what is read
        for the first time. A mailbox in trouble does not keep the others from being read,
        nor one thread the others from being announced: what went wrong comes back. Raises Offline or
        LocksNotAvailable for the journal itself."""
        troubles: list[SportelloError] = []
        left = list(self._journal.team.mailboxes)
        while left:
            for address in tuple(left):
                try:
                    more = self._intake.read(address, self._my_turn)
                    self._whereabouts.seek(address)
                except SportelloError as error:
                    troubles.append(error)
                    more = False
                if not more:
                    left.remove(address)
            if left:
                between(self.progress(left))
                self.tell(announce=announce)
        troubles += self._intake.unsaid()
        self._importing.release()
        troubles += self.tell(announce=announce)
        return troubles

    def one(self, address: str, *, backwards: bool = True) -> tuple[bool, list[SportelloError]]:
        """What is new in one mailbox and (``backwards``) a step of its first reading, read and not told yet. Whether
        there is more of that, and what could not be delivered; raises what reading raises."""
        more = False
        try:
            more = self._intake.read(address, self._my_turn, backwards=backwards)
            self._whereabouts.seek(address)
        finally:
            if not more:
                self._importing.release()
        return more, self._intake.unsaid()

    def progress(self, addresses: Iterable[str]) -> tuple[int, int]:
        """Mails of these mailboxes that are here, and how many there are."""
        counts = [self._intake.progress(address) for address in addresses]
        return sum(held for held, _ in counts), sum(total for _, total in counts)

    def unfinished(self) -> Interrupted | None:
        """What to tell a person who ends this process in the middle of a first reading: the next one goes on there."""
        held, total = self.progress(self._journal.team.mailboxes)
        return Interrupted("reading-interrupted", held=held, total=total) if held < total else None

    def leave(self) -> None:
        """Others may read their big mailboxes now."""
        self._importing.release()

    def tell(self, *, announce: bool = True) -> list[SportelloError]:
        """The journal, and what the mails read so far mean for it: what could not be told comes back. Raises Offline
        or LocksNotAvailable."""
        with self._turn:
            self._journal.catch_up()
            if self._journal.safety.current() is not None:
                return []
            troubles = self._filing.announce() if announce else []
            self._answers.notice()
        return list(troubles)

    def last(self, ticket: Ticket) -> None:
        """Right before an answer is asked for: inboxes and Sent folders of every mailbox the ticket's mails were
        found in, then the journal. Raises what any of it raises: not having looked is no look."""
        asked = filter(None, map(self._store.messages.get, ticket.waiting_slots))
        since = min((message.received for message in asked), default=NOTHING)
        for address in sorted(self._mailboxes(ticket)):
            self._intake.read_since(address, since, self._my_turn)
        self._importing.release()
        with self._turn:
            self._journal.catch_up()
            for trouble in self._filing.announce():
                if trouble.facts.get("reference") == shown_reference(ticket.reference):
                    raise trouble
            self._answers.notice()

    def _my_turn(self) -> bool:
        """Without a journal that can be written nobody takes turns, and reading goes on."""
        return self._journal.safety.current() is not None or self._importing.mine()

    def _mailboxes(self, ticket: Ticket) -> set[str]:
        places: Iterable[str] = (p.mailbox for slot in ticket.slots for p in self._store.messages.places(slot))
        return {ticket.mailbox, *places} & set(self._journal.team.mailboxes)
