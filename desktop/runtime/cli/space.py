"""mailbox keep: for how long a mailbox's mail is kept whole on the team's computers."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.errors import UsageError
from desktop.engine.attachments import COMES_ALONG, comes_along
from desktop.engine.retention import MONTHS, months_of
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
    said = {MONTHS: words.months, COMES_ALONG: words.files_kb}
    settings = {**known, **{name: value for name, value in said.items() if value is not None}}
    session.profile.founding().add_mailbox(station.journal, words.address, settings)
    months, small = months_of(settings), comes_along(settings)
    document = {"mailbox": words.address, "months": months or None, "files_kb": small}
    line = session.out.sentences.line
    bodies = line("bodies-kept" if months else "bodies-kept-for-ever", address=words.address, months=months)
    session.out.answer(document, lambda: [bodies, line("files-come-along", address=words.address, small=small)])


def fetch_all(session: Session, slots: Collection[str]) -> None:
    """Texts that are kept on the server only, again. Raises what keeps one of them away, once the others are here."""
    troubles = session.reading.retention.fetch_all(sorted(slots))
    if troubles:
        raise troubles[0]


def keep_up(station: Workstation) -> None:
    """Between two looks at the mail. What rules that have changed mean for mail that is here is worked out at one go:
    thousands of mails take a second or two."""
    while station.relooking.step() is not None:
        pass
    for _ in range(STEPS):
        if not station.retention.step():
            return
