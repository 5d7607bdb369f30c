"""The virtual environment ``.venv``: the locked libraries and the project itself, editable.

A stamp with the hash of all that decided its contents is written last. No stamp, or another one: it is made
anew from nothing, so a half-made environment never survives and an old library never lingers. While the
stamp fits, nothing is asked of pip.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from installer.locks import ROOT, lock_files

VENV = ROOT / ".venv"
_STAMP = VENV / "sportello-stamp"
_PIP = "-m pip --disable-pip-version-check --no-input --quiet install --progress-bar off".split()


class CannotPrepare(Exception):
    """The machine cannot be made ready. The text is a sentence for the person at the terminal."""


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_is_ready() -> bool:
    try:
        return _STAMP.read_text(encoding="ascii") == _fingerprint() and python().exists()
    except OSError:
        return False


def make_venv() -> None:
    """Build ``.venv`` from nothing. Raises CannotPrepare; what pip said then stands on the terminal."""
    print("Sportello: making .venv and fetching the locked libraries (a minute or two) ...", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    _run([sys.executable, "-m", "venv", str(VENV)], "Python could not make a virtual environment in .venv.")
    locks = [word for lock in lock_files() for word in ("-r", str(lock))]
    _run(
        [str(python()), *_PIP, "--require-hashes", "--only-binary", ":all:", *locks],
        "The libraries could not be fetched. When the package index can be reached, run this again.",
    )
    _run(
        [str(python()), *_PIP, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        "Sportello itself could not be put into .venv.",
    )
    _STAMP.write_text(_fingerprint(), encoding="ascii")


def _run(command: list[str], sentence: str) -> None:
    if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL):
        raise CannotPrepare(sentence)


def _fingerprint() -> str:
    """What decides the contents: locks, what is built how, interpreter, place (an environment cannot move)."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform} {ROOT}".encode())
    for lock in lock_files():
        digest.update(lock.read_bytes())
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    digest.update(repr([settings["build-system"], settings["project"], settings["tool"]["hatch"]]).encode())
    return digest.hexdigest()
