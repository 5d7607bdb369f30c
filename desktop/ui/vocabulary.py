"""The domain's words in the window's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QLocale, Qt

from desktop.domain import reasons
from desktop.engine.timeline import EventLine
from desktop.journal.state import SharedText
from desktop.mime.mail import Origin
from desktop.ports.store.reader import NEVER, TicketRow
from desktop.ui import moments
from desktop.ui.moments import day
from desktop.ui.own_keys import own

STATUS: dict[str, Any] = {
    "open": QT_TRANSLATE_NOOP("vocabulary", "Open"),
    "waiting": QT_TRANSLATE_NOOP("vocabulary", "Waiting for the customer"),
    "on-hold": QT_TRANSLATE_NOOP("vocabulary", "On hold"),
    "resolved": QT_TRANSLATE_NOOP("vocabulary", "Resolved"),
    "spam": QT_TRANSLATE_NOOP("vocabulary", "Spam"),
}
PRIORITY: dict[str, Any] = {
    "urgent": QT_TRANSLATE_NOOP("vocabulary", "Urgent"),
    "high": QT_TRANSLATE_NOOP("vocabulary", "High"),
    "normal": QT_TRANSLATE_NOOP("vocabulary", "Normal"),
    "low": QT_TRANSLATE_NOOP("vocabulary", "Low"),
}
PLACES: dict[str, Any] = {
    "mine": QT_TRANSLATE_NOOP("places", "My tickets"),
    "unassigned": QT_TRANSLATE_NOOP("places", "Unassigned"),
    "open": QT_TRANSLATE_NOOP("places", "All open"),
    "waiting": QT_TRANSLATE_NOOP("places", "Waiting"),
    "promises": QT_TRANSLATE_NOOP("places", "Promises"),
    "on-hold": QT_TRANSLATE_NOOP("places", "On hold"),
    "snoozed": QT_TRANSLATE_NOOP("places", "Snoozed"),
    "never-opened": QT_TRANSLATE_NOOP("places", "Never opened"),
    "leaving": QT_TRANSLATE_NOOP("places", "About to leave"),
    "review": QT_TRANSLATE_NOOP("places", "To review"),
    "resolved": QT_TRANSLATE_NOOP("places", "Resolved"),
    "spam": QT_TRANSLATE_NOOP("places", "Spam"),
}
AUTOMATIC: dict[str, Any] = {
    "bounce": QT_TRANSLATE_NOOP("vocabulary", "delivery report"),
    "auto-reply": QT_TRANSLATE_NOOP("vocabulary", "automatic reply"),
    "list": QT_TRANSLATE_NOOP("vocabulary", "mailing list"),
    "bulk": QT_TRANSLATE_NOOP("vocabulary", "bulk mail"),
}
ROLES: dict[str, Any] = {
    "agent": QT_TRANSLATE_NOOP("vocabulary", "Agent"),
    "lead": QT_TRANSLATE_NOOP("vocabulary", "Team lead"),
}
EMPTY: dict[str, Any] = {
    "mine": QT_TRANSLATE_NOOP("empty", "Nothing is yours.\nG U shows what nobody has; P takes a ticket."),
    "unassigned": QT_TRANSLATE_NOOP("empty", "Everything is assigned.\nG O shows all that is open."),
    "open": QT_TRANSLATE_NOOP("empty", "Nothing is open.\nNew mail comes in by itself; F5 looks at once."),
    "waiting": QT_TRANSLATE_NOOP("empty", "No ticket waits for its customer.\nAnswered tickets come here."),
    "on-hold": QT_TRANSLATE_NOOP(
        "empty", "Nothing is on hold.\nT on a ticket puts it here, for as long as others are asked."
    ),
    "promises": QT_TRANSLATE_NOOP(
        "empty", "No promise has to be kept.\nA holding reply makes one: it says until when you write again."
    ),
    "snoozed": QT_TRANSLATE_NOOP(
        "empty", "Nothing is snoozed.\nH on a ticket puts it here, until its time or until the customer writes."
    ),
    "never-opened": QT_TRANSLATE_NOOP("empty", "Somebody has looked at every ticket.\nG O shows all that is open."),
    "leaving": QT_TRANSLATE_NOOP(
        "empty", "Nothing is about to leave by itself.\nWhat is planned is listed here, and D stops it."
    ),
    "review": QT_TRANSLATE_NOOP("empty", "Nothing to review.\nWhat stops on its way is kept here."),
    "resolved": QT_TRANSLATE_NOOP(
        "empty", "Nothing is resolved yet.\nE resolves a ticket, Ctrl+Shift+Enter with an answer."
    ),
    "spam": QT_TRANSLATE_NOOP("empty", "No spam.\nCtrl+J on a ticket puts it here."),
}
_LETTERS = {
    "mine": ("claim",), "on-hold": ("status",), "snoozed": ("snooze",), "leaving": ("stop",), "resolved": ("resolve",),
}  # fmt: skip
"""The actions that they name by a single letter."""

EVENTS: dict[str, Any] = {
    "status-changed": QT_TRANSLATE_NOOP("vocabulary", "%1 set the status: %2"),
    "prioritised": QT_TRANSLATE_NOOP("vocabulary", "%1 set the priority: %2"),
    "assigned": QT_TRANSLATE_NOOP("vocabulary", "%1 assigned it to %2"),
    "unassigned": QT_TRANSLATE_NOOP("vocabulary", "%1 assigned it to nobody"),
    "tagged": QT_TRANSLATE_NOOP("vocabulary", "%1 changed the tags: %2"),
    "claimed": QT_TRANSLATE_NOOP("vocabulary", "%1 took it"),
    "claim-broken": QT_TRANSLATE_NOOP("vocabulary", "%1 ended the claim"),
    "merged": QT_TRANSLATE_NOOP("vocabulary", "%1 merged another ticket into this one"),
    "external": QT_TRANSLATE_NOOP("vocabulary", "Answered from another mail program"),
    "mail-moved": QT_TRANSLATE_NOOP("vocabulary", "The customer's mail was moved to “%2” with another mail program"),
    "mail-deleted": QT_TRANSLATE_NOOP("vocabulary", "The customer's mail was deleted with another mail program"),
    "corrected": QT_TRANSLATE_NOOP("vocabulary", "%1 corrected who wrote: %2"),
    "customer-note-corrected": QT_TRANSLATE_NOOP("vocabulary", "%1 corrected a note on the customer: %2"),
    "customer-note-taken-back": QT_TRANSLATE_NOOP("vocabulary", "%1 took back a note on the customer"),
    "classified": QT_TRANSLATE_NOOP("vocabulary", "%1 said what it was about: %2"),
    "promised": QT_TRANSLATE_NOOP("vocabulary", "%1 promised an answer: %2"),
    "unpromised": QT_TRANSLATE_NOOP("vocabulary", "%1 took the promise back"),
    "revoked": QT_TRANSLATE_NOOP("vocabulary", "%1 revoked an answer without an outcome"),
    "snoozed": QT_TRANSLATE_NOOP("vocabulary", "%1 snoozed it %2"),
    "snooze-ended": QT_TRANSLATE_NOOP("vocabulary", "%1 brought it back"),
    "send-planned": QT_TRANSLATE_NOOP("vocabulary", "%1 wrote an answer that leaves %2"),
    "send-plan-left": QT_TRANSLATE_NOOP("vocabulary", "%1's answer went on its way"),
    "send-plan-withdrawn": QT_TRANSLATE_NOOP("vocabulary", "%1's answer was held back"),
    "send-plan-missed": QT_TRANSLATE_NOOP("vocabulary", "%1's answer missed its time: that computer was not running"),
}
_NOTHING_LEFT = {
    ("assigned", ""): "unassigned",
    ("promised", "0"): "unpromised",
    ("customer-note-corrected", ""): "customer-note-taken-back",
}

WHY: dict[str, Any] = {
    "full": QT_TRANSLATE_NOOP("vocabulary", "mailbox full"),
    "unknown": QT_TRANSLATE_NOOP("vocabulary", "no such address"),
    "domain": QT_TRANSLATE_NOOP("vocabulary", "no such domain"),
    "blocked": QT_TRANSLATE_NOOP("vocabulary", "blocked by the other side"),
    "large": QT_TRANSLATE_NOOP("vocabulary", "mail too large"),
    "unreachable": QT_TRANSLATE_NOOP("vocabulary", "server not reached"),
    "delayed": QT_TRANSLATE_NOOP("vocabulary", "not delivered yet, the server goes on trying"),
    "delivered": QT_TRANSLATE_NOOP("vocabulary", "delivered"),
    "away": QT_TRANSLATE_NOOP("vocabulary", "out of office"),
}
CHANNEL: dict[str, Any] = {
    "form": QT_TRANSLATE_NOOP("vocabulary", "through a form, as it was typed there"),
    "marketplace": QT_TRANSLATE_NOOP("vocabulary", "through a marketplace"),
    "social": QT_TRANSLATE_NOOP("vocabulary", "from a social network"),
}
CHANNELS: dict[str, Any] = {
    "form": QT_TRANSLATE_NOOP("vocabulary", "form"),
    "marketplace": QT_TRANSLATE_NOOP("vocabulary", "marketplace"),
    "social": QT_TRANSLATE_NOOP("vocabulary", "social network"),
}
CORRECTED: Any = QT_TRANSLATE_NOOP("vocabulary", "through a form, corrected by hand")
BACK: Any = QT_TRANSLATE_NOOP("vocabulary", "out of office, back about %1")
ORDER: Any = QT_TRANSLATE_NOOP("vocabulary", "no. %1")
DOUBT: Any = QT_TRANSLATE_NOOP("vocabulary", "it names two different addresses: check which one is the customer's")
ELSEWHERE: Any = QT_TRANSLATE_NOOP("vocabulary", "can be answered there only")
_SENT: Any = QT_TRANSLATE_NOOP("vocabulary", "sent %1×")
PROMISED: Any = QT_TRANSLATE_NOOP("vocabulary", "promised: %1")
KEPT: Any = QT_TRANSLATE_NOOP("vocabulary", "promise kept: %1")
BROKEN: Any = QT_TRANSLATE_NOOP("vocabulary", "promise not kept: %1")
REASON: dict[str, Any] = {
    "contact": QT_TRANSLATE_NOOP("vocabulary", "question"),
    "order": QT_TRANSLATE_NOOP("vocabulary", "new order"),
    "question": QT_TRANSLATE_NOOP("vocabulary", "question about an article or order"),
    "message": QT_TRANSLATE_NOOP("vocabulary", "message"),
}


def said(text: str, *facts: str) -> str:
    """In the window's language, with %1, %2 ... filled."""
    text = QCoreApplication.translate("vocabulary", text)
    for number, fact in enumerate(facts, 1):
        text = text.replace(f"%{number}", fact)
    return text


def uses(text: SharedText) -> str:
    """How often it was sent, and in which languages, as far as that is known; empty for never."""
    if not text.uses:
        return ""
    number = QLocale().toString
    languages = sorted(text.languages.items(), key=lambda pair: (-pair[1], pair[0]))
    each = ", ".join(f"{way} {number(count)}" for way, count in languages)
    times = said(_SENT, number(text.uses))
    return f"{times} ({each})" if each else times


def draft() -> str:
    """On a ticket where the person has begun to write."""
    return QCoreApplication.translate("vocabulary", "Draft")


def returned() -> str:
    """On a ticket whose newest answer came back."""
    return QCoreApplication.translate("vocabulary", "not delivered")


def status(value: str) -> str:
    return said(STATUS.get(value, value))


def priority(value: str) -> str:
    return said(PRIORITY.get(value, value))


def automatic(kind: str) -> str:
    """Why a mail is no person's."""
    return said(AUTOMATIC.get(kind, kind))


def role(value: str) -> str:
    return said(ROLES.get(value, value))


def place(key: str) -> str:
    return QCoreApplication.translate("places", PLACES[key]) if key in PLACES else key.partition(":")[2]


def why(reason: str, words: str) -> str:
    """Of a mail that came back, or of somebody's absence with the day of their return; may be empty."""
    if reason == "away" and (back := QDate.fromString(words, Qt.DateFormat.ISODate)).isValid():
        return said(BACK, day(back.day(), back.month()))
    return said(WHY.get(reason, reason))


def origin(found: Origin) -> str:
    """Through what a mail came, and what it is about."""
    order = said(ORDER, found.order) if found.order else ""
    doubts = [said(text) for text, told in ((DOUBT, found.doubt), (ELSEWHERE, found.elsewhere)) if told]
    through = said(CORRECTED if found.by_hand else CHANNEL[found.channel])
    return " · ".join(filter(None, (through, found.title, reason(found.reason), order, *doubts)))


def reason(value: str) -> str:
    """What a form's mail is about."""
    return said(REASON.get(value, value))


def channel(value: str) -> str:
    return said(CHANNELS.get(value, value))


def empty(key: str) -> str:
    """What a place without a line says: what it is for, and where to go."""
    mailbox = QT_TRANSLATE_NOOP("empty", "Nothing is open in this mailbox.\nF5 looks for new mail at once.")
    words = QCoreApplication.translate("empty", EMPTY.get(key, mailbox))
    return own(words, *_LETTERS.get(key, ()))


def event(line: EventLine) -> str:
    kind = _NOTHING_LEFT.get((line.kind, line.value), line.kind)
    if kind == "send-plan-ended":
        kind = f"send-plan-{line.value}"
    return said(EVENTS.get(kind, kind), line.agent, changed(kind, line.value))


def changed(kind: str, value: str) -> str:
    """What an entry of that kind set."""
    return _SPOKEN.get(kind, str)(value)


def classified(value: str) -> str:
    """Reason and outcome, a line each."""
    return " · ".join(filter(None, (reasons.shown(path, QLocale().name()[:2]) for path in value.split("\n"))))


def promise(due: int, *, kept: bool | None) -> str:
    """``kept``: None while that is not decided."""
    return said({None: PROMISED, True: KEPT, False: BROKEN}[kept], moments.moment(due))


def _moment(value: str) -> str:
    return moments.moment(int(value))


def snoozed(until: int) -> str:
    """For how long."""
    if until in (0, NEVER):
        return QCoreApplication.translate("vocabulary", "until the customer writes")
    return moments.until(until)


def leaves(when: int) -> str:
    """Of an answer that leaves later."""
    return moments.at(when)


def back(row: TicketRow) -> str:
    """Why it is in sight again."""
    if row.back == "customer":
        return QCoreApplication.translate("vocabulary", "back: the customer wrote")
    words = QCoreApplication.translate("vocabulary", "back: it was snoozed %1")
    return words.replace("%1", moments.until(row.until))


def _snoozed_value(value: str) -> str:
    return snoozed(int(value or 0))


def _at(value: str) -> str:
    return moments.at(int(value or 0))


_SPOKEN: dict[str, Callable[[str], str]] = {
    "status-changed": status,
    "prioritised": priority,
    "snoozed": _snoozed_value,
    "send-planned": _at,
    "classified": classified,
    "promised": _moment,
}


def chase_ups(count: int) -> str:
    """How often a customer has written again before an answer."""
    one = QCoreApplication.translate("vocabulary", "1 chase-up")
    return one if count == 1 else QCoreApplication.translate("vocabulary", "%1 chase-ups").replace("%1", str(count))


def size(octets: int) -> str:
    """Of a file."""
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
