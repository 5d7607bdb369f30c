"""The mail of Bottega Lume, a shop of lamps and ceramics that exists only here.

The files of ``resources/demo/{inbox,sent}`` are whole RFC 5322 messages but for their dates, which stand as
``{{kind:amount}}`` and are filled in when the shop is loaded, so that the mail is always of the last days:

- ``{{rfc:M}}``      M minutes ago as a Date header wants it; ``{{rfc:M:Europe/London}}`` in another zone
- ``{{stamp:M}}``    M minutes ago as ``03/11/2025 10:12``
- ``{{when:it:M}}``  M minutes ago as mail programs open a quotation, in Italian or (``en``) in English
- ``{{day:N}}``      N days ago as ``3 November``; a negative N lies ahead
- ``{{il:N}}``, ``{{del:N}}``, ``{{al:N}}``  the same in Italian with its article, which depends on the number

The folder ``later`` has mails that customers write during the tour; ``{{answer}}`` in them is the Message-ID of the
answer that they write back to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.runtime.resources import resource

INBOX = "INBOX"
SENT = "Sent"
OPENED_AFTER = timedelta(days=2)
"""Older mail has been opened by somebody (\\Seen), as it is with a mailbox that several people read."""

_HOME = "Europe/Rome"
_PLACEHOLDER = re.compile(rb"\{\{(rfc|stamp|when:it|when:en|day|il|del|al):(-?\d+)(?::([A-Za-z_/]+))?\}\}")
_MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WEEKDAYS = {"it": "lun mar mer gio ven sab dom".split(), "en": "Mon Tue Wed Thu Fri Sat Sun".split()}
_ARTICLES = {"il": ("il ", "l'"), "del": ("del ", "dell'"), "al": ("al ", "all'")}


@dataclass(frozen=True, slots=True)
class DemoMail:
    file: str
    """Path below ``resources/demo``, with forward slashes: ``inbox/it-return.eml``, ``later/en-thanks.eml``."""
    folder: str
    """``INBOX`` or ``Sent``."""
    when: datetime
    """Its Date header, timezone-aware; also its INTERNALDATE."""
    flags: frozenset[str]
    """IMAP system flags: ``\\Seen``, ``\\Answered``."""
    raw: bytes
    """The whole message, CRLF line ends."""
    message_id: str
    """With its angle brackets."""
    answered: bool
    """A mail of Sent names this one in its In-Reply-To."""


def load_shop(now: datetime, folder: Path | None = None) -> tuple[DemoMail, ...]:
    """The mail of ``folder`` (default: the one that comes with the program) as it stands at ``now``,
    oldest first. ``now`` must be timezone-aware."""
    source = folder or resource("demo")
    texts = {
        path.relative_to(source).as_posix(): _PLACEHOLDER.sub(_filler(now), path.read_bytes())
        for name in ("inbox", "sent")
        for path in sorted((source / name).glob("*.eml"))
    }
    answered = frozenset(_header(raw, "In-Reply-To") for file, raw in texts.items() if file.startswith("sent/"))
    mails = [_mail(file, raw, answered, now) for file, raw in texts.items()]
    return tuple(sorted(mails, key=lambda mail: (mail.when, mail.file)))


def later(name: str, now: datetime, answer: str = "") -> DemoMail:
    """What a customer writes at ``now``, timezone-aware: ``resources/demo/later/NAME.eml``."""
    raw = resource("demo", "later", f"{name}.eml").read_bytes().replace(b"{{answer}}", answer.encode())
    return _mail(f"later/{name}.eml", _PLACEHOLDER.sub(_filler(now), raw), frozenset(), now)


def _mail(file: str, raw: bytes, answered_ids: frozenset[str], now: datetime) -> DemoMail:
    message_id = _header(raw, "Message-ID")
    when = parsedate_to_datetime(_header(raw, "Date"))
    sent = file.startswith("sent/")
    answered = not sent and message_id in answered_ids
    opened = answered or now - when > OPENED_AFTER
    flags = {"\\Seen": opened, "\\Answered": answered}
    return DemoMail(
        file=file,
        folder=SENT if sent else INBOX,
        when=when,
        flags=frozenset(flag for flag, carried in flags.items() if carried),
        raw=raw,
        message_id=message_id,
        answered=answered,
    )


def _header(raw: bytes, name: str) -> str:
    return str(BytesHeaderParser().parsebytes(raw).get(name, "")).strip()


def _filler(now: datetime) -> Callable[[re.Match[bytes]], bytes]:
    def fill(match: re.Match[bytes]) -> bytes:
        kind, amount = match[1].decode(), int(match[2])
        local = now.astimezone(ZoneInfo((match[3] or _HOME.encode()).decode()))
        if kind in ("rfc", "stamp", "when:it", "when:en"):
            return _moment(kind, local - timedelta(minutes=amount)).encode()
        return _day(kind, local - timedelta(days=amount)).encode()

    return fill


def _moment(kind: str, when: datetime) -> str:
    if kind == "rfc":
        return format_datetime(when.replace(microsecond=0))
    if kind == "stamp":
        return f"{when:%d/%m/%Y %H:%M}"
    language = kind.removeprefix("when:")
    weekday, month = _WEEKDAYS[language][when.weekday()], _MONTHS[language][when.month - 1][:3]
    if language == "it":
        return f"{weekday} {when.day} {month} {when.year} alle ore {when:%H:%M}"
    return f"{weekday}, {when.day} {month} {when.year} at {when:%H:%M}"


def _day(kind: str, when: datetime) -> str:
    if kind == "day":
        return f"{when.day} {_MONTHS['en'][when.month - 1]}"
    before_consonant, before_vowel = _ARTICLES[kind]
    article = before_vowel if when.day in (8, 11) else before_consonant
    return f"{article}{when.day} {_MONTHS['it'][when.month - 1]}"
