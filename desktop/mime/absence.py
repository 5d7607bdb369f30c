"""A note of absence, and the day on which it says that somebody is back; Italian, English, German, French, Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

_ENDS = r"\s*(?::|[-–]\s|\(|$)"
_ANSWERED = re.compile(
    r"\s*(?:risposta automatica|automatic(?: |-)reply|auto(?:matic)?[ -]?(?:reply|response)|automatische antwort"
    r"|réponse automatique|respuesta automática|abwesenheits\w+|out of (?:the )?office:? auto-?(?:reply|response))"
    rf"{_ENDS}",
    re.IGNORECASE,
)
"""As programs write it: a colon follows, or nothing. ``Risposta automatica non voluta`` is somebody's complaint."""
_NAMED = re.compile(
    rf"\s*(?:out of (?:the )?office|fuori (?:sede|ufficio)|in ferie|fuera de la oficina){_ENDS}", re.IGNORECASE
)
"""People write so too; the text decides."""
_SUBJECT = re.compile(
    r"\s*(?:risposta automatica|automatic(?: |-)reply|auto(?:matic)? ?(?:reply|response)|out of (?:the )?office"
    r"|fuori (?:sede|ufficio)"
    r"|assen(?:te|za)|in ferie|automatische antwort|abwesenheit\w*|réponse automatique|absence|absent"
    r"|respuesta automática"
    r"|fuera de la oficina|ausente|ausencia)\b",
    re.IGNORECASE,
)
"""Of a mail that a machine has written."""
_FIRST = re.compile(
    r"\b(?:i|i['’]m|my|we|our|sono|sarò|siamo|saremo|ich|wir|bin|je|nous|estoy|estaré|estamos|torn(?:o|erò|iamo)"
    r"|rientr(?:o|erò))\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|on (?:holiday|vacation|leave)|away from|fuori (?:sede|ufficio)|in ferie|assente"
    r"|chius[oi] per"
    r"|(?:nicht )?im (?:büro|urlaub)|abwesend|en (?:congés?|vacances)|absente?|fuera de la oficina|de vacaciones"
    r"|ausente)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:torn(?:o|erò|eremo|a)|rientr(?:o|erò|eremo|erà)|ritorno|fino a(?:l|ll'|d)?|sino al|riapr\w+"
    r"|a partire da(?:l|ll')?|dal nuovo"
    r"|back|return(?:ing)?|until|till|through|reopen|available again|zurück|bis(?: zum| einschließlich)?|ab dem"
    r"|wieder"
    r"|jusqu['’]au|de retour|retour|à partir du|reprise|hasta el|hasta|regres\w+|volver\w*|de vuelta|a partir del)\b",
    re.IGNORECASE,
)
_MONTHS = (
    "gen jan ene", "feb fév fev", "mar mär mrz", "apr avr abr", "mag may mai", "giu jun juin", "lug jul juil",
    "ago aug aoû aou",
    "set sep", "ott oct okt", "nov", "dic dec dez déc",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(' '.join(_MONTHS).split())})[^\W\d_]{{0,7}}"
_DATES = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d?-\d\d?)|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?:[/.](?P<year>\d{4}|\d\d))?"
    rf"|(?P<day>\d{{1,2}})(?:°|\.|st|nd|rd|th|er)? (?:de "
    rf"|of )?(?P<month>{MONTH})\.?(?:,? (?:de )?(?P<year2>\d{{4}}))?"
    rf"|(?P<month3>{MONTH})\.? (?P<day3>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year3>\d{{4}}))?)",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters behind the words in which the day is looked for."""
_LOOKED_AT = 4_000
_FURTHEST = 400
"""Days ahead that are believed."""


def named_answer(subject: str) -> bool:
    """Whether a subject begins as mail programs begin those of automatic answers: nobody else writes so."""
    return bool(_ANSWERED.match(subject))


def named_absence(subject: str) -> bool:
    return bool(_NAMED.match(subject))


def tells_absence(text: str) -> bool:
    """Whether a mail that is named so is a note of absence without any mark of a machine: somebody says of themselves
    that they are away, and asks nothing."""
    said = text[:_LOOKED_AT]
    return "?" not in said and bool(_AWAY.search(said) and _FIRST.search(said))


def is_absence(subject: str, text: str) -> bool:
    """Of a mail that a machine has written."""
    return bool(_SUBJECT.match(subject) or _AWAY.search(text[:_LOOKED_AT]))


def back_on(text: str, written: int | None) -> str:
    """The day that is named (ISO 8601), empty when none is. ``written``: when the mail was, for days without a
    year."""
    text = " ".join(text[:_LOOKED_AT].split())
    today = datetime.fromtimestamp(written, UTC).date() if written is not None else None
    for words in _BACK.finditer(text):
        for found in _days(text[words.end() : words.end() + _NEAR], today):
            if today is None or 0 <= (found - today).days <= _FURTHEST:
                return found.isoformat()
    return ""


def _days(text: str, today: date | None) -> Iterator[date]:
    for found in _DATES.finditer(text):
        day = _day(found, today)
        if day is not None:
            yield day


def _day(found: re.Match[str], today: date | None) -> date | None:
    parts = found.groupdict()
    if parts["iso"]:
        year, month, day = map(int, parts["iso"].split("-"))
        return _real(year, month, day)
    if parts["a"]:
        day, month = int(parts["a"]), int(parts["b"])
        day, month = (month, day) if month > 12 else (day, month)
    else:
        day, month = int(parts["day"] or parts["day3"]), _month(parts["month"] or parts["month3"])
    named = parts["year"] or parts["year2"] or parts["year3"]
    if named:
        return _real(int(named) + (2000 if len(named) == 2 else 0), month, day)
    if today is None:
        return None
    this = _real(today.year, month, day)
    return _real(today.year + 1, month, day) if this is not None and this < today else this


def _month(name: str) -> int:
    """0 for what is no month's name."""
    return next((n for n, names in enumerate(_MONTHS, 1) if name.lower().startswith(tuple(names.split()))), 0)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
