"""One round of everything that a workstation does by itself: journal, outbox, kept replies, mail, duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import LocksNotAvailable, Offline, SportelloError
from desktop.engine import recovery
from desktop.engine.acknowledging import Acknowledging
from desktop.engine.aftermath import Aftermath
from desktop.engine.following import Following
from desktop.engine.journal import Journal
from desktop.engine.laters import Laters, Left
from desktop.engine.looking import Looking
from desktop.engine.patience import Patience
from desktop.engine.restoring import Restoring
from desktop.engine.sending import Sending
from desktop.journal.entries import Withdrawn
from desktop.ports.store import Store


@dataclass(frozen=True, slots=True)
class Round:
    """What a person should hear of: mailboxes in trouble, replies that stopped, why claiming stops."""

    troubles: tuple[SportelloError, ...] = ()
    stopped: tuple[SportelloError, ...] = ()
    doubt: SportelloError | None = None


class Syncing:
    def __init__(
        self,
        store: Store,
        journal: Journal,
        looking: Looking,
        sending: Sending,
        aftermath: Aftermath,
        acknowledging: Acknowledging,
        following: Following,
        laters: Laters,
        patience: Patience,
        restoring: Restoring,
    ) -> None:
        self._store = store
        self._journal = journal
        self._looking = looking
        self._sending = sending
        self._aftermath = aftermath
        self._acknowledging = acknowledging
        self._following = following
        self._laters = laters
        self._patience = patience
        self._restoring = restoring

    def journal_only(self) -> Round:
        """Replay, append what waits, let kept replies go. Raises Offline."""
        doubt = self.read_up()
        if doubt is not None:
            return Round(doubt=doubt)
        later = [left.stopped for left in self.leave_later() if left.stopped is not None]
        return Round(stopped=(*self._sending.leave_kept(), *later))

    def read_up(self) -> SportelloError | None:
        """Replay and append what waits. Returns why claiming and sending stop, if they do. Raises Offline."""
        try:
            self._journal.catch_up()
            self._patience.replayed()
            self._restoring.carry_over()
            self._journal.flush()
            self._patience.replayed()
        except LocksNotAvailable as unsafe:
            return unsafe
        except Offline:
            self._patience.link_lost()
            raise
        return self._journal.safety.current()

    def everything(
        self, *, announce: bool = True, between: Callable[[tuple[int, int]], object] = lambda _: None
    ) -> Round:
        """A journal round, then the mailboxes, then what is still owed; ``between`` hears how far a first reading has
        come. Raises Offline for the journal; mail is read
        all the same when only the journal is in doubt."""
        before = self.journal_only()
        try:
            troubles = self._looking.everywhere(announce=announce, between=between)
        except LocksNotAvailable as unsafe:
            return Round((), before.stopped, unsafe)
        self.pay_debts()
        if before.doubt is None:
            self.withdraw_expired()
            if announce:
                troubles += self.send_automatic()
        return Round(tuple(troubles), before.stopped, self._journal.safety.current())

    def leave_kept(self) -> list[SportelloError]:
        """Replies written offline; what stopped any."""
        return self._sending.leave_kept()

    def leave_later(self) -> list[Left]:
        """Answers whose time has come, or in whose way something stands."""
        return self._laters.round()

    def pay_debts(self) -> None:
        """What is still owed after mails that have left: copies, flags, releases, status."""
        self._sending.finish_interrupted()
        self._sending.believe_log()
        recovery.finish(self._store, self._aftermath)

    def send_automatic(self) -> list[SportelloError]:
        """Receipts, then follow-ups; what a person should hear of it, once."""
        held = self._acknowledging.new_tickets()
        try:
            found = self._following.round()
        except LocksNotAvailable:
            return held  # the round ends by saying why
        except Offline as offline:
            return [*held, offline]
        return [*held, *(trouble for trouble in found if trouble.code not in [one.code for one in held])]

    def withdraw_expired(self) -> None:
        """The fold has no clock: a lead's workstation says when an invitation has run out, by the log's date."""
        team, cursor = self._journal.team, self._store.entries.cursor()
        member = team.member(self._journal.me.workstation)
        if cursor is None or member is None or not member.is_lead or not member.active:
            return
        for invitation in team.invitations.values():
            if not invitation.used_by and not invitation.withdrawn and invitation.expires < cursor.date:
                self._journal.submit("", Withdrawn(invitation=invitation.public))
