"""What the window says in Italian, where words alone are not enough."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.engine.reviewing import Item
from desktop.runtime.sentences import Sentences
from desktop.runtime.window.opening import application
from desktop.ui import moments
from desktop.ui.models.review import ReviewModel
from desktop.ui.views.cards import Words
from desktop.ui.views.review import ReviewPane


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    with patch.dict(os.environ, {"SPORTELLO_LANGUAGE": "it"}):
        kept = application(os.environ)
    yield
    kept.speak("en", None)


@pytest.mark.parametrize(
    ("day", "since", "at", "until"),
    [
        (21, "dal 21 nov, 18:30", "il 21 nov, 18:30", "fino al 21 nov, 18:30"),
        (8, "dall'8 nov, 18:30", "l'8 nov, 18:30", "fino all'8 nov, 18:30"),
        (11, "dall'11 nov, 18:30", "l'11 nov, 18:30", "fino all'11 nov, 18:30"),
    ],
)
def test_a_day_has_another_preposition_than_an_hour(day: int, since: str, at: str, until: str) -> None:
    when = QDateTime.fromString(f"2020-11-{day:02}T18:30:00", "yyyy-MM-ddTHH:mm:ss").toSecsSinceEpoch()
    assert (moments.since(when), moments.at(when), moments.until(when)) == (since, at, until)
    now = int(time.time())
    hour = moments.moment(now)
    said = (moments.since(now), moments.at(now), moments.until(now))
    assert said == (f"dalle {hour}", f"alle {hour}", f"fino alle {hour}")


@pytest.mark.parametrize(
    ("edit", "text", "shown"),
    [
        ("status-changed", "waiting", "In attesa del cliente"),
        ("prioritised", "low", "Bassa"),
        ("tagged", "+reso", "+reso"),
        ("noted", "waiting", "waiting"),
    ],
)
def test_a_change_that_was_not_made_is_said_as_everywhere(qtbot: QtBot, edit: str, text: str, shown: str) -> None:
    item = Item("i", "edit", "s1:a", "7KQ2-MXAD", "changed", "Bruno", 7, text, edit=edit)
    assert ReviewModel().said(item) == f"7KQ2-MXAD {shown}"
    pane = ReviewPane(Sentences("it", "window"))
    qtbot.addWidget(pane)
    pane.show_item(item)
    titles = [label.text() for label in pane.findChildren(QLabel)]
    assert ("Ciò che hai scritto" if edit == "noted" else "Ciò che hai cambiato") in titles
    (words,) = pane.findChildren(Words)
    assert words.toPlainText() == shown
