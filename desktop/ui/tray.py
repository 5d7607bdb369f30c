"""The icon beside the clock: how many tickets wait, and notes where the desktop has no server for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop.ports.notifier import Note
from desktop.ui import theme
from desktop.ui.notifying import OPEN

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

_SIDE = 64
_MOST = 99


class Tray(QObject):
    opened = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._news = window.news
        self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
        self._menu = QMenu()
        self._menu.addAction(self.tr("Open Sportello")).triggered.connect(self.opened)
        self._menu.addAction(self.tr("Close Sportello")).triggered.connect(window.close)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)
        self._icon.messageClicked.connect(self._click)
        self._news.lost.connect(self._show)
        self._news.waiting.connect(self._count)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()
        self._news.count()

    def close(self) -> None:
        """No number stays behind."""
        self._icon.hide()
        QGuiApplication.instance().setBadgeNumber(0)  # type: ignore[union-attr]

    @property
    def words(self) -> str:
        return self._icon.toolTip()

    def _count(self, waiting: int) -> None:
        said = self.tr("Sportello: %1 tickets are yours or nobody's").replace("%1", str(waiting))
        self._icon.setToolTip(said if waiting else "Sportello")
        self._icon.setIcon(counted(QApplication.windowIcon(), waiting))
        QGuiApplication.instance().setBadgeNumber(waiting)  # type: ignore[union-attr]

    def _show(self, note: Note) -> None:
        if self._icon.isVisible():
            self._icon.showMessage(note.title, note.body, QApplication.windowIcon())

    def _click(self) -> None:
        self._news.press(OPEN)

    def _activate(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why != QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()


def counted(icon: QIcon, number: int) -> QIcon:
    """With a number on it."""
    if not number:
        return icon
    picture = QPixmap(icon.pixmap(_SIDE))
    if picture.isNull():
        picture = QPixmap(_SIDE, _SIDE)
        picture.fill(Qt.GlobalColor.transparent)
    side = picture.width()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.LIGHT.bad))
    words = str(number) if number <= _MOST else f"{_MOST}+"
    width = side * (0.5 if len(words) == 1 else 0.62 if len(words) == 2 else 0.8)
    mark = QRectF(side - width, side * 0.5, width, side * 0.5)
    painter.drawRoundedRect(mark, side * 0.25, side * 0.25)
    letters = theme.font(bold=True)
    letters.setPixelSize(round(side * 0.4))
    painter.setFont(letters)
    painter.setPen(QColor(theme.LIGHT.on_accent))
    painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return QIcon(picture)
