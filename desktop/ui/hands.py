"""Somebody's hands at a window, for the demo's tour: keys as a keyboard sends them, eyes that wait until something is
shown, and pictures. Nothing here knows what is behind the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine import notices
from desktop.ui import keyboard, vocabulary
from desktop.ui.application import Shown
from desktop.ui.models.tickets import ROW
from desktop.ui.views.editor import Editor
from desktop.ui.window import MainWindow

_PAUSE = 10
"""Milliseconds between two looks; Qt goes on meanwhile."""


_AGAIN = (5.0, 5.0, 30.0)
"""Seconds after which a row is clicked once more: news may have moved it from under the mouse."""


class Hands(QObject):
    def __init__(self, name: str, shown: Shown) -> None:
        super().__init__()
        assert shown.window is not None
        self.name = name
        self.window: MainWindow = shown.window
        self.reviewed = 0
        """How many items wait in the review, as last told."""
        self.ended = 0
        """Attempts to send that have come to an end, whichever."""
        shown.bridge.said.connect(self._told)

    @property
    def online(self) -> bool:
        """As the window shows it: it may have been told before these hands were there."""
        return self.window.status.online

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
        """Raises SportelloError ``demo-not-seen``."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise SportelloError("demo-not-seen", what=what, agent=self.name)
            QTest.qWait(_PAUSE)

    def press(self, *keys: str) -> None:
        """Each as the key sheet writes it: ``R``, ``Alt+1``, ``Ctrl+Return``, ``G, V``."""
        self.to_front()  # Qt gives a window's keys to that window only which is in front
        for key in keys:
            sequence = QKeySequence(key)
            for n in range(sequence.count()):
                found = sequence[n]  # type: ignore[index]
                QTest.keyClick(self._focus(), found.key(), found.keyboardModifiers())

    def do(self, action: str) -> None:
        """What a key of the key map does, at this very moment: two windows cannot both be in front."""
        keyboard.actions(self.window)[action]()

    def type(self, text: str) -> None:
        """Where the focus is, as if it had been pasted: all at once. Qt's own typist knows no accents."""
        focus = self._focus()
        if isinstance(focus, QLineEdit):
            focus.insert(text)
        elif isinstance(focus, Editor):
            focus.insertPlainText(text)

    def find(self, address: str) -> None:
        """Click on the ticket of the customer with that address, among all open ones; it is shown when this returns."""
        self.to_front()
        self.press("Esc", "G, O")
        for seconds in _AGAIN:
            self.wait(lambda: self._row_of(address) is not None, address)
            self._click_on(address)
            with suppress(SportelloError):
                self.wait(lambda: self.address == address, address, seconds)
                return
        raise SportelloError("demo-not-seen", what=address, agent=self.name)

    def _click_on(self, address: str) -> None:
        view = self.window.list.tickets
        index = view.model().index(self._row_of(address) or 0, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def pick(self, key: str, value: str) -> None:
        """From a list that a key opens: the status, by its name in the window's language."""
        self.press(key)
        popup = QApplication.activePopupWidget()
        field = popup.findChild(QLineEdit) if popup is not None else None
        if field is None:
            raise SportelloError("demo-not-seen", what=value, agent=self.name)
        field.insert(vocabulary.status(value))
        QTest.keyClick(field, Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """An answer to the ticket that is shown; it is not sent yet."""
        self.press("R")
        self.wait(lambda: self.window.ticket.composer.is_open, "composer")
        self.window.ticket.composer.text.selectAll()
        self.type(text)

    def look_through_review(self, item: int = 1) -> None:
        """Until just so many wait there; the first of them is shown."""
        self.to_front()
        self.wait(lambda: self.reviewed == item, "review")
        self.press("Esc", "G, V")
        self.wait(lambda: self.window.review.item is not None and self.window.review.complete, "review")

    def throw_away(self) -> None:
        """All that waits in the review."""
        while self.reviewed:
            before = self.reviewed
            self.press("D")
            self.wait(lambda before=before: self.reviewed < before, "review")  # type: ignore[misc]

    def to_front(self) -> None:
        if not self.window.isActiveWindow():
            self.window.raise_()
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow, "window")

    def picture(self, path: Path) -> None:
        """As soon as two looks in a row see the same: what was told has been laid out."""
        looks = [self.window.grab().toImage()]

        def still() -> bool:
            QCoreApplication.sendPostedEvents()
            looks.append(self.window.grab().toImage())
            return looks[-1] == looks[-2]

        self.wait(still, path.name)
        looks[-1].save(str(path))

    @property
    def address(self) -> str:
        """Of the customer whose ticket is shown."""
        found = self.window.ticket.conversation
        return found.row.customer_address if found is not None else ""

    @property
    def subject(self) -> str:
        found = self.window.ticket.conversation
        return found.row.subject if found is not None else ""

    @property
    def holder(self) -> str:
        """Agent id of who holds the ticket that is shown."""
        found = self.window.ticket.conversation
        claim = found.ticket.claim if found is not None else None
        return claim.agent if claim is not None else ""

    @property
    def banner(self) -> str:
        return self.window.ticket.banner.text

    def _told(self, notice: object) -> None:
        match notice:
            case notices.ReviewRead(items=items):
                self.reviewed = len(items)
            case notices.SendEnded():
                self.ended += 1

    def _row_of(self, address: str) -> int | None:
        model = self.window.list.model
        rows = (model.index(n, 0).data(ROW) for n in range(model.rowCount()))
        return next((n for n, row in enumerate(rows) if row is not None and row.customer_address == address), None)

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return self.window.focusWidget() or self.window
