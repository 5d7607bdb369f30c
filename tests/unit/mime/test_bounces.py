"""Mails that came back, notes of absence, and the reason that each one says. All texts are our own."""

from __future__ import annotations

import pytest

from desktop.mime.reading import read_mail

WROTE = 1_762_765_200
"""Monday, 10 November 2025."""


def report(diagnostic: str, status: str = "5.0.0", action: str = "failed", words: str = "Sorry.") -> bytes:
    """As RFC 3464 wants it."""
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: info@shop.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain; charset=utf-8

{words}
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; carla@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--r
Content-Type: message/rfc822

Message-ID: <sportello.7KQ2MXAD.abc@shop.example>
From: info@shop.example
Subject: Re: Ordine

Ecco.
--r--
""".encode()


def mail(*, text: str, subject: str, sender: str = "someone@example.net", header: str = "X-None: 1") -> bytes:
    return f"""From: {sender}
Subject: {subject}
Date: Mon, 10 Nov 2025 10:00:00 +0100
{header}
Content-Type: text/plain; charset=utf-8

{text}
""".encode()


@pytest.mark.parametrize(
    ("diagnostic", "status", "why"),
    [
        ("552 5.2.2 Mailbox full", "5.2.2", "full"),
        ("550 user is over quota", "5.0.0", "full"),
        ("452 4.2.2 The email account that you tried to reach is over quota", "4.2.2", "full"),
        ("552 Spazio su disco esaurito", "5.0.0", "full"),
        ("550 5.1.1 <carla@example.org>: Recipient address rejected: User unknown", "5.1.1", "unknown"),
        ("550 No such user here", "5.0.0", "unknown"),
        ("550 casella inesistente", "5.0.0", "unknown"),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10", "unknown"),
        ("Host or domain name not found. Name service error", "5.4.4", "domain"),
        ("554 5.7.1 Service unavailable; client blocked using zen.spamhaus.example", "5.7.1", "blocked"),
        ("550 message refused by policy", "5.7.1", "blocked"),
        ("552 5.3.4 Message size exceeds fixed limit", "5.3.4", "large"),
        ("connect to mx.example.org: Connection timed out", "4.4.1", "unreachable"),
        ("", "5.2.2", "full"),
        ("", "5.1.1", "unknown"),
        ("something that nobody has ever heard of", "5.9.9", ""),
    ],
)
def test_why_a_mail_came_back(diagnostic: str, status: str, why: str) -> None:
    found = read_mail(report(diagnostic, status))
    assert (found.automatic, found.why, found.said) == ("bounce", why, diagnostic)
    assert found.returned_ids == ("<sportello.7KQ2MXAD.abc@shop.example>",)


def test_of_several_recipients_the_one_that_failed_says_why() -> None:
    first = b"Final-Recipient: rfc822; a@example.org\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; carla"
    raw = report("552 mailbox full").replace(b"Final-Recipient: rfc822; carla", first)
    assert read_mail(raw).why == "full"


@pytest.mark.parametrize(
    ("action", "kind", "why"), [("delayed", "bounce", "delayed"), ("delivered", "auto-reply", "delivered")]
)
def test_what_has_not_failed(action: str, kind: str, why: str) -> None:
    found = read_mail(report("", "4.0.0" if action == "delayed" else "2.0.0", action))
    assert (found.automatic, found.why) == (kind, why)


@pytest.mark.parametrize(
    ("sender", "subject", "text", "why"),
    [
        (
            "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@shop.example>",
            "Non recapitabile: Ordine 12",
            "Il messaggio non è stato recapitato a carla@example.org.\nLa casella postale del destinatario è piena.",
            "full",
        ),
        (
            "Amministratore di sistema <postmaster@shop.example>",
            "Recapito non riuscito: Ordine 12",
            "Impossibile recuperare il destinatario.\ncarla@example.org\n#5.1.1 indirizzo sconosciuto",
            "unknown",
        ),
        (
            "postmaster@example.net",
            "Unzustellbar: Bestellung",
            "Ihre Nachricht konnte nicht zugestellt werden. Das Postfach ist voll.",
            "full",
        ),
        (
            "no-reply@example.net",
            "Delivery Status Notification (Failure)",
            "Your message could not be delivered.\n550 5.1.1 The account does not exist.",
            "unknown",
        ),
    ],
)
def test_servers_that_write_no_report(sender: str, subject: str, text: str, why: str) -> None:
    found = read_mail(mail(sender=sender, subject=subject, text=text))
    assert (found.automatic, found.why) == ("bounce", why)


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("Carla <carla@example.org>", "Fwd: Undelivered Mail Returned to Sender", "550 5.1.1 user unknown: e adesso?"),
        ("Carla <carla@example.org>", "Undeliverable package", "The courier was unable to deliver, mailbox full?"),
        ("Carla <carla@example.org>", "Mancata consegna", "Il pacco 550 non è stato recapitato."),
        ("no-reply@parcel.example", "Delivery notification", "Your parcel arrives tomorrow."),
        ("no-reply@corriere.example", "Mancata consegna", "Il pacco 4711 non è stato recapitato: nessuno in casa."),
        ("Amministratore Condominio <c@example.org>", "Mancata consegna", "La lettera non è stata consegnata."),
        ("Amministratore Condominio <c@example.org>", "Mancata consegna", "Impossibile consegnare al portone."),
        ("Bounce House <info@bounce.example>", "Delivery problem", "You did not deliver: delivery problem again."),
        ("Carla <carla@example.org>", "Domanda", "Siete fuori sede? Torno il 3 dicembre."),
        ("Carla <carla@example.org>", "Assenza del corriere", "Il corriere mi ha segnata assente, ma ero in casa."),
        ("Carla <carla@example.org>", "Assente", "Il corriere scrive che ero assente."),
        ("Carla <carla@example.org>", "Fuori sede?", "Sono in ferie, potete spedire dopo?"),
        ("Carla <carla@example.org>", "Fuori sede: consegna", "Sono in ferie: potete consegnare dopo il 20?"),
        ("Carla <carla@example.org>", "In ferie", "Il pacco è arrivato rotto."),
        ("Carla <carla@example.org>", "Out of office chair order", "I am away until Monday, please deliver then."),
        ("Carla <carla@example.org>", "Risposta automatica non voluta", "Sono in ferie e ricevo le vostre risposte."),
        ("Carla <carla@example.org>", "Re: Risposta automatica: Ordine", "Grazie, aspetto."),
        ("Carla <carla@example.org>", "Absence du livreur", "J'étais là, il dit que j'étais absente."),
        ("Carla <carla@example.org>", "Abwesend", "Ich bin bis Freitag abwesend, bitte danach liefern."),
        ("Carla <carla@example.org>", "Ausencia del mensajero", "Dice que estaba ausente."),
    ],
)
def test_people_who_write_of_it(sender: str, subject: str, text: str) -> None:
    assert read_mail(mail(sender=sender, subject=subject, text=text)).automatic == ""


def test_a_person_who_says_so_in_the_header_is_one() -> None:
    said = "Auto-Submitted: no"
    assert read_mail(mail(subject="Failure notice for my oven", text="550 5.1.1 on it", header=said)).automatic == ""


@pytest.mark.parametrize(
    ("subject", "text", "day"),
    [
        ("Risposta automatica: Ordine", "Sono fuori sede e torno lunedì 24 novembre.", "2025-11-24"),
        ("Risposta automatica: Ordine", "Sarò in ferie fino al 07/01/2026 compreso.", "2026-01-07"),
        ("Risposta automatica: Ordine", "Sono in ferie, rientro il 2 gennaio", "2026-01-02"),
        ("Automatic reply: Order", "I am out of the office and will be back on November 24th, 2025.", "2025-11-24"),
        ("Automatic reply: Order", "On leave until 3 December. In urgent cases call.", "2025-12-03"),
        ("Out of Office", "I am away from my desk. Returning 11/28/2025.", "2025-11-28"),
        ("Automatische Antwort: Bestellung", "Ich bin bis zum 21.11. nicht im Büro.", "2025-11-21"),
        ("Réponse automatique : Commande", "Absente jusqu'au 1er décembre 2025.", "2025-12-01"),
        ("Respuesta automática: Pedido", "Estoy fuera de la oficina hasta el 5 de diciembre de 2025.", "2025-12-05"),
        ("Abwesenheitsnotiz: Bestellung", "Ich bin bis zum 21.11. nicht im Büro.", "2025-11-21"),
        ("Fuori sede: Re: Ordine", "Sono fuori sede e rientro il 24 novembre.", "2025-11-24"),
        ("Risposta automatica: Ordine", "Sono assente dal lavoro.", ""),
        ("Risposta automatica: Ordine", "Siamo chiusi per ferie, torniamo il 31 febbraio", ""),
    ],
)
def test_who_is_away_and_until_when(subject: str, text: str, day: str) -> None:
    found = read_mail(mail(subject=subject, text=text))
    assert (found.automatic, found.why, found.said) == ("auto-reply", "away", day)


def test_a_machine_that_says_nothing_of_an_absence() -> None:
    found = read_mail(
        mail(subject="Ricevuto", text="Il suo messaggio è arrivato.", header="Auto-Submitted: auto-replied")
    )
    assert (found.automatic, found.why, found.said) == ("auto-reply", "", "")


def test_a_postmaster_who_answers_our_mail_with_an_error() -> None:
    answer, text = "In-Reply-To: <1@shop.example>", "Error: Invalid user address\n\n550 - no such user here"
    found = read_mail(mail(sender="post_master@mail.example", subject="Re: Ordine", header=answer, text=text))
    assert (found.automatic, found.why) == ("bounce", "unknown")
    asked = read_mail(mail(sender="postmaster@mail.example", subject="Re: Ordine", header=answer, text="Quando?"))
    assert asked.automatic == ""


def registered(header: str, text: str, inner: str = "") -> bytes:
    """As the Italian rules for registered mail (PEC) have it, its signature left out."""
    return f"""From: posta-certificata@gestore.example
Reply-To: carla@pec.example
Subject: {header}
Message-ID: <opec1.receipt@gestore.example>
{header}
X-Riferimento-Message-ID: <sportello.7KQ2MXAD.abc@shop.example>
Content-Type: multipart/mixed; boundary=p

--p
Content-Type: text/plain; charset=utf-8

{text}
--p
Content-Type: message/rfc822; name="postacert.eml"
Content-Disposition: attachment; filename="postacert.eml"

From: carla@pec.example
Message-ID: <inner@pec.example>
Subject: Ordine
Content-Type: text/plain; charset=utf-8

{inner}
--p--
""".encode()


@pytest.mark.parametrize(
    ("receipt", "text", "kind", "why"),
    [
        ("accettazione", "Il messaggio è stato accettato dal sistema.", "auto-reply", ""),
        ("presa-in-carico", "Il messaggio è stato accettato.", "auto-reply", ""),
        ("avvenuta-consegna", "Il messaggio è stato consegnato nella casella.", "auto-reply", "delivered"),
        ("non-accettazione", "È stato rilevato un errore: indirizzo inesistente.", "bounce", "unknown"),
        ("errore-consegna", "5.1.1 - casella inesistente. Il messaggio è stato rifiutato.", "bounce", "unknown"),
        ("errore-consegna", "5.2.2 - casella piena.", "bounce", "full"),
        ("preavviso-errore-consegna", "Non consegnato nelle prime dodici ore.", "bounce", "delayed"),
        ("rilevazione-virus", "Il messaggio contiene un virus.", "bounce", "blocked"),
    ],
)
def test_receipts_of_registered_mail(receipt: str, text: str, kind: str, why: str) -> None:
    found = read_mail(registered(f"X-Ricevuta: {receipt}", text))
    assert (found.automatic, found.why) == (kind, why)
    assert found.returned_ids == ("<sportello.7KQ2MXAD.abc@shop.example>",)


@pytest.mark.parametrize("transport", ["posta-certificata", "errore"])
def test_registered_mail_of_a_customer_is_read(transport: str) -> None:
    found = read_mail(registered(f"X-Trasporto: {transport}", "Il messaggio è allegato.", "Dov'è il mio ordine?"))
    assert (found.automatic, found.text, found.returned_ids) == ("", "Dov'è il mio ordine?", ())
    assert [one.filename for one in found.attachments] == ["postacert.eml"]


def test_registered_mail_is_read_under_whatever_name_it_is_carried() -> None:
    raw = registered("X-Trasporto: errore", "Busta di anomalia.", "Dov'è il mio ordine?")
    assert read_mail(raw.replace(b'name="postacert.eml"', b'name="originale.eml"')).text == "Dov'è il mio ordine?"


def test_registered_mail_that_carries_no_words_is_shown_as_it_is() -> None:
    assert read_mail(registered("X-Trasporto: posta-certificata", "Il messaggio è allegato.")).text == (
        "Il messaggio è allegato."
    )
