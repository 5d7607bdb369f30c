"""What a person has chosen: kept in the profile, whatever the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.chosen import Chosen
from desktop.ui.preferences import Preferences, load


def test_what_is_chosen_is_there_at_the_next_start(tmp_path: Path, qtbot: QtBot) -> None:
    chosen = Chosen(tmp_path)
    with qtbot.waitSignal(chosen.changed) as told:
        chosen.change(theme="dark", keys={"spam": ("Ctrl+B",)}, quiet_places=("unassigned",), undo_seconds=30)
    assert told.args == [chosen.now]
    assert load(tmp_path) == chosen.now
    assert chosen.now.keys == {"spam": ("Ctrl+B",)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 200_000,
        '{"theme": "pink", "undo_seconds": true, "keys": 3, "notify": "no", "language": []}',
    ],
)
def test_a_file_of_nonsense_is_as_if_nothing_was_chosen(tmp_path: Path, text: str) -> None:
    (tmp_path / "preferences.json").write_text(text)
    assert load(tmp_path) == Preferences()


def test_what_is_understood_of_it_counts(tmp_path: Path) -> None:
    text = '{"theme": "dark", "new": 1, "undo_seconds": 7, "quiet_from": 1500, "quiet_until": 60,'
    text += ' "keys": {"next": ["H"], "spam": "X"}}'
    (tmp_path / "preferences.json").write_text(text)
    assert load(tmp_path) == Preferences(theme="dark", quiet_until=60, keys={"next": ("H",)})


def test_a_disk_that_refuses_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    chosen = Chosen(tmp_path / "nowhere")
    with qtbot.waitSignals([chosen.unsaved, chosen.changed]):
        chosen.change(theme="light")
    assert chosen.now.theme == "light"
