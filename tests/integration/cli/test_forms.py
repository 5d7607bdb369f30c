"""Mail of forms and marketplaces from its arrival to its answer, and what a mailbox says about its rules."""

from __future__ import annotations

from tests.integration.cli.shop import Office, mail
from tests.unit.mime.form_samples import CF7_EN, INSTAGRAM_IT


def numbered(raw: bytes, number: int) -> bytes:
    """A mail of its own."""
    return raw.replace(b"<1@sender.example>", b"<form%d@sender.example>" % number)


def form(office: Office, subject: str, number: int) -> str:
    """A contact form's mail, with more addresses in its head than the customer's; the ticket's reference."""
    raw = numbered(CF7_EN, number).replace(b'Bottega "Wrong size"', subject.encode())
    raw = raw.replace(
        b"Reply-To: carla@example.org", b"Reply-To: carla@example.org\r\nCc: a@example.net, b@example.net"
    )
    office.shop.put(raw)
    office.sync()
    return office.anna.reference(subject)


def test_a_forms_mail_is_its_customers_and_nobody_elses(office: Office) -> None:
    reference = form(office, "Dal modulo", 1)
    row = office.anna.ticket("Dal modulo")
    assert (row["customer"], row["customer_address"]) == ("Carla Bianchi", "carla@example.org")
    assert row["snippet"].startswith("The shoes of order #4711")
    (message,) = office.bruno.ok("show", reference)["messages"]
    assert message["via"] == {
        "rule": "contact-form-7", "title": "Contact Form 7", "channel": "form", "reason": "contact",
        "customer": "carla@example.org", "name": "Carla Bianchi", "order": "4711", "elsewhere": False, "doubt": False,
        "corrected": False,
    }  # fmt: skip
    said = office.bruno.lines("show", reference, language="it")
    assert "Da un modulo, come vi è stato scritto · Contact Form 7 · carla@example.org · richiesta · n. 4711" in said
    office.bruno.replies(reference, "Certo.")
    (sent,) = office.sent(reference)
    assert ([a.addr_spec for a in sent["To"].addresses], sent["Cc"]) == (["carla@example.org"], None)
    office.shop.deliver(mail("Re: Dal modulo", to=office.shop.address, In_Reply_To=str(sent["Message-ID"])))
    office.sync()
    assert len(office.anna.ok("show", reference)["messages"]) == 3


def test_a_person_knows_better_than_a_rule_and_the_team_with_them(office: Office) -> None:
    reference = form(office, "Da correggere", 11)
    anna, bruno = office.anna, office.bruno
    anna.ok("correct", reference, "--customer", "Maria Bianchi <maria@example.org>", "--name", "Maria Bianchi")
    anna.ok("correct", reference, "--order", " 10234 ", "--reason", "reso")
    bruno.ok("sync", "--once")
    shown = bruno.ok("show", reference)
    via = shown["messages"][0]["via"]
    assert (via["customer"], via["name"], via["order"], via["reason"]) == (
        "maria@example.org",
        "Maria Bianchi",
        "10234",
        "reso",
    )
    assert (via["corrected"], via["rule"]) == (True, "contact-form-7")
    assert [event["kind"] for event in shown["events"]].count("corrected") == 2
    row = bruno.ticket("Da correggere")
    assert (row["customer"], row["customer_address"]) == ("Maria Bianchi", "maria@example.org")
    assert [r["reference"] for r in bruno.ok("tickets", "--search", "from:maria reason:reso")["tickets"]] == [reference]
    assert "corretto da un collega" in bruno.lines("show", reference, language="it")
    bruno.replies(reference, "Certo.")
    (sent,) = office.sent(reference)
    assert [a.addr_spec for a in sent["To"].addresses] == ["maria@example.org"]


def test_a_mail_that_no_rule_knew_can_be_given_its_customer_too(office: Office) -> None:
    office.shop.deliver(mail("Dal gestionale", to=office.shop.address, sender="Gestionale <noreply@gest.example>"))
    office.sync()
    reference = office.anna.reference("Dal gestionale")
    office.anna.ok("correct", reference, "--customer", "luca@example.org")
    assert office.anna.ticket("Dal gestionale")["customer_address"] == "luca@example.org"
    office.anna.fails(2, "bad-address", "correct", reference, "--customer", "luca at home")
    office.anna.fails(2, "own-address", "correct", reference, "--customer", office.shop.address.upper())
    office.anna.fails(2, "usage", "correct", reference)


def test_where_nobody_can_be_answered_by_mail(office: Office) -> None:
    office.shop.put(numbered(INSTAGRAM_IT, 2))
    office.sync()
    row = office.anna.ticket("carla.bianchi ti ha inviato un messaggio")
    assert row["customer"] == "carla.bianchi"
    office.anna.ok("show", row["reference"])
    refused = office.anna.reply(row["reference"], "Sì").document
    assert (refused["error"], refused["via"]) == ("answer-elsewhere", "Instagram")
    office.anna.replies(row["reference"], "Sì", "--to", "carla@example.org")
    (sent,) = office.sent(row["reference"])
    assert sent["To"] == "carla@example.org"


def test_a_mailbox_switches_rules_off_and_has_its_own_for_the_whole_team(fresh: Office) -> None:
    address = fresh.shop.address
    before = fresh.anna.ok("mailbox", "rules", address)["rules"]
    assert {rule["id"] for rule in before} >= {"contact-form-7", "amazon"}
    assert all(rule["on"] and not rule["own"] for rule in before)
    own = fresh.anna.write(
        "rules", '[visit]\nchannel = "form"\nreason = "visita"\nfrom = ["shop.example"]\nemail = ["From"]'
    )
    found = fresh.anna.ok("mailbox", "rules", address, "--off", "contact-form-7", "--off", "ebay", "--file", own)[
        "rules"
    ]
    assert (found[0]["id"], found[0]["own"]) == ("visit", True)
    assert {rule["id"] for rule in found if not rule["on"]} == {"contact-form-7", "ebay"}
    fresh.bruno.ok("sync", "--once")
    assert "visita" in fresh.bruno.lines("mailbox", "rules", address, language="it")
    reference = form(fresh, "Regola propria", 3)
    (message,) = fresh.bruno.ok("show", reference)["messages"]
    assert (message["via"]["rule"], message["via"]["reason"]) == ("visit", "visita")
    assert "visita" in fresh.bruno.lines("show", reference)
    after = fresh.anna.ok("mailbox", "rules", address, "--on", "ebay", "--no-own")["rules"]
    assert [rule["id"] for rule in after if not rule["on"]] == ["contact-form-7"]


GESTIONALE = """Richiesta dal sito

Nome e cognome: Maria Bianchi
Indirizzo di posta: maria@example.org
Ordine: 10234
Motivo: Reso
Testo del cliente:
Le scarpe sono piccole, posso renderle?
"""


def test_a_rule_is_made_from_an_example_and_what_was_read_before_is_read_anew(fresh: Office) -> None:
    """Also what nobody had made a ticket of, because a machine wrote it."""
    shop, anna, bruno = fresh.shop, fresh.anna, fresh.bruno
    sender = "Sito <noreply@gestionale.example>"
    for number in (1, 2):
        shop.deliver(mail(f"Modulo {number}", GESTIONALE, to=shop.address, sender=sender))
    shop.deliver(mail("Modulo 3", GESTIONALE, to=shop.address, sender=sender, Auto_Submitted="auto-generated"))
    fresh.sync()
    assert anna.ticket("Modulo 1")["customer_address"] == "noreply@gestionale.example"
    anna.ok("correct", anna.reference("Modulo 2"), "--customer", "a.mano@example.org")
    done = anna.ok(
        "mailbox", "rules", shop.address, "--like", anna.reference("Modulo 1"), "--title", "Gestionale",
        "--customer", "Indirizzo di posta", "--name", "Nome e cognome", "--order", "Ordine", "--reason", "Motivo",
        "--text", "Testo del cliente",
    )["rules"]  # fmt: skip
    assert (done[0]["id"], done[0]["own"], done[0]["on"]) == ("gestionale", True, True)
    fresh.sync()
    fresh.sync()  # what has a customer now is filed by the next look
    for desk in (anna, bruno):
        rows = {row["subject"]: row for row in desk.ok("tickets")["tickets"]}
        assert {subject: row["customer_address"] for subject, row in rows.items()} == {
            "Modulo 1": "maria@example.org", "Modulo 2": "a.mano@example.org", "Modulo 3": "maria@example.org",
        }  # fmt: skip
        assert rows["Modulo 1"]["snippet"].startswith("Le scarpe")
        via = desk.ok("show", rows["Modulo 1"]["reference"])["messages"][0]["via"]
        assert (via["title"], via["name"], via["order"], via["reason"]) == (
            "Gestionale",
            "Maria Bianchi",
            "10234",
            "Reso",
        )
        assert len(desk.ok("tickets", "--search", "from:maria reason:reso")["tickets"]) == 2
    anna.ok("mailbox", "rules", shop.address, "--forget", "gestionale")
    fresh.sync()
    assert anna.ticket("Modulo 1")["customer_address"] == "noreply@gestionale.example"
    assert anna.ticket("Modulo 2")["customer_address"] == "a.mano@example.org", "a person's word stands"


def test_no_rule_from_a_mail_without_lines_or_by_an_agent(fresh: Office) -> None:
    reference = fresh.ticket("Solo parole")
    address = fresh.shop.address
    refused = fresh.anna.fails(2, "no-form", "mailbox", "rules", address, "--like", reference, "--customer", "E-mail")
    assert "E-mail" in refused["message"]
    fresh.bruno.fails(3, "leads-only", "mailbox", "rules", address, "--off", "ebay")
    fresh.anna.fails(2, "no-such-rule", "mailbox", "rules", address, "--forget", "ebay")


def test_rules_that_are_none(fresh: Office) -> None:
    address = fresh.shop.address
    wrong = fresh.anna.write("wrong", "[x]\nchannel = 'fax'")
    fresh.anna.fails(2, "bad-rules", "mailbox", "rules", address, "--file", wrong)
    fresh.anna.fails(2, "no-such-rule", "mailbox", "rules", address, "--off", "nothing")
    fresh.anna.fails(2, "unknown-mailbox", "mailbox", "rules", "x@y.example")
    fresh.bruno.fails(3, "leads-only", "mailbox", "rules", address, "--off", "ebay")
