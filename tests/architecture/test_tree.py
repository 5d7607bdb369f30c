"""The tree holds nothing of the machine it was written on, nothing left to do, and our own package."""

from __future__ import annotations

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

import desktop

ROOT = Path(__file__).resolve().parents[2]

# Each pattern is written so that it does not find itself.
UNWANTED = {
    "a package registry's address": r"py[p]i\.org|python[h]osted|npm[j]s\.(org|com)|deb\.debian[.]org",
    "a path of one machine": r"/w[o]rk/|/tmp/[b]ash",
    "something left to do": r"\b(TO[D]O|FIX[M]E|XX[X])\b|raise NotImplemented[E]rror",
    "a wait without a condition in the tests": r"time\.sl[e]ep\(|q[W]ait\(",
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text file that is, or is about to be, in the repository."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    found = {}
    for name in filter(None, names):
        path = ROOT / name
        raw = path.read_bytes() if path.is_file() else b""
        if b"\0" not in raw:
            found[name] = raw.decode("utf-8", errors="replace")
    return found


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_unwanted(what: str, texts: dict[str, str]) -> None:
    pattern = re.compile(UNWANTED[what])
    only_tests = what.endswith("in the tests")
    places = [
        f"{name}: {found.group()}"
        for name, text in texts.items()
        if not only_tests or name.startswith("tests/")
        for found in pattern.finditer(text)
    ]
    assert places == []


def test_the_package_is_ours() -> None:
    """Another distribution on the public index is called ``desktop``; it must never get in."""
    assert Path(desktop.__file__).resolve().parent == ROOT / "desktop"
    assert "desktop" not in {(found.name or "").lower() for found in metadata.distributions()}


def test_the_locks_name_no_place_and_no_stranger() -> None:
    for lock in (ROOT / "installer" / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert re.search(r"^(desktop|lazy-importer|py-cpuinfo2)==", text, re.MULTILINE) is None
        for line in re.findall(r"^[a-z].*", text, re.MULTILINE):
            assert re.match(r"[a-z0-9-]+==\S+( ; .+)? \\$", line), line
