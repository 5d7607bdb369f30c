"""The checks that need no running program: style, types on three systems, the house's layers, dead code."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from installer.environment import python
from installer.locks import ROOT

_PLATFORMS = ("linux", "win32", "darwin")


class Outcome(NamedTuple):
    name: str
    code: int
    output: str
    seconds: float


def checks() -> dict[str, list[str]]:
    """Each check's name and command; the slowest first, for they share two cores."""
    tools = python().parent
    types = {
        f"mypy {system}": [
            str(tools / "mypy"),
            "--platform",
            system,
            "--cache-dir",
            f".mypy_cache/{system}",
            "desktop",
            "installer",
        ]
        for system in _PLATFORMS
    }
    return {
        **types,
        "layers": [str(tools / "lint-imports")],
        "dead code": [str(tools / "vulture")],
        "dependencies": [str(tools / "deptry"), "desktop"],
        "ruff": [str(tools / "ruff"), "check", "--quiet", "."],
        "format": [str(tools / "ruff"), "format", "--check", "--quiet", "."],
    }


def run_checks(env: dict[str, str]) -> int:
    """Run all, print one line each and what the failed ones said; 1 if any failed."""

    def run(item: tuple[str, list[str]]) -> Outcome:
        name, command = item
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return Outcome(name, done.returncode, done.stdout.decode(), time.monotonic() - began)

    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(run, checks().items()):
            word = "failed" if outcome.code else "ok"
            print(f"{word:7}{outcome.name:14}{outcome.seconds:5.1f} s", flush=True)
            if outcome.code:
                failed = True
                print(outcome.output, flush=True)
    return int(failed)
