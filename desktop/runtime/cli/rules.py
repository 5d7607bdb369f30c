"""mailbox rules: whom a form's or a marketplace's mail really comes from, mailbox by mailbox."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from desktop.domain.errors import UsageError
from desktop.engine.correcting import require_correctable
from desktop.engine.forms import LONGEST, OFF, RULES, Holding, holding, own_rules, switched_off, with_rule, without_rule
from desktop.mime.form_examples import FIELDS, guessed, labelled, rule_from
from desktop.mime.forms import Rule, rules_of
from desktop.runtime.cli.session import Session
from desktop.runtime.files import text_of
from desktop.runtime.rules import shipped_rules

_LONGEST = 600
"""Characters of a mail's labels that a sentence names."""


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
    for name in words.forget:
        _must_be_one(name, {rule.id for rule in own_rules(settings).rules})
        settings |= without_rule(settings, name)
    if words.like is not None:
        settings |= with_rule(settings, _from_example(session, settings))
    shipped = shipped_rules().rules
    found = (*own_rules(settings).rules, *shipped)
    settings[OFF] = _off(switched_off(settings), found, words.off, words.on)
    if settings != {OFF: "", RULES: "", **known} and settings != {OFF: "", **known}:
        session.profile.founding().add_mailbox(station.journal, words.address, settings)
    rows = [_row(one) for one in holding(settings, shipped_rules())]
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
        _must_be_one(name, ids)
    return " ".join(sorted(((known & ids) | set(off)) - set(on)))


def _must_be_one(name: str, ids: Collection[str]) -> None:
    if name not in ids:
        raise UsageError("no-such-rule", rule=name, rules=", ".join(sorted(ids)) or "-")


def _from_example(session: Session, settings: Mapping[str, str | int]) -> Rule:
    """A rule by which the next mails of a form are read as a person reads this one."""
    words, queries = session.words, session.acting.queries
    found = queries.conversation(queries.find(words.like))
    mail = require_correctable(found).mail
    labels = {field: label for field in FIELDS if (label := getattr(words, f"line_{field}")) is not None}
    taken = {rule.id for rule in (*own_rules(settings).rules, *shipped_rules().rules)}
    title = words.title or (mail.sender.name if mail.sender else "")
    try:
        return rule_from(mail, title, labels or guessed(mail, shipped_rules()), taken=taken)
    except ValueError as error:
        lines = ", ".join(f"“{line.label}”" for line in labelled(mail)) or "-"
        raise UsageError("no-form", reference=words.like, detail=str(error), lines=lines[:_LONGEST]) from error


def _row(one: Holding) -> dict[str, Any]:
    rule = one.rule
    found = {"id": rule.id, "title": rule.title, "channel": rule.channel, "reason": rule.reason}
    return {**found, "on": one.on, "own": one.own}


def _line(session: Session, row: dict[str, Any]) -> str:
    said = session.out.sentences.line("rule-on" if row["on"] else "rule-off")
    own = f" ({session.out.sentences.line('rule-own')})" if row["own"] else ""
    return f"{row['id']:<20} {row['channel']:<12} {row['reason']:<10} {said}{own}"
