"""Answers and new mails as the customer gets them, and what a reply leaves behind."""

from __future__ import annotations

import json
import os

import pytest

from tests.integration.cli.shop import Office, body, check_sentences, mail, opened
from tests.peers.smtp import Script

ANSWERED = {"\\Answered", "\\Seen"}


def test_an_answer_as_the_customer_gets_it(office: Office) -> None:
    asked = mail(
        "Reso 42",
        "Buongiorno,\nvorrei rendere l'articolo.\n-- \nCarla\n",
        to=office.shop.address,
        Cc="Dario <dario@posta.example>",
        References="<prima@posta.example>",
        In_Reply_To="<prima@posta.example>",
    )
    office.shop.deliver(asked)
    office.sync()
    reference, bruno = office.bruno.reference("Reso 42"), office.bruno

    document = bruno.replies(reference, "Certo, ecco come.\nA presto", "--cc", "Capo <capo@esempio.it>")

    assert document["outcome"] == "sent"
    assert document["answered"] == 1
    assert document["status"] == "waiting"
    assert document["holder"] is None
    assert document["recipients"] == ["carla@posta.example", "dario@posta.example", "capo@esempio.it"]
    (sent,) = office.sent(reference)
    assert sent["Message-ID"] == document["message_id"]
    assert sent["In-Reply-To"] == asked["Message-ID"]
    assert sent["References"].split() == ["<prima@posta.example>", asked["Message-ID"]]
    assert sent["Subject"] == "Re: Reso 42"
    assert sent["From"].addresses[0].addr_spec == office.shop.address
    assert [a.addr_spec for a in sent["To"].addresses] == ["carla@posta.example"]
    assert [a.addr_spec for a in sent["Cc"].addresses] == ["dario@posta.example", "capo@esempio.it"]
    assert not {"Bcc", "X-Sportello", "Reply-To"} & set(sent.keys())
    text = body(sent)
    assert text.startswith("Certo, ecco come.\nA presto\n")
    assert "> vorrei rendere l'articolo." in text
    assert "Carla Rossi" in text


def test_what_an_answer_leaves_behind(office: Office) -> None:
    asked = office.shop.deliver(mail("Lasciti", to=office.shop.address))
    office.sync()
    reference, bruno, anna = office.bruno.reference("Lasciti"), office.bruno, office.anna
    for _ in range(2):
        bruno.ok("show", reference)
        bruno.ok("claim", reference)
        bruno.ok("sync", "--once")
    assert office.shop.flags(asked["Message-ID"]) & ANSWERED == set()

    document = bruno.replies(reference, "Ecco la risposta.")

    assert office.shop.flags(asked["Message-ID"]) >= ANSWERED
    copies = [raw for raw, _ in office.shop.stored("Sent") if document["message_id"].encode() in raw]
    assert len(copies) == 1
    assert "\\Seen" in office.shop.flags(document["message_id"], "Sent")
    anna.ok("sync", "--once")
    shown = anna.ok("show", reference)
    assert [m["outgoing"] for m in shown["messages"]] == [False, True]
    assert shown["messages"][1]["text"].startswith("Ecco la risposta.")
    assert [(s["state"], s["agent"], s["to"]) for s in shown["sends"]] == [("sent", "Bruno", "carla@posta.example")]
    bruno.ok("sync", "--once")
    assert len([raw for raw, _ in office.shop.stored("Sent") if document["message_id"].encode() in raw]) == 1
    assert len(bruno.ok("show", reference)["messages"]) == 2


def test_resolving_with_the_answer(office: Office) -> None:
    reference = office.ticket("Chiudi")

    assert office.anna.replies(reference, "Fatto.", "--resolve")["status"] == "resolved"
    assert office.anna.ticket("Chiudi")["status"] == "resolved"


def test_one_answer_to_each_message(office: Office) -> None:
    reference, anna, bruno = office.ticket("Una sola"), office.anna, office.bruno
    anna.replies(reference, "Prima.")

    stale = bruno.reply(reference, "Anch'io!")

    assert (stale.code, stale.document["error"], stale.document["agent"]) == (3, "answered", "Anna")
    bruno.ok("sync", "--once")
    bruno.ok("show", reference)
    assert bruno.reply(reference, "Anch'io!").document["error"] == "answered"
    texts = [one["text"] for one in bruno.review(reference)]
    assert texts == ["Anch'io!", "Anch'io!"]
    assert len(office.sent(reference)) == 1
    again = bruno.replies(reference, "Aggiungo una cosa.", "--again")
    assert again["recipients"] == ["carla@posta.example"]
    assert len(office.sent(reference)) == 2
    anna.ok("sync", "--once")
    assert anna.ticket("Una sola")["alarms"] == 0


def test_a_further_answer_waits_for_the_first_ones_text(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Testo"), fresh.anna, fresh.bruno
    anna.replies(reference, "Prima.")
    with fresh.shop.imap() as client:
        client.select("Sent")
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()

    bruno.ok("sync", "--once")
    bruno.ok("show", reference)

    assert bruno.reply(reference, "Aggiungo.", "--again").document["error"] == "text-not-visible"
    assert len(fresh.sent(reference)) == 1


def test_a_reply_claims_by_itself_and_gives_back(office: Office) -> None:
    reference, anna, bruno = office.ticket("Da sé"), office.anna, office.bruno
    anna.ok("claim", reference)

    refused = bruno.reply(reference, "Troppo tardi")

    assert (refused.code, refused.document["error"], refused.document["agent"]) == (3, "held", "Anna")
    assert [one["text"] for one in bruno.review(reference)] == ["Troppo tardi"]
    anna.ok("release", reference)
    bruno.replies(reference, "Ora sì")
    kinds = [event["kind"] for event in bruno.ok("show", reference)["events"]]
    assert kinds[-4:] == ["claimed", "send-intended", "sent", "released"]


NEWS = {
    "news-note": ["note", "{}", "--text", "chiama prima il magazzino"],
    "news-status": ["status", "{}", "on-hold"],
    "news-assigned": ["assign", "{}", "Anna"],
}


@pytest.mark.parametrize("error", NEWS)
def test_something_new_to_read_stops_a_reply(office: Office, error: str) -> None:
    reference, anna, bruno = office.ticket(f"Novità {error}"), office.anna, office.bruno
    shown = bruno.ok("show", reference)["shown"]
    anna.ok(*(word.format(reference) for word in NEWS[error]))

    future = bruno.reply(reference, "Dal futuro", "--shown", "999999")
    refused = bruno.reply(reference, "Senza leggere")

    assert (future.code, future.document["error"]) == (3, error), "nobody was shown what had not been read here"
    assert (refused.code, refused.document["error"]) == (3, error), refused
    assert refused.document["agent"] == "Anna"
    assert bruno.reply(reference, "Vecchio", "--shown", str(shown)).document["error"] == error
    assert bruno.reply(reference, "Vecchio", "--shown", f"1:{shown}").document["error"] == error
    bruno.ok("show", reference)
    bruno.replies(reference, "Letto.")
    assert len(office.sent(reference)) == 1


def test_tags_and_priority_are_nothing_new(office: Office) -> None:
    reference, anna, bruno = office.ticket("Poca cosa"), office.anna, office.bruno
    bruno.ok("show", reference)
    anna.ok("tag", reference, "+reso")
    anna.ok("priority", reference, "low")
    bruno.ok("note", reference, "--text", "mia")

    bruno.replies(reference, "Va bene.")


def test_a_new_mail_of_the_customer_stops_a_reply(office: Office) -> None:
    asked = office.shop.deliver(mail("Aggiunta", to=office.shop.address))
    office.sync()
    reference, bruno = office.bruno.reference("Aggiunta"), office.bruno
    bruno.ok("show", reference)
    office.shop.deliver(mail("Re: Aggiunta", "Anzi, no.", to=office.shop.address, In_Reply_To=asked["Message-ID"]))

    refused = bruno.reply(reference, "Alla prima soltanto")

    assert (refused.code, refused.document["error"]) == (3, "news-arrived"), refused
    assert bruno.ok("show", reference)["waiting"] == 2
    assert bruno.replies(reference, "A tutte e due")["answered"] == 2
    flagged = [flags for raw, flags in office.shop.stored("INBOX") if b"Aggiunta" in raw]
    assert [flags >= ANSWERED for flags in flagged] == [True, True]


def test_a_reply_without_a_show_counts_from_its_start(office: Office) -> None:
    reference = office.ticket("Alla cieca")
    office.anna.ok("note", reference, "--text", "nota")

    office.bruno.replies(reference, "Vista all'inizio")


def test_attachments_both_ways(office: Office) -> None:
    asked = mail("Allegati", to=office.shop.address)
    asked.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="scontrino è.pdf")
    asked.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="../../etc/passwd")
    office.shop.deliver(asked)
    office.sync()
    reference, bruno = office.bruno.reference("Allegati"), office.bruno
    label = bruno.profile.parent / "etichetta è.pdf"
    label.write_bytes(bytes(range(256)))

    (first, second) = bruno.ok("show", reference)["messages"][0]["attachments"]
    bruno.replies(reference, "In allegato", "--attach", str(label), "--attach", bruno.write("nota.txt", "perché\n"))

    assert (first["name"], first["type"], first["size"]) == ("scontrino è.pdf", "application/pdf", 8)
    assert "/" not in second["name"]
    (sent,) = office.sent(reference)
    files = {part.get_filename(): part.get_payload(decode=True) for part in sent.iter_attachments()}
    assert files["etichetta è.pdf"] == bytes(range(256))
    assert len(files) == 2
    office.anna.ok("sync", "--once")
    assert len(office.anna.ok("show", reference)["messages"][1]["attachments"]) == 2
    missing = bruno.json("reply", reference, "--text-file", bruno.write("t", "x"), "--attach", "/nirgendwo")
    assert (missing.code, missing.document["error"]) == (2, "no-such-file")


def test_each_mailbox_has_its_own_signature_and_sender(fresh: Office) -> None:
    anna, second = fresh.anna, fresh.shop.another()
    anna.ok("mailbox", "add", *second.servers(), "--sender-name", "Ordini, Bottega", "--signature-file",
            anna.write("firma", "Bottega del Corso\nvia Roma 1\n"))  # fmt: skip
    second.deliver(mail("Firma", to=second.address))
    fresh.sync()
    plain = fresh.ticket("Senza firma")

    anna.replies(anna.reference("Firma"), "Ecco.")
    fresh.bruno.replies(plain, "Ecco.")

    (signed,) = fresh.sent(anna.reference("Firma"))
    sender = signed["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("Ordini, Bottega", second.address)
    assert "Ecco.\n\n-- \nBottega del Corso\nvia Roma 1\n" in body(signed)
    (unsigned,) = fresh.sent(plain)
    assert "-- " not in body(unsigned)
    assert unsigned["From"].addresses[0].addr_spec == fresh.shop.address
    assert second.flags(signed["Message-ID"], "Sent")
    assert fresh.anna.ticket("Firma")["mailbox"] == second.address


def test_a_new_mail_and_the_customers_reply_to_it(office: Office) -> None:
    anna, bruno = office.anna, office.bruno

    made = anna.ok(
        "compose", "--to", '"Bo, Elio" <elio@posta.example>, fina@posta.example', "--subject", "Il suo ordine è pronto",
        "--text-file", anna.write("nuova", "Può ritirarlo."), "--no-undo",
    )  # fmt: skip

    reference = made["reference"]
    assert made["recipients"] == ["elio@posta.example", "fina@posta.example"]
    assert made["status"] == "waiting"
    assert made["answered"] == 1
    (sent,) = office.sent(reference)
    assert sent["Subject"] == "Il suo ordine è pronto"
    assert not {"In-Reply-To", "References"} & set(sent.keys())
    bruno.ok("sync", "--once")
    row = bruno.ticket("Il suo ordine è pronto")
    assert (row["reference"], row["status"], row["waiting"]) == (reference, "waiting", 0)
    office.shop.deliver(
        mail(
            "R: ordine", "Grazie!", to=office.shop.address, sender="elio@posta.example", In_Reply_To=sent["Message-ID"]
        )
    )
    office.sync()
    shown = bruno.ok("show", reference)
    assert [m["outgoing"] for m in shown["messages"]] == [True, False]
    assert (shown["status"], shown["waiting"]) == ("open", 1)
    bruno.replies(reference, "Prego!")
    assert len(office.sent(reference)) == 2


def test_a_new_mail_from_the_other_mailbox(fresh: Office) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    words = ["compose", "--to", "elio@posta.example", "--subject", "Da ordini", "--no-undo", "--mailbox"]
    text = ["--text-file", fresh.anna.write("t", "ciao")]

    made = fresh.anna.ok(*words, second.address.upper(), *text)

    assert fresh.sent(made["reference"])[0]["From"].addresses[0].addr_spec == second.address
    fresh.anna.fails(2, "unknown-mailbox", *words, "altra@esempio.it", *text)


@pytest.mark.parametrize("address", ["pippo", "a@b", "due@posta.example tre@posta.example", "a@b.it\r\nBcc: x@y.it"])
def test_a_mistyped_recipient_opens_nothing(office: Office, address: str) -> None:
    before = len(office.anna.ok("tickets", "--place", "all", "--limit", "9999")["tickets"])
    text = office.anna.write("storta", "Testo per un indirizzo storto")

    office.anna.fails(2, "bad-address", "compose", "--to", address, "--subject", "x", "--text-file", text, "--no-undo")

    assert len(office.anna.ok("tickets", "--place", "all", "--limit", "9999")["tickets"]) == before
    items = [one for one in office.anna.ok("review")["items"] if one["text"].startswith("Testo per un indirizzo")]
    assert items
    for one in items:
        assert office.anna.ok("settle", one["id"], "dismiss")["result"] == "dismissed"


def test_a_customer_who_cannot_be_answered(office: Office) -> None:
    nobody = mail("Nessun mittente", to=office.shop.address)
    del nobody["From"]
    office.shop.deliver(nobody)
    office.sync()
    reference = office.anna.reference("Nessun mittente")

    ran = office.anna.reply(reference, "A chi?")

    assert (ran.code, ran.document["error"]) == (2, "no-recipient"), ran
    assert [one["text"] for one in office.anna.review(reference)] == ["A chi?"]
    assert office.anna.ticket("Nessun mittente")["holder"] is None


@pytest.mark.parametrize(
    ("headers", "error", "named"),
    [
        ({"Reply_To": "info@localhost"}, "no-usable-recipient", "info@localhost"),
        ({"sender": "Jürgen <jürgen@posta.example>"}, "recipient-not-ascii", "jürgen@posta.example"),
    ],
)
def test_an_address_that_nobody_typed_is_no_misspelling(
    office: Office, headers: dict[str, str], error: str, named: str
) -> None:
    subject = f"Indirizzo {error}"
    office.shop.put(as_it_came(subject, office.shop.address, **headers))
    office.sync()
    reference = office.anna.reference(subject)

    ran = office.anna.reply(reference, "Gentile cliente")

    assert (ran.code, ran.document["error"], ran.document["address"]) == (2, error, named), ran
    assert "--to" in ran.document["remedy"]
    check_sentences(ran.document)
    assert [one["text"] for one in office.anna.review(reference)] == ["Gentile cliente"]
    office.anna.fails(2, "bad-address", *answering(office, reference), "--to", "pippo")
    assert office.anna.replies(reference, "Eccomi", "--to", "Jo <altro@posta.example>")["recipients"] == [
        "altro@posta.example"
    ]
    (sent,) = office.sent(reference)
    assert sent["In-Reply-To"], "an answer all the same"
    assert "> Buongiorno" in body(sent)


def as_it_came(subject: str, to: str, sender: str = "carla@posta.example", **headers: str) -> bytes:
    """A mail with raw UTF-8 in its head, as odd programs write it."""
    given = {"From": sender, "To": to, "Subject": subject, "Message-ID": f"<{subject}@posta.example>".replace(" ", "")}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"{head}\r\nBuongiorno.\r\n".encode()


def answering(office: Office, reference: str) -> list[str]:
    return ["reply", reference, "--text-file", office.anna.write("testo", "Prova"), "--no-undo"]


def test_one_good_address_of_reply_to_is_enough(office: Office) -> None:
    reference = office.ticket("Modulo storto", Reply_To="ok@posta.example, info@localhost")

    assert office.anna.replies(reference, "Ciao")["recipients"] == ["ok@posta.example"]


def test_a_dead_address_in_copy_is_left_out_on_demand(office: Office) -> None:
    dead = "spento@posta.example"
    reference = office.ticket("Copia morta", Cc=f"{dead}, vivo@posta.example")
    office.shop.sink.script = Script(replies={f"RCPT {dead}": "550 5.1.1 unknown"})

    refused = office.anna.reply(reference, "Ciao")

    assert (refused.code, refused.document["error"], refused.document["address"]) == (1, "recipient-refused", dead)
    assert "--no-cc" in refused.document["remedy"]
    done = office.anna.replies(reference, "Ciao", "--no-cc", "--cc", "vivo@posta.example")
    assert done["recipients"] == ["carla@posta.example", "vivo@posta.example"]


def test_who_is_answered_gets_no_second_copy(office: Office) -> None:
    reference = office.ticket("Due volte", Cc="dario@posta.example")

    office.anna.replies(reference, "Ciao", "--to", "Dario@posta.example")

    (sent,) = office.sent(reference)
    assert [a.addr_spec for a in sent["To"].addresses] == ["Dario@posta.example"]
    assert sent["Cc"] is None


def test_answers_go_to_reply_to(office: Office) -> None:
    reference = office.ticket("Modulo", sender="Modulo <modulo@altrove.example>", Reply_To="Gino <gino@posta.example>")

    assert office.anna.replies(reference, "Ciao Gino")["recipients"] == ["gino@posta.example"]


def test_a_contact_form_that_writes_from_our_own_address(office: Office) -> None:
    reference = office.ticket("Dal sito", sender=f"Sito <{office.shop.address}>", Reply_To="Ida <ida@posta.example>")

    assert office.anna.ticket("Dal sito")["waiting"] == 1
    assert office.anna.replies(reference, "Ciao Ida")["recipients"] == ["ida@posta.example"]


SMUGGLED = "Ordine\u2028Bcc: x@y.it =?utf-8?q?=0aBcc=3A_z=40y=2Eit?="


def test_no_header_is_smuggled_through_a_subject(office: Office) -> None:
    made = office.anna.ok(
        "compose", "--to", "elio@posta.example", "--subject", SMUGGLED, "--text-file", office.anna.write("t", "x"),
        "--no-undo",
    )  # fmt: skip

    assert made["recipients"] == ["elio@posta.example"]
    (sent,) = office.sent(made["reference"])
    assert "Bcc" not in sent


def test_the_text_comes_from_a_file_or_standard_input(office: Office) -> None:
    reference, anna = office.ticket("Testi"), office.anna
    latin = anna.profile.parent / "latino.txt"
    latin.write_bytes("perché".encode("latin-1"))
    empty = anna.write("vuoto", " \n\n")

    def reply(file: str, stdin: str | None = None) -> tuple[int, dict[str, object]]:
        ran = anna.json("reply", reference, "--text-file", file, "--no-undo", stdin=stdin)
        return ran.code, ran.document

    for file, error in (
        ("/nirgendwo", "no-such-file"),
        ("zero\0", "unreadable-file"),
        (str(anna.profile), "not-a-file"),
        ("/dev/zero", "not-a-file"),
        (str(latin), "not-utf8"),
        (empty, "empty-text"),
        ("-", "empty-text"),
    ):
        code, document = reply(file)
        assert (code, document["error"]) == (2, error)
    assert reply("-", "\ufeffPerché no?\r\nA presto")[0] == 0
    assert body(office.sent(reference)[0]).startswith("Perché no?\nA presto\n")


def test_a_file_without_end_is_refused_before_it_is_read(office: Office) -> None:
    anna, folder = office.anna, office.anna.profile.parent
    huge, pipe = folder / "enorme", folder / "tubo"
    with huge.open("wb") as file:
        file.truncate(3 * 1024**3)
    os.mkfifo(pipe)
    text = anna.write("testo", "x")

    anna.fails(2, "file-too-large", "reply", "X", "--text-file", str(huge))
    anna.fails(2, "not-a-file", "reply", "X", "--text-file", str(pipe))
    anna.fails(2, "file-too-large", "reply", "X", "--text-file", "-", stdin="x" * (20 * 1024**2 + 1))
    compose = ["compose", "--to", "elio@posta.example", "--subject", "x", "--text-file", text, "--attach"]
    anna.fails(2, "attachments-too-large", *compose, str(huge))
    anna.fails(2, "not-a-file", *compose, str(pipe))
    anna.fails(2, "not-a-file", *compose, str(folder))
    anna.fails(2, "file-too-large", "team", "join", str(huge), "--agent", "Ciro")


def test_eight_bit_texts_arrive_as_written(office: Office) -> None:
    text = "Ciao 😀 — «perché» costa 3 €\n.\n..\n.punto in testa\n" + "parola " * 400
    reference = office.ticket("Ottetti 😀")

    office.anna.replies(reference, text)

    (sent,) = office.sent(reference)
    assert body(sent).startswith(text.rstrip())
    assert "\n.\n..\n.punto in testa\n" in body(sent)
    assert sent["Subject"] == "Re: Ottetti 😀"


def test_two_people_race_for_one_ticket(fresh: Office) -> None:
    reference = fresh.ticket("Gara")
    words = ["reply", reference, "--no-undo", "--text-file"]
    with (
        fresh.anna.start(*words, fresh.anna.write("t", "Sono Anna")) as one,
        fresh.bruno.start(*words, fresh.bruno.write("t", "Sono Bruno")) as two,
    ):
        outs = [process.communicate(timeout=60)[0] for process in (one, two)]

    assert sorted([one.returncode, two.returncode]) == [0, 3], outs
    lost = next(json.loads(out) for out in outs if "error" in json.loads(out))
    assert lost["error"] in ("held", "answered", "unresolved")
    assert lost["agent"] in ("Anna", "Bruno")
    assert len(fresh.sent(reference)) == 1


def test_a_mailbox_with_a_sent_folder_of_another_name(office: Office) -> None:
    shop = office.shop.another()
    with shop.imap() as client:
        client.create('"Posta inviata"')
    team = opened(shop)
    reference = team.ticket("Inviata")

    document = team.bruno.replies(reference, "Ecco")

    assert shop.flags(document["message_id"], "Posta inviata")
    assert shop.stored("Sent") == []
