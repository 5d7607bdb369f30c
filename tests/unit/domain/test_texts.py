"""Gaps, languages, validity, and what letters find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.texts import Body, Text, gap, gaps, is_key, matching


def test_a_gap_says_where_it_stands_and_what_is_missing() -> None:
    text = "Order [order number?] and [discount code?]"
    assert [(text[one.start : one.end], one.name) for one in gaps(text)] == [
        ("[order number?]", "order number"),
        ("[discount code?]", "discount code"),
    ]


def test_brackets_that_ask_nothing_are_no_gap() -> None:
    assert gaps("[1] see [below], list[0]? [two\nlines?] [?] [[nested]?]") == []


@given(st.text())
def test_every_name_makes_one_gap_whatever_it_is(name: str) -> None:
    assert [one.start for one in gaps(gap(name))] == [0]


def test_a_text_is_given_in_the_customers_language_else_in_one_it_has() -> None:
    text = Text("late", {"de": Body("Verspätung", "Leider"), "en": Body("Late", "Sorry")})
    assert text.body("de").title == "Verspätung"
    assert text.body("fr").title == "Late"
    assert Text("empty", {}).body("it").title == "empty"


def test_a_text_is_valid_through_its_last_day() -> None:
    text = Text("sale", {"it": Body("Saldi", "")}, valid_until="2026-12-24")
    assert [text.is_valid(day) for day in ("2026-12-23", "2026-12-24", "2026-12-25")] == [True, True, False]


def test_keys_are_short_names() -> None:
    assert all(map(is_key, ("late", "return-how-to", "a1")))
    assert not any(map(is_key, ("", "-late", "late-", "Late", "à", "a b", "a" * 61)))


def test_letters_find_titles_first_and_bodies_last() -> None:
    late = Text("delay", {"it": Body("Ritardo di consegna", "Ci dispiace"), "en": Body("Late delivery", "Sorry")})
    back = Text("refund", {"it": Body("Rimborso", "entro 5 giorni dalla consegna")})
    texts = [back, late]
    assert matching(texts, "", "it") == texts
    assert matching(texts, "rit", "it") == [late]
    assert matching(texts, "consegna", "it") == [late, back]
    assert matching(texts, "late del", "it") == [late], "by its other language's title too"
    assert matching(texts, "xyz", "it") == []
