"""Every window and dialog that a person may come to, walked as a screen reader and as the Tab key walk it: each control
has a name, and the focus goes on as one reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import SportelloError
from desktop.engine.discovery import Proposal, Way
from desktop.runtime.sentences import Sentences
from desktop.ui.passphrase import Unlock
from tests.integration.cli.shop import Office
from tests.integration.cli.test_forms import form
from tests.ui.beginning import first_run
from tests.ui.showing import showing
from tests.ui.test_accessible import nameless
from tests.ui.test_mailbox_rules import dialog, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ESC = Qt.Key.Key_Escape


def stops(part: QWidget) -> list[tuple[QWidget, QRect]]:
    """Where Tab stops in it, from the window's first stop on, and where each is in the window. (To ask a widget for
    the next one in the chain makes PySide think that it is its child.)"""
    window, met = part.window(), list[QWidget]()
    if (focus := window.focusWidget()) is not None:
        focus.clearFocus()
    while window.focusNextPrevChild(True) and (one := window.focusWidget()) is not None and one not in met:
        met.append(one)
    inside = [one for one in met if part.isAncestorOf(one)]
    return [(one, QRect(one.mapTo(window, QPoint()), one.size())) for one in inside]


def jumps(window: QWidget) -> Iterator[str]:
    """Steps of Tab against the way one reads: up, unless to the next column; to the left, unless further down."""
    chain = stops(window)
    for (one, here), (other, there) in pairwise(chain):
        up = there.bottom() < here.top() and there.left() < here.right()
        back = there.right() < here.left() and there.top() < here.bottom()
        if up or back:
            yield f"{_name(one)} → {_name(other)}"


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"


def walk(window: QWidget) -> None:
    QApplication.processEvents()
    title = window.windowTitle() or window.accessibleName()
    assert nameless(window) == [], title
    assert list(jumps(window)) == [], title
    assert stops(window), title


def walk_popup() -> None:
    """And close it."""
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert nameless(popup) == []
    popup.close()


def test_the_first_run_is_walked_page_by_page(tmp_path: Path) -> None:
    with first_run(tmp_path / "profile") as one:
        window = one.window
        walk(window)
        one.press(Qt.Key.Key_Space)
        one.type("info@bottega.example")
        walk(window)
        window.address_form.show_proposal(Proposal("info@bottega.example", Way.NOTHING))
        walk(window)
        for page in (window.team_form, window.file_form, window.passphrase_form):
            window._pages.setCurrentWidget(page)
            walk(window)
    asked = Unlock(SportelloError("no-sealing-password"), Sentences("en", "window"), tmp_path)
    asked.show()
    walk(asked)
    asked.close()


def test_what_is_opened_on_a_ticket_is_walked(office: Office) -> None:
    form(office, "Da percorrere", 47)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Da percorrere")
        walk(one.window)
        one.press("c")
        asking = dialog(one, "Who wrote this?")
        walk(asking)
        press(asking, "A rule for such mails …")
        making = dialog(one, "A rule for such mails")
        walk(making)
        making.reject()
        one.front()
        one.press("h")
        walk_popup()
        one.front()
        one.press("y")
        walk_popup()
        one.front()
        one.press("f")
        composer = one.window.ticket.composer
        one.wait(lambda: composer.is_open, "a forward")
        walk(composer)
        composer.close_draft()
        one.wait(lambda: not composer.is_open, "closed")
        one.front()
        one.press("r")
        one.wait(lambda: composer.reply is not None, "a reply")
        one.press("l", CTRL, SHIFT)
        walk_popup()
        one.front()
        walk(composer)
        composer.close_draft()


def test_what_is_opened_beside_the_work_is_walked(fresh: Office) -> None:
    fresh.anna.ok("texts", "import", "--starter")
    with showing(fresh.anna) as one:
        one.online()
        window, panes = one.window, one.window._panes
        settings = window.beside.settings
        settings.show()
        for number in range(settings.tabs.count()):
            settings.tabs.setCurrentIndex(number)
            walk(settings)
        settings.close()
        for show, shown in (
            (window.canned.show_all, panes.dialogs.texts),
            (window.show_team, panes.team),
            (panes.dialogs.mailbox.open_empty, panes.dialogs.mailbox),
            (window.dialogs.show_figures, window.dialogs.figures),
            (window.dialogs.show_moving, window.dialogs.moving),
            (window.mailboxes.bring, window.mailboxes),
        ):
            show()
            walk(shown)
            shown.close()
        window.beside.show_keys()
        walk(dialog(one, "Keys"))
        dialog(one, "Keys").close()
        window.beside.show_palette()
        walk_popup()
