"""Words for people: each error's sentence and remedy, and the command line's own lines, in English and Italian.

The catalogue is ``resources/i18n/<language>/*.toml``; what the window says otherwise stands beside it as
``message_window`` and ``remedy_window``. A fact that is a moment (``when``, ``until``) is shown as the local time; a
field that an error does not carry is left out rather than failing the one sentence that matters.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from desktop.domain.errors import Fact, SportelloError
from desktop.runtime.resources import resource

LANGUAGES = ("en", "it")
_MOMENTS = ("when", "until")
_VARIABLES = ("SPORTELLO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environ: Mapping[str, str]) -> str:
    """SPORTELLO_LANGUAGE, else the locale's language, when we speak it; else English."""
    spoken = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return spoken[:2].lower() if spoken[:2].lower() in LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Said:
    message: str
    remedy: str


class Sentences:
    def __init__(self, language: str, place: str = "") -> None:
        """``place``: ``window`` where keys and buttons are named instead of commands."""
        self.language = language
        self._place = place

    @property
    def _catalogue(self) -> dict[str, Any]:
        return _catalogue(self.language)

    def of(self, error: SportelloError) -> Said:
        """What happened and what to do, one sentence or two each. Where what was written is kept is said unless the
        error's facts have another ``kept`` and ``kept_change``: there is a place where everybody sees it."""
        table = self._catalogue.get(error.code)
        if table is None:
            return Said(str(error), self.line("unknown-error-remedy"))
        message, remedy = (table.get(f"{part}_{self._place}", table[part]) for part in ("message", "remedy"))
        kept = {"kept": self.line("kept-text"), "kept_change": self.line("kept-change")}
        return Said(_filled(message, error.facts), _filled(remedy, {**kept, **error.facts}).strip())

    def line(self, name: str, **facts: Fact) -> str:
        """One of the program's own lines (tables ``[lines.NAME]``)."""
        return _filled(self._catalogue["lines"][name]["line"], facts)


@cache
def _catalogue(language: str) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for path in sorted(resource("i18n", language).glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        errors |= {**table, "lines": {**errors.get("lines", {}), **table.get("lines", {})}}
    return errors


def customer_text(language: str, name: str) -> str:
    """A text that customers read, from ``resources/texts``."""
    return str(_for_customers(language)[name])


@cache
def _for_customers(language: str) -> dict[str, Any]:
    with resource("texts", f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def local_time(seconds: int) -> str:
    """Today's moments by their time, others by date and time, in this machine's zone; 0 is no moment."""
    if not seconds:
        return "-"
    when = datetime.fromtimestamp(seconds, UTC).astimezone()
    today = datetime.now(UTC).astimezone().date()
    return when.strftime("%H:%M" if when.date() == today else "%d/%m/%Y %H:%M")


class _Lenient(string.Formatter):
    def get_value(self, key: int | str, _args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "…")


def _filled(template: str, facts: Mapping[str, Fact]) -> str:
    shown = {
        name: local_time(value) if name in _MOMENTS and isinstance(value, int) else value
        for name, value in facts.items()
    }
    return _Lenient().vformat(template, (), shown)
