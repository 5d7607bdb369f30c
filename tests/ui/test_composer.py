"""The composer by itself: two texts that become one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.journal.entries import START, Position
from desktop.ports.store.drafts import ALL_FILES, Draft, DraftFile
from desktop.ui.views.composer import Composer

DRAFT = Draft("a", "t", "", (), (), "", "Ecco i file.", False, False, Position(1, 1), 0, "writing")


def words(composer: Composer) -> str:
    return " ".join(one.text() for one in composer.findChildren(QLabel) if one.isVisible())


def test_how_an_answer_is_to_go_is_said_anew_each_time(qtbot: QtBot) -> None:
    """Taken back, or held back and written on, it is an answer like any other."""
    composer = Composer()
    qtbot.addWidget(composer)
    left: list[Draft] = []
    composer.finished.connect(left.append)
    composer.write(replace(DRAFT, leaves=9, remind=9), "Carla")
    composer._finish(resolve=False)
    composer.write(replace(DRAFT, text=""), "Carla")
    composer.finish(leaves=9)  # nothing is written yet
    composer.text.setPlainText("Ecco.")
    composer._finish(resolve=False)
    composer.write(DRAFT, "Carla")
    composer.finish(remind=9)
    composer.write(replace(DRAFT, shown=START), "Carla")
    composer.finish(leaves=9)  # the conversation is not here yet
    composer.becomes(shown=DRAFT.shown)
    composer._finish(resolve=False)
    assert [(draft.leaves, draft.remind) for draft in left] == [(0, 0), (0, 0), (0, 9), (0, 0)]


def test_files_of_two_replies_beyond_what_a_mail_may_carry(qtbot: QtBot) -> None:
    """They are all kept; that they are too many is said at once, and again by what does not leave."""
    half = DraftFile("foto.zip", "application/zip", bytes(ALL_FILES // 2 + 1))
    composer = Composer()
    qtbot.addWidget(composer)
    left: list[Draft] = []
    composer.finished.connect(left.append)
    composer.write(replace(DRAFT, files=(half,)), "Carla")
    assert "remove files" not in words(composer)
    composer.take_in(replace(DRAFT, id="b", files=(replace(half, filename="altro.zip"),)))
    assert "remove files before you send" in words(composer)
    composer._finish(resolve=False)
    assert (left, composer.is_open) == ([], True)
    assert "Not sent: the files are too large" in words(composer)
    assert composer.draft is not None
    assert [file.filename for file in composer.draft.files] == ["foto.zip", "altro.zip"]
    composer.files.show_files((half,))
    composer._finish(resolve=False)
    assert [draft.files for draft in left] == [(half,)]
