"""The tour's story, scene by scene. Each plays on the team's state as the one before left it."""

from __future__ import annotations

from typing import Any

from desktop.runtime.demo.director import Director, answer_file
from desktop.runtime.demo.stage import ANNA, BRUNO, Done


def opening(tour: Director) -> None:
    tour.narrator.scene("tour-scene-team", 0)
    tour.narrator.tell("tour-team")
    servers = tour.servers
    tour.act(
        ANNA, "team", "create", "--name", "Bottega Lume", "--agent", "Anna", "--address", servers.address,
        "--imap", f"127.0.0.1:{servers.imap_port}", "--smtp", f"127.0.0.1:{servers.smtp_port}", "--security", "none",
        "--language", "it", "--sender-name", "Bottega Lume", "--signature-file", answer_file("signature"),
    )  # fmt: skip
    invitation = str(tour.folder / "bruno.sportello")
    tour.act(ANNA, "team", "invite", "--out", invitation)
    tour.act(BRUNO, "team", "join", invitation, "--agent", "Bruno")
    tour.act(ANNA, "sync", "--once")
    tour.act(BRUNO, "sync", "--once")
    rows = tour.act(BRUNO, "tickets").document["tickets"]
    tour.numbers.update({row["customer_address"]: f"#{row['number']}" for row in rows})
    waiting = sum(row["waiting"] for row in rows)
    before = sum(asked.answered_before for asked in tour.inbox.values())
    robots = len(tour.inbox) - waiting - before
    tour.narrator.tell(
        "tour-tickets", tickets=len(rows), waiting=waiting, mails=len(tour.inbox), before=before, robots=robots
    )


def one_claim(tour: Director) -> None:
    tour.narrator.scene("tour-scene-claim", 1)
    tour.narrator.tell("tour-claim")
    words = "claim", tour.ticket("it-broken-lamp")
    winner, loser = tour.race({ANNA: words, BRUNO: words})
    tour.narrator.tell("tour-claim-end", winner=_name(winner), loser=_name(loser))
    tour.reply(winner.agent, "it-broken-lamp", "elena")
    tour.answered("it-broken-lamp")


def one_answer(tour: Director) -> None:
    tour.narrator.scene("tour-scene-answer", 2)
    tour.narrator.tell("tour-answer")
    winner, loser = tour.race({agent: tour.reply_words("en-gift", f"priya-{agent}") for agent in (ANNA, BRUNO)})
    tour.answered("en-gift")
    tour.narrator.tell("tour-answer-end", winner=_name(winner), loser=_name(loser))
    _settle_all(tour, loser.agent, "dismiss")


def one_for_three(tour: Director) -> None:
    tour.narrator.scene("tour-scene-chase", 3)
    tour.narrator.tell("tour-chase")
    tour.act(ANNA, "show", tour.ticket("it-delay-1"))
    tour.reply(ANNA, "it-delay-1", "giulia")
    tour.answered("it-delay-1", "it-delay-2-chase", "it-delay-3-chase")


def cut_line(tour: Director) -> None:
    tour.narrator.scene("tour-scene-cut", 4)
    tour.narrator.tell("tour-cut")
    cable, thanks = tour.ticket("en-presale-cable"), tour.ticket("it-thanks")
    tour.servers.cut()
    tour.act(BRUNO, "claim", cable, code=5)
    tour.act(BRUNO, "tag", cable, "+pre-sale", code=5)
    tour.act(BRUNO, "note", cable, "--text", tour.sentences.line("tour-note"), code=5)
    tour.act(BRUNO, "status", thanks, "waiting", code=5)
    tour.reply(BRUNO, "it-discount-code", "sara", code=5)
    tour.reply(BRUNO, "it-availability", "federica-bruno", code=5)
    tour.servers.mend()
    tour.narrator.tell("tour-cut-meanwhile")
    tour.act(ANNA, "status", thanks, "resolved")
    tour.reply(ANNA, "it-availability", "federica-anna")
    tour.answered("it-availability")
    tour.narrator.tell("tour-cut-back")
    tour.act(BRUNO, "sync", "--once")
    tour.answered("it-discount-code")
    tour.narrator.tell("tour-cut-review")
    _settle_all(tour, BRUNO, "dismiss")


def something_new(tour: Director) -> None:
    tour.narrator.scene("tour-scene-new", 5)
    tour.narrator.tell("tour-new")
    ticket = tour.ticket("it-double-charge")
    tour.act(ANNA, "show", ticket)
    tour.narrator.tell("tour-new-arrives")
    tour.writes("it-double-charge-hours")
    tour.reply(ANNA, "it-double-charge", "andrea-1", code=3)
    tour.narrator.tell("tour-new-stopped")
    tour.act(ANNA, "show", ticket)
    tour.reply(ANNA, "it-double-charge", "andrea-2")
    tour.answered("it-double-charge", "it-double-charge-hours")
    _settle_all(tour, ANNA, "dismiss")


def uncertain(tour: Director) -> None:
    tour.narrator.scene("tour-scene-uncertain", 6)
    tour.narrator.tell("tour-uncertain")
    tour.servers.lose_replies(True)
    tour.reply(BRUNO, "en-voltage", "rachel-bruno", code=4)
    tour.servers.lose_replies(False)
    tour.answered("en-voltage")
    tour.narrator.tell("tour-uncertain-nobody")
    tour.reply(ANNA, "en-voltage", "rachel-anna", code=3)
    tour.narrator.tell("tour-uncertain-evidence")
    tour.writes("en-voltage-thanks", answer=tour.servers.deliveries()[-1].message_id)
    tour.act(ANNA, "sync", "--once")
    tour.narrator.tell("tour-uncertain-end")
    tour.act(BRUNO, "sync", "--once")
    tour.act(BRUNO, "review")
    _settle_all(tour, ANNA, "dismiss")


def looking_back(tour: Director) -> None:
    tour.narrator.scene("tour-scene-journal", 7)
    tour.narrator.tell("tour-journal")
    tour.act(ANNA, "journal", "--tail", "8")
    tour.act(BRUNO, "doctor")


SCENES = (opening, one_claim, one_answer, one_for_three, cut_line, something_new, uncertain, looking_back)


def _settle_all(tour: Director, agent: str, decision: str) -> None:
    """The review, and the same decision about each of its items."""
    items: list[dict[str, Any]] = tour.act(agent, "review").document["items"]
    for item in items:
        tour.act(agent, "settle", item["id"][:8], decision)


def _name(done: Done) -> str:
    return done.agent.capitalize()
