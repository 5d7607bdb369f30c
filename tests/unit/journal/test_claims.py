"""Who holds a ticket: every standing against every saying, and the two dates that a lease is made of."""

from __future__ import annotations

import pytest

from desktop.journal.claims import LEASE, RULES, Saying, Standing
from desktop.journal.entries import (
    ROLES,
    Abandoned,
    ClaimBroken,
    Claimed,
    Halted,
    Kind,
    Released,
    Renewed,
    Resumed,
    Sent,
    Uncertain,
)
from desktop.journal.state import Claim
from tests.unit.journal.office import ANNA, BRUNO, CLARA, EVA, LAPTOP, MINUTE, Office, Person

# The contract once more, apart from the code: what becomes of the claim.
EXPECTED = """
            claim    take     renew       release     break
free        grant    grant    not-holder  not-holder  not-holder
mine        refresh  refresh  refresh     end         end
own-other   held     grant    not-holder  not-holder  end
held        held     held     not-holder  not-holder  end
run-out     grant    grant    not-holder  not-holder  end
"""

_HEAD, *_LINES = EXPECTED.strip().splitlines()
CASES = [
    (Standing(standing), Saying(saying), effect)
    for standing, *effects in map(str.split, _LINES)
    for saying, effect in zip(_HEAD.split(), effects, strict=True)
]


def test_every_pair_is_judged() -> None:
    assert {(standing, saying): effect for standing, saying, effect in CASES} == RULES
    assert len(CASES) == len(Standing) * len(Saying)


def _held_as(office: Office, ticket: str, standing: Standing) -> tuple[Person, str]:
    """Who contends, and the claim that stands (or stood) on the ticket."""
    if standing is Standing.FREE:
        gone = office.say(BRUNO, ticket, Claimed())
        office.say(BRUNO, ticket, Released(claim=gone.id))
        return CLARA, gone.id
    holder = {Standing.MINE: CLARA, Standing.OWN_OTHER: LAPTOP}.get(standing, BRUNO)
    claim = office.say(holder, ticket, Claimed())
    if standing is Standing.RUN_OUT:
        office.now += LEASE
    return (ANNA if standing is Standing.OWN_OTHER else CLARA), claim.id


def _said(saying: Saying, claim: str) -> Kind:
    match saying:
        case Saying.CLAIM:
            return Claimed()
        case Saying.TAKE:
            return Claimed(takes=claim)
        case Saying.RENEW:
            return Renewed(claim=claim)
        case Saying.RELEASE:
            return Released(claim=claim)
        case Saying.BREAK:
            return ClaimBroken(claim=claim)


@pytest.mark.parametrize("name", ["s1:a", *ROLES])
@pytest.mark.parametrize(("standing", "saying", "effect"), CASES)
def test_pair(office: Office, standing: Standing, saying: Saying, effect: str, name: str) -> None:
    ticket = name if name in ROLES else office.open(name)
    who, claim_id = _held_as(office, ticket, standing)
    before = _claim(office, ticket)
    office.now += MINUTE
    said = office.say(who, ticket, _said(saying, claim_id))
    after = _claim(office, ticket)
    match effect:
        case "grant":
            assert said.applied
            assert after == Claim(
                said.id, who.author.agent, who.signer.workstation, office.now, office.now, said.position
            )
        case "refresh":
            assert said.applied
            assert before is not None
            assert after is not None
            assert after.renewed == office.now
            assert (after.id, after.since, after.position) == (before.id, before.since, before.position)
        case "end":
            assert said.applied
            assert after is None
        case _:
            assert (said.applied, said.reason) == (False, effect)
            assert after == before
            if before is not None:
                assert (said.verdict.agent, said.verdict.date, said.verdict.entry) == (
                    before.agent,
                    before.since,
                    before.id,
                )


def _claim(office: Office, ticket: str) -> Claim | None:
    return office.team.roles.get(ticket) if ticket in ROLES else office.ticket(ticket).claim


@pytest.mark.parametrize("body", [Renewed, Released, ClaimBroken])
def test_words_about_a_claim_that_is_over_mean_nothing(office: Office, body: type[Renewed]) -> None:
    ticket = office.open("s1:a")
    old = office.say(ANNA, ticket, Claimed())
    office.say(ANNA, ticket, Released(claim=old.id))
    live = office.say(ANNA, ticket, Claimed())
    said = office.say(ANNA, ticket, body(claim=old.id))
    assert (said.applied, said.reason) == (False, "not-holder")
    mine = ANNA.signer.workstation
    assert _claim(office, ticket) == Claim(live.id, "anna", mine, live.date, live.date, live.position)


def test_taking_over_names_the_live_claim(office: Office) -> None:
    ticket = office.open("s1:a")
    old = office.say(LAPTOP, ticket, Claimed())
    office.say(LAPTOP, ticket, Released(claim=old.id))
    office.say(LAPTOP, ticket, Claimed())
    assert office.say(ANNA, ticket, Claimed(takes=old.id)).reason == "held"


def test_a_claim_is_the_workstations_not_the_runs(office: Office) -> None:
    ticket = office.open("s1:a")
    claim = office.say(BRUNO, ticket, Claimed())
    assert office.say(BRUNO.again(), ticket, Claimed()).applied
    assert office.say(BRUNO.again(), ticket, Released(claim=claim.id)).applied


def test_an_agent_breaks_nothing(office: Office) -> None:
    ticket = office.open("s1:a")
    claim = office.say(BRUNO, ticket, Claimed())
    said = office.say(EVA, ticket, ClaimBroken(claim=claim.id))
    assert (said.reason, said.verdict.quarantined) == ("leads-only", True)
    assert _claim(office, ticket) is not None


# Minutes on the server's clock, which may be stepped either way: claim, renewals, contender; then who holds it.
LEASES = [
    ([0], 14.99, False),
    ([0], 15, True),
    ([0], 12 * 60, True),
    ([0], -40, False),
    ([0], -12 * 60, False),
    ([0, 5, 10], 24.99, False),
    ([0, 5, 10], 25, True),
    # The clock went back 40 minutes between claim and renewal: what counts is the newest renewal, not the latest.
    ([0, -40], -25.5, False),
    ([0, -40], -25, True),
    ([0, -40], 0, True),
    # One faked date far ahead holds no longer than until the next renewal.
    ([0, 10_000, 5], 10, False),
    ([0, 10_000, 5], 20, True),
    ([0, 10_000], 9_000, False),
]


@pytest.mark.parametrize(("renewals", "contender", "taken"), LEASES)
def test_a_lease_is_two_dates(office: Office, renewals: list[float], contender: float, taken: bool) -> None:
    ticket = office.open("s1:a")
    claim = office.say(BRUNO, ticket, Claimed(), at=int(renewals[0] * MINUTE))
    for minutes in renewals[1:]:
        assert office.say(BRUNO, ticket, Renewed(claim=claim.id), at=int(minutes * MINUTE)).applied
    assert office.say(EVA, ticket, Claimed(), at=int(contender * MINUTE)).applied is taken


def test_a_lease_that_ran_out_ends_nothing(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(BRUNO, ticket, Claimed())
    office.now += 24 * 60 * MINUTE
    assert office.intend(BRUNO, ticket).applied


@pytest.mark.parametrize("who", [BRUNO, EVA, CLARA])
def test_a_grant_without_outcome_outweighs_every_claim(office: Office, who: Person) -> None:
    ticket = office.open("s1:a")
    claim = office.say(BRUNO, ticket, Claimed())
    grant = office.intend(BRUNO, ticket)
    office.say(CLARA, ticket, ClaimBroken(claim=claim.id))
    assert office.ticket(ticket).claim is None
    office.now += LEASE
    for outcome in (None, Uncertain(grant=grant.id)):
        if outcome is not None:
            office.say(BRUNO, ticket, outcome)
        said = office.say(who, ticket, Claimed())
        assert (said.applied, said.reason, said.verdict.entry) == (False, "unresolved", grant.id)
        assert office.say(LAPTOP, ticket, Claimed(takes=claim.id)).reason == "unresolved"
    office.say(BRUNO, ticket, Sent(grant=grant.id))
    assert office.say(who, ticket, Claimed()).applied


def test_nothing_is_claimed_while_the_team_is_halted(office: Office) -> None:
    ticket = office.open("s1:a")
    office.say(ANNA, "", Halted(reason="restoring"))
    assert office.say(BRUNO, ticket, Claimed()).reason == "halted"
    office.say(CLARA, "", Resumed())
    assert office.say(BRUNO, ticket, Claimed()).applied


def test_an_abandoned_id_is_void_before_and_after_it_is_read(office: Office) -> None:
    ticket = office.open("s1:a")
    late = office.new_id()
    assert office.say(BRUNO, ticket, Abandoned(entry=late)).applied
    assert office.say(BRUNO, ticket, Claimed(), late).reason == "void"
    claim = office.say(BRUNO, ticket, Claimed())
    assert claim.applied
    assert office.say(BRUNO, ticket, Abandoned(entry=claim.id)).applied
    assert _claim(office, ticket) is None


def test_nobody_voids_the_id_of_another_workstation(office: Office) -> None:
    ticket = office.open("s1:a")
    late = office.new_id()
    office.say(EVA, ticket, Abandoned(entry=late))
    claim = office.say(BRUNO, ticket, Claimed(), late)
    assert claim.applied
    office.say(EVA, ticket, Abandoned(entry=claim.id))
    assert _claim(office, ticket) is not None


def test_a_claim_on_no_ticket_is_none(office: Office) -> None:
    assert office.say(BRUNO, "s1:nothing", Claimed()).reason == "unknown-ticket"
