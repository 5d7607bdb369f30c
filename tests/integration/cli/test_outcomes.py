"""How sending can end, and what a person finds in the review afterwards."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from desktop.adapters.platform.lock import ProfileLock
from desktop.domain.errors import OutcomeUncertain
from desktop.engine import patience, transactions
from desktop.engine.aftermath import Aftermath
from desktop.engine.syncing import Syncing
from desktop.engine.transactions import Transactions
from desktop.engine.workstation import Workstation
from desktop.journal import grants
from desktop.runtime.cli import mail as mail_commands
from tests.integration.cli.shop import Office, Station, check_sentences, mail
from tests.peers.smtp import Script
from tests.peers.waiting import until

TAKEN_REPLY_CUT = Script(replies={"DOT": ""})


def mark_of(station: Station, reference: str) -> str:
    """The state of the newest send."""
    return str(station.ok("show", reference)["sends"][-1]["state"])


@pytest.fixture
def impatient() -> Iterator[None]:
    """No pauses between the attempts."""
    with patch.object(transactions, "PAUSES", (0.0, 0.0)):
        yield


# -- uncertain --------------------------------------------------------------------------------------------------


def uncertain(office: Office, subject: str, script: Script = TAKEN_REPLY_CUT) -> tuple[str, str]:
    """Bruno's answer whose outcome nobody knows: the reference and the item's id."""
    reference = office.ticket(subject)
    office.shop.sink.script = script
    ran = office.bruno.reply(reference, f"Risposta incerta a {subject}")
    office.shop.sink.script = Script()
    assert (ran.code, ran.document["error"]) == (4, "send-uncertain"), ran
    return reference, str(ran.document["id"])


def test_an_uncertain_answer_blocks_everybody(office: Office) -> None:
    reference, item = uncertain(office, "Incerta")

    refused = office.anna.reply(reference, "Rispondo io")

    assert (refused.code, refused.document["error"], refused.document["agent"]) == (3, "unresolved", "Bruno")
    assert office.anna.fails(3, "unresolved", "claim", reference)["agent"] == "Bruno"
    (mine,) = office.bruno.review(reference)
    assert (mine["id"], mine["kind"], mine["text"]) == (item, "uncertain", "Risposta incerta a Incerta")
    (theirs, kept) = sorted(office.anna.review(reference), key=lambda one: one["kind"], reverse=True)
    assert (theirs["kind"], theirs["agent"]) == ("unresolved", "Bruno")
    assert (kept["kind"], kept["text"]) == ("stopped", "Rispondo io")
    office.bruno.ok("sync", "--once")
    assert mark_of(office.bruno, reference) == "uncertain"
    assert len(office.sent(reference)) == 1


def test_settled_as_sent(office: Office) -> None:
    reference, item = uncertain(office, "È partita")

    assert office.bruno.ok("settle", item[:6], "sent") == {"id": item[:6], "result": "sent"}

    office.anna.ok("sync", "--once")
    office.anna.ok("show", reference)
    assert office.anna.reply(reference, "Ancora").document["error"] == "answered"
    assert office.bruno.review(reference) == []
    assert office.bruno.fails(2, "no-such-item", "settle", item, "sent")


def test_settled_as_not_sent_the_text_is_there_for_another_try(office: Office) -> None:
    reference, item = uncertain(office, "Non è partita", Script(forgets=True))
    assert office.sent(reference) == []

    office.anna.ok("sync", "--once")
    assert office.anna.ok("settle", item, "not-sent")["result"] == "not-sent"

    office.bruno.ok("sync", "--once")
    assert mark_of(office.bruno, reference) == "not-sent"
    assert "Risposta incerta a Non è partita" in [one["text"] for one in office.bruno.review(reference)]
    office.bruno.ok("show", reference)
    office.bruno.replies(reference, "Secondo tentativo")
    assert len(office.sent(reference)) == 1


def test_only_its_author_or_a_lead_settles_an_answer(office: Office) -> None:
    reference, item = uncertain(office, "Non tua")
    ciro = office.shop.joined(office.anna, "Ciro")
    ciro.ok("sync", "--once")

    refused = ciro.fails(3, "not-yours", "settle", item, "sent")

    assert "Bruno" in refused["message"]
    home = office.shop.joined(office.anna, "Bruno")
    home.ok("sync", "--once")
    home.fails(2, "cannot-settle", "settle", item, "resend")
    assert home.ok("settle", item, "sent")["result"] == "sent"
    assert office.bruno.ok("sync", "--once")
    assert office.bruno.review(reference) == []


def test_resent_with_the_same_bytes(office: Office) -> None:
    reference, item = uncertain(office, "Di nuovo", Script(forgets=True))

    office.anna.ok("sync", "--once")
    office.anna.fails(2, "cannot-settle", "settle", item, "resend")
    assert office.bruno.ok("settle", item, "resend")["result"] == "sent"

    (sent,) = office.sent(reference)
    assert sent["Message-ID"] == office.bruno.ok("show", reference)["sends"][-1]["message_id"]
    assert mark_of(office.bruno, reference) == "sent"
    assert office.bruno.review(reference) == []
    office.bruno.fails(2, "no-such-item", "settle", item, "resend")
    assert "\\Answered" in next(flags for raw, flags in office.shop.stored("INBOX") if b"Subject: Di nuovo" in raw)


def test_resent_and_uncertain_again(office: Office) -> None:
    reference, item = uncertain(office, "Ancora incerta", Script(forgets=True))
    office.shop.sink.script = Script(forgets=True)

    ran = office.bruno.json("settle", item, "resend")

    assert ran.code == 4, ran
    assert ran.document["error"] == "send-uncertain"
    assert [one["kind"] for one in office.bruno.review(reference)] == ["uncertain"]
    office.anna.ok("sync", "--once")
    assert office.anna.ok("settle", item, "not-sent")["result"] == "not-sent"


def test_evidence_in_sent_settles_by_itself(office: Office) -> None:
    reference, item = uncertain(office, "Prova in Inviata")
    office.shop.imap_create("Sent")
    office.shop.deliver(office.sent(reference)[0], folder="Sent")

    office.anna.ok("sync", "--once")

    assert mark_of(office.anna, reference) == "sent"
    office.bruno.ok("sync", "--once")
    assert office.bruno.review(reference) == []
    assert item


def test_a_message_id_on_two_different_mails_proves_nothing(office: Office) -> None:
    """Somebody passed our mail on under the same name: whether it reached the customer a person has to say."""
    reference, item = uncertain(office, "Prova doppia")
    office.shop.imap_create("Sent")
    (sent,) = office.sent(reference)
    office.shop.deliver(sent, folder="Sent")
    sent.replace_header("Date", "Thu, 01 Oct 2026 09:00:00 +0000")
    office.shop.deliver(sent, folder="Sent")

    office.anna.ok("sync", "--once")

    assert mark_of(office.anna, reference) == "uncertain"
    (theirs,) = office.anna.review(reference)
    assert (theirs["kind"], theirs["reason"]) == ("unresolved", "evidence-ambiguous")
    assert office.anna.ok("settle", item, "sent")["result"] == "sent"
    assert mark_of(office.anna, reference) == "sent"


def test_a_customers_reply_is_evidence_too(office: Office) -> None:
    reference, _ = uncertain(office, "Prova dal cliente")
    message_id = str(office.sent(reference)[0]["Message-ID"])

    office.shop.deliver(mail("Re: Prova", "Grazie", to=office.shop.address, In_Reply_To=message_id))
    office.sync()

    assert mark_of(office.anna, reference) == "sent"


# -- refused and abandoned --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "error", "attempts"),
    [
        (Script(replies={"DOT": "554 5.7.1 spam"}), "mail-refused", 1),
        (Script(replies={"MAIL": "550 not you"}), "mail-refused", 1),
        (Script(replies={"RCPT carla@posta.example": "550 5.1.1 unknown"}), "recipient-refused", 1),
        (Script(replies={"DOT": "451 later"}), "send-abandoned", 3),
        (Script(replies={"DATA": "451 later"}), "send-abandoned", 3),
        (Script(replies={"connect": ""}), "send-abandoned", 3),
    ],
    ids=["dot", "mail", "recipient", "later", "data", "connect"],
)
@pytest.mark.usefixtures("impatient")
def test_what_was_surely_not_sent(office: Office, script: Script, error: str, attempts: int) -> None:
    reference = office.ticket(f"Rifiutata {error} {attempts} {script.replies}")
    before = len(office.shop.sink.points)
    office.shop.sink.script = script

    ran = office.bruno.reply(reference, "Il mio testo")

    office.shop.sink.wait_for_connections(before + attempts)
    assert (ran.code, ran.document["error"]) == (1, error), ran
    assert len(office.shop.sink.points) == before + attempts
    assert office.sent(reference) == []
    (item,) = office.bruno.review(reference)
    assert (item["kind"], item["reason"], item["text"]) == ("stopped", error, "Il mio testo")
    assert "…" not in office.bruno.lines("review")
    assert office.bruno.ticket(office.bruno.ok("show", reference)["subject"])["holder"] is None
    office.shop.sink.script = Script()
    office.anna.ok("sync", "--once")
    office.anna.replies(reference, "Allora io")
    assert len(office.sent(reference)) == 1


@pytest.mark.usefixtures("impatient")
def test_a_refused_recipient_is_named_and_nobody_gets_it(office: Office) -> None:
    reference = office.ticket("Un destinatario su due")
    office.shop.sink.script = Script(replies={"RCPT due@posta.example": "550 no such user"})

    ran = office.bruno.reply(reference, "A due", "--cc", "due@posta.example")

    assert ran.document["error"] == "recipient-refused"
    assert ran.document["address"] == "due@posta.example"
    assert office.sent(reference) == []


@pytest.mark.usefixtures("impatient")
def test_a_second_try_gets_through(office: Office) -> None:
    reference = office.ticket("Secondo giro")
    office.shop.sink.script = Script(replies={"connect": "421 busy"})
    ended = len(office.shop.sink.points)

    def pause(_: float) -> None:
        office.shop.sink.wait_for_connections(ended + 1)
        office.shop.sink.script = Script()

    with patch("desktop.runtime.compose.time.sleep", pause):
        office.bruno.replies(reference, "Eccomi")

    kinds = [event["kind"] for event in office.bruno.ok("show", reference)["events"]]
    assert kinds[-4:] == ["send-intended", "send-attempt", "sent", "released"]


def test_a_login_that_the_outgoing_server_refuses(office: Office) -> None:
    reference = office.ticket("Login in uscita")
    office.shop.sink.script = Script(auth="PLAIN", logins=(("altri", "altro"),))

    ran = office.bruno.reply(reference, "Testo salvo")

    assert (ran.code, ran.document["error"]) == (1, "smtp-wrong-password"), ran
    assert [one["text"] for one in office.bruno.review(reference)] == ["Testo salvo"]
    office.shop.sink.script = Script()
    office.anna.ok("sync", "--once")
    office.anna.replies(reference, "Io posso")


# -- taken back -------------------------------------------------------------------------------------------------


def test_taken_back_in_the_undo_window(office: Office) -> None:
    reference = office.ticket("Ripensamento")
    text = office.bruno.write("t", "Meglio di no")

    with office.bruno.start("reply", reference, "--text-file", text) as process:
        until(lambda: holder(office.anna, reference) == "Bruno", "Bruno has taken the ticket", 30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    document = json.loads(out)
    assert (process.returncode, document["error"], err) == (1, "send-undone", "")
    assert office.sent(reference) == []
    assert [(one["kind"], one["text"]) for one in office.bruno.review(reference)] == [("stopped", "Meglio di no")]
    office.anna.ok("sync", "--once")
    assert holder(office.anna, reference) is None


def holder(station: Station, reference: str) -> str | None:
    station.ok("sync", "--once")
    rows = station.ok("tickets", "--place", "all", "--limit", "9999")["tickets"]
    return next(row["holder"] for row in rows if row["reference"] == reference)


def test_killed_in_the_undo_window(fresh: Office) -> None:
    reference = fresh.ticket("Strappo")
    text = fresh.bruno.write("t", "Non perdermi")
    with fresh.bruno.start("reply", reference, "--text-file", text) as process:
        until(lambda: holder(fresh.anna, reference) == "Bruno", "Bruno has taken the ticket", 30)
        assert fresh.bruno.review(reference) == [], "it is on its way"
        process.kill()
        process.communicate(timeout=30)

    kept = [("stopped", "interrupted", "Non perdermi")]
    assert [(o["kind"], o["reason"], o["text"]) for o in fresh.bruno.review(reference)] == kept, "at once"

    fresh.bruno.ok("sync", "--once")

    assert [(o["kind"], o["reason"], o["text"]) for o in fresh.bruno.review(reference)] == kept
    assert fresh.bruno.ok("show", reference)["holder"] == "Bruno"
    fresh.bruno.replies(reference, "Ci riprovo")
    assert len(fresh.sent(reference)) == 1


ENDINGS = pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])


@ENDINGS
def test_broken_off_after_the_dot(fresh: Office, ending: signal.Signals) -> None:
    reference = fresh.ticket("Interrotta dopo il punto")
    fresh.shop.sink.script = Script(silent=frozenset({"DOT"}))
    accepted = len(fresh.shop.sink.accepted)
    with fresh.bruno.start(*replying(fresh, reference, "Forse partita"), "--no-undo") as process:
        until(lambda: len(fresh.shop.sink.accepted) > accepted, "the dot has come", 30)
        process.send_signal(ending)
        out, err = process.communicate(timeout=30)
    fresh.shop.sink.script = Script()

    document = json.loads(out)
    assert (process.returncode, document["error"], err) == (4, "send-uncertain", "")
    check_sentences(document)
    (item,) = fresh.bruno.review(reference)
    assert (item["id"], item["text"]) == (document["id"], "Forse partita"), "before any other command"
    fresh.bruno.ok("sync", "--once")
    fresh.anna.ok("sync", "--once")
    assert fresh.anna.reply(reference, "Io").document["error"] == "unresolved"


@ENDINGS
def test_broken_off_before_the_dot(fresh: Office, ending: signal.Signals) -> None:
    reference = fresh.ticket("Interrotta prima")
    fresh.shop.sink.script = Script(silent=frozenset({"MAIL"}))
    with fresh.bruno.start(*replying(fresh, reference, "Non partita"), "--no-undo") as process:
        until(lambda: "send-intended" in kinds(fresh.anna, reference), "the intent is in the log", 30)
        process.send_signal(ending)
        out, err = process.communicate(timeout=30)
    fresh.shop.sink.script = Script()

    document = json.loads(out)
    assert (process.returncode, document["error"], err) == (130, "send-interrupted", "")
    check_sentences(document)
    assert [(one["kind"], one["text"]) for one in fresh.bruno.review(reference)] == [("stopped", "Non partita")]
    assert fresh.sent(reference) == []
    fresh.bruno.replies(reference, "Adesso sì")
    assert len(fresh.sent(reference)) == 1


def test_broken_off_while_filing_what_has_left(fresh: Office) -> None:
    reference = fresh.ticket("Interrotta in archivio")

    with patch.object(Aftermath, "of_sent", side_effect=KeyboardInterrupt):
        assert fresh.bruno.replies(reference, "Partita")["outcome"] == "sent"

    fresh.bruno.ok("sync", "--once")
    assert fresh.bruno.review(reference) == []
    assert len(fresh.sent(reference)) == 1
    assert fresh.bruno.ok("show", reference)["holder"] is None


def test_a_second_ctrl_c_does_not_hide_the_first_ones_sentence(fresh: Office) -> None:
    with (
        patch.object(
            Workstation, "broken_off", lambda _: OutcomeUncertain("send-uncertain", reference="R", detail="-", id="x")
        ),
        patch.object(Syncing, "everything", side_effect=KeyboardInterrupt),
    ):
        fresh.bruno.fails(4, "send-uncertain", "sync", "--once")
        with patch.object(ProfileLock, "release", side_effect=KeyboardInterrupt):
            ran = fresh.bruno.json("sync", "--once")
    assert (ran.code, ran.document["error"]) == (4, "send-uncertain")


def test_broken_off_before_anything_was_opened(fresh: Office) -> None:
    with patch.object(ProfileLock, "__init__", side_effect=KeyboardInterrupt):
        fresh.bruno.fails(130, "command-interrupted", "tickets")
    with patch.object(Syncing, "everything", side_effect=KeyboardInterrupt):
        fresh.bruno.fails(130, "command-interrupted", "sync", "--once")


def test_a_resend_broken_off_stays_uncertain(fresh: Office) -> None:
    reference, grant = uncertain(fresh, "Di nuovo e no")

    with patch.object(Transactions, "resend", side_effect=KeyboardInterrupt):
        document = fresh.bruno.fails(4, "send-uncertain", "settle", grant, "resend")

    assert document["id"] == grant
    assert [item["kind"] for item in fresh.bruno.review(reference)] == ["uncertain"]


def replying(office: Office, reference: str, text: str) -> list[str]:
    return ["reply", reference, "--text-file", office.bruno.write("t", text)]


def kinds(station: Station, reference: str) -> list[str]:
    station.ok("sync", "--once")
    return [event["kind"] for event in station.ok("show", reference)["events"]]


def test_killed_while_the_server_thinks_about_the_dot(fresh: Office) -> None:
    reference = fresh.ticket("Strappo al punto")
    fresh.shop.sink.script = Script(silent=frozenset({"DOT"}))
    text = fresh.bruno.write("t", "Forse partita")
    accepted = len(fresh.shop.sink.accepted)
    with fresh.bruno.start("reply", reference, "--text-file", text, "--no-undo") as process:
        until(lambda: len(fresh.shop.sink.accepted) > accepted, "the dot has come", 30)
        process.kill()
        process.communicate(timeout=30)
    fresh.shop.sink.script = Script()

    fresh.bruno.ok("sync", "--once")

    (item,) = fresh.bruno.review(reference)
    assert (item["kind"], item["text"]) == ("uncertain", "Forse partita")
    fresh.anna.ok("sync", "--once")
    assert fresh.anna.reply(reference, "Io").document["error"] == "unresolved"


def test_the_window_is_the_teams_and_can_be_left_out(office: Office) -> None:
    reference = office.ticket("Finestra")
    waited: list[float] = []
    with patch.object(mail_commands.time, "sleep", waited.append):
        ran = office.bruno.json("reply", reference, "--text-file", office.bruno.write("t", "Aspetto"))

    assert ran.code == 0, ran
    assert waited == [10]


# -- revoked ----------------------------------------------------------------------------------------------------


def test_a_revoke_too_early_says_how_long(office: Office) -> None:
    reference, _ = uncertain(office, "Presto")

    office.anna.ok("sync", "--once")
    early = office.anna.fails(3, "revoke-too-early", "revoke", reference)

    assert 29 <= early["minutes"] <= 30
    assert str(early["minutes"]) in early["remedy"]
    free = office.ticket("Niente da revocare")
    office.anna.fails(3, "nothing-to-revoke", "revoke", free)


def test_what_may_be_leaving_now_is_not_settled_by_dates_alone(fresh: Office) -> None:
    """The server's clock may have been stepped: the lead's own workstation must have known it for half an hour."""
    reference = fresh.ticket("In volo")
    fresh.shop.sink.script = Script(silent=frozenset({"DOT"}))
    accepted = len(fresh.shop.sink.accepted)
    text = fresh.bruno.write("t", "Sta partendo")
    with fresh.bruno.start("reply", reference, "--text-file", text, "--no-undo") as process:
        until(lambda: len(fresh.shop.sink.accepted) > accepted, "the dot has come", 30)
        fresh.anna.ok("sync", "--once")
        (item,) = fresh.anna.review(reference)
        with patch.object(grants, "REVOKE_DELAY", 0):
            fresh.anna.fails(3, "revoke-too-early", "settle", item["id"], "not-sent")
        process.kill()
        process.communicate(timeout=30)


def test_a_revoked_answer_that_had_left_after_all_raises_the_alarm(office: Office) -> None:
    reference, item = uncertain(office, "Revocata")
    office.anna.ok("sync", "--once")
    with patch.object(grants, "REVOKE_DELAY", 0), patch.object(patience, "REVOKE_DELAY", 0):
        office.anna.ok("revoke", reference)
        office.anna.ok("show", reference)
        office.anna.ok("break", reference)
        office.anna.replies(reference, "Seconda risposta, scelta mia")
        office.bruno.ok("sync", "--once")
        refused = office.bruno.fails(2, "no-such-item", "settle", item, "resend")
        assert refused

    office.shop.deliver(office.sent(reference)[0], folder="Sent")
    office.sync()

    assert office.anna.ticket("Revocata")["alarms"] == 1
    assert "alarm" in [one["kind"] for one in office.anna.review(reference)]
