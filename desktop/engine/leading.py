"""What only a lead may say to the whole team: judged here before it is written, and again by the log."""

from __future__ import annotations

from desktop.engine.journal import Journal
from desktop.engine.refusals import no_right
from desktop.journal.entries import Kind


def say_as_lead(journal: Journal, body: Kind) -> None:
    """Reads the log up first. Raises RefusedByTeam ``leads-only`` or what the log says, Offline."""
    journal.catch_up()
    member = journal.team.member(journal.me.workstation)
    if member is None or not member.is_lead:
        raise no_right("leads-only")
    _, verdict = journal.write("", body)
    if not verdict.applied:
        raise no_right(verdict.reason)
