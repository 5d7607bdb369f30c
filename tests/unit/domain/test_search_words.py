"""The query language: what each word means, in both languages, and that nothing typed is ever an exception."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.search import MOST_TERMS, STATES, WORDS, Problem, Query, Term, completions, parsed

TODAY = date(2026, 11, 22)
KNOWN = {
    "tag": ["reso", "pre-sale", "regalo grande"],
    "agent": ["Anna Rossi", "Bruno"],
    "mailbox": ["info@shop.example"],
}
PIECES = [*(way for ways in WORDS.values() for way in ways), ":", '"', "-", " ", "2026", "è", "aperto", "x"]


def read(typed: str) -> Query:
    return parsed(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("ordine ", [Term("", "ordine")]),
        ("ordine", [Term("", "ordine", begins=True)]),
        ("il pacco", [Term("", "il"), Term("", "pacco", begins=True)]),
        ('"scarpe rosse" ', [Term("", "scarpe rosse")]),
        ('"scarpe rosse"', [Term("", "scarpe rosse")]),
        ('"scarpe ro', [Term("", "scarpe ro", begins=True)]),
        ("-reso ", [Term("", "reso", negated=True)]),
        ("from:anna ", [Term("from", "anna")]),
        ("da:anna ", [Term("from", "anna")]),
        ('da:"Anna Rossi" ', [Term("from", "Anna Rossi")]),
        ("DA:Anna", [Term("from", "Anna", begins=True)]),
        ("a:info@shop.example ", [Term("to", "info@shop.example")]),
        ("-etichetta:reso ", [Term("tag", "reso", negated=True)]),
        ("is:open", [Term("is", "open")]),
        ("è:aperti", [Term("is", "open")]),
        ("stato:non-assegnata", [Term("is", "unassigned")]),
        ('is:"on hold"', [Term("is", "on-hold")]),
        ("is:overdue è:in-ritardo", [Term("is", "overdue"), Term("is", "overdue")]),
        ("casella:info ", [Term("mailbox", "info")]),
        ("canale:form motivo:reso ", [Term("channel", "form"), Term("reason", "reso")]),
        ("before:2026-11-01", [Term("before", "2026-11-01")]),
        ("prima:1/11/2026", [Term("before", "2026-11-01")]),
        ("after:2026-11", [Term("after", "2026-11-01")]),
        ("dopo:2026", [Term("after", "2026-01-01")]),
        ("dopo:ieri", [Term("after", "2026-11-21")]),
        ("after:30d dopo:30g", [Term("after", "2026-10-23"), Term("after", "2026-10-23")]),
        ("has:attachment con:allegati", [Term("has", "attachment"), Term("has", "attachment")]),
        ("numero:#1042", [Term("number", "1042")]),
        ("reference:7kq2-mxad", [Term("reference", "7KQ2MXAD")]),
        ("7KQ2-MXAD #1042 ", [Term("", "7KQ2-MXAD"), Term("", "#1042")]),
        ("reference:[7kq2–mxad]", [Term("reference", "7KQ2MXAD")]),
        ("“scarpe rosse” da:«Anna Rossi» ", [Term("", "scarpe rosse"), Term("from", "Anna Rossi")]),
        ("da:'Anna Rossi' to:‘Eva Neri’", [Term("from", "Anna Rossi"), Term("to", "Eva Neri")]),
        ("da:l'artigiano dell'ordine ", [Term("from", "l'artigiano"), Term("", "dell'ordine")]),
        ("pacc* da:ann* ", [Term("", "pacc", begins=True), Term("from", "ann", begins=True)]),
        ("tag:#reso ", [Term("tag", "reso")]),
        ("e’:aperto è:in_attesa is:onhold ", [Term("is", "open"), Term("is", "waiting"), Term("is", "on-hold")]),
        ("prima:1-11-2026 dopo:01.11.26 ", [Term("before", "2026-11-01"), Term("after", "2026-11-01")]),
        ("prima:2026/11/1 dopo:11/2026 ", [Term("before", "2026-11-01"), Term("after", "2026-11-01")]),
        ("prima:22/11 dopo:23/11 ", [Term("before", "2026-11-22"), Term("after", "2025-11-23")]),
        ("dopo:7gg after:7days ", [Term("after", "2026-11-15"), Term("after", "2026-11-15")]),
        ("R:ordine 12:30 http://x ", [Term("", "R:ordine"), Term("", "12:30"), Term("", "http://x")]),
    ],
)
def test_what_is_meant(typed: str, terms: list[Term]) -> None:
    assert read(typed) == Query(tuple(terms))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("is:aperta-mente", "unknown-state"), ("has:gold", "unknown-thing"), ("before:2026-13", "not-a-date"),
        ("prima:31/2/2026", "not-a-date"), ("prima:30/2", "not-a-date"), ("prima:1/13/26", "not-a-date"),
        ("after:0026", "not-a-date"), ("from: anna", "no-value"),
        ("number:many", "not-a-number"), ("reference:7K", "not-a-reference"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(typed: str, code: str) -> None:
    assert read(f"ordine {typed} ").problem == Problem(code, typed.split()[0])
    assert read(f"ordine {typed} ").terms[0] == Term("", "ordine")


@pytest.mark.parametrize("typing", [False, True])
def test_signs_alone_and_too_many_words_are_said(typing: bool) -> None:
    assert parsed(" - ! ?", TODAY, typing=typing) == Query((), Problem("only-signs", "- ! ?"))
    many = [f"parola{n}" for n in range(MOST_TERMS + 1)]
    query = parsed(" ".join(many), TODAY, typing=typing)
    assert query.problem == Problem("too-many", many[-1])
    assert [term.value for term in query.terms] == many[:-1]


@pytest.mark.parametrize("typed", ["is:", "is:op", "before:2026-1-", "has:att", "from:", "number:", "reference:7K"])
def test_an_unfinished_word_is_no_error_while_it_is_typed(typed: str) -> None:
    assert parsed(f"ordine {typed}", TODAY, typing=True) == Query((Term("", "ordine"),))
    assert parsed(f"ordine {typed} x", TODAY, typing=True).problem is not None


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12), st.booleans())
def test_whatever_is_typed_is_understood_or_said(pieces: list[str], typing: bool) -> None:
    query = parsed("".join(pieces), TODAY, typing=typing)
    assert all(term.value for term in query.terms)
    assert all("\0" not in term.value for term in query.terms)
    completions("".join(pieces), KNOWN, "it")


@given(st.sampled_from(sorted(WORDS)), st.sampled_from([0, 1]))
def test_each_query_word_has_its_name_in_both_languages(name: str, language: int) -> None:
    value = {"is": "open", "has": "attachment", "before": "2026", "after": "2026", "number": "7"}.get(name, "7KQ2MXAD")
    assert [term.name for term in read(f"{WORDS[name][language]}:{value} ").terms] == [name]


def test_every_state_has_its_name_in_both_languages() -> None:
    for state, ways in STATES.items():
        assert [read(f"is:{way} ").terms[0].value for way in ways] == [state] * len(ways)


@pytest.mark.parametrize(
    ("typed", "language", "ways"),
    [
        ("ordine fr", "en", ["ordine from:"]),
        ("be", "en", ["before:"]),
        ("et", "it", ["etichetta:"]),
        ("-et", "it", ["-etichetta:"]),
        ("o", "it", []),
        ("tag:r", "en", ["tag:reso ", 'tag:"regalo grande" ']),
        ("tag:“re", "en", ["tag:reso ", 'tag:"regalo grande" ']),
        ("agent:ros", "en", ['agent:"Anna Rossi" ']),
        ("è:in", "it", ["è:in-attesa ", "è:in-ritardo "]),
        ("is:un", "en", ["is:unassigned ", "is:unread "]),
        ("casella:", "it", ["casella:info@shop.example "]),
        ("tag:reso", "en", []),
        ("tag:reso ", "en", []),
    ],
)
def test_ways_to_go_on(typed: str, language: str, ways: list[str]) -> None:
    assert completions(typed, KNOWN, language) == ways


def test_channels_and_reasons_are_offered_in_the_language_of_the_window() -> None:
    assert completions("canale:mo", {}, "it") == ["canale:modulo "]
    assert completions("reason:q", {"reason": ["quick exchange"]}, "en") == [
        "reason:question ",
        'reason:"quick exchange" ',
    ]
    assert read("has:attachments ").terms == (Term("has", "attachment"),)
