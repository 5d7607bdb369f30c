"""Rows of three lines: what it is, and two lines about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui import theme
from desktop.ui.models.rows import ITEM
from desktop.ui.theme import STEP

_HEIGHT = 9 * STEP


class LinesDelegate(QStyledItemDelegate):
    def said(self, item: Any) -> tuple[str, str, str]:
        """The three lines; each list knows better."""
        return str(item.id), "", ""

    def sizeHint(self, _: QStyleOptionViewItem, __: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, theme.scaled(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(ITEM)
        if item is None:
            return
        found = theme.colours()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(box, QColor(found.chosen if state & QStyle.StateFlag.State_Selected else found.surface))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(found.line))
        inner = box.adjusted(2 * STEP, STEP, -2 * STEP, -STEP - 1)
        height = inner.height() // 3
        looks = (
            (theme.font(theme.BODY, bold=True), found.text),
            (theme.font(theme.SMALL), found.text),
            (theme.font(theme.SMALL), found.muted),
        )
        for number, (text, (letters, colour)) in enumerate(zip(self.said(item), looks, strict=True)):
            line = QRect(inner.left(), inner.top() + number * height, inner.width(), height)
            painter.setFont(letters)
            painter.setPen(QColor(colour))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()
