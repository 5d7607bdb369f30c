"""To whom a mail goes, as far as a person says it: a reply's first recipient is the customer, whom nobody types."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from desktop.domain.errors import UsageError
from desktop.mime.addresses import apart, recipient
from desktop.ports.store.drafts import Draft
from desktop.ports.store.people import People
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import label, restyle

_OFFERED = 8


class AddressLine(QLineEdit):
    """Several addresses with commas between. What is typed is completed from those that the mail here knows."""

    def __init__(self, name: str, people: People | None) -> None:
        super().__init__()
        self._people = people
        self.setAccessibleName(name)
        self._found = QStringListModel(self)
        offered = QCompleter(self._found, self)
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.setWidget(self)
        offered.activated.connect(self._take)
        popup = offered.popup()
        assert popup is not None
        self._offered, self._popup = offered, popup
        self.textEdited.connect(self._offer)
        self.installEventFilter(self)

    @property
    def addresses(self) -> tuple[str, ...]:
        return apart(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Tab takes what is offered, as Enter does."""
        popup = self._popup
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if watched is self and tab and event.type() == QEvent.Type.KeyPress and popup.isVisible():
            self._take(str(popup.currentIndex().data() or self._found.index(0).data()))
            return True
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        typed = self.text()[: self.cursorPosition()].rpartition(",")[2].strip()
        people = self._people.like(typed, _OFFERED) if self._people is not None and len(typed) > 1 else []
        self._found.setStringList([f"{one.name} <{one.email}>" if one.name else one.email for one in people])
        popup = self._popup
        if not people:
            popup.hide()
            return
        self._offered.complete()
        popup.setCurrentIndex(self._found.index(0))

    def _take(self, chosen: str) -> None:
        """In place of what was typed of it."""
        before = self.text()[: self.cursorPosition()].rpartition(",")[0]
        name, _, address = chosen.rpartition(" <")
        whole = f'"{name}" <{address}' if "," in name else chosen
        self.setText(f"{before}, {whole}, " if before else f"{whole}, ")
        self._popup.hide()
        self.textEdited.emit(self.text())


def said(draft: Draft) -> bool:
    """Whether the person has said to whom it goes, or what about, where that is not known by itself."""
    alone = draft.kind in ("forward", "mail") and not draft.side
    about = draft.kind == "mail" and bool(draft.subject)
    return bool(draft.cc or draft.bcc or (alone and draft.to)) or about


class Recipients(QWidget):
    changed = Signal()
    """By the person."""

    def __init__(self, people: People | None = None) -> None:
        super().__init__()
        self.to = AddressLine(self.tr("To"), people)
        self.cc = AddressLine(self.tr("Cc"), people)
        self.bcc = AddressLine(self.tr("Bcc"), people)
        self.subject = QLineEdit()
        self.subject.setAccessibleName(self.tr("Subject"))
        self.mailbox = QComboBox()
        self.mailbox.setAccessibleName(self.tr("From"))
        self.bcc.setPlaceholderText(self.tr("nobody else sees these"))
        self._wrong = label(kind="bad", wraps=True)
        self._wrong.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(STEP // 2)
        self._names: dict[QWidget, QLabel] = {}
        lines = (
            (self.tr("From"), self.mailbox),
            (self.tr("To"), self.to),
            (self.tr("Cc"), self.cc),
            (self.tr("Bcc"), self.bcc),
            (self.tr("Subject"), self.subject),
        )
        for place, (name, line) in enumerate(lines):
            self._names[line] = label(name, kind="small")
            self._names[line].setBuddy(line)
            self._grid.addWidget(self._names[line], place, 0)
            self._grid.addWidget(line, place, 1)
        self._grid.addWidget(self._wrong, len(lines), 1)
        for edit in (self.to, self.cc, self.bcc, self.subject):
            edit.textEdited.connect(self._edited)
        self.mailbox.activated.connect(self._edited)

    def show_draft(self, draft: Draft, mailboxes: tuple[str, ...] = ()) -> None:
        for line, addresses in ((self.to, draft.to), (self.cc, draft.cc), (self.bcc, draft.bcc)):
            line.setText(", ".join(addresses))
        self.subject.setText(draft.subject)
        self.mailbox.clear()
        self.mailbox.addItems(list(dict.fromkeys(filter(None, (draft.mailbox, *mailboxes)))))
        own = draft.kind in ("forward", "mail")
        self._reveal(self.mailbox, draft.kind == "mail" and self.mailbox.count() > 1)
        self._reveal(self.to, own and not draft.side)
        self._reveal(self.subject, own and not draft.side)
        self._reveal(self.cc, bool(draft.cc))
        self._reveal(self.bcc, bool(draft.bcc))
        self.calm()
        self.setVisible(draft.kind != "note")

    def ask_for_copies(self) -> None:
        for line in (self.cc, self.bcc):
            self._reveal(line, True)
        self.cc.setFocus()

    def on(self, draft: Draft) -> Draft:
        """The draft with what stands here."""
        return replace(
            draft,
            to=self.to.addresses,
            cc=self.cc.addresses,
            bcc=self.bcc.addresses,
            subject=self.subject.text().strip(),
            mailbox=self.mailbox.currentText() if draft.kind == "mail" else draft.mailbox,
        )

    def wrong(self, draft: Draft) -> str:
        """What keeps the mail from leaving, in words; the line that is wrong gets the focus."""
        if draft.kind in ("forward", "mail") and not draft.side and not draft.to:
            return self._complain(self.to, self.tr("To whom? Write an address."))
        for line in (self.to, self.cc, self.bcc):
            for typed in line.addresses:
                try:
                    recipient(typed)
                except UsageError:
                    self._reveal(line, True)
                    return self._complain(
                        line, self.tr("%1 is no address that mail can be sent to").replace("%1", typed)
                    )
        if draft.kind in ("forward", "mail") and not draft.side and not draft.subject:
            return self._complain(self.subject, self.tr("Write what it is about."))
        return ""

    def calm(self) -> None:
        self._wrong.hide()

    def first(self) -> QWidget | None:
        """The line in which something has to be typed yet."""
        lines = ((self.to, self.to.text()), (self.subject, self.subject.text()))
        return next((line for line, text in lines if not line.isHidden() and not text), None)

    def _complain(self, line: QLineEdit, words: str) -> str:
        self._wrong.setText(words)
        restyle(self._wrong, "bad")
        self._wrong.show()
        line.setFocus()
        return words

    def _reveal(self, line: QWidget, shown: bool) -> None:
        line.setVisible(shown)
        self._names[line].setVisible(shown)

    def _edited(self) -> None:
        self.calm()
        self.changed.emit()
