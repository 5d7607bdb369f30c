"""Signing in by a provider's page: what is waited for, and one line that asks for it while everything else goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.errors import NEEDS_SIGN_IN, SportelloError
from desktop.engine.signing_in import SignInEnded, SignInShown
from desktop.ui.browsing import open_page
from desktop.ui.desk import Words
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, column, label, row


class SignInWait(QWidget):
    """A page was opened, and somebody is to sign in there."""

    by_code = Signal()
    """On another device instead."""

    def __init__(self, *more: QWidget) -> None:
        """``more`` buttons beside its own."""
        super().__init__()
        self._shown: SignInShown | None = None
        self._words = label(wraps=True, selectable=True)
        self.again = button(self.tr("Open the page again"), self._open)
        self.code = button(self.tr("Use another device"), self.by_code.emit, kind="link")
        column(self, self._words, row(self.again, self.code, *more, None), margins=0)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def show_page(self, shown: SignInShown) -> None:
        self._shown = shown
        self.code.setVisible(not shown.code)
        self.again.setVisible(not shown.code)
        if shown.code:
            words = self.tr("On any device open %1, type the code %2 and sign in to %3. It goes on here by itself.")
            self._words.setText(words.replace("%1", shown.page).replace("%2", shown.code).replace("%3", shown.address))
        else:
            self._open()
        self.show()

    def _open(self) -> None:
        if self._shown is None:
            return
        if open_page(self._shown.page):
            words = self.tr("A page of %1 is open in your browser: sign in there to %2. It goes on here by itself.")
        else:
            words = self.tr("No browser could be opened. Open this page of %1 in one, and sign in to %2: %3")
        words = words.replace("%1", self._shown.provider).replace("%2", self._shown.address)
        self._words.setText(words.replace("%3", self._shown.page))


class SignInBar(QFrame):
    """Never takes the focus: somebody may be writing. One mailbox at a time; what others say meanwhile waits."""

    wanted = Signal(str, bool)
    """A mailbox's address, and whether by a code."""
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-held")
        self._waiting: dict[str, str] = {}
        self._going = ""
        """The mailbox to which somebody is signing in."""
        self._words = label(wraps=True)
        self.stop = button(self.tr("Cancel"), self.stopped.emit, kind="quiet")
        self.wait = SignInWait(self.stop)
        self.wait.by_code.connect(self._by_code)
        self.sign_in = button(self.tr("Sign in …"), self._by_page, kind="primary")
        column(self, self._words, self.wait, row(self.sign_in, None), margins=STEP + STEP // 2)
        self._say()

    def asks(self, error: SportelloError | None, words: Words) -> bool:
        """Whether signing in would mend it; then it is asked for here."""
        if error is None or error.code not in NEEDS_SIGN_IN or not error.facts.get("address"):
            return False
        address = str(error.facts["address"])
        if address != self._going and address not in self._waiting:
            said = words.of(error)
            self._waiting[address] = f"{said.message} {said.remedy}"
            self._say()
        return True

    def show_page(self, shown: SignInShown) -> None:
        self._going = shown.address
        self.wait.show_page(shown)
        self._say()

    def ended(self, ended: SignInEnded, words: Words) -> None:
        self._going = ""
        self.wait.hide()
        if ended.refused is None:
            # The same person may open the others too; what they cannot is said again.
            self._waiting = {}
        elif ended.address in self._waiting:
            said = words.of(ended.refused)
            self._waiting[ended.address] = f"{said.message} {said.remedy}"
        self._say()

    @property
    def text(self) -> str:
        return f"{self._words.text()} {self.wait.text}".strip() if not self.isHidden() else ""

    @property
    def address(self) -> str:
        """To which somebody is asked to sign in; empty when to none."""
        return next(iter(self._waiting), "")

    def _say(self) -> None:
        words = "" if self._going else self._waiting.get(self.address, "")
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.sign_in.setVisible(bool(words))
        self.sign_in.setAccessibleName(self.tr("Sign in to %1").replace("%1", self.address))
        self.setAccessibleName(words or self.wait.text)
        self.setVisible(bool(words or self._going))

    def _by_page(self) -> None:
        self.wanted.emit(self.address, False)

    def _by_code(self) -> None:
        self.wanted.emit(self._going, True)
