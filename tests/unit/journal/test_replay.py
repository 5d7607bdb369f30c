"""Reading the log in order: the same state from any prefix, any batch, any restart; rows that are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.ticket import Status
from desktop.journal.codec import message
from desktop.journal.entries import (
    ROLES,
    Abandoned,
    Arrived,
    Assigned,
    AutomaticClaimed,
    AutomaticEnded,
    ClaimBroken,
    Claimed,
    Evidence,
    External,
    ExternalUndone,
    Filed,
    FollowUpPlanned,
    FollowUpScored,
    FollowUpStopped,
    Genesis,
    Halted,
    Kind,
    MailboxAdded,
    Merged,
    Noted,
    Opened,
    OpenedTicket,
    PolicySet,
    Position,
    Prioritised,
    Refused,
    Released,
    Removed,
    Renewed,
    Resumed,
    Revoked,
    Seen,
    SendAttempted,
    SendIntended,
    Sent,
    Settled,
    SlotKey,
    Split,
    StatusChanged,
    Tagged,
    Uncertain,
)
from desktop.journal.keys import FOLLOW_UP, automatic_id, external_id, plan_id, score_id
from desktop.journal.replay import Batch, Read, first_genesis
from desktop.journal.state import Grant, GrantState, Ticket
from tests.fakes.state import DictState
from tests.unit.journal.office import (
    ANNA,
    BRUNO,
    CLARA,
    DINO,
    EVA,
    JOURNAL,
    LAPTOP,
    MORNING,
    PHONE,
    SERVERS,
    STRANGER,
    Office,
    Person,
    Row,
    joined,
    person,
)

PEOPLE = (ANNA, LAPTOP, BRUNO, PHONE, EVA, CLARA, DINO, STRANGER)
SLOTS = [f"s1:{n}" for n in range(8)]
STEPS = (0, 1, 300, 900, 1_800, 86_400, -2_400)


class Scribe:
    """Writes a log that tests hardly think of: numbers decide who says what about what that stands there."""

    def __init__(self) -> None:
        self.office = Office().found()
        self.digests = {len(self.office.rows): self.office.state.digest()}
        self.newcomers = 0

    def write(self, action: int, who: int, what: int, more: int) -> None:
        author, slot = PEOPLE[who % len(PEOPLE)], SLOTS[what % len(SLOTS)]
        found = self.office.state.ticket(self.office.state.ticket_of_slot(slot) or slot)
        ACTIONS[action % len(ACTIONS)](self, author, slot, found, more)
        self.digests[len(self.office.rows)] = self.office.state.digest()

    # -- each takes: author, slot, its ticket if there is one, a number ------------------------------------------

    def time(self, _: Person, __: str, ___: Ticket | None, more: int) -> None:
        self.office.now += STEPS[more % len(STEPS)]

    def open(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        other = SLOTS[more % len(SLOTS)]
        groups = (OpenedTicket((slot, other), "a@x", more % 3 > 0), OpenedTicket((other,), "b@x"))
        self.office.say(author, "", Opened(tickets=groups))

    def file(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        new = (SLOTS[more % len(SLOTS)], f"s1:new{more % 3}")
        grant = next(iter(ticket.grants), "") if ticket else ""
        self.office.say(author, slot, (Arrived(new), Filed(new), Arrived(new, grant))[more % 3])

    def merge(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        self.office.say(author, slot, Merged(absorbed=SLOTS[more % len(SLOTS)]))

    def split(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        slots = tuple(ticket.slots)[more % 2 :] if ticket else ()
        self.office.say(author, slot, Split(slots=(*slots, "s1:nowhere")))

    def claim(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        name = ROLES[more % 2] if more % 5 == 4 else slot
        live = self.office.team.roles.get(name) if name in ROLES else ticket.claim if ticket else None
        named = live.id if live and more != 3 else "f" * 24
        kinds: tuple[Kind, ...] = (
            Claimed(), Claimed(takes=named), Renewed(claim=named), Released(claim=named), ClaimBroken(claim=named),
        )  # fmt: skip
        self.office.say(author, name, kinds[more % len(kinds)])

    def edit(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        status = ticket.status if ticket and more % 4 else "open"
        assignee = ticket.assignee if ticket and more % 4 else ""
        edits: tuple[Kind, ...] = (
            Tagged(add=(f"t{more}", "é"), remove=(f"t{more + 1}",)), Prioritised(priority=("low", "huge")[more % 2]),
            StatusChanged(status=list(Status)[more % 5], saw=status), Noted(text=f"n{more}"),
            Assigned(assignee=("bruno", "", "eva")[more % 3], saw=assignee),
        )  # fmt: skip
        self.office.say(author, slot, edits[more % len(edits)])

    def intend(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        if ticket and more % 4:
            self.office.say(author, slot, Claimed())
        waiting = ticket.waiting_slots if ticket else ()
        keys = tuple(SlotKey(s, 0) for s in waiting) or (SlotKey(slot, more % 3),)
        shown = Position(1, max(1, self.office.head.uid - (0, 0, 0, 5)[more % 4]))
        entry_id = self.office.new_id()
        self.office.say(author, slot, SendIntended(keys, shown, f"<{entry_id}@x>", ""), entry_id)

    def end(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        grant = list(ticket.grants.values())[more % len(ticket.grants)] if ticket and ticket.grants else None
        name, newest, mail = (grant.id, grant.newest, grant.message_id) if grant else ("e" * 24, "", "<m@x>")
        holder = next((p for p in PEOPLE if grant and p.signer.workstation == grant.workstation), author)
        ends: tuple[tuple[Person, Kind], ...] = (
            (holder, SendAttempted(grant=name)), (holder, Sent(grant=name)), (holder, Refused(grant=name)),
            (holder, Uncertain(grant=name, reply="4")), (holder, Abandoned(entry=name)),
            (author, Revoked(grant=name, newest=newest)), (author, Settled(name, "sent")),
            (author, Settled(name, "not-sent", newest)), (author, Sent(name, Evidence("a@x", 1, 2, mail))),
            (author, Abandoned(entry=f"{self.office.count + more:024x}")),
        )  # fmt: skip
        self.office.say(ends[more % len(ends)][0], slot, ends[more % len(ends)][1])

    def elsewhere(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        evidence = Evidence("a@x", 1, more, f"<{more}@elsewhere>")
        entry_id = external_id(slot, "a@x", 1, more)
        self.office.say(author, slot, External(slot, evidence, text_known=more % 2 == 0), entry_id)

    def undo(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        self.office.say(author, slot, ExternalUndone(external=external_id(slot, "a@x", 1, more)))

    def automatic(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        send = automatic_id("ack", slot)
        if more % 2:
            self.office.say(author, "", AutomaticEnded(send, ("sent", "uncertain", "refused", "odd")[more % 4]))
        else:
            self.office.say(author, "", AutomaticClaimed(slot, "ack", "<m@x>", ""), send)

    def follow_up(self, author: Person, slot: str, ticket: Ticket | None, more: int) -> None:
        cause = ticket.resolution.entry if ticket and ticket.resolution and more % 5 else "d" * 24
        plans = list(ticket.plans.values()) if ticket else []
        plan = plans[more % len(plans)].id if plans else automatic_id(FOLLOW_UP, cause)
        cause = plans[more % len(plans)].occasion if plans and more % 3 else cause
        claim = AutomaticClaimed(cause, FOLLOW_UP, "<f@x>", "")
        words: tuple[tuple[Kind, str], ...] = (
            (FollowUpPlanned(cause, more), plan_id(cause)), (FollowUpStopped(plan), ""),
            (claim, automatic_id(FOLLOW_UP, cause)), (AutomaticEnded(plan, ("sent", "uncertain")[more % 2]), ""),
            (FollowUpScored(plan, more % 5 + 1, SLOTS[more % len(SLOTS)]), score_id(SLOTS[more % len(SLOTS)])),
            (Seen((slot, SLOTS[more % len(SLOTS)])), ""),
        )  # fmt: skip
        self.office.say(author, slot, *words[more % len(words)])

    def team(self, author: Person, _: str, __: Ticket | None, more: int) -> None:
        words: tuple[Kind, ...] = (
            Halted(reason="x"), Resumed(), MailboxAdded("a@x", SERVERS | {"imap_port": more}),
            PolicySet({"undo": more}), Removed(PEOPLE[more % len(PEOPLE)].signer.workstation),
        )  # fmt: skip
        self.office.say(author, "", words[more % len(words)])

    def join(self, _: Person, __: str, ___: Ticket | None, more: int) -> None:
        if self.office.team.members[ANNA.signer.workstation].active:
            self.newcomers += 1
            newcomer = person(("Nina", "Bruno")[more % 2], str(self.newcomers))
            one_time = self.office.invite(("agent", "lead")[more % 2], f"i{self.newcomers}")
            self.office.say(newcomer, "", joined(newcomer, one_time))

    def again(self, _: Person, __: str, ___: Ticket | None, more: int) -> None:
        row = self.office.rows[-1 - more % len(self.office.rows)]
        self.office.append(row.headers + row.body)

    def forge(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        draft = self.office.draft(author, slot, Noted(text="forged"), f"{self.office.count - more:024x}")
        self.office.append(message(draft.statement(), PEOPLE[(more + 1) % 8].signer, "x", "a@x", "n"))

    def newer(self, author: Person, slot: str, _: Ticket | None, more: int) -> None:
        self.office.say_raw(author, {"ticket": slot, "min": more % 3}, {"kind": "newer", "x": [more]})

    def junk(self, _: Person, __: str, ___: Ticket | None, more: int) -> None:
        self.office.append((b"", b"Subject: hello\r\n\r\nhello\r\n", b"X-Sportello: 1\r\n\r\n{")[more % 3])


Action = Callable[[Scribe, Person, str, "Ticket | None", int], None]
ACTIONS: tuple[Action, ...] = (
    Scribe.time, Scribe.open, Scribe.open, Scribe.file, Scribe.merge, Scribe.split, Scribe.claim, Scribe.claim,
    Scribe.edit, Scribe.intend, Scribe.intend, Scribe.intend, Scribe.end, Scribe.end, Scribe.end, Scribe.elsewhere,
    Scribe.undo, Scribe.automatic, Scribe.follow_up, Scribe.team, Scribe.join, Scribe.again, Scribe.forge,
    Scribe.newer, Scribe.junk,
)  # fmt: skip

_NUMBER = st.integers(0, 63)
LOGS = st.lists(st.tuples(_NUMBER, _NUMBER, st.integers(0, 7), _NUMBER), min_size=20, max_size=90)


def _replayed(rows: Sequence[Row], cuts: Sequence[int], *, packed: bool, restarts: bool) -> tuple[DictState, list[str]]:
    """The rows in batches that end at the cuts, and the digest at each cut."""
    state, digests = DictState(packed), []
    for begin, end in zip((0, *cuts), (*cuts, len(rows)), strict=True):
        batch = Batch(state, JOURNAL, 1)
        state.commit(batch, [batch.read(row) for row in rows[begin:end]])
        digests.append(state.digest())
        if restarts:
            state.restart()
    return state, digests


def _verdicts(reads: Sequence[Read]) -> list[object]:
    return [(read.position, read.date, read.verdict) for read in reads]


@settings(max_examples=max(15, settings().max_examples // 5))
@given(log=LOGS, data=st.data())
def test_same_state_from_any_prefix_batch_and_restart(
    log: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    scribe = Scribe()
    for numbers in log:
        scribe.write(*numbers)
    office = scribe.office
    rows = office.rows
    points = data.draw(st.lists(st.sampled_from(list(scribe.digests)), unique=True, max_size=4).map(sorted))
    for cuts, packed, restarts in (((), False, False), (points, True, False), (points, False, True)):
        state, digests = _replayed(rows, cuts, packed=packed, restarts=restarts)
        assert digests == [scribe.digests[end] for end in (*cuts, len(rows))]
        assert _verdicts(state.reads) == _verdicts(office.state.reads)
    _holds_together(office)


def _holds_together(office: Office) -> None:
    """What is true of every state that a log can lead to."""
    tickets = {ticket.id: ticket for ticket in office.state.all_tickets()}
    assert len({ticket.reference for ticket in tickets.values()}) == len(tickets)
    assert len({ticket.number for ticket in tickets.values()}) == len(tickets)
    slots = [(slot, ticket.id) for ticket in tickets.values() for slot in ticket.slots]
    assert len({slot for slot, _ in slots}) == len(slots)
    assert all(office.state.ticket_of_slot(slot) == ticket for slot, ticket in slots)
    for ticket in tickets.values():
        assert (ticket.id in ticket.slots) is not bool(ticket.merged_into)
        assert all(office.state.ticket_of_slot(grant) == ticket.id for grant in ticket.grants)
        assert ticket.marks == tuple(sorted(ticket.marks, key=lambda mark: mark.position))
        if not ticket.merged_into:
            assert office.ticket(ticket.id).id == ticket.id
        for grant in ticket.grants.values():
            _is_written_down(office, grant)


def _is_written_down(office: Office, grant: Grant) -> None:
    """What is known to have left stands at every mail that it answered; a second one has raised the alarm."""
    for key in grant.slots if grant.state is GrantState.SENT else ():
        if office.state.ticket_of_slot(key.slot) is None:
            continue
        home = office.ticket(key.slot)
        ours = [answer.id for answer in home.slots[key.slot].answers if not answer.external]
        assert ours.index(grant.id) <= key.k or any(ticket.alarms for ticket in office.state.all_tickets())


# --- a batch ----------------------------------------------------------------------------------------------------


def _genesis(office: Office, who: Person = ANNA, **changes: str) -> bytes:
    fields = {"team": "t", "team_name": "Shop", "founder_key": who.signer.public, "founder_name": who.name}
    draft = office.draft(who, "", Genesis(**{**fields, **changes}))  # type: ignore[arg-type]
    return message(draft.statement(), who.signer, "x", "a@x", draft.id)


def test_before_the_genesis_nothing_counts() -> None:
    office = Office()
    early = office.draft(ANNA, "", Opened(tickets=(OpenedTicket(("s1:a",), "x"),)))
    raw = message(early.statement(), ANNA.signer, "x", "a@x", "n")
    assert office.append(raw).verdict.quarantined
    assert office.append(_genesis(office)).applied
    assert office.team.members.keys() == {ANNA.signer.workstation}
    assert office.append(raw).applied


def test_the_first_valid_genesis_is_the_journal() -> None:
    office = Office()
    whole = _genesis(office)
    for broken in (b"hello", whole.replace(b'"Shop"', b'"Mine"'), _genesis(office, founder_key=BRUNO.signer.public)):
        assert office.append(broken).verdict.quarantined
    assert first_genesis(office.rows, 1) is None
    assert office.append(whole).applied
    assert office.append(_genesis(office, CLARA)).verdict.quarantined
    assert (office.team.founder, office.team.name) == (ANNA.signer.workstation, "Shop")
    assert first_genesis(office.rows, 1) == (4, JOURNAL)
    assert first_genesis(office.rows, 2) is None


def test_a_batch_commits_what_it_changed_and_nothing_else(office: Office) -> None:
    office.open("s1:a")
    office.open("s1:b")
    rows = [
        _row(office, BRUNO, "s1:a", Tagged(add=("x",))),
        _row(office, BRUNO, "s1:a", Tagged(add=("y",))),
        _row(office, BRUNO, "s1:a", StatusChanged(status="spam", saw="waiting")),
    ]
    before = office.state.digest()
    batch = Batch(office.state, JOURNAL, 1)
    assert [batch.read(row).verdict.applied for row in rows] == [True, True, False]
    assert office.state.digest() == before
    changes = batch.changes()
    assert [(ticket.id, ticket.tags) for ticket in changes.tickets] == [("s1:a", ("x", "y"))]
    assert (changes.team, changes.slots, changes.automatic) == (None, (), ())


def test_a_batch_sees_what_it_has_read(office: Office) -> None:
    """An id, a reference, a number, a slot, a team and an automatic mail of this very batch."""
    send = automatic_id("ack", "s1:a")
    opened = Opened(tickets=(OpenedTicket(("s1:a",), "x"),))
    rows = [
        _row(office, BRUNO, "", opened),
        _row(office, EVA, "", Opened(tickets=(OpenedTicket(("s1:a", "s1:b"), "x"), OpenedTicket(("s1:c",), "x")))),
        _row(office, EVA, "s1:b", Noted(text="n")),
        _row(office, BRUNO, "", AutomaticClaimed("s1:a", "ack", "<m@x>", ""), send),
        _row(office, EVA, "", AutomaticClaimed("s1:a", "ack", "<m@x>", ""), send),
        _row(office, BRUNO, "", AutomaticEnded(send, "sent")),
        _row(office, ANNA, "", Removed(BRUNO.signer.workstation)),
        _row(office, BRUNO, "s1:a", Noted(text="late")),
    ]
    batch = Batch(office.state, JOURNAL, 1)
    reasons = [batch.read(_at(row, n)).verdict.reason for n, row in enumerate(rows, office.head.uid + 1)]
    assert reasons == ["", "", "", "", "duplicate", "", "", "removed"]
    numbers = {ticket.id: ticket.number for ticket in batch.changes().tickets}
    assert numbers == {"s1:a": 1001, "s1:c": 1002}


def _row(office: Office, who: Person, ticket: str, body: Kind, entry_id: str = "") -> Row:
    draft = office.draft(who, ticket, body, entry_id)
    headers, _, text = message(draft.statement(), who.signer, "x", "a@x", "n").partition(b"\r\n\r\n")
    return Row(office.head.uid + 1, MORNING, headers, text)


def _at(row: Row, uid: int) -> Row:
    return Row(uid, row.internal_date, row.headers, row.body)


@pytest.mark.parametrize("date", [-1, 0, 2**40])
def test_any_date_of_a_server_is_taken_as_it_is(office: Office, date: int) -> None:
    office.open("s1:a")
    office.say(BRUNO, "s1:a", Claimed(), at=date - MORNING)
    claim = office.ticket("s1:a").claim
    assert claim is not None
    assert claim.renewed == date
    assert msgspec.json.decode(msgspec.json.encode(claim), type=type(claim)) == claim
