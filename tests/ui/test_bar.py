"""The list's own scroll bar shows where the list stands."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.views.bar import Bar


def test_the_handle_stands_where_the_list_does(qtbot: QtBot) -> None:
    bar = Bar()
    qtbot.addWidget(bar)
    bar.resize(12, 400)
    bar.setRange(0, 900)
    bar.setPageStep(100)
    bar.show()

    def handle() -> list[int]:
        image = bar.grab().toImage()
        line = QColor(theme.colours().line)
        return [y for y in range(400) if image.pixelColor(6, y) == line]

    top = handle()
    bar.setValue(900)
    bottom = handle()
    assert top
    assert bottom
    assert len(top) == len(bottom)
    assert max(top) < 100
    assert min(bottom) > 300
