"""Templates of canned responses: what they may say, what they may not, and what is missing stays visible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.texts import gaps
from desktop.mime.filling import FIELDS, LONGEST, NotAllowed, check, fill


def test_fields_are_filled_in_by_either_name() -> None:
    fields = {"first_name": "Maria", "order": "4711"}
    assert fill("Gentile {{ nome }}, ordine {{ ordine }}.", fields, "it") == "Gentile Maria, ordine 4711."
    assert fill("Dear {{ first_name }}, order {{ order }}.", fields, "en") == "Dear Maria, order 4711."


def test_what_is_missing_stands_there_as_a_gap_in_the_language_of_the_text() -> None:
    assert fill("{{ order }} {{ discount_code }}", {}, "en") == "[order number?] [discount code?]"
    assert fill("{{ order }} {{ sconto }}", {"order": " "}, "it") == "[numero d'ordine?] [sconto?]"


def test_a_text_may_say_something_else_when_a_field_is_missing() -> None:
    template = "{% if order %}Order {{ order }}{% else %}Your order{% endif %} is late."
    assert fill(template, {"order": "4711"}, "en") == "Order 4711 is late."
    assert fill(template, {}, "en") == "Your order is late."
    assert fill("{{ first_name|title if first_name else 'there' }}", {"first_name": "maria"}, "en") == "Maria"


def test_what_a_customer_calls_himself_is_never_a_template_nor_a_second_line() -> None:
    filled = fill("Dear {{ name }}!", {"name": "{{ agent }}\r\nBcc: all\x00\u202e"}, "en")
    assert filled == "Dear {{ agent }} Bcc: all!"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ order.__class__ }}",
        "{{ order['__class__'] }}",
        "{{ order|attr('__class__') }}",
        "{{ ''|attr('format') }}",
        "{% for n in order %}{{ n }}{% endfor %}",
        "{% for n in range(999999999) %}x{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' ~ order }}",
        "{{ 'x'|center(999999999) }}",
        "{{ order|format(1) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ order|map('upper')|list }}",
        "{{ cycler('a') }}",
        "{{ lipsum() }}",
        "{{ order.upper() }}",
        "{% set order = 'x' %}",
        "{% macro m() %}x{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% block b %}{% endblock %}",
        "{% filter upper %}x{% endfilter %}",
        "{% if order is defined %}x{% endif %}",
        "{{ [order] }}",
        "{{ {'a': order} }}",
        "{{ order[0:1] }}",
        "{{ _private }}",
        "{{ order",
        "{% if %}",
        "{% endif %}",
        "{{ order + 'x' }}",
        "{{ " + "(" * 3_000 + "order" + ")" * 3_000 + " }}",
        "{% if order %}" * 1_000 + "{% endif %}" * 1_000,
        "x" * (LONGEST + 1),
    ],
)
def test_nothing_else_gets_through(template: str) -> None:
    with pytest.raises(NotAllowed):
        check(template)
    with pytest.raises(NotAllowed):
        fill(template, {}, "en")


def test_many_short_fields_do_not_make_a_huge_text() -> None:
    with pytest.raises(NotAllowed):
        fill("{{ order }}" * 1_500, {"order": "x" * 5_000}, "en")


_WORDS = st.sampled_from(
    [*FIELDS, "{{ ", " }}", "{% if ", " %}", "{% endif %}", "{% else %}", "|upper", "|attr", ".x", "[0]", "*", "()",
     "for n in ", "'a'", "9", " ", "\n", "è", "{#", "#}", "__class__"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map("".join))
def test_any_template_is_filled_or_refused(template: str) -> None:
    try:
        filled = fill(template, {"first_name": "Maria"}, "it")
    except NotAllowed:
        return
    assert len(filled) <= LONGEST
    assert "object at 0x" not in filled
    assert "<class" not in filled


@given(st.text(max_size=300))
def test_plain_words_stay_as_they_are(text: str) -> None:
    plain = text.replace("{", "(").replace("\r", "\n")
    assert fill(plain, {}, "it") == plain.strip("\n")


def test_a_gap_of_a_field_is_a_gap_for_the_composer_too() -> None:
    for name in FIELDS:
        assert len(gaps(fill(f"{{{{ {name} }}}}", {}, "it"))) == 1
