"""reply --at, later list, later stop: answers that leave at a time of their own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from desktop.domain.errors import LocksNotAvailable, Offline, UsageError
from desktop.engine.laters import Planned
from desktop.engine.workstation import Workstation
from desktop.ports.store.drafts import Draft
from desktop.runtime.cli.printing import moment
from desktop.runtime.cli.session import Session
from desktop.runtime.sentences import local_time

_FIRST_WORDS = 60


def plan(session: Session, station: Workstation, draft: Draft, when: int) -> None:
    """It leaves with the first ``sync`` after its time, or from the window, and from this workstation only. The
    colleagues hear of it as soon as the journal can be reached."""
    if (why := station.sending.in_the_way(draft)) is not None:
        raise why
    station.laters.plan(replace(draft, leaves=when))
    _tell_the_team(station)
    planned = next(one for one in station.laters.listed() if one.id == draft.id)
    facts = {"reference": planned.reference, "to": planned.to or "-", "when": local_time(when)}
    document = {**_document(planned), "outcome": "planned"}
    session.out.answer(document, lambda: [session.out.sentences.line("later-planned", **facts)])


def listed(session: Session) -> None:
    found = session.reading.laters.listed()
    empty = session.out.sentences.line("no-later")
    session.out.answer({"later": [_document(one) for one in found]}, lambda: [_line(one) for one in found] or [empty])


def stop(session: Session) -> None:
    """One's own; its text is a draft on its ticket again."""
    station, wanted = session.acting, session.words.id
    found = next((one for one in station.laters.listed() if one.id == wanted and one.own), None)
    if found is None or not station.laters.take_back(wanted):
        raise UsageError("no-such-later", id=wanted)
    _tell_the_team(station)
    document = {**_document(found), "stopped": True}
    facts = {"reference": found.reference, "to": found.to or "-"}
    session.out.answer(
        document, lambda: [session.out.sentences.line("later-stopped", **facts), *found.text.split("\n")]
    )


def _tell_the_team(station: Workstation) -> None:
    with suppress(Offline, LocksNotAvailable):
        station.journal.flush()


def _document(found: Planned) -> dict[str, Any]:
    return {
        "id": found.id,
        "reference": found.reference,
        "due": moment(found.due),
        "to": found.to or None,
        "agent": found.agent,
        "own": found.own,
        "text": found.text or None,
    }


def _line(found: Planned) -> str:
    words = " ".join(found.text.split())[:_FIRST_WORDS]
    return "  ".join((found.id, found.reference, local_time(found.due), found.to or "?", found.agent, words)).rstrip()
