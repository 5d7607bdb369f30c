"""A journal begun anew, where the way there is cut short or what waits on it is of the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.commands import SetStatus, TagTicket
from desktop.domain.errors import Offline, RefusedByTeam
from desktop.domain.ticket import Role, Status
from desktop.engine.leading import say_as_lead
from desktop.engine.workstation import Workstation
from desktop.journal import restoring
from desktop.journal.entries import Removed, Tagged
from desktop.ports.log import LogLost, LogRow
from tests.fakes.log import FakeLog, Fate
from tests.unit.engine.shop import Shop, asked, flood, kind_of, let, once_on, reply

OLD, NEW = "Sportello/Journal-1", "Sportello/Journal-2"


def started(shop: Shop) -> tuple[Workstation, Workstation]:
    """New processes, which know what they stored and nothing else."""
    anna, bruno = (desk.start() for desk in shop.desks)
    return anna, bruno


def lost(shop: Shop) -> tuple[Workstation, Workstation]:
    shop.server.delete(OLD)
    return started(shop)


def cut_off(shop: Shop, *, stored: bool) -> None:
    """The line breaks while the genesis of the new journal is on its way."""

    def fate() -> Fate:
        shop.server.up = False
        return Fate.STORED_UNSEEN if stored else Fate.LOST

    shop.server.on_append = once_on("genesis", fate)


def kinds(shop: Shop, folder: str) -> list[str]:
    return [kind_of(message) for _, _, message in shop.server.folders[folder].rows]


@pytest.mark.parametrize("stored", [True, False])
def test_a_restore_that_was_cut_short_goes_on(shop: Shop, stored: bool) -> None:
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    anna, bruno = lost(shop)
    cut_off(shop, stored=stored)
    with pytest.raises(Offline):
        anna.restoring.restore()
    shop.server.up = True
    bruno.syncing.everything()
    assert bruno.restoring.follow() is None, "a genesis without the state is no journal to go on in"
    anna = shop.desks[0].start()
    assert anna.syncing.everything().doubt is not None
    assert anna.restoring.follow() is None

    assert anna.restoring.restore().folder == NEW

    assert kinds(shop, NEW).count("genesis") == 1
    assert bruno.restoring.follow() is not None
    for desk in shop.desks:
        station = desk.start()
        station.syncing.everything()
        assert station.journal.ticket(ticket).waiting_slots == (ticket,)
        assert station.journal.safety.current() is None


def test_a_line_lost_at_the_look_whose_genesis_counts_is_a_line_lost(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = shop.desks[0].start()
    asked(shop, anna)
    anna, _ = lost(shop)
    row = FakeLog.row

    def second_look(log: FakeLog, uid: int) -> LogRow | None:
        found = row(log, uid)
        if found is not None:
            raise LogLost
        return found

    monkeypatch.setattr(FakeLog, "row", second_look)
    with pytest.raises(Offline, match="journal-unreachable"):
        anna.restoring.restore()
    monkeypatch.undo()
    assert anna.restoring.restore().folder == NEW
    assert kinds(shop, NEW).count("genesis") == 1


def test_a_restore_half_begun_leaves_no_second_genesis_in_a_journal_that_comes_back(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    folder = shop.server.folders[OLD]
    anna, _ = lost(shop)
    cut_off(shop, stored=False)
    with pytest.raises(Offline):
        anna.restoring.restore()
    assert NEW in shop.server.folders
    shop.server.up = True
    shop.server.folders[OLD] = folder
    anna.syncing.everything()
    anna.acting.act(ticket, TagTicket(("reso",), ()))
    assert kinds(shop, OLD).count("genesis") == 1
    assert anna.journal.ticket(ticket).tags == ("reso",)


def test_who_followed_another_lead_does_not_go_on_with_a_restore_of_long_ago(shop: Shop) -> None:
    """The genesis that was never appended belongs to the generation in which the other lead's journal stands."""
    lead, second = shop.desks
    anna = lead.start()
    asked(shop, anna)
    second.founding().join(lead.founding().invite(anna.journal, Role.LEAD), "Bruno")
    bruno = second.start()
    for station in (bruno, anna):
        station.syncing.everything()
    anna, bruno = lost(shop)
    cut_off(shop, stored=False)
    with pytest.raises(Offline):
        bruno.restoring.restore()
    assert NEW in shop.server.folders
    shop.server.up = True
    anna.restoring.restore()
    assert bruno.restoring.follow() is not None
    bruno = second.start()
    bruno.syncing.everything()
    assert kinds(shop, NEW).count("genesis") == 1
    shop.server.delete(NEW)
    bruno = second.start()
    assert bruno.restoring.restore().folder == "Sportello/Journal-3"
    assert NEW not in shop.server.folders


def test_a_lead_begins_anew_a_journal_that_is_there(shop: Shop) -> None:
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    with pytest.raises(RefusedByTeam, match="leads-only"):
        bruno.restoring.renew()
    bruno.acting.act(ticket, TagTicket(("urgente",), ()))

    anna.restoring.renew()

    assert OLD not in shop.server.folders
    assert "tagged" not in kinds(shop, NEW), "nothing is said again that the state knows"
    bruno = shop.desks[1].start()
    bruno.syncing.everything()
    assert bruno.restoring.follow() is not None
    for desk in started(shop):
        desk.syncing.everything()
        assert (desk.journal.me.folder, desk.journal.ticket(ticket).tags) == (NEW, ("urgente",))


def test_who_is_no_lead_any_more_takes_no_journal_away(shop: Shop) -> None:
    lead, second = shop.desks
    anna = lead.start()
    asked(shop, anna)
    second.founding().join(lead.founding().invite(anna.journal, Role.LEAD), "Bruno")
    bruno = second.start()
    bruno.syncing.everything()
    say_as_lead(bruno.journal, Removed(workstation=anna.journal.me.workstation))

    with pytest.raises(RefusedByTeam, match="leads-only"):
        anna.restoring.renew()

    assert OLD in shop.server.folders


def test_a_refused_edit_stays_in_the_review_of_the_new_journal(shop: Shop) -> None:
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    bruno.acting.act(ticket, SetStatus(Status.WAITING))
    with pytest.raises(RefusedByTeam, match="changed"):
        anna.acting.act(ticket, SetStatus(Status.ON_HOLD))
    (item,) = anna.reviewing.items()
    anna, _ = lost(shop)
    anna.restoring.restore()
    again = shop.desks[0].start()
    again.syncing.everything()
    assert [(one.kind, one.text) for one in again.reviewing.items()] == [("edit", "on-hold")]
    assert again.reviewing.settle(item.id, "apply") == "applied"
    assert again.journal.ticket(ticket).status is Status.ON_HOLD


def test_a_receipt_of_which_the_restorer_knew_nothing_is_not_sent_twice(shop: Shop) -> None:
    anna, bruno = started(shop)
    for station in (anna, bruno):
        station.syncing.everything()
    asked(shop, bruno)
    assert len(shop.smtp.accepted) == 1
    anna, bruno = lost(shop)
    anna.restoring.restore()
    bruno.syncing.everything()
    bruno.restoring.follow()
    shop.wait(restoring.DELAY + 60)
    for desk in reversed(shop.desks):
        desk.start().syncing.everything()
    assert len(shop.smtp.accepted) == 1


def test_a_restorer_who_never_comes_back_stops_nobody_else(shop: Shop) -> None:
    """Its genesis stands there, and nobody else can write the state after it."""
    lead, second = shop.desks
    anna = lead.start()
    second.start()
    second.founding().join(lead.founding().invite(anna.journal, Role.LEAD), "Bruno")
    bruno = second.start()
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    anna, bruno = lost(shop)
    cut_off(shop, stored=True)
    with pytest.raises(Offline):
        anna.restoring.restore()
    shop.server.up = True

    with pytest.raises(RefusedByTeam, match="restore-unfinished") as refused:
        bruno.restoring.restore()
    assert refused.value.facts["agent"] == "Anna"
    assert bruno.restoring.restore(anew=True).folder == NEW

    anna = lead.start()
    with pytest.raises(RefusedByTeam, match="restored-already"):
        anna.restoring.restore()
    assert anna.restoring.follow() is not None, "should it come back after all"
    for desk in shop.desks:
        station = desk.start()
        station.syncing.everything()
        assert station.journal.ticket(ticket).waiting_slots == (ticket,)
        assert station.journal.safety.current() is None


def test_an_answer_planned_while_the_journal_is_lost_is_planned_in_the_new_one(shop: Shop) -> None:
    """Its entry gets a new name there, by which alone it can be called off."""
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    anna, bruno = lost(shop)
    draft = replace(reply(anna, ticket), state="writing", leaves=int(shop.now) + 7200)
    anna.store.drafts.put(draft)
    anna.laters.plan(draft)
    anna.restoring.restore()
    anna = shop.desks[0].start()
    anna.syncing.everything()
    bruno.restoring.follow()
    bruno = shop.desks[1].start()
    bruno.syncing.everything()
    assert [one.agent for one in bruno.journal.ticket(ticket).departures] == ["anna"]
    assert anna.laters.take_back(draft.id) == ticket
    anna.syncing.everything()
    bruno.syncing.everything()
    assert bruno.journal.ticket(ticket).departures == ()


def test_what_is_still_said_between_the_move_and_the_next_start_is_said_in_the_new_journal(shop: Shop) -> None:
    """Other lanes go on until everything has been opened anew. Under the old journal's name their word would be
    appended again and again, and never count."""
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    anna, bruno = lost(shop)
    anna.restoring.restore()
    assert bruno.syncing.read_up() is not None
    assert bruno.restoring.follow() is not None
    bruno.journal.queue(ticket, Tagged(add=("reso",)))
    bruno = shop.desks[1].start()
    bruno.syncing.everything()
    assert bruno.journal.ticket(ticket).tags == ("reso",)
    assert kinds(shop, NEW).count("tagged") == 1


def test_a_lost_folder_that_asked_to_be_left_alone_asked_for_itself(shop: Shop) -> None:
    """Dovecot answers an append now and then with SERVERBUG while somebody deletes its folder."""
    anna, bruno = started(shop)
    ticket = asked(shop, anna)
    bruno.syncing.everything()
    shop.server.on_append = lambda *_: Fate.THROTTLED
    bruno.acting.act(ticket, TagTicket(("reso",), ()))
    shop.server.on_append = lambda *_: Fate.STORED
    anna, bruno = lost(shop)
    anna.restoring.restore()
    bruno.restoring.follow()
    bruno = shop.desks[1].start()
    bruno.syncing.everything()
    assert bruno.journal.ticket(ticket).tags == ("reso",)


def test_answers_to_many_mails_are_carried_over_in_as_many_entries_as_they_need(shop: Shop) -> None:
    anna, _ = started(shop)
    flood(shop, range(500))
    anna.syncing.everything()
    for ticket in anna.store.entries.waiting():
        let(anna, ticket)
    assert shop.answers() == 5
    anna, _ = lost(shop)
    anna.restoring.restore()
    anna = shop.desks[0].start()
    assert anna.syncing.everything().doubt is None
    assert kinds(shop, NEW).count("carried-over") == 2
    assert anna.store.entries.waiting() == []
