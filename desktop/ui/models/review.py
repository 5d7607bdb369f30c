"""*To review*: what stopped, as a list."""

from __future__ import annotations

from desktop.engine.reviewing import Item
from desktop.ui import vocabulary
from desktop.ui.models.rows import ITEM, RowsModel

__all__ = ["ITEM", "ReviewModel"]


class ReviewModel(RowsModel):
    """``data`` under ``ITEM`` is an Item."""

    def said(self, item: Item) -> str:
        return f"{item.reference} {vocabulary.changed(item.edit, item.text)}".strip()

    def item(self, row: int) -> Item | None:
        return self._items[row] if 0 <= row < len(self._items) else None
