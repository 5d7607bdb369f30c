"""day-zero: how a mailbox stands. mailbox find: where the servers of an address are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from desktop.domain.errors import UsageError
from desktop.domain.providers import Server
from desktop.domain.standing import Standing
from desktop.engine import discovery
from desktop.engine.discovery import Way
from desktop.engine.survey import Counted
from desktop.runtime import enrolment
from desktop.runtime.cli.session import Session
from desktop.runtime.compose import lookups
from desktop.runtime.providers import shipped_providers
from desktop.runtime.sentences import Sentences

_HOUR = 3600

_FOUND = {
    Way.TABLE: "found-table",
    Way.EXCHANGERS: "found-exchangers",
    Way.AUTOCONFIG: "found-autoconfig",
    Way.SERVICES: "found-services",
    Way.GUESS: "found-guess",
    Way.NOTHING: "found-nothing",
    Way.NO_NETWORK: "found-no-network",
}


def day_zero(session: Session) -> None:
    """Of one mailbox of the team, the home mailbox unless another is named. Nothing is kept of it."""
    address = session.words.address or session.profile.identity().home
    if address not in session.team.mailboxes:
        raise UsageError("unknown-mailbox", address=address)
    session.see_to(address)
    counted = enrolment.picture(session.profile, address, _silently, session.words.days)
    session.out.answer(_document(counted), lambda: list(_lines(counted, session.out.sentences)))


def find(session: Session) -> None:
    """Asks the network of the address's domain, and nobody of the address."""
    found = discovery.find(session.words.address, shipped_providers(), lookups())
    sentences, provider = session.out.sentences, found.provider
    note = provider.notes.get(sentences.language, "") if provider is not None else ""
    document = {
        "address": found.address,
        "way": found.way.value,
        "provider": provider.name if provider is not None else None,
        "imap": _place(found.imap),
        "imap_security": found.imap.security if found.imap is not None else None,
        "smtp": _place(found.smtp),
        "smtp_security": found.smtp.security if found.smtp is not None else None,
        "user": found.user or None,
        "outside": found.elsewhere,
        "certified": provider is not None and provider.certified,
        "connections": (provider.connections if provider is not None else 0) or None,
        "note": note or None,
    }

    def lines() -> list[str]:
        if found.imap is None or found.smtp is None:
            return [sentences.line(_FOUND[found.way], address=found.address)]
        facts = {"imap": _place(found.imap) or "", "smtp": _place(found.smtp) or "", "user": found.user or "?"}
        said = [
            sentences.line(_FOUND[found.way], provider=provider.name if provider is not None else ""),
            sentences.line(
                "found-servers",
                **facts,
                imap_security=found.imap.security,
                smtp_security=found.smtp.security,
            ),
        ]
        said += [sentences.line("found-outside")] if found.elsewhere else []
        said += [sentences.line("found-certified")] if document["certified"] else []
        return [*said, *([note] if note else [])]

    session.out.answer(document, lines)


def _document(counted: Counted) -> dict[str, Any]:
    found = counted.standing
    oldest = asdict(found.oldest) | {"since": _moment(found.oldest.since)} if found.oldest is not None else None
    return {
        "mailbox": counted.address,
        "days": found.read.days,
        "mails": found.read.mails,
        "of": found.read.total,
        "sent_folder": found.read.sent,
        "conversations": found.conversations,
        "open": found.open,
        "oldest": oldest,
        "within": [{"hours": one.seconds // _HOUR, "answered": one.answered, "of": one.of} for one in found.within],
        "median_seconds": found.median,
        "chase_ups": found.chase_ups,
        "chasing": found.chasing,
        "by_hour": list(found.hours),
        "by_weekday": list(found.weekdays),
    }


def _lines(counted: Counted, sentences: Sentences) -> Iterator[str]:
    found = counted.standing
    read = found.read
    sample = "standing-sample" if read.total > read.mails else "standing-read"
    yield sentences.line(sample, address=counted.address, days=read.days, mails=read.mails, total=read.total)
    if not found.conversations:
        yield sentences.line("standing-nobody")
        return
    yield sentences.line("standing-open", open=found.open, conversations=found.conversations)
    if found.oldest is not None:
        yield sentences.line("standing-oldest", **_oldest(found), hours=(counted.now - found.oldest.since) // _HOUR)
    for one in found.within:
        if one.of:
            share = round(100 * one.answered / one.of)
            yield sentences.line("standing-within", hours=one.seconds // _HOUR, share=share)
    if found.median is not None:
        yield sentences.line("standing-median", hours=f"{found.median / _HOUR:.1f}")
    if not read.sent:
        yield sentences.line("standing-no-sent")
    yield sentences.line("standing-chased", chase_ups=found.chase_ups, chasing=found.chasing)
    yield sentences.line("standing-how")


def _oldest(found: Standing) -> dict[str, str]:
    assert found.oldest is not None
    return {"who": found.oldest.who, "subject": found.oldest.subject}


def _place(server: Server | None) -> str | None:
    return f"{server.host}:{server.port}" if server is not None else None


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _silently(_: object) -> None:
    """A command speaks when it has ended."""
