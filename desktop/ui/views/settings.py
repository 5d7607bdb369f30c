"""What a person chooses for their own window. Everything acts at once: there is nothing to save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLayout, QTabWidget, QTimeEdit, QWidget

from desktop.ui.chosen import Chosen
from desktop.ui.preferences import DENSITIES, LANGUAGES, THEMES, UNDO
from desktop.ui.theme import STEP
from desktop.ui.views.key_settings import KeySettings
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import button, column, label, row


class SettingsDialog(QDialog):
    moving_wanted = Signal()
    """To take them to another computer."""

    def __init__(self, parent: QWidget, chosen: Chosen, places: Sequence[tuple[str, str]]) -> None:
        """``places``: key and name of those of which notifications may tell."""
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(self.tr("Settings"))
        self._trouble = TroubleBar()
        self.keys = KeySettings(chosen)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Settings"))
        self.tabs.addTab(_General(chosen), self.tr("General"))
        self.tabs.addTab(self.keys, self.tr("Keys"))
        self.tabs.addTab(_Notifications(chosen, places), self.tr("Notifications"))
        close = button(self.tr("Close"), self.accept, kind="primary", tip="Esc")
        hint = label(self.tr("What you change holds at once, on this computer."), kind="muted")
        move = button(self.tr("Export and back-up …"), self._move, does="moving")
        layout = column(self, self._trouble, self.tabs, row(hint, None, move, close))
        layout.setStretch(1, 1)
        chosen.unsaved.connect(self._say_unsaved)
        self.resize(88 * STEP, 80 * STEP)

    def turn_to_keys(self) -> None:
        self.tabs.setCurrentWidget(self.keys)

    def _move(self) -> None:
        self.accept()
        self.moving_wanted.emit()

    def _say_unsaved(self) -> None:
        self._trouble.say(
            self.tr("This holds until you close the window: the disk did not take it. Make room, then choose it again.")
        )


class _General(QWidget):
    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self._chosen = chosen
        now = chosen.now
        self.language = _box(LANGUAGES, [self.tr("As the system"), "English", "Italiano"], now.language)
        self.language.currentIndexChanged.connect(self._speak)
        themes = [self.tr("As the system"), self.tr("Light"), self.tr("Dark")]
        self.theme = _box(THEMES, themes, now.theme)
        self.theme.currentIndexChanged.connect(self._wear)
        self.density = _box(DENSITIES, [self.tr("Comfortable"), self.tr("Compact")], now.density)
        self.density.currentIndexChanged.connect(self._space)
        seconds = [self.tr("%1 seconds").replace("%1", str(one)) for one in UNDO[1:]]
        self.undo = _box(UNDO, [self.tr("As the team has agreed"), *seconds], now.undo_seconds)
        self.undo.currentIndexChanged.connect(self._wait)
        self.motion = QCheckBox(self.tr("Nothing moves by itself"))
        self.motion.setChecked(now.reduced_motion)
        self.motion.toggled.connect(self._still)
        form = QFormLayout()
        form.setHorizontalSpacing(3 * STEP)
        form.setVerticalSpacing(2 * STEP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for name, box in (
            (self.tr("Language"), self.language),
            (self.tr("Colours"), self.theme),
            (self.tr("Rows"), self.density),
            (self.tr("A mail waits before it leaves"), self.undo),
        ):
            box.setAccessibleName(name)
            form.addRow(name, box)
        form.addRow(self.tr("Motion"), self.motion)
        _framed(self, form)

    def _speak(self) -> None:
        self._chosen.change(language=self.language.currentData())

    def _wear(self) -> None:
        self._chosen.change(theme=self.theme.currentData())

    def _space(self) -> None:
        self._chosen.change(density=self.density.currentData())

    def _wait(self) -> None:
        self._chosen.change(undo_seconds=self.undo.currentData())

    def _still(self, on: bool) -> None:
        self._chosen.change(reduced_motion=on)


class _Notifications(QWidget):
    def __init__(self, chosen: Chosen, places: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._chosen = chosen
        now = chosen.now
        self._on = QCheckBox(self.tr("Tell me on the desktop what has come in"))
        self._on.setChecked(now.notify)
        self._places = {key: QCheckBox(name.replace("&", "&&")) for key, name in places}
        for key, box in self._places.items():
            box.setChecked(key not in now.quiet_places)
            box.toggled.connect(self._choose_places)
        self._quiet = QCheckBox(self.tr("Not in quiet hours"))
        self._quiet.setChecked(now.quiet_hours)
        self._since, self._until = _time(now.quiet_from), _time(now.quiet_until)
        self._since.setAccessibleName(self.tr("Quiet from"))
        self._until.setAccessibleName(self.tr("Quiet until"))
        for time in (self._since, self._until):
            time.timeChanged.connect(self._choose_hours)
        self._on.toggled.connect(self._switch)
        self._quiet.toggled.connect(self._choose_hours)
        hours = row(label(self.tr("from")), self._since, label(self.tr("until")), self._until, None)
        hours.setContentsMargins(3 * STEP, 0, 0, 0)
        ticket = self.tr("The ticket in front of you, and what you do yourself, is never told.")
        _framed(
            self,
            self._on,
            label(self.tr("Of these places:"), kind="muted"),
            *self._places.values(),
            self._quiet,
            hours,
            label(ticket, kind="muted", wraps=True),
        )
        self._allow()

    def _switch(self, on: bool) -> None:
        self._chosen.change(notify=on)
        self._allow()

    def _choose_places(self) -> None:
        self._chosen.change(quiet_places=tuple(key for key, box in self._places.items() if not box.isChecked()))

    def _choose_hours(self) -> None:
        self._chosen.change(
            quiet_hours=self._quiet.isChecked(),
            quiet_from=_minute(self._since.time()),
            quiet_until=_minute(self._until.time()),
        )
        self._allow()

    def _allow(self) -> None:
        now = self._chosen.now
        for box in (*self._places.values(), self._quiet):
            box.setEnabled(now.notify)
        for time in (self._since, self._until):
            time.setEnabled(now.notify and now.quiet_hours)


def _box(values: Sequence[object], names: Sequence[str], now: object) -> QComboBox:
    made = QComboBox()
    for value, name in zip(values, names, strict=True):
        made.addItem(name, value)
    made.setCurrentIndex(list(values).index(now))
    return made


def _time(minute: int) -> QTimeEdit:
    made = QTimeEdit(QTime(minute // 60, minute % 60))
    made.setDisplayFormat("HH:mm")
    made.lineEdit().setTextMargins(STEP, 0, 0, 0)
    return made


def _minute(time: QTime) -> int:
    return time.hour() * 60 + time.minute()


def _framed(widget: QWidget, *parts: QWidget | QLayout) -> None:
    column(widget, *parts, margins=3 * STEP, spacing=STEP + STEP // 2).addStretch(1)
