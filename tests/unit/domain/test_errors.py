"""Errors that a person can meet carry a code and facts, and say what kind of stop they are."""

from __future__ import annotations

import pytest

from desktop.domain import errors


@pytest.mark.parametrize(
    "kind",
    [
        errors.UsageError,
        errors.RefusedByTeam,
        errors.OutcomeUncertain,
        errors.Offline,
        errors.LocksNotAvailable,
        errors.ProfileInUse,
    ],
)
def test_code_and_facts(kind: type[errors.SportelloError]) -> None:
    error = kind("held", agent="Anna", when=7)
    assert isinstance(error, errors.SportelloError)
    assert (error.code, error.facts) == ("held", {"agent": "Anna", "when": 7})
    assert str(error) == "held {'agent': 'Anna', 'when': 7}"
    assert str(kind("held")) == "held"
