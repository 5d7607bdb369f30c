"""Why a mail or a note does not go its way yet, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.journal.entries import START
from desktop.ports.store.drafts import Draft

translate = QCoreApplication.translate

_NAMED = 3


def held_back(draft: Draft, gaps: Sequence[str], *, member: bool, too_large: bool) -> str:
    """Empty when nothing does. ``gaps``: what is still to be filled in; ``member``: this computer is in the team."""
    if not member:
        return translate("Composer", "This computer is no longer in the team. What you wrote stays here")
    if not draft.text.strip():
        alone = translate("Composer", "Files do not leave alone: write a line to go with them")
        return alone if draft.files else translate("Composer", "Nothing is written yet")
    if gaps:
        named = ", ".join(gaps[:_NAMED])
        return translate("Composer", "Not sent: fill in %1 first").replace("%1", named)
    if draft.kind == "reply" and draft.shown == START:
        return translate("Composer", "The conversation is not here yet: send when you have seen it")
    return translate("Composer", "Not sent: the files are too large") if too_large else ""
