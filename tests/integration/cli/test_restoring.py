"""The journal's folder is lost: a lead begins it anew, everybody follows, and no answer is forgotten."""

from __future__ import annotations

from tests.integration.cli.shop import Office, Shop
from tests.peers.waiting import until

FOLDER = "Sportello/Journal-1"


def lose_journal(shop: Shop) -> None:
    """A server may refuse it for a moment, while somebody is writing there."""
    with shop.imap() as client:
        until(lambda: client.delete(FOLDER)[0] == "OK", "the folder is deleted")


def test_a_lost_journal_is_begun_anew_and_followed(fresh: Office) -> None:
    answered, open_ticket = fresh.ticket("Già risposto"), fresh.ticket("Ancora aperto")
    fresh.bruno.replies(answered, "Arriva domani.")
    fresh.bruno.ok("tag", open_ticket, "+reso")
    lose_journal(fresh.shop)

    kept = fresh.bruno.fails(6, "journal-missing", "note", open_ticket, "--text", "Scritta nel frattempo")
    assert "team restore" in kept["remedy"]
    fresh.bruno.fails(3, "leads-only", "team", "restore")
    restored = fresh.anna.ok("team", "restore")
    assert (restored["folder"], restored["not_heard"]) == ("Sportello/Journal-2", ["Bruno"])

    # Anna's state was older than Bruno's answer and tag; his answer is carried over, his note is written anew.
    fresh.bruno.ok("sync", "--once")
    assert fresh.bruno.ok("team", "list")["not_heard"] == []
    fresh.anna.ok("sync", "--once")
    shown = fresh.anna.ok("show", answered)
    assert [(send["state"], send["agent"]) for send in shown["sends"]] == [("sent", "Bruno")]
    assert [note["text"] for note in fresh.anna.ok("show", open_ticket)["notes"]] == ["Scritta nel frattempo"]
    assert (fresh.anna.reference("Già risposto"), fresh.bruno.reference("Già risposto")) == (answered, answered)
    assert fresh.anna.reply(answered, "Ancora io").document["error"] == "answered"


def test_nothing_is_granted_for_half_an_hour(fresh: Office) -> None:
    reference = fresh.ticket("Quando?")
    lose_journal(fresh.shop)
    fresh.anna.ok("team", "restore")
    fresh.anna.fails(3, "restoring", "claim", reference)
    assert fresh.anna.reply(reference, "Subito.").document["error"] == "restoring"
    assert [one["text"] for one in fresh.anna.review(reference)] == ["Subito."]
    fresh.anna.ok("tag", reference, "+urgente")


def test_a_journal_in_its_place_is_not_restored(fresh: Office) -> None:
    fresh.anna.fails(3, "journal-is-there", "team", "restore")


def test_the_second_lead_follows_the_first(fresh: Office) -> None:
    clara = fresh.shop.joined(fresh.anna, "Clara", role="lead")
    fresh.sync()
    lose_journal(fresh.shop)
    fresh.anna.ok("team", "restore")
    clara.fails(3, "restored-already", "team", "restore")
    clara.ok("sync", "--once")
    assert clara.ok("team", "list")["journal"] == fresh.anna.ok("team", "list")["journal"]


def test_who_joined_after_the_restorers_last_sync_joins_again(fresh: Office) -> None:
    clara = fresh.shop.joined(fresh.anna, "Clara")
    lose_journal(fresh.shop)
    fresh.anna.ok("team", "restore")
    clara.fails(3, "unknown-author", "sync", "--once")
    clara.ok("team", "join", fresh.shop.invitation(fresh.anna), "--agent", "Clara")
    clara.ok("sync", "--once")
