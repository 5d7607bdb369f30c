"""The line at the bottom: the link, how far the journal has been read, what waits to be sent."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.engine.notices import LinkChanged, MailReading, ReviewRead
from desktop.engine.progress import Progress
from desktop.ports.store.space import Sizes
from desktop.ui.moments import moment, since
from desktop.ui.own_keys import name_keys
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, label, restyle, row
from desktop.ui.vocabulary import size


def number(value: int) -> str:
    return QLocale().toString(value)


class StatusLine(QFrame):
    pause_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.online = False
        self._link = label(self.tr("● Connecting …"))
        self._entry, self._waiting, self._busy = label(), label(), label()
        self._saved = Elided()
        self._readings: dict[str, Progress] = {}
        self._paused = False
        self.pause = QPushButton()
        self.pause.setFlat(True)
        self.pause.setVisible(False)
        self.pause.setAccessibleName(self.tr("Pause the reading of old mail, or let it go on"))
        self.pause.clicked.connect(self._pause)
        keys = label()
        name_keys(keys, "setText", self.tr("F1 keys"))
        layout = row(self._link, self._entry, self._busy, self.pause, self._saved, self._waiting, keys)
        layout.setStretch(4, 1)
        layout.setSpacing(3 * STEP)
        layout.setContentsMargins(2 * STEP, STEP // 2, 2 * STEP, STEP // 2)
        self.setLayout(layout)

    def say_link(self, link: LinkChanged) -> None:
        self.online = link.online
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

    def say_space(self, sizes: Sizes) -> str:
        """Where a person looks who asks what all this takes; the words."""
        said = self.tr("Database: %1, of which attachments %2; mails kept on the server only: %3")
        said = said.replace("%1", size(sizes.octets)).replace("%2", size(sizes.file_octets))
        said = said.replace("%3", str(sizes.server_only))
        self.setToolTip(said)
        return said

    def say_reading(self, reading: MailReading) -> None:
        """Of all mailboxes together."""
        self._readings.pop(reading.address, None)
        if reading.progress is not None:
            self._readings[reading.address] = reading.progress
        held = sum(progress.held for progress in self._readings.values())
        total = sum(progress.total for progress in self._readings.values())
        parts = [self.tr("Reading mail: %1 of %2").replace("%1", number(held)).replace("%2", number(total))]
        rate = sum(progress.rate for progress in self._readings.values())
        left = [progress.left for progress in self._readings.values()]
        if reading.paused:
            parts.append(self.tr("paused"))
        elif rate >= 1 and None not in left:
            parts.append(self.tr("%1 a second").replace("%1", number(round(rate))))
            parts.append(self._time(max(seconds or 0 for seconds in left)))
        self._busy.setText(" · ".join(parts) if self._readings else "")
        self.pause.setVisible(bool(self._readings))
        self.pause.setText(self.tr("Go on") if reading.paused else self.tr("Pause"))
        self._paused = reading.paused

    def _time(self, seconds: int) -> str:
        if seconds < 90:
            return self.tr("%1 s left").replace("%1", number(seconds))
        return self.tr("%1 min left").replace("%1", number(round(seconds / 60)))

    def _pause(self) -> None:
        self.pause_asked.emit(not self._paused)

    @property
    def text(self) -> str:
        """All of it, as a person reads it."""
        parts = (self._link, self._entry, self._busy, self._saved, self._waiting)
        return " ".join(part.text() for part in parts if part.text())
