"""What leaves below a mail's text beside what is typed: the signature, and the mail that is forwarded."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ports.store.drafts import Draft
from desktop.ui.views.widgets import Elided, button, row


class SignatureLine(Elided):
    """All of it on one line, as it will stand there on several."""

    def __init__(self) -> None:
        super().__init__(kind="small")
        self.hide()

    def say(self, signature: str) -> None:
        words = " · ".join(filter(None, (line.strip() for line in signature.split("\n"))))
        super().say(self.tr("Signature: %1").replace("%1", words))
        self.setVisible(bool(words))


class CarriedLine(QWidget):
    """Of a forward: the customer's mail below the text, or whole as a file."""

    changed = Signal()
    file_wanted = Signal(str, str, int)
    """A draft's id, and the slot of the mail that is to be attached as it came."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._slot = ""
        self._below = QCheckBox(self.tr("The customer's mail below the text"))
        self._below.toggled.connect(self._toggled)
        self._whole = button(self.tr("Attach it as it came (.eml)"), self._attach, kind="link", does="attach-mail")
        self.setLayout(row(self._below, self._whole, None))
        self.hide()

    def show_draft(self, draft: Draft) -> None:
        self._draft = None
        self._slot = draft.quoted or self._slot
        self._below.setChecked(bool(draft.quoted))
        self.setVisible(draft.kind == "forward" and not draft.side)
        self._draft = draft

    def offer(self, slot: str) -> None:
        """The mail that is meant, whether it stands below or not."""
        self._slot = slot

    def attach(self) -> None:
        if self.isVisible():
            self._attach()

    def on(self, draft: Draft) -> Draft:
        if draft.kind != "forward" or draft.side:
            return draft
        return replace(draft, quoted=self._slot if self._below.isChecked() else "")

    def _attach(self) -> None:
        if self._draft is not None and self._slot:
            self.file_wanted.emit(self._draft.id, self._slot, 0)

    def _toggled(self, _: bool) -> None:
        if self._draft is not None:
            self.changed.emit()
