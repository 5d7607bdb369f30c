"""People at their workstations: they look, take, answer, note, change their minds, and settle what is left open."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.domain.commands import (
    AssignTicket,
    BreakClaim,
    ClaimTicket,
    MergeTickets,
    ReleaseTicket,
    RevokeGrant,
    SetPriority,
    SetStatus,
    SettleGrant,
    SnoozeTicket,
    SplitTicket,
    TagTicket,
    UndoExternal,
    WakeTicket,
    WriteNote,
)
from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.domain.texts import After
from desktop.domain.ticket import Priority, Role, Status
from desktop.engine.composing import Letter, notice
from desktop.engine.correspondents import customers
from desktop.engine.workstation import Workstation
from desktop.journal.entries import Halted, Removed, Renewed, Resumed
from desktop.journal.state import Grant, Ticket
from desktop.ports.store.drafts import Draft
from tests.simulation.machine import Machine, Process, attempt
from tests.simulation.world import Planned, Word, World

_ERRANDS = {
    "sync": 3.0, "look": 2.0, "show": 2.0, "reply": 6.0, "stale reply": 2.0, "further reply": 1.0, "compose": 0.4,
    "claim": 1.0, "release": 0.7, "renew": 0.4, "break": 0.2, "tag": 0.7, "priority": 0.4, "status": 0.5,
    "assign": 0.5, "note": 1.0, "review": 1.5, "revoke": 1.0, "automatic": 0.5, "merge": 0.3, "split": 0.2,
    "undo external": 0.3, "duty": 0.3, "invite": 1.0,
}  # fmt: skip
_METHODS = {"invite": "invite"}
_RARE = {"halt": 0.5, "resume": 1.5, "remove": 2.0}
_PLANS = {"plan": 6.0, "take back": 1.0, "forward": 2.0, "snooze": 1.0, "merge": 1.0, "split": 1.0}
_FOLLOW_UPS = {"resolve": 4.0, "reopen": 0.7, "stop": 0.7, "tell": 1.0}
_THINKING = (2.0, 5.0, 20.0, 60.0, 180.0, 600.0)


class Person:
    """One agent's habits at one machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.world: World = machine.world
        self.rng: random.Random = self.world.rng(f"person:{machine.name}")
        chosen = {errand: weight for errand, weight in _ERRANDS.items() if self.rng.random() < 0.8 or weight >= 2}
        for event, errands in (("halt", ("halt", "resume")), ("removal", ("remove",))):
            if event in self.world.faults.events:
                chosen.update((errand, _RARE[errand]) for errand in errands)
        if self.world.asks:
            chosen.update(_FOLLOW_UPS)
        if self.world.plans:
            chosen.update(_PLANS)
        if machine.name == self.world.faults.patient:
            chosen["revoke"] = 20.0
        self._errands = {errand: weight * self.rng.choice((0.3, 1.0, 1.0, 3.0)) for errand, weight in chosen.items()}

    def think(self) -> float:
        return self.rng.choice(_THINKING)

    def act(self, process: Process, station: Workstation) -> None:
        """One errand of this person's choice."""
        errand = self.rng.choices(list(self._errands), list(self._errands.values()))[0]
        do: Callable[[Process, Workstation], Any] = getattr(
            self, _METHODS.get(errand) or f"_{errand.replace(' ', '_')}"
        )
        self.world.note(f"{self.machine.name}: {errand}")
        attempt(self.world, errand, lambda: do(process, station))

    # -- looking ------------------------------------------------------------------------------------------------

    def _sync(self, _: Process, station: Workstation) -> None:
        note_round(self.world, station.syncing.everything())

    def _look(self, _: Process, station: Workstation) -> None:
        note_round(self.world, station.syncing.journal_only())

    def _duty(self, _: Process, station: Workstation) -> None:
        note_round(self.world, station.syncing.everything(announce=station.duty.mine()))

    def _show(self, process: Process, station: Workstation) -> None:
        ticket = self._ticket(station)
        if ticket is not None:
            self._shown(process, station, ticket)

    def _shown(self, process: Process, station: Workstation, ticket: Ticket) -> None:
        process.step("show")
        station.queries.mark_shown(station.queries.conversation(ticket.id))

    # -- answering ----------------------------------------------------------------------------------------------

    def _reply(self, process: Process, station: Workstation) -> None:
        """Look, read, think, write."""
        ticket = self._waiting(station)
        if ticket is None:
            return
        if self.rng.random() < 0.8:
            station.syncing.journal_only()
        self._shown(process, station, station.journal.ticket(ticket.id))
        process.wait(self.think())
        self.answer(process, station, ticket)

    def _stale_reply(self, process: Process, station: Workstation) -> None:
        """With whatever was last seen of it on this screen."""
        ticket = self._waiting(station)
        if ticket is not None:
            self.answer(process, station, ticket)

    def _further_reply(self, process: Process, station: Workstation) -> None:
        """A deliberate further answer."""
        ticket = self._ticket(station)
        if ticket is None:
            return
        if self.rng.random() < 0.5:
            self._shown(process, station, ticket)
            process.wait(self.think())
        self.answer(process, station, ticket, again=True)

    def answer(self, process: Process, station: Workstation, ticket: Ticket, again: bool = False) -> None:
        word = self._word(station, "reply", again)
        draft = self._draft(station, word, ticket=ticket.id, shown=station.queries.shown(ticket.id), again=again)
        station.sending.send(draft, lambda: self._undo_window(process))

    def _compose(self, process: Process, station: Workstation) -> None:
        word = self._word(station, "reply", again=False)
        mailbox = self.rng.choice(list(station.journal.team.mailboxes))
        draft = self._draft(station, word, mailbox=mailbox, to=("fornitore@example.net",), subject="Un ordine")
        station.sending.send(draft, lambda: self._undo_window(process))

    def _undo_window(self, process: Process) -> bool:
        process.wait(10.0)
        return self.rng.random() < 0.97

    def _word(self, station: Workstation, kind: str, again: bool) -> Word:
        token = f"word-{self.rng.randbytes(5).hex()}"
        word = Word(token, self.machine.name, kind, station.new_id(), again)
        self.world.record.words[token] = word
        return word

    def _draft(self, station: Workstation, word: Word, **fields: Any) -> Draft:
        known: dict[str, Any] = {"ticket": "", "mailbox": "", "to": (), "subject": "", **fields}
        known.setdefault("shown", station.journal.head)
        known.setdefault("again", False)
        created = int(self.machine.clock.now().timestamp())
        text = f"Gentile cliente, {word.token}."
        draft = Draft(
            id=word.id, cc=(), text=text, resolve=self.rng.random() < 0.3, created=created, state="sending", **known
        )
        return self._followed(draft, word) if self.world.plans else draft

    # -- answers that leave later, or do something once they have left ------------------------------------------

    def _followed(self, draft: Draft, word: Word) -> Draft:
        """Its texts tag the ticket, with a word of their own, put it on hold, and promise; or it waits for others."""
        if self.rng.random() < 0.5:
            status = self.rng.choice(("", "on-hold", "resolved"))
            due = draft.created + 3600 if self.rng.random() < 0.3 else 0
            draft = replace(draft, after=After((f"tag-{word.token}",), status, due, "reso/taglia"))
        return replace(draft, remind=draft.created + 1800) if self.rng.random() < 0.2 else draft

    def _plan(self, process: Process, station: Workstation) -> None:
        ticket = self._waiting(station)
        if ticket is None:
            return
        self._shown(process, station, ticket)
        process.wait(self.think())
        word = self._word(station, "reply", again=False)
        draft = self._draft(station, word, ticket=ticket.id, shown=station.queries.shown(ticket.id))
        delay = self.rng.choice((90, 90, 600, 1500, 4000))
        draft = replace(draft, state="writing", leaves=draft.created + delay)
        told = Planned(word.token, self.machine.name, ticket.id, draft.leaves, draft.shown.uid)
        self.world.record.planned.append(told)
        station.laters.plan(draft)
        station.syncing.journal_only()
        if self.rng.random() < 0.7:  # the window stays open until then
            process.wait(delay + 5.0)
            note_round(self.world, station.syncing.journal_only())

    def _take_back(self, process: Process, station: Workstation) -> None:
        """And send it now."""
        own = [one for one in station.laters.listed() if one.own]
        if own and station.laters.take_back(found := self.rng.choice(own).id):
            draft = station.store.drafts.get(found)
            assert draft is not None
            self.world.record.planned[:] = [one for one in self.world.record.planned if one.token not in draft.text]
            station.sending.send(draft, lambda: self._undo_window(process))

    def _forward(self, process: Process, station: Workstation) -> None:
        """To a supplier, who mostly answers."""
        ticket = self._ticket(station)
        if ticket is None:
            return
        word = self._word(station, "forward", again=False)
        to, mailbox = "fornitore@example.net", ticket.mailbox
        draft = self._draft(station, word, ticket=ticket.id, mailbox=mailbox, to=(to,), subject="Un pacco")
        sent = station.sending.send(replace(draft, kind="forward"), lambda: self._undo_window(process))
        if self.rng.random() < 0.7:
            head = f"From: <{to}>\r\nTo: <{mailbox}>\r\nSubject: Re: Un pacco\r\nMessage-ID: <{word.token}@example.net>"
            head += f"\r\nIn-Reply-To: {sent.message_id}\r\nDate: Thu, 09 Oct 2025 11:00:00 +0000\r\n\r\nDomani.\r\n"
            self.world.mail.deliver(mailbox, head.encode())

    def _snooze(self, _: Process, station: Workstation) -> None:
        until = int(self.machine.clock.now().timestamp()) + self.rng.choice((300, 4000))
        self._act(station, lambda _: SnoozeTicket(until) if self.rng.random() < 0.7 else WakeTicket())

    # -- claims and edits ---------------------------------------------------------------------------------------

    def _claim(self, _: Process, station: Workstation) -> None:
        self._act(station, lambda _: ClaimTicket(take_over=self.rng.random() < 0.3))

    def _release(self, _: Process, station: Workstation) -> None:
        me = station.journal.me.workstation
        held = [t for t in self.tickets(station) if t.claim is not None and t.claim.workstation == me]
        if held:
            station.acting.act(self.rng.choice(held).id, ReleaseTicket())

    def _renew(self, _: Process, station: Workstation) -> None:
        me = station.journal.me.workstation
        held = [t for t in self.tickets(station) if t.claim is not None and t.claim.workstation == me]
        if held:
            ticket = self.rng.choice(held)
            station.journal.write(ticket.id, Renewed(claim=ticket.claim.id))

    def _break(self, _: Process, station: Workstation) -> None:
        held = [t for t in self.tickets(station) if t.claim is not None]
        if held:
            station.acting.act(self.rng.choice(held).id, BreakClaim())

    def _tag(self, _: Process, station: Workstation) -> None:
        tag = self.rng.choice(("reso", "fattura", "urgente"))
        add = self.rng.random() < 0.7
        self._act(station, lambda _: TagTicket((tag,), ()) if add else TagTicket((), (tag,)))

    def _priority(self, _: Process, station: Workstation) -> None:
        self._act(station, lambda _: SetPriority(self.rng.choice(list(Priority))))

    def _status(self, _: Process, station: Workstation) -> None:
        self._act(station, lambda _: SetStatus(self.rng.choice((Status.OPEN, Status.WAITING, Status.RESOLVED))))

    def _resolve(self, _: Process, station: Workstation) -> None:
        self._act(station, lambda _: SetStatus(Status.RESOLVED))

    def _reopen(self, _: Process, station: Workstation) -> None:
        resolved = [ticket for ticket in self.tickets(station) if ticket.status is Status.RESOLVED]
        if resolved:
            station.acting.act(self.rng.choice(resolved).id, SetStatus(Status.OPEN))

    def _tell(self, _: Process, station: Workstation) -> None:
        station.first_looks.tell()

    def _stop(self, _: Process, station: Workstation) -> None:
        planned = station.following.listed()
        if planned:
            station.following.stop(self.rng.choice(planned).id)

    def _assign(self, _: Process, station: Workstation) -> None:
        who = self.rng.choice(["", station.journal.me.agent, *station.journal.team.agents()])
        self._act(station, lambda _: AssignTicket(who))

    def _note(self, _: Process, station: Workstation) -> None:
        word = self._word(station, "note", again=False)
        self._act(station, lambda _: WriteNote(f"Nota: {word.token}"))

    def _merge(self, _: Process, station: Workstation) -> None:
        """Mostly of one customer; two customers' tickets are refused."""
        tickets = self.tickets(station)
        if len(tickets) > 1:
            into, absorbed = self.rng.sample(tickets, 2)
            alike = [
                t for t in tickets if t.id != into.id and self._customer(station, t) == self._customer(station, into)
            ]
            if alike and self.rng.random() < 0.9:
                absorbed = self.rng.choice(alike)
            station.acting.act(into.id, MergeTickets(absorbed.id))

    def _customer(self, station: Workstation, ticket: Ticket) -> str:
        mail = station.store.messages.get(ticket.id)
        return mail.mail.sender.email if mail is not None and mail.mail.sender is not None else ""

    def part(self, station: Workstation, ticket: Ticket) -> None:
        """Each other customer's mails to a ticket of their own."""
        found = customers(station.store.messages, ticket.slots, ())
        for mails in found.values() if len(found) > 1 else ():
            slots = tuple(mail.slot for mail in mails)
            if ticket.id not in slots:
                station.acting.act(ticket.id, SplitTicket(slots))

    def _split(self, _: Process, station: Workstation) -> None:
        several = [t for t in self.tickets(station) if len(t.slots) > 1]
        if several:
            ticket = self.rng.choice(several)
            if self.rng.random() < 0.5:
                self.part(station, ticket)
                return
            station.acting.act(ticket.id, SplitTicket((self.rng.choice(list(ticket.slots)),)))

    def _undo_external(self, _: Process, station: Workstation) -> None:
        for item in station.reviewing.items():
            if item.kind == "flagged" and self.rng.random() < 0.5:
                station.acting.act(item.ticket, UndoExternal(item.id))
                return

    def _act(self, station: Workstation, command: Callable[[Ticket], Any]) -> None:
        ticket = self._ticket(station)
        if ticket is not None:
            station.acting.act(ticket.id, command(ticket))

    # -- what was left open -------------------------------------------------------------------------------------

    def _review(self, _: Process, station: Workstation) -> None:
        items = [item for item in station.reviewing.items() if item.kind != "quarantined"]
        if items:
            self.settle(station, self.rng.choice(items))

    def settle(self, station: Workstation, item: Any) -> None:
        """Who was asked, or looked at the customer's mailbox, mostly knows the truth; sometimes one guesses."""
        match item.kind:
            case "uncertain" | "unresolved":
                left = self.has_left(station, item) if self.rng.random() < 0.8 else self.rng.random() < 0.5
                if item.kind == "uncertain" and self.rng.random() < 0.3:
                    self.world.record.resent[item.id] += 1
                    station.reviewing.settle(item.id, "resend")
                else:
                    station.reviewing.settle(item.id, "sent" if left else "not-sent")
                    if left:
                        self.world.put_aside(item.text)
            case "edit":
                decision = self.rng.choice(("apply", "dismiss"))
                station.reviewing.settle(item.id, decision)
                self.world.put_aside(item.text if decision == "dismiss" else "")
            case "stopped" | "kept":
                if self.rng.random() < 0.5:
                    station.reviewing.settle(item.id, "dismiss")
                    self.world.put_aside(item.text)

    def has_left(self, station: Workstation, item: Any) -> bool:
        grant = station.journal.ticket(item.ticket).grants[item.id]
        return any(t.accepted for t in self.world.record.transactions if t.message_id == grant.message_id)

    def _revoke(self, process: Process, station: Workstation) -> None:
        """Stay with an answer that seems to hang: look now and then until it may be revoked. Or try at once."""
        for _ in range(10 if self.machine.name == self.world.faults.patient else 0):
            if self._hanging(station):
                break
            process.wait(180.0)
            station.syncing.journal_only()
        hanging = self._hanging(station)
        if not hanging:
            return
        ticket, grant = self.rng.choice(hanging)
        if self.rng.random() < 0.5:
            for _ in range(3):
                station.syncing.journal_only()
                process.wait(605.0)
        decision = RevokeGrant(grant.id) if self.rng.random() < 0.7 else SettleGrant(grant.id, sent=False)
        station.acting.act(ticket.id, decision)

    def _hanging(self, station: Workstation) -> list[tuple[Ticket, Grant]]:
        return [(t, g) for t in self.tickets(station) for g in t.grants.values() if g.unresolved]

    # -- the team -----------------------------------------------------------------------------------------------

    def _automatic(self, _: Process, station: Workstation) -> None:
        """A survey for a ticket: whoever thinks of it, once."""
        ticket = self._ticket(station)
        mail = station.store.messages.get(ticket.id) if ticket is not None else None
        if ticket is None or mail is None:
            return

        def letter() -> Letter:
            now = self.machine.clock.now()
            return notice("Com'è andata?", ticket, station.journal.team, mail, now, self.machine.entropy.token(8).hex())

        station.automatic.send("survey", ticket.id, ticket.mailbox, letter)

    def invite(self, process: Process, station: Workstation) -> None:
        """For a colleague whose database was put back."""
        waiting = [name for name, file in self.world.invitations.items() if file is None]
        if waiting:
            role = Role.LEAD if waiting[0] == self.machine.name else Role.AGENT
            self.world.invitations[waiting[0]] = process.founding().invite(station.journal, role)

    def rejoin(self, process: Process) -> bool:
        """Ask for a new key, and take it when a lead has sent the file."""
        name = self.machine.name
        file = self.world.invitations.setdefault(name, None)
        if file is None:
            return False
        del self.world.invitations[name]
        return attempt(self.world, "join again", lambda: process.founding().join(file, self.machine.agent))

    def _halt(self, _: Process, station: Workstation) -> None:
        station.journal.write("", Halted(reason="prova"))

    def _resume(self, _: Process, station: Workstation) -> None:
        if station.journal.team.halted is not None:
            station.journal.write("", Resumed())

    def _remove(self, _: Process, station: Workstation) -> None:
        me, team = station.journal.me, station.journal.team
        others = [m.workstation for m in team.members.values() if m.active and not m.is_lead]
        member = team.member(me.workstation)
        if len(others) > 1 and member is not None and member.is_lead:
            station.journal.write("", Removed(workstation=self.rng.choice(others)))

    # -- choices ------------------------------------------------------------------------------------------------

    def tickets(self, station: Workstation) -> list[Ticket]:
        rows = station.store.reader.tickets("all", "", Query(), 50)
        return sorted((station.journal.ticket(row.id) for row in rows), key=lambda ticket: ticket.number)

    def _ticket(self, station: Workstation) -> Ticket | None:
        tickets = self.tickets(station)
        return self.rng.choice(tickets) if tickets else None

    def _waiting(self, station: Workstation) -> Ticket | None:
        waiting = [ticket for ticket in self.tickets(station) if ticket.waiting_slots]
        return self.rng.choice(waiting) if waiting else None


def note_round(world: World, done: Any) -> None:
    """What a person would read of a round."""
    errors: list[SportelloError] = [*done.troubles, *done.stopped, *([done.doubt] if done.doubt else [])]
    for error in errors:
        world.count(f"refused {error.code}")
