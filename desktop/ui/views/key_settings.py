"""Keys as a person wants them: search a command, press the new keys; what stands in the way is said."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QKeySequenceEdit, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.ui.chosen import Chosen
from desktop.ui.keymap import Keymap, grouped, is_kept, is_single, native, text_of
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row

_ACTION = Qt.ItemDataRole.UserRole


class KeySettings(QWidget):
    def __init__(self, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._waiting: tuple[str, str, str] | None = None
        """Action, key, and who has it: until the person says that it goes over."""
        self._single = QCheckBox(self.tr("Single letters and digits are keys, wherever nobody is typing"))
        self._single.toggled.connect(self._switch)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("Find a command or a key"))
        self._typed.setAccessibleName(self._typed.placeholderText())
        self._typed.textChanged.connect(self._show)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setUniformItemSizes(True)
        self._list.currentItemChanged.connect(self._turn)
        self._name = label(kind="strong", wraps=True)
        self._pressed = QKeySequenceEdit()
        self._pressed.setMaximumSequenceLength(2)
        self._pressed.setFinishingKeyCombinations([QKeyCombination(Qt.Key.Key_Return)])
        self._pressed.setAccessibleName(self.tr("New keys"))
        self._pressed.editingFinished.connect(self._take)
        self._said = label(wraps=True)
        self._over = button(self.tr("Take them over"), self._take_over)
        self._reset = button(self.tr("As it was"), self._put_back, kind="quiet")
        self._reset_all = button(self.tr("All keys as they were"), self._put_all_back, kind="quiet")
        layout = column(
            self,
            self._single,
            self._typed,
            self._list,
            self._name,
            row(label(self.tr("Press the new keys, then Enter:")), self._pressed, self._reset, None),
            row(self._said, self._over),
            row(None, self._reset_all),
            margins=2 * STEP,
        )
        layout.setStretch(2, 1)
        chosen.changed.connect(self._show)
        self._show()

    @property
    def said(self) -> str:
        return self._said.text()

    def _show(self) -> None:
        """What is chosen stays so."""
        self._single.setChecked(self._chosen.now.single_keys)
        keymap, typed = Keymap(self._chosen.now), self._typed.text().strip().casefold()
        before, none = self._action, self.tr("no key")
        self._list.blockSignals(True)
        self._list.clear()
        for action in (one for _, actions in grouped() for one in actions):
            keys = ", ".join(map(native, keymap.keys(action)))
            if typed in text_of(action).casefold() or typed == keys.casefold():
                item = QListWidgetItem(f"{keys or '–'}\t{text_of(action)}")
                item.setData(_ACTION, action)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text_of(action)}, {keys or none}")
                self._list.addItem(item)
                if action == before:
                    self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        if self._list.currentItem() is None and self._list.count():
            self._list.setCurrentRow(0)
        self._tell_reset()
        if self._action != before:
            self._turn()

    @property
    def _action(self) -> str:
        item = self._list.currentItem()
        return str(item.data(_ACTION)) if item is not None else ""

    def _turn(self) -> None:
        self._waiting = None
        self._name.setText(text_of(self._action) if self._action else "")
        self._pressed.clear()
        self._pressed.setEnabled(bool(self._action))
        self._say("")
        self._tell_reset()

    def _take(self) -> None:
        """What was pressed, unless it is somebody else's or nobody's to have."""
        key = self._pressed.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not key or not self._action:
            return
        keymap = Keymap(self._chosen.now)
        if is_kept(key):
            self._say(self.tr("%1 moves about or types, everywhere: choose other keys.").replace("%1", native(key)))
            return
        other = keymap.taken_by(self._action, key)
        if other:
            self._waiting = self._action, key, other
            said = self.tr("%1 has a meaning already: “%2”. Press other keys, or take them over.")
            self._say(said.replace("%1", native(key)).replace("%2", text_of(other)), over=True)
            return
        self._do(keymap.chosen(self._action, key), key)

    def _take_over(self) -> None:
        if self._waiting is not None:
            action, key, other = self._waiting
            self._do(Keymap(self._chosen.now).chosen(action, key, instead_of=other), key)
            self._pressed.setFocus()

    def _do(self, keys: dict[str, tuple[str, ...]], key: str) -> None:
        self._chosen.change(keys=keys)
        self._waiting = None
        self._pressed.clear()
        said = self.tr("From now on it is %1.").replace("%1", native(key))
        asleep = self.tr("Single letters are switched off, above.")
        self._say(f"{said} {asleep}" if is_single(key) and not self._chosen.now.single_keys else said)

    def _put_back(self) -> None:
        action = self._action
        self._chosen.change(keys=Keymap(self._chosen.now).without(action))
        self._say(self.tr("It has its first keys again."))

    def _put_all_back(self) -> None:
        self._chosen.change(keys={})
        self._say(self.tr("Every command has its first keys again."))

    def _switch(self, on: bool) -> None:
        self._chosen.change(single_keys=on)

    def _say(self, words: str, *, over: bool = False) -> None:
        self._said.setText(words)
        self._said.setAccessibleName(words)
        self._over.setVisible(over)

    def _tell_reset(self) -> None:
        self._reset.setEnabled(bool(self._action) and Keymap(self._chosen.now).is_own(self._action))
        self._reset_all.setEnabled(bool(self._chosen.now.keys))
