"""One canned response to be written: its words in each language beside how they will read, and what it does."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from desktop.domain import reasons
from desktop.domain.texts import Actions, Attachment, Body, Text
from desktop.domain.ticket import Status
from desktop.engine.canned import ALL_FILES
from desktop.mime.filling import FIELDS, NotAllowed, fill
from desktop.ui import vocabulary
from desktop.ui.theme import STEP
from desktop.ui.views.gap_marks import GapMarks
from desktop.ui.views.widgets import Choice, button, column, label, restyle, row

LANGUAGES = ("it", "en")
"""Of the interface; a text that has others shows them too."""

_EVER = QDate(2000, 1, 1)
_PROMISES = ("", "4h", "0d 18:00", "1d 12:00", "1d 17:00", "2d 12:00")
_STATUSES = ("", Status.WAITING.value, Status.ON_HOLD.value, Status.RESOLVED.value)


class TextForm(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: Text | None = None
        self._known: Mapping[str, str] = {}
        self._files: tuple[Attachment, ...] = ()
        self.contents: dict[str, bytes] = {}
        """Of files that were attached here, by SHA-256."""
        self._bodies: dict[str, Body] = {}
        self._filling = False
        self._languages = QTabBar()
        self._languages.setAccessibleName(self.tr("Language"))
        self._languages.setExpanding(False)
        self._languages.setDrawBase(False)
        self._languages.currentChanged.connect(self._show_language)
        self._title = _line(self.tr("Title"), self._typed)
        self._body = QPlainTextEdit()
        self._body.setAccessibleName(self.tr("Text"))
        self._body.setTabChangesFocus(True)
        self._body.textChanged.connect(self._typed)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setAccessibleName(self.tr("As it will read"))
        self._marks = GapMarks(self._preview.document())
        self._problem = label(kind="small", wraps=True)
        self._field = _choice(self.tr("Insert a field"))
        self._field.setMinimumContentsLength(20)
        self._field.activated.connect(self._insert_field)
        self._folder = _line(self.tr("Folder"), self._tell)
        self._tags = _line(self.tr("Tags"), self._tell)
        self._status, self._promise = _choice(self.tr("Status afterwards")), _choice(self.tr("Promises an answer"))
        self._reason, self._outcome = _choice(self.tr("Reason")), _choice(self.tr("Outcome"))
        for choice in (self._status, self._promise, self._reason, self._outcome):
            choice.activated.connect(self._tell)
        self._until = QDateEdit()
        self._until.setMinimumDate(_EVER)
        self._until.setSpecialValueText(self.tr("for ever"))
        self._until.setCalendarPopup(True)
        self._until.setAccessibleName(self.tr("Valid until"))
        self._until.dateChanged.connect(self._tell)
        self._attached = label(kind="muted")
        self._attach = button(self.tr("Attach …"), self._ask_for_files, kind="quiet")
        self._detach = button(self.tr("Without files"), self._drop_files, kind="quiet")
        self._lay_out()

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_text(self, text: Text, known: Mapping[str, str], choices: reasons.Choices, *, editable: bool) -> None:
        """``known``: fields of some ticket, for the preview."""
        self._filling = True
        self._text, self._known = text, known
        self._bodies, self._files = dict(text.bodies), text.attachments
        shown = max(0, self._languages.currentIndex())
        while self._languages.count():
            self._languages.removeTab(0)
        own = QLocale().name()[:2]
        ways = list(dict.fromkeys((*LANGUAGES, *text.bodies)))
        for way in ways:
            self._languages.addTab(way.upper())
        if not text.key and own in ways:
            shown = ways.index(own)
        elif text.bodies and ways[min(shown, len(ways) - 1)] not in text.bodies:
            shown = ways.index(next(iter(text.bodies)))
        paths = {"": self.tr("– as it is –")}
        _offer(
            self._status, {one: vocabulary.status(one) if one else paths[""] for one in _STATUSES}, text.actions.status
        )
        _offer(self._promise, {one: self._promised(one) for one in _PROMISES}, text.actions.promise)
        for choice, known_paths, now in (
            (self._reason, choices.reasons, text.actions.reason),
            (self._outcome, choices.outcomes, text.actions.outcome),
        ):
            _offer(choice, paths | {path: reasons.shown(path, own) for path in known_paths}, now)
        self._folder.setText(text.folder)
        self._tags.setText(" ".join(text.actions.tags))
        until = QDate.fromString(text.valid_until, Qt.DateFormat.ISODate)
        self._until.setDate(until if until.isValid() else _EVER)
        self._show_files()
        self._languages.setCurrentIndex(min(shown, self._languages.count() - 1))
        self._filling = False
        self._show_language()
        self._allow(editable)

    def text(self) -> Text | None:
        """As it stands in the form; None while it shows nothing."""
        if self._text is None:
            return None
        date = self._until.date()
        actions = Actions(
            tuple(dict.fromkeys(self._tags.text().replace(",", " ").replace("#", " ").split())),
            str(self._status.currentData() or ""),
            str(self._promise.currentData() or ""),
            str(self._reason.currentData() or ""),
            str(self._outcome.currentData() or ""),
        )
        bodies = {way: body for way, body in self._bodies.items() if body.title.strip() or body.text.strip()}
        until = "" if date <= _EVER else date.toString(Qt.DateFormat.ISODate)
        folder = " ".join(self._folder.text().split())
        return replace(
            self._text, bodies=bodies, folder=folder, actions=actions, attachments=self._files, valid_until=until
        )

    def write(self) -> None:
        self._title.setFocus()
        self._title.selectAll()

    # -- inside -------------------------------------------------------------------------------------------------

    @property
    def _way(self) -> str:
        return self._languages.tabText(self._languages.currentIndex()).lower()

    def _show_language(self) -> None:
        if self._filling:
            return
        self._filling = True
        body = self._bodies.get(self._way, Body("", ""))
        self._title.setText(body.title)
        self._body.setPlainText(body.text)
        names = {name: FIELDS[name][0] if self._way == "it" else name for name in FIELDS}
        self._field.clear()
        self._field.addItem(self.tr("Insert a field …"), "")
        for name, typed in names.items():
            self._field.addItem(FIELDS[name][2 if QLocale().name().startswith("it") else 1], typed)
        self._filling = False
        self._show_preview()

    def _typed(self) -> None:
        if not self._filling:
            self._bodies[self._way] = Body(self._title.text(), self._body.toPlainText())
            self._show_preview()
            self.changed.emit()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _show_preview(self) -> None:
        try:
            self._preview.setPlainText(fill(self._body.toPlainText(), self._known, self._way))
            self._problem.setText(self.tr("Fields that nobody knows stay as gaps: whoever answers fills them in."))
            restyle(self._problem, "small")
        except NotAllowed as error:
            self._problem.setText(self.tr("This cannot be used: %1").replace("%1", str(error)))
            restyle(self._problem, "bad")

    def _insert_field(self) -> None:
        name = str(self._field.currentData() or "")
        if name:
            self._body.textCursor().insertText(f"{{{{ {name} }}}}")
            self._field.setCurrentIndex(0)
            self._body.setFocus()

    def _promised(self, spec: str) -> str:
        if not spec:
            return self.tr("– nothing –")
        days, _, hour = spec.partition(" ")
        if not hour:
            return self.tr("within %1 hours").replace("%1", days.removesuffix("h"))
        said = {"0d": self.tr("today at %1"), "1d": self.tr("the next working day at %1")}
        return said.get(days, self.tr("in two working days at %1")).replace("%1", hour)

    def _ask_for_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Attach files"))
        self.attach(paths)

    def attach(self, paths: list[str]) -> None:
        for path in map(Path, paths):
            try:
                content = path.read_bytes() if path.stat().st_size <= ALL_FILES else b""
            except OSError:
                content = b""
            if not content:
                limit = str(ALL_FILES // 1024)
                said = self.tr("Not attached: %1 is empty, cannot be read, or is larger than %2 kB")
                self._problem.setText(said.replace("%1", path.name).replace("%2", limit))
                restyle(self._problem, "bad")
                continue
            digest = hashlib.sha256(content).hexdigest()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.contents[digest] = content
            self._files = (*self._files, Attachment(path.name, kind, digest, len(content)))
        self._show_files()
        self._tell()

    def _drop_files(self) -> None:
        self._files = ()
        self._show_files()
        self._tell()

    def _show_files(self) -> None:
        named = (f"{file.filename} ({vocabulary.size(file.size)})" for file in self._files)
        self._attached.setText(", ".join(named) or self.tr("none"))
        self._detach.setVisible(bool(self._files))

    def _allow(self, editable: bool) -> None:
        for field in (self._title, self._folder, self._tags):
            field.setReadOnly(not editable)
        self._body.setReadOnly(not editable)
        for control in (self._field, self._status, self._promise, self._reason, self._outcome, self._until):
            control.setEnabled(editable)
        self._attach.setVisible(editable)
        self._detach.setVisible(editable and bool(self._files))

    def _lay_out(self) -> None:
        words, seen = QWidget(), QWidget()
        column(words, row(label(self.tr("Text"), kind="strong"), None, self._field), self._body, margins=0)
        above = label(self.tr("As it will read"), kind="strong")
        above.setMinimumHeight(self._field.sizeHint().height())  # both boxes begin at one height
        column(seen, above, self._preview, margins=0)
        both = row(words, seen, spacing=2 * STEP)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            form.setHorizontalSpacing(2 * STEP)
            form.setVerticalSpacing(STEP)
        for title, field in (
            (self.tr("Folder"), self._folder), (self.tr("Valid until"), self._until), (self.tr("Tags"), self._tags),
        ):  # fmt: skip
            left.addRow(title, field)
        left.addRow(self.tr("Files"), row(self._attached, self._attach, self._detach, None))
        for title, choice in (
            (self.tr("Status afterwards"), self._status), (self.tr("Promises an answer"), self._promise),
            (self.tr("Reason"), self._reason), (self.tr("Outcome"), self._outcome),
        ):  # fmt: skip
            right.addRow(title, choice)
        forms = row(spacing=3 * STEP)
        forms.addLayout(left, 1)
        forms.addLayout(right, 1)
        layout = column(self, self._languages, self._title, both, self._problem, forms, margins=0)
        layout.setStretch(2, 1)


def _line(name: str, typed: object) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.textEdited.connect(typed)
    return made


def _choice(name: str) -> QComboBox:
    made = Choice()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _offer(choice: QComboBox, values: Mapping[str, str], now: str) -> None:
    """What stands now is among them, whoever wrote it."""
    choice.clear()
    for value, shown in ({now: now} | dict(values) if now not in values else values).items():
        choice.addItem(shown, value)
    choice.setCurrentIndex(choice.findData(now))
