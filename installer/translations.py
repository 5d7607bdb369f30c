"""The window's words, compiled: ``resources/i18n/sportello_*.ts`` to ``.qm`` beside them, which is never committed.

Done by make whenever the words are newer, and by the build hook for every wheel. Standard library only; the compiler
comes with PySide6.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

COMPILER = "pyside6-lrelease"


class CannotTranslate(Exception):
    """The compiler is not there or failed. The text says how."""


def compile_translations(root: Path, scripts: Path) -> None:
    """``scripts`` is where an environment keeps its commands; the PATH is asked next. Raises CannotTranslate."""
    old = [words for words in sorted((root / "resources" / "i18n").glob("*.ts")) if _is_newer(words)]
    if not old:
        return
    compiler = shutil.which(COMPILER, path=os.pathsep.join((str(scripts), os.environ.get("PATH", os.defpath))))
    if compiler is None:
        raise CannotTranslate(f"{COMPILER} is not there")
    for words in old:
        command = [compiler, "-silent", str(words), "-qm", str(words.with_suffix(".qm"))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotTranslate(f"{words.name}: {done.stderr or done.stdout}")


def _is_newer(words: Path) -> bool:
    compiled = words.with_suffix(".qm")
    return not compiled.exists() or compiled.stat().st_mtime < words.stat().st_mtime
