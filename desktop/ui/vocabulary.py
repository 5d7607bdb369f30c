"""The domain's words in the window's language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from desktop.engine.timeline import EventLine

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
    "on-hold": QT_TRANSLATE_NOOP("places", "On hold"),
    "never-opened": QT_TRANSLATE_NOOP("places", "Never opened"),
    "leaving": QT_TRANSLATE_NOOP("places", "About to leave"),
    "review": QT_TRANSLATE_NOOP("places", "To review"),
    "resolved": QT_TRANSLATE_NOOP("places", "Resolved"),
    "spam": QT_TRANSLATE_NOOP("places", "Spam"),
}
EVENTS: dict[str, Any] = {
    "status-changed": QT_TRANSLATE_NOOP("vocabulary", "%1 set the status: %2"),
    "prioritised": QT_TRANSLATE_NOOP("vocabulary", "%1 set the priority: %2"),
    "assigned": QT_TRANSLATE_NOOP("vocabulary", "%1 assigned it to %2"),
    "unassigned": QT_TRANSLATE_NOOP("vocabulary", "%1 assigned it to nobody"),
    "tagged": QT_TRANSLATE_NOOP("vocabulary", "%1 changed the tags: %2"),
    "claim-broken": QT_TRANSLATE_NOOP("vocabulary", "%1 ended the claim"),
    "merged": QT_TRANSLATE_NOOP("vocabulary", "%1 merged another ticket into this one"),
    "external": QT_TRANSLATE_NOOP("vocabulary", "Answered from another mail program"),
    "mail-moved": QT_TRANSLATE_NOOP("vocabulary", "The customer's mail was moved to “%2” with another mail program"),
    "mail-deleted": QT_TRANSLATE_NOOP("vocabulary", "The customer's mail was deleted with another mail program"),
    "revoked": QT_TRANSLATE_NOOP("vocabulary", "%1 revoked an answer without an outcome"),
}


def said(text: str, *facts: str) -> str:
    """In the window's language, with %1, %2 ... filled."""
    text = QCoreApplication.translate("vocabulary", text)
    for number, fact in enumerate(facts, 1):
        text = text.replace(f"%{number}", fact)
    return text


def status(value: str) -> str:
    return said(STATUS.get(value, value))


def priority(value: str) -> str:
    return said(PRIORITY.get(value, value))


def place(key: str) -> str:
    return QCoreApplication.translate("places", PLACES[key]) if key in PLACES else key.removeprefix("mailbox:")


def event(line: EventLine) -> str:
    kind = "unassigned" if line.kind == "assigned" and not line.value else line.kind
    value = {"status-changed": status, "prioritised": priority}.get(kind, str)(line.value)
    return said(EVENTS.get(kind, kind), line.agent, value)


def size(octets: int) -> str:
    """Of a file."""
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
