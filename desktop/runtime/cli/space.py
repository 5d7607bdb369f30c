"""mailbox keep: for how long a mailbox's mail is kept whole on the team's computers."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.errors import UsageError
from desktop.engine.retention import MONTHS
from desktop.engine.workstation import Workstation
from desktop.runtime.cli.session import Session

STEPS = 200
"""Of upkeep in one run of a command; what is left comes with the next one."""


def keep(session: Session) -> None:
    words, station = session.words, session.acting
    station.journal.catch_up()
    known = station.journal.team.mailboxes.get(words.address)
    if known is None:
        raise UsageError("unknown-mailbox", address=words.address)
    session.profile.founding().add_mailbox(station.journal, words.address, {**known, MONTHS: words.months})
    document = {"mailbox": words.address, "months": words.months or None}
    said = "bodies-kept" if words.months else "bodies-kept-for-ever"
    facts = {"address": words.address, "months": words.months}
    session.out.answer(document, lambda: [session.out.sentences.line(said, **facts)])


def fetch_all(session: Session, slots: Collection[str]) -> None:
    """Texts that are kept on the server only, again. Raises what keeps one of them away, once the others are here."""
    troubles = session.reading.retention.fetch_all(sorted(slots))
    if troubles:
        raise troubles[0]


def keep_up(station: Workstation) -> None:
    """Between two looks at the mail."""
    for _ in range(STEPS):
        if station.relooking.step() is None and not station.retention.step():
            return
