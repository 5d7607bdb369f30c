"""The texts that come with the program: in both languages, sound, and leaving nothing but gaps a person must fill."""

from __future__ import annotations

import re

import pytest

from desktop.domain.promises import is_promise
from desktop.domain.reasons import DEFAULT_OUTCOMES, DEFAULT_REASONS
from desktop.domain.texts import Text, gaps
from desktop.domain.texts_file import read
from desktop.mime.filling import FIELDS, check, fill
from desktop.runtime.resources import resource

TEXTS, _ = read(resource("texts", "starter.toml").read_text("utf-8"))
_KNOWN = {name: f"<{name}>" for name in FIELDS}


def test_there_is_one_for_what_a_shop_writes_every_day() -> None:
    assert len(TEXTS) >= 20
    assert len({text.folder for text in TEXTS}) >= 7


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_each_is_whole_in_both_languages(text: Text) -> None:
    assert set(text.bodies) == {"it", "en"}
    for way, body in text.bodies.items():
        check(body.text)
        greeted, nameless = (fill(body.text, {**_KNOWN, "first_name": name}, way) for name in ("Maria", ""))
        assert greeted.startswith(("Gentile Maria,\n\n", "Dear Maria,\n\n"))
        assert nameless.startswith(("Buongiorno,\n\n", "Hello,\n\n"))
        assert "\n\n\n" not in greeted
        assert ("<promise>" in greeted) == bool(text.actions.promise)
        own = {gap.name for gap in gaps(greeted)}
        assert own == {gap.name for gap in gaps(nameless)}
        assert not {"first name", "nome"} & own
    assert len({len(gaps(fill(body.text, _KNOWN, way))) for way, body in text.bodies.items()}) == 1, "the same gaps"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_what_each_does_is_something_that_exists(text: Text) -> None:
    actions = text.actions
    assert actions.reason in ("", *DEFAULT_REASONS)
    assert actions.outcome in ("", *DEFAULT_OUTCOMES)
    assert not actions.promise or is_promise(actions.promise)
    assert (actions.status == "resolved") <= bool(actions.outcome), "what closes says what came of it"


def test_italian_is_written_as_it_is_printed() -> None:
    for text in TEXTS:
        body = text.bodies["it"].text
        assert not re.search(r"\b(perche|piu|e'|puo|cosi|gia|citta)\b", body), text.key
        assert "  " not in body, text.key
