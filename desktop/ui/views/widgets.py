"""Small widgets that the panes are made of."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.letters import face
from desktop.ui.own_keys import first, name_keys
from desktop.ui.theme import STEP

_SQUEEZED = 80 * STEP
"""Below this width a question has its answers under it."""

_CHIP, _GAP = 20, STEP // 2
"""Height of a tag, and the room between two."""


def button(
    text: str, pressed: Callable[[], object], *, kind: str = "", tip: str = "", name: str = "", does: str = ""
) -> QPushButton:
    """``name`` is what a screen reader says, when it is more than the text. ``does``: the action of the key map whose
    key the tip names, or is."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    if does:
        name_keys(made, "setToolTip", tip or first(does), does)
    elif tip:
        made.setToolTip(tip)
    made.clicked.connect(pressed)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def label(text: str = "", *, kind: str = "", wraps: bool = False, selectable: bool = False) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    made.setWordWrap(wraps)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def row(*widgets: QWidget | None, spacing: int = STEP) -> QHBoxLayout:
    """None is where the space goes."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made


def column(parent: QWidget, *parts: QWidget | QLayout, margins: int = 2 * STEP, spacing: int = STEP) -> QVBoxLayout:
    made = QVBoxLayout(parent)
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    return made


def card(title: str, *parts: QWidget | QLayout) -> QFrame:
    """Parts that belong together, in a frame with a title."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    head = [label(title, kind="large")] if title else []
    column(frame, *head, *parts, margins=2 * STEP, spacing=STEP + STEP // 2)
    return frame


def restyle(widget: QWidget, kind: str, name: str = "kind") -> None:
    """Another ``kind``, drawn at once."""
    if widget.property(name) != kind:
        widget.setProperty(name, kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def empty(layout: QLayout) -> None:
    """Takes everything out."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            empty(inner)


def discard(widget: QWidget) -> None:
    """Out of sight at once."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


class Elided(QLabel):
    """One line that ends with dots where there is no room; the tool tip says all. ``hugs``: as wide as its words where
    there is room, not as wide as there is room; ``tip``: to be told beside them."""

    def __init__(self, text: str = "", kind: str = "", *, hugs: bool = False, tip: str = "") -> None:
        super().__init__()
        self._tip = tip
        if kind:
            self.setProperty("kind", kind)
        self._whole = ""
        across = QSizePolicy.Policy.Preferred if hugs else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(STEP, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        # Escaped: a tool tip would take a customer's subject for HTML.
        told = [self._whole if shown != self._whole else "", self._tip]
        self.setToolTip("".join(f"<p>{html.escape(words)}</p>" for words in told if words))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Asking(QFrame):
    """A question and the buttons that answer it: beside it, or below where the words would be squeezed."""

    def lay(self, words: QWidget, *answers: QPushButton) -> None:
        layout = row(words)
        layout.setStretch(0, 1)
        layout.addLayout(row(*answers, None))
        layout.setContentsMargins(STEP + STEP // 2, STEP // 2, STEP // 2, STEP // 2)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        super().resizeEvent(event)
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            narrow = self.width() < theme.scaled(_SQUEEZED)
            layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Chips(QWidget):
    """Tags, as in the list: as many as there is room for, then how many more there are."""

    def __init__(self) -> None:
        super().__init__()
        self._tags: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, tags: Sequence[str]) -> None:
        self._tags = tuple(tags)
        self.setAccessibleName(", ".join(tags))
        self.setToolTip(f"<qt>{html.escape(', '.join(tags))}</qt>" if tags else "")
        self.setVisible(bool(tags))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(sum(chip_width(tag) + _GAP for tag in self._tags), theme.scaled(_CHIP))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(theme.scaled(5 * STEP), theme.scaled(_CHIP))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        left, height = 0, theme.scaled(_CHIP)
        for number, tag in enumerate(self._tags):
            more = f"+{len(self._tags) - number}"
            last = number == len(self._tags) - 1
            if left + chip_width(tag) > self.width() - (0 if last else chip_width(more)):
                paint_chip(painter, QRectF(left, 0, chip_width(more), height), more, theme.chip(more))
                return
            paint_chip(painter, QRectF(left, 0, chip_width(tag), height), tag, theme.chip(tag))
            left += chip_width(tag) + _GAP


class Initials(QWidget):
    """A round mark with somebody's letters."""

    def __init__(self, name: str) -> None:
        super().__init__()
        words = [word for word in name.split() if word[0].isalnum()]
        self._letters = "".join(word[0] for word in words[:2]).upper() or "?"
        self._name = name
        self.setFixedSize(theme.scaled(4 * STEP), theme.scaled(4 * STEP))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground, letters = theme.chip(self._name)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(letters))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)


def tab_through(area: QWidget, parts: Iterable[QWidget]) -> None:
    """From the area Tab goes on through what stands in it, part by part, though that was made later than what stands
    behind the area: Qt puts what is new at the end of the window's order."""
    before = area
    for part in parts:
        for one in part.findChildren(QWidget):
            if one.window() is area.window() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, one)
                before = one


class Rule(QFrame):
    """A thin line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.setProperty("kind", "rule")


def chip_width(text: str) -> int:
    return round(face(theme.SMALL).width(text)) + 2 * STEP


def paint_chip(painter: QPainter, place: QRectF, text: str, colours: tuple[str, str]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours[0]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QColor(colours[1]))
    painter.setFont(theme.font(theme.SMALL))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class Choice(QComboBox):
    """Words that have no room end with dots, and are told whole by the pointer."""

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        whole: str = option.currentText
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(f"<p>{html.escape(whole)}</p>" if option.currentText != whole else "")
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
