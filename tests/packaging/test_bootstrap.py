"""The recipe for a bare machine, as far as a machine that is no longer bare can show it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the recipe reads, so that it judges another place than the environment we run in."""
    shutil.copytree(ROOT / "installer", tmp_path / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def asked(checkout: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_a_half_made_or_outdated_environment_is_not_ready(checkout: Path) -> None:
    ready = "from installer.environment import venv_is_ready; print(venv_is_ready())"
    stamp = "from installer.environment import _fingerprint; print(_fingerprint(), end='')"
    assert asked(checkout, ready) == "False"
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert asked(checkout, ready) == "False"
    (checkout / ".venv" / "sportello-stamp").write_text(asked(checkout, stamp), encoding="ascii")
    assert asked(checkout, ready) == "True"
    with (checkout / "installer" / "requirements" / "run.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert asked(checkout, ready) == "False"


def test_an_unknown_verb_prepares_nothing(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer.bootstrap", "nonsense"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, "prove" in done.stdout) == (2, True)
    assert not (checkout / ".venv").exists()


def test_closed_standard_streams_are_no_obstacle(checkout: Path) -> None:
    """Numbers 0 to 2 are taken by the null device, also for what is started from there."""
    code = (
        "import os, subprocess, sys; from installer.bootstrap import _heal_standard_streams as heal; heal();"
        "child = 'import os; print([os.fstat(n).st_rdev == os.stat(os.devnull).st_rdev for n in (0, 2)])';"
        "subprocess.run([sys.executable, '-c', child], check=True)"
    )
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -c "$1" <&- 2>&-', sys.executable, code],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[True, True]"
