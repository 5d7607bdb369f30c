"""A rule for a form, made from one mail of it: a person says which line holds what.

What a person points at is a line's label ("E-mail:"), or a heading with its value on the next line, as forms write
them; the rule then finds the same lines in the next mail. It believes the very address that this one came from.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop.mime.forms import COMMON, Rule, Rules
from desktop.mime.mail import ParsedMail

FIELDS = ("email", "name", "order", "about", "says")
"""What a line may hold: the customer's address, name, order number, reason, and where their words begin."""

_LINES = 60
_LABEL = 40
_VALUE = 120
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,250}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line of a form."""

    label: str
    value: str
    """What stands behind the label, or on the next line that is not empty."""

    @property
    def has_address(self) -> bool:
        return bool(_ADDRESS.search(self.value))


def labelled(mail: ParsedMail) -> tuple[Labelled, ...]:
    """The lines that a rule can find again, each label once, in their order."""
    lines = [line.strip() for line in mail.text.split("\n", _LINES)[:_LINES]]
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        label, colon, value = line.partition(":")
        label, value = label.strip(" *"), value.strip(" *")
        if not 1 < len(label) <= _LABEL or not any(map(str.isalpha, label)) or "@" in label or "{}" in label:
            continue
        if not value:
            value = next((one for one in lines[number + 1 : number + 4] if one), "")
        if value and (colon or not value.endswith(":")):
            found.setdefault(label, value[:_VALUE])
    return tuple(Labelled(label, value) for label, value in found.items())


def guessed(mail: ParsedMail, known: Rules) -> dict[str, str]:
    """Field to label, as far as rules that we know name such lines."""
    lines, found = labelled(mail), {}
    for field in FIELDS:
        words = known.order if field == "order" else [word for rule in known.rules for word in getattr(rule, field)]
        likely = [line for line in lines if any(_alike(line.label, word) for word in words)]
        if field == "email":
            likely = [line for line in likely if line.has_address] or [line for line in lines if line.has_address]
        if likely:
            found[field] = likely[0].label
    return found


def _alike(label: str, word: str) -> bool:
    return word.casefold() == label.casefold() or word.casefold() in label.casefold().split()


def rule_from(
    mail: ParsedMail, title: str, labels: Mapping[str, str], *, reason: str = "contact", taken: Collection[str] = ()
) -> Rule:
    """``labels``: field to the label of its line, as ``labelled`` gives them. Raises ValueError with a word about what
    is missing: a sender, a label that the mail does not have, or anything that says who the customer is."""
    if mail.sender is None:
        raise ValueError("from")
    there = {line.label for line in labelled(mail)}
    unknown = [label for label in labels.values() if label not in there]
    if unknown:
        raise ValueError(unknown[0])
    if not labels.get("email") and not labels.get("name") and len(mail.reply_to) != 1:
        raise ValueError("email")
    told = {field: (labels[field],) for field in FIELDS if labels.get(field)}
    return Rule(
        id=_slug(title or "form", taken),
        channel="form",
        title=" ".join(title.split())[:_VALUE],
        reason=reason,
        senders=(mail.sender.email.lower(),),
        words=next(iter(told.values()), ()),
        email=told.get("email", ()),
        name=told.get("name", ()),
        order=told.get("order", ()),
        about=told.get("about", ()),
        says=told.get("says", ()),
    )


def written(rules: Rules) -> str:
    """As TOML, to be read by ``rules_of``."""
    tables = [_table(rule) for rule in rules.rules]
    common = [("order", list(rules.order)), ("free", sorted(rules.free))]
    if any(value for _, value in common):
        tables.insert(0, _lines(COMMON, common))
    return "\n".join(tables)


def _table(rule: Rule) -> str:
    texts = [("title", rule.title), ("channel", rule.channel), ("reason", rule.reason), ("address", rule.address)]
    words = [
        ("from" if name == "senders" else name, list(getattr(rule, name)))
        for name in ("senders", "subject", "words", "email", "below", "name", "order", "about", "says")
    ]
    return _lines(rule.id, [*texts, ("elsewhere", rule.elsewhere), *words])


def _lines(name: str, values: Sequence[tuple[str, object]]) -> str:
    # A JSON string is a TOML string, but for DEL, which has no place in either.
    said = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values if value]
    return "\n".join([f"[{name}]", *said, ""]).replace("\x7f", "")


def _slug(title: str, taken: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "form"
    numbers = (slug if n == 1 else f"{slug}-{n}" for n in range(1, 1000))
    return next(one for one in numbers if one not in taken and one != COMMON)
