"""A look at the world: mail of some mailboxes, the journal, and what the one means for the other."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.answers import Answers
from desktop.engine.filing import Filing
from desktop.engine.intake import Intake
from desktop.engine.journal import Journal
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
        importing: Role,
        turn: AbstractContextManager[object],
    ) -> None:
        self._store = store
        self._journal = journal
        self._intake = intake
        self._filing = filing
        self._answers = answers
        self._importing = importing
        self._turn = turn

    def everywhere(self, *, announce: bool = True) -> list[SportelloError]:
        """All mailboxes of the team, then the journal. A mailbox in trouble does not keep the others from being read,
        nor one thread the others from being announced: what went wrong comes back. Raises Offline or
        LocksNotAvailable for the journal itself."""
        troubles: list[SportelloError] = []
        for address in self._journal.team.mailboxes:
            try:
                self._intake.read(address, self._my_turn)
            except SportelloError as error:
                troubles.append(error)
        troubles += self._intake.unsaid()
        self._importing.release()
        troubles += self.tell(announce=announce)
        return troubles

    def one(self, address: str) -> list[SportelloError]:
        """What is new in one mailbox, read and not told yet. Returns what could not be delivered; raises what reading
        raises."""
        try:
            self._intake.read(address, self._my_turn)
        finally:
            self._importing.release()
        return self._intake.unsaid()

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
        for address in sorted(self._mailboxes(ticket)):
            self._intake.read(address, self._my_turn)
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
