"""The frozen bundle: ``dist/sportello/``, a folder that runs on a machine without Python (``make bundle``).

PyInstaller and the program's libraries come from two locks, into an environment of their own under ``build``, which
is made anew when a lock changes. The same checkout gives the same bytes: times and hash seeds are fixed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from installer import debian
from installer.environment import CannotPrepare
from installer.locks import LOCKS, ROOT
from installer.product import NAME, version
from installer.translations import compile_translations

DIST = ROOT / "dist"
BUNDLE = DIST / NAME
PROGRAM = BUNDLE / NAME
_ENVIRONMENT = ROOT / "build" / "bundle-env"
LIBRARIES = _ENVIRONMENT / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
_STAMP = _ENVIRONMENT / "sportello-stamp"
_LOCKS = (LOCKS / "run.txt", LOCKS / "bundle.txt")
_PIP = "-m pip --disable-pip-version-check --no-input --quiet install --progress-bar off --require-hashes".split()
_SYMBOL = re.compile(rb"GLIBC_(\d+)\.(\d+)")


def make_bundle() -> Path:
    """The folder, checked by its own self-check. Raises CannotPrepare."""
    python = _environment()
    compile_translations(ROOT, python.parent)
    print(f"Sportello: freezing version {version()} ...", flush=True)
    work = ROOT / "build" / "bundle"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST)]
    command += ["--workpath", str(work), str(ROOT / "installer" / "bundle.spec")]
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": moment()}
    if subprocess.call(command, cwd=ROOT, env={**os.environ, **fixed}):
        raise CannotPrepare("PyInstaller could not freeze the program.")
    _strip()
    _sort(BUNDLE / "_internal" / "base_library.zip")
    if subprocess.call([str(PROGRAM), "doctor", "--self"], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}):
        raise CannotPrepare("The frozen program does not pass its own check.")
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"Sportello: {BUNDLE.relative_to(ROOT)}: {size / 1e6:.0f} MB, {_fingerprint()[:16]}; {_oldest()}")
    return BUNDLE


def _strip() -> None:
    """The interpreter's own files of what only its developers read; libraries stay as their makers built them."""
    own = [*(BUNDLE / "_internal").glob("libpython*"), *(BUNDLE / "_internal").glob("python3*/lib-dynload/*.so")]
    if own and shutil.which("strip"):
        subprocess.check_call(["strip", "--strip-unneeded", *map(str, own)])


def _sort(archive: Path) -> None:
    """PyInstaller puts the modules of this one in the order in which they happen to lie in memory."""
    with zipfile.ZipFile(archive) as before:
        found = {entry.filename: before.read(entry) for entry in before.infolist()}
    with zipfile.ZipFile(archive, "w") as after:
        for name in sorted(found):
            after.writestr(zipfile.ZipInfo(name), found[name])


def moment() -> str:
    """Seconds since 1970 of the commit that is built: what all files of a package are dated to."""
    found = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "1700000000"


def _environment() -> Path:
    """Its interpreter; made when it is not there or of another lock."""
    debian.provide(debian.bundle_needs())
    python = _ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = hashlib.sha256(f"{sys.version} {ROOT}".encode() + b"".join(lock.read_bytes() for lock in _LOCKS))
    if python.exists() and _STAMP.exists() and _STAMP.read_text(encoding="ascii") == wanted.hexdigest():
        return python
    print("Sportello: making the environment that freezes it ...", flush=True)
    shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(_ENVIRONMENT)], "Python could not make a virtual environment.")
    locks = [word for lock in _LOCKS for word in ("-r", str(lock))]
    _run([str(python), *_PIP, "--only-binary", ":all:", *locks], "The libraries could not be fetched.")
    _STAMP.write_text(wanted.hexdigest(), encoding="ascii")
    return python


def _run(command: list[str], sentence: str) -> None:
    if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL):
        raise CannotPrepare(sentence)


def _fingerprint() -> str:
    """Of all names and contents: two builds of one commit have the same."""
    digest = hashlib.sha256()
    for path in sorted(BUNDLE.rglob("*")):
        digest.update(str(path.relative_to(BUNDLE)).encode())
        if path.is_symlink():
            digest.update(str(path.readlink()).encode())
        elif path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _oldest() -> str:
    """The oldest C library that every file in it runs on, as their symbols say."""
    if sys.platform != "linux":
        return f"made on {sys.platform}"
    wanted = max(
        (int(major), int(minor))
        for path in BUNDLE.rglob("*")
        if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"
        for major, minor in _SYMBOL.findall(path.read_bytes())
    )
    return "runs on glibc {}.{} and newer".format(*wanted)
