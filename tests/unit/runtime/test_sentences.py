"""Every stop that the program can say has its sentence and its remedy, in English and Italian, and none is left over.

The program's text is read, not run: codes are string literals, so a new error without its words is found here.
"""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop.domain import errors
from desktop.domain.errors import SportelloError
from desktop.runtime.resources import resource
from desktop.runtime.sentences import LANGUAGES, Sentences, language_of

PACKAGE = Path(errors.__file__).parents[1]
RAISING = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, SportelloError)}
BY_ARGUMENT = {**dict.fromkeys(RAISING, 0), "no_right": 0, "doubt": 0, "_lost": 0, "_refused_here": 0, "Verdict": 1}
"""Callables whose argument at that place is a code. A Verdict's reason reaches a person through ``refusal``."""
BY_KEYWORD = {"Rejected": "reason", "Withdrawal": "reason"}
NOT_SHOWN = {"duplicate", "unknown-kind", "unknown-text", "outdated"}
"""Reasons of verdicts that only the journal command prints, as codes."""
IN_OTHER_WORDS = {"changed", "not-yours"}
"""Without a name: ``changed-since``; of outcomes that no command writes for somebody else."""
IN_THE_WINDOW = {"message_window", "remedy_window"}
OF_A_REFUSAL = {"reference", "agent", "when"}
"""Facts that ``engine.refusals.refusal`` gives; for ``halted`` the reason too."""


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All tables but the lines. A code that stands in two files must say the same there."""
    found: dict[str, Any] = {}
    for path in sorted(resource("i18n", language).glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        table.pop("lines", None)
        found |= table
    return found


@cache
def lines(language: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(resource("i18n", language).glob("*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8")).get("lines", {})
    return found


@cache
def modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literals(node: ast.AST | None, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The strings that an expression can be, as far as they stand in it."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one, constants)
            yield from literals(other, constants)
        case ast.Name(id=name) if name in constants:
            yield from literals(constants[name], {})
        case ast.Subscript(value=ast.Name(id=name)) if name in constants:
            table = constants[name]
            for value in table.values if isinstance(table, ast.Dict) else ():
                yield from literals(value, {})


def constants_of(module: ast.Module) -> dict[str, ast.expr]:
    found = {}
    for one in module.body:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            found[one.targets[0].id] = one.value
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
            found[one.target.id] = one.value
    return found


@cache
def nodes() -> dict[Path, list[ast.Call | ast.Constant | ast.JoinedStr]]:
    """Of each module what is asked for here; to walk through all of them takes seconds."""
    kinds = (ast.Call, ast.Constant, ast.JoinedStr)
    return {path: [node for node in ast.walk(one) if isinstance(node, kinds)] for path, one in modules().items()}


def calls() -> Iterator[tuple[Path, ast.Call, dict[str, ast.expr]]]:
    for path, found in nodes().items():
        constants = constants_of(modules()[path])
        for node in found:
            if isinstance(node, ast.Call):
                yield path, node, constants


@cache
def raised() -> dict[str, set[str]]:
    """Codes that are handed to an error, a refusal or a verdict: where."""
    found: dict[str, set[str]] = {}
    for path, call, constants in calls():
        name = name_of(call)
        codes: list[str] = []
        place = BY_ARGUMENT.get(name)
        if place is not None and len(call.args) > place:
            codes += literals(call.args[place], constants)
        if name in BY_KEYWORD:
            codes += [c for k in call.keywords if k.arg == BY_KEYWORD[name] for c in literals(k.value, constants)]
        for code in filter(None, codes):
            found.setdefault(code, set()).add(path.name)
    return found


@cache
def literals_by_module() -> dict[Path, set[str]]:
    """Every string literal of the program that is no docstring."""
    found: dict[Path, set[str]] = {}
    for path, those in nodes().items():
        strings = (node.value for node in those if isinstance(node, ast.Constant))
        found[path] = {text for text in strings if isinstance(text, str) and len(text) < 80}
    return found


def said_anywhere() -> set[str]:
    return set().union(*literals_by_module().values())


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def wanted_by(said: dict[str, str]) -> set[str]:
    """But for what ``Sentences`` itself knows."""
    return {name for text in said.values() for name in fields(text)} - {"kept", "kept_change"}


def test_every_code_has_a_sentence_and_a_remedy() -> None:
    assert len(raised()) > 100, "the scan has lost its eyes"
    for language in LANGUAGES:
        missing = {code: where for code, where in raised().items() if code not in catalogue(language)}
        assert {code: where for code, where in missing.items() if code not in NOT_SHOWN} == {}, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_is_whole(language: str) -> None:
    for code, said in catalogue(language).items():
        assert set(said) - IN_THE_WINDOW == {"message", "remedy"}, code
        for text in said.values():
            assert text.strip() == text, code
            assert text[-1] in ".:)}!?»”" or text.endswith("--help"), (code, text)
    for name, said in lines(language).items():
        assert set(said) == {"line"}, name


def test_both_languages_say_the_same_things() -> None:
    english, italian = (catalogue(language) for language in LANGUAGES)
    assert english.keys() == italian.keys()
    for code in english:
        assert english[code].keys() == italian[code].keys(), code
        for part in english[code]:
            assert fields(english[code][part]) == fields(italian[code][part]), (code, part)
            assert english[code][part] != italian[code][part], (code, part)
    assert lines("en").keys() == lines("it").keys()
    for name in lines("en"):
        assert fields(lines("en")[name]["line"]) == fields(lines("it")[name]["line"]), name


def test_files_of_both_languages_are_the_same_and_no_code_stands_twice() -> None:
    names = [sorted(path.name for path in resource("i18n", language).glob("*.toml")) for language in LANGUAGES]
    assert names[0] == names[1]
    seen: dict[str, str] = {}
    for path in sorted(resource("i18n", "en").glob("*.toml")):
        for code in tomllib.loads(path.read_text(encoding="utf-8")):
            if code != "lines":
                assert code not in seen, (code, path.name, seen[code])
                seen[code] = path.name


def test_no_sentence_is_left_over() -> None:
    assert set(catalogue("en")) - said_anywhere() == set()


def test_no_line_is_left_over() -> None:
    prefixes = {
        value.values[0].value
        for those in nodes().values()
        for value in those
        if isinstance(value, ast.JoinedStr) and value.values and isinstance(value.values[0], ast.Constant)
    }
    unused = set(lines("en")) - said_anywhere()
    assert {name for name in unused if not name.startswith(tuple(p for p in prefixes if p.endswith("-")))} == set()


def test_every_error_carries_the_facts_that_its_sentence_wants() -> None:
    lacking = {}
    for path, call, constants in calls():
        name = name_of(call)
        if name not in {*RAISING, "doubt"} or not call.args or any(k.arg is None for k in call.keywords):
            continue
        given = {k.arg for k in call.keywords}
        for code in literals(call.args[0], constants):
            said = catalogue("en")[code]
            if wanted := wanted_by(said) - given:
                lacking[f"{path.name}:{call.lineno} {code}"] = wanted
    assert lacking == {}


def test_a_refusal_carries_the_facts_that_its_sentence_wants() -> None:
    reasons = set()
    for _, call, constants in calls():
        if name_of(call) == "Verdict" and len(call.args) > 1:
            reasons |= set(literals(call.args[1], constants))
    lacking = {}
    for code in reasons & catalogue("en").keys():
        said = catalogue("en")[code]
        given = OF_A_REFUSAL | ({"reason"} if code == "halted" else set())
        if wanted := wanted_by(said) - given:
            lacking[code] = wanted
    assert lacking == {}


def test_a_refusal_that_is_nobodys_doing_names_nobody() -> None:
    """``Verdict(False, code)`` carries neither a name nor a time; ``refusal`` knows other words for a few of them."""
    lacking = {}
    for path, call, constants in calls():
        if name_of(call) == "Verdict" and len(call.args) == 2 and not call.keywords:
            for code in set(literals(call.args[1], constants)) & catalogue("en").keys() - IN_OTHER_WORDS:
                said = catalogue("en")[code]
                if wanted := wanted_by(said) - {"reference", "reason"}:
                    lacking[f"{path.name}:{call.lineno} {code}"] = wanted
    assert lacking == {}


def test_the_language_is_the_persons() -> None:
    assert language_of({}) == "en"
    assert language_of({"LANG": "it_IT.UTF-8"}) == "it"
    assert language_of({"LANG": "it_IT.UTF-8", "LC_ALL": "C"}) == "en"
    assert language_of({"LANG": "de_DE.UTF-8"}) == "en"
    assert language_of({"LANG": "en_GB", "SPORTELLO_LANGUAGE": "it"}) == "it"
    assert language_of({"LC_ALL": "", "LC_MESSAGES": "it_CH"}) == "it"


def test_an_unknown_code_and_a_missing_fact_are_no_reason_to_fail() -> None:
    for language in LANGUAGES:
        said = Sentences(language).of(SportelloError("never-heard-of", detail="x"))
        assert "never-heard-of" in said.message
        assert said.remedy
        assert "…" in Sentences(language).of(SportelloError("unreadable-file")).message


def test_braces_in_a_fact_stay_what_they_are() -> None:
    said = Sentences("it").of(SportelloError("unreadable-file", path="{x} {0} {", detail="%s"))

    assert "{x} {0} {" in said.message


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_text_is_kept_is_said_but_not_where_it_stands(language: str) -> None:
    words = Sentences(language, "window")
    elsewhere = words.of(SportelloError("news", reference="7KQ2-MXAD", agent="Bruno")).remedy
    there = words.of(SportelloError("news", reference="7KQ2-MXAD", agent="Bruno", kept="")).remedy
    assert elsewhere == f"{words.line('kept-text')} {there}"
    assert "(G V)" not in there
