"""A rule for all mails of a form, made from one of them: which line holds what."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QWidget

from desktop.domain.errors import UsageError
from desktop.engine.forms import holding, with_rule
from desktop.mime.form_examples import FIELDS, guessed, labelled, rule_from
from desktop.mime.forms import Rule, Rules, origin_of
from desktop.mime.mail import ParsedMail
from desktop.ui.own_keys import own
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field
from desktop.ui.views.widgets import Choice, button, column, label, row


class FormRuleDialog(QDialog):
    made = Signal(str, object)
    """A mailbox's address, and the settings that change."""

    def __init__(
        self,
        parent: QWidget,
        mail: ParsedMail,
        mailbox: str,
        mailboxes: Mapping[str, Mapping[str, str | int]],
        shipped: Rules,
    ) -> None:
        super().__init__(parent)
        self._mail = mail
        self._mailbox = mailbox
        self._settings = mailboxes.get(mailbox, {})
        self._own: Collection[str] = mailboxes.keys()
        self._taken = {one.rule.id for one in holding(self._settings, shipped)}
        self.setWindowTitle(self.tr("A rule for such mails"))
        self._title = Field(self.tr("What your team calls this form"))
        self._title.fill(mail.sender.name if mail.sender else "")
        self._title.changed.connect(self._try)
        self._choices = {field: self._choice(field, name) for field, name in self._names().items()}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        for line, (field, name) in enumerate(self._names().items()):
            said = label(name)
            said.setBuddy(self._choices[field])
            grid.addWidget(said, line, 0)
            grid.addWidget(self._choices[field], line, 1)
        self._found = label(kind="strong", wraps=True)
        self._save = button(self.tr("Save for the whole team"), self._make, kind="primary")
        words = self.tr("Every mail from %1 that has these lines is then read so, also those of the last 90 days.")
        sender = mail.sender.email if mail.sender else "-"
        column(
            self,
            label(self.tr("Which line says what?"), kind="title"),
            label(words.replace("%1", sender), kind="muted", wraps=True),
            self._title,
            grid,
            self._found,
            row(None, button(self.tr("Cancel"), self.reject, tip="Esc"), self._save),
            margins=3 * STEP,
        )
        self.resize(72 * STEP, 0)
        for field, chosen in guessed(mail, shipped).items():
            self._choices[field].setCurrentIndex(self._choices[field].findData(chosen))
        for box in self._choices.values():
            box.currentIndexChanged.connect(self._try)
        self._try()

    def _names(self) -> dict[str, str]:
        said = (
            self.tr("The customer's address"),
            self.tr("The name"),
            self.tr("The order number"),
            self.tr("The reason"),
            self.tr("The customer's words"),
        )
        return dict(zip(FIELDS, said, strict=True))

    def _choice(self, field: str, name: str) -> QComboBox:
        box = Choice()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        nowhere = self.tr("the mail's answer address") if field == "email" else self.tr("no line")
        box.addItem(f"({nowhere})", "")
        for line in labelled(self._mail):
            box.addItem(f"{line.label}: {line.value}", line.label)
        return box

    def _rule(self) -> Rule | None:
        """None when nothing says who the customer is."""
        labels = {field: str(box.currentData()) for field, box in self._choices.items() if box.currentData()}
        try:
            return rule_from(self._mail, self._title.text, labels, taken=self._taken)
        except ValueError:
            return None

    def _try(self) -> None:
        """What the rule would find in this very mail."""
        rule = self._rule()
        found = origin_of(self._mail, Rules((rule,)), self._mailbox, self._own) if rule is not None else None
        self._save.setEnabled(found is not None)
        if found is None:
            self._say(self.tr("It finds no customer: choose the line with the address."))
            return
        customer = found.customer.email if found.customer is not None else ""
        facts = (found.name, customer, found.order, found.reason if found.reason != "contact" else "")
        self._say(self.tr("It finds: %1").replace("%1", " · ".join(filter(None, facts))))

    def _say(self, words: str) -> None:
        """All of it: what a form says may take lines."""
        self._found.setText(words)
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _make(self) -> None:
        rule = self._rule()
        assert rule is not None
        try:
            changes = with_rule(self._settings, rule)
        except UsageError:
            self._say(own(self.tr("The mailbox has too many rules: remove one first (G B).")))
            return
        self.made.emit(self._mailbox, changes)
        self.accept()
