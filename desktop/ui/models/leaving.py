"""*About to leave*: answers that leave later, and follow-ups that have not left, as a list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.engine.following import FollowUp
from desktop.engine.laters import Planned
from desktop.ui.models.rows import RowsModel
from desktop.ui.moments import moment, weekday_moment


class LeavingModel(RowsModel):
    """``data`` under ``ITEM`` is a FollowUp or a Planned."""

    def said(self, item: FollowUp | Planned) -> str:
        if isinstance(item, Planned):
            return f"{planned_words(item)} {item.to} {item.reference}"
        return f"{moment(item.due)} {item.to} {item.reference}"


def planned_words(item: Planned) -> str:
    """Whose answer leaves when."""
    words = QCoreApplication.translate("leaving", "%1's answer leaves: %2")
    if item.own:
        words = QCoreApplication.translate("leaving", "Your answer leaves: %2")
    return words.replace("%1", item.agent).replace("%2", weekday_moment(item.due))
