"""What is known of a ticket, to be filled into a canned response: by the English names of ``mime.filling.FIELDS``."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from desktop.domain import promises
from desktop.domain.language import spoken
from desktop.domain.texts import Actions, After
from desktop.domain.ticket import shown_reference
from desktop.engine.queries import Conversation
from desktop.journal.state import Team

_ORDER = re.compile(
    r"\b(?:ordin[ei]|order|acquisto)\b[\s:]*(?:n\.?[°r]?\.?|num\.?|numero|number|no\.?|id|#|:|\s)*\s*"
    r"#?((?=[A-Z-]*\d)[A-Z]{0,5}-?\d[\dA-Z-]{2,14})\b",
    re.IGNORECASE,
)
"""A number that a customer calls that of an order."""

_COMPANY = frozenset("srl s.r.l. srls spa s.p.a. snc s.n.c. sas s.a.s. ltd inc llc gmbh soc coop studio ditta".split())
_TITLES = frozenset(
    "sig sig. sig.ra sig.na signor signora dott dott. dott.ssa dr dr. prof prof. avv avv. ing ing. mr mr. mrs mrs."
    " ms ms. geom geom. arch arch. rag rag.".split()
)


def language(found: Conversation, team: Team) -> str:
    """In which the customer writes, by the newest of their mails; the team's own when that does not tell."""
    otherwise = str(team.policy.get("language", "")) or "it"
    theirs = (message.mail.own_text for message in reversed(found.messages) if not message.outgoing)
    return spoken(next(theirs, ""), otherwise)


def fields(
    found: Conversation, team: Team, agent: str, way: str, now: datetime, due: datetime | None
) -> dict[str, str]:
    """``way``: the language of the text; ``now`` and ``due`` in the shop's time. What is not known is empty."""
    line = found.row
    name = line.customer if line.customer != line.customer_address else ""
    return {
        "first_name": first_name(name),
        "name": name,
        "order": order(found),
        "reference": shown_reference(found.ticket.reference),
        "number": f"#{found.ticket.number}",
        "subject": line.subject,
        "agent": team.agent_name(agent),
        "shop": str(team.mailboxes.get(line.mailbox, {}).get("name", "")) or team.name,
        "mailbox": line.mailbox,
        "today": now.strftime("%d/%m/%Y"),
        "promise": promises.spoken(due, now, way) if due is not None else "",
    }


def after(text: str, actions: Actions, due: datetime | None) -> After:
    """What a text's actions come to for an answer that is begun now. ``text``: as ``After`` has it."""
    seconds = int(due.timestamp()) if due is not None else 0
    return After(actions.tags, actions.status, seconds, actions.reason, actions.outcome, (text,))


def local_now(seconds: float) -> datetime:
    """Of seconds since 1970 UTC: this computer's local time."""
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def due_of(actions: Actions, now: datetime) -> datetime | None:
    """When what a text promises comes due; the wall clock of that day, whatever summer time does until then."""
    if not actions.promise:
        return None
    return promises.due(actions.promise, now.replace(tzinfo=None)).astimezone()


def first_name(name: str) -> str:
    """How somebody is greeted, empty when that is not certain: a company, an address, one letter."""
    before, comma, behind = name.partition(",")
    words = [word for word in (behind if comma else before).split() if word.casefold() not in _TITLES]
    whole = {word.strip(".,").casefold() for word in name.split()} | {word.casefold() for word in name.split()}
    if not words or whole & _COMPANY or any(not c.isalpha() and c not in " .,'’-" for c in name):
        return ""
    first = words[0].strip(".,")
    return (first.title() if first.isupper() or first.islower() else first) if len(first) > 1 else ""


def order(found: Conversation) -> str:
    """The number of the order that it is about: of a form's mail what stands in it, else what a customer calls so in
    the newest mail or subject that names one."""
    for message in reversed(found.messages):
        if not message.outgoing:
            origin = message.mail.origin
            if origin is not None and origin.order:
                return origin.order
            for text in (message.mail.own_text[:20_000], message.mail.subject):
                named = _ORDER.search(text)
                if named is not None:
                    return named[1].upper()
    return ""
