"""customer erase and erased: one customer's data goes, and a list says that it went without saying whose."""

from __future__ import annotations

import sys
from typing import Any

from desktop.domain.errors import Interrupted, UsageError
from desktop.engine.erasing import Going
from desktop.runtime.cli.printing import moment
from desktop.runtime.cli.session import Session
from desktop.runtime.sentences import local_time


def erase(session: Session) -> None:
    words, erasing = session.words, session.acting.erasing
    going = erasing.going(words.address)
    if not words.yes:
        _ask(session, going)
    told = erasing.erase(going, mail_too=words.mail_too)
    session.out.answer({"erased": told}, lambda: [session.out.sentences.line("customer-erased", **_counted(told))])


def listed(session: Session) -> None:
    team = session.team
    found = [
        {"date": moment(one.date), "agent": team.agent_name(one.agent), "entry": one.entry, "counts": one.counts}
        for one in team.erasures
    ]
    line = session.out.sentences.line

    def lines() -> list[str]:
        said = [
            line("erasure", agent=team.agent_name(one.agent), date=local_time(one.date), **_counted(one.counts))
            for one in team.erasures
        ]
        return said or [line("no-erasures")]

    session.out.answer({"erasures": found}, lines)


def _ask(session: Session, going: Going) -> None:
    """What it does cannot be undone: a script says --yes, a person is asked."""
    line = session.out.sentences.line
    facts: dict[str, Any] = {"addresses": ", ".join(going.personal.addresses), **_counted(going.counts)}
    if session.words.json or not sys.stdin or not sys.stdin.isatty():
        raise UsageError("erase-unconfirmed", **facts)
    session.out.aside(None, line("erase-what", **facts))
    session.out.aside(None, line("erase-mail-too" if session.words.mail_too else "erase-mail-stays"))
    if input(line("ask-erase")).strip().lower() not in line("ask-join-yes").split():
        raise Interrupted("command-interrupted")


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in ("mails", "tickets", "notes", "on_server")}
