"""Where a team file may wait, and which one is taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.adapters.platform.team_files import folders, newest


def placed(folder: Path, name: str, age: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("{}")
    os.utime(path, (1_000_000 - age, 1_000_000 - age))
    return path


def test_the_newest_of_the_first_folder_that_has_one(tmp_path: Path) -> None:
    first, second = tmp_path / "etc", tmp_path / "beside"
    placed(first, "leggimi.txt", 0)
    beside = placed(second, "bruno.sportello", 0)
    (second / "cartella.sportello").mkdir()
    assert newest([tmp_path / "nowhere", first, second], ".sportello") == beside
    placed(first, "vecchio.sportello", 20)
    new = placed(first, "NUOVO.SPORTELLO", 10)
    assert newest([first, second], ".sportello") == new
    assert newest([tmp_path / "nowhere"], ".sportello") is None


@pytest.mark.parametrize(
    ("program", "beside"),
    [
        ("/usr/lib/sportello/sportello", "/usr/lib/sportello"),
        ("/Applications/Sportello.app/Contents/MacOS/sportello", "/Applications"),
    ],
)
def test_beside_the_program_of_a_bundle_alone(program: str, beside: str) -> None:
    here = folders({})
    assert here == (Path("/etc/sportello"),)
    with patch.object(sys, "frozen", True, create=True), patch.object(sys, "executable", program):
        assert folders({}) == (*here, Path(beside))


def test_the_other_systems_have_places_of_their_own() -> None:
    with patch.object(sys, "platform", "win32"):
        assert folders({"PROGRAMDATA": "/c/ProgramData"}) == (Path("/c/ProgramData/Sportello"),)
        assert folders({}) == ()
    with patch.object(sys, "platform", "darwin"):
        assert folders({})[0] == Path("/Library/Application Support/Sportello")
