"""What holds for each mailbox: how long its mail is kept whole here, and which rules tell whose a form's mail is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from desktop.engine.attachments import COMES_ALONG, MOST_KB, comes_along
from desktop.engine.forms import OFF, Holding, holding, without_rule
from desktop.engine.retention import MONTHS, MOST_MONTHS, months_of
from desktop.journal.state import Team
from desktop.mime.forms import Rules
from desktop.ui import vocabulary
from desktop.ui.jottings import Jottings
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.signatures import SignatureFields
from desktop.ui.views.trouble import TroubleBar
from desktop.ui.views.widgets import Rule, button, column, empty, label, row, tab_through

_SIGNATURES = "signatures:"


class MailboxesDialog(QDialog):
    """Everybody sees it; a lead changes it. What others change meanwhile is shown, unless something is changed here
    that is not saved yet."""

    configured = Signal(str, object)
    """A mailbox's address, and the settings that change."""
    signed = Signal(str, str)
    """One's own lines, and the mailbox under whose mails they stand."""
    standing_wanted = Signal(str)
    """Of the mailbox that is shown."""

    def __init__(
        self,
        parent: QWidget,
        workstation: str,
        rules: Rules,
        own_signature: Callable[[str], str],
        jottings: Jottings,
    ) -> None:
        super().__init__(parent)
        self._jottings = jottings
        self._me = workstation
        self._rules = rules
        self._own_signature = own_signature
        self._lead = False
        self._team: Team | None = None
        self._holding: tuple[Holding, ...] = ()
        self._checks: dict[str, QCheckBox] = {}
        self._gone: list[str] = []
        self.setWindowTitle(self.tr("Mailboxes"))
        self.trouble = TroubleBar()
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Mailbox"))
        self._which.currentIndexChanged.connect(self._show)
        self._months = _number(MOST_MONTHS, self.tr("for ever"), self.tr("Months for which mail is kept whole"))
        self._files = _number(MOST_KB, self.tr("none"), self.tr("Attachments that come along unasked"))
        self._files.setSuffix(" kB")
        self._space = label(kind="muted", wraps=True)
        self._space.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP // 2)
        self._area = self._scrolled()
        self.signatures = SignatureFields()
        self.signatures.typed.connect(self._jot)
        self._leads = label(kind="muted", wraps=True)
        self._save = button(self.tr("Save"), self._say, kind="primary")
        standing = button(self.tr("How it stands …"), self._ask_standing)
        layout = column(
            self,
            row(label(self.tr("Mailbox"), kind="strong"), self._which, None, standing),
            self.trouble,
            row(label(self.tr("Months for which mail is kept whole on the team's computers:")), self._months, None),
            label(self.tr("Then only its text leaves here; it can be fetched again when it is opened."), kind="muted"),
            row(label(self.tr("Attachments kept here with each mail unasked, up to:")), self._files, None),
            self._space,
            Rule(),
            self.signatures,
            Rule(),
            label(self.tr("Forms and marketplaces: whose mail it really is"), kind="strong"),
            self._hint(),
            self._area,
            self._leads,
            row(None, button(self.tr("Close"), self.accept, tip="Esc"), self._save),
            margins=3 * STEP,
        )
        layout.setStretch(11, 1)
        self.resize(76 * STEP, 88 * STEP)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        column(inner, self._list, margins=0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _hint(self) -> QLabel:
        hint = label(kind="muted", wraps=True)
        name_keys(hint, "setText", self.tr("A rule of your own is made on the mail of a form itself: C."), "correct")
        return hint

    def bring(self) -> None:
        self.trouble.hide()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_team(self, team: Team) -> None:
        """As the journal says now."""
        before = self._team
        self._team = team
        addresses = list(team.mailboxes)
        if [self._which.itemText(n) for n in range(self._which.count())] != addresses:
            chosen = self._which.currentText()
            self._which.blockSignals(True)
            self._which.clear()
            self._which.addItems(addresses)
            self._which.setCurrentIndex(max(0, self._which.findText(chosen)))
            self._which.blockSignals(False)
            before = None
        member = team.member(self._me)
        lead = self._lead = member is not None and member.is_lead and member.active
        self.signatures.allow(lead=lead)
        self._months.setEnabled(lead)
        self._files.setEnabled(lead)
        names = ", ".join(sorted({m.name for m in team.members.values() if m.active and m.is_lead}))
        self._leads.setText(self.tr("Only a lead changes all this but your own lines: %1").replace("%1", names))
        self._leads.setVisible(not lead)
        if before is None or (not self._unsaved(before) and before.mailboxes != team.mailboxes):
            self._show()

    def say_space(self, words: str) -> None:
        """What all this takes on this computer."""
        self._space.setText(words)
        self._space.show()

    def _ask_standing(self) -> None:
        self.standing_wanted.emit(self._which.currentText())

    @property
    def _settings(self) -> dict[str, str | int]:
        return self._team.mailboxes.get(self._which.currentText(), {}) if self._team is not None else {}

    def _show(self) -> None:
        self._gone = []
        mailbox = self._which.currentText()
        saved = self._own_signature(mailbox), str(self._settings.get("signature", ""))
        self.signatures.fill(*(self._jottings.get(_SIGNATURES + mailbox) or saved))
        self._months.setValue(months_of(self._settings))
        self._files.setValue(comes_along(self._settings))
        self._holding = holding(self._settings, self._rules)
        self._checks.clear()
        empty(self._list)
        lines = [self._line(one) for one in self._holding]
        for line in lines:
            self._list.addWidget(line)
        self._list.addStretch(1)
        tab_through(self._area, lines)

    def _line(self, one: Holding) -> QWidget:
        rule = one.rule
        title = rule.title or self.tr("Other forms of a website")
        about = " · ".join(filter(None, (vocabulary.channel(rule.channel), vocabulary.reason(rule.reason))))
        check = self._checks[rule.id] = QCheckBox(title.replace("&", "&&"))
        check.setChecked(one.on)
        check.setEnabled(self._lead)
        check.setAccessibleName(f"{title}, {about}")
        made = QWidget()
        parts: list[QWidget | None] = [check, label(self.tr("own") if one.own else about, kind="small"), None]
        if one.own and self._lead:
            remove = button(self.tr("Remove"), self._remove, kind="link", name=f"{self.tr('Remove')}: {title}")
            remove.setProperty("rule", rule.id)
            parts.append(remove)
        line = row(*parts)
        line.setContentsMargins(0, 0, 0, 0)
        made.setLayout(line)
        return made

    def _remove(self) -> None:
        """When it is saved."""
        pressed = self.sender()
        assert isinstance(pressed, QWidget)
        rule = str(pressed.property("rule"))
        self._gone.append(rule)
        del self._checks[rule]
        line = pressed.parentWidget()
        assert line is not None
        line.hide()

    def _jot(self) -> None:
        """Signatures wait to be saved, also where the person turns to another mailbox or closes the window."""
        mailbox = self._which.currentText()
        typed = self.signatures.own.toPlainText(), self.signatures.shared.toPlainText()
        saved = self._own_signature(mailbox), str(self._settings.get("signature", ""))
        self._jottings.keep(_SIGNATURES + mailbox, list(typed) if typed != saved else None)

    def _unsaved(self, team: Team) -> bool:
        own = self.signatures.own.toPlainText().strip("\n")
        signing = own != self._own_signature(self._which.currentText())
        return signing or bool(self._changes(team.mailboxes.get(self._which.currentText(), {})))

    def _changes(self, settings: dict[str, str | int]) -> dict[str, str | int]:
        """What the person says otherwise than these settings."""
        changes: dict[str, str | int] = {}
        signature = self.signatures.shared.toPlainText().strip("\n")
        if signature != str(settings.get("signature", "")).strip("\n"):
            changes["signature"] = signature
        if self._months.value() != months_of(settings):
            changes[MONTHS] = self._months.value()
        if self._files.value() != comes_along(settings):
            changes[COMES_ALONG] = self._files.value()
        for rule in self._gone:
            changes |= without_rule({**settings, **changes}, rule)
        off = " ".join(sorted(rule for rule, check in self._checks.items() if not check.isChecked()))
        if off != settings.get(OFF, ""):
            changes[OFF] = off
        return changes

    def _say(self) -> None:
        mailbox, own = self._which.currentText(), self.signatures.own.toPlainText().strip("\n")
        self._jottings.keep(_SIGNATURES + mailbox, None)
        if own != self._own_signature(mailbox):
            self.signed.emit(own, mailbox)
        changes = self._changes(self._settings) if self._lead else {}
        if changes:
            self.configured.emit(self._which.currentText(), changes)
            self._gone = []


def _number(most: int, nothing: str, name: str) -> QSpinBox:
    """``nothing``: what 0 means."""
    made = QSpinBox()
    made.setRange(0, most)
    made.setSpecialValueText(nothing)
    made.setAccessibleName(name)
    made.lineEdit().setTextMargins(STEP, 0, 0, 0)
    return made
