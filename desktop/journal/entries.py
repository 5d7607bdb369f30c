"""What can be said in the journal: one frozen struct per kind, past tense, tagged by its kind.

Entries name other entries by id. ``shown`` and ``seen`` are positions, (generation, UID): a bare UID would die
when the log is rotated or restored. Fields that a newer version adds are ignored here and survive in the bytes.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from desktop.domain.texts import Text

WIRE_VERSION = 1
READER_VERSION = 1

Natural = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""What every JSON reader keeps exactly."""

SlotName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]

Fact = Annotated[str, msgspec.Meta(max_length=320)]
"""A line that a person typed; an address has at most 320 characters (RFC 3696, 3)."""


class Position(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A place in the log: the generation of its folder and the UID in it."""

    generation: Natural
    uid: Natural


START = Position(0, 0)


class Author(msgspec.Struct, frozen=True):
    """Who wrote it. Workstation is ``keys.workstation_id`` of the signing key; run names one process start."""

    agent: str
    workstation: str
    run: str


class Kind(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Base of all kinds. ``verb`` is what the Subject line says after the author's name."""

    verb: ClassVar[str] = "wrote"


class SlotKey(msgspec.Struct, frozen=True, array_like=True, order=True):
    """One answer to one customer message: ``k`` is the number of answers that were shown before."""

    slot: SlotName
    k: Natural


class Evidence(msgspec.Struct, frozen=True):
    """Where something was found in a mailbox, so that anyone may look."""

    mailbox: str
    uid_validity: Natural
    uid: Natural
    message_id: str


# --- the team --------------------------------------------------------------------------------------------------


class Genesis(Kind, frozen=True, tag="genesis"):
    verb = "opened the journal of"
    team: str
    team_name: str
    founder_key: str
    founder_name: str
    policy: dict[str, str | Natural] = {}
    probe: dict[str, str] = {}
    restores: str = ""
    """The journal whose place this one takes, because its folder is lost. Snapshot parts follow."""


class SnapshotPart(Kind, frozen=True, tag="snapshot"):
    verb = "wrote down the state of"
    part: int
    """From 0."""
    of: int
    sha256: str
    """Of the whole packed state."""
    data: str
    """Base64 of this part of the zlib-compressed JSON (``restoring.packed``)."""


class CarriedOver(Kind, frozen=True, tag="carried-over"):
    verb = "carried its answers over"
    grants: tuple[str, ...]
    """Own grants as packed JSON, each with the ticket it belongs to: [slot, grant]."""


class Invited(Kind, frozen=True, tag="invited"):
    verb = "invited a colleague"
    invitation: str
    """Hex public half of the one-time key; the team file carries the private half."""
    role: str
    expires: Natural
    """Seconds since 1970 UTC. Judged by the one who joins and by leads, who withdraw what ran out; the fold
    has no clock."""


class Withdrawn(Kind, frozen=True, tag="withdrawn"):
    verb = "withdrew an invitation"
    invitation: str


class Joined(Kind, frozen=True, tag="joined"):
    verb = "joined the team"
    key: str
    name: str
    invitation: str
    proof: str
    """Hex signature of ``keys.joining_statement`` by the one-time key."""


class Removed(Kind, frozen=True, tag="removed"):
    verb = "removed a workstation"
    workstation: str


class MailboxAdded(Kind, frozen=True, tag="mailbox-added"):
    verb = "added a mailbox"
    address: str
    settings: dict[str, str | Natural]


class PolicySet(Kind, frozen=True, tag="policy-set"):
    verb = "changed the team's settings"
    policy: dict[str, str | Natural]


class Halted(Kind, frozen=True, tag="halted"):
    verb = "stopped claiming and sending"
    reason: str = ""


class Resumed(Kind, frozen=True, tag="resumed"):
    verb = "let claiming and sending go on"


# --- which mail belongs to which ticket ------------------------------------------------------------------------


class OpenedTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    slots: tuple[SlotName, ...]
    mailbox: str
    unanswered: bool = True
    """False for a mail of our own that begins a ticket."""


class Opened(Kind, frozen=True, tag="opened"):
    verb = "opened tickets"
    tickets: tuple[OpenedTicket, ...]


class Arrived(Kind, frozen=True, tag="arrived"):
    verb = "saw new mail on"
    slots: tuple[SlotName, ...]
    not_delivered: str = ""
    """The grant whose mail came back, when the new mail is its bounce."""


class Filed(Kind, frozen=True, tag="filed"):
    verb = "filed mail under"
    slots: tuple[SlotName, ...]


class Merged(Kind, frozen=True, tag="merged"):
    verb = "merged another ticket into"
    absorbed: str


class Split(Kind, frozen=True, tag="split"):
    verb = "split"
    slots: tuple[SlotName, ...]


class Forwarded(Kind, frozen=True, tag="forwarded"):
    """Of the ticket: mail about it goes on with somebody who is not its customer. No right hangs on it."""

    verb = "asked somebody else about"
    side: SlotName
    """Of the mail of ours that opened the side conversation."""
    to: Fact = ""


# --- claims ----------------------------------------------------------------------------------------------------


class Claimed(Kind, frozen=True, tag="claimed"):
    verb = "took"
    takes: str = ""
    """The claim of the same agent's other workstation, taken over on purpose."""


class Renewed(Kind, frozen=True, tag="renewed"):
    verb = "goes on with"
    claim: str


class Released(Kind, frozen=True, tag="released"):
    verb = "released"
    claim: str


class ClaimBroken(Kind, frozen=True, tag="claim-broken"):
    verb = "broke the claim on"
    claim: str


# --- edits -----------------------------------------------------------------------------------------------------


class Tagged(Kind, frozen=True, tag="tagged"):
    verb = "tagged"
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class Prioritised(Kind, frozen=True, tag="prioritised"):
    verb = "set the priority of"
    priority: str


class StatusChanged(Kind, frozen=True, tag="status-changed"):
    verb = "set the status of"
    status: str
    saw: str


class Assigned(Kind, frozen=True, tag="assigned"):
    verb = "assigned"
    assignee: str
    """Agent id, or empty for nobody."""
    saw: str


class Noted(Kind, frozen=True, tag="noted"):
    verb = "wrote a note on"
    text: str


class Corrected(Kind, frozen=True, tag="corrected"):
    """By a person's word: who really wrote these mails of the ticket, and what about. What a rule for forms found is
    said anew as a whole; the last word counts. No right hangs on it."""

    verb = "corrected who wrote to"
    slots: tuple[SlotName, ...]
    customer: Fact = ""
    """Address that answers go to."""
    name: Fact = ""
    order: Fact = ""
    reason: Fact = ""

    @property
    def said(self) -> str:
        return " · ".join(filter(None, (self.name, self.customer, self.order, self.reason)))


class CustomerNoted(Kind, frozen=True, tag="customer-noted"):
    """About whoever writes from the address, on whatever ticket."""

    verb = "wrote about the customer of"
    address: Fact
    text: Annotated[str, msgspec.Meta(max_length=4000)]


class CustomerNoteCorrected(Kind, frozen=True, tag="customer-note-corrected"):
    """Said on the ticket on which the note lies, by its author or a lead. What it said before stays in the log."""

    verb = "corrected a note about the customer of"
    note: str
    """The entry that wrote it."""
    text: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    """Empty: it is taken back."""


class AddressesJoined(Kind, frozen=True, tag="addresses-joined"):
    """Two addresses of one person. The last word about the two counts. No right hangs on it."""

    verb = "joined two addresses of the customer of"
    address: Fact
    other: Fact


class AddressesParted(Kind, frozen=True, tag="addresses-parted"):
    verb = "parted two addresses of the customer of"
    address: Fact
    other: Fact


class Classified(Kind, frozen=True, tag="classified"):
    """Why the customer wrote, and what came of it. What is empty stays as it was; the last word counts."""

    verb = "said what it was about in"
    reason: Fact = ""
    """In two levels, ``delivery/late``: see ``domain.reasons``."""
    outcome: Fact = ""


class Promised(Kind, frozen=True, tag="promised"):
    """The customer was told that we write again by then. The next answer keeps it, or comes too late."""

    verb = "promised an answer on"
    due: Natural
    """Seconds since 1970 UTC; 0 takes back what was promised and has not been answered."""


class Snoozed(Kind, frozen=True, tag="snoozed"):
    """Out of sight until that time, or until the customer writes, who wakes it in any case."""

    verb = "snoozed"
    until: Natural = 0
    """Seconds since 1970 UTC; 0: until the customer writes."""


class SnoozeEnded(Kind, frozen=True, tag="snooze-ended"):
    verb = "brought back"


# --- sending ---------------------------------------------------------------------------------------------------


class SendIntended(Kind, frozen=True, tag="send-intended"):
    verb = "asks to answer"
    slots: tuple[SlotKey, ...]
    shown: Position
    message_id: str
    sha256: str
    to: str = ""
    """First recipient, for the banner and the review list."""


class SendAttempted(Kind, frozen=True, tag="send-attempt"):
    verb = "tries again to answer"
    grant: str


class Sent(Kind, frozen=True, tag="sent"):
    verb = "answered"
    grant: str
    evidence: Evidence | None = None


class Refused(Kind, frozen=True, tag="refused"):
    verb = "was refused by the mail server on"
    grant: str
    reply: str = ""
    address: str = ""


class Uncertain(Kind, frozen=True, tag="uncertain"):
    verb = "may have answered"
    grant: str
    reply: str = ""


class Abandoned(Kind, frozen=True, tag="abandoned"):
    verb = "gave up answering"
    entry: str
    """A grant of the author's, or the id of a claim or intent that was never read back: it is void even if it
    reaches the log later."""


class Revoked(Kind, frozen=True, tag="revoked"):
    verb = "revoked an answer on"
    grant: str
    newest: str
    """The intent or attempt that the revoker had known for the delay; void if a newer one stands."""


class Settled(Kind, frozen=True, tag="settled"):
    verb = "settled an answer on"
    grant: str
    outcome: str
    """``sent`` or ``not-sent``."""
    newest: str = ""
    """As in Revoked; asked for when ``not-sent`` is said of a transaction that may be under way."""


class External(Kind, frozen=True, tag="external"):
    verb = "found an answer from elsewhere on"
    slot: SlotName
    evidence: Evidence
    text_known: bool = True
    """False when only the \\Answered flag says so."""


class ExternalUndone(Kind, frozen=True, tag="external-undone"):
    verb = "says nobody answered"
    external: str


class SendPlanned(Kind, frozen=True, tag="send-planned"):
    """An answer is written and will leave from its author's workstation at that time. News for the team, and no more:
    it holds nothing, grants nothing, and its author asks for claim and grant when the time has come."""

    verb = "will answer"
    at: Natural
    """Seconds since 1970 UTC."""


class SendPlanEnded(Kind, frozen=True, tag="send-plan-ended"):
    verb = "ended a planned answer on"
    plan: str
    outcome: str
    """``left``: it is on its way like any other; ``withdrawn``: it will not leave by itself; ``missed``: its time has
    passed without its workstation."""


# --- automatic mail --------------------------------------------------------------------------------------------


class AutomaticClaimed(Kind, frozen=True, tag="automatic-claimed"):
    """Its entry id is the send id (``automatic_id``), so the first valid one names the only sender."""

    verb = "sends automatic mail on"
    occasion: str
    purpose: str
    message_id: str
    sha256: str


class AutomaticEnded(Kind, frozen=True, tag="automatic-ended"):
    verb = "ended automatic mail on"
    send: str
    outcome: str
    """``sent``, ``refused``, ``uncertain`` or ``abandoned``."""


# --- follow-ups ------------------------------------------------------------------------------------------------


class FollowUpPlanned(Kind, frozen=True, tag="follow-up-planned"):
    """The customer of a resolved ticket will be asked how it went. Its id is ``keys.plan_id`` of the occasion, so that
    two workstations that plan the same write one entry."""

    verb = "plans to ask the customer of"
    occasion: str
    """Id of the entry that resolved the ticket."""
    after: Annotated[int, msgspec.Meta(ge=0, le=10 * 366 * 24 * 3600)]
    """Seconds from that entry's date, at most ten years."""


class FollowUpStopped(Kind, frozen=True, tag="follow-up-stopped"):
    verb = "stopped the follow-up on"
    send: str


class FollowUpScored(Kind, frozen=True, tag="follow-up-scored"):
    """What the customer answered. Its id is ``keys.score_id`` of the slot."""

    verb = "noted a score on"
    send: str
    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    slot: SlotName
    """The mail that says so; filed with the ticket if nobody has filed it, without reopening it."""


# --- looking ---------------------------------------------------------------------------------------------------


class Seen(Kind, frozen=True, tag="seen"):
    """Somebody has opened these tickets, which nobody had opened before. Many at once: looking must cost little."""

    verb = "opened tickets to read"
    tickets: tuple[SlotName, ...]


# --- canned responses ------------------------------------------------------------------------------------------


class TextSaved(Kind, frozen=True, tag="text-saved"):
    """A canned response, new or changed, as a whole."""

    verb = "saved a text of"
    text: Text
    saw: str = ""
    """Id of the entry that saved what the author changed; empty for a new one."""


class TextRemoved(Kind, frozen=True, tag="text-removed"):
    verb = "removed a text of"
    key: str
    saw: str


class TextPiece(Kind, frozen=True, tag="text-piece"):
    """A part of a file that leaves with a text; before the ``text-saved`` that names the file."""

    verb = "kept a file of"
    sha256: str
    """Of the whole file."""
    part: Annotated[int, msgspec.Meta(ge=0, le=999)]
    """From 0."""
    data: str
    """Base64."""


class TextsUsed(Kind, frozen=True, tag="texts-used"):
    """How often texts have been sent since the author said so last. Many at once: counting must cost little."""

    verb = "counted the texts of"
    uses: dict[str, Natural]
    """By the text's key."""
    languages: dict[str, dict[str, Natural]] = {}
    """Of these, by the text's key, how many in which language."""


class CustomerErased(Kind, frozen=True, tag="customer-erased"):
    """Of tickets, and of all mail of some addresses, everything goes that is personal (``journal.erasing``)."""

    verb = "erased a customer of"
    salt: str
    """Hex of 16 random octets."""
    addresses: tuple[str, ...]
    """Of each, in small letters, the hex HMAC-SHA-256 under the salt."""
    tickets: tuple[str, ...] = ()
    counts: dict[str, Natural] = {}
    """How much it was on the workstation that says so: mails, tickets, notes, and on_server where that was asked."""


KINDS: dict[str, type[Kind]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        Genesis, SnapshotPart, CarriedOver,
        Invited, Withdrawn, Joined, Removed, MailboxAdded, PolicySet, Halted, Resumed,
        Opened, Arrived, Filed, Merged, Split, Forwarded,
        Claimed, Renewed, Released, ClaimBroken,
        Tagged, Prioritised, StatusChanged, Assigned, Noted, Corrected,
        CustomerNoted, CustomerNoteCorrected, AddressesJoined, AddressesParted, Classified, Promised,
        Snoozed, SnoozeEnded,
        SendIntended, SendAttempted, Sent, Refused, Uncertain, Abandoned, Revoked, Settled,
        SendPlanned, SendPlanEnded, External, ExternalUndone, AutomaticClaimed, AutomaticEnded,
        FollowUpPlanned, FollowUpStopped, FollowUpScored, Seen,
        TextSaved, TextRemoved, TextPiece, TextsUsed,
        CustomerErased,
    )
}  # fmt: skip

OUTCOMES = (Sent, Refused, Uncertain, Abandoned, AutomaticEnded, CarriedOver)
"""Accepted from a removed member, an outdated version and in the safe state, when of one's own grant."""

NEVER_QUEUED = (Claimed, Renewed, ClaimBroken, SendIntended, SendAttempted, Revoked, AutomaticClaimed)
"""Decided against the log of this moment: written online and read back, or not at all."""

DUTY = "duty"
"""The ticket name of the role that does background work: a claim like any other."""

IMPORT = "import"
"""The same for reading a big mailbox for the first time: one workstation after the other."""

ROLES = (DUTY, IMPORT)


class Unknown(msgspec.Struct, frozen=True):
    """A kind of a newer version: kept, shown as such, ignored."""

    kind: str


class Entry(msgspec.Struct, frozen=True):
    """A validated entry at its place in the log."""

    id: str
    kind: str
    ticket: str
    author: Author
    clock: int
    seen: Position
    minimum_reader: int
    body: Kind | Unknown
    position: Position = START
    date: int = 0
    """The server's date of the append, seconds since 1970 UTC."""
