"""What the lanes do, done without any thread: each is a class over one graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from desktop.domain.commands import AssignTicket, ClaimTicket, TagTicket
from desktop.domain.errors import RefusedByTeam
from desktop.domain.search import Query
from desktop.engine import intake
from desktop.engine.notices import (
    ClaimAsked,
    ConversationRead,
    EditKept,
    LinkChanged,
    MailReading,
    Notice,
    ReviewRead,
    SendEnded,
    TeamChanged,
    TicketsChanged,
)
from desktop.engine.timeline import EventLine, MailLine, NoteLine
from desktop.engine.workstation import Workstation
from desktop.ports.store.drafts import Draft
from desktop.runtime.compose import opened
from desktop.runtime.window.coordination import Coordination
from desktop.runtime.window.departures import Departures
from desktop.runtime.window.mailroom import Mailroom
from desktop.runtime.window.papers import Papers
from tests.fakes.secrets import FakeSecrets
from tests.integration.cli.shop import Office, Station, mail


@dataclass
class Desk:
    station: Workstation
    told: list[Notice] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, what: str):  # type: ignore[no-untyped-def]
        return lambda: self.asked.append(what)

    def coordination(self) -> Coordination:
        asks = [self.ask(what) for what in ("go on", "fetch", "follow", "invite", "redial")]
        return Coordination(self.station, self.told.append, *asks)

    def kinds(self) -> list[str]:
        return [type(notice).__name__ for notice in self.told]

    def last(self, kind: type) -> object:
        return next(notice for notice in reversed(self.told) if isinstance(notice, kind))

    def ticket(self, reference: str) -> str:
        return self.station.queries.find(reference)


@contextmanager
def desk(station: Station) -> Iterator[Desk]:
    with opened(station.profile, station.surroundings()) as profile:
        me = profile.started().journal.me
        with profile.lane(me, lambda _: None) as found:
            yield Desk(found)


def written(one: Desk, ticket: str, text: str) -> Draft:
    shown = one.station.queries.conversation(ticket).shown
    return Draft(one.station.new_id(), ticket, "", (), (), "", text, False, False, shown, 2**31, "writing")


def test_the_coordination_lane_tells_what_the_log_said(office: Office) -> None:
    reference = office.ticket("Coordinata")
    office.bruno.ok("tag", reference, "+reso")
    with desk(office.anna) as one:
        lane, ticket = one.coordination(), one.ticket(reference)
        assert lane.look()
        changed = one.last(TicketsChanged)
        assert isinstance(changed, TicketsChanged)
        assert ticket in changed.ids
        link = one.last(LinkChanged)
        assert isinstance(link, LinkChanged)
        assert (link.online, link.doubt) == (True, None)
        assert isinstance(one.last(TeamChanged), TeamChanged)
        assert one.asked == ["go on"]
        one.told.clear()
        assert lane.look()
        assert one.kinds() == []  # nothing new is no news
        lane.claim(ticket, ClaimTicket())
        assert one.last(ClaimAsked) == ClaimAsked(ticket, None)


def test_a_colleague_s_mail_makes_one_look_for_its_text(office: Office) -> None:
    reference = office.ticket("Ha risposto lui")
    office.bruno.ok("show", reference)
    office.bruno.replies(reference, "Ecco")
    with desk(office.anna) as one:
        one.coordination().look()
        assert one.asked == ["fetch", "go on"]


def test_papers_keep_show_and_refuse(office: Office) -> None:
    reference = office.ticket("Carte")
    with desk(office.bruno) as one:
        ticket = one.ticket(reference)
        papers = Papers(one.station, one.told.append, one.ask("write"), lambda: None)
        draft = written(one, ticket, "Gentile")
        papers.keep(draft, ())
        papers.edit(ticket, TagTicket(add=("urgente",)))
        papers.read(ticket, shown=True)
        read = one.last(ConversationRead)
        assert isinstance(read, ConversationRead)
        assert (read.drafts, read.conversation.ticket.tags) == ((draft,), ("urgente",))
        assert [type(line) for line in read.lines] == [MailLine]
        review = one.last(ReviewRead)
        assert isinstance(review, ReviewRead)
        assert (review.waiting_edits, [waits.tags for waits in review.pending]) == (1, [("urgente",)])
        assert one.asked == ["write"]
        papers.edit(ticket, AssignTicket("anna"))  # only a lead may
        kept = one.last(EditKept)
        assert isinstance(kept, EditKept)
        assert isinstance(kept.refused, RefusedByTeam)
        papers.keep(replace(draft, state="dismissed"), ())
        papers.read(ticket, shown=False)
        assert one.last(ConversationRead).drafts == ()  # type: ignore[attr-defined]


def test_a_late_key_calls_no_mail_back(office: Office) -> None:
    reference = office.ticket("Troppo tardi")
    with desk(office.anna) as one:
        papers = Papers(one.station, one.told.append, one.ask("write"), lambda: None)
        draft = written(one, one.ticket(reference), "Parte")
        papers.keep(draft, ())
        papers.hand_over(draft)
        papers.keep(draft, ())
        stored = one.station.store.drafts.get(draft.id)
        assert stored is not None
        assert stored.state == "sending"
        Departures(one.station, one.told.append, lambda _: None).depart(draft.id)
        assert one.last(SendEnded) == SendEnded(draft.id, draft.ticket, None)
    assert len(office.sent(reference)) == 1


def test_a_mailroom_reads_and_tells(office: Office) -> None:
    with desk(office.anna) as one:
        room = Mailroom(one.station, office.shop.address, one.told.append, lambda: True, one.ask("told"), FakeSecrets())
        office.shop.deliver(mail("Nella casella", to=office.shop.address))
        room.look()
        assert "TicketsChanged" in one.kinds()
        assert one.asked == ["told"]
        assert any(row.subject == "Nella casella" for row in one.station.queries.tickets("open", Query(), 99))
        one.told.clear()
        room.look()
        assert one.kinds() == []


def test_a_mailroom_pauses_and_goes_on(fresh: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "STEP", 2)
    monkeypatch.setattr(intake, "_SMALL", 0)
    fresh.anna.ok("sync", "--once")
    for number in range(6):
        fresh.shop.deliver(mail(f"Vecchia {number}", to=fresh.shop.address), age=number * 86400.0)
    with desk(fresh.anna) as one:
        for address in one.station.journal.team.mailboxes:
            one.station.store.messages.purge_folder(address, "INBOX")
        go_on = one.ask("go on")
        room = Mailroom(
            one.station, fresh.shop.address, one.told.append, lambda: True, one.ask("told"), FakeSecrets(), go_on
        )
        room.pause(True)
        while room.look():
            pass
        held = one.station.looking.progress([fresh.shop.address])
        assert held[0] < held[1]
        assert not room.look()
        told = one.last(MailReading)
        assert isinstance(told, MailReading)
        assert told.paused
        assert told.progress is not None
        assert (told.progress.held, told.progress.total) == held
        fresh.shop.deliver(mail("Nuova", to=fresh.shop.address))
        assert not room.look()
        assert any(row.subject == "Nuova" for row in one.station.queries.tickets("open", Query(), 99)), (
            "new mail is read"
        )
        room.pause(False)
        assert one.asked[-1] == "go on"
        while room.look():
            pass
        assert one.last(MailReading) == MailReading(fresh.shop.address, None)
        assert len(one.station.queries.tickets("open", Query(), 99)) == 7


def test_a_conversation_as_lines(office: Office) -> None:
    reference = office.ticket("Righe", "Ciao\n\nOn 1 May, Shop wrote:\n> prima\n")
    office.anna.ok("priority", reference, "high")
    office.anna.ok("note", reference, "--text", "Nota")
    with desk(office.anna) as one:
        papers = Papers(one.station, one.told.append, one.ask("write"), lambda: None)
        papers.read(one.ticket(reference), shown=True)
        read = one.last(ConversationRead)
        assert isinstance(read, ConversationRead)
        first, *rest = read.lines
        assert isinstance(first, MailLine)
        assert [(s.quoted, s.text.split("\n")[0]) for s in first.stretches] == [(False, "Ciao"), (True, "")]
        assert {type(line) for line in rest} == {EventLine, NoteLine}
        event = next(line for line in rest if isinstance(line, EventLine))
        assert (event.kind, event.agent, event.value) == ("prioritised", "Anna", "high")
