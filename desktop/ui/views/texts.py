"""The team's canned responses: to look through, and for leads to write, with every earlier version at hand."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain import reasons
from desktop.domain.errors import RefusedByTeam
from desktop.domain.texts import Body, Text, matching
from desktop.journal.state import SharedText
from desktop.ui import vocabulary
from desktop.ui.begun_texts import BegunTexts
from desktop.ui.desk import Desk
from desktop.ui.jottings import Jottings
from desktop.ui.moments import moment
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.canned_popup import SECOND, Lines
from desktop.ui.views.text_form import TextForm
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import button, column, label, row

_ENDING = ".toml"


class TextsDialog(QDialog):
    """What a colleague saves meanwhile is shown at the next look, unless something is being written here."""

    def __init__(self, parent: QWidget, desk: Desk, jottings: Jottings) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shared: dict[str, SharedText] = {}
        self._chosen = ""
        self._lead = False
        self._begun = BegunTexts(jottings)
        self._sent: dict[str, Text | None] = {}
        """By key: what was being written when it was to be saved or removed."""
        self.fields: Mapping[str, str] = {}
        """Of the ticket in front, for the preview."""
        self.setWindowTitle(self.tr("Canned responses"))
        self.trouble = TroubleBar()
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.textEdited.connect(self._list_anew)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Canned responses"))
        self._list.setItemDelegate(Lines(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setFixedWidth(scaled(44 * STEP))
        self._list.currentItemChanged.connect(self._choose)
        self._empty = label(kind="muted", wraps=True)
        self.form = TextForm()
        self.form.changed.connect(self._say_changed)
        self._history = QComboBox()
        self._history.setAccessibleName(self.tr("Versions"))
        self._history.activated.connect(self._look_back)
        self._leads = label(kind="muted", wraps=True)
        self._said = label(kind="small")
        self._new = button(self.tr("New"), self.begin, tip="Ctrl+N")
        self._save = button(self.tr("Save"), self.save, kind="primary", tip="Ctrl+S")
        self._remove = button(self.tr("Remove"), self.remove, kind="quiet")
        self._drop = button(self.tr("Drop what is not saved"), self.drop, kind="quiet")
        self._import = button(self.tr("Import …"), self._ask_import, kind="quiet")
        self._starter = button(self.tr("Bring in the first set"), self._take_starter)
        self._export = button(self.tr("Export …"), self._ask_export, kind="quiet")
        self._lay_out()
        for keys, act in (("Ctrl+N", self.begin), ("Ctrl+S", self.save), ("Ctrl+F", self._search.setFocus)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.resize(scaled(150 * STEP), scaled(92 * STEP))

    def bring(self, key: str = "") -> None:
        """With that one chosen, if it is there."""
        self.read()
        if key in self._shared:
            self._search.clear()
            self._load(key)
            self._list_anew()
        self.show()
        self.raise_()
        self.activateWindow()
        self._search.setFocus()

    def read(self) -> None:
        """As the journal says now."""
        self._shared = {one.key: one for one in self._desk.lists.texts() if not one.removed}
        facts = self._desk.facts
        member = facts.team.member(facts.workstation)
        self._lead = member is not None and member.is_lead and member.active
        for control in (self._new, self._save, self._remove, self._import):
            control.setVisible(self._lead)
        names = ", ".join(sorted({m.name for m in facts.team.members.values() if m.active and m.is_lead}))
        self._leads.setText(self.tr("Only a lead changes these: %1").replace("%1", names))
        self._leads.setVisible(not self._lead)
        self._starter.setVisible(self._lead and not self._shared)
        self._list_anew(stay=True)
        self._load(self._chosen)

    def told(self, done: str, key: str) -> None:
        """What was asked for has been done: saved, removed or imported; empty when it was not. What has been typed
        since goes on, on top of what was saved."""
        sent = self._sent.pop(key, None)
        if not done:
            self._see_newest(key)
            return
        said = {"saved": self.tr("saved for the whole team"), "removed": self.tr("removed")}
        self.trouble.hide()
        if sent == self._begun.get(key):
            self._begun.drop(key)
        self.read()
        shared = self._shared.get(key)
        if shared is not None:
            entries = (one.entry for one in reversed(shared.versions) if one.text == sent)
            self._begun.goes_on(key, next(entries, shared.now.entry))
        if not key or self._begun.get(self._chosen) is None:
            words = said.get(done, self.tr("imported: %1 new or different").replace("%1", done))
            other = self._title_of(key) if key not in ("", self._chosen) else ""
            self._said.setText(f"{other}: {words}" if other else words)

    # -- what the person does -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new text, or the one that was begun before."""
        if self._lead:
            self._begun.begin(Text("", {QLocale().name()[:2]: Body("", "")}))
            self._search.clear()
            self._chosen = ""
            self._list_anew()
            self._load("")
            self.form.write()

    def save(self) -> None:
        text = self.form.text()
        if not self._lead or text is None:
            return
        if not text.bodies:
            self._said.setText(self.tr("Nothing is written yet"))
            return
        key = self._chosen or self._key_for(next(iter(text.bodies.values())).title)
        if key in self._sent:
            return  # on its way: what has been typed since is still there then
        known = self._shared.get(key)
        if known is not None and self._begun.base(key, known.now.entry) != known.now.entry:
            agent = self._desk.facts.team.agent_name(known.now.agent)
            why = self._desk.words.of(RefusedByTeam("text-changed", agent=agent, when=known.now.date))
            self.trouble.say(f"{why.message} {why.remedy}")
            self._see_newest(key)
            return
        text = self._sent[key] = replace(text, key=key)
        if self._begun.get(self._chosen) is not None:
            self._begun.becomes(self._chosen, text)
        self._chosen = key
        self._desk.library.save(text, self._begun.base(key, known.now.entry if known else ""), self._begun.contents)

    def _see_newest(self, key: str) -> None:
        """It has been said that a colleague has changed it: what is saved now is meant to stand above that."""
        self.read()
        if key in self._shared:
            self._begun.goes_on(key, self._shared[key].now.entry)

    def remove(self) -> None:
        key = self._chosen
        if self._lead and key in self._shared and key not in self._sent:
            self._sent[key] = self._begun.get(key)
            self._desk.library.remove(key)

    def drop(self) -> None:
        """What is being written here: back to what the team has, if anything."""
        self._begun.drop(self._chosen)
        self._list_anew()
        self._load(self._chosen)

    def _ask_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import texts"), "", f"(*{_ENDING})")
        if path:
            self._desk.library.take_in(path)

    def _take_starter(self) -> None:
        self._desk.library.take_in("")

    def _ask_export(self) -> None:
        suggested = self.tr("texts") + _ENDING
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export texts"), suggested, f"(*{_ENDING})")
        if path:
            self._desk.library.export(path)

    # -- inside -------------------------------------------------------------------------------------------------

    def _list_anew(self, *, stay: bool = False) -> None:
        """``stay``: with what is chosen, whether or not it has the letters that are looked for."""
        own, today = QLocale().name()[:2], time.strftime("%Y-%m-%d")
        found = matching([one.now.text for one in self._shared.values()], self._search.text(), own)
        if not self._search.text().strip():
            found.sort(key=lambda text: (text.folder.casefold(), text.body(own).title.casefold()))
        lines = [(text.key, text.body(own).title, self._second(text, today)) for text in found]
        new = [key for key in self._begun.keys if key not in self._shared]
        lines = [*((key, self._title_of(key), self.tr("not saved yet")) for key in new), *lines]
        keys = [key for key, _, _ in lines]
        self._list.blockSignals(True)
        self._list.clear()
        for key, title, second in lines:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setData(SECOND, second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {second}" if second else title)
            self._list.addItem(item)
        if self._chosen in keys:
            self._list.setCurrentRow(keys.index(self._chosen))
        elif not stay or self._chosen not in self._shared:
            self._list.setCurrentRow(0 if keys else -1)
        self._list.blockSignals(False)
        self._list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        nothing = self.tr("No text yet. Ctrl+N begins one; or bring in a first set, in Italian and English.")
        self._empty.setText(self.tr("No text has these letters") if self._shared else nothing)
        self._choose()

    def _second(self, text: Text, today: str) -> str:
        shared = self._shared[text.key]
        until = ""
        if text.valid_until:
            over = self.tr("over since %1") if not text.is_valid(today) else self.tr("until %1")
            until = over.replace("%1", text.valid_until)
        uses = vocabulary.uses(shared)
        begun = self.tr("not saved yet") if self._begun.get(text.key) is not None else ""
        return "  ·  ".join(filter(None, (begun, text.folder, until, uses)))

    def _title_of(self, key: str) -> str:
        text = self._begun.get(key) or (self._shared[key].now.text if key in self._shared else None)
        title = text.body(QLocale().name()[:2]).title if text is not None and text.bodies else ""
        return title if key and title else self.tr("New text")

    def _choose(self) -> None:
        item = self._list.currentItem()
        key = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else self._chosen
        if key != self._chosen or self.form.text() is None:
            self._load(key)

    def _load(self, key: str) -> None:
        """What is being written under that key, else what the team has."""
        shared, unsaved, another = self._shared.get(key), self._begun.get(key), key != self._chosen
        self._chosen = key
        versions = shared.versions if shared is not None else ()
        self._history.clear()
        for version in reversed(versions):
            name = self._desk.facts.team.agent_name(version.agent)
            self._history.addItem(f"{moment(version.date)} · {name}", version.entry)
        self._history.setVisible(bool(versions))
        self._remove.setEnabled(bool(versions))
        self._drop.setVisible(unsaved is not None)
        text = unsaved or (shared.now.text if shared is not None else None)
        self.form.setEnabled(text is not None)
        shown = self.form.text()
        if another or shown is None or replace(shown, key=key) != text:
            self._fill(text or Text("", {}))
        self._said.setText(self.tr("not saved yet") if unsaved is not None else "")

    def _fill(self, text: Text) -> None:
        choices = reasons.choices(self._desk.facts.team.policy)
        self.form.show_text(text, self.fields, choices, editable=self._lead)

    def _look_back(self) -> None:
        """An earlier version into the form; saving it brings it back."""
        shared = self._shared.get(self._chosen)
        wanted = self._history.currentData()
        if shared is None:
            return
        version = next((one for one in shared.versions if one.entry == wanted), shared.now)
        self._fill(version.text)
        earlier = version.entry != shared.now.entry
        self._said.setText(self.tr("an earlier version: Save brings it back") if earlier else "")

    def _say_changed(self) -> None:
        text, key = self.form.text(), self._chosen
        if text is not None:
            first, shared = self._begun.get(key) is None, self._shared.get(key)
            self._begun.type(replace(text, key=key), shared.now.entry if shared else "", self.form.contents)
            if first:
                self._drop.show()
                self._list_anew(stay=True)
        self._said.setText(self.tr("not saved yet"))

    def _key_for(self, title: str) -> str:
        plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "text"
        number, key = 1, stem
        while key in self._shared or key in self._begun.keys:
            number += 1
            key = f"{stem}-{number}"
        return key

    def _lay_out(self) -> None:
        side = QWidget()
        below = row(self._new, self._import, self._export, None)
        inner = column(side, self._search, self._list, self._empty, self._starter, below, margins=0)
        inner.setStretch(1, 1)
        side.setFixedWidth(scaled(44 * STEP))
        foot = row(
            self._history,
            self._said,
            None,
            self._drop,
            self._remove,
            button(self.tr("Close"), self.accept, tip="Esc"),
            self._save,
        )
        right = QWidget()
        column(right, self.trouble, self.form, self._leads, foot, margins=0).setStretch(1, 1)
        both = row(side, right, spacing=3 * STEP)
        both.setStretch(1, 1)
        column(self, both, margins=3 * STEP)
