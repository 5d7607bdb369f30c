"""Whom a mail really comes from, when a contact form, a shop's system or a marketplace has written it.

Rules are data (resources/rules, or a mailbox's own): plain words and labels, no patterns of anybody's making, so that
no rule and no mail can make the reading slow. What stands in a form was typed by a stranger. Therefore:

- a rule is believed of the senders that it names only, and "own" never means a provider at which anybody has
  an address;
- a form names *one* customer. An answer goes to that address alone, never to further ones in To or Cc; a field with
  several addresses names nobody, and the mail is left as it is;
- Reply-To and field of one form that differ are said to (``doubt``), and Reply-To counts: it is what the form's own
  program took for the sender's address;
- an address of the team's own, or one that no mail can be sent to, is nobody's;
- no automatic mail goes where only a form says so, and what is shown says that it came through the form: a known
  customer's address in a field proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.mime.addresses import display_name, strict_addr_spec
from desktop.mime.cleaning import clean_name
from desktop.mime.mail import Address, Origin, ParsedMail

CHANNELS = ("form", "marketplace", "social")
COMMON = "common"
_WORDS = ("from", "subject", "words", "email", "below", "name", "order", "about", "says")
_TEXTS = ("title", "channel", "reason", "address")
_MOST_RULES = 50
_MOST_WORDS = 40
_LONGEST = 120
_LINES = 200
_LINE = 400
_BELOW = 12
"""Lines below a heading among which an address is looked for."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TOKEN = re.compile(
    r"[\s#:.°º\[(]{0,6}(?:n(?:r|o|um(?:ero|ber)?)?|id)?[\s#:.°º\[(]{0,6}([A-Za-z0-9-]{0,39}\d[A-Za-z0-9-]{0,39})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """As in resources/rules/forms.toml."""

    id: str
    channel: str
    title: str = ""
    reason: str = ""
    address: str = "reply-to"
    elsewhere: bool = False
    senders: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    rules: tuple[Rule, ...]
    order: tuple[str, ...] = ()
    """Labels of an order's number, for rules that name none."""
    free: frozenset[str] = frozenset()
    """Providers at which anybody has an address."""

    def before(self, others: Rules, off: Collection[str]) -> Rules:
        """These first, then the others, without those that are switched off."""
        kept = (rule for rule in (*self.rules, *others.rules) if rule.id not in off)
        return Rules(tuple(kept), self.order or others.order, self.free | others.free)


def rules_of(tables: Mapping[str, object]) -> Rules:
    """From TOML's tables. Raises ValueError with a word about what cannot be a rule."""
    tables = dict(tables)
    common = tables.pop(COMMON, {})
    if len(tables) > _MOST_RULES or not isinstance(common, dict):
        raise ValueError(f"more than {_MOST_RULES} rules")
    rules = tuple(_rule(name, table) for name, table in tables.items())
    return Rules(rules, _words(common, "order"), frozenset(_words(common, "free")))


def _rule(name: str, table: object) -> Rule:
    if not _SLUG.fullmatch(name) or not isinstance(table, dict):
        raise ValueError(name[:_LONGEST])
    unknown = set(table) - {*_WORDS, *_TEXTS, "elsewhere"}
    if unknown:
        raise ValueError(f"{name}: {sorted(unknown)[0][:_LONGEST]}")
    texts = {key: str(table[key])[:_LONGEST] for key in _TEXTS if key in table}
    words = {("senders" if key == "from" else key): _words(table, key) for key in _WORDS}
    if texts.get("channel") not in CHANNELS or not words["senders"]:
        raise ValueError(f"{name}: channel, from")
    return Rule(id=name, elsewhere=table.get("elsewhere") is True, **{"title": "", **texts}, **words)  # type: ignore[arg-type]


def _words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or len(found) > _MOST_WORDS:
        raise ValueError(f"{key}: at most {_MOST_WORDS}")
    if not all(isinstance(word, str) and 0 < len(word) <= _LONGEST for word in found):
        raise ValueError(f"{key}: words of 1 to {_LONGEST} characters")
    return tuple(found)


def origin_of(mail: ParsedMail, rules: Rules, mailbox: str, own: Collection[str]) -> Origin | None:
    """Of an incoming mail that is no bounce; ``mailbox`` is where it came to, ``own`` all of the team's (lower case).
    None when no rule fits or the one that fits finds nobody."""
    if mail.sender is None or mail.automatic == "bounce":
        return None
    reading = _Reading(mail, mailbox, own, rules)
    return next(filter(None, map(reading.by, rules.rules)), None)


class _Reading:
    """One mail against rules."""

    def __init__(self, mail: ParsedMail, mailbox: str, own: Collection[str], rules: Rules) -> None:
        self._mail = mail
        self._own = own
        self._rules = rules
        self._sender = mail.sender.email.lower() if mail.sender else ""
        self._domain = mailbox.rpartition("@")[2].lower()
        self._lines = [line.strip()[:_LINE] for line in mail.text.split("\n", _LINES)[:_LINES]]
        self._text = "\n".join(self._lines).lower()

    def by(self, rule: Rule) -> Origin | None:
        if not self._fits(rule):
            return None
        customer, doubt = self._customer(rule)
        name = self._name(rule) or (customer.name if customer else "")
        if customer is None and not name:
            return None
        if customer is not None and not customer.name:
            customer = Address(name, customer.email)
        order = self._order(rule)
        return Origin(
            rule.id,
            rule.title,
            rule.channel,
            next(self._values(rule.about), rule.reason)[:_LONGEST],
            customer,
            name,
            order,
            rule.elsewhere,
            doubt,
            self._begins(rule),
        )

    def _fits(self, rule: Rule) -> bool:
        if not any(map(self._is_from, rule.senders)):
            return False
        subject = self._mail.subject.lower()
        named = any(word.lower() in subject for word in rule.subject)
        said = any(word.lower() in self._text for word in rule.words)
        return named or said or not (rule.subject or rule.words)

    def _is_from(self, pattern: str) -> bool:
        local, _, domain = self._sender.rpartition("@")
        if pattern == "own":
            ours = self._sender in self._own or (domain not in self._rules.free and _related(domain, self._domain))
            return ours and bool(self._domain)
        if pattern.endswith("@"):
            return local == pattern[:-1].lower()
        if "@" in pattern:
            return self._sender == pattern.lower()
        return domain == pattern.lower() or domain.endswith("." + pattern.lower())

    # -- who ----------------------------------------------------------------------------------------------------

    def _customer(self, rule: Rule) -> tuple[Address | None, bool]:
        """And whether the mail names two different ones."""
        if rule.elsewhere:
            return None, False
        if rule.address == "sender":
            return self._mail.sender, False
        named = self._usable(self._mail.reply_to) if len(self._mail.reply_to) == 1 else []
        written = list(dict.fromkeys(self._written(rule)))
        typed = written[0] if written else None
        if named and typed and named[0].email.lower() == typed.email.lower():
            return Address(named[0].name or typed.name, named[0].email), len(written) > 1
        found = named[0] if named else typed
        return found, bool(named and typed) or len(written) > 1

    def _written(self, rule: Rule) -> Iterator[Address]:
        """Addresses in the rule's fields."""
        for value in self._values(rule.email):
            yield from self._one(value)
        for number, line in enumerate(self._lines):
            if any(_label_rest(line, heading) == "" for heading in rule.below):
                below = (list(self._one(one)) for one in self._lines[number + 1 : number + 1 + _BELOW])
                yield from next(filter(None, below), [])

    def _one(self, value: str) -> Iterator[Address]:
        """The address in a field, unless there are several."""
        found = list(dict.fromkeys(_ADDRESS.findall(value)))
        if len(found) == 1:
            name = display_name(value.partition(found[0])[0].strip(" <(\t:,"))
            yield from self._usable([Address(name, found[0])])

    def _usable(self, addresses: Sequence[Address]) -> list[Address]:
        pairs = ((one, strict_addr_spec(one.email)) for one in addresses)
        return [Address(one.name, spec) for one, spec in pairs if spec and spec.lower() not in self._own]

    def _name(self, rule: Rule) -> str:
        for value in self._values(rule.name, subject=True):
            if (name := display_name(clean_name(value))) and "@" not in name:
                return name
        return ""

    # -- what ---------------------------------------------------------------------------------------------------

    def _order(self, rule: Rule) -> str:
        for text in (self._mail.subject[:_LINE], *self._lines):
            for label in rule.order or self._rules.order:
                for found in re.finditer(re.escape(label), text, re.IGNORECASE):
                    if token := _TOKEN.match(text, found.end()):
                        return token.group(1).strip("-")
        return ""

    def _begins(self, rule: Rule) -> int:
        """Where the customer's words begin in the text; 0 when nothing tells."""
        at = 0
        for line in self._mail.text.split("\n", _LINES)[:_LINES]:
            for label in rule.says:
                rest = _label_rest(line.strip()[:_LINE], label)
                if rest is not None:
                    return at + line.index(rest) if rest else at + len(line) + 1
            at += len(line) + 1
        return 0

    def _values(self, labels: Sequence[str], *, subject: bool = False) -> Iterator[str]:
        """What stands behind each label, on its line or on the next one that is not empty."""
        lines = [self._mail.subject[:_LINE], *self._lines] if subject else self._lines
        for label in labels:
            for number, line in enumerate(lines):
                rest = _between(line, label) if "{}" in label else _label_rest(line, label)
                if rest == "" and "{}" not in label:
                    rest = next((one for one in lines[number + 1 : number + 4] if one), "")
                if rest:
                    yield rest


def _label_rest(line: str, label: str) -> str | None:
    """What follows ``Label:`` at the beginning of a line, bold or in a list as it may be; None when it does not begin
    so."""
    line = line.lstrip(" *")
    if line[: len(label)].lower() != label.lower():
        return None
    rest = line[len(label) :].strip(" *")
    if rest[:1] == ":":
        return rest[1:].strip(" *")
    return None if rest else ""


def _between(line: str, template: str) -> str:
    """What stands in the place of ``{}``; empty when the line is not of that form."""
    before, _, after = template.partition("{}")
    at = line.lower().find(before.lower()) if before else 0
    if at < 0:
        return ""
    rest = line[at + len(before) :]
    end = rest.lower().find(after.lower()) if after else len(rest)
    return rest[:end].strip(" :.,") if 0 < end <= _LONGEST else ""


def _related(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)
