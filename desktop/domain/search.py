"""The query language of the search field, in English and Italian at once: pure, and never an exception.

``ordine "scarpe rosse" da:anna etichetta:reso -is:spam prima:2026-11-01``: all terms must hold. A word without a colon
is looked for everywhere; a word with one whose left side is no query word (``12:30``, ``R:ordine``) is plain text too.
What a person is still typing, the last word without a space behind it, is looked for by its beginning and is never
wrong; so is a word that ends with a star.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.ticket import number_typed, reference_typed

OVERDUE = 24 * 3600
"""Seconds. ``is:overdue``: open, and a customer has waited for an answer longer than this; or a promised time has
passed, whatever the status, until the ticket is closed."""

MOST_TERMS = 12
"""In one query; what is typed beyond them is left out, and that is said."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "da"),
    "to": ("to", "a"),
    "tag": ("tag", "etichetta"),
    "is": ("is", "è", "stato"),
    "mailbox": ("mailbox", "casella"),
    "channel": ("channel", "canale"),
    "reason": ("reason", "motivo"),
    "before": ("before", "prima"),
    "after": ("after", "dopo"),
    "has": ("has", "con"),
    "agent": ("agent", "operatore"),
    "number": ("number", "numero"),
    "reference": ("reference", "riferimento"),
}
"""Each query word as it is typed, English first."""

STATES: Mapping[str, tuple[str, ...]] = {
    "open": ("open", "aperto"),
    "waiting": ("waiting", "in-attesa"),
    "on-hold": ("on-hold", "sospeso"),
    "resolved": ("resolved", "risolto"),
    "spam": ("spam",),
    "mine": ("mine", "mio", "miei"),
    "unassigned": ("unassigned", "non-assegnato"),
    "unread": ("unread", "non-letto"),
    "overdue": ("overdue", "in-ritardo"),
    "snoozed": ("snoozed", "posticipato"),
    "not-delivered": ("not-delivered", "non-consegnato"),
}
THINGS: Mapping[str, tuple[str, ...]] = {"attachment": ("attachment", "allegato", "attachments", "file")}
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "posta", "e-mail", "mail"),
    "form": ("form", "modulo"),
    "marketplace": ("marketplace",),
    "social": ("social",),
}
REASONS: Mapping[str, tuple[str, ...]] = {
    "contact": ("contact", "richiesta"),
    "order": ("order", "ordine"),
    "question": ("question", "domanda"),
    "message": ("message", "messaggio"),
}
"""As the rules for forms write them; a form may say any other."""

LETTERS: Mapping[str, str] = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H", "ı": "i",
}  # fmt: skip
"""Letters that are none with an accent: Unicode takes nothing off them. The index's words are spelt by the same table
(``steps.version_13``): another one is another version."""

_TABLES = {"is": STATES, "has": THINGS, "channel": CHANNELS, "reason": REASONS}
_DAYS = {"today": 0, "oggi": 0, "yesterday": 1, "ieri": 1}
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_ITALIAN = re.compile(r"(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})|(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d\d))?")
_AGO = re.compile(r"(\d{1,3})(?:d|gg?|days?|giorn[oi])")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
"""What keyboards and word processors put in place of the plain ones."""
_SINGLE = re.compile(r"(?<=:)['‘]([^'‘’\"]{1,200})['’](?=\s|$)")
"""Around a value alone: elsewhere they are apostrophes."""
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')


@dataclass(frozen=True, slots=True)
class Term:
    name: str
    """Empty for words anywhere, else a key of ``WORDS``."""
    value: str
    """As typed, without quotes; of ``is`` and ``has`` their key, of a date ``2026-11-01``."""
    begins: bool = False
    """Still being typed: its beginning is enough."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """``code``: unknown-state, unknown-thing, not-a-date, no-value, not-a-number, not-a-reference, only-signs or
    too-many."""

    code: str
    word: str
    """As typed."""


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    problem: Problem | None = None
    """The first thing that could not be understood; its term is left out."""

    def of(self, name: str) -> Iterator[Term]:
        return (term for term in self.terms if term.name == name)


def parsed(typed: str, today: date, *, typing: bool = False) -> Query:
    """``typing``: an unfinished last word is left out where it says nothing yet, and is no problem."""
    typed = _clean(typed)
    tokens = _TOKEN.findall(typed)
    terms: list[Term] = []
    problem = None
    for place, token in enumerate(tokens, 1):
        unfinished = place == len(tokens) and typed[-1:].strip() != "" and not _closed(token)
        found = _term(token, today, unfinished)
        if isinstance(found, Problem):
            problem = problem or (None if typing and unfinished else found)
        elif found is not None:
            terms.append(found)
    if tokens and not terms and not problem and not any(map(str.isalnum, typed)):
        problem = Problem("only-signs", typed.strip())
    if len(terms) > MOST_TERMS:
        problem = problem or Problem("too-many", tokens[-1])
    return Query(tuple(terms[:MOST_TERMS]), problem)


def spelt(text: str) -> str:
    """With the letters of ``LETTERS`` as who has no such key types them: for the index and for what is asked of it."""
    for letter, plain in LETTERS.items():
        text = text.replace(letter, plain)
    return text


def folded(text: str) -> str:
    """Without case and accents, as the index has it."""
    bare = unicodedata.normalize("NFD", spelt(text).casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def meant(name: str, value: str) -> str:
    """Of a channel or reason: how a rule writes what a person calls so, in either language; empty when it is none."""
    return _key_of(value, _TABLES[name])


def completions(typed: str, values: Mapping[str, Sequence[str]], language: str) -> list[str]:
    """Whole queries that may follow: the last word completed, from the query words of one language or, behind one,
    from ``values`` (by name, as in ``WORDS``) and the states."""
    before, token = _split_last(typed.translate(_QUOTES))
    sign, bare = ("-", token[1:]) if token.startswith("-") else ("", token)
    key, colon, begun = bare.partition(":")
    column = 1 if language == "it" else 0
    if not colon:
        names = (_one(ways, column) + ":" for ways in WORDS.values()) if len(bare) > 1 else ()
        return [f"{before}{sign}{name}" for name in names if name.startswith(folded(bare))]
    name = _KEYS.get(folded(key), "")
    known: Iterable[str] = [*(_one(ways, column) for ways in _TABLES.get(name, {}).values()), *values.get(name, ())]
    start = folded(begun.strip('"'))
    fits = [value for value in known if _begins(folded(value), start) and folded(value) != start]
    return [f"{before}{sign}{key}:{_quoted(value)} " for value in fits]


_KEYS = {folded(way): name for name, ways in WORDS.items() for way in ways} | {"e'": "is", "e’": "is"}


def _term(token: str, today: date, unfinished: bool) -> Term | Problem | None:
    negated = token.startswith("-") and len(token) > 1
    bare = token[1:] if negated else token
    key, colon, rest = bare.partition(":")
    name = _KEYS.get(folded(key), "") if colon else ""
    value = (rest if name else bare).replace('"', " ").strip()
    begins = unfinished or value.endswith("*")
    value = value.rstrip("* ")
    if not name:
        return Term("", value, begins, negated) if any(map(str.isalnum, value)) else None
    canonical = _VALUES.get(name, _any_value)(value, today)
    if isinstance(canonical, str):
        return Term(name, canonical, begins and name in _BY_BEGINNING, negated)
    return Problem(canonical.code, token)


def _any_value(value: str, _: date) -> str | Problem:
    return value if any(map(str.isalnum, value)) else Problem("no-value", value)


def _state(value: str, _: date) -> str | Problem:
    return _key_of(value, STATES) or Problem("unknown-state", value)


def _thing(value: str, _: date) -> str | Problem:
    return _key_of(value, THINGS) or Problem("unknown-thing", value)


def _day(value: str, today: date) -> str | Problem:
    """As ``_written``, or ``today``, ``ieri``, ``30d``, ``30g`` (days ago)."""
    ago = _AGO.fullmatch(value.casefold())
    if value.casefold() in _DAYS or ago:
        back = int(ago[1]) if ago else _DAYS[value.casefold()]
        return (today - timedelta(days=back)).isoformat()
    try:
        found = _written(value, today)
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return Problem("not-a-date", value)
    return found.isoformat()


def _written(value: str, today: date) -> date | None:
    """``2026``, ``2026-11``, ``2026-11-01``, ``1/11/2026``, ``11/2026``, ``1-11-26``, or ``1/11``, the last that was.
    Raises ValueError for the thirtieth of February."""
    if iso := _ISO.fullmatch(value):
        year, month, day = map(int, iso.groups("1"))
        return date(year, month, day)
    found = _ITALIAN.fullmatch(value)
    if found is None:
        return None
    if found[3]:
        return date(int(found[3]), int(found[2] or 1), int(found[1] or 1))
    year = 2000 + int(found[6]) if found[6] else today.year
    written = date(year, int(found[5]), int(found[4]))
    return written.replace(year=year - 1) if not found[6] and written > today else written


def _number(value: str, _: date) -> str | Problem:
    number = number_typed(value)
    return Problem("not-a-number", value) if number is None else str(number)


def _reference(value: str, _: date) -> str | Problem:
    return reference_typed(value) or Problem("not-a-reference", value)


def _tag(value: str, today: date) -> str | Problem:
    return _any_value(value.lstrip("#"), today)


_VALUES = {
    "is": _state, "has": _thing, "before": _day, "after": _day, "number": _number, "reference": _reference, "tag": _tag
}  # fmt: skip
_BY_BEGINNING = ("from", "to", "tag", "mailbox", "channel", "reason", "agent")


def _key_of(value: str, table: Mapping[str, tuple[str, ...]]) -> str:
    """Gender and number of the Italian participles do not matter: ``aperti`` is ``aperto``; nor do hyphens."""
    said = re.sub(r"[\s_-]", "", folded(value))
    for key, ways in table.items():
        for way in (way.replace("-", "") for way in ways):
            if said == way or (way.endswith("o") and said[:-1] == way[:-1] and said[-1:] in "aei"):
                return key
    return ""


def _clean(typed: str) -> str:
    """Without NUL, which would end the index's query, and lone surrogates, which have no UTF-8 form; with one kind of
    quotes."""
    plain = _SINGLE.sub(r'"\1"', typed.replace("\0", " ").translate(_QUOTES))
    return plain.encode("utf-8", "replace").decode()


def _closed(token: str) -> bool:
    return token.count('"') % 2 == 0 and token.endswith('"')


def _split_last(typed: str) -> tuple[str, str]:
    tokens = list(_TOKEN.finditer(typed))
    if not tokens or tokens[-1].end() != len(typed):
        return typed, ""
    return typed[: tokens[-1].start()], tokens[-1][0]


def _one(ways: tuple[str, ...], column: int) -> str:
    return ways[min(column, len(ways) - 1)]


def _begins(value: str, start: str) -> bool:
    """At its beginning or at that of a word within: agents are known by either name."""
    return value.startswith(start) or any(word.startswith(start) for word in value.split())


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
