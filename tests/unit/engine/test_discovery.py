"""Which of five ways decides, from nothing but what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.discovery import Proposal, Way, find, guesses, questions
from desktop.ports.discovery import Answer, Exchangers, Greets, Keepers, Page, Question, Service, Services
from desktop.runtime.providers import shipped_providers
from tests.unit.engine.test_autoconfig import ME, document

DOMAIN = "bottega.example"
SHIPPED = shipped_providers()
GOOGLE = {Exchangers(DOMAIN): ("aspmx.l.google.com",)}
SRV = {
    Services(f"_imaps._tcp.{DOMAIN}"): (Service("mx.bottega.example", 993),),
    Services(f"_submissions._tcp.{DOMAIN}"): (Service("mx.bottega.example", 465),),
}
PAGES = [one for one in questions(DOMAIN) if isinstance(one, Page)]


class Said:
    """A network that answers what is written, in the order given, and has nothing of the rest."""

    def __init__(self, answers: Mapping[Question, Answer], order: Sequence[int] = (), silent: bool = False) -> None:
        self._answers = answers
        self._order = order
        self._rest = None if silent else ()
        self.asked: list[Question] = []

    def ask(self, questions: Sequence[Question]) -> Iterator[tuple[Question, Answer]]:
        self.asked += questions
        order = self._order if len(self._order) == len(questions) else range(len(questions))
        for n in order:
            one = questions[n]
            nothing: Answer = b"" if isinstance(one, Page) else False if isinstance(one, Greets) else self._rest
            yield one, self._answers.get(one, nothing)


def found(answers: Mapping[Question, Answer], address: str = ME) -> Proposal:
    return find(address, SHIPPED, Said(answers))


def test_the_table_asks_nobody() -> None:
    said = Said({})
    proposal = find("  Bottega@Gmail.com ", SHIPPED, said)
    assert (proposal.way, said.asked) == (Way.TABLE, [])
    assert (proposal.address, proposal.user) == ("bottega@gmail.com", "bottega@gmail.com")
    assert proposal.provider is not None
    assert proposal.provider.password == "app"


def test_the_network_never_learns_who_asks() -> None:
    said = Said({})
    find(ME, SHIPPED, said)
    assert said.asked
    assert not any("info" in str(one) for one in said.asked)


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ({**GOOGLE, PAGES[0]: document(), **SRV}, Way.EXCHANGERS),
        ({PAGES[0]: document(), **SRV}, Way.AUTOCONFIG),
        ({PAGES[1]: document(), **SRV}, Way.AUTOCONFIG),
        ({PAGES[0]: b"<html/>", **SRV}, Way.SERVICES),
        (SRV, Way.SERVICES),
        (dict.fromkeys(guesses(DOMAIN), True), Way.GUESS),
        ({}, Way.NOTHING),
    ],
)
def test_the_surest_way_decides(answers: dict[Question, Answer], way: Way) -> None:
    proposal = found(answers)
    assert proposal.way is way
    assert (proposal.imap is None) == (way is Way.NOTHING)


@given(st.permutations(range(len(questions(DOMAIN)))))
def test_whoever_answers_first_changes_nothing(order: list[int]) -> None:
    answers = {PAGES[1]: document(), **SRV, Exchangers(DOMAIN): ("mx.bottega.example",)}
    assert find(ME, SHIPPED, Said(answers, order)) == found(answers)
    aruba = {**answers, Keepers(DOMAIN): ("dns.technorail.com",)}
    assert find(ME, SHIPPED, Said(aruba, order)).way is Way.EXCHANGERS


def test_services_outside_the_domain_are_said_to_be() -> None:
    inside, outside = found(SRV), found({**SRV, Services(f"_imaps._tcp.{DOMAIN}"): (Service("mx.ladro.example", 993),)})
    assert (inside.elsewhere, outside.elsewhere) == (False, True)


def test_a_service_without_its_other_half_is_none() -> None:
    assert found({Services(f"_imaps._tcp.{DOMAIN}"): (Service("mx.bottega.example", 993),)}).way is Way.NOTHING


def test_starttls_where_there_is_nothing_better() -> None:
    names = {"_imap": 143, "_submission": 587}
    proposal = found({Services(f"{n}._tcp.{DOMAIN}"): (Service("mx.bottega.example", p),) for n, p in names.items()})
    assert proposal.imap is not None
    assert proposal.smtp is not None
    assert [(one.port, one.security) for one in (proposal.imap, proposal.smtp)] == [
        (143, "starttls"),
        (587, "starttls"),
    ]


def test_a_guess_takes_the_likelier_of_those_that_answer() -> None:
    answering = [one for one in guesses(DOMAIN) if one.server.host.startswith("mail.")]
    proposal = found(dict.fromkeys(answering, True))
    assert proposal.imap is not None
    assert proposal.smtp is not None
    assert (proposal.imap.host, proposal.smtp.host, proposal.smtp.port) == (f"mail.{DOMAIN}", f"mail.{DOMAIN}", 465)


def test_nobody_answering_is_not_nothing() -> None:
    assert find(ME, SHIPPED, Said({}, silent=True)).way is Way.NO_NETWORK
    assert find(ME, SHIPPED, Said({Exchangers(DOMAIN): ()}, silent=True)).way is Way.NOTHING
