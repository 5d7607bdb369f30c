"""What a customer wrote stays in sight; what they quote is folded, whatever their program and language."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime import quoting
from desktop.mime.quoting import first_words, new_text, stretches


def folded(text: str) -> list[tuple[bool, str]]:
    return [(one.quoted, one.text.strip("\n")) for one in stretches(text)]


@pytest.mark.parametrize(
    "attribution",
    [
        "Il giorno lun 9 nov 2026 alle 10:12 Bottega <info@shop.example> ha scritto:",
        "On 9 November 2026, Shop wrote:",
        "On Mon, Nov 9, 2026 at 10:12 AM Shop\n<info@shop.example> wrote:",
        "Il giorno lun 9 nov 2026 alle ore 10:12 Bottega <info@shop.example\n> ha scritto:",
        "man. 9. nov. 2026 kl. 10:12 skrev Bottega <info@shop.example\n>:",
    ],
)
def test_a_quote_is_folded_with_the_line_that_names_it(attribution: str) -> None:
    text = f"Grazie mille!\n\n{attribution}\n\n> Arriva domani\n> Bottega\n"
    (own, words), (quoted, rest) = folded(text)
    assert (own, words) == (False, "Grazie mille!")
    assert quoted
    assert rest == f"{attribution}\n\n> Arriva domani\n> Bottega"


@pytest.mark.parametrize(
    "begin",
    ["-----Messaggio originale-----", "-----Original Message-----", "Da: Bottega <info@shop.example>\nInviato: lunedì",
     "_" * 24 + "\nDa: Bottega\nInviato: oggi"],
)  # fmt: skip
def test_what_stands_below_an_original_is_folded(begin: str) -> None:
    assert folded(f"Ecco la foto.\n\n{begin}\nTesto di prima\n")[1] == (True, f"{begin}\nTesto di prima")


def test_an_answer_between_the_lines_stays_in_sight() -> None:
    text = "> Che colore?\nBlu.\n> Quanti?\nDue."
    assert folded(text) == [(True, "> Che colore?"), (False, "Blu."), (True, "> Quanti?"), (False, "Due.")]


def test_the_signature_is_folded() -> None:
    assert folded("Saluti\n-- \nCarla\nMilano") == [(False, "Saluti"), (True, "-- \nCarla\nMilano")]


def test_a_mail_that_is_only_quoted_is_shown() -> None:
    assert folded("> tutto\n> citato") == [(False, "> tutto\n> citato")]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Buongiorno,\n\nCordiali saluti\nCarla\n\n",
        "Hello,\n\n",
        "-- \nCarla\nTel. 02 1234567\n\n",
        "Inviato da iPhone\n\n",
        "Vi inoltro la risposta del corriere.\nCarla\n\n",
        "FYI\n\n",
    ],
)
@pytest.mark.parametrize("mark", ["---------- Forwarded message ---------", "Inizio messaggio inoltrato:"])
def test_what_is_forwarded_with_nothing_beside_it_is_shown(words: str, mark: str) -> None:
    text = f"{words}{mark}\nDa: Corriere <a@corriere.example>\nData: 9 nov 2026 10:12\nOggetto: Giacenza\n\nÈ fermo."
    assert folded(text) == [(False, text)]


BARE = [
    "Il giorno lun 9 nov 2026 alle ore 10:12 Bottega <info@shop.example> ha scritto:",
    "Il 09/11/26 10:12, Bottega ha scritto:",
    "On Mon, Nov 9, 2026 at 10:12 AM Bottega <info@shop.example> wrote:",
    "Am Mo., 9. Nov. 2026 um 10:12 Uhr schrieb Bottega <info@shop.example>:",
    "Le lun. 9 nov. 2026 à 10:12, Bottega <info@shop.example> a écrit :",
    "El lun, 9 nov 2026 a las 10:12, Bottega (<info@shop.example>) escribió:",
    "Il giorno 9 nov 2026, alle ore 10:12, Bottega\n<info@shop.example> ha scritto:",
    "Am 09.11.26 um 10:12 schrieb Bottega\nServizio clienti:",
]


@pytest.mark.parametrize("attribution", [*BARE, "2026-11-09 10:12 GMT+01:00 Bottega <info@shop.example>:"])
def test_attributions_in_five_languages(attribution: str) -> None:
    assert new_text(f"Va bene così.\n\n{attribution}\n\n> Testo\n> di prima\n") == "Va bene così."


@pytest.mark.parametrize("attribution", BARE)
def test_a_quote_that_nobody_marked_is_known_by_its_attribution(attribution: str) -> None:
    assert new_text(f"Va bene così.\n\n{attribution}\n\nTesto\ndi prima\n") == "Va bene così."


@pytest.mark.parametrize(
    "block",
    [
        "Da: Bottega <info@shop.example>\nInviato: lunedì 9 novembre 2026 10:12\nA: Carla\nOggetto: R: Reso",
        "From: Bottega\nSent: Monday, November 9, 2026 10:12 AM\nTo: Carla\nSubject: RE: Return",
        "Von: Bottega <info@shop.example>\nGesendet: Montag, 9. November 2026 10:12\nAn: Carla\nBetreff: AW: Rückgabe",
        "De : Bottega <info@shop.example>\nEnvoyé : lundi 9 novembre 2026 10:12\nÀ : Carla\nObjet : RE: Retour",
        "De: Bottega <info@shop.example>\nEnviado el: lunes, 9 de noviembre de 2026 10:12\nPara: Carla\nAsunto: RE: X",
        "*Da:* Bottega <info@shop.example>\n*Inviato:* lunedì 9 novembre 2026\n*A:* Carla\n*Oggetto:* R: Reso",
        "________________________________\nDa: Bottega <info@shop.example>\nInviato: oggi\nA: Carla\nOggetto: R: Reso",
        "----Messaggio originale----\nDa: info@shop.example\nData: 9-nov-2026 10.12\nA: <carla@example.org>\nOgg: Reso",
        "-----Ursprüngliche Nachricht-----\nVon: Bottega",
        "=" * 40 + "\n\nMessage du : 09/11/2026 10:12\nDe : Bottega\nA : Carla\nSujet : Retour",
        "发件人: Bottega <info@shop.example>\n发送时间: 2026年11月9日 10:12\n收件人: Carla\n主题: 退货",
        "-----Message d'origine-----\nDe : Bottega",
        "-----Mensaje original-----\nDe: Bottega",
        "-------- Messaggio inoltrato --------\nOggetto: Reso",
        "Inizio messaggio inoltrato:\n\nDa: Bottega",
    ],
)  # fmt: skip
def test_what_outlook_and_its_like_put_above_the_earlier_mail(block: str) -> None:
    assert new_text(f"Ecco la foto.\nCarla\n\n{block}\n\nTesto di prima\n\nBottega\n") == "Ecco la foto.\nCarla"


@pytest.mark.parametrize(
    "words",
    [
        "Il 3 novembre mi avete scritto:\nil pacco parte domani.\nMa non è partito.",
        "Da: Roma\nA: Milano\nData: 3 maggio\nQuanto costa la spedizione?",
        "Da: via Dante 3\nOggetto: due scatole\nGrazie",
        "Ordine 12\n________________________________\nScarpe 42\nCintura\n\nQuando arrivano?",
        "-----\nScarpe 42\n-----\nQuando arrivano?",
        "Inviato da voi il pacco sbagliato, lo rimando?",
        "Inviato da Roma il 3\nNon è mai arrivato",
        "Sent from Rome on Monday.\nWhere is it?",
        "On Monday you wrote: it leaves tomorrow.\nIt did not.",
        "Am Montag schrieb mir Ihr Kollege: es kommt morgen\nEs kam nicht",
        "Le chiedo due cose:\n1. quando arriva\n2. quanto costa",
        "Message du livreur : il revient\nDe : lundi\nA : mardi",
        "-- " + "\n".join(f"\nriga {n}, che si deve leggere" for n in range(15)),
    ],
)  # fmt: skip
def test_a_customers_words_are_not_hidden(words: str) -> None:
    assert folded(words) == [(False, words)]


def seen(text: str) -> str:
    """With a line above, as a mail that is nothing but folded is shown anyway."""
    return "\n".join(one.text for one in stretches(f"Buongiorno.\n{text}") if not one.quoted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vorrei un reso.\n--\nScarpe 42\nCintura\n--\nQuando passa il corriere?", "Scarpe 42"),
        ("Vorrei un reso.\n--\nScarpe 42\nCintura\n--\nQuando passa il corriere?", "Quando passa il corriere?"),
        ("Ecco la foto.\n--\nE il rimborso quando arriva?", "E il rimborso quando arriva?"),
        ("Ordini:\n--\n4711\n4712\n4713", "4712"),
        ("Grazie\n-- \nCarla\nVia Dante 3\n\nPS: il numero era 1234", "PS: il numero era 1234"),
        ("Thanks\n-- \nCarol\n\nP.S. the invoice too, please", "P.S. the invoice too, please"),
        ("Ecco.\n-- \nCarla\nMessaggio riservato.\n\nPotete correggere la fattura?", "Potete correggere la fattura?"),
        ("Hier.\n-- \nUte\n\nIch habe noch keine Rechnung bekommen.", "Ich habe noch keine Rechnung bekommen."),
        ("Voilà.\n-- \nAnne\n\nLe colis est arrivé complètement cassé.", "Le colis est arrivé complètement cassé."),
        ("Aquí.\n-- \nEva\n\n¿Y la factura?", "¿Y la factura?"),
        ("Salve.\n--\nVorrei un reso", "Vorrei un reso"),
        ("Hello.\n--\nI want a refund", "I want a refund"),
        ("Salve.\n--\nOrdine 123 mai arrivato", "Ordine 123 mai arrivato"),
        ("Hallo.\n--\nBestellung 123 kam nie an", "Bestellung 123 kam nie an"),
        ("Ecco.\n-- \nCarla\n\nUrgente!", "Urgente!"),
        ("Ecco.\n-- \nCarla\n\nAllego la foto del danno", "Allego la foto del danno"),
    ],
)
def test_words_below_two_dashes_that_are_no_signature_stay_in_sight(text: str, words: str) -> None:
    assert words in seen(text)


@pytest.mark.parametrize(
    "signature",
    [
        "Carla Bianchi\nResponsabile ufficio acquisti e logistica\nVia Dante 3, 20121 Milano (MI)\nTel. 02 1234567",
        "Carol\nHead of sales\n\nThis e-mail is confidential. If you are not the intended recipient please delete it.",
        "Carla\n\nLe informazioni di questo messaggio sono riservate e destinate solo a chi legge.",
        "Carla\n\nBottega di Carla e delle sue sorelle\nVia Dante 3, Milano",
        "Carla\n\nPrima di stampare pensa a che cosa fai al nostro ambiente.",
    ],
)
def test_a_signature_is_folded_with_its_small_print(signature: str) -> None:
    assert new_text(f"Va bene.\n-- \n{signature}\n") == "Va bene."


@pytest.mark.parametrize(
    "words",
    [
        "Inviato con raccomandata 1234",
        "Inviata dal corriere Bartolini lunedì",
        "Inviato da mia moglie ieri",
        "Inviato da conto Bianchi Carla",
        "Sent from your warehouse on Monday",
        "Gesendet mit DHL Paket",
        "Envoyé depuis Lyon lundi",
        "Enviado con SEUR ayer",
        "Scarica Outlook per vedere la foto",
        "Inviato con app Poste il pacco",
    ],
)
def test_what_was_sent_is_no_mark_of_a_telephone(words: str) -> None:
    assert words in seen(f"Dov'è?\n{words}")


@pytest.mark.parametrize(
    "words",
    [
        "Il giorno 12 marzo 2026 alle 10:30 ho ordinato le scarpe e il vostro collega mi ha scritto:",
        "On 12 March 2026 at 10:30 I ordered shoes and your colleague wrote:",
        "Am 12.03.2026 um 10:30 habe ich bestellt und Ihr Kollege schrieb:",
        "Am 12.03.2026 um 10:30 schrieb Ihr Kollege Mario:",
        "Le 12 mars 2026 à 10:30 j'ai commandé et votre collègue m'a écrit :",
        "El 12 de marzo de 2026 a las 10:30 pedí y su colega me escribió:",
    ],
)
def test_a_sentence_of_what_somebody_wrote_is_no_attribution(words: str) -> None:
    assert "Dov'è?" in seen(f"{words}\nparte domani.\nDov'è?")
    assert words in seen(f"{words}\n> parte domani.\nDov'è?")


@pytest.mark.parametrize(
    "words", ["Il corriere Rossi mi scrive:", "Vi ho chiamato alle 10:30 del 2026 e mi avete detto:"]
)
def test_a_sentence_above_a_quote_stays_in_sight(words: str) -> None:
    assert words in seen(f"{words}\n> arriva\nNon è vero.")


@pytest.mark.parametrize(
    "typed",
    [
        "Da: Milano\nA: Roma\nData: 12/03/2026 10:30\nOggetto: divano",
        "From: London\nTo: Paris\nDate: 12 March 2026\nSubject: a sofa",
        "Von: Berlin\nAn: Frau Meier\nDatum: 12.03.2026\nBetreff: Abholung",
        "De : Lyon\nÀ : Paris\nDate : 12/03/2026\nObjet : enlèvement",
        "De: Madrid\nPara: Sevilla\nFecha: 12/03/2026\nAsunto: recogida",
        "Da: Bianchi Carla\nInviato: 12 marzo\nContenuto: scarpe",
        "Da: carla@example.org\nData: 12/03/2026 10:30\nOggetto: reso\nMessaggio: scarpe rotte",
        "Von: Berlin\nGesendet: 12.03.2026\nBetreff: Paket",
        "Da: GLS Roma\nA: GLS Milano\nInviato: 12/03/2026 10:30\nStato: in transito",
        "From: London\nSent: 12 March 2026 10:30\nTo: Paris",
        "Da: carla@example.org\nA: info@shop.example\nData: 3 marzo 2026\nOggetto: Reso",
    ],
)
def test_a_route_and_a_form_are_no_header_of_a_mail(typed: str) -> None:
    assert seen(f"{typed}\n\nQuanto costa?").endswith(f"{typed}\n\nQuanto costa?")


@pytest.mark.parametrize(
    "begin", ["-----Original Message-----\nFrom: Shop\nSent: Monday", "Da: Bottega <info@shop.example>\nInviato: oggi"]
)
def test_words_below_the_marked_lines_of_an_original_stay_in_sight(begin: str) -> None:
    assert new_text(f"Ecco.\n\n{begin}\n\n> Che taglia?\n\nLa 42.\n\n> Che colore?\n\nBlu.").split() == [
        *("Ecco.", "La", "42.", "Blu.")
    ]


@pytest.mark.parametrize("begin", [BARE[0], BARE[2], "-----Messaggio originale-----"])
@pytest.mark.parametrize(
    "says",
    [
        "Rispondo sotto in rosso.",
        "Le risposte sono qui sotto.",
        "Di seguito le risposte.",
        "Ho risposto nella sua mail.",
        "My answers are in capitals.",
        "Mes réponses sont dans votre mail.",
        "Vi inoltro la risposta del corriere, vedi sotto.",
        "Please see my answers below.",
        "Meine Antworten stehen unten.",
        "Je réponds ci-dessous.",
        "Respondo abajo.",
    ],
)
def test_where_the_customer_says_so_the_answer_is_within_the_quote(begin: str, says: str) -> None:
    text = f"{says}\n\n{begin}\n\nChe taglia?\nLa 42."
    assert new_text(text) == text


@pytest.mark.parametrize(
    "words",
    [
        "Ho fatto così:\n> impostazioni > ordini\nma non va",
        "Vorrei:\n> scarpe 42\n> cintura nera\nGrazie",
        "Il totale è\n>100 euro\nvero?",
        ">>> URGENTE <<<\nNon arriva!",
        "Apro\n> Home > Ordini > Reso\ne non va",
        "Ecco\n>:( il pacco è rotto",
        ">>> guardate la foto",
    ],
)
def test_an_arrow_is_no_quote(words: str) -> None:
    assert seen(words).endswith(words)


def test_words_below_a_marked_quote_stay_in_sight() -> None:
    text = f"{BARE[0]}\n> Che taglia?\n\nLa 42.\n\n> Che colore?\n\nBlu."
    assert new_text(text).replace("\n\n", "\n") == "La 42.\nBlu."


def test_a_line_above_an_attribution_stays_in_sight() -> None:
    text = (
        "Il pacco è arrivato rotto.\n"
        + "Il giorno 9 nov 2026, alle ore 10:12, Bottega\n<info@shop.example> ha scritto:\n> x"
    )
    assert new_text(text) == "Il pacco è arrivato rotto."


@pytest.mark.parametrize(
    "line",
    [
        "Inviato da iPhone",
        "Inviato dal mio Samsung Galaxy",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Gesendet mit der Web App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Get Outlook for Android<https://aka.ms/x>",
        "Scarica Outlook per iOS",
        "Inviato da Posta per Windows",
    ],
)
def test_what_a_telephone_puts_below_is_folded(line: str) -> None:
    assert new_text(f"Va bene.\n\n{line}\n") == "Va bene."
    assert new_text(f"Va bene.\n\n{line}\n\n{BARE[2]}\n> prima\n") == "Va bene."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Buongiorno,\nil pacco è arrivato rotto.\n\nCordiali saluti\nCarla Bianchi", "il pacco è arrivato rotto."),
        ("Gentile Servizio Clienti, vorrei un reso.\nGrazie mille\nCarla", "vorrei un reso."),
        ("Hi Anna!\n\nWhere is it?\n\nBest regards,\nCarol\n+44 20 7946 0000", "Where is it?"),
        ("Sehr geehrte Damen und Herren,\nwo ist es?\nMit freundlichen Grüßen\nUte", "wo ist es?"),
        ("Bonjour Madame,\noù est-il ?\nCordialement\nAnne", "où est-il ?"),
        ("Hola:\n¿dónde está?\nUn saludo\nEva", "¿dónde está?"),
        ("Grazie mille!", "Grazie mille!"),
        ("Buongiorno", "Buongiorno"),
        ("Salve, grazie", "grazie"),
        ("Ciao a tutti i colleghi che hanno spedito il pacco", "Ciao a tutti i colleghi che hanno spedito il pacco"),
        ("Grazie\nma il pacco non è arrivato, e lo aspetto ormai da due settimane: che cosa è successo davvero?",
         "Grazie\nma il pacco non è arrivato, e lo aspetto ormai da due settimane: che cosa è successo davvero?"),
        ("Salve il pacco è arrivato rotto.\nGrazie", "Salve il pacco è arrivato rotto."),
        ("Hi my parcel is broken.\nThanks", "Hi my parcel is broken."),
        ("Gentile team di Bottega,\nvorrei un reso.", "vorrei un reso."),
        ("Vorrei un reso.\nGrazie\nQuando arriva il rimborso?", "Vorrei un reso.\nGrazie\nQuando arriva il rimborso?"),
        ("", ""),
    ],
)  # fmt: skip
def test_first_words_of_a_list(text: str, words: str) -> None:
    assert first_words(text) == words


@given(st.lists(st.sampled_from(["", ">", "> a", "On x wrote:", "-- ", "hello", "Da: x", "Inviato: y"]), max_size=12))
def test_nothing_is_ever_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "\n".join(one.text for one in stretches(text)) == text


def test_each_line_is_read_for_a_label_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Header blocks that never become one took 0.1 s, as each line was read anew for the seven above it."""
    read, labelled = Counter[str](), quoting._labelled

    def counted(line: str) -> tuple[str, str] | None:
        read[line] += 1
        return labelled(line)

    monkeypatch.setattr(quoting, "_labelled", counted)
    stretches("\n".join(f"Data: {number}\nA: x{number}" for number in range(1_000)))
    assert set(read.values()) == {1}


def test_no_pattern_sees_more_than_one_of_the_spaces_around_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(quoting, "_take_rest", lambda lines, _: seen.extend(lines))
    stretches("\n".join([" " * 399 + "a", "\xa0" * 400, "b" + " " * 300, ">" + " " * 300, "c:"]))
    assert seen == [" a", " ", "b", ">", "c:"]
