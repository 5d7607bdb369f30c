"""What a wheel holds, and that the program starts from it, from a checkout and from anywhere."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("sportello-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out as an installer lays out a pure one."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def in_python(code: list[str], cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "", "HOME": str(cwd), **({"PYTHONPATH": str(path)} if path else {})}
    return subprocess.run(
        [sys.executable, *code], cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_wheel_holds_the_program_and_its_resources(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"desktop"}
    shipped = {path.relative_to(ROOT / "resources").as_posix() for path in files(ROOT / "resources")}
    prefix = "desktop/_resources/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == shipped
    assert [name for name in names if "__pycache__" in name or "tests" in name.split("/")] == []
    assert {"i18n/sportello_it.qm", "icons/sportello.svg", "icons/sportello.desktop"} <= shipped
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_starts_and_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    code = "from desktop.runtime.resources import resource; print(resource('i18n'))"
    found = in_python(["-c", code], tmp_path, installed)
    assert found.stdout.strip() == str(installed / "desktop" / "_resources" / "i18n"), found.stderr
    started = in_python(["-m", "desktop", "--help"], tmp_path, installed)
    assert (started.returncode, "tickets" in started.stdout) == (0, True), started.stderr


def test_a_bare_checkout_starts() -> None:
    started = in_python(["-S", "-c", "import desktop; print(desktop.__file__)"], ROOT)
    assert started.stdout.strip() == str(ROOT / "desktop" / "__init__.py"), started.stderr
    started = in_python(["-m", "desktop", "--help"], ROOT)
    assert (started.returncode, "tickets" in started.stdout) == (0, True), started.stderr


def test_the_command_is_installed(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("sportello")
    started = subprocess.run([command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (started.returncode, "tickets" in started.stdout) == (0, True), started.stderr


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.skipif(os.name == "nt", reason="rights are other there")
def test_what_a_profile_holds_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The command's error is that there is no team; its database and its log are there all the same."""
    ran = in_python(["-m", "desktop", "--profile", str(tmp_path / "profile"), "team", "list"], ROOT)
    assert "team create" in ran.stderr
    files = sorted((tmp_path / "profile").iterdir())
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in files} == {
        "sportello.db": 0o600,
        "sportello.log": 0o600,
    }
