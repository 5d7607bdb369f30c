"""Every text can be read on its ground: WCAG 2.2, 1.4.3, 4.5 : 1."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from desktop.ui.theme import CHIPS_DARK, CHIPS_LIGHT, DARK, LIGHT, PAIRS, Colours, style_sheet


def luminance(value: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(value).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_have_contrast(look: Colours) -> None:
    weak = {pair: contrast(getattr(look, pair[0]), getattr(look, pair[1])) for pair in PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("chips", [CHIPS_LIGHT, CHIPS_DARK], ids=["light", "dark"])
def test_chips_have_contrast(chips: tuple[tuple[str, str], ...]) -> None:
    assert [pair for pair in chips if contrast(*pair) < 4.5] == []


def test_the_sheet_names_only_colours_that_there_are() -> None:
    assert "@" not in style_sheet(LIGHT)
