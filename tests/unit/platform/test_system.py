"""Clock, randomness, folders and drives of the system that the tests run on."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.platform.drives import is_shared_type, on_network_drive, type_of_mount
from desktop.adapters.platform.entropy import SystemEntropy
from desktop.adapters.platform.paths import default_profile

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /home rw shared:2 master:3 - nfs4 server:/home rw,vers=4.2
41 40 0:41 / /home/anna/my\\040shop rw - fuse.sshfs anna@host: rw
42 22 0:42 / /srv rw - cifs //server/srv rw
43 22 8:1 / /srv rw - xfs /dev/sdb1 rw
damaged line
"""


@pytest.mark.parametrize(
    ("folder", "kind", "shared"),
    [
        ("/var/lib", "ext4", False),
        ("/", "ext4", False),
        ("/home/bruno", "nfs4", True),
        ("/home2", "ext4", False),
        ("/home/anna/my shop/profile", "fuse.sshfs", True),
        ("/srv/x", "xfs", False),
    ],
)
def test_the_drive_is_known_by_its_mount(folder: str, kind: str, shared: bool) -> None:
    assert type_of_mount(Path(folder), MOUNTS) == kind
    assert is_shared_type(kind) is shared


@pytest.mark.parametrize("kind", ["nfs", "cifs", "smb3", "ceph", "fuse.glusterfs", "davfs", "ocfs2"])
def test_shared_file_systems(kind: str) -> None:
    assert is_shared_type(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "fuseblk", "9p", ""])
def test_local_file_systems(kind: str) -> None:
    assert not is_shared_type(kind)


def test_a_temporary_folder_is_local(tmp_path: Path) -> None:
    assert not on_network_drive(tmp_path)


def test_the_clock_counts_up_and_names_its_boot() -> None:
    clock = SystemClock()
    first = clock.boottime()
    assert first <= clock.boottime()
    assert first >= time.monotonic() - 0.1, "sleep only adds"
    assert clock.boot_id() == SystemClock().boot_id() != ""
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.now().utcoffset() == timedelta(0)


def test_entropy_has_the_length_asked_for() -> None:
    assert len(SystemEntropy().token(12)) == 12
    assert SystemEntropy().token(12) != SystemEntropy().token(12)


def test_the_default_profile_is_ours_alone() -> None:
    assert default_profile().is_absolute()
    assert "sportello" in default_profile().parts
