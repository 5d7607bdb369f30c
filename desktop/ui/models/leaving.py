"""*About to leave*: follow-ups that have not left, as a list."""

from __future__ import annotations

from desktop.engine.following import FollowUp
from desktop.ui.models.rows import RowsModel
from desktop.ui.moments import moment


class LeavingModel(RowsModel):
    """``data`` under ``ITEM`` is a FollowUp."""

    def said(self, item: FollowUp) -> str:
        return f"{moment(item.due)} {item.to} {item.reference}"
