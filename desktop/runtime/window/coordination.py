"""The coordination lane: the journal. It alone reads the log and writes what the log said; it never waits for mail."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from desktop.domain.commands import Command, MergeTickets, SplitTicket
from desktop.domain.errors import LocksNotAvailable, Offline, SportelloError
from desktop.domain.ticket import Role
from desktop.engine import notices, teamfile
from desktop.engine.busy import busy
from desktop.engine.canned import Canned
from desktop.engine.changes import changed_since, others_sent
from desktop.engine.journal import Journal
from desktop.engine.leading import say_as_lead
from desktop.engine.restoring import LOST
from desktop.engine.teamfile import TeamFile
from desktop.engine.workstation import Workstation
from desktop.journal.entries import Kind, MailboxAdded
from desktop.journal.state import Team
from desktop.runtime.files import new_file

T = TypeVar("T")
Tell = Callable[[notices.Notice], None]
Invite = Callable[[Journal, Role], TeamFile]


class Coordination:
    """``after`` is called whenever the log could be read up: others may go on with what waited for it. ``fetch``:
    there is mail to be read now; ``follow``: the journal lives elsewhere from now on; ``invite`` writes an invitation
    into it; ``redial``: connections made before this moment are dead."""

    def __init__(
        self,
        station: Workstation,
        tell: Tell,
        after: Callable[[], None],
        fetch: Callable[[], None],
        follow: Callable[[], None],
        invite: Invite,
        redial: Callable[[], None],
    ) -> None:
        self._station = station
        self._tell = tell
        self._after = after
        self._fetch = fetch
        self._follow = follow
        self._invite = invite
        self._redial = redial
        self.gaps = 0
        """How often time has passed without us."""
        self._elsewhere = False
        """The journal lives elsewhere from now on: here nothing more is to be learnt."""
        self._link = notices.LinkChanged(False, int(time.time()), 0)
        self._team: Team | None = None

    def look(self) -> bool:
        """Replay, append what waits. Whether the log could be reached."""
        if self._elsewhere:
            return True
        try:
            doubt = self.here(lambda _: self._station.syncing.read_up())
        except Offline as offline:
            self._say_link(False, offline)
            return False
        except SportelloError as trouble:
            doubt = trouble
        if doubt is not None and doubt.code in LOST and self._station.restoring.follow() is not None:
            self._move()
            return True
        self._say_link(True, doubt)
        if doubt is None:
            self._station.syncing.withdraw_expired()
            self.tell_looks()
            with suppress(Offline, LocksNotAvailable):
                self.here(lambda _: self._station.following.plan_own())
            self._after()
        return True

    def pulse(self) -> None:
        """Now and then, and before anything is done. After a gap in time the log is read again, or the line is down."""
        woken = self._station.reminding.tell_time()
        if woken:
            self._tell(notices.TicketsChanged(woken))
        gap = self._station.awakening.gap()
        if gap is not None:
            self.gaps += 1
            self._redial()
            self._say_link(False, gap)
            self.look()

    def there(self, job: Callable[[Journal], T], gaps: int) -> T:
        """For another lane, which knew of so many gaps when it began what it is doing. Raises Offline ``slept`` when
        there was one since: it has to begin anew."""
        self.pulse()
        if gaps != self.gaps:
            raise Offline("slept")
        return self.here(job)

    def here(self, job: Callable[[Journal], T]) -> T:
        """Something done with the journal; what it changed is told."""
        self.pulse()
        store = self._station.store
        before = store.entries.cursor()
        refused = {row.id for row in store.outbox.refused()}
        try:
            return job(self._station.journal)
        finally:
            after = store.entries.cursor()
            if after != before:
                self._station.reminding.tell_time()
                changed = changed_since(store, before, after)
                if others_sent(store, before, after, self._station.journal.me.workstation):
                    self._fetch()
                if changed != frozenset():
                    self._tell(notices.TicketsChanged(changed or frozenset()))
                self._say_team()
                self._say_link(True, self._link.doubt)
            for row in store.outbox.refused():
                if row.id not in refused and (why := self._station.reviewing.why_refused(row.id)) is not None:
                    self._tell(notices.EditRefused(row.ticket, why))

    def tell_looks(self) -> None:
        """Which tickets somebody has opened first, and which texts were sent: many in one entry."""

        def tell(_: Journal) -> None:
            self._station.first_looks.tell()
            self._station.canned.tell()

        self.here(tell)

    def stop_follow_up(self, follow_up: str) -> None:
        self.now(lambda _: self._station.following.stop(follow_up))

    def merge(self, into: str, absorbed: str, *, sure: bool = False) -> None:
        """Unless a colleague is at one of them and the person has not been asked about that."""

        def merged(journal: Journal) -> None:
            with suppress(Offline, LocksNotAvailable):
                journal.catch_up()
            whole, part = journal.ticket(into), journal.ticket(absorbed)
            found = tuple(filter(None, (busy(ticket, journal.team, journal.me.agent) for ticket in (whole, part))))
            if found and not sure:
                self._tell(notices.MergeAsked(into, absorbed, found))
            elif not self._station.acting.act(into, MergeTickets(absorbed)).pending:
                self._tell(notices.Merged(whole.id, part.number, tuple(part.slots)))

        self.now(merged)

    def split(self, ticket: str, slots: tuple[str, ...]) -> None:
        self.now(lambda _: self._station.acting.act(ticket, SplitTicket(slots)))

    def say(self, body: Kind) -> None:
        """A lead's word to the whole team; whether claiming and sending go on is told at once."""
        if self.now(lambda journal: say_as_lead(journal, body)):
            self._say_link(True, self._station.journal.safety.current())

    def restore(self, *, anew: bool) -> None:
        """A lost journal, begun anew from what is known here; or followed, where another lead was quicker."""
        restoring = self._station.restoring
        try:
            try:
                restoring.restore(anew=anew)
            except Offline:  # a server closes the connections that had the lost folder open: once more, over a new one
                restoring.restore(anew=anew)
        except Offline as error:
            self._say_link(False, error)
            self._tell(notices.Trouble(SportelloError("needs-the-line")))
        except SportelloError as error:
            self._tell(notices.Trouble(error))
            if error.code == "restored-already":
                self.look()
        else:
            self._move()

    def look_what_goes(self, address: str) -> None:
        """With a customer who is to be erased."""

        def looked(_: Journal) -> None:
            self._tell(notices.CustomerGoing(address, self._station.erasing.going(address).counts))

        self.now(looked)

    def erase(self, address: str, *, mail_too: bool) -> None:
        def erased(_: Journal) -> None:
            erasing = self._station.erasing
            told = erasing.erase(erasing.going(address), mail_too=mail_too)
            self._tell(notices.CustomerErasedHere(address, told))

        self.now(erased)

    def configure(self, mailbox: str, changes: Mapping[str, str | int]) -> None:
        """What a lead says of a mailbox, on top of what the log says by now."""

        def said(journal: Journal) -> None:
            journal.catch_up()
            settings = {**journal.team.mailboxes.get(mailbox, {}), **changes}
            say_as_lead(journal, MailboxAdded(address=mailbox, settings=settings))

        self.now(said)

    def invite(self, path: str, role: Role) -> None:
        """A team file for one workstation."""

        def written(journal: Journal) -> None:
            with new_file(Path(path)) as out:
                file = self._invite(journal, role)
                out.write(teamfile.written(file, journal.me.signer))
            self._tell(notices.Invited(path, role, file.expires, file.fingerprint))

        self.now(written)

    def claim(self, ticket: str, command: Command) -> None:
        """Claim, release or break: decided now or never."""
        refused: SportelloError | None = None
        try:
            self.here(lambda _: self._station.acting.act(ticket, command))
        except SportelloError as error:
            refused = error
            if isinstance(error, Offline):
                self._say_link(False, error)
        self._tell(notices.ClaimAsked(ticket, refused))

    def settle(self, item: str, decision: str) -> None:
        """A decision about an item of the review that sends nothing."""
        try:
            result = self.here(lambda _: self._station.reviewing.settle(item, decision))
            self._tell(notices.Settled(item, result))
        except SportelloError as error:
            self._tell(notices.Settled(item, "", error))

    def on_duty(self) -> bool:
        """Whether announcing is this workstation's, which it is not while the log cannot be read; a first look comes
        before there is a role to hold."""
        return self.here(lambda journal: self._holds_duty(journal) if journal.head.uid else True)

    def leave(self) -> None:
        """The duty goes to others, when the line is up."""
        if self._link.online:
            self._station.duty.release()

    def with_texts(self, job: Callable[[Canned], object]) -> bool:
        """Something done with the team's texts. Whether it was."""
        return self.now(lambda _: job(self._station.canned))

    def now(self, job: Callable[[Journal], object]) -> bool:
        """What is done at this moment or not at all; a person hears why not. Whether it was done."""
        try:
            self.here(job)
        except Offline as error:
            self._say_link(False, error)
            self._tell(notices.Trouble(SportelloError("needs-the-line")))
        except SportelloError as error:
            self._tell(notices.Trouble(error))
        else:
            return True
        return False

    def _move(self) -> None:
        self._elsewhere = True
        self._follow()

    def _holds_duty(self, journal: Journal) -> bool:
        return journal.connection.read_up and self._station.duty.mine()

    def _say_team(self) -> None:
        team = self._station.store.entries.team()
        if team is not None and team != self._team:
            self._team = team
            self._tell(notices.TeamChanged(team))

    def _say_link(self, online: bool, doubt: SportelloError | None) -> None:
        cursor = self._station.store.entries.cursor()
        since = self._link.since if online == self._link.online else int(time.time())
        said = notices.LinkChanged(online, since, cursor.date if cursor else 0, doubt)
        if _facts(said) != _facts(self._link):
            self._link = said
            self._tell(said)


def _facts(link: notices.LinkChanged) -> tuple[object, ...]:
    """Two errors that say the same are the same news."""
    return link.online, link.since, link.last_entry, str(link.doubt)
