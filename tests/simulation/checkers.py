"""What must hold of every history, read from the log's bytes, the SMTP server's record and the stores: nothing in
here asks the fold under test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulation.world import Word, World, decoded

if TYPE_CHECKING:
    from tests.simulation.ending import Ending

_START_WITHIN = 60.0
_REVOKE = 30 * 60
_A_DAY = 24 * 3600


@dataclass(frozen=True)
class Finding:
    checker: str
    detail: str


@dataclass(frozen=True)
class Entry:
    """One entry of the log in its author's words."""

    uid: int
    date: int
    true: float
    id: str
    kind: str
    ticket: str
    agent: str
    workstation: str
    run: str
    data: dict[str, Any]


class Told:
    """The log as it stands, decoded on its own: the first honest occurrence of each id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.entries: list[Entry] = []
        self.by_id: dict[str, Entry] = {}
        self.by_kind: dict[str, list[Entry]] = defaultdict(list)
        self.about: dict[str, list[Entry]] = defaultdict(list)
        """Grant to everything that names it."""
        self.leads: set[str] = set()
        self.filed: dict[str, int] = {}
        """Slot to the UID at which it was filed first."""
        roles: dict[str, str] = {}
        for uid, date, raw in world.journal.rows:
            found = None if uid in world.journal.forged else decoded(raw)
            if found is None or found["id"] in self.by_id:
                continue
            author, data = found["author"], found["data"]
            entry = Entry(
                uid,
                date,
                world.journal.times.get(uid, 0.0),
                found["id"],
                data["kind"],
                found["ticket"],
                author["agent"],
                author["workstation"],
                author["run"],
                data,
            )
            self.entries.append(entry)
            self.by_id[entry.id] = entry
            self.by_kind[entry.kind].append(entry)
            for slot in _filed(entry):
                self.filed.setdefault(slot, uid)
            self.about[data.get("grant") or data.get("entry", "")].append(entry)
            if entry.kind == "genesis":
                self.leads.add(entry.workstation)
            if entry.kind == "invited":
                roles[data["invitation"]] = data["role"]
            if entry.kind == "joined" and roles.get(data["invitation"]) == "lead":
                self.leads.add(entry.workstation)
        self.intents = {e.data["message_id"]: e for e in self.by_kind["send-intended"]}
        self.automatic = {e.data["message_id"]: e for e in self.by_kind["automatic-claimed"]}

    def slots(self, intent: Entry) -> list[tuple[str, int]]:
        return [(key[0], key[1]) for key in intent.data["slots"]]

    def is_about(self, sent: Entry, slot: str) -> bool:
        """Whether this Sent is the holder's own word on an answer to that slot."""
        intent = self.by_id.get(sent.data["grant"])
        if intent is None or intent.kind != "send-intended" or intent.workstation != sent.workstation:
            return False
        return slot in {key for key, _ in self.slots(intent)}

    def frees(self, entry: Entry, intent: Entry) -> bool:
        """Whether a person with every right has said here that this grant is over."""
        newest = max((e for e in self._permissions(intent) if e.uid < entry.uid), key=lambda e: e.uid, default=intent)
        late = entry.date - newest.date
        if entry.kind == "revoked":
            return late >= (_REVOKE if entry.workstation in self.leads else _A_DAY)
        if entry.kind == "settled" and entry.data["outcome"] == "not-sent":
            entitled = entry.workstation in self.leads or entry.agent == intent.agent
            said = any(
                e.kind == "uncertain" and newest.uid < e.uid < entry.uid and e.workstation == intent.workstation
                for e in self.about[intent.id]
            )
            return entitled and (said or late >= _REVOKE)
        return False

    def _permissions(self, intent: Entry) -> list[Entry]:
        attempts = [
            e for e in self.about[intent.id] if e.kind == "send-attempt" and e.workstation == intent.workstation
        ]
        return [intent, *attempts]

    def permissions(self, intent: Entry, before: float) -> list[Entry]:
        """The intent and the holder's attempts that stood in the log at that moment."""
        return [e for e in self._permissions(intent) if e.true <= before]

    # -- who got an answer --------------------------------------------------------------------------------------

    def accepted(self) -> dict[str, list[float]]:
        """Message-ID to the moments in which SMTP took the mail on."""
        found: dict[str, list[float]] = defaultdict(list)
        for transaction in self.world.record.transactions:
            if transaction.accepted is not None:
                found[transaction.message_id].append(transaction.accepted)
        return found

    def unanswered(self) -> list[str]:
        """Customer messages with no answer, and nobody who says that there is one."""
        answered: set[str] = {e.data["slot"] for e in self.by_kind["external"]}
        for message_id in self.accepted():
            if message_id in self.intents:
                answered |= {slot for slot, _ in self.slots(self.intents[message_id])}
        for entry in (*self.by_kind["settled"], *self.by_kind["sent"]):
            intent = self.by_id.get(entry.data["grant"])
            if intent is not None and intent.kind == "send-intended" and entry.data.get("outcome") != "not-sent":
                answered |= {slot for slot, _ in self.slots(intent)}
        return [mail.slot for mail in self.world.record.mails if mail.slot not in answered]


def check(world: World, ending: Ending) -> list[Finding]:
    told = Told(world)
    return [
        *(Finding("exception", bug) for bug in world.record.bugs),
        *(Finding("last-look", intent) for intent in world.record.unlooked),
        *(Finding("late-dot", dot) for dot in world.record.late_dots),
        *_doubles(told),
        *_unasked(told),
        *_unreached(told),
        *_fence(told),
        *_unseen(told),
        *_permitted(told),
        *_once(told),
        *_resent(told),
        *_stopped(told),
        *_claims(told, ending),
        *_unheard(told, ending),
        *_stores(ending),
        *_words(told, ending),
        *_alive(told, ending),
    ]


def _doubles(told: Told) -> Iterator[Finding]:
    """P1: one customer message, one answer; a further one only when a person asked for it, or after a person with
    the right to it has said that the earlier one is over."""
    given: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for message_id in told.accepted():
        intent = told.intents.get(message_id)
        for slot, k in told.slots(intent) if intent is not None else ():
            given[slot].append((intent, k))
    for slot, answers in given.items():
        answers.sort(key=lambda pair: pair[0].uid)
        for number, (later, k) in enumerate(answers):
            for earlier, j in answers[:number]:
                freed = any(told.frees(e, earlier) and e.uid < later.uid for e in told.about[earlier.id])
                if j == k and not freed:
                    yield Finding("double", f"{slot} twice: {earlier.id} at {earlier.uid}, {later.id} at {later.uid}")
        for intent, k in answers:
            word = _word_of(told.world, intent)
            if k and word is not None and not word.again:
                yield Finding("double", f"{slot}: {intent.id} is a further answer that nobody asked for")
        for intent, k in answers:
            sent = [e for e in told.by_kind["sent"] if e.uid < intent.uid and told.is_about(e, slot)]
            if len({e.data["grant"] for e in sent}) > k:
                yield Finding("double", f"{slot}: {intent.id} after {sent[0].uid} had said that it is answered")
        flags = {e.data["external"] for e in told.by_kind["external-undone"]}
        for intent, k in answers:
            for e in told.by_kind["external"]:
                known = e.data.get("text_known", True) and e.id not in flags
                if k == 0 and e.data["slot"] == slot and known and e.uid < intent.uid:
                    yield Finding("double", f"{slot}: {intent.id} after the answer from elsewhere at {e.uid}")


def _unasked(told: Told) -> Iterator[Finding]:
    """No mail leaves without an entry that stood in the log when its transaction began."""
    for transaction in told.world.record.transactions:
        asked = told.intents.get(transaction.message_id) or told.automatic.get(transaction.message_id)
        if asked is None or asked.true > transaction.begun:
            yield Finding("unasked", f"{transaction.message_id} from {transaction.machine}")


def _unreached(told: Told) -> Iterator[Finding]:
    """A message counts as answered only by a mail that goes to the customer who wrote it."""
    asked = {mail.slot: mail.customer for mail in told.world.record.mails}
    for transaction in told.world.record.transactions:
        intent = told.intents.get(transaction.message_id)
        for slot, _ in told.slots(intent) if intent is not None else ():
            if slot in asked and asked[slot] not in transaction.recipients:
                yield Finding("unreached", f"{slot} of {asked[slot]}: {intent.id} to {sorted(transaction.recipients)}")


def _fence(told: Told) -> Iterator[Finding]:
    """No mail is accepted after somebody with the right to it has freed its slot."""
    for message_id, moments in told.accepted().items():
        intent = told.intents.get(message_id)
        for entry in told.about[intent.id] if intent is not None else ():
            if told.frees(entry, intent) and entry.true < max(moments):
                late = max(moments) - entry.true
                yield Finding("fence", f"{intent.id} left {late:.0f} s after {entry.kind} at {entry.uid}")


def _unseen(told: Told) -> Iterator[Finding]:
    """P1: what was recorded between the position that the author had seen and the intent stops the send."""
    for message_id in told.accepted():
        intent = told.intents.get(message_id)
        shown = intent.data["shown"][1] if intent is not None else 0
        for e in news_to(told, intent, shown) if intent is not None else ():
            yield Finding("unseen", f"{intent.id} shown {shown} did not see {e.kind} at {e.uid}")


def news_to(told: Told, intent: Entry, shown: int) -> Iterator[Entry]:
    """What stands in the log between that position and the intent, and should have stopped it."""
    own = {slot for slot, _ in told.slots(intent)}
    for e in told.entries:
        if shown < e.uid < intent.uid and _is_news(told, e, intent, own):
            yield e


def _filed(entry: Entry) -> list[str]:
    if entry.kind == "arrived":
        return list(entry.data["slots"])
    if entry.kind == "opened":
        return [slot for group in entry.data["tickets"] for slot in group["slots"]]
    return []


def _is_news(told: Told, e: Entry, intent: Entry, own: set[str]) -> bool:
    if e.kind == "noted":
        return e.ticket == intent.ticket and e.workstation != intent.workstation
    if e.kind == "arrived" and "not_delivered" not in e.data:
        return e.ticket == intent.ticket and any(told.filed[slot] == e.uid for slot in e.data["slots"])
    if e.kind == "external":
        return e.data["slot"] in own
    if e.kind in ("sent", "uncertain"):
        other = told.by_id.get(e.data["grant"])
        if other is None or other.kind != "send-intended" or other.workstation != e.workstation:
            return False
        known = e.kind == "sent" and any(
            _tells(s, other) for s in told.about[other.id] if s.uid <= intent.data["shown"][1]
        )
        return not known and bool(own & {slot for slot, _ in told.slots(other)})
    return False


def _tells(sent: Entry, of: Entry) -> bool:
    """Whether it is word that this answer has left: its author's own, or a mail that somebody found."""
    named = (sent.data.get("evidence") or {}).get("message_id")
    return sent.kind == "sent" and (sent.workstation == of.workstation or named == of.data["message_id"])


def _permitted(told: Told) -> Iterator[Finding]:
    """One transaction for each permission, begun within 60 s of the moment in which its APPEND was begun."""
    begun: dict[str, int] = defaultdict(int)
    for transaction in told.world.record.transactions:
        intent = told.intents.get(transaction.message_id) or told.automatic.get(transaction.message_id)
        if intent is None:
            continue
        begun[transaction.message_id] += 1
        granted = told.permissions(intent, transaction.begun)
        if begun[transaction.message_id] > len(granted):
            count = begun[transaction.message_id]
            yield Finding("permission", f"{intent.id}: {count} transactions, asked for {len(granted)}")
        elif granted:
            asked = told.world.record.appends.get((transaction.machine, granted[-1].id), 0.0)
            if transaction.looked - asked > _START_WITHIN:
                yield Finding("permission", f"{intent.id} began {transaction.looked - asked:.0f} s after it asked")


def _once(told: Told) -> Iterator[Finding]:
    """P4: an automatic mail leaves at most once for its cause, whoever tries."""
    claims: dict[str, set[str]] = defaultdict(set)
    for uid, _, raw in told.world.journal.rows:
        found = None if uid in told.world.journal.forged else decoded(raw)
        if found is not None and found["data"]["kind"] == "automatic-claimed":
            claims[found["id"]].add(found["data"]["message_id"])
    accepted = told.accepted()
    for send, message_ids in claims.items():
        times = sum(len(accepted.get(message_id, ())) for message_id in message_ids)
        if times > 1:
            yield Finding("automatic", f"{send} left {times} times")


def _resent(told: Told) -> Iterator[Finding]:
    """The same mail is taken on twice only when a person had it sent again."""
    for message_id, moments in told.accepted().items():
        intent = told.intents.get(message_id)
        if intent is not None and len(moments) - 1 > told.world.record.resent[intent.id]:
            yield Finding("resent", f"{intent.id} left {len(moments)} times")


def _stopped(told: Told) -> Iterator[Finding]:
    """P5: nothing is granted between Halted and Resumed, or to a removed workstation."""
    for message_id in told.accepted():
        intent = told.intents.get(message_id)
        if intent is None:
            continue
        switches = [e for e in told.entries if e.kind in ("halted", "resumed") and e.workstation in told.leads]
        last = next((e for e in reversed(switches) if e.uid < intent.uid), None)
        if last is not None and last.kind == "halted":
            yield Finding("stopped", f"{intent.id} while halted at {last.uid}")
        for e in told.by_kind["removed"]:
            if e.uid < intent.uid and e.data["workstation"] == intent.workstation and e.workstation in told.leads:
                yield Finding("stopped", f"{intent.id} by a removed workstation")


def _claims(told: Told, ending: Ending) -> Iterator[Finding]:
    """Between two claims of one ticket lies a release, a lead's word, a take-over by the same agent, or 15 minutes
    by the server's dates. Tickets that were merged or split are left out: who holds those is another question."""
    moved = {e.ticket for e in told.entries if e.kind in ("merged", "split")}
    moved |= {e.data["absorbed"] for e in told.by_kind["merged"]}
    holder: dict[str, tuple[Entry, int]] = {}
    for e in told.entries:
        if e.ticket in moved or e.id not in ending.applied:
            continue
        held = holder.get(e.ticket)
        if e.kind == "claimed":
            if held is not None and held[0].workstation != e.workstation:
                taken = e.data.get("takes") == held[0].id and e.agent == held[0].agent
                if not taken and e.date - held[1] < 15 * 60:
                    yield Finding("claim", f"{e.id} at {e.uid} took what {held[0].id} at {held[0].uid} held")
            same = held is not None and held[0].workstation == e.workstation
            holder[e.ticket] = (held[0] if same and held is not None else e, e.date)
        elif e.kind == "renewed" and held is not None and held[0].workstation == e.workstation:
            holder[e.ticket] = (held[0], e.date)
        elif e.kind in ("released", "claim-broken", "abandoned") and _names(e, held):
            del holder[e.ticket]


def _names(e: Entry, held: tuple[Entry, int] | None) -> bool:
    """Whether it speaks of this very claim."""
    return held is not None and (e.data.get("claim") or e.data.get("entry")) == held[0].id


def _unheard(told: Told, ending: Ending) -> Iterator[Finding]:
    """The first honest copy of an entry is the one that counts, whatever was put before it."""
    for e in told.entries:
        if e.uid in ending.repeated:
            yield Finding("unheard", f"{e.kind} {e.id} at {e.uid}")


def _stores(ending: Ending) -> Iterator[Finding]:
    """P2: the same log, the same state; and nothing waits in an outbox for ever."""
    if len(set(ending.digests.values())) > 1:
        yield Finding("state", f"{ending.digests}")
    for name, rows in ending.pending.items():
        if rows:
            yield Finding("waiting", f"{name}: {rows}")


def _word_of(world: World, intent: Entry) -> Word | None:
    """What a person typed in the mail of this intent."""
    mails = (t for t in world.record.transactions if t.message_id == intent.data["message_id"])
    return next((world.record.words[token] for t in mails for token in t.words), None)


def _words(told: Told, ending: Ending) -> Iterator[Finding]:
    """P3: what was typed has left, is in the log, or lies before somebody's eyes."""
    world = told.world
    gone = {token for t in world.record.transactions if t.accepted for token in t.words}
    decided = {e.data["grant"] for e in told.by_kind["settled"] if e.data["outcome"] == "sent"}
    for transaction in world.record.transactions:
        intent = told.intents.get(transaction.message_id)
        if intent is not None and intent.id in decided:
            gone |= set(transaction.words)
    gone |= {word.token for e in told.by_kind["noted"] for word in world.words_in(e.data["text"].encode())}
    for word in world.record.words.values():
        seen = word.token in gone or word.token in ending.visible.get(word.machine, "")
        if word.kept is None or word.done_with or seen:
            continue
        yield Finding("lost", f"{word.token} ({word.kind} {word.id}) of {word.machine}")


def _alive(told: Told, ending: Ending) -> Iterator[Finding]:
    """Everything that can be answered has been; and no living workstation leaves its own grant open."""
    for grant in ending.left_open:
        yield Finding("left-open", grant)
    if ending.well:
        for slot in told.unanswered():
            yield Finding("stuck", slot)
