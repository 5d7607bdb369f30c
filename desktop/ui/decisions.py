"""What a person may decide about an item of the review: letter, words, and the engine's word for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.engine.reviewing import Item

KINDS: dict[str, Any] = {
    "stopped": QT_TRANSLATE_NOOP("decisions", "A reply was stopped"),
    "kept": QT_TRANSLATE_NOOP("decisions", "A reply waits for the line"),
    "uncertain": QT_TRANSLATE_NOOP("decisions", "It is not known whether this left"),
    "unresolved": QT_TRANSLATE_NOOP("decisions", "A colleague's answer without an outcome"),
    "leaving": QT_TRANSLATE_NOOP("decisions", "An answer is leaving now"),
    "edit": QT_TRANSLATE_NOOP("decisions", "A change was not made"),
    "flagged": QT_TRANSLATE_NOOP("decisions", "Marked as answered elsewhere"),
    "missed": QT_TRANSLATE_NOOP("decisions", "A colleague's answer has not left"),
    "alarm": QT_TRANSLATE_NOOP("decisions", "Two answers to one mail"),
    "quarantined": QT_TRANSLATE_NOOP("decisions", "An entry that nobody may count"),
}

_OPEN = ("O", QT_TRANSLATE_NOOP("decisions", "Open the ticket"), "open")
_REWRITE = ("A", QT_TRANSLATE_NOOP("decisions", "Write anew"), "rewrite")
_APPLY = ("A", QT_TRANSLATE_NOOP("decisions", "Make the change all the same"), "apply")
_SENT = ("S", QT_TRANSLATE_NOOP("decisions", "It was sent"), "sent")
_NOT_SENT = ("N", QT_TRANSLATE_NOOP("decisions", "It was not sent"), "not-sent")
_RESEND = ("M", QT_TRANSLATE_NOOP("decisions", "Send the same mail again"), "resend")
_NO_ANSWER = ("N", QT_TRANSLATE_NOOP("decisions", "That was no answer"), "not-sent")
_THROW_AWAY = ("D", QT_TRANSLATE_NOOP("decisions", "Throw away"), "dismiss")
_SEEN = ("D", QT_TRANSLATE_NOOP("decisions", "Seen"), "dismiss")

_BY_KIND: dict[str, tuple[tuple[str, Any, str], ...]] = {
    "stopped": (_REWRITE, _OPEN, _THROW_AWAY),
    "kept": (_REWRITE, _OPEN, _THROW_AWAY),
    "uncertain": (_SENT, _NOT_SENT, _RESEND, _OPEN),
    "unresolved": (_SENT, _NOT_SENT, _OPEN),
    "leaving": (_OPEN,),
    "edit": (_APPLY, _OPEN, _SEEN),
    "flagged": (_OPEN, _NO_ANSWER, _SEEN),
}


def kind(item: Item) -> str:
    return QCoreApplication.translate("decisions", KINDS.get(item.kind, item.kind))


def decisions(item: Item) -> list[tuple[str, str, str]]:
    """The likeliest first."""
    wanted = _BY_KIND.get(item.kind, (_OPEN, _SEEN))
    said = [(letter, QCoreApplication.translate("decisions", text), word) for letter, text, word in wanted]
    return [one for one in said if one[2] != "open" or item.ticket]
