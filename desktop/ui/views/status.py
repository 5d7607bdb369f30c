"""The line at the bottom: the link, how far the journal has been read, what waits to be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.engine.notices import LinkChanged, ReviewRead
from desktop.ports.store.space import Sizes
from desktop.ui.moments import moment, since
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, label, restyle, row
from desktop.ui.vocabulary import size


class StatusLine(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._link = label(self.tr("● Connecting …"))
        self._entry, self._waiting, self._busy = label(), label(), label()
        self._saved = Elided()
        layout = row(self._link, self._entry, self._busy, self._saved, self._waiting, label(self.tr("F1 keys")))
        layout.setStretch(3, 1)
        layout.setSpacing(3 * STEP)
        layout.setContentsMargins(2 * STEP, STEP // 2, 2 * STEP, STEP // 2)
        self.setLayout(layout)

    def say_link(self, link: LinkChanged) -> None:
        if link.online:
            self._link.setText(self.tr("● Online"))
        else:
            self._link.setText(self.tr("● Offline %1").replace("%1", since(link.since)))
        restyle(self._link, "online" if link.online else "offline")
        entry = self.tr("Last journal entry: %1").replace("%1", moment(link.last_entry))
        self._entry.setText(entry if link.last_entry else "")

    def say_waiting(self, review: ReviewRead) -> None:
        parts = []
        if review.waiting_mails:
            parts.append(self.tr("mails to send: %1").replace("%1", str(review.waiting_mails)))
        if review.waiting_edits:
            parts.append(self.tr("changes to write: %1").replace("%1", str(review.waiting_edits)))
        self._waiting.setText(" · ".join(parts))

    def say_saved(self, path: str) -> None:
        """A file that a person asked for is there."""
        self._saved.say(self.tr("Saved: %1").replace("%1", path) if path else "")

    def say_space(self, sizes: Sizes) -> None:
        """Where a person looks who asks what all this takes."""
        said = self.tr("Database: %1, of which attachments %2; mails kept on the server only: %3")
        said = said.replace("%1", size(sizes.octets)).replace("%2", size(sizes.file_octets))
        self.setToolTip(said.replace("%3", str(sizes.server_only)))

    def say_busy(self, busy: bool) -> None:
        self._busy.setText(self.tr("Reading mail …") if busy else "")

    @property
    def text(self) -> str:
        """All of it, as a person reads it."""
        parts = (self._link, self._entry, self._busy, self._saved, self._waiting)
        return " ".join(part.text() for part in parts if part.text())
