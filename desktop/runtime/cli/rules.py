"""mailbox rules: whom a form's or a marketplace's mail really comes from, mailbox by mailbox."""

from __future__ import annotations

import tomllib
from typing import Any

from desktop.domain.errors import UsageError
from desktop.engine.forms import LONGEST, OFF, RULES, own_rules, switched_off
from desktop.mime.forms import Rule, rules_of
from desktop.runtime.cli.session import Session
from desktop.runtime.files import text_of
from desktop.runtime.rules import shipped_rules


def configure(session: Session) -> None:
    """Without a change it lists what holds; what is not said stays as it is."""
    words, station = session.words, session.acting
    station.journal.catch_up()
    known = station.journal.team.mailboxes.get(words.address)
    if known is None:
        raise UsageError("unknown-mailbox", address=words.address)
    settings = dict(known)
    if words.file is not None or words.no_own:
        settings[RULES] = _own(str(words.file)) if words.file is not None else ""
    shipped = shipped_rules().rules
    found = (*own_rules(settings).rules, *shipped)
    settings[OFF] = _off(switched_off(settings), found, words.off, words.on)
    if settings != {OFF: "", RULES: "", **known} and settings != {OFF: "", **known}:
        session.profile.founding().add_mailbox(station.journal, words.address, settings)
    off = switched_off(settings)
    rows = [_row(rule, on=rule.id not in off, own=rule not in shipped) for rule in found]
    session.out.answer({"mailbox": words.address, "rules": rows}, lambda: [_line(session, row) for row in rows])


def _own(path: str) -> str:
    """A mailbox's own rules as they were written."""
    text = text_of(path)
    try:
        if len(text) > LONGEST:
            raise ValueError(f"> {LONGEST}")
        rules_of(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise UsageError("bad-rules", path=path, detail=str(error)) from error
    return text


def _off(known: frozenset[str], found: tuple[Rule, ...], off: list[str], on: list[str]) -> str:
    ids = {rule.id for rule in found}
    for name in (*off, *on):
        if name not in ids:
            raise UsageError("no-such-rule", rule=name, rules=", ".join(sorted(ids)))
    return " ".join(sorted(((known & ids) | set(off)) - set(on)))


def _row(rule: Rule, *, on: bool, own: bool) -> dict[str, Any]:
    return {"id": rule.id, "title": rule.title, "channel": rule.channel, "reason": rule.reason, "on": on, "own": own}


def _line(session: Session, row: dict[str, Any]) -> str:
    said = session.out.sentences.line("rule-on" if row["on"] else "rule-off")
    own = f" ({session.out.sentences.line('rule-own')})" if row["own"] else ""
    return f"{row['id']:<20} {row['channel']:<12} {row['reason']:<10} {said}{own}"
