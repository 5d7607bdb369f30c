"""The first run's first page, and the words above every page."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.first_run_parts import offer
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row


class Stage(Enum):
    WELCOME = auto()
    ADDRESS = auto()
    BEGINNING = auto()
    JOINING = auto()
    JOINING_ANEW = auto()
    """Who has been in the team before."""
    PASSPHRASE = auto()
    PICTURE = auto()
    """In the team, with the day-0 picture of its mailbox."""
    IN = auto()


class Head(QWidget):
    def __init__(self) -> None:
        super().__init__()
        mark = QLabel()
        mark.setPixmap(QApplication.windowIcon().pixmap(6 * STEP))
        self._title = label(kind="title")
        self._lead = label(kind="muted", wraps=True)
        words = QWidget()
        column(words, self._title, self._lead, margins=0, spacing=STEP // 2)
        layout = row(mark, words, spacing=2 * STEP)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def say(self, stage: Stage) -> None:
        title, lead = self._words(stage)
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def _words(self, stage: Stage) -> tuple[str, str]:
        match stage:
            case Stage.WELCOME:
                asked = self.tr("One inbox for everybody who answers your customers. How do you start?")
                return self.tr("Welcome to Sportello"), asked
            case Stage.ADDRESS:
                return self.tr("Your mailbox"), self.tr("Step 1 of 3: where customers write to.")
            case Stage.BEGINNING:
                step = self.tr("Step 2 of 3. The mailbox is tried out first; nothing is sent and no mail is touched.")
                return self.tr("Begin a team"), step
            case Stage.JOINING:
                return self.tr("Join a team"), self.tr("A lead of the team writes the file for you, for one computer.")
            case Stage.JOINING_ANEW:
                anew = self.tr(
                    "A lead of the team writes a new file for you. This computer gets a new key; its mail and what "
                    "you wrote stay."
                )
                return self.tr("Join the team anew"), anew
            case Stage.PASSPHRASE:
                why = self.tr("This computer has no keyring that works, so a passphrase of yours takes its place.")
                return self.tr("Choose a passphrase"), why
            case Stage.PICTURE:
                return self.tr("You are in"), self.tr("Step 3 of 3: how things stand today.")
            case Stage.IN:
                return self.tr("You are in"), ""


class ChoicePage(QWidget):
    def __init__(self, begin: Callable[[], object], join: Callable[[], object]) -> None:
        super().__init__()
        self.begin = button(self.tr("Begin a team"), begin, kind="primary")
        self.join = button(self.tr("Open a team file"), join)
        layout = column(
            self,
            offer(
                self.tr("You are the first"),
                self.tr("Name the shared mailbox. You become the team's lead and invite the others."),
                self.begin,
            ),
            offer(
                self.tr("Your team is there already"),
                self.tr("Open the file that a lead has given you. You need nothing but your name and the password."),
                self.join,
            ),
            margins=0,
            spacing=2 * STEP,
        )
        layout.addStretch(1)
