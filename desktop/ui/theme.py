"""One look: colours for light and dark, distances in steps of eight, a scale of letters, one radius.

Every pair that carries text keeps the contrast of WCAG 2.2 AA (4.5 : 1); ``PAIRS`` names them and a test computes
them. The system says whether it is light or dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from zlib import crc32

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

STEP = 8
RADIUS = 8

SMALL, BODY, LARGE, TITLE = 12, 13, 15, 20
"""Letters, in pixels, where the system's are as large as most are; larger ones make all of this larger."""

_USUAL = 40 / 3
"""Pixels of ten points, the system's letters on most desktops."""

_PREFERRED, _STILL = "preferredTheme", "preferredStill"

_BLINK = 1000
"""Milliseconds, Qt's own."""

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)

_FOR_LETTERS = re.compile(r"(font-size|min-height): (\d+)px")


@dataclass(frozen=True, slots=True)
class Colours:
    """Grounds, then what stands on them."""

    ground: str
    """Behind the conversation."""
    side: str
    """Behind the places."""
    surface: str
    """Cards, list, fields."""
    raised: str
    """Quiet buttons, a row under the mouse."""
    chosen: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    note_soft: str
    note_line: str


LIGHT = Colours(
    ground="#f4f5f7",
    side="#e9ecf0",
    surface="#ffffff",
    raised="#eef1f4",
    chosen="#dcecee",
    line="#d9dee5",
    text="#1a222d",
    muted="#556173",
    accent="#0b6570",
    on_accent="#ffffff",
    accent_soft="#dceff1",
    good="#1c6b40",
    good_soft="#e1f2e8",
    warn="#7d4e00",
    warn_soft="#fdf0d5",
    bad="#a8231c",
    bad_soft="#fde7e4",
    note_soft="#fff6da",
    note_line="#e6d291",
)

DARK = Colours(
    ground="#14181d",
    side="#0f1317",
    surface="#1b2128",
    raised="#262e37",
    chosen="#1d3a40",
    line="#2d3641",
    text="#e6ebf1",
    muted="#9eabbb",
    accent="#62c3cd",
    on_accent="#08262a",
    accent_soft="#163238",
    good="#7fd0a1",
    good_soft="#17301f",
    warn="#f0bf6b",
    warn_soft="#382a10",
    bad="#ff9d94",
    bad_soft="#3d1d1b",
    note_soft="#2e2916",
    note_line="#5a4d20",
)

PAIRS = (
    *((name, ground) for name in ("text", "muted") for ground in ("ground", "side", "surface", "raised", "chosen")),
    ("text", "note_soft"),
    ("muted", "note_soft"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("text", "good_soft"),
    ("text", "warn_soft"),
    ("text", "bad_soft"),
    ("accent", "surface"),
    ("accent", "ground"),
    ("accent", "chosen"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("good", "good_soft"),
    ("good", "surface"),
    ("warn", "warn_soft"),
    ("warn", "surface"),
    ("warn", "chosen"),
    ("bad", "bad_soft"),
    ("bad", "surface"),
    ("bad", "chosen"),
)
"""Text and its ground."""

CHIPS_LIGHT = (
    ("#dcebfb", "#174a83"),
    ("#e3f1dd", "#2c5a1c"),
    ("#f9e4ee", "#87204f"),
    ("#efe5fb", "#572c91"),
    ("#fdebd3", "#7a4300"),
    ("#dff1f0", "#0d5854"),
)
CHIPS_DARK = (
    ("#17324f", "#a9d0fb"),
    ("#1f3818", "#b0dd9d"),
    ("#451c30", "#f7b3d0"),
    ("#33214f", "#d3bbf8"),
    ("#432d10", "#f5c98a"),
    ("#123836", "#97dcd7"),
)
"""Ground and text of tags; a tag always has the same."""


def is_dark() -> bool:
    """What the application is dressed in."""
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colours() -> Colours:
    return DARK if is_dark() else LIGHT


def chip(name: str) -> tuple[str, str]:
    """Ground and text for a tag."""
    table = CHIPS_DARK if is_dark() else CHIPS_LIGHT
    return table[crc32(name.casefold().encode()) % len(table)]


def scaled(pixels: int) -> int:
    """A length that holds letters, as they are now."""
    return round(pixels * max(BODY, QApplication.font().pixelSize()) / BODY)


def font(pixels: int = BODY, *, bold: bool = False) -> QFont:
    made = QFont(QApplication.font())
    made.setPixelSize(scaled(pixels))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


@lru_cache(maxsize=128)
def colour(value: str) -> QColor:
    """Not to be changed."""
    return QColor(value)


def dress(application: QApplication, *, dark: bool | None = None, like: QFont | None = None) -> None:
    """Palette, letters and style sheet, as told, as the person prefers, or as the system is; again whenever the system
    turns. ``like``: the system's letters; smaller ones than usual do not make ours smaller."""
    if dark is None:
        dark = {"light": False, "dark": True}.get(application.property(_PREFERRED))
    if dark is None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    found = DARK if dark else LIGHT
    application.setStyle("Fusion")
    letters = like or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    letters.setPixelSize(round(BODY * max(1.0, QFontInfo(letters).pixelSize() / _USUAL)))
    application.setFont(letters)
    application.setPalette(_palette(found))
    application.setStyleSheet(style_sheet(found, letters.pixelSize() / BODY))


def prefer(application: QApplication, theme: str) -> None:
    """light, dark or system, from now on."""
    if application.property(_PREFERRED) != theme:
        application.setProperty(_PREFERRED, theme)
        dress(application)


def rest(application: QApplication, *, still: bool) -> None:
    """Whether nothing moves by itself from now on: no menu that slides, no cursor that blinks, no bar that shrinks."""
    application.setProperty(_STILL, still)
    for effect in _EFFECTS:
        application.setEffectEnabled(effect, not still)
    application.setCursorFlashTime(0 if still else _BLINK)


def is_still() -> bool:
    return bool(QApplication.instance().property(_STILL))  # type: ignore[union-attr]


def _palette(found: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: found.ground,
        QPalette.ColorRole.WindowText: found.text,
        QPalette.ColorRole.Base: found.surface,
        QPalette.ColorRole.AlternateBase: found.raised,
        QPalette.ColorRole.Text: found.text,
        QPalette.ColorRole.Button: found.raised,
        QPalette.ColorRole.ButtonText: found.text,
        QPalette.ColorRole.Highlight: found.accent,
        QPalette.ColorRole.HighlightedText: found.on_accent,
        QPalette.ColorRole.PlaceholderText: found.muted,
        QPalette.ColorRole.ToolTipBase: found.surface,
        QPalette.ColorRole.ToolTipText: found.text,
        QPalette.ColorRole.Link: found.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(found.muted))
    return palette


def style_sheet(found: Colours, scale: float = 1.0) -> str:
    """Qt's own language of style; names of widgets are their ``objectName`` or the property ``kind``."""
    sheet = _SHEET.replace("@theme", "dark" if found == DARK else "light")
    for field in sorted(fields(found), key=lambda field: -len(field.name)):
        sheet = sheet.replace(f"@{field.name};", f"{getattr(found, field.name)};")
        sheet = sheet.replace(f"@{field.name} ", f"{getattr(found, field.name)} ")
    return _FOR_LETTERS.sub(lambda length: f"{length[1]}: {round(int(length[2]) * scale)}px", sheet)


_SHEET = """
QMainWindow, QDialog, #firstRun, #demoCard { background: @ground; }
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px 8px; }
QSplitter::handle { background: @line; }

#places { background: @side; border: none; outline: none; padding: 4px 0; }
#sidebar { background: @side; }
#brand { font-size: 15px; font-weight: 600; color: @text; }
#team { color: @muted; font-size: 12px; }
#list { background: @surface; border: none; outline: none; }
#listPane { background: @surface; }
#placeTitle { font-size: 15px; font-weight: 600; }
#placeCount { color: @muted; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @surface; color: @text; border: 1px solid @line; border-radius: 6px; padding: 5px 8px;
  selection-background-color: @accent; selection-color: @on_accent;
}
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: none; width: 0; height: 0; margin-right: 8px;
  border-left: 4px solid @surface; border-right: 4px solid @surface; border-top: 5px solid @muted;
}
QTimeEdit, QSpinBox { padding: 5px 24px 5px 8px; }
QTimeEdit::up-button, QSpinBox::up-button, QTimeEdit::down-button, QSpinBox::down-button { border: none; width: 22px; }
QTimeEdit::up-arrow, QSpinBox::up-arrow, QTimeEdit::down-arrow, QSpinBox::down-arrow {
  image: none; width: 0; height: 0; border-left: 4px solid @surface; border-right: 4px solid @surface;
}
QTimeEdit::up-arrow, QSpinBox::up-arrow { border-bottom: 5px solid @muted; }
QTimeEdit::down-arrow, QSpinBox::down-arrow { border-top: 5px solid @muted; }
QAbstractSpinBox:disabled { color: @muted; background: @ground; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 1px solid @accent; }
QAbstractSpinBox:focus { border: 1px solid @accent; }

QTextEdit[kind="plain"], QTextEdit[kind="muted"],
QTextEdit[kind="plain"]:focus, QTextEdit[kind="muted"]:focus { background: transparent; border: none; padding: 0; }
QTextEdit[kind="muted"] { color: @muted; }

QPushButton {
  background: @surface; color: @text; border: 1px solid @line; border-radius: 6px; padding: 5px 12px; min-height: 16px;
}
QPushButton:hover { background: @raised; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:disabled { color: @muted; background: @ground; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[kind="primary"]:focus { border: 1px solid @text; }
QPushButton[kind="primary"]:disabled { background: @raised; color: @muted; border: 1px solid @line; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 2px 4px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @accent; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: @text; padding: 5px 8px; }
QPushButton[kind="pill"] {
  background: @raised; border: 1px solid @line; border-radius: 8px; color: @muted; padding: 0 8px; min-height: 12px;
}
QPushButton[kind="pill"]:hover { background: @chosen; }
QPushButton[kind="pill"]:focus { border: 1px solid @accent; }
QPushButton[kind="quiet"]:hover { background: @raised; }
QPushButton[kind="quiet"]:focus { border: 1px solid @accent; }
QPushButton[kind="tool"] {
  background: transparent; border: 1px solid transparent; color: @muted; padding: 1px 6px; min-width: 14px;
}
QPushButton[kind="tool"]:hover { background: @raised; color: @text; }
QPushButton[kind="tool"][on="true"] { background: @chosen; color: @text; }
QPushButton::menu-indicator { width: 0; }
QCheckBox, QRadioButton { padding: 2px 4px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox::indicator { background: @surface; border: 1px solid @muted; border-radius: 3px; width: 12px; height: 12px; }
QCheckBox::indicator:checked { background: @accent; border: 1px solid @accent; }
QCheckBox::indicator:checked { image: url(icons:marks/ticked-@theme.svg); }
QCheckBox::indicator:disabled { background: @ground; border: 1px solid @line; }
QCheckBox::indicator:checked:disabled { background: @muted; border: 1px solid @muted; }
#commands { background: @surface; border: 1px solid @line; border-radius: 6px; outline: none; }
#commands:focus { border: 1px solid @accent; }
#commands::item { padding: 4px 8px; color: @text; }
#commands::item:selected { background: @chosen; color: @text; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { background: transparent; color: @muted; padding: 6px 14px; border: 1px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar:focus { border: 1px solid @accent; border-radius: 4px; }

QLabel[kind="muted"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: 12px; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="title"] { font-size: 20px; font-weight: 600; }
QLabel[kind="large"] { font-size: 15px; font-weight: 600; }
QLabel[kind="bad"] { color: @bad; }
QLabel[kind="good"] { color: @good; }
QLabel[kind="warn"] { color: @warn; }

#head { background: @surface; border-bottom: 1px solid @line; }
#conversation, #conversation > QWidget > QWidget#thread { background: @ground; border: none; }
QFrame[kind="rule"] { background: @line; border: none; }
QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="ours"] { background: @accent_soft; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="side"] { background: @raised; border: 1px dashed @muted; border-radius: 8px; }
QFrame[kind="note"] { background: @note_soft; border: 1px solid @note_line; border-radius: 8px; }
QFrame[kind="banner-free"] { background: @raised; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="banner-mine"] { background: @good_soft; border: 1px solid @good; border-radius: 8px; }
QFrame[kind="banner-wait"] { background: @accent_soft; border: 1px solid @accent; border-radius: 8px; }
QFrame[kind="banner-held"] { background: @warn_soft; border: 1px solid @warn; border-radius: 8px; }
QFrame[kind="banner-bad"] { background: @bad_soft; border: 1px solid @bad; border-radius: 8px; }
QLabel[kind="dot-free"] { color: @muted; }
QLabel[kind="dot-mine"] { color: @good; }
QLabel[kind="dot-wait"] { color: @accent; }
QLabel[kind="dot-held"] { color: @warn; }
QLabel[kind="dot-bad"] { color: @bad; }

#composer { background: @surface; border-top: 1px solid @line; }
#leaving { background: @surface; }
#composer[mode="note"] { background: @note_soft; border-top: 1px solid @note_line; }
#undo { background: @text; border-radius: 8px; }
#undo QLabel { color: @surface; }
#undo QPushButton { background: transparent; color: @surface; border: 1px solid @surface; }
#undo QPushButton:focus { border: 2px solid @surface; }
#undo QProgressBar { background: transparent; border: none; max-height: 3px; min-height: 3px; }
#undo QProgressBar::chunk { background: @surface; }

#customer { background: @surface; border: none; border-left: 1px solid @line; }
#earlier { border: none; background: transparent; outline: none; }
#earlier::item { padding: 6px 8px; border-radius: 6px; color: @text; }
#earlier::item:hover { background: @raised; }
#earlier::item:selected { background: @chosen; color: @text; }

#status { background: @side; border-top: 1px solid @line; }
#status QLabel { font-size: 12px; color: @muted; }
#status QLabel[kind="online"] { color: @good; }
#status QLabel[kind="offline"] { color: @warn; }
#trouble { background: @bad_soft; border: none; border-bottom: 1px solid @bad; }
StandstillBar[kind], RejoinBar[kind], UpdateBar[kind] { border-width: 0 0 1px 0; border-radius: 0; }

QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0; background: none; }
QTabBar::tab { background: transparent; color: @muted; border: none; padding: 6px 12px; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @text; }
QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @chosen; color: @text; }
#picker { background: @surface; border: 1px solid @line; border-radius: 8px; }
#picker QListWidget { border: none; background: transparent; outline: none; }
#picker QListWidget::item { padding: 5px 8px; border-radius: 4px; color: @text; }
#picker QListWidget::item:selected { background: @chosen; color: @text; }
"""
