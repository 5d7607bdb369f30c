"""The mark of what came from elsewhere: each system's own, and none where the disk cannot hold it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from desktop.adapters.platform.downloads import FolderDownloads
from desktop.adapters.platform.origin import mark_origin, origin_attribute, quarantine, zone_stream


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    return path


def test_windows_writes_a_zone_beside_the_file(file: Path) -> None:
    """What NTFS takes for a stream of the file is here a file of that very name."""
    mark_origin(file, "win32")
    stream = file.with_name("a.pdf:Zone.Identifier")
    assert stream.read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    zone_stream(file)
    assert file.read_bytes() == b"x"


def test_the_attributes_of_the_others(file: Path) -> None:
    put: list[tuple[str, str, bytes]] = []

    def note(path: str, name: str, value: bytes) -> None:
        put.append((path, name, value))

    quarantine(file, note)
    origin_attribute(file, note)
    assert put == [
        (str(file), "com.apple.quarantine", b"0081;00000000;Sportello;"),
        (str(file), "user.xdg.origin.url", b"mailto:"),
    ]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Linux")
def test_on_this_disk() -> None:
    """Not in the tests' own folder: where that is memory it holds no marks before Linux 6.6."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        path = FolderDownloads(folder / "lent").save(folder, "a.pdf", b"x")
        try:
            os.setxattr(folder, "user.probe", b"x")
        except OSError:
            pytest.skip("this disk holds no marks")
        assert os.getxattr(path, "user.xdg.origin.url") == b"mailto:"


def test_a_disk_that_cannot_hold_it(tmp_path: Path) -> None:
    mark_origin(tmp_path / "nowhere" / "a.pdf")


def test_what_is_saved_and_what_is_lent_is_marked(tmp_path: Path) -> None:
    marked: list[Path] = []
    downloads = FolderDownloads(tmp_path / "lent", marked.append)
    saved, lent = downloads.save(tmp_path, "a.pdf", b"x"), downloads.lend("a.pdf", b"x")
    downloads.take_back()
    assert marked == [saved, lent]
