"""The rules for contact forms and marketplaces of each mailbox, on every mail that is read. A lead says which ones;
that stands in the mailbox's settings, so that the whole team reads its mail alike."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.errors import UsageError
from desktop.engine.journal import Journal
from desktop.mime.form_examples import written
from desktop.mime.forms import Rule, Rules, origin_of, rules_of
from desktop.mime.mail import ParsedMail

RULES, OFF = "rules", "rules_off"
"""Settings of a mailbox: its own rules as TOML; ids of those that are switched off, with blanks between."""

LONGEST = 16_000
"""Characters of a mailbox's own rules: its settings are one entry of the journal."""


def own_rules(settings: Mapping[str, str | int]) -> Rules:
    """Those of a mailbox itself; none where the setting cannot be read, which a newer version may have written."""
    try:
        return rules_of(tomllib.loads(str(settings.get(RULES, ""))[:LONGEST]))
    except (ValueError, RecursionError):
        return Rules(())


def switched_off(settings: Mapping[str, str | int]) -> frozenset[str]:
    return frozenset(str(settings.get(OFF, "")).split())


@dataclass(frozen=True, slots=True)
class Holding:
    """A rule of a mailbox."""

    rule: Rule
    on: bool
    own: bool
    """Made for this mailbox; else it came with the program."""


def holding(settings: Mapping[str, str | int], shipped: Rules) -> tuple[Holding, ...]:
    """All that a mailbox has, in the order in which they are tried."""
    off = switched_off(settings)
    own = [Holding(rule, rule.id not in off, own=True) for rule in own_rules(settings).rules]
    return (*own, *(Holding(rule, rule.id not in off, own=False) for rule in shipped.rules))


def with_rule(settings: Mapping[str, str | int], rule: Rule) -> dict[str, str | int]:
    """What is to be said of the mailbox so that it has this rule too, before the others. Raises UsageError
    ``bad-rules`` when there are too many."""
    own = own_rules(settings)
    text = written(replace(own, rules=(rule, *own.rules)))
    try:
        if len(text) > LONGEST:
            raise ValueError(f"> {LONGEST}")
        rules_of(tomllib.loads(text))
    except ValueError as error:
        raise UsageError("bad-rules", path=f"“{rule.title}”", detail=str(error)) from error
    return {RULES: text}


def without_rule(settings: Mapping[str, str | int], rule: str) -> dict[str, str | int]:
    """Without an own rule."""
    own = own_rules(settings)
    return {RULES: written(replace(own, rules=tuple(one for one in own.rules if one.id != rule)))}


class Forms:
    """``shipped``: the rules that come with the program."""

    def __init__(self, journal: Journal, shipped: Rules) -> None:
        self._journal = journal
        self._shipped = shipped
        self._known: dict[tuple[object, object], Rules] = {}
        self._begun: dict[str, str] = {}

    def read(self, mailbox: str, mail: ParsedMail) -> ParsedMail:
        """The mail with whom it really comes from. A person stands behind it: what machines write beside it keeps
        nobody from answering."""
        if mailbox not in self._begun:
            self._begin(mailbox)
        mailboxes = self._journal.team.mailboxes
        origin = origin_of(mail, self._rules(mailboxes.get(mailbox, {})), mailbox, mailboxes.keys())
        return replace(mail, origin=origin, automatic="", why="", said="") if origin is not None else mail

    def whole(self, mailbox: str) -> str:
        """The mark of the rules by which all mail of the mailbox has been read; empty when this process has not seen
        its reading begin."""
        return self._begun.get(mailbox, "")

    def _begin(self, mailbox: str) -> None:
        messages = self._journal.store.messages
        inboxes = (cursor.folder for cursor in messages.cursors(mailbox) if cursor.folder.upper() == "INBOX")
        fresh = not any(messages.uids(mailbox, inbox) for inbox in inboxes)
        self._begun[mailbox] = self.state(mailbox) if fresh else ""

    def state(self, mailbox: str) -> str:
        """A mark of the rules that hold for a mailbox now: another one, other rules."""
        return hashlib.sha256(repr(self._rules(self._journal.team.mailboxes.get(mailbox, {}))).encode()).hexdigest()

    def _rules(self, settings: Mapping[str, str | int]) -> Rules:
        key = (settings.get(RULES), settings.get(OFF))
        if key not in self._known:
            self._known[key] = own_rules(settings).before(self._shipped, switched_off(settings))
        return self._known[key]
