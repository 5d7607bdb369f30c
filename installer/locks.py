"""The hash-locked requirements: one file per group, for every system, with no registry's address inside.

``uv`` is needed to write them (a developer's tool), never to install them: pip 23 does that. A lock that is
there already is kept where it still fits, so a new dependency does not move the others; delete the files to
move all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "installer" / "requirements"
GROUPS = ("run", "test", "check")
"""``run`` is what the program needs; ``test`` and ``check`` are the groups of pyproject.toml."""

_COMPILE = (
    "pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links"
    " --no-annotate --no-header --no-cache --quiet --constraint installer/requirements/constraints.in"
).split()


def lock_files() -> list[Path]:
    return [LOCKS / f"{group}.txt" for group in GROUPS]


def write_locks() -> int:
    """Write all locks anew from pyproject.toml; each group keeps to the versions of the one before it."""
    uv = shutil.which("uv", path=os.pathsep.join([os.environ.get("PATH", ""), str(ROOT / ".venv" / "bin")]))
    if uv is None:
        print("Writing the locks needs uv, a developer's tool: pipx install uv")
        return 1
    earlier: list[str] = []
    for group, target in zip(GROUPS, lock_files(), strict=True):
        source = ["pyproject.toml"] if group == "run" else ["--group", group]
        command = [uv, *_COMPILE, *earlier, *source, "--output-file", str(target)]
        code = subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        if code:
            return code
        earlier += ["--constraint", str(target)]
    return 0
