"""PySide6 6.12.0 ends the interpreter on Python 3.11: every void call loses a reference to None and every emit
one to True, so that after some 5,200 calls or 580 emits the process aborts. The locked version must not.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MANY_CALLS = """
from PySide6.QtCore import QObject, Signal

class Emitter(QObject):
    said = Signal(bool)

heard = []
emitter = Emitter()
emitter.said.connect(heard.append)
for _ in range(20_000):
    emitter.setObjectName("void")
for _ in range(5_000):
    emitter.said.emit(True)
print(len(heard))
"""


def test_many_calls_and_emits_are_survived() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "5000"), done.stderr


def test_the_bad_version_is_shut_out() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [line for line in project["dependencies"] if line.startswith("pyside6")]
    assert "<6.12" in wanted
    lock = (ROOT / "installer" / "requirements" / "run.txt").read_text(encoding="utf-8")
    locked = re.search(r"^pyside6-essentials==(\d+)\.(\d+)", lock, re.MULTILINE)
    assert locked
    assert (int(locked[1]), int(locked[2])) < (6, 12)
