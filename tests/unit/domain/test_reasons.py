"""Reasons and outcomes: the lists, their words, and what a person may mean."""

from __future__ import annotations

from desktop.domain.reasons import DEFAULT_OUTCOMES, DEFAULT_REASONS, choices, meant, shown


def test_every_default_word_is_shown_in_both_languages() -> None:
    for path in (*DEFAULT_REASONS, *DEFAULT_OUTCOMES):
        assert all(word not in shown(path, "it").split(" › ") for word in path.split("/")), path
        assert shown(path, "en") != shown(path, "it") or path == "", path
    assert shown("delivery/late", "it") == "Consegna › In ritardo"


def test_a_team_may_have_lists_of_its_own() -> None:
    own = choices({"reasons": "Vino/Tappo\n\n  Vino/Tappo \nVino/Rotto", "ask_reason": 0})
    assert own.reasons == ("Vino/Tappo", "Vino/Rotto")
    assert own.outcomes == DEFAULT_OUTCOMES
    assert not own.asks
    assert shown("Vino/Tappo", "it") == "Vino › Tappo"
    assert choices({}).asks


def test_a_reason_is_meant_by_either_level_in_either_language() -> None:
    assert meant("ritardo") == meant("in rit") == meant("late") == ["delivery/late"]
    assert "delivery/late" in meant("Consegna")
    assert meant("disponibilita") == ["product/availability"]
