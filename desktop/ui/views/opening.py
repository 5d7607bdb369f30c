"""What opens a mailbox: a password, or the page of its provider; what has to be typed for either."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.signing_in import GOOGLE, MICROSOFT, SIGN_IN
from desktop.ui.theme import STEP
from desktop.ui.views.fields import Field, missing
from desktop.ui.views.widgets import column, label, row

_NAMES = {GOOGLE: "Google", MICROSOFT: "Microsoft"}


class OpeningFields(QWidget):
    """``choice`` stands elsewhere: what has to be typed comes first."""

    turned = Signal()
    """Another way is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.password = Field(self.tr("Password"), secret=True)
        self._id = Field(self.tr("Client id"), hint=self.tr("of your organisation's registration"))
        self._secret = Field(self.tr("Client secret"), hint=self.tr("as Google gives it with the client id"))
        self._tenant = Field(self.tr("Tenant"), hint=self.tr("may stay empty"))
        self._words = label(kind="small", wraps=True)
        column(
            self,
            self.password,
            row(self._id, self._secret, self._tenant, spacing=2 * STEP),
            self._words,
            margins=0,
            spacing=STEP + STEP // 2,
        )
        self.choice = QWidget()
        self._ways = QComboBox()
        self._ways.setAccessibleName(self.tr("How the mailbox is opened"))
        for way, text in (
            ("", self.tr("With a password")),
            (GOOGLE, self.tr("Sign in with Google")),
            (MICROSOFT, self.tr("Sign in with Microsoft")),
        ):
            self._ways.addItem(text, way)
        self._ways.currentIndexChanged.connect(self._turn)
        name = label(self.tr("How the mailbox is opened"), kind="small")
        name.setBuddy(self._ways)
        line = row(name, self._ways, None)
        line.setContentsMargins(0, 0, 0, 0)
        self.choice.setLayout(line)
        self._turn()

    @property
    def way(self) -> str:
        """Whose page; empty for a password."""
        return str(self._ways.currentData() or "")

    @property
    def provider(self) -> str:
        """By its name; empty for a password."""
        return _NAMES.get(self.way, "")

    @property
    def first(self) -> Field:
        return self._id if self.way else self.password

    def choose(self, way: str) -> None:
        self._ways.setCurrentIndex(max(0, self._ways.findData(way)))

    def settings(self) -> dict[str, str | int]:
        """Of the mailbox; none for one with a password."""
        if not self.way:
            return {}
        more = {"client_secret": self._secret} if self.way == GOOGLE else {"tenant": self._tenant}
        return {
            SIGN_IN: self.way,
            "client_id": self._id.text,
            **{name: field.text for name, field in more.items() if field.text},
        }

    def typed_password(self) -> str:
        return "" if self.way else self.password.edit.text()

    def wrong(self) -> list[Field]:
        """Fields that lack something; each says what."""
        return missing(self.first)

    def _turn(self) -> None:
        self.password.setVisible(not self.way)
        self._id.setVisible(bool(self.way))
        self._secret.setVisible(self.way == GOOGLE)
        self._tenant.setVisible(self.way == MICROSOFT)
        said = self.tr(
            "The page of %1 opens in your browser: the password is typed there alone, and Sportello is given a key "
            "that can be taken back at any time. Your organisation registers Sportello with %1 once; the client id "
            "comes from there."
        )
        self._words.setText(said.replace("%1", self.provider))
        self._words.setVisible(bool(self.way))
        self.turned.emit()
