"""What a screen reader finds: the tree of accessible objects is walked in every window and dialog."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.ports.store.reader import TicketRow
from desktop.ui import moments, theme
from desktop.ui.models.spoken import spoken
from tests.integration.cli.shop import Office
from tests.ui.showing import showing

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


def row_of(**facts: object) -> TicketRow:
    usual: dict[str, object] = {one.name: "" for one in fields(TicketRow)}
    numbers = {
        "number": 1,
        "holder_since": 0,
        "waiting": 0,
        "last_date": 0,
        "alarms": 0,
        "rank": 1,
        "waits_from": 0,
        "promised": 0,
    }
    known = {"tags": (), "status": "open", "priority": "normal", "unread": False, "until": 0, **numbers}
    known |= {"has_files": False, "returned": False}
    return TicketRow(**{**usual, **known, **facts})  # type: ignore[arg-type]


@pytest.mark.usefixtures("qapp")
def test_a_row_is_said_as_a_colleague_would_say_it() -> None:
    waits = {"waiting": 1, "waits_from": int(time.time()) - 3 * 3600 - 60}
    urgent = row_of(customer="Maria Bianchi", tags=("pre-sale",), priority="urgent", **waits)
    assert spoken(urgent, "anna", str, begun=False) == "Maria Bianchi, pre-sale, urgent, waits 3 hours, free"
    mine = row_of(customer="Ugo", holder="anna", subject="Vaso", waiting=1, waits_from=int(time.time()) - 90_000)
    since = moments.since(mine.holder_since)
    assert spoken(mine, "anna", str, begun=True) == f"Ugo, waits 1 day, yours {since}, Draft, Vaso"
    his = replace(mine, holder="bruno", returned=True, promised=int(time.time()) + 9, has_files=True)
    due = moments.moment(his.promised)
    said = f"Ugo, waits 1 day, Bruno is answering {since}, not delivered, promised: {due}, Vaso, with an attachment"
    assert spoken(his, "anna", str.capitalize, begun=False) == said
    late = replace(mine, holder="", assignee="bruno", promised=1)
    assert "assigned to Bruno, promise not kept: " in spoken(late, "anna", str.capitalize, begun=False)
    done = row_of(customer="Ugo", status="resolved", unread=True)
    assert spoken(done, "anna", str, begun=False) == "Ugo, resolved, unread"


def test_a_row_is_said_in_italian(office: Office) -> None:
    reference = office.ticket("Detto a voce")
    with showing(office.anna, "it") as one:
        one.go("o")
        one.wait(lambda: "Detto a voce" in one.subjects(), "in the list")
        index = one.window.list.model.index(one.subjects().index("Detto a voce"), 0)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("Carla Rossi, ")
        assert "libero" in said
        office.bruno.ok("sync", "--once")
        office.bruno.ok("claim", reference)
        heard = partial(index.data, Qt.ItemDataRole.AccessibleTextRole)
        one.wait(lambda: "Bruno sta rispondendo dalle " in heard(), "who has it, and since when")
    office.bruno.ok("release", reference)


def test_tab_goes_through_the_window_and_comes_back(office: Office) -> None:
    office.ticket("Con il Tab")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.window.resize(1600, 1000)
        one.open("Con il Tab")
        one.window.list.tickets.setFocus()
        first, met = one.focus(), []
        for _ in range(60):
            met.append(one.focus())
            QTest.keyClick(one.focus(), Qt.Key.Key_Tab)
            if one.focus() is first:
                break
        assert one.focus() is first, "Tab never comes back"
        assert all(found.isVisible() for found in met)
        lists, answer = (
            met.index(one.window.list.tickets),
            next(n for n, found in enumerate(met) if one.window.ticket.isAncestorOf(found)),
        )
        assert lists < answer, "the list comes before the conversation"
        QTest.keyClick(one.focus(), Qt.Key.Key_Backtab)
        assert one.focus() is one.window.list.search, "the field above the list is one key back"


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


@pytest.mark.parametrize("dark", [False, True])
def test_the_focus_can_be_seen(office: Office, dark: bool) -> None:
    """Every button looks otherwise when it has the focus."""
    theme.dress(QApplication.instance(), dark=dark)
    try:
        with showing(office.anna) as one:
            one.window.beside.show_settings()
            (dialog,) = dialogs()
            one.wait(dialog.isActiveWindow, "the settings")
            for widget in dialog.findChildren(QWidget):
                if widget.isVisible() and widget.isEnabled() and takes_tab(widget):
                    widget.clearFocus()
                    before = widget.grab().toImage()
                    widget.setFocus(Qt.FocusReason.TabFocusReason)
                    assert widget.grab().toImage() != before, (type(widget).__name__, widget.accessibleName())
            dialog.close()
    finally:
        theme.dress(QApplication.instance(), dark=False)
