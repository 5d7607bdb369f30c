"""Follow-ups on the command line: switched on by a lead, listed, stopped, sent once, answered."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from unittest.mock import patch

import pytest

from desktop.adapters.platform.clock import SystemClock
from tests.integration.cli.shop import Office, Shop, Station, body, mail
from tests.peers.waiting import until


@pytest.fixture
def curious(fresh: Office) -> Office:
    """A team whose mailbox asks at once."""
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "0s")
    fresh.sync()
    return fresh


def questions(shop: Shop) -> list[EmailMessage]:
    found = [email.message_from_bytes(one.message, policy=email.policy.default) for one in shop.sink.accepted]
    ours = [one for one in found if isinstance(one, EmailMessage) and shop.address in str(one["From"])]
    return [one for one in ours if one["Auto-Submitted"] == "auto-replied"]


def plans(station: Station, reference: str) -> list[str]:
    return [plan["state"] for plan in station.ok("show", reference)["follow_ups"]]


def test_asked_once_and_the_answer_lands_on_the_ticket(curious: Office) -> None:
    reference = curious.ticket("Reso")
    curious.bruno.ok("status", reference, "resolved")
    (listed,) = curious.bruno.ok("followup", "list")["follow_ups"]
    assert (listed["reference"], listed["to"], listed["held"]) == (reference, "carla@posta.example", False)

    with curious.anna.start("sync", "--once") as one, curious.bruno.start("sync", "--once") as two:
        ended = [process.communicate(timeout=60) for process in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), ended
    curious.sync()

    (question,) = questions(curious.shop)
    assert "un numero da 1" in body(question)
    assert question["Subject"] == "Re: Reso"
    assert plans(curious.bruno, reference) == ["sent"]
    assert curious.anna.ok("followup", "list") == {"follow_ups": []}

    answer = mail("Re: Reso", "5\n\nIl giorno 3 ha scritto:\n> Da 1 a 5?\n", to=curious.shop.address)
    answer["In-Reply-To"] = question["Message-ID"]
    curious.shop.deliver(answer)
    curious.sync()
    shown = curious.anna.ok("show", reference)
    assert (shown["score"], shown["status"], len(shown["messages"])) == (5, "resolved", 3)
    assert len(questions(curious.shop)) == 1


def test_reply_and_resolve_plans_too(curious: Office) -> None:
    reference = curious.ticket("Fattura")
    curious.bruno.replies(reference, "Eccola", "--resolve")
    assert [one["reference"] for one in curious.bruno.ok("followup", "list")["follow_ups"]] == [reference]


def test_listed_with_its_time_and_stopped(fresh: Office) -> None:
    set_up = fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "3d")
    assert (set_up["follow_up"], set_up["after"]) == (True, 3 * 24 * 3600)
    reference = fresh.ticket("Taglia")
    fresh.anna.ok("status", reference, "resolved")
    (listed,) = fresh.anna.ok("followup", "list")["follow_ups"]
    due = datetime.fromisoformat(listed["due"])
    assert timedelta(days=2, hours=23) < due - datetime.now(due.tzinfo) <= timedelta(days=3)
    assert listed["id"] in fresh.anna.lines("followup", "list")

    fresh.bruno.fails(2, "no-such-follow-up", "followup", "stop", listed["id"])
    fresh.bruno.ok("sync", "--once")
    fresh.anna.ok("followup", "stop", listed["id"][:6])
    fresh.bruno.fails(3, "plan-stopped", "followup", "stop", listed["id"])
    assert plans(fresh.anna, reference) == ["stopped"]
    for language, nothing in (("en", "No follow-up waits"), ("it", "Nessun ricontatto è in partenza")):
        assert nothing in fresh.anna.lines("followup", "list", language=language)


def test_reopened_it_is_over(fresh: Office) -> None:
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "1h")
    reference = fresh.ticket("Colore")
    fresh.anna.ok("status", reference, "resolved")
    fresh.bruno.ok("sync", "--once")
    (listed,) = fresh.bruno.ok("followup", "list")["follow_ups"]
    fresh.anna.ok("status", reference, "open")
    assert plans(fresh.anna, reference) == ["over"]
    fresh.bruno.fails(3, "plan-over", "followup", "stop", listed["id"])


def test_own_texts_by_language(fresh: Office) -> None:
    italian, english = fresh.anna.write("it", "Tutto bene? 1-5\n"), fresh.anna.write("en", "All well? 1-5\n")
    words = ("--on", "--after", "0s", "--text-it", italian, "--text-en", english)
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, *words)
    for subject, text in (("Uno", "Quando arriva il mio ordine?"), ("Two", "Hello, where is my order? Thank you")):
        fresh.anna.ok("status", fresh.ticket(subject, text), "resolved")
    fresh.sync()
    texts = {str(one["Subject"]): body(one).strip() for one in questions(fresh.shop)}
    assert texts == {"Re: Uno": "Tutto bene? 1-5", "Re: Two": "All well? 1-5"}


def test_switched_off_and_kept_when_the_servers_change(curious: Office) -> None:
    address = curious.shop.address
    curious.anna.ok("mailbox", "add", *curious.shop.servers())
    (box,) = curious.anna.ok("mailbox", "list")["mailboxes"]
    assert box["follow_up"] is True
    reference = curious.ticket("Spento")
    curious.anna.ok("status", reference, "resolved")
    curious.anna.ok("mailbox", "follow-up", address, "--off")
    curious.sync()
    assert questions(curious.shop) == []
    assert curious.anna.ok("followup", "list")["follow_ups"][0]["held"] is True
    assert "no longer asks" in curious.anna.lines("followup", "list")


def test_only_leads_and_only_known_mailboxes(fresh: Office) -> None:
    address = fresh.shop.address
    fresh.bruno.fails(3, "leads-only", "mailbox", "follow-up", address, "--on")
    fresh.anna.fails(2, "unknown-mailbox", "mailbox", "follow-up", "altra@esempio.it", "--on")
    for after in ("3", "3w", "900d", "d", "-1d", "9" * 5000 + "d"):
        fresh.anna.fails(2, "bad-duration", "mailbox", "follow-up", address, "--on", f"--after={after}")
    for words in (("--on", "--off"), ()):
        fresh.anna.fails(2, "usage", "mailbox", "follow-up", address, *words)


@pytest.fixture(params=[-600, 600], ids=["behind", "ahead"])
def wrong_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    real = SystemClock.now

    def now(self: SystemClock) -> datetime:
        return real(self) + timedelta(seconds=request.param)

    with patch.object(SystemClock, "now", now):
        yield


@pytest.mark.usefixtures("wrong_clock")
def test_a_wrong_clock_stops_it_and_says_so(curious: Office) -> None:
    reference = curious.ticket("Orologio")
    curious.bruno.ok("status", reference, "resolved")
    curious.bruno.fails(1, "clock-off", "sync", "--once")
    assert questions(curious.shop) == []
    checks = {check["name"]: check for check in curious.bruno.json("doctor").document["checks"]}
    assert (checks["clock"]["state"], checks["clock"]["error"]) == ("warning", "clock-off")


def test_a_watch_wakes_when_it_is_due(fresh: Office) -> None:
    """Long before it would look at the mail again."""
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "4s")
    reference = fresh.ticket("Sveglia")
    fresh.bruno.ok("status", reference, "resolved")
    before = "import desktop.runtime.cli.syncing as s; s._NOOP = 1.0; s.MAIL_EVERY = 600.0"

    def told() -> list[str]:
        fresh.bruno.ok("sync", "--once")
        return plans(fresh.bruno, reference)

    with fresh.anna.start("sync", "--watch", before=before) as watching:
        try:
            until(lambda: told() == ["sent"], "the question has left, and it is told", 60)
        finally:
            watching.terminate()
            watching.communicate(timeout=30)
    assert len(questions(fresh.shop)) == 1


def test_what_nobody_has_opened_yet(fresh: Office) -> None:
    first, second = fresh.ticket("Aperto"), fresh.ticket("Chiuso")
    fresh.anna.ok("show", first)
    assert fresh.anna.reference("Aperto") in str(fresh.anna.ok("tickets", "--place", "never-opened"))
    fresh.sync()
    for station in (fresh.anna, fresh.bruno):
        rows = station.ok("tickets", "--place", "never-opened")["tickets"]
        assert [row["reference"] for row in rows] == [second]
    shown = fresh.bruno.ok("show", first)
    assert (shown["opened_by"], shown["opened_first"] is None) == ("Anna", False)
