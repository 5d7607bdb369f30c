"""What a Linux desktop is told, and what is left out of the bundle: what can be seen without building either."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop import __version__
from desktop.domain.team_files import ENDING, MEDIA_TYPE
from desktop.runtime.cli.commands import COMMANDS
from installer import pruning
from installer.linux import manual, metadata
from installer.locks import LOCKS, ROOT
from installer.product import APP_ID, version

MOMENT = 1_790_000_000


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "desktop/__init__.py"
    assert version() == __version__
    assert f'version="{__version__}"' in metadata.metainfo(MOMENT)
    assert f"Sportello {__version__}" in manual.manual(MOMENT)


def test_team_files_and_links_open_in_it() -> None:
    entry = metadata.desktop_entry()
    assert f"MimeType={MEDIA_TYPE};x-scheme-handler/mailto;" in entry
    assert "Exec=sportello %u" in entry
    kind = ElementTree.fromstring(metadata.mime_package())[0]
    assert kind.get("type") == MEDIA_TYPE
    assert [one.get("pattern") for one in kind if one.tag.endswith("glob")] == [f"*{ENDING}"]


@pytest.mark.parametrize(
    ("program", "name", "text"),
    [
        (("desktop-file-validate",), "sportello.desktop", metadata.desktop_entry),
        (("appstreamcli", "validate", "--no-net"), f"{APP_ID}.metainfo.xml", partial(metadata.metainfo, MOMENT)),
    ],
)
def test_the_desktops_own_judges(program: tuple[str, ...], name: str, text: Callable[[], str], tmp_path: Path) -> None:
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not here")
    file = tmp_path / name
    file.write_text(text(), encoding="utf-8")
    done = subprocess.run([*program, str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, "error" in done.stdout) == (0, False), done.stdout


def test_the_manual_has_every_command() -> None:
    page = manual.manual(MOMENT)
    told = re.findall(r'^\.SS "(.+)"$', page, re.MULTILINE)
    assert set(COMMANDS) <= set(told)
    assert not [line for line in page.splitlines() if line.startswith("'")]


def test_what_is_left_out_and_what_stays() -> None:
    assert all(pruning.MODULES.values())
    plugins = "PySide6/Qt/plugins"
    for place in (f"{plugins}/platforms/libqeglfs.so", "libQt6Quick.so.6", "PySide6/Qt/translations/qtbase_fr.qm"):
        assert pruning.is_left_out(place, f"/venv/{place}"), place
    for place in (f"{plugins}/platforms/libqxcb.so", "libicudata.so.73", "PySide6/Qt/translations/qtbase_it.qm"):
        assert not pruning.is_left_out(place, f"/venv/{place}"), place
    assert pruning.is_left_out("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3")
    assert not pruning.is_left_out("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")


def test_what_freezes_is_locked_and_not_in_the_tests_environment() -> None:
    lock = (LOCKS / "bundle.txt").read_text(encoding="utf-8")
    assert re.search(r"^pyinstaller==6\.\d+", lock, re.MULTILINE)
    assert "--hash=sha256:" in lock
    others = "".join((LOCKS / f"{group}.txt").read_text(encoding="utf-8") for group in ("run", "test", "check"))
    assert "pyinstaller" not in others
