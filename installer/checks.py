"""The checks that need no running program: style, types on three systems, the house's layers, dead code."""

from __future__ import annotations

import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from installer.environment import python
from installer.locks import ROOT


class Check(NamedTuple):
    name: str
    command: str
    """A tool of the environment and its words."""
    noise: str = ""
    """A pattern of lines that do not count: when a tool says nothing else, its check has passed."""


CHECKS = (
    *(
        Check(f"mypy {system}", f"mypy --platform {system} --cache-dir .mypy_cache/{system} desktop installer")
        for system in ("linux", "win32", "darwin")
    ),
    Check("layers", "lint-imports"),
    # A value's fields are read by encoders and a Protocol's arguments by nobody: only code can be dead.
    Check("dead code", "vulture", noise=r"unused (variable|attribute) "),
    Check("dependencies", "deptry --no-ansi desktop"),
    Check("sizes", "python -m installer.sizes"),
    Check("ruff", "ruff check --quiet ."),
    Check("format", "ruff format --check ."),
)
"""The slowest first, for they share the cores."""


class Outcome(NamedTuple):
    passed: bool
    output: str
    seconds: float


def run_checks(env: dict[str, str]) -> int:
    """Run all, print one line each and what the failed ones said; 1 if any failed."""
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for check, outcome in zip(CHECKS, pool.map(lambda check: _run(check, env), CHECKS), strict=True):
            print(f"{'ok' if outcome.passed else 'FAILED':8}{check.name:14}{outcome.seconds:5.1f} s", flush=True)
            if not outcome.passed:
                failed = True
                print(outcome.output, flush=True)
    return int(failed)


def _run(check: Check, env: dict[str, str]) -> Outcome:
    tool, *words = check.command.split()
    began = time.monotonic()
    done = subprocess.run(
        [str(python().with_name(tool)), *words],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode().splitlines()
    if check.noise:
        said = [line for line in said if not re.search(check.noise, line)]
    only_noise = bool(check.noise) and not said
    return Outcome(done.returncode == 0 or only_noise, "\n".join(said), time.monotonic() - began)
