"""What a screen reader finds: the tree of accessible objects is walked in every window and dialog."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.integration.cli.shop import Office
from tests.ui.showing import showing

CTRL = Qt.KeyboardModifier.ControlModifier

ACTS = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.SpinBox,
    QAccessible.Role.PageTabList,
    QAccessible.Role.Link,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.Dialog,
}
"""What a person does something with has a name."""


def walked(found: QAccessibleInterface | None, depth: int = 0) -> Iterator[QAccessibleInterface]:
    if found is None or not found.isValid() or found.state().invisible or depth > 40:
        return
    yield found
    if found.role() not in (QAccessible.Role.Table, QAccessible.Role.List):
        for number in range(found.childCount()):
            yield from walked(found.child(number), depth + 1)


def nameless(window: QWidget) -> list[str]:
    missing = []
    for one in walked(QAccessible.queryAccessibleInterface(window)):
        widget = one.object()
        inner = isinstance(widget, QWidget) and widget.objectName().startswith("qt_")
        if one.role() in ACTS and not inner and not one.text(QAccessible.Text.Name).strip():
            names = [] if widget is None else [type(widget).__name__, widget.objectName()]
            missing.append(f"{one.role()} {names} in {type(widget.parent()).__name__ if widget else ''}")
    return missing


def dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_every_control_of_the_window_has_a_name(office: Office) -> None:
    office.ticket("Per chi ascolta")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Per chi ascolta")
        one.press("r")
        one.wait(lambda: one.window.ticket.composer.is_open, "composer")
        one.wait(lambda: one.window.ticket.shows(one.window.ticket.ticket), "shown")
        assert nameless(one.window) == []
        one.hit(Qt.Key.Key_Escape)
        for letter in ("v", "l"):
            one.go(letter)
            assert nameless(one.window) == []


def test_every_control_of_the_dialogs_has_a_name(office: Office) -> None:
    with showing(office.anna) as one:
        one.online()
        shows = one.window
        for show in (shows.beside.show_keys, shows.beside.show_settings, shows.show_team, shows.mailboxes.bring):
            show()
            (dialog,) = dialogs()
            tabs = dialog.findChild(QWidget, "qt_tabwidget_tabbar")
            for _ in range(3 if tabs is not None else 1):
                assert nameless(dialog) == [], dialog.windowTitle()
                if tabs is not None:
                    QTest.keyClick(tabs, Qt.Key.Key_Right)
            dialog.close()
            QApplication.processEvents()
        shows.beside.show_palette()
        palette = QApplication.activePopupWidget()
        assert palette is not None
        assert nameless(palette) == []
        palette.close()
