"""Which mail belongs to which ticket, answers given elsewhere, mails that come back; and what a first look opens."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from tests.integration.cli.shop import Office, Shop, Station, mail
from tests.peers.dovecot import Dovecot
from tests.peers.waiting import until

DAY = 24 * 3600
ANSWERED = "(\\Answered)"


def follow_up(asked: EmailMessage, subject: str, text: str = "Allora?", **headers: str) -> EmailMessage:
    """The customer's next mail, referring to what ``headers`` say and nothing else."""
    return mail(subject, text, to=str(asked["To"]), **headers)


def answer(shop: Shop, asked: EmailMessage, to: str = "carla@posta.example", text: str = "Ecco qui") -> EmailMessage:
    """One that another mail program sent and filed."""
    return mail(
        f"R: {asked['Subject']}",
        text,
        to=to,
        sender=f"Bottega <{shop.address}>",
        In_Reply_To=asked["Message-ID"],
        References=asked["Message-ID"],
    )


def events(station: Station, reference: str) -> list[str]:
    return [event["kind"] for event in station.ok("show", reference)["events"]]


# -- threads ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_customers_next_mail_by_either_header(office: Office, header: str) -> None:
    asked = office.shop.deliver(mail(f"Filo {header}", to=office.shop.address))
    office.sync()
    reference = office.anna.reference(f"Filo {header}")

    given = {header: f"<altro@posta.example> {asked['Message-ID']}" if header == "References" else asked["Message-ID"]}
    office.shop.deliver(follow_up(asked, "Tutt'altro oggetto", **given))
    office.sync()

    assert office.anna.ok("show", reference)["waiting"] == 2


def test_our_own_message_id_finds_its_ticket_whatever_else_is_lost(office: Office) -> None:
    reference = office.ticket("Solo il nostro")
    sent = office.anna.replies(reference, "Ecco.")["message_id"]
    with office.shop.imap() as client:
        client.select("Sent")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()

    office.shop.deliver(mail("Senza oggetto", to=office.shop.address, References=sent.upper().replace(
        "@ESEMPIO.IT", "@esempio.it"), sender="altra@posta.example"))  # fmt: skip
    office.sync()

    assert office.bruno.ok("show", reference)["status"] == "open"
    assert len(office.bruno.ok("show", reference)["messages"]) >= 2


def test_the_root_comes_late(office: Office) -> None:
    root = mail("Radice", "La prima", to=office.shop.address)
    office.shop.deliver(follow_up(root, "Re: Radice", In_Reply_To=str(root["Message-ID"])))
    office.sync()
    reference = office.anna.reference("Re: Radice")

    office.shop.deliver(root)
    office.sync()

    assert office.anna.ok("show", reference)["waiting"] == 2
    assert office.bruno.ok("show", reference)["waiting"] == 2


def test_the_same_words_are_not_the_same_ticket(office: Office) -> None:
    for name in ("una", "due"):
        office.shop.deliver(mail("Stesso oggetto", to=office.shop.address, sender=f"{name}@posta.example"))
    office.sync()

    rows = office.anna.ok("tickets", "--place", "all", "--limit", "9999")["tickets"]

    assert len([row for row in rows if row["subject"] == "Stesso oggetto"]) == 2


def test_one_mail_through_two_mailboxes_is_one_ticket(fresh: Office) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    asked = mail("A tutti e due", to=f"{fresh.shop.address}, {second.address}")
    fresh.shop.deliver(asked)
    second.deliver(asked)
    fresh.sync()
    (row,) = fresh.anna.ok("tickets")["tickets"]

    document = fresh.bruno.replies(row["reference"], "Una risposta")

    assert document["answered"] == 1
    assert document["recipients"] == ["carla@posta.example"]
    for shop in (fresh.shop, second):
        assert "\\Answered" in shop.flags(asked["Message-ID"])
    fresh.sync()
    (row,) = fresh.anna.ok("tickets", "--place", "all")["tickets"]
    assert (row["waiting"], row["alarms"]) == (0, 0)


def test_the_same_mail_in_the_second_mailbox_later(fresh: Office) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    asked = mail("Due volte", to=f"{fresh.shop.address}, {second.address}")
    fresh.shop.deliver(asked)
    fresh.sync()
    (row,) = fresh.anna.ok("tickets")["tickets"]
    fresh.anna.replies(row["reference"], "Ecco")

    second.deliver(asked)
    fresh.sync()

    (row,) = fresh.anna.ok("tickets", "--place", "all")["tickets"]
    assert (row["status"], row["waiting"]) == ("waiting", 0)


def test_robots_make_no_tickets_and_do_not_reopen(office: Office) -> None:
    reference = office.ticket("Robot")
    sent = office.anna.replies(reference, "Ecco.")["message_id"]
    office.shop.deliver(mail("Fuori ufficio", to=office.shop.address, Auto_Submitted="auto-replied"))
    office.shop.deliver(
        mail("Fuori ufficio: Robot", to=office.shop.address, Auto_Submitted="auto-replied", In_Reply_To=sent)
    )
    office.sync()

    rows = office.anna.ok("tickets", "--place", "all", "--limit", "9999")["tickets"]

    assert not [row for row in rows if row["subject"] == "Fuori ufficio"]
    shown = office.anna.ok("show", reference)
    assert (shown["status"], len(shown["messages"])) == ("waiting", 3)


# -- answered elsewhere -----------------------------------------------------------------------------------------


def test_an_answer_from_another_program(office: Office) -> None:
    asked = office.shop.deliver(mail("Da Outlook", to=office.shop.address))
    office.sync()
    reference = office.anna.reference("Da Outlook")
    office.anna.ok("show", reference)
    office.shop.imap_create("Sent")
    office.shop.deliver(answer(office.shop, asked), folder="Sent", flags="(\\Seen)")

    refused = office.bruno.reply(reference, "Doppione?")

    assert (refused.code, refused.document["error"]) == (3, "answered-elsewhere")
    office.sync()
    shown = office.anna.ok("show", reference)
    assert (shown["status"], shown["waiting"]) == ("waiting", 0)
    assert [m["text"].strip() for m in shown["messages"] if m["outgoing"]] == ["Ecco qui"]
    assert events(office.anna, reference).count("external") == 1
    office.anna.replies(reference, "Aggiungo", "--again")
    assert office.anna.ticket("Da Outlook")["alarms"] == 0


def test_an_answer_elsewhere_to_the_last_of_two_mails(office: Office) -> None:
    asked = office.shop.deliver(mail("Doppia domanda", to=office.shop.address), age=20)
    again = follow_up(asked, "Re: Doppia domanda", In_Reply_To=asked["Message-ID"])
    office.shop.deliver(again, age=10)
    office.sync()
    reference = office.anna.reference("Doppia domanda")
    office.shop.imap_create("Sent")

    office.shop.deliver(answer(office.shop, again), folder="Sent")
    office.sync()

    assert office.bruno.ok("show", reference)["waiting"] == 0


def test_an_answer_from_another_program_to_what_was_answered_is_one_too_many(office: Office) -> None:
    asked = office.shop.deliver(mail("Due risposte", to=office.shop.address))
    office.sync()
    reference = office.anna.reference("Due risposte")
    ours = office.anna.replies(reference, "La nostra")["message_id"]
    follow_up = mail("R: Due risposte", "PS", to="carla@posta.example", sender=office.shop.address, In_Reply_To=ours)
    office.shop.deliver(follow_up, folder="Sent")
    office.sync()
    assert office.anna.ticket("Due risposte")["alarms"] == 0, "who answers our answer knows of it"

    office.shop.deliver(answer(office.shop, asked), folder="Sent")
    office.sync()

    assert office.anna.ticket("Due risposte")["alarms"] == 1
    assert "two-answers" in [one["reason"] for one in office.bruno.review(reference)]
    office.sync()
    assert events(office.bruno, reference).count("external") == 1


def test_a_forward_to_a_supplier_is_no_answer(office: Office) -> None:
    asked = office.shop.deliver(mail("Inoltro", to=office.shop.address))
    office.sync()
    reference = office.anna.reference("Inoltro")
    office.shop.imap_create("Sent")
    office.shop.deliver(answer(office.shop, asked, to="fornitore@ditta.example"), folder="Sent")
    office.sync()

    assert office.anna.ok("show", reference)["waiting"] == 1
    office.anna.replies(reference, "Ho sentito il fornitore")


def test_a_flag_alone_can_be_taken_back(office: Office) -> None:
    asked = office.shop.deliver(mail("Solo bandierina", to=office.shop.address))
    office.sync()
    reference = office.anna.reference("Solo bandierina")
    with office.shop.imap() as client:
        client.select("INBOX")
        _, (uids,) = client.search(None, "HEADER", "Message-ID", f'"{asked["Message-ID"]}"')
        client.store(uids.decode(), "+FLAGS", "\\Answered")
    office.sync()

    refused = office.bruno.reply(reference, "Forse")

    assert (refused.code, refused.document["error"]) == (3, "answered-elsewhere"), refused
    assert office.bruno.reply(reference, "Forse", "--again").document["error"] == "flag-only"
    (item,) = [one for one in office.anna.review(reference) if one["kind"] == "flagged"]
    assert item["reason"] == "flag-only"
    office.anna.fails(2, "cannot-settle", "settle", item["id"], "resend")
    assert office.anna.ok("settle", item["id"], "not-sent")["result"] == "not-sent"
    office.sync()
    assert office.anna.ok("show", reference)["waiting"] == 1
    office.bruno.ok("show", reference)
    office.bruno.replies(reference, "Ora sì")


def test_a_mail_that_comes_back_reopens_its_ticket(office: Office) -> None:
    reference = office.ticket("Rimbalzo")
    sent = office.anna.replies(reference, "Ecco.")["message_id"]

    office.shop.put(bounce(office.shop.address, sent))
    office.sync()

    shown = office.bruno.ok("show", reference)
    assert shown["status"] == "open"
    assert shown["unread"] is True
    assert [m["automatic"] for m in shown["messages"] if m["automatic"]] == ["bounce"]
    assert [(send["state"], send["came_back"]) for send in shown["sends"]] == [("sent", True)]
    assert [(send["why"], send["said"]) for send in shown["sends"]] == [("full", "552 5.2.2 Mailbox full")]
    assert "carla@posta.example" in office.bruno.lines("show", reference).rpartition("Not delivered")[2]
    assert "Casella piena: 552 5.2.2 Mailbox full" in office.bruno.lines("show", reference, language="it")


def test_a_mail_that_is_late_reopens_nothing(office: Office) -> None:
    reference = office.ticket("In ritardo")
    sent = office.anna.replies(reference, "Ecco.", "--resolve")["message_id"]
    late = bounce(office.shop.address, sent).replace(b"Action: failed", b"Action: delayed")
    office.shop.put(late.replace(b"Subject: Undelivered Mail Returned to Sender", b"Subject: Delayed"))
    office.sync()
    shown = office.bruno.ok("show", reference)
    assert (shown["status"], shown["sends"][0]["came_back"]) == ("resolved", False)
    assert [m["why"] for m in shown["messages"] if m["automatic"]] == ["delayed"]


@pytest.mark.parametrize(
    ("receipt", "status", "came_back"),
    [("avvenuta-consegna", "resolved", False), ("preavviso-errore-consegna", "resolved", False),
     ("errore-consegna", "open", True)],
)  # fmt: skip
def test_a_receipt_of_registered_mail_lies_on_its_ticket(
    office: Office, receipt: str, status: str, came_back: bool
) -> None:
    reference = office.ticket(f"Certificata {receipt}")
    sent = office.anna.replies(reference, "Ecco.", "--resolve")["message_id"]
    said = mail(
        "Ricevuta",
        "5.1.1 - casella inesistente",
        sender="posta-certificata@gestore.example",
        to=office.shop.address,
        X_Ricevuta=receipt,
        X_Riferimento_Message_ID=sent,
    )
    office.shop.put(said.as_bytes())
    office.sync()
    shown = office.bruno.ok("show", reference)
    assert (shown["status"], shown["sends"][0]["came_back"]) == (status, came_back)
    assert any(message["automatic"] for message in shown["messages"])


def bounce(to: str, message_id: str) -> bytes:
    """RFC 3464, as Postfix writes it."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{time.time_ns()}@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rimbalzo"

--rimbalzo
Content-Type: text/plain

This is the mail system at host mx.example. I'm sorry: your message could not be delivered.

--rimbalzo
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; carla@posta.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--rimbalzo
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: Re: Rimbalzo
To: carla@posta.example

--rimbalzo--
""".replace("\n", "\r\n").encode()


# -- the first connection ---------------------------------------------------------------------------------------


def test_a_first_look_opens_only_what_nobody_answered_of_late(shop: Shop) -> None:
    shop.imap_create("Sent")
    old = shop.deliver(mail("Vecchia, risposta", to=shop.address), age=5 * DAY)
    shop.deliver(answer(shop, old), age=4 * DAY, folder="Sent")
    shop.deliver(mail("Vecchia, bandierina", to=shop.address), age=5 * DAY, flags=ANSWERED)
    shop.deliver(mail("Vecchia, letta soltanto", to=shop.address), age=80 * DAY, flags="(\\Seen)")
    shop.deliver(mail("Antica", to=shop.address), age=100 * DAY)
    shop.deliver(mail("Bollettino", to=shop.address, List_Unsubscribe="<mailto:x@y.example>"), age=DAY)
    shop.deliver(mail("Nostra", to="carla@posta.example", sender=shop.address), age=DAY)
    anna = shop.found()

    anna.ok("sync", "--once")

    rows = anna.ok("tickets", "--place", "all")["tickets"]
    assert [row["subject"] for row in rows] == ["Vecchia, letta soltanto"]
    assert anna.ok("sync", "--once")["messages"] == 7
    again = shop.deliver(mail("Re: Vecchia", "Ancora io", to=shop.address, In_Reply_To=str(old["Message-ID"])))
    anna.ok("sync", "--once")
    (row,) = [row for row in anna.ok("tickets")["tickets"] if "Ancora io" in row["snippet"]]
    shown = anna.ok("show", row["reference"])
    assert [m["subject"] for m in shown["messages"]] == ["Vecchia, risposta", "R: Vecchia, risposta", "Re: Vecchia"]
    assert shown["waiting"] == 1
    assert shown["messages"][-1]["message_id"] == again["Message-ID"]


def test_many_old_mails_open_in_batches_and_a_second_look_is_cheap(shop: Shop) -> None:
    shop.put(*(bytes(mail(f"Vecchia {number}", to=shop.address)) for number in range(450)))
    anna = shop.found()

    head = anna.ok("sync", "--once")["head"]

    entries = anna.ok("journal", "--tail", "100")["entries"]
    assert [entry["kind"] for entry in entries].count("opened") == 3
    assert len(anna.ok("tickets", "--limit", "1000")["tickets"]) == 450
    assert len(anna.ok("tickets", "--limit", "7")["tickets"]) == 7
    bruno = shop.joined(anna)
    assert bruno.ok("sync", "--once")["tickets"] == 450
    assert anna.ok("sync", "--once")["head"] == head + 2


def test_uidvalidity_of_the_inbox_changes(fresh: Office, dovecot: Dovecot) -> None:
    reference = fresh.ticket("Ricostruita")
    fresh.anna.replies(reference, "Ecco")
    before = uid_validity(fresh.shop)

    def numbered_anew() -> bool:
        """Dovecot takes the second for a new UIDVALIDITY."""
        for file in dovecot.mail_of(fresh.shop.user).joinpath("Maildir").glob("dovecot*"):
            file.unlink()
        return uid_validity(fresh.shop) != before

    until(numbered_anew, "the inbox is numbered anew")
    fresh.shop.deliver(mail("Dopo", to=fresh.shop.address))

    fresh.sync()

    rows = {row["subject"]: row for row in fresh.anna.ok("tickets", "--place", "all")["tickets"]}
    assert set(rows) == {"Ricostruita", "Dopo"}
    assert rows["Ricostruita"]["status"] == "waiting"


def uid_validity(shop: Shop) -> bytes:
    with shop.imap() as client:
        return bytes(client.status("INBOX", "(UIDVALIDITY)")[1][0])


ODD = ['"', "*", "a*", "AND", "OR", "NEAR(", "x:y", "(", ")", "-", "^", "{", "'", "%", "_", "\\", "€", "😀", "", " ",
       "c'è", '"due parole"', "carla@posta.example", "NOT caffè", "col:umn", "a" * 5000, "\0", "+"]  # fmt: skip


def test_searching(office: Office) -> None:
    office.ticket("Cerca caffè", "La moka è arrivata rotta, ordine 2024-00117")
    office.bruno.ok("tag", office.bruno.reference("Cerca caffè"), "+moka-rotta")
    office.anna.ok("sync", "--once")

    def found(words: str) -> list[str]:
        rows = office.anna.ok("tickets", "--place", "all", "--search", words)["tickets"]
        return [row["subject"] for row in rows]

    for words in ("caffe", "MOKA rotta", "2024-00117", "arriv", "moka-rotta", office.anna.reference("Cerca caffè")):
        assert "Cerca caffè" in found(words), words
    assert found("moka zanzibar") == []
    for odd in ODD:
        ran = office.anna.json("tickets", "--place", "all", "--search", odd)
        signs = odd.strip(" \0") != "" and not any(map(str.isalnum, odd))
        assert (ran.code, ran.document.get("error")) == ((2, "search-only-signs") if signs else (0, None)), odd


def test_mails_that_are_hardly_mails(office: Office) -> None:
    before = office.anna.ok("sync", "--once")["messages"]
    office.shop.put(
        b"\r\n",
        b"From: a@b.it\r\nSubject: senza corpo\r\n\r\n",
        b"nonsense\r\n\r\nbody\r\n",
        b"From: =?utf-8?q?=00?= <a@b.it>\r\nSubject: =?x?z?=\r\nMessage-ID: <a b>\r\n\r\n\xff\xfe\r\n",
        b"From: c@b.it\r\nSubject: " + b"x" * 100_000 + b"\r\n\r\nbody\r\n",
        b"From: d@b.it\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 2000,
    )

    office.sync()

    assert office.anna.ok("sync", "--once")["messages"] == before + 6
    for row in office.anna.ok("tickets", "--place", "all", "--limit", "9999")["tickets"]:
        office.anna.ok("show", row["reference"])


# -- a mail that the server cannot deliver ------------------------------------------------------------------------


def test_a_mail_that_the_server_cannot_read_itself_stops_no_other(fresh: Office, dovecot: Dovecot) -> None:
    """Dovecot says BYE, or NO, to whoever asks for it."""
    shop, anna = fresh.shop, fresh.anna
    shop.deliver(mail("Prima", to=shop.address))
    fresh.sync()
    reference = anna.reference("Prima")
    for subject in ("Leggibile", "Guasta", "Anche questa"):
        shop.deliver(mail(subject, to=shop.address))
    files = [path for path in dovecot.mail_of(shop.user).rglob("*") if path.is_file()]
    (broken,) = [path for path in files if b"Subject: Guasta" in path.read_bytes()]
    broken.chmod(0)
    anna.replies(reference, "Ecco.")
    found = anna.fails(1, "mail-unreadable", "sync", "--once")
    assert (found["folder"], found["uid"]) == ("INBOX", 3)
    for subject in ("Leggibile", "Anche questa"):
        assert anna.reference(subject)
    anna.ok("sync", "--once")


# -- several customers in one ticket --------------------------------------------------------------------------------


def test_customers_in_one_ticket_are_split_apart_and_each_is_answered(office: Office) -> None:
    asked = mail("In due", to=office.shop.address, sender="Carla <carla@posta.example>")
    office.shop.deliver(asked, age=60)
    office.shop.deliver(follow_up(asked, "Re: In due", sender="dario@posta.example", In_Reply_To=asked["Message-ID"]))
    office.sync()
    reference = office.anna.reference("In due")
    ran = office.anna.reply(reference, "Ecco.")
    assert (ran.code, ran.document["error"], ran.document["customers"]) == (
        3,
        "several-customers",
        "carla@posta.example",
    )
    office.anna.fails(3, "first-mail", "split", reference, "carla@posta.example")
    office.anna.fails(2, "no-such-mail", "split", reference, "nessuno@posta.example")
    own = office.anna.ok("split", reference, "dario@posta.example")["reference"]
    assert own != reference
    office.anna.fails(3, "other-customer", "merge", own, reference)
    for one in (reference, own):
        office.anna.ok("show", one)
        office.anna.replies(one, "Ecco.")
