"""Figures, by keyboard: the share of promises kept, and how often texts were sent in which language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.integration.cli.shop import Office
from tests.ui.showing import showing


def test_promises_kept_and_those_that_wait_are_a_key_away(fresh: Office) -> None:
    by = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for subject in ("Mantenuta", "In sospeso"):
        reference = fresh.ticket(subject)
        fresh.anna.ok("promise", reference, by)
        if subject == "Mantenuta":
            fresh.anna.replies(reference, "Arriva domani.")
    fresh.anna.ok("texts", "import", "--starter")
    with showing(fresh.anna) as one:
        one.online()
        one.go("f")
        dialog = one.window.dialogs.figures
        one.wait(lambda: "100 %" in words(dialog), "counted")
        assert "in the last 30 days · 1 of 1" in words(dialog)
        assert "never sent" in dialog._texts.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
        QTest.keyClick(dialog.show_waiting, Qt.Key.Key_Space)
        one.front()
        one.wait(lambda: one.subjects() == ["In sospeso"], "what still waits is shown")


def words(dialog: object) -> str:
    assert hasattr(dialog, "findChildren")
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
