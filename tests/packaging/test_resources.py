"""The one locator, in each shape that the program comes in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.runtime.resources import resource

ROOT = Path(__file__).resolve().parents[2]


def test_in_the_checkout() -> None:
    assert resource("i18n", "en") == ROOT / "resources" / "i18n" / "en"
    with pytest.raises(FileNotFoundError, match="no-such-folder"):
        resource("no-such-folder", "file")


def test_inside_the_package_they_win_over_a_strangers_folder_beside_it(tmp_path: Path) -> None:
    for name in ("__init__.py", "runtime/__init__.py", "runtime/resources.py"):
        copy = tmp_path / "desktop" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "desktop" / name, copy)
    (tmp_path / "resources" / "i18n").mkdir(parents=True)
    (tmp_path / "desktop" / "_resources" / "i18n").mkdir(parents=True)
    code = "from desktop.runtime.resources import resource; print(resource('i18n'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "desktop" / "_resources" / "i18n")
