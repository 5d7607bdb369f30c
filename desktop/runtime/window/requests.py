"""What the window asks for: posted to the lane that does it, answered by notices. Nothing here waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from desktop.domain.commands import BreakClaim, ClaimTicket, Command, ReleaseTicket
from desktop.domain.ticket import Role
from desktop.engine.enrolling import MailboxWanted
from desktop.journal.entries import Removed
from desktop.ports.store.drafts import Draft
from desktop.runtime.lanes import Job, Lane
from desktop.runtime.window.coordination import Coordination
from desktop.runtime.window.departures import Departures
from desktop.runtime.window.mailroom import Mailroom
from desktop.runtime.window.papers import Papers
from desktop.runtime.window.watcher import RETRY


class Requests:
    """Implements ``ui.desk.Requests``."""

    def __init__(
        self,
        coordination: Lane[Coordination],
        outgoing: Lane[Departures],
        papers: Lane[Papers],
        mailrooms: Mapping[str, Lane[Mailroom]],
        opened: Callable[[str], None],
        anew: Callable[[], None],
        add_mailbox: Callable[[MailboxWanted], object],
    ) -> None:
        """``opened`` is told the ticket that a person reads. ``anew``: what a server has refused may be asked of it
        once more."""
        self._coordination = coordination
        self._outgoing = outgoing
        self._papers = papers
        self._opened = opened
        self._mailrooms = mailrooms
        self._anew = anew
        self._add_mailbox = add_mailbox
        self._leaving: dict[str, Job[Departures]] = {}
        """Drafts in their undo window. Touched on the papers lane only."""

    def look(self) -> None:
        """At the journal, now."""
        self._coordination.post_once(self._look)

    def fetch(self) -> None:
        """By a person: at everything, now, the journal and each mailbox."""
        self._anew()
        self.look()
        self.read_mail()

    def read_mail(self) -> None:
        for lane in list(self._mailrooms.values()):
            lane.post_once(Mailroom.look)

    def pause_reading(self, paused: bool) -> None:
        def pause(mailroom: Mailroom) -> None:
            mailroom.pause(paused)

        for lane in list(self._mailrooms.values()):
            lane.post(pause)

    def open(self, ticket: str) -> None:
        self._papers.post(lambda papers: papers.read(ticket, shown=True))
        self._opened(ticket)

    def reload(self, ticket: str) -> None:
        """Read anew what changed around a person who is writing: nothing new counts as shown."""
        self._papers.post(lambda papers: papers.read(ticket, shown=False))

    def unread(self, ticket: str) -> None:
        self._papers.post(lambda papers: papers.unread(ticket))

    def claim(self, ticket: str, take_over: bool = False) -> None:
        self._coordination.post(lambda lane: lane.claim(ticket, ClaimTicket(take_over)))

    def release(self, ticket: str) -> None:
        self._coordination.post(lambda lane: lane.claim(ticket, ReleaseTicket()))

    def break_claim(self, ticket: str) -> None:
        self._coordination.post(lambda lane: lane.claim(ticket, BreakClaim()))

    def edit(self, ticket: str, command: Command) -> None:
        self._papers.post(lambda papers: papers.edit(ticket, command))

    def merge(self, into: str, absorbed: str, *, sure: bool = False) -> None:
        self._coordination.post(lambda lane: lane.merge(into, absorbed, sure=sure))

    def split(self, ticket: str, slots: tuple[str, ...]) -> None:
        self._coordination.post(lambda lane: lane.split(ticket, slots))

    def invite(self, path: str, role: Role) -> None:
        self._coordination.post(lambda lane: lane.invite(path, role))

    def configure(self, mailbox: str, changes: Mapping[str, str | int]) -> None:
        self._coordination.post(lambda lane: lane.configure(mailbox, changes))

    def add_mailbox(self, wanted: MailboxWanted) -> None:
        self._add_mailbox(wanted)

    def remove(self, workstation: str) -> None:
        self._coordination.post(lambda lane: lane.say(Removed(workstation=workstation)))

    def keep_draft(self, draft: Draft, instead_of: Collection[str] = ()) -> None:
        self._papers.post(lambda papers: papers.keep(draft, instead_of))

    def note(self, draft: Draft) -> None:
        self._papers.post(lambda papers: papers.note(draft))

    def rewrite(self, draft_id: str) -> None:
        self._papers.post(lambda papers: papers.rewrite(draft_id))

    def send(self, draft: Draft, seconds: float) -> None:
        """It leaves after so many seconds, or at its time, unless it is taken back."""

        def hand_over(papers: Papers) -> None:
            if draft.leaves:
                if papers.plan(draft):
                    self._outgoing.post(Departures.be_woken)
            elif papers.hand_over(draft):
                self._leaving[draft.id] = self._outgoing.post(lambda lane: lane.depart(draft.id), seconds)

        self._papers.post(hand_over)

    def undo(self, draft_id: str) -> None:
        """If it is still here its conversation is told again, with the draft; else it is on its way."""
        self._papers.post(lambda papers: self._take_back(papers, draft_id))

    def review(self) -> None:
        self._papers.post(Papers.review)

    def stop_follow_up(self, follow_up: str) -> None:
        self._coordination.post(lambda lane: lane.stop_follow_up(follow_up))

    def settle(self, item: str, decision: str) -> None:
        if decision == "resend":
            self._outgoing.post(lambda lane: lane.resend(item))
        else:
            self._coordination.post(lambda lane: lane.settle(item, decision))

    def new_password(self, address: str, password: str) -> None:
        """Then everything goes on by itself."""
        lane = self._mailrooms.get(address)
        if lane is not None:
            lane.post(lambda mailroom: mailroom.unlock(password))
            lane.post(lambda _: self.look())

    def take_all_back(self, papers: Papers) -> None:
        """What is still in its undo window when the window closes is a draft again."""
        for draft_id in list(self._leaving):
            self._take_back(papers, draft_id)

    def _take_back(self, papers: Papers, draft_id: str) -> None:
        """Tried until the disk takes it: it will not leave, and if the program ends before, it waits in To review."""

        def put_back(papers: Papers) -> None:
            if not papers.take_back(draft_id):
                self._papers.post(put_back, RETRY)

        job = self._leaving.pop(draft_id, None)
        if job is None:
            papers.hold_back(draft_id)
        elif self._outgoing.withdraw(job):
            put_back(papers)

    def _look(self, lane: Coordination) -> None:
        if not lane.look() and not self._coordination.ending:
            self._coordination.post(self._look, RETRY)
