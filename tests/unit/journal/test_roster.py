"""Who is in the team and who may say what; and that what is set aside uses up nothing."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain.ticket import Role
from desktop.journal.codec import message
from desktop.journal.entries import (
    Abandoned,
    AutomaticClaimed,
    AutomaticEnded,
    Claimed,
    Genesis,
    Halted,
    Invited,
    Joined,
    Kind,
    MailboxAdded,
    Noted,
    PolicySet,
    Removed,
    Resumed,
    SendAttempted,
    Sent,
    Tagged,
    Withdrawn,
)
from desktop.journal.keys import Signer, automatic_id, joining_statement
from tests.unit.journal.office import (
    ANNA,
    BRUNO,
    CLARA,
    DINO,
    EVA,
    JOURNAL,
    LAPTOP,
    PHONE,
    SERVERS,
    STRANGER,
    Office,
    Person,
    joined,
    person,
)

NINA = person("Nina")


def _members(office: Office) -> dict[str, tuple[str, Role, bool]]:
    return {m.workstation: (m.agent, m.role, m.active) for m in office.team.members.values()}


# --- joining ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_an_invitation_makes_one_member(office: Office, role: Role) -> None:
    one_time = office.invite(role)
    assert office.say(NINA, "", joined(NINA, one_time, "  Nina\t Rossi ")).reason == "malformed"
    assert office.say(NINA, "", joined(NINA, one_time)).applied
    member = office.team.member(NINA.signer.workstation)
    assert member is not None
    assert (member.agent, member.name, member.role, member.active) == ("nina", "Nina", role, True)
    other = person("Otto")
    assert office.say(other, "", joined(other, one_time)).reason == "not-invited"
    assert other.signer.workstation not in office.team.members


def test_the_name_folds_to_the_agent(office: Office) -> None:
    rossi = person("Nina Rossi")
    assert office.say(rossi, "", joined(rossi, office.invite(), " NINA\t rossi ")).applied
    assert office.team.agent_name("nina rossi") == "NINA rossi"


def test_two_workstations_of_one_name_are_one_agent(office: Office) -> None:
    agents = [m.agent for m in office.team.members.values()]
    assert agents.count("anna") == agents.count("bruno") == 2
    assert set(office.team.agents()) == {"anna", "bruno", "eva", "clara"}


def test_an_expired_invitation_is_no_business_of_the_fold(office: Office) -> None:
    """It has no clock. Whoever joins looks, and leads withdraw."""
    one_time = Signer(b"o" * 32)
    office.say(ANNA, "", Invited(invitation=one_time.public, role="agent", expires=1))
    assert office.say(NINA, "", joined(NINA, one_time)).applied


def test_a_withdrawn_invitation(office: Office) -> None:
    one_time = office.invite()
    assert office.say(CLARA, "", Withdrawn(invitation=one_time.public)).applied
    assert office.say(NINA, "", joined(NINA, one_time)).reason == "not-invited"


def test_a_used_invitation_is_not_withdrawn(office: Office) -> None:
    one_time = office.invite()
    office.say(NINA, "", joined(NINA, one_time))
    assert office.say(ANNA, "", Withdrawn(invitation=one_time.public)).reason == "not-invited"
    assert office.say(ANNA, "", Withdrawn(invitation="0" * 64)).reason == "not-invited"


def test_an_invitation_is_written_once(office: Office) -> None:
    one_time = office.invite()
    office.say(NINA, "", joined(NINA, one_time))
    again = Invited(invitation=one_time.public, role="lead", expires=0)
    assert office.say(ANNA, "", again).reason == "malformed"
    assert office.say(ANNA, "", Invited(invitation="0" * 64, role="owner", expires=0)).reason == "malformed"


def test_no_invitation_at_all(office: Office) -> None:
    assert office.say(STRANGER, "", joined(STRANGER, Signer(b"f" * 32))).reason == "not-invited"


def test_the_proof_is_for_this_key_this_name_this_journal(office: Office) -> None:
    one_time = office.invite()
    good = joined(NINA, one_time)
    other_journal = one_time.sign(joining_statement("f" * 32, NINA.signer.public, "Nina"))
    for forged in (
        msgspec.structs.replace(good, proof="0" * 128),
        msgspec.structs.replace(good, proof="nonsense"),
        msgspec.structs.replace(good, proof=other_journal),
        msgspec.structs.replace(good, proof=joined(NINA, one_time, "Anna").proof),
        msgspec.structs.replace(good, name="Anna"),
        msgspec.structs.replace(good, key=STRANGER.signer.public),
    ):
        assert office.say(NINA, "", forged).reason == "malformed"
    assert office.say(NINA, "", good).applied


def test_a_key_joins_once(office: Office) -> None:
    for who in (BRUNO, DINO):
        assert office.say(who, "", joined(who, office.invite(token=who.name))).verdict.quarantined
    assert not _members(office)[DINO.signer.workstation][2]


def test_a_second_genesis_founds_nothing(office: Office) -> None:
    body = Genesis(team="u", team_name="Other", founder_key=CLARA.signer.public, founder_name="Clara")
    said = office.say(CLARA, "", body)
    assert (said.reason, said.verdict.quarantined, office.team.name) == ("foreign", True, "Shop")


# --- leaving ----------------------------------------------------------------------------------------------------


def test_a_removed_workstation_says_nothing_new(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket)
    office.remove(BRUNO)
    before = office.state.digest()
    bodies: list[Kind] = [Noted(text="x"), Tagged(add=("x",)), SendAttempted(grant=grant.id), Claimed()]
    for body in bodies:
        said = office.say(BRUNO, ticket, body)
        assert (said.reason, said.verdict.quarantined) == ("removed", True)
    assert office.intend(BRUNO, ticket).reason == "removed"
    assert office.state.digest() == before
    # Its agent's other workstation is still there.
    assert office.say(PHONE, ticket, Noted(text="x")).applied
    assert office.say(BRUNO, ticket, Sent(grant=grant.id)).applied


def test_the_last_lead_stays(office: Office) -> None:
    assert office.say(ANNA, "", Removed(workstation=CLARA.signer.workstation)).applied
    assert office.say(ANNA, "", Removed(workstation=ANNA.signer.workstation)).reason == "last-lead"
    assert office.say(ANNA, "", Removed(workstation="nobody")).reason == "malformed"
    assert office.say(ANNA, "", Removed(workstation=EVA.signer.workstation)).applied


def test_a_lead_may_leave_while_there_is_another(office: Office) -> None:
    assert office.say(ANNA, "", Removed(workstation=ANNA.signer.workstation)).applied
    assert office.say(CLARA, "", Removed(workstation=CLARA.signer.workstation)).reason == "last-lead"
    assert office.say(ANNA, "", Halted()).reason == "removed"
    # A lead who is gone counts no more, and being removed twice is nothing.
    assert office.say(CLARA, "", Removed(workstation=ANNA.signer.workstation)).applied


# --- rights -----------------------------------------------------------------------------------------------------

LEADS_ONLY: list[Kind] = [
    Invited(invitation="1" * 64, role="agent", expires=0),
    Withdrawn(invitation="1" * 64),
    Removed(workstation=EVA.signer.workstation),
    MailboxAdded(address="new@shop.example", settings={}),
    PolicySet(policy={"undo": 0}),
    Halted(),
    Resumed(),
]


@pytest.mark.parametrize("who", [BRUNO, LAPTOP])
@pytest.mark.parametrize("body", LEADS_ONLY, ids=lambda body: type(body).__name__)
def test_for_leads_only(office: Office, body: Kind, who: Person) -> None:
    before = office.state.digest()
    said = office.say(who, "", body)
    assert (said.reason, said.verdict.quarantined) == ("leads-only", True)
    assert office.state.digest() == before


def test_mailboxes_and_policy(office: Office) -> None:
    office.say(ANNA, "", MailboxAdded(address="a@x", settings=SERVERS | {"added": 5}))
    added = office.now
    office.now += 100
    office.say(CLARA, "", MailboxAdded(address="a@x", settings=SERVERS | {"imap_port": 143}))
    assert office.team.mailboxes == {"a@x": SERVERS | {"imap_port": 143, "added": added}}
    office.say(ANNA, "", PolicySet(policy={"undo": 10}))
    office.say(CLARA, "", PolicySet(policy={"undo": 0, "window": 90}))
    assert office.team.policy == {"undo": 0, "window": 90}


ODD = [
    *({name: value} for name in ("imap_port", "smtp_port") for value in ("993", 0, 65536)),
    *({name: value} for name in ("imap_host", "smtp_host") for value in (7, "", "a b", "a\n", "x" * 254)),
    *({name: value} for name in ("security", "smtp_security") for value in ("ssl", "", 1)),
    *({name: 1} for name in ("name", "signature", "acknowledgement", "user")),
    *({"user": "a\0b"}, {"budget": 0}, {"budget": "3"}, {"budget": 10**15}),
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_mailbox_that_nobody_could_open_is_none(office: Office, odd: dict[str, str | int]) -> None:
    office.say(ANNA, "", MailboxAdded(address="a@x", settings=SERVERS))
    before = office.state.digest()

    said = office.say(ANNA, "", MailboxAdded(address="a@x", settings=SERVERS | odd))

    assert said.reason == "malformed"
    assert office.state.digest() == before


@pytest.mark.parametrize("name", SERVERS)
def test_a_mailbox_without_its_servers_is_none(office: Office, name: str) -> None:
    less = {key: value for key, value in SERVERS.items() if key != name}
    assert office.say(ANNA, "", MailboxAdded(address="a@x", settings=less)).reason == "malformed"


@pytest.mark.parametrize("address", ["", "a", "@x", "a@", "a@x@y", "a b@x", "a@x>", "è@x", "a@x\n"])
def test_what_is_no_address_names_no_mailbox(office: Office, address: str) -> None:
    assert office.say(ANNA, "", MailboxAdded(address=address, settings=SERVERS)).reason == "malformed"


def test_halted_says_why_until_resumed(office: Office) -> None:
    office.say(ANNA, "", Halted(reason="moving"))
    assert office.team.halted == "moving"
    office.say(CLARA, "", Resumed())
    assert office.team.halted is None
    office.say(ANNA, "", Halted())
    assert office.team.halted == ""


# --- validate first, then dedup ---------------------------------------------------------------------------------


def test_a_forged_entry_does_not_use_up_the_id_of_its_victim(office: Office) -> None:
    ticket = office.open("s1:a")
    draft = office.draft(BRUNO, ticket, Tagged(add=("mine",)))
    real = message(draft.statement(), BRUNO.signer, "x", "a@b.example", "n")
    forged = [
        message(draft.statement(), STRANGER.signer, "x", "a@b.example", "n"),
        message(draft.statement(), EVA.signer, "x", "a@b.example", "n"),
        real.replace(b"mine", b"fake"),
        real.replace(b"X-Sportello-Signature", b"X-Signature"),
    ]
    for raw in forged:
        assert office.append(raw).verdict.quarantined
    for who in (STRANGER, DINO):
        assert office.say(who, ticket, Tagged(add=("theirs",)), draft.id).verdict.quarantined
    assert office.append(real).applied
    assert office.ticket(ticket).tags == ("mine",)
    # From now on the id is used up, by whomever.
    for raw in (real, *forged[:3]):
        assert not office.append(raw).applied
    assert office.say(EVA, ticket, Tagged(add=("hers",)), draft.id).reason == "duplicate"
    assert office.ticket(ticket).tags == ("mine",)


def test_one_agent_cannot_sign_for_another(office: Office) -> None:
    ticket = office.open("s1:a")
    author = msgspec.to_builtins(BRUNO.author)
    said = office.say_raw(EVA, {"author": author, "ticket": ticket}, {"kind": "noted", "text": "x"})
    assert (said.reason, said.verdict.quarantined) == ("bad-signature", True)
    lying = {**msgspec.to_builtins(EVA.author), "agent": "anna"}
    said = office.say_raw(EVA, {"author": lying, "ticket": ticket}, {"kind": "noted", "text": "x"})
    assert (said.reason, said.verdict.quarantined) == ("unknown-author", True)


def test_a_server_that_stores_twice_makes_no_alarm(office: Office) -> None:
    """Dovecot's mdbox does, after a crash. What is the same and well signed is a duplicate, not an attack."""
    one_time = office.invite()
    office.say(NINA, "", joined(NINA, one_time))
    office.say(NINA, "", Abandoned(entry="x"))
    office.say(CLARA, "", Removed(workstation=NINA.signer.workstation))
    team = office.team
    for row in list(office.rows):
        said = office.append(row.headers + row.body)
        assert (said.applied, said.reason, said.verdict.quarantined) == (False, "duplicate", False)
    assert office.team == team


def test_a_kind_of_a_newer_version_is_kept_and_ignored(office: Office) -> None:
    before = office.state.digest()
    said = office.say_raw(BRUNO, {"ticket": "s1:a"}, {"kind": "sealed", "snapshot": [1, {"x": None}]})
    assert (said.reason, said.verdict.quarantined) == ("unknown-kind", False)
    read = office.state.reads[-1]
    assert read.signed is not None
    assert b'"snapshot":[1,{"x":null}]' in read.signed.statement
    assert office.state.digest() == before
    assert office.say_raw(STRANGER, {}, {"kind": "sealed"}).reason == "unknown-author"


# --- versions ---------------------------------------------------------------------------------------------------


def test_the_highest_version_that_a_member_asks_for(office: Office) -> None:
    assert office.team.minimum_reader == 1
    ticket = office.open("s1:a")
    assert office.say_raw(BRUNO, {"min": 3, "ticket": ticket}, {"kind": "noted", "text": "x"}).applied
    assert office.team.minimum_reader == 3
    assert not office.say_raw(EVA, {"min": 2}, {"kind": "sealed"}).applied
    assert office.team.minimum_reader == 3
    assert not office.say_raw(EVA, {"min": 4, "ticket": ticket}, {"kind": "noted", "html": "x"}).applied
    assert office.team.minimum_reader == 4


@pytest.mark.parametrize("who", [STRANGER, DINO])
def test_nobody_outside_the_team_stops_it_from_writing(office: Office, who: Person) -> None:
    office.say_raw(who, {"min": 9, "ticket": office.open("s1:a")}, {"kind": "sent", "grant": "0" * 24})
    office.say_raw(who, {"min": 9}, {"kind": "sealed"})
    assert office.team.minimum_reader == 1


# --- automatic mail ---------------------------------------------------------------------------------------------

SEND = automatic_id("acknowledgement", "s1:a")


def _wants(who: Person, office: Office) -> tuple[bool, str]:
    body = AutomaticClaimed(occasion="s1:a", purpose="acknowledgement", message_id=f"<{who.run}@x>", sha256="")
    said = office.say(who, "", body, SEND)
    return said.applied, said.reason


def test_the_first_one_sends(office: Office) -> None:
    assert _wants(BRUNO, office) == (True, "")
    for who in (BRUNO, BRUNO.again(), EVA, ANNA):
        assert _wants(who, office) == (False, "duplicate")
    first = office.state.automatic(SEND)
    assert first is not None
    assert (first.workstation, first.run, first.message_id) == (BRUNO.signer.workstation, "run-1", "<run-1@x>")


def test_a_stranger_does_not_take_it_away(office: Office) -> None:
    assert _wants(STRANGER, office) == (False, "unknown-author")
    assert _wants(EVA, office) == (True, "")


def test_nothing_automatic_while_halted(office: Office) -> None:
    office.say(ANNA, "", Halted())
    assert _wants(BRUNO, office) == (False, "halted")


@pytest.mark.parametrize(
    ("outcomes", "last"),
    [
        (["sent"], "sent"),
        (["refused", "sent"], "sent"),
        (["uncertain", "refused"], "uncertain"),
        (["uncertain", "abandoned"], "uncertain"),
        (["uncertain", "sent"], "sent"),
        (["sent", "refused"], "sent"),
        (["abandoned", "uncertain"], "abandoned"),
        ([""], ""),
        (["perhaps"], ""),
    ],
)
def test_how_it_ended(office: Office, outcomes: list[str], last: str) -> None:
    _wants(BRUNO, office)
    for outcome in outcomes:
        assert office.say(EVA, "", AutomaticEnded(send=SEND, outcome="sent")).reason == "not-yours"
        office.say(BRUNO.again(), "", AutomaticEnded(send=SEND, outcome=outcome))
    found = office.state.automatic(SEND)
    assert found is not None
    assert found.outcome == last


def test_nobody_ends_what_nobody_began(office: Office) -> None:
    assert office.say(BRUNO, "", AutomaticEnded(send=SEND, outcome="sent")).reason == "not-yours"


def test_its_end_is_heard_from_who_was_removed(office: Office) -> None:
    _wants(BRUNO, office)
    office.remove(BRUNO)
    assert office.say(BRUNO, "", AutomaticEnded(send=SEND, outcome="uncertain")).applied


def test_the_journal_is_in_what_was_signed(office: Office) -> None:
    draft = office.draft(BRUNO, office.open("s1:a"), Noted(text="x"))
    other = msgspec.json.encode({**msgspec.json.decode(draft.statement()), "journal": "f" * 32})
    raw = message(other, BRUNO.signer, "x", "a@b.example", "n")
    assert office.append(raw).reason == "foreign"
    assert office.append(raw.replace(b" " + b"f" * 32, b" " + JOURNAL.encode())).reason == "malformed"


def test_joined_is_in_the_envelope_of_who_joins(office: Office) -> None:
    one_time = office.invite()
    body: Joined = joined(NINA, one_time)
    said = office.say_raw(
        EVA, {"author": msgspec.to_builtins(EVA.author)}, msgspec.json.decode(msgspec.json.encode(body))
    )
    assert said.verdict.quarantined
    assert NINA.signer.workstation not in office.team.members
