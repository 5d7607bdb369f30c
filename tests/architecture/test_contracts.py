"""The contracts of the house bite: one intruder for each, put into a copy, and each contract reports its own.

That the house itself keeps them is `make check`'s word.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

INTRUDERS = {
    "The house: each floor knows only the floors below it": ("mime/intruder.py", "import desktop.journal"),
    "No adapter knows another": ("adapters/intruder.py", "import desktop.adapters.smtp.account"),
    "Below the adapters: no window, no network, no database, no keyring": ("engine/intruder.py", "import socket"),
    "The domain and the ports know the standard library alone": ("domain/intruder.py", "import msgspec"),
    "The journal knows msgspec and nacl alone": ("journal/intruder.py", "import selectolax"),
    "Qt only in the window": ("runtime/painted.py", "import PySide6.QtCore"),
    "The window knows neither adapters nor runtime, and no bytes of mail": ("ui/intruder.py", "import threading"),
    "IMAP only in its adapter": ("adapters/intruder.py", "import imaplib"),
    "SMTP only in its adapter": ("adapters/intruder.py", "import smtplib"),
    "The database only in its adapter: no row leaves it": ("adapters/intruder.py", "import sqlite3"),
    "Passwords only in their adapter": ("adapters/intruder.py", "import keyring"),
    "The timetable only in its adapter": ("adapters/intruder.py", "import apscheduler"),
    "Only transactions call the outgoing port": (
        "engine/intruder.py",
        "import desktop.ports.outgoing",
    ),
    "Only the composition root builds adapters": ("runtime/intruder.py", "import desktop.adapters.smtp.account"),
}


def broken_contracts(house: Path) -> set[str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PYTHONPATH": str(house), "COLUMNS": "200"},
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.*\S) +BROKEN", done.stdout, re.MULTILINE))


def test_every_contract_finds_its_intruder(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(INTRUDERS) == {contract["name"] for contract in project["tool"]["importlinter"]["contracts"]}
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "desktop", tmp_path / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
    for file, line in INTRUDERS.values():
        with (tmp_path / "desktop" / file).open("a", encoding="utf-8") as intruder:
            intruder.write(f"{line}\n")
    assert broken_contracts(tmp_path) == set(INTRUDERS)
