"""A draft on its way: claim, undo window, last look, bytes once, intent, transaction, aftermath (WIRE.md section 6).

Each step is stored before it is taken, so that a restart knows how far the last process came (``recovery``). A
reply that stops anywhere keeps its text in *To review*; one written offline waits and asks anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import msgspec

from desktop.domain.errors import NEEDS_PASSWORD, Offline, OutcomeUncertain, RefusedByTeam, SportelloError
from desktop.domain.texts import After
from desktop.domain.ticket import shown_reference
from desktop.engine.aftermath import Aftermath
from desktop.engine.canned import Canned
from desktop.engine.composing import Letter, Setting, build, check_recipients
from desktop.engine.correspondents import customers, require_reached
from desktop.engine.journal import Journal
from desktop.engine.looking import Looking
from desktop.engine.refusals import refusal
from desktop.engine.shown import shown_up_to
from desktop.engine.sides import begins, opened, to_answer
from desktop.engine.signatures import Signatures
from desktop.engine.transactions import REFUSED_HERE, Moment, Transactions, moment
from desktop.journal.decide import slots_to_answer
from desktop.journal.entries import (
    READER_VERSION,
    START,
    Claimed,
    Entry,
    Position,
    SendIntended,
    SlotKey,
)
from desktop.journal.grants import judge_intent
from desktop.journal.slots import draft_slot
from desktop.journal.state import Claim, GrantState, Ticket
from desktop.journal.working import Verdict
from desktop.mime.addresses import strict_addr_spec
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Message
from desktop.ports.store.sends import Send

UNDO_WINDOW = 10
"""Seconds in which a person can take a reply back, unless the team's settings say otherwise."""

KEPT_FOR = 2 * 3600
"""Seconds after which a reply written offline no longer leaves by itself."""

_TEXT_NOT_HERE = "text-not-visible"
_KEPT = "kept-for-later"


class Sending:
    def __init__(
        self,
        store: Store,
        journal: Journal,
        looking: Looking,
        transactions: Transactions,
        aftermath: Aftermath,
        canned: Canned,
        clock: Clock,
        entropy: Entropy,
        attribution: str,
    ) -> None:
        self._store = store
        self._journal = journal
        self._looking = looking
        self._transactions = transactions
        self._aftermath = aftermath
        self._canned = canned
        self._clock = clock
        self._entropy = entropy
        self._attribution = attribution
        self._signatures = Signatures(store.profile)

    def send(self, draft: Draft, undo: Callable[[], bool]) -> Send:
        """The whole way. ``undo`` waits for the undo window and says whether the person let it pass. Returns the
        sent mail. Raises RefusedByTeam, OutcomeUncertain, LocksNotAvailable, Offline (kept for later), or
        SportelloError; in every case the text is still there."""
        draft = replace(draft, state="sending")
        self._store.drafts.put(draft)
        claimed_here = False
        try:
            check_recipients(draft)
            draft = self._read_up(draft)
            new = begins(draft)
            if new:
                self._let_pass(undo)
            draft = opened(self._store, self._journal, draft)
            self._judge(draft, self._journal.ticket(draft.ticket), holding=False)
            claimed_here = self._claim(draft)
            if not new:
                self._let_pass(undo)
            self._looking.last(self._journal.ticket(draft.ticket))
            send, started = self._asked(draft)
        except SportelloError as error:
            self._stopped(draft, error, claimed_here)
            if isinstance(error, Offline):
                raise Offline(_KEPT, **error.facts) from error
            raise
        return self._carried_out(draft, send, started)

    def in_the_way(self, draft: Draft) -> SportelloError | None:
        """Why it could not leave now, as far as is known here, if the ticket were ours. Writes nothing."""
        ticket, me = self._journal.ticket(draft.ticket), self._journal.me
        held = msgspec.structs.replace(ticket, claim=Claim("", me.agent, me.workstation, 0, 0, START))
        try:
            self._judge(draft, held, holding=True)
        except SportelloError as error:
            return error
        return None

    def _let_pass(self, undo: Callable[[], bool]) -> None:
        if not undo():
            raise SportelloError("send-undone")

    def leave_kept(self) -> list[SportelloError]:
        """Replies written offline, now that the log can be reached: each becomes a fresh claim and intent, or goes
        to *To review* when it has become old or something new has to be read. Returns what stopped any."""
        stopped: list[SportelloError] = []
        for kept in self._store.drafts.in_state("kept"):
            draft = self._store.drafts.move(kept.id, ("kept",), "sending")
            if draft is None:
                continue  # its author has taken it up again while those before it left
            age = int(self._clock.now().timestamp()) - draft.created
            try:
                if age > KEPT_FOR:
                    error = RefusedByTeam("kept-too-long", reference=self._name(draft.ticket))
                    self._stopped(draft, error, release=False)
                    raise error
                self.send(draft, lambda: True)
            except SportelloError as error:
                stopped.append(error)
        return stopped

    def resend(self, send: Send) -> str:
        """An uncertain mail once more, same bytes; asked for by a person. Returns the outcome: sent. Raises
        OutcomeUncertain when it still is, also to one who breaks it off."""
        try:
            outcome = self._transactions.resend(send)
        except KeyboardInterrupt as interrupt:
            raise self._bad_end(send, "uncertain") from interrupt
        if outcome != "sent":
            raise self._bad_end(send, outcome)
        self._finish(send)
        return outcome

    def finish_interrupted(self) -> None:
        """Mails that a former process saw leaving, but whose copy, flags, release or status it still owed."""
        for draft in self._store.drafts.in_state("sending"):
            send = self._store.sends.get(draft.send) if draft.send else None
            if send is not None and send.state == "sent":
                self._finish(send)

    def believe_log(self) -> None:
        """Our uncertain mails whose end the log knows by now, from evidence or a person: what follows a Sent."""
        for send in self._store.sends.unfinished():
            if send.state != "uncertain" or send.is_automatic:
                continue
            grant = self._journal.ticket(send.ticket).grants.get(send.id)
            if grant is None or grant.unresolved:
                continue
            if grant.state is GrantState.SENT:
                self._store.sends.set_state(send.id, "sent", send.detail)
                self._finish(send)
            else:
                self._store.sends.set_filed(send.id)

    def _read_up(self, draft: Draft) -> Draft:
        """Replay. A draft that says nothing of what was shown counts from here; written offline, from what could be
        read then."""
        try:
            self._journal.catch_up()
            self._journal.flush()
        finally:
            if draft.shown == START:
                draft = replace(draft, shown=self._readable(draft))
                self._store.drafts.put(draft)
        return draft

    def _readable(self, draft: Draft) -> Position:
        head = self._journal.head
        return shown_up_to(self._journal.ticket(draft.ticket), self._store.messages, head) if draft.ticket else head

    # -- up to the intent ---------------------------------------------------------------------------------------

    def _judge(self, draft: Draft, ticket: Ticket, *, holding: bool) -> tuple[SlotKey, ...]:
        """What the fold would say, asked before anything is written; and what it cannot know: whether the answers
        given so far can be read here."""
        keys = self._keys(draft, ticket)
        me = self._journal.me
        intent = SendIntended(slots=keys, shown=draft.shown, message_id="", sha256="")
        entry = Entry(
            "", "send-intended", ticket.id, me.author, 0, self._journal.head, READER_VERSION, intent, self._journal.head
        )
        verdict = judge_intent(ticket, entry, intent)
        # Whether another's lease has run out only the log can say, by the date of our own Claimed.
        claimable = verdict.reason in ("not-holder", "held") and not holding
        if not verdict.applied and not claimable:
            raise refusal(self._journal.team, ticket, verdict)
        return keys

    def _keys(self, draft: Draft, ticket: Ticket) -> tuple[SlotKey, ...]:
        fresh = ticket.id == draft_slot(draft.id) and not ticket.grants
        keys = (SlotKey(ticket.id, 0),) if fresh else slots_to_answer(ticket, draft.again)
        if isinstance(keys, Verdict):
            raise refusal(self._journal.team, ticket, keys)
        for key in keys:
            for answer in ticket.slots[key.slot].answers:
                if not self._store.messages.by_message_id(answer.message_id):
                    verdict = Verdict(False, _TEXT_NOT_HERE, answer.agent, answer.date, answer.id)
                    raise refusal(self._journal.team, ticket, verdict)
        return keys

    def _claim(self, draft: Draft) -> bool:
        """Take the ticket unless it is ours already. Whether it was taken here."""
        ticket = self._journal.ticket(draft.ticket)
        if ticket.claim is not None and ticket.claim.workstation == self._journal.me.workstation:
            return False
        _, verdict = self._journal.write(ticket.id, Claimed())
        if not verdict.applied:
            now = self._journal.ticket(draft.ticket)
            self._judge(draft, now, holding=False)  # what has become of it meanwhile tells more than who stands there
            raise refusal(self._journal.team, now, verdict)
        return True

    def _asked(self, draft: Draft) -> tuple[Send, Moment]:
        """Judge once more after the last look, build the bytes, store them, write the intent, read it back."""
        ticket = self._journal.ticket(draft.ticket)
        keys = self._judge(draft, ticket, holding=True)
        letter = self._letter(draft, ticket, keys)
        asked = customers(self._store.messages, (key.slot for key in keys), self._journal.team.mailboxes)
        require_reached(ticket, asked, letter.recipients)
        entry_id = self._entropy.token(12).hex()
        digest = hashlib.sha256(letter.message).hexdigest()
        send = Send(
            id=entry_id,
            ticket=ticket.id,
            draft=draft.id,
            mailbox=draft.mailbox or ticket.mailbox,
            recipients=letter.recipients,
            slots=keys,
            message_id=letter.message_id,
            sha256=digest,
            message=letter.message,
            state="prepared",
            run=self._journal.me.run,
        )
        with self._store.transaction():
            self._store.sends.add(send)
            self._store.drafts.put(replace(draft, send=entry_id))
        intent = SendIntended(keys, draft.shown, letter.message_id, digest, letter.recipients[0])
        started = moment(self._clock)
        try:
            _, verdict = self._journal.write(ticket.id, intent, entry_id)
        except SportelloError as error:
            self._transactions.give_up(send, error.code)
            raise
        if not verdict.applied:
            self._store.sends.set_state(send.id, "abandoned", verdict.reason)
            raise refusal(self._journal.team, self._journal.ticket(ticket.id), verdict)
        self._store.sends.set_state(send.id, "granted")
        return send, started

    def _letter(self, draft: Draft, ticket: Ticket, keys: tuple[SlotKey, ...]) -> Letter:
        asked = self._asked_mail(draft, ticket, keys)
        mailbox = draft.mailbox or (asked.mailbox if asked else ticket.mailbox)
        draft = replace(draft, mailbox=mailbox)
        if asked is not None and asked.outgoing and not draft.to:
            written = [address.email for address in asked.mail.to]
            draft = replace(draft, to=tuple(address for address in written if strict_addr_spec(address)))
        setting = Setting(
            ticket,
            self._journal.team,
            self._signatures.under(self._journal.team, mailbox),
            self._attribution,
            self._clock.now().astimezone(),
            self._entropy.token(8).hex(),
        )
        return build(draft, setting, asked, self._store.messages.get(draft.quoted) if draft.quoted else None)

    def _asked_mail(self, draft: Draft, ticket: Ticket, keys: tuple[SlotKey, ...]) -> Message | None:
        """The newest of the mails that the reply covers; for a new mail none, for a further one our own last."""
        if ticket.id == draft_slot(draft.id):
            return None
        if ticket.side_of:
            return to_answer(list(self._store.messages.of_ticket(ticket.id)))
        found = [m for key in keys if (m := self._store.messages.get(key.slot)) is not None]
        found = found or [m for m in self._store.messages.of_ticket(ticket.id) if m.outgoing]
        if not found:
            raise SportelloError("mail-not-here", reference=shown_reference(ticket.reference))
        return max(found, key=lambda m: (m.received, m.slot))

    # -- from the grant on --------------------------------------------------------------------------------------

    def _carried_out(self, draft: Draft, send: Send, started: Moment) -> Send:
        try:
            outcome = self._transactions.carry_out(send, started)
        except SportelloError as error:
            self._stopped(draft, error, release=True)
            raise
        if outcome == "sent":
            self._finish(send)
            return send
        ended = self._bad_end(send, outcome)
        self._stopped(draft, ended, release=outcome != "uncertain")
        raise ended

    def _finish(self, send: Send) -> None:
        """What its author wanted to happen after it is queued, counted and struck out of the draft in one transaction:
        neither a crash nor another lane carries it out twice."""
        stored = self._store.sends.get(send.id) or send
        self._aftermath.of_sent(stored)
        with self._store.transaction():
            draft = self._store.drafts.get(send.draft)
            self._aftermath.settle(stored, draft)
            if draft is not None:
                self._canned.used(draft.after.texts)
                done = replace(draft, state="sent", reason="", agent="", date=0)
                self._store.drafts.put(replace(done, after=After(), resolve=False, remind=0))
        self._aftermath.tell(stored.ticket)

    def _bad_end(self, send: Send, outcome: str) -> SportelloError:
        stored = self._store.sends.get(send.id) or send
        reference = self._name(send.ticket)
        match outcome:
            case "uncertain":
                return OutcomeUncertain("send-uncertain", reference=reference, detail=stored.detail, id=send.id)
            case "refused" if stored.detail in REFUSED_HERE:
                return SportelloError(stored.detail, address=stored.address)
            case "refused" if stored.address:
                return SportelloError("recipient-refused", address=stored.address, detail=stored.detail)
            case "refused":
                return SportelloError("mail-refused", reference=reference, detail=stored.detail)
        return SportelloError("send-abandoned", reference=reference, detail=stored.detail or "-")

    def _stopped(self, draft: Draft, error: SportelloError, release: bool) -> None:
        """The text stays: kept to leave later when only the line or a password was missing, else in *To review* with
        its reason."""
        stored = self._store.drafts.get(draft.id) or draft
        agent, when = str(error.facts.get("agent", "")), int(error.facts.get("when", 0))
        state, code = (
            ("kept", _KEPT) if isinstance(error, Offline) or error.code in NEEDS_PASSWORD else ("stopped", error.code)
        )
        self._store.drafts.put(
            replace(stored, state=state, reason=code, agent=agent, date=when, facts=dict(error.facts))
        )
        if release and not isinstance(error, Offline):
            self._aftermath.release(stored.ticket)

    def _name(self, ticket_id: str) -> str:
        return shown_reference(self._journal.ticket(ticket_id).reference) if ticket_id else ""
