"""Where the tests write: in memory where there is plenty. On a disk they would wait for fsync much of the time."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
_ROOM = 4 * 2**30
"""Octets that have to be free; a whole run leaves 1.2 GB behind."""
_PREFIX = "sportello-tests-"


@contextmanager
def scratch(env: dict[str, str], memory: Path = MEMORY) -> Iterator[None]:
    """``env`` says TMPDIR meanwhile, unless somebody has said it. What a run that was killed has left goes first."""
    if "TMPDIR" in env or not memory.is_dir():
        yield
        return
    for old in memory.glob(f"{_PREFIX}*"):
        if not Path("/proc", old.name.removeprefix(_PREFIX)).exists():
            shutil.rmtree(old, ignore_errors=True)
    if not _roomy(memory):
        yield
        return
    folder = memory / f"{_PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o711, exist_ok=True)  # Dovecot's own users have to get through
    env["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        del env["TMPDIR"]
        shutil.rmtree(folder, ignore_errors=True)


def _roomy(memory: Path) -> bool:
    found = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    available = int(found[1]) * 1024 if found else 0
    return min(shutil.disk_usage(memory).free, available) > _ROOM
