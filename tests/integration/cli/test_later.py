"""``reply --at`` and ``later``: planned, seen by the team, stopped, and left when its time has come."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from desktop.domain import later as times
from tests.integration.cli.shop import Office, body
from tests.peers.waiting import until


def test_an_answer_is_planned_listed_and_stopped_by_its_author_alone(office: Office) -> None:
    reference, anna, bruno = office.ticket("Più tardi da riga"), office.anna, office.bruno
    anna.ok("show", reference)
    text = anna.write("tardi.txt", "Le scrivo domani.\n")
    planned = anna.ok("reply", reference, "--text-file", text, "--at", "3d")
    assert (planned["outcome"], planned["agent"], planned["own"]) == ("planned", "Anna", True)
    assert office.sent(reference) == []
    bruno.ok("sync", "--once")
    (theirs,) = [one for one in bruno.ok("later", "list")["later"] if one["reference"] == reference]
    assert (theirs["agent"], theirs["own"], theirs["text"]) == ("Anna", False, None)
    bruno.fails(2, "no-such-later", "later", "stop", theirs["id"])
    assert anna.ok("later", "stop", planned["id"])["stopped"]
    anna.fails(2, "no-such-later", "later", "stop", planned["id"])
    bruno.ok("sync", "--once")
    assert [one for one in bruno.ok("later", "list")["later"] if one["reference"] == reference] == []
    anna.fails(2, "bad-time", "reply", reference, "--text-file", text, "--at", "ieri")


def test_it_leaves_with_the_first_sync_after_its_time(office: Office) -> None:
    reference, anna = office.ticket("Parte da sola"), office.anna
    anna.ok("show", reference)
    text = anna.write("parte.txt", "Eccomi, come promesso.\n")
    with patch.object(times, "typed", lambda _, now: now + timedelta(seconds=1)):
        anna.ok("reply", reference, "--text-file", text, "--at", "shortly")

    def left() -> bool:
        anna.ok("sync", "--once")
        return bool(office.sent(reference))

    until(left, "it has left")
    assert "Eccomi" in body(office.sent(reference)[0])
    assert [one for one in anna.ok("later", "list")["later"] if one["reference"] == reference] == []
