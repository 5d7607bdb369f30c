"""Every stop of the store has a sentence and a remedy in both languages, and facts for all their fields."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desktop.adapters.store.connection import STOPS

I18N = Path(__file__).resolve().parents[3] / "resources" / "i18n"
FACTS = {"path": "/p", "detail": "d", "version": 2, "known": 1, "needed": 3}


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_stop_has_its_sentence(language: str) -> None:
    texts = tomllib.loads((I18N / language / "store.toml").read_text(encoding="utf-8"))
    assert set(texts) == {*STOPS.values(), "newer-database", "database-not-copied"}
    for text in texts.values():
        assert set(text) >= {"message", "remedy"}
        assert all(part.format(**FACTS) and "{" not in part.format(**FACTS) for part in text.values())
