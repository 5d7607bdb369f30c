"""Rules of the contract taken out one by one, to see whether the simulation would notice (``mutants.toml``).

Each mutant is a few exact replacements in a copy of ``desktop``. A text that does not stand there exactly once is an
error, so that a mutant never quietly stops being one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_TABLE = Path(__file__).with_suffix(".toml")


class StaleMutant(Exception):
    """The source no longer says what the mutant replaces."""


@dataclass(frozen=True)
class Edit:
    path: str
    """Below ``desktop``."""
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    name: str
    rule: str
    """What is left out, with its place in the contract."""
    seed: int
    """Where it was found first, searching from 0."""
    checker: str
    """By what."""
    edits: tuple[Edit, ...]


def mutants() -> list[Mutant]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["mutant"]
    return [
        Mutant(row["name"], row["rule"], row["seed"], row["checker"], tuple(Edit(**edit) for edit in row["edit"]))
        for row in table
    ]


def plant(mutant: Mutant, root: Path) -> Path:
    """A copy of the program with the mutant in it, under ``root``. Raises StaleMutant."""
    copy = root / mutant.name
    shutil.copytree(ROOT / "desktop", copy / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
    for edit in mutant.edits:
        path = copy / "desktop" / edit.path
        text = path.read_text(encoding="utf-8")
        if text.count(edit.old) != 1:
            raise StaleMutant(f"{mutant.name}: {edit.path} has {text.count(edit.old)} times: {edit.old}")
        path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
    return copy


def hunt(program: Path, seeds: range, seconds: float = 900.0) -> dict[str, Any]:
    """The simulation over these seeds, until a checker finds something, against the program that lies there: a
    ``search.Report`` as a dictionary."""
    environment = {**os.environ, "PYTHONPATH": f"{program}{os.pathsep}{ROOT}", "PYTHONHASHSEED": "0"}
    words = [sys.executable, "-m", "tests.simulation.search", f"{seeds.start}:{seeds.stop}", "--first"]
    done = subprocess.run(
        words, cwd=program, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if not report["program"].startswith(str(program)):
        raise RuntimeError(f"ran {report['program']}")
    return report
