"""The tests' own folder in memory: there while they run, gone afterwards, and never where somebody chose another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer import scratch


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_ROOM", 0)


def test_it_is_there_while_they_run_and_gone_afterwards(tmp_path: Path) -> None:
    killed, runs = tmp_path / "sportello-tests-4194305", tmp_path / f"sportello-tests-{os.getppid()}"
    for other in (killed, runs, tmp_path / "of-somebody-else"):
        other.mkdir()
    env: dict[str, str] = {}
    with scratch.scratch(env, tmp_path):
        folder = Path(env["TMPDIR"])
        (folder / "left").write_text("something")
        assert folder.stat().st_mode & 0o777 == 0o711
    assert env == {}
    assert {path.name for path in tmp_path.iterdir()} == {runs.name, "of-somebody-else"}


@pytest.mark.parametrize(("room", "env"), [(2**60, {}), (0, {"TMPDIR": "/var/tmp"})])
def test_little_memory_and_a_chosen_folder_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, env: dict[str, str]
) -> None:
    monkeypatch.setattr(scratch, "_ROOM", room)
    before = dict(env)
    with scratch.scratch(env, tmp_path):
        assert env == before
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_such_memory_the_disk_serves(tmp_path: Path) -> None:
    env: dict[str, str] = {}
    with scratch.scratch(env, tmp_path / "none"):
        assert env == {}
