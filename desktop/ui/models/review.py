"""*To review*: what stopped, as a list."""

from __future__ import annotations

from desktop.engine.reviewing import Item
from desktop.ui.models.rows import ITEM, RowsModel

__all__ = ["ITEM", "ReviewModel"]


class ReviewModel(RowsModel):
    """``data`` under ``ITEM`` is an Item."""

    def said(self, item: Item) -> str:
        return f"{item.reference} {item.text}".strip()

    def item(self, row: int) -> Item | None:
        return self._items[row] if 0 <= row < len(self._items) else None
