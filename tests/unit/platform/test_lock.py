"""The profile's lock: one holder, across processes, gone with its process and never handed to children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.platform.lock import ProfileLock
from desktop.domain.errors import ProfileInUse, SportelloError

HOLDER = """
import subprocess, sys
from pathlib import Path
from desktop.adapters.platform.lock import ProfileLock
ProfileLock(Path(sys.argv[1])).acquire()
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
print(child.pid, flush=True)
child.wait()
"""


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    profile = tmp_path / "new" / "profile"
    with ProfileLock(profile):
        with pytest.raises(ProfileInUse) as refused:
            ProfileLock(profile).acquire()
        assert (refused.value.code, refused.value.facts) == ("profile-in-use", {"profile": str(profile)})
    with ProfileLock(profile):
        pass


def test_the_folder_is_for_its_user_alone(tmp_path: Path) -> None:
    with ProfileLock(tmp_path / "profile"):
        assert (tmp_path / "profile").stat().st_mode & 0o077 == 0


def test_emptying_the_folder_does_not_free_it(tmp_path: Path) -> None:
    with ProfileLock(tmp_path):
        for found in tmp_path.iterdir():
            found.unlink()
        with pytest.raises(ProfileInUse):
            ProfileLock(tmp_path).acquire()


def test_kill_9_frees_it_though_a_child_lives_on(tmp_path: Path) -> None:
    """The child has every inheritable handle (close_fds=False): the lock must not be among them."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    )
    assert holder.stdout is not None
    with holder.stdout:
        child = int(holder.stdout.readline())
    try:
        with pytest.raises(ProfileInUse):
            ProfileLock(tmp_path).acquire()
        holder.kill()
        holder.wait(10)
        with ProfileLock(tmp_path):
            pass
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_network_drive_is_refused_before_anything_is_locked(tmp_path: Path) -> None:
    with pytest.raises(SportelloError) as refused:
        ProfileLock(tmp_path, remote=lambda _: True).acquire()
    assert refused.value.code == "profile-on-network-drive"
    with ProfileLock(tmp_path):
        pass


def test_a_place_that_cannot_be_a_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SportelloError) as refused:
        ProfileLock(tmp_path / "file" / "profile").acquire()
    assert refused.value.code == "profile-not-usable"


def test_who_asks_does_not_take_it(tmp_path: Path) -> None:
    mine, other = ProfileLock(tmp_path), ProfileLock(tmp_path)
    assert not other.held()
    with mine:
        assert mine.held()
        assert other.held()
    assert not mine.held()
    assert not other.held()
    assert ProfileLock(tmp_path / "gone").held(), "as if one did, where that cannot be told"
