"""The score in a customer's answer, and whether anything else was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.csat import Answered, score_in
from desktop.domain.language import spoken
from desktop.mime.own_words import own_words


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("5", 5),
        ("5!", 5),
        ("voto: 4", 4),
        ("Direi 3, grazie", 3),
        ("Il mio voto è 2.", 2),
        ("4/5", 4),
        ("4 su 5", 4),
        ("4 out of 5", 4),
        ("I'd say 4, thank you", 4),
        ("cinque stelle", 5),
        ("Five stars", 5),
        ("Buongiorno,\n\n5\n\nGrazie mille\nCarla Rossi", 5),
        ("3\n\nCordiali saluti\nMario Bianchi", 3),
        ("Vi do un bel 5", 5),
        ("5 stelle su 5", 5),
        ("Una stella", 1),
        ("One star.", 1),
        ("⭐⭐⭐⭐", 4),
        ("★★★☆☆", 3),
        ("⭐\ufe0f⭐\ufe0f", 2),
        ("Gent.mi, 5. Saluti, Anna", 5),
        ("Buongiorno. 4! Grazie, Carla Rossi", 4),
        ("4\n4", 4),
    ],
)
def test_nothing_but_a_score(words: str, score: int) -> None:
    assert score_in(words) == Answered(score, only=True)


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("2\nIl pacco è arrivato rotto.", 2),
        ("voto 1: il pacco non è mai arrivato", 1),
        ("Score: 2. The box was broken and nobody called me back.", 2),
        ("5\nQuando arriva il prossimo ordine?", 5),
        ("1\nnon funziona", 1),
        ("Direi 3 perché la spedizione era lenta", 3),
        ("Non sono contento. Voto: 2", 2),
        ("Voto 4 - ottimo prodotto", 4),
    ],
)
def test_a_score_and_more(words: str, score: int) -> None:
    assert score_in(words) == Answered(score, only=False)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Grazie!",
        "Ho ordinato 3 magliette",
        "6",
        "0",
        "45",
        "4,5",
        "3 o 4",
        "ordine 4",
        "5?",
        "I received 2 of the 3 boxes",
        "1\n5",
        "voto 3 o voto 4",
        "Voto: 4/10",
        "voto 4 su 10",
        "Non vi darei 5",
        "non direi 5",
        "I wouldn't give you a rating 5",
        "Direi 3 giorni di ritardo",
        "direi 4 volte che ho chiamato",
        "darei 1 milione",
        "Punteggio 5° piano",
        "voto: 1-2",
        "Voto 5 a Marta, 1 al corriere",
        "1. il pacco non è arrivato 2. la fattura manca",
        "★★★★★★",
    ],
)
def test_no_score(words: str) -> None:
    assert score_in(words) is None


def test_what_goes_on_for_ever_is_not_only_a_score() -> None:
    assert score_in("5\n" + "\n" * 3000 + "Aiuto") == Answered(5, only=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5\n\nIl 9 ottobre Bottega ha scritto:\n> Da 1 a 5?\n> Grazie", "5"),
        ("Il 9 ottobre 2026 alle 10, Bottega <info@b.example>\nha scritto:\n> Da 1 a 5?\n\n4", "4"),
        ("On Thu, Shop wrote:\n> 1 to 5?\n\n4 thanks", "4 thanks"),
        ("3\n\n-----Messaggio originale-----\nDa 1 a 5", "3"),
        ("3\n\nDa: Bottega <info@b.example>\nInviato: oggi\nDa 1 a 5", "3"),
        ("3\n\nDa: Bottega\nOggetto: Com'è andata?\nDa 1 a 5", "3"),
        ("3\n________________________________\nDa: Bottega\nInviato: oggi\nA: Carla\nOggetto: Voto\n\nDa 1 a 5", "3"),
        ("5\n\n*From:* Shop\n*Sent:* Monday, 9 November 2026 10:12\n*Subject:* Your order\n\n1 to 5?", "5"),
        ("4\n\nVon: Laden\nGesendet: Montag, 9. November 2026 10:12\nAn: Ute\nBetreff: Bestellung\n\n1 bis 5", "4"),
        ("4\n\nDe : Boutique\nEnvoyé : lundi 9 novembre 2026 10:12\nÀ : Anne\nObjet : Avis\n\n1 à 5", "4"),
        ("4\n\nDe: Tienda\nEnviado el: lunes, 9 de noviembre de 2026 10:12\nPara: Eva\nAsunto: Voto\n\n1 a 5", "4"),
        ("Am 9. November schrieb Laden:\n\n1 bis 5", ""),
        ("> Da 1 a 5?\n> 5", ""),
        ("5\nDa: chi aspetta da un mese. Perché?", "5\nDa: chi aspetta da un mese. Perché?"),
        ("5\nDa: chi aspetta. Perché?\n\nCarla", "5\nDa: chi aspetta. Perché?\n\nCarla"),
        ("5\n\nDa: Bottega\nA: Carla\n\nDa 1 a 5", "5"),
        ("4\n\nDa: Bottega Rossi\n\n1, 2, 3, 4 o 5?", "4"),
        ("4\n-- \nCarla\ntel. 5", "4"),
        ("4\n\nInviato da iPhone", "4"),
        ("4\nIl giorno 3 Bottega ha scritto:\n\nDa 1 a 5", "4"),
        ("Il pacco è arrivato.\nGrazie", "Il pacco è arrivato.\nGrazie"),
        ("1\nIl vostro collega mi ha scritto:\nsi arrangi", "1\nIl vostro collega mi ha scritto:\nsi arrangi"),
        ("5\n--\nQuando arriva il rimborso?", "5\n--\nQuando arriva il rimborso?"),
        ("", ""),
    ],
)
def test_a_customers_own_words(text: str, words: str) -> None:
    assert own_words(text) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Buongiorno, quando arriva il mio ordine?", "it"),
        ("Hello, when will my order arrive?", "en"),
        ("", "xx"),
        ("12345", "xx"),
        ("Guten Tag", "xx"),
    ],
)
def test_the_language_of_a_mail(text: str, language: str) -> None:
    assert spoken(text, "xx") == language


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = score_in(own_words(text))
    assert found is None or 1 <= found.score <= 5
    assert spoken(text, "it") in ("it", "en")


@given(st.text(st.characters(exclude_categories=("Nd", "Nl", "No", "C")), max_size=60))
def test_a_mail_without_a_number_is_never_only_a_score(text: str) -> None:
    found = score_in(text)
    words = text.casefold()
    named = any(
        word in words for word in ("uno", "due", "tre", "quattro", "cinque", "one", "two", "three", "four", "five")
    )
    assert found is None or named
