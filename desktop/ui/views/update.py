"""A newer version is there: what is new, and the way to it. Nothing is installed from here, and nothing insists."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from desktop.engine.notices import UpdateSaved
from desktop.engine.updates import Offer
from desktop.ui.browsing import open_page
from desktop.ui.desk import Words
from desktop.ui.moments import day
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import button, label, row


class UpdateBar(QFrame):
    """Never takes the focus: somebody may be writing."""

    wanted = Signal(object, str)
    """The installer of this Offer, in this folder."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner-free")
        self._sentences = words
        self._offer: Offer | None = None
        self._folder = ""
        self._words = label(wraps=True, selectable=True)
        self.page = button(self.tr("What is new"), self._open_page, kind="quiet")
        self.save = button(self.tr("Save the installer"), self._save)
        self.open = button(self.tr("Open the folder"), self._open_folder)
        self.away = button(self.tr("Put away"), self.hide, kind="quiet", name=self.tr("Put the newer version away"))
        layout = row(self._words, self.page, self.save, self.open, self.away)
        layout.setStretch(0, 1)
        layout.setContentsMargins(2 * STEP, STEP // 2, STEP, STEP // 2)
        self.setLayout(layout)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        if offer is None:
            self.hide()
            return
        self.page.setVisible(bool(offer.page))
        self.save.setVisible(offer.installer is not None and bool(offer.place))
        self.save.setEnabled(True)
        self.open.hide()
        self._say(" ".join(filter(None, (self._there(offer), offer.told(QLocale().name()[:2]), self._due(offer)))))
        self.show()

    def told(self, saved: UpdateSaved) -> None:
        """Where it lies, or why it does not; then it may be asked for again."""
        self.save.setEnabled(True)
        if saved.refused is not None:
            said = self._sentences.of(saved.refused)
            self._say(f"{said.message} {said.remedy}")
            return
        self._folder = saved.path.replace("\\", "/").rpartition("/")[0]
        self.save.hide()
        self.open.show()
        words = self.tr("The installer is as its publisher signed it: %1. Close Sportello, then start it yourself.")
        self._say(words.replace("%1", saved.path))

    @property
    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def _there(self, offer: Offer) -> str:
        said = QDate.fromString(offer.date, Qt.DateFormat.ISODate)
        when = day(said.day(), said.month()) if said.isValid() else offer.date
        words = self.tr("Version %1 of Sportello is there (%2); this one is %3.")
        return words.replace("%1", offer.version).replace("%2", when).replace("%3", offer.running)

    def _due(self, offer: Offer) -> str:
        if not offer.due:
            return ""
        return self.tr("This one will not get on with it for long: please install it soon.")

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)

    def _open_page(self) -> None:
        if self._offer is not None:
            open_page(self._offer.page)

    def _save(self) -> None:
        self.save.setEnabled(False)
        self._say(self.tr("The installer is being fetched and checked …"))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self.wanted.emit(self._offer, folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
