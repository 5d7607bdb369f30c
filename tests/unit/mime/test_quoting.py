from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.quoting import stretches


def folded(text: str) -> list[tuple[bool, str]]:
    return [(one.quoted, one.text.strip("\n")) for one in stretches(text)]


@pytest.mark.parametrize(
    "attribution",
    [
        "Il giorno lun 9 nov 2026 alle 10:12 Bottega <info@shop.example> ha scritto:",
        "On 9 November 2026, Shop wrote:",
        "On Mon, Nov 9, 2026 at 10:12 AM Shop\n<info@shop.example> wrote:",
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
    ["-----Messaggio originale-----", "-----Original Message-----", "Da: Bottega\nInviato: lunedì", "_" * 24],
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


@given(st.lists(st.sampled_from(["", ">", "> a", "On x wrote:", "-- ", "hello", "Da: x", "Inviato: y"]), max_size=12))
def test_nothing_is_ever_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "\n".join(one.text for one in stretches(text)) == text
