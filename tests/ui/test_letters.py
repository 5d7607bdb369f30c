"""Text on one line: cut where there is no more room, whatever its script."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from desktop.ui.letters import Face
from desktop.ui.theme import font

TEXTS = (
    "Buongiorno, dov'è il mio pacco?",
    "AVATAR To. WAVE fi",
    "Ваш заказ принят",
    "متى يصل الطلب",
    "注文番号の件",
    "👍🏽 ok",
    "",
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_where_there_is_no_more_room(qtbot: QtBot, text: str, bold: bool) -> None:  # noqa: ARG001
    face = Face(font(bold=bold))
    metrics = QFontMetricsF(face.font)
    real = metrics.horizontalAdvance(text)
    assert real - 1 <= face.width(text) <= 1.1 * real + 1, "letters that kern take a little less"
    for width in range(0, 260, 7):
        shown = face.cut(text, width)
        assert metrics.horizontalAdvance(shown) <= width + 1 or shown == "…"
        assert shown == text or shown == "" or shown.endswith("…")
    assert face.cut(text, 10_000) == text
    assert face.cut(text, -5) == ""
