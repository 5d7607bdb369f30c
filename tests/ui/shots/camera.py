"""The camera, and what every scene needs. Imported first: it says where Qt draws and that nobody's keyring is asked."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["DBUS_SESSION_BUS_ADDRESS"] = ""
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.ui import theme
from desktop.ui.window import MainWindow
from tests.ui.beginning import First
from tests.ui.showing import Showing

D = TypeVar("D", bound=QDialog)
CTRL = Qt.KeyboardModifier.ControlModifier
_numbers = itertools.count(1)


class Camera:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, one: Showing | First, name: str) -> None:
        if isinstance(one.window, MainWindow):
            one.window.resize(1280, 800)
        self.take_widget(one.window, name)

    def take_widget(self, shown: QWidget, name: str) -> None:
        for _ in range(5):
            QApplication.processEvents()
        path = self.folder / f"{next(_numbers):02}-{name}.png"
        shown.grab().save(str(path))
        sys.stdout.write(f"{path}\n")


@contextmanager
def dressed_dark(dark: bool = True) -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.dress(application, dark=dark)
    yield
    theme.dress(application, dark=False)


def shown(widget: QWidget) -> bool:
    QApplication.processEvents()
    return widget.isVisible()


def dialog(one: Showing, kind: type[D]) -> D:
    (found,) = (dialog for dialog in one.window.findChildren(kind) if dialog.isVisible())
    return found


def popped(camera: Camera, one: Showing, name: str) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    camera.take_widget(popup, name)
    popup.close()
    one.front()
