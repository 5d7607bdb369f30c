"""A file of a stranger's mail on this disk: in the folder that was named, new, and no program."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.adapters.platform.downloads import FolderDownloads
from desktop.domain.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scaricati"
    folder.mkdir()
    return folder


def test_a_file_as_it_was_sent(folder: Path) -> None:
    path = FolderDownloads(folder.parent / "lent").save(folder, "scontrino è.pdf", b"%PDF\0\r\n")
    assert path == folder / "scontrino è.pdf"
    assert path.read_bytes() == b"%PDF\0\r\n"


@pytest.mark.skipif(os.name == "nt", reason="rights are other there")
def test_never_a_program_and_for_this_user_alone(folder: Path) -> None:
    path = FolderDownloads(folder.parent / "lent").save(folder, "fattura.sh", b"#!/bin/sh\n")
    assert stat.S_IMODE(path.stat().st_mode) & 0o177 == 0


@pytest.mark.parametrize(
    "name",
    ["../../x", "/etc/passwd", "..\\..\\x", "C:\\x", "..", ".", "", "a/b", "\0", "x\0/y", "~/x", "con", ".bashrc"],
)
def test_no_name_leads_out_of_the_folder(folder: Path, name: str) -> None:
    path = FolderDownloads(folder.parent / "lent").save(folder, name, b"x")
    assert path.parent == folder
    assert list(folder.iterdir()) == [path]
    assert not path.name.startswith(".")
    assert list(folder.parent.iterdir()) == [folder]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_whatever_the_name(folder: Path, name: str) -> None:
    path = FolderDownloads(folder.parent / "lent").save(folder, name, b"x")
    assert path.parent == folder
    assert path.is_file()
    path.unlink()


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "nota.txt").write_bytes(b"mia")
    with pytest.raises(UsageError, match="attachment-exists"):
        FolderDownloads(folder.parent / "lent").save(folder, "nota.txt", b"altra")
    assert (folder / "nota.txt").read_bytes() == b"mia"


@pytest.mark.skipif(os.name == "nt", reason="needs rights for links there")
@pytest.mark.parametrize("there", [True, False])
def test_nor_what_a_link_leads_to(folder: Path, there: bool) -> None:
    other = folder.parent / "altro.txt"
    if there:
        other.write_bytes(b"mia")
    (folder / "nota.txt").symlink_to(other)
    with pytest.raises(UsageError):
        FolderDownloads(folder.parent / "lent").save(folder, "nota.txt", b"altra")
    assert other.read_bytes() == b"mia" if there else not other.exists()


def test_a_folder_that_is_none(folder: Path) -> None:
    (folder / "nota.txt").touch()
    for nowhere in (folder / "nota.txt", folder / "niente"):
        with pytest.raises(UsageError, match="no-such-folder"):
            FolderDownloads(folder.parent / "lent").save(nowhere, "x.txt", b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("octets", [3_000, 1_000_000])
def test_a_file_that_could_not_be_written_whole_is_gone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, octets: int
) -> None:
    """A few kilobytes fail only when the file is closed."""
    real = os.open

    def full(path: Path, flags: int, mode: int) -> int:
        os.close(real(path, flags, mode))
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(UsageError, match="unwritable-file"):
        FolderDownloads(folder.parent / "lent").save(folder, "grande.bin", b"x" * octets)
    assert list(folder.iterdir()) == []


def test_what_is_lent_nobody_writes_to_and_it_goes_at_the_end(tmp_path: Path) -> None:
    downloads = FolderDownloads(tmp_path / "lent")
    one, other = (downloads.lend("../../scan.pdf", content) for content in (b"one", b"other"))
    assert (one.name, one.read_bytes(), other.name, other.read_bytes()) == ("scan.pdf", b"one", "scan.pdf", b"other")
    private = one.parent.parent
    assert private == other.parent.parent == tmp_path / "lent"
    if os.name != "nt":
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert stat.S_IMODE(one.stat().st_mode) == 0o400
    FolderDownloads(private).take_back()  # as the next start does, after a crash
    assert not private.exists()
    downloads.take_back()


HOSTILE = (
    ("../../x", "x"),
    ("fattura\u202efdp.exe", "fatturafdp.exe"),
    ("fattura.pdf.exe", "fattura_pdf.exe"),
    ("CON", "_CON"),
    ("aux.txt", "_aux.txt"),
    ("", "part-1.bin"),
    ("\u200b \u202e", "part-1.bin"),
    ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
)


@pytest.mark.parametrize(("name", "safe"), HOSTILE)
def test_hostile_names(folder: Path, name: str, safe: str) -> None:
    assert FolderDownloads(folder.parent / "lent").save(folder, name, b"x").name == safe
