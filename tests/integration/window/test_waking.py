"""A computer that sleeps under a running program: nothing that was read before counts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import pytest

from desktop.adapters.platform import clock
from desktop.domain.errors import Offline
from desktop.engine.looking import Looking
from desktop.engine.notices import ConversationRead, LinkChanged, ReviewRead, SendEnded
from desktop.journal.state import Ticket
from desktop.ports.store.drafts import Draft
from desktop.runtime.window import program
from tests.integration.cli.shop import Office, mail
from tests.integration.window.running import Running, running
from tests.peers.waiting import until


@dataclass
class Sleep:
    """Of this computer, by its clock that counts it."""

    seconds: float = 0.0


@pytest.fixture
def sleep() -> Iterator[Sleep]:
    slept, boottime = Sleep(), clock._boottime
    with patch.object(clock, "_boottime", lambda: boottime() + slept.seconds), patch.object(program, "PULSE", 0.05):
        yield slept


def links(one: Running) -> list[LinkChanged]:
    return [told for told in list(one.told) if isinstance(told, LinkChanged)]


def test_the_lines_are_made_anew_and_the_window_hears_of_it(office: Office, sleep: Sleep) -> None:
    with running(office.anna) as one:
        one.wait(LinkChanged, lambda link: link.online)
        before = list(one.profile.line._open)
        one.forget()
        sleep.seconds += 3600.0
        one.wait(LinkChanged, lambda link: not link.online and link.doubt is not None and link.doubt.code == "slept")
        until(lambda: [told.online for told in links(one)][-1:] == [True], "online again")
        assert all(connection.closed for connection in before)
        assert [told.doubt.code for told in links(one) if told.doubt is not None] == ["slept"], "once"


@pytest.mark.parametrize("pulse", [0.02, 600.0])
def test_a_mail_that_was_about_to_leave_is_judged_anew(fresh: Office, sleep: Sleep, pulse: float) -> None:
    """Between its last look and its intent the lid is closed; meanwhile a colleague answers from another program. With
    a quick pulse the gap has been noticed before the mail goes on, with a slow one it is the mail that notices."""
    office = fresh
    asked = office.shop.deliver(mail("Coperchio", to=office.shop.address))
    office.sync()
    office.shop.imap_create("Sent")
    last, looks = Looking.last, []

    def closed_after_the_first(looking: Looking, ticket: Ticket) -> None:
        last(looking, ticket)
        looks.append(ticket)
        if len(looks) == 1:
            answer = mail("Re: Coperchio", to="carla@posta.example", sender=office.shop.address)
            answer["In-Reply-To"] = asked["Message-ID"]
            office.shop.deliver(answer, folder="Sent")
            sleep.seconds += 3600.0
            if pulse < 1.0:
                until(lambda: [link.online for link in links(one)][-2:] == [False, True], "it has been noticed")

    with (
        patch.object(program, "PULSE", pulse),
        patch.object(Looking, "last", closed_after_the_first),
        running(office.anna) as one,
    ):
        one.wait(LinkChanged, lambda link: link.online)
        ticket = one.profile.store.entries.ticket_by_reference(office.anna.reference("Coperchio").replace("-", ""))
        assert ticket
        one.program.requests.open(ticket)
        shown = one.wait(ConversationRead).conversation.shown
        now, new = int(time.time()), one.profile.new_id()
        draft = Draft(new, ticket, "", (), (), "", "Arriva domani", False, False, shown, now, "writing")
        one.program.requests.send(draft, 0.0)
        one.wait(SendEnded, lambda end: end.stopped is not None and end.stopped.code == "answered-elsewhere")
        first = next(told for told in one.told if isinstance(told, SendEnded))
        assert isinstance(first.stopped, Offline), "it waited until everything had been read again"
        assert one.wait(ReviewRead, lambda review: bool(review.items)).items[0].text == "Arriva domani"
    assert not [one for one in office.shop.sink.accepted if one.sender == office.shop.address]
