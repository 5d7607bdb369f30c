"""A verdict becomes a sentence that says everything it promises, whoever's doing stands in the way."""

from __future__ import annotations

import pytest

from desktop.domain.ticket import Role
from desktop.engine.refusals import refusal
from desktop.journal.entries import Position
from desktop.journal.state import Answer, Mark, Member, SlotRecord, Team, Ticket
from desktop.journal.working import Verdict
from desktop.runtime.sentences import LANGUAGES, Sentences

HERE = Position(1, 7)
ANNA = Member("w1", "key", "anna", "Anna", Role.LEAD)
TEAM = Team("j", 1, "t", "Bottega", "w1", {"w1": ANNA})


def ticket(*marks: Mark, answer: Answer | None = None) -> Ticket:
    record = SlotRecord("s1:a", HERE, True, (answer,) if answer else ())
    return Ticket("s1:a", "7KQ2MXAD", 1001, "info@esempio.it", HERE, 100, slots={"s1:a": record}, marks=marks)


def news(kind: str) -> tuple[Ticket, Verdict]:
    return ticket(Mark(HERE, kind, "anna", "w1", 100, "e1")), Verdict(False, "news", "anna", 100, "e1")


CASES: dict[str, tuple[Ticket, Verdict]] = {
    "held": (ticket(), Verdict(False, "held", "anna", 100, "c")),
    "unresolved": (ticket(), Verdict(False, "unresolved", "anna", 100, "g")),
    "answered": (ticket(), Verdict(False, "answered", "anna", 100, "g")),
    "answered-elsewhere": (ticket(), Verdict(False, "answered", "", 100, "x")),
    "changed": (ticket(), Verdict(False, "changed", "anna", 100, "e")),
    "changed-since": (ticket(), Verdict(False, "changed")),
    "uncovered": (ticket(), Verdict(False, "uncovered", entry="s1:b")),
    "news": (ticket(), Verdict(False, "news")),
    "news-arrived": news("arrived"),
    "news-note": news("note"),
    "news-status": news("status"),
    "news-assigned": news("assigned"),
    "news-merged": news("split"),
    "text-not-visible": (ticket(), Verdict(False, "text-not-visible", "anna", 100, "g")),
    "text-elsewhere": (
        ticket(answer=Answer("x", "", 100, True, "<m>", True)),
        Verdict(False, "text-not-visible", "", 100, "x"),
    ),
    "flag-only": (
        ticket(answer=Answer("x", "", 100, True, "", False)),
        Verdict(False, "text-not-visible", "", 100, "x"),
    ),
    "halted": (ticket(), Verdict(False, "halted")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CASES)
def test_nothing_is_left_unsaid(code: str, language: str) -> None:
    error = refusal(TEAM, *CASES[code])

    assert error.code == code
    assert error.facts["reference"] == "7KQ2-MXAD"
    said = Sentences(language).of(error)
    assert "…" not in said.message + said.remedy
    if CASES[code][1].agent:
        assert error.facts["agent"] == "Anna"
