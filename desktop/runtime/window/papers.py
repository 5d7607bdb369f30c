"""The lane of this computer's own papers: conversations, drafts, edits. It touches no network, so that what a person
types is kept and shown at once, whatever a server does."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from desktop.domain.commands import Command, WriteNote
from desktop.domain.errors import SportelloError
from desktop.engine import notices
from desktop.engine.jotted import Jotted
from desktop.engine.laters import LATER
from desktop.engine.saved import SavedSearches
from desktop.engine.sides import about, known
from desktop.engine.signatures import Signatures
from desktop.engine.timeline import history, timeline
from desktop.engine.workstation import Workstation
from desktop.journal.edits import EDITS
from desktop.journal.entries import START
from desktop.ports.store.drafts import Draft, joined
from desktop.runtime.window.coordination import Tell

_ON_THEIR_WAY = ("kept", "sending")
_AT_REST = ("stopped", "kept")
_EDITS = tuple(str(kind.__struct_config__.tag) for kind in EDITS)


class Papers:
    """``write`` asks the coordination lane to append what has been kept here, ``looked`` to tell the team of a ticket
    that nobody had opened before."""

    def __init__(self, station: Workstation, tell: Tell, write: Callable[[], None], looked: Callable[[], None]) -> None:
        self._station = station
        self._tell = tell
        self._write = write
        self._looked = looked
        self._saved = SavedSearches(station.store.profile)
        self._signatures = Signatures(station.store.profile)

    def read(self, ticket: str, *, shown: bool) -> None:
        """The conversation as it is now; ``shown``: a person has it before their eyes."""
        try:
            found = self._station.queries.conversation(ticket)
        except SportelloError as error:
            self._tell(notices.Trouble(error))
            return
        if shown:
            unread = found.row.unread
            self._station.queries.mark_shown(found)
            if unread:
                self._tell(notices.TicketsChanged(frozenset({found.ticket.id})))
            if not found.ticket.seen_by:
                self._looked()
        lines = timeline(found, self._station.journal.team)
        self._tell(notices.ConversationRead(found, lines, self._written_on(found.ticket.id)))

    def read_history(self, slot: str) -> None:
        """A mail that belongs to no ticket: to be read, and nothing more."""
        found = self._station.queries.history(slot)
        if found.messages:
            self._tell(notices.HistoryRead(slot, history(found, self._station.journal.team)))

    def searches(self) -> None:
        self._tell(notices.SearchesSaved(self._saved.all()))

    def save_search(self, name: str, typed: str) -> None:
        self._change_searches(lambda: self._saved.save(name, typed))

    def rename_search(self, name: str, new: str) -> None:
        self._change_searches(lambda: self._saved.rename(name, new))

    def remove_search(self, name: str) -> None:
        self._change_searches(lambda: self._saved.remove(name))

    def unread(self, ticket: str) -> None:
        """For this person, as if it had never been opened."""
        self._station.store.reader.mark_unread(ticket)
        self._tell(notices.TicketsChanged(frozenset({ticket})))

    def keep(self, draft: Draft, instead_of: Collection[str]) -> None:
        """As one types, or, dismissed, when a person has left nothing in it. ``instead_of``: drafts whose text has gone
        into this one. A draft that is on its way, or has been sent, is not called back by a late key."""
        drafts, turned = self._station.store.drafts, False

        def kept() -> None:
            nonlocal turned
            known = drafts.get(draft.id)
            turned = known is None or draft.state != "writing"
            if known.state == "writing" if known is not None else draft.state == "writing":
                drafts.put(draft)
            for other in map(drafts.get, instead_of):
                if other is not None and other.state == "writing":
                    drafts.put(replace(other, state="dismissed"))

        if self._stored(draft, kept) and turned:
            self.review()  # a text has begun here, or come to its end

    def note(self, draft: Draft) -> None:
        """An internal note, finished: its entry is kept, and its draft is done with, in one go."""
        done = replace(draft, state="sent")

        def noted() -> None:
            self._station.acting.keep(draft.ticket, WriteNote(draft.text))
            self._station.store.drafts.put(done)

        if self._stored(done, noted):
            self._edited(draft.ticket)

    def hand_over(self, draft: Draft) -> bool:
        """It leaves when its undo window is over; False when it could not be stored, and so stays with its author."""
        leaving = replace(draft, state="sending")
        stored = self._stored(leaving, lambda: self._station.store.drafts.put(leaving))
        if stored:
            self.review()
        return stored

    def plan(self, draft: Draft) -> bool:
        """It leaves later; False when it could not be stored, and so stays with its author."""
        if not self._stored(replace(draft, state=LATER), lambda: self._station.laters.plan(draft)):
            return False
        self._edited(draft.ticket)
        return True

    def hold_back(self, draft_id: str) -> None:
        """It does not leave by itself any more."""
        try:
            ticket = self._station.laters.take_back(draft_id)
        except SportelloError as error:
            self._tell(notices.Trouble(error))
            return
        if ticket:
            self.read(ticket, shown=False)
            self._edited(ticket)

    def take_back(self, draft_id: str) -> bool:
        """Within the undo window: it is being written again. False when that could not be stored now."""
        draft = self._station.store.drafts.get(draft_id)
        if draft is None:
            return True
        try:
            self._station.store.drafts.put(replace(draft, state="writing"))
        except SportelloError as error:
            self._tell(notices.Trouble(error))
            return False
        if draft.ticket:
            self.read(draft.ticket, shown=False)
        else:
            self._tell(notices.MailBegun(replace(draft, state="writing")))
        self.review()
        return True

    def begin_mail(self) -> None:
        """A new mail: what is begun already comes back, all of it as one text."""
        begun = [draft for draft in self._station.store.drafts.in_state("writing") if draft.kind == "mail"]
        whole = joined(begun) if begun else None
        if whole is not None and len(begun) > 1:
            self.keep(whole, [draft.id for draft in begun[:-1]])
        self._tell(notices.MailBegun(whole))

    def rewrite(self, draft_id: str) -> None:
        """A stopped reply's text, to be looked at and sent anew: a fresh draft, so that what it had seen is what is
        shown now. Where somebody has answered meanwhile it is a further answer, on purpose."""
        draft = self._station.store.drafts.get(draft_id)
        if draft is None or draft.state not in _AT_REST:
            return
        if draft.kind == "mail" or (draft.ticket and not known(self._station.journal, draft.ticket)):
            self._rewrite_mail(draft)
            return
        found = self._station.queries.conversation(about(self._station.journal, draft))
        again = not found.ticket.waiting_slots
        anew = replace(draft, id=self._station.new_id(), state="writing", shown=found.shown, again=again, send="")
        anew = replace(anew, ticket=found.ticket.id)
        if self._written_anew(draft, replace(anew, reason="", agent="", date=0, facts={})):
            self.read(found.ticket.id, shown=True)
        self.review()

    def _rewrite_mail(self, draft: Draft) -> None:
        """It belongs to no ticket that could be shown."""
        clean = replace(draft, kind="mail", state="writing", send="", reason="", agent="", date=0, facts={})
        anew = replace(clean, id=self._station.new_id(), ticket="", shown=START)
        if self._written_anew(draft, anew):
            self._tell(notices.MailBegun(anew))
        self.review()

    def _written_anew(self, draft: Draft, anew: Draft) -> bool:
        """One in place of the other. False when it is leaving by now, or gone: then there is nothing to write on."""
        with self._station.store.transaction():
            if self._station.store.drafts.move(draft.id, _AT_REST, "dismissed") is None:
                return False
            self._station.store.drafts.put(anew)
        return True

    def edit(self, ticket: str, command: Command) -> None:
        try:
            self._station.acting.keep(ticket, command)
        except SportelloError as error:
            self._tell(notices.EditKept(ticket, error))
            return
        self._edited(ticket)
        self._tell(notices.EditKept(ticket))

    def sign(self, text: str, mailbox: str) -> None:
        try:
            self._signatures.say(text, mailbox)
        except SportelloError as error:
            self._tell(notices.Trouble(error))

    def jot(self, about: str, value: object) -> None:
        try:
            Jotted(self._station.store.profile).keep(about, value)
        except SportelloError as error:
            self._tell(notices.Trouble(error))

    def review(self) -> None:
        store = self._station.store
        items = tuple(self._station.reviewing.items())
        mails = len(store.drafts.in_state(*_ON_THEIR_WAY))
        edits = sum(row.kind in _EDITS for row in store.outbox.pending())
        begun = frozenset(self._station.journal.ticket(ticket).id for ticket in store.drafts.written_on() if ticket)
        self._tell(notices.ReviewRead(items, edits, mails, self._station.acting.pending(), begun))
        following, laters = self._station.following, self._station.laters
        self._tell(notices.LeavingRead(tuple(following.listed()), tuple(laters.listed())))

    def _change_searches(self, change: Callable[[], None]) -> None:
        try:
            change()
        except SportelloError as error:
            self._tell(notices.Trouble(error))
        self.searches()

    def _written_on(self, ticket: str) -> tuple[Draft, ...]:
        """A draft follows its ticket into the one that it was merged into."""
        writing = self._station.store.drafts.in_state("writing")
        return tuple(draft for draft in writing if self._station.journal.same(draft.ticket, ticket))

    def _stored(self, draft: Draft, work: Callable[[], None]) -> bool:
        """All of it or nothing; the author is told which."""
        try:
            with self._station.store.transaction():
                work()
        except SportelloError as error:
            self._tell(notices.DraftKept(draft, error))
            return False
        self._tell(notices.DraftKept(draft))
        return True

    def _edited(self, ticket: str) -> None:
        self._tell(notices.TicketsChanged(frozenset({ticket})))
        self.review()
        self._write()
