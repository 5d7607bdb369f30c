"""Files of a mail: those that leave with a reply, each with its size, to be removed, and how much room they take
together; where one that came shall be saved, and whether one that may run something shall be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from desktop.mime.mail import Attachment
from desktop.ports.store.drafts import ALL_FILES, DraftFile
from desktop.ui.theme import STEP
from desktop.ui.views.widgets import Elided, button, column, empty, label, restyle, row
from desktop.ui.vocabulary import size

_NEARLY = 0.8


class FilesRow(QWidget):
    """``show_files`` sets them; what a person adds is asked for and comes back."""

    wanted = Signal(object)
    """Paths on this computer."""
    changed = Signal()
    """One was taken out, or some have come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[DraftFile, ...] = ()
        self._beside = 0
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._sum = label(kind="small", wraps=True)
        column(self, self._rows, self._sum, margins=0, spacing=STEP // 2)
        self.show_files(())

    @property
    def files(self) -> tuple[DraftFile, ...]:
        return self._files

    @property
    def octets(self) -> int:
        return self._beside + sum(len(file.content) for file in self._files)

    @property
    def too_many(self) -> bool:
        """More than a mail may carry: two replies with files have become one."""
        return self.octets > ALL_FILES

    def show_files(self, files: tuple[DraftFile, ...]) -> None:
        self._files = files
        empty(self._rows)
        for place, file in enumerate(files):
            self._rows.addLayout(self._row(place, file))
        near = self.octets > _NEARLY * ALL_FILES
        said = self.tr("%1 of %2 that a mail may carry")
        if self.too_many:
            said = self.tr("%1 together, and a mail may carry %2: remove files before you send. All of them are kept.")
        self._sum.setText(said.replace("%1", size(self.octets)).replace("%2", size(ALL_FILES)) if near else "")
        restyle(self._sum, "bad" if self.too_many else "small")
        self._sum.setVisible(near)
        self.setVisible(bool(files) or near)

    def count(self, octets: int) -> None:
        """Of pictures in the text, which take room too."""
        if octets != self._beside:
            self._beside = octets
            self.show_files(self._files)

    def add(self, files: tuple[DraftFile, ...]) -> None:
        if files:
            self.show_files((*self._files, *files))
            self.changed.emit()

    def ask(self) -> None:
        """Which files."""
        dialog = QFileDialog(self.window(), self.tr("Attach files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, paths: list[str]) -> None:
        self.wanted.emit(paths)

    def _row(self, place: int, file: DraftFile) -> QHBoxLayout:
        remove = button(self.tr("Remove"), self._remove, kind="link")
        remove.setAccessibleName(self.tr("Remove %1").replace("%1", file.filename))
        remove.setProperty("place", place)
        line = row(Elided(file.filename), label(size(len(file.content)), kind="small"), remove)
        line.setStretch(0, 1)
        return line

    def _remove(self) -> None:
        place = int(self.sender().property("place"))
        self.show_files((*self._files[:place], *self._files[place + 1 :]))
        self.changed.emit()


class SavingDialog(QFileDialog):
    """Where, and under which name, is the person's to say; nothing is written over. It belongs to a window, and stays
    when what was shown there changes."""

    save_wanted = Signal(str, str, str)
    """A mail's slot, the part, and the file that it shall become."""

    def __init__(self, parent: QWidget, slot: str, attachment: Attachment) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        super().__init__(parent, "", folder)
        self.setWindowTitle(self.tr("Save the file"))
        self._slot, self._part = slot, attachment.part
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.selectFile(str(Path(folder) / attachment.filename))
        self.fileSelected.connect(self._chosen)

    def _chosen(self, path: str) -> None:
        self.save_wanted.emit(self._slot, self._part, path)


class OpeningQuestion(QMessageBox):
    """What may run is opened by a person's second word only, and the first answer offered is no. It stays as
    ``SavingDialog`` does."""

    look_wanted = Signal(str, str)
    """A mail's slot, and the part."""

    def __init__(self, parent: QWidget, slot: str, attachment: Attachment) -> None:
        super().__init__(parent)
        self._slot, self._part = slot, attachment.part
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Open the file?"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        said = self.tr(
            "%1 is of a kind that can run what its sender wrote, and harm this computer and its mail. Open it only if"
            " you know who sent it and why."
        )
        self.setText(said.replace("%1", attachment.filename))
        self._go_on = self.addButton(self.tr("Open it all the same"), QMessageBox.ButtonRole.DestructiveRole)
        leave = self.addButton(self.tr("Leave it closed"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(leave)
        self.setEscapeButton(leave)
        self.buttonClicked.connect(self._answered)

    def _answered(self, answer: QAbstractButton) -> None:
        if answer is self._go_on:
            self.look_wanted.emit(self._slot, self._part)


def dropped(data: QMimeData) -> list[str]:
    """The files in what a person drags here."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
