"""followup list, followup stop, and what a mailbox wants of it."""

from __future__ import annotations

from typing import Any

from desktop.domain.errors import UsageError
from desktop.engine.following import FollowUp
from desktop.engine.planning import AFTER, DEFAULT_AFTER, ON, SINCE, text_setting
from desktop.runtime.cli.printing import moment
from desktop.runtime.cli.session import Session
from desktop.runtime.files import text_of
from desktop.runtime.sentences import LANGUAGES, local_time


def listed(session: Session) -> None:
    found = session.reading.following.listed()
    empty = session.out.sentences.line("no-follow-ups")
    session.out.answer(
        {"follow_ups": [_document(one) for one in found]},
        lambda: [_line(session, one) for one in found] or [empty],
    )


def stop(session: Session) -> None:
    station = session.acting
    stopped = station.following.stop(session.words.id)
    document = {**_document(stopped), "stopped": True}
    facts = {"reference": stopped.reference, "address": stopped.to or "-"}
    session.out.answer(document, lambda: [session.out.sentences.line("follow-up-stopped", **facts)])


def configure(session: Session) -> None:
    """What is not said stays as it is. Switching on counts from now: nobody is asked about what was over before."""
    words, station = session.words, session.acting
    station.journal.catch_up()
    known = station.journal.team.mailboxes.get(words.address)
    if known is None:
        raise UsageError("unknown-mailbox", address=words.address)
    settings = {**known, ON: int(words.on)}
    if words.on and not known.get(ON):
        cursor = station.store.entries.cursor()
        settings[SINCE] = cursor.date if cursor else 0
    if words.after is not None:
        settings[AFTER] = words.after
    for language in LANGUAGES:
        file = getattr(words, f"text_{language}")
        if file is not None:
            settings[text_setting(language)] = text_of(str(file))
    session.profile.founding().add_mailbox(station.journal, words.address, settings)
    after = int(settings.get(AFTER, DEFAULT_AFTER))
    document = {"mailbox": words.address, "follow_up": bool(words.on), "after": after}
    said = "follow-up-on" if words.on else "follow-up-off"
    facts = {"address": words.address, "after": _spoken(after)}
    session.out.answer(document, lambda: [session.out.sentences.line(said, **facts)])


def _document(found: FollowUp) -> dict[str, Any]:
    return {
        "id": found.id,
        "reference": found.reference,
        "due": moment(found.due),
        "to": found.to or None,
        "held": found.held,
    }


def _line(session: Session, found: FollowUp) -> str:
    held = f"  {session.out.sentences.line('follow-up-held')}" if found.held else ""
    return f"{found.id}  {found.reference}  {local_time(found.due)}  {found.to or '?'}{held}"


def _spoken(seconds: int) -> str:
    """3d, 12h, 30m or 45s: as it may be typed."""
    for unit, size in (("d", 24 * 3600), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
