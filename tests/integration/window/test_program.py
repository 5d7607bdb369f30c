"""The lanes of one profile at work on a real server."""

from __future__ import annotations

import socket
import time

from desktop.domain.commands import SetPriority, WriteNote
from desktop.domain.errors import RefusedByTeam
from desktop.domain.search import Query
from desktop.domain.ticket import Priority
from desktop.engine.notices import (
    ClaimAsked,
    ConversationRead,
    LinkChanged,
    ReviewRead,
    SendEnded,
    TicketsChanged,
)
from desktop.journal.entries import Position
from desktop.ports.store.drafts import Draft
from tests.integration.cli.shop import Office, Shop, Station, mail
from tests.integration.window.running import Running, running
from tests.peers.proxy import Proxy
from tests.peers.waiting import until


def draft(one: Running, ticket: str, text: str, shown: Position) -> Draft:
    return Draft(
        one.profile.new_id(), ticket, "", (), (), "", text, False, False, shown, int(time.time()), "writing"
    )  # fmt: skip


def ticket_id(station: Station, one: Running, reference: str) -> str:
    found = one.profile.store.entries.ticket_by_reference(reference.replace("-", ""))
    assert found, station
    return found


def test_a_reply_from_claim_to_sent(office: Office) -> None:
    reference = office.ticket("Dalla finestra")
    with running(office.anna) as one:
        ticket = ticket_id(office.anna, one, reference)
        one.wait(LinkChanged, lambda link: link.online)
        one.program.requests.open(ticket)
        read = one.wait(ConversationRead).conversation
        one.program.requests.claim(ticket)
        assert one.wait(ClaimAsked).refused is None
        one.program.requests.edit(ticket, SetPriority(Priority.HIGH))
        one.program.requests.send(draft(one, ticket, "Arriva domani", read.shown), 0.0)
        ended = one.wait(SendEnded)
        assert (ended.ticket, ended.stopped) == (ticket, None)
    assert len(office.sent(reference)) == 1
    office.bruno.ok("sync", "--once")
    assert office.bruno.ok("show", reference)["priority"] == "high"


def test_what_is_taken_back_in_its_undo_window_is_a_draft_again(office: Office) -> None:
    reference = office.ticket("Ci ripenso")
    with running(office.anna) as one:
        ticket = ticket_id(office.anna, one, reference)
        one.program.requests.open(ticket)
        read = one.wait(ConversationRead).conversation
        leaving = draft(one, ticket, "Troppo presto", read.shown)
        one.program.requests.send(leaving, 60.0)
        one.wait(ReviewRead, lambda review: review.waiting_mails == 1)
        one.program.requests.undo(leaving.id)
        back = one.wait(ConversationRead, lambda notice: bool(notice.drafts))
        assert [one.text for one in back.drafts] == ["Troppo presto"]
        one.program.requests.send(leaving, 60.0)
    assert office.sent(reference) == []
    with running(office.anna) as one:  # closed within the window: a draft again
        one.program.requests.open(ticket)
        assert one.wait(ConversationRead, lambda notice: bool(notice.drafts)).drafts == back.drafts


def test_a_colleague_s_doing_arrives_by_itself(office: Office) -> None:
    reference = office.ticket("Tutti e due")
    with running(office.anna) as one:
        ticket = ticket_id(office.anna, one, reference)
        one.wait(LinkChanged, lambda link: link.online)
        office.bruno.ok("claim", reference)
        one.wait(TicketsChanged, lambda changed: ticket in changed.ids)
        one.program.requests.claim(ticket)
        refused = one.wait(ClaimAsked).refused
        assert isinstance(refused, RefusedByTeam)
        assert refused.facts["agent"] == "Bruno"


def test_new_mail_becomes_a_ticket(office: Office) -> None:
    with running(office.anna) as one:
        one.wait(LinkChanged, lambda link: link.online)
        office.shop.deliver(mail("Appena arrivata", to=office.shop.address))
        one.program.requests.fetch()
        until(
            lambda: any(
                r.subject == "Appena arrivata" for r in one.profile.store.reader.tickets("open", "", Query(), 99)
            ),
            "the mail is a ticket",
        )


def test_offline_edits_are_kept_and_written_when_the_line_is_back(fresh: Office) -> None:
    reference = fresh.ticket("Senza linea")
    server = fresh.shop.server
    with running(fresh.anna) as one:
        ticket = ticket_id(fresh.anna, one, reference)
        one.wait(LinkChanged, lambda link: link.online)
        server.kill9()  # type: ignore[attr-defined]
        one.program.requests.look()
        one.wait(LinkChanged, lambda link: not link.online)
        one.program.requests.edit(ticket, WriteNote("Chiamata la cliente"))
        one.wait(ReviewRead, lambda review: review.waiting_edits == 1)
        one.forget()
        server.start()  # type: ignore[attr-defined]
        one.program.requests.look()
        one.wait(LinkChanged, lambda link: link.online)
        one.wait(ReviewRead, lambda review: review.waiting_edits == 0)
    fresh.bruno.ok("sync", "--once")
    assert fresh.bruno.ok("show", reference)["notes"][0]["text"] == "Chiamata la cliente"


def test_it_ends_at_once_while_a_server_hangs(fresh: Office) -> None:
    """A server that takes connections and never says a word."""
    fresh.ticket("Appesa")
    server = fresh.shop.server
    server.kill9()  # type: ignore[attr-defined]
    with socket.create_server(("127.0.0.1", server.port)) as deaf:
        deaf.listen()
        with running(fresh.anna) as one:
            waiting, _ = deaf.accept()
            begun = time.monotonic()
            assert one.program.close()
            assert time.monotonic() - begun < 2.0
            waiting.close()
    server.start()  # type: ignore[attr-defined]


def test_it_ends_at_once_while_a_server_hangs_in_the_middle_of_its_answers(shop: Shop, line: Proxy) -> None:
    with running(shop.found("Anna", port=line.port)) as one:
        one.wait(LinkChanged, lambda link: link.online)
        record = line.begin()
        line.drip(1.0)
        one.program.requests.fetch()
        until(lambda: bool(record.octets("server")), "an answer has begun")
        begun = time.monotonic()
        assert one.program.close()
        assert time.monotonic() - begun < 2.0
