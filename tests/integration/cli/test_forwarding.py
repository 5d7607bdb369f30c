"""forward and signature on a real server: a supplier is written to, and the customer waits as before."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.integration.cli.shop import Office, body, mail

SUPPLIER = "spedizioniere@example.net"
"""Of this test alone: the sink also knows what others have sent."""


def sent_to_supplier(office: Office) -> list[EmailMessage]:
    found = [one.message for one in office.shop.sink.accepted if SUPPLIER in one.recipients]
    mails = [message_from_bytes(raw, policy=policy.default) for raw in found]
    return [one for one in mails if isinstance(one, EmailMessage)]


def test_a_side_conversation_from_the_command_line(office: Office) -> None:
    reference = office.ticket("Il pacco non si muove")
    text = office.anna.write("inoltro", "Potete dirci dove si trova?\n")
    office.anna.ok("claim", reference)
    done = office.bruno.ok("forward", reference, "--to", SUPPLIER, "--text-file", text, "--eml", "--no-undo")
    assert (done["reference"], done["outcome"], done["answered"]) == (reference, "sent", 0)
    assert done["holder"] == "Anna", "whoever holds the ticket: that is another matter"
    (out,) = sent_to_supplier(office)
    assert out["Subject"] == "Il pacco non si muove"
    assert "Potete dirci" in body(out)
    assert "Quando arriva" not in body(out)
    (whole,) = out.iter_attachments()
    assert whole.get_filename() == "Il pacco non si muove.eml"
    answer = mail("Re: pacco", "Domani.", sender=SUPPLIER)
    answer["In-Reply-To"] = out["Message-ID"]
    office.shop.deliver(answer)
    office.sync()
    shown = office.anna.ok("show", reference)
    assert [bool(message["side"]) for message in shown["messages"]] == [False, True, True]
    assert (shown["waiting"], shown["status"]) == (1, "open")
    side = shown["messages"][1]["side"]
    assert office.anna.ok("show", side)["reference"] == reference
    assert side not in [row["reference"] for row in office.anna.ok("tickets", "--place", "all")["tickets"]]
    office.anna.ok("forward", reference, "--go-on", "--text-file", office.anna.write("grazie", "Grazie."), "--no-undo")
    assert sent_to_supplier(office)[1]["In-Reply-To"] == answer["Message-ID"]
    assert office.anna.replies(reference, "Arriva domani.", "--no-undo")["answered"] == 1


def test_what_a_forward_needs(office: Office) -> None:
    reference = office.ticket("Senza indirizzo")
    text = office.anna.write("inoltro", "Dov'è?")
    office.anna.fails(2, "no-recipient", "forward", reference, "--text-file", text)
    office.anna.fails(2, "no-side", "forward", reference, "--go-on", "--text-file", text)
    office.anna.fails(2, "no-such-mail", "forward", reference, "--to", SUPPLIER, "--mail", "<x@y>", "--text-file", text)
    office.anna.fails(2, "bad-address", "forward", reference, "--to", "nessuno", "--text-file", text, "--no-undo")


def test_own_lines_above_the_signature(office: Office) -> None:
    reference = office.ticket("Chi siete?")
    office.anna.ok("signature", "--file", office.anna.write("firma", "Anna, servizio clienti\n"))
    assert office.anna.ok("signature")["signature"] == "Anna, servizio clienti"
    office.anna.replies(reference, "Siamo noi.", "--no-undo")
    (sent,) = office.sent(reference)
    assert "Siamo noi.\n\n-- \nAnna, servizio clienti\n" in body(sent)
    office.anna.ok("signature", "--mailbox", office.shop.address, "--file", office.anna.write("altra", "Anna R."))
    assert office.anna.ok("signature", "--mailbox", office.shop.address)["signature"] == "Anna R."
    office.anna.fails(2, "signature-too-long", "signature", "--file", office.anna.write("lunga", "x" * 3000))
    office.anna.fails(2, "unknown-mailbox", "signature", "--mailbox", "altra@example.org")
    office.anna.ok("signature", "--clear")
    office.anna.ok("signature", "--clear", "--mailbox", office.shop.address)
    assert office.anna.ok("signature")["own"] == {}


def test_blind_copies_from_the_command_line(office: Office) -> None:
    reference = office.ticket("In copia nascosta")
    done = office.anna.replies(reference, "Ecco.", "--no-undo", "--bcc", "capo@example.org")
    assert "capo@example.org" in done["recipients"]
    (sent,) = office.sent(reference)
    assert b"capo@" not in sent.as_bytes()
    (copy,) = [raw for raw, _ in office.shop.stored("Sent") if reference.replace("-", "").encode() in raw]
    assert b"capo@" not in copy, "nor in the copy that the team shares"
