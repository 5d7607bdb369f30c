"""Each code of platform, secrets and smtp has its sentence and remedy, in both languages, with known facts."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
AREAS = ["platform", "secrets", "smtp"]
PORT = (ROOT / "desktop/ports/outgoing.py").read_text("utf-8")


def sentences(language: str, area: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / f"resources/i18n/{language}/{area}.toml").read_text("utf-8"))


def raised(area: str) -> set[str]:
    """Codes in the adapter's source: string constants that look like one of this area's codes."""
    known = sentences("en", area)
    found: set[str] = set()
    for path in (ROOT / "desktop/adapters" / area).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                looks_like_one = re.fullmatch(r"smtp-[a-z0-9-]+", node.value)
                if node.value in known or looks_like_one:
                    found.add(node.value)
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                first = node.exc.args[0]
                name = ast.unparse(node.exc.func)
                if name in ("SportelloError", "ProfileInUse", "Offline") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


@pytest.mark.parametrize("area", AREAS)
def test_every_code_that_is_raised_has_a_sentence(area: str) -> None:
    told_by_runtime = {"no-keyring"}
    assert raised(area) | (told_by_runtime & set(sentences("en", area))) == set(sentences("en", area))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_codes_with_the_same_facts(area: str) -> None:
    english, italian = sentences("en", area), sentences("it", area)
    assert english.keys() == italian.keys()
    for code, table in english.items():
        assert table.keys() == italian[code].keys() >= {"message", "remedy"}
        for part, text in table.items():
            assert fields(text) == fields(italian[code][part]), code


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_port_names_every_reason_of_a_refusal_on_this_side() -> None:
    named = set(re.findall(r"smtp-[a-z0-9-]+", PORT))
    assert named <= set(sentences("en", "smtp"))
    assert len(named) == 6
