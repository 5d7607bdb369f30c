"""A database put back from a copy, or run twice: noticed, and joined anew with nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.integration.cli.shop import Office, Station
from tests.peers.smtp import Script


def copy_of(station: Station) -> Path:
    """A person's backup of the whole profile."""
    return Path(shutil.copytree(station.profile, f"{station.profile}-copia"))


def put_back(station: Station, copy: Path) -> None:
    shutil.rmtree(station.profile)
    shutil.copytree(copy, station.profile)


def test_a_restored_database_is_noticed_and_joins_anew(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Ripristino"), fresh.anna, fresh.bruno
    other = fresh.ticket("Altra")
    fresh.shop.sink.script = Script(forgets=True)
    assert bruno.reply(other, "Forse").code == 4
    fresh.shop.sink.script = Script()
    bruno.reply(other, "Ferma qui")
    copy = copy_of(bruno)
    bruno.ok("claim", reference)
    bruno.replies(reference, "Risposta che la copia non conosce")
    put_back(bruno, copy)

    bruno.fails(6, "database-copy", "claim", reference)

    assert bruno.json("sync", "--once").document["error"] == "database-copy"
    ran = bruno.reply(reference, "Dalla copia")
    assert (ran.code, ran.document["error"]) == (3, "answered"), ran
    assert bruno.ok("tickets", "--place", "all")["tickets"]
    assert len(fresh.sent(reference)) == 1
    before = bruno.ok("team", "list")

    bruno.ok("team", "join", fresh.shop.invitation(anna), "--agent", "Bruno")

    bruno.ok("sync", "--once")
    me = [member for member in bruno.ok("team", "list")["members"] if member["you"]]
    assert [member["name"] for member in me] == ["Bruno"]
    assert len(bruno.ok("team", "list")["members"]) == len(before["members"]) + 1
    texts = [one["text"] for one in bruno.ok("review")["items"]]
    assert "Ferma qui" in texts
    assert "Dalla copia" in texts
    bruno.ok("show", reference)
    assert bruno.reply(reference, "Doppia?").document["error"] == "answered"
    bruno.replies(fresh.ticket("Nuova vita"), "Eccomi")


def test_a_grant_of_which_the_copy_knows_nothing_is_uncertain(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("In volo"), fresh.anna, fresh.bruno
    copy = copy_of(bruno)
    fresh.shop.sink.script = Script(replies={"DOT": ""})
    assert bruno.reply(reference, "Partita, e la copia non lo sa").code == 4
    fresh.shop.sink.script = Script()
    put_back(bruno, copy)

    bruno.fails(6, "database-copy", "claim", reference)

    bruno.ok("team", "join", fresh.shop.invitation(anna), "--agent", "Bruno")
    bruno.ok("sync", "--once")
    anna.ok("sync", "--once")
    anna.ok("show", reference)
    assert anna.reply(reference, "Io").document["error"] == "unresolved"
    grant = anna.ok("show", reference)["sends"][-1]
    assert grant["state"] == "uncertain"
    anna.ok("settle", grant["id"], "sent")
    bruno.ok("sync", "--once")
    assert bruno.ok("show", reference)["waiting"] == 0


def test_two_copies_of_one_profile(fresh: Office) -> None:
    reference, bruno = fresh.ticket("Gemelli"), fresh.bruno
    twin = Station(copy_of(bruno), dict(bruno.environ))
    bruno.ok("note", reference, "--text", "del primo")

    twin.fails(6, "database-copy", "claim", reference)

    ran = twin.reply(reference, "Dal gemello")
    assert (ran.code, ran.document["error"]) == (6, "database-copy")
    bruno.replies(reference, "Dal primo")
    assert len(fresh.sent(reference)) == 1


def test_joining_again_without_a_reason_is_one_more_workstation(fresh: Office) -> None:
    reference, bruno = fresh.ticket("Di nuovo dentro"), fresh.bruno
    bruno.ok("team", "join", fresh.shop.invitation(fresh.anna), "--agent", "Bruno")

    bruno.replies(reference, "Sempre io")

    names = [member["name"] for member in bruno.ok("team", "list")["members"]]
    assert names == ["Anna", "Bruno", "Bruno"]


def test_another_teams_file_is_refused(fresh: Office) -> None:
    other = fresh.shop.another()
    zoe = other.found("Zoe")

    error = fresh.bruno.fails(1, "already-in-team", "team", "join", other.invitation(zoe), "--agent", "Bruno")

    assert "Bottega" in error["message"]
