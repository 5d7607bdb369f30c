"""No text of the window names a command: who sits there has keys, buttons and places."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.domain.errors import SportelloError
from desktop.runtime.cli.commands import COMMANDS
from desktop.runtime.resources import resource
from desktop.runtime.sentences import LANGUAGES, Sentences
from tests.unit.runtime.test_sentences import PACKAGE, catalogue, literals_by_module

_TERMINAL = ("runtime/cli", "runtime/demo", "ui/hands.py")
"""Where errors are raised that nobody meets in a window: the last are the tour's hands."""
_VERBS = "|".join(COMMANDS)
_COMMAND = re.compile(
    rf"--[a-z]|SPORTELLO_|\bsportello [a-z]|`|(?:[:;] |\b(?:with|[Rr]un|[Ee]segui) )(?:{_VERBS})\b|\b(?:{_VERBS}) ID\b"
)
_ENGLISH_IN_ITALIAN = re.compile(rf"\b(?:{_VERBS})\b")
"""In Italian a command's name is no word of the sentence."""


def shown_in_the_window() -> list[str]:
    """Codes that stand anywhere but in the command line's own modules, or in none as a literal."""
    elsewhere: set[str] = set()
    terminal: set[str] = set()
    for path, found in literals_by_module().items():
        inside = path.relative_to(PACKAGE).as_posix().startswith(_TERMINAL)
        (terminal if inside else elsewhere).update(found)
    return sorted(code for code in catalogue("en") if code in elsewhere or code not in terminal)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_window_says_of_an_error_names_no_command(language: str) -> None:
    codes = shown_in_the_window()
    assert len(codes) > 150, "the scan has lost its eyes"
    table, words = catalogue(language), Sentences(language, "window")
    named = {}
    for code in codes:
        facts = {name: f"{{{name}}}" for text in table[code].values() for name in re.findall(r"\{(\w+)\}", text)}
        said = words.of(SportelloError(code, **facts))
        text = f"{said.message} {said.remedy}"
        if _COMMAND.search(text) or (language == "it" and _ENGLISH_IN_ITALIAN.search(text)):
            named[code] = text
    assert named == {}


def test_an_unknown_error_names_no_command_either() -> None:
    for language in LANGUAGES:
        assert not _COMMAND.search(Sentences(language, "window").of(SportelloError("never-heard-of")).remedy)


def test_no_word_of_the_window_itself_names_a_command() -> None:
    messages = list(ElementTree.parse(Path(str(resource("i18n", "sportello_it.ts")))).getroot().iter("message"))
    said = [text for one in messages for text in (one.findtext("source", ""), one.findtext("translation", ""))]
    assert len(said) > 400
    assert [text for text in said if _COMMAND.search(text)] == []


def test_the_command_line_still_names_them() -> None:
    assert "show 7KQ2" in Sentences("en").of(SportelloError("answered", reference="7KQ2")).remedy
