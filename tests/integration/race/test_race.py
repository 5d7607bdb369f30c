"""Eight processes of the command line answer the same mails at the same time: never two answers, in no case.

Eight mails in the everyday run, fifty with ``SPORTELLO_PROOF=full``. First nobody is disturbed, then SIGKILL hits
clerks and the mailbox's server at random moments. In the end a person decides what the machines cannot know, by the
truth that only the sink knows here, and then nothing is left in between.
"""

from __future__ import annotations

import os
import random

import pytest

from tests.integration.race.office import Answer, Clerk, Office, done

# At full size the command line of ``make prove`` says how long it may take.
pytestmark = [] if os.environ.get("SPORTELLO_PROOF") == "full" else [pytest.mark.timeout(400)]

LOST = {"held", "answered", "unresolved"}
"""What a loser may be told: somebody is at it, has answered, or may have answered."""

KILLED = {0, 3, 4, 5}
"""What a reply may come to when things die: sent, refused by the team's state, uncertain, kept for later."""

SERVER_EVERY = 4
"""So many kills of clerks to one of the server."""


@pytest.mark.parametrize("store", ["maildir", "mdbox"])
def test_never_two_answers(store: str, full_proof: bool) -> None:
    customers, kills = (50, 80) if full_proof else (8, 8)
    with Office(store) as office:
        office.receive(range(2 * customers))
        undisturbed(office, range(customers))
        with_kills(office, range(customers, 2 * customers), kills)


def undisturbed(office: Office, customers: range) -> None:
    """Exactly one answer each; everybody else is told by whom and when."""
    half = len(customers) // 2
    office.begin_replies(customers[:half], together=True)
    office.begin_replies(customers[half:])
    office.settle_down()

    assert office.answers() == dict.fromkeys(customers, 1)
    assert len(office.sink.accepted) == len(customers)
    replies = {(clerk.name, answer.words[1]): answer for clerk in office.clerks for answer in replies_of(clerk)}
    assert len(replies) == len(office.clerks) * len(customers)
    winners = {reference: name for (name, reference), answer in replies.items() if answer.code == 0}
    assert set(winners) == {office.references[number] for number in customers}
    for (name, reference), answer in replies.items():
        if winners[reference] != name:
            assert_told(answer, winners[reference])
    office.assert_same_state()


def with_kills(office: Office, customers: range, kills: int) -> None:
    """At most one answer each while the dust flies; none or one when it has settled; then exactly one."""
    before = [len(clerk.answers) for clerk in office.clerks]
    office.begin_replies(customers)
    kill_some(office, kills)
    office.settle_down()
    assert set(office.answers().values()) == {1}
    codes = {a.code for clerk, begin in zip(office.clerks, before, strict=True) for a in replies_of(clerk, begin)}
    assert codes <= KILLED

    office.assert_same_state()
    settle_by_the_truth(office)
    assert set(office.answers().values()) == {1}

    answered = office.answers()
    office.begin_replies([number for number in customers if number not in answered])
    office.settle_down()
    office.assert_same_state()
    assert office.answers() == dict.fromkeys(range(customers.stop), 1)
    assert len(office.sink.accepted) == customers.stop
    assert not office.clerks[0].open_grants()


def replies_of(clerk: Clerk, begin: int = 0) -> list[Answer]:
    return [answer for answer in clerk.answers[begin:] if answer.words[0] == "reply"]


def assert_told(answer: Answer, winner: str) -> None:
    """Refused by the team's state, with a name and a time, in the document and in its sentence."""
    document = answer.document
    assert answer.code == 3, answer
    assert document["error"] in LOST, answer
    assert document["agent"] == winner, answer
    assert document["when"].endswith("Z"), answer
    assert winner in document["message"], answer


def kill_some(office: Office, kills: int) -> None:
    """At random moments while clerks are at work, whoever it hits."""
    for number in range(kills):
        busy = [clerk for clerk in office.clerks if not clerk.is_done]
        if not busy:
            return
        victim = random.choice(busy)
        victim.is_done_within(random.uniform(0.0, 0.8))
        if number % SERVER_EVERY == SERVER_EVERY - 1:
            office.dovecot.kill9()
            office.dovecot.start()
        else:
            victim.kill()


def settle_by_the_truth(office: Office) -> None:
    """Every grant without an outcome stands in its holder's review as uncertain; a person who asks the customer
    settles it."""
    grants = {grant.id: grant for grant in office.clerks[0].open_grants()}
    listed = set()
    for clerk in office.clerks:
        items = done(office.ask(clerk, "review")).document["items"]
        for item in items:
            if item["kind"] == "uncertain":
                sent = grants[item["id"]].message_id in office.ids_in_sink()
                done(office.ask(clerk, "settle", item["id"], "sent" if sent else "not-sent"))
                listed.add(item["id"])
    assert listed == set(grants)
