"""Who has left the team: told so, kept from writing, and nothing of theirs lost."""

from __future__ import annotations

from tests.integration.cli.shop import Office, mail
from tests.peers.smtp import Script


def remove(office: Office, name: str) -> None:
    members = office.anna.ok("team", "list")["members"]
    workstation = next(m["workstation"] for m in members if m["name"] == name)
    office.anna.ok("team", "remove", workstation[:10])


def test_a_removed_workstation_reads_and_writes_nothing_more(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Addio"), fresh.anna, fresh.bruno
    bruno.ok("claim", reference)
    remove(fresh, "Bruno")
    fresh.shop.deliver(mail("Dopo l'addio", to=fresh.shop.address))
    head = anna.ok("journal")["head"]

    for _ in range(2):
        bruno.fails(3, "removed", "sync", "--once")
        bruno.fails(3, "removed", "note", reference, "--text", "ancora io")
        ran = bruno.reply(reference, "Ancora io")
        assert (ran.code, ran.document["error"]) == (3, "removed"), ran

    assert bruno.ok("show", reference)["messages"]
    assert bruno.ok("team", "list")["members"]
    assert [one["text"] for one in bruno.review(reference)] == ["Ancora io", "Ancora io"]
    anna.ok("sync", "--once")
    assert [one for one in anna.ok("review")["items"] if one["kind"] == "quarantined"] == []
    kinds = [e["kind"] for e in anna.ok("journal", "--tail", "100")["entries"] if e["position"] > head]
    assert kinds == ["opened"]
    anna.ok("break", reference)
    anna.replies(reference, "Rispondo io")


def test_a_lead_settles_what_somebody_who_has_left_may_have_sent(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Ultima risposta"), fresh.anna, fresh.bruno
    fresh.shop.sink.script = Script(replies={"DOT": ""})
    assert bruno.reply(reference, "Forse").code == 4
    fresh.shop.sink.script = Script()
    item = bruno.review(reference)[0]["id"]
    remove(fresh, "Bruno")

    bruno.fails(3, "removed", "settle", item, "sent")

    anna.ok("sync", "--once")
    assert anna.ok("settle", item, "sent")["result"] == "sent"
    assert anna.ok("show", reference)["waiting"] == 0


def test_a_removed_colleague_comes_back_by_invitation(fresh: Office) -> None:
    reference, bruno = fresh.ticket("Ritorno"), fresh.bruno
    remove(fresh, "Bruno")
    bruno.fails(3, "removed", "sync", "--once")

    bruno.ok("team", "join", fresh.shop.invitation(fresh.anna), "--agent", "Bruno")

    bruno.ok("sync", "--once")
    bruno.replies(reference, "Rieccomi")
