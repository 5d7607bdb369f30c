"""``make windows``: payload, programs, set-up program and managed package, into ``dist``.

--interpreter PATH --sha256 SUM  an embeddable CPython 3.13 newer than the locked one, for a release: its
                                 makers name the sum beside the file
--version X.Y.Z                  in place of the program's own, to try an upgrade with
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from desktop import __version__
from installer import debian
from installer.environment import CannotPrepare
from installer.locks import ROOT
from installer.windows import launchers, packages, payload

_TOOLS = {"nsis": "makensis", "wixl": "wixl", "gcc-mingw-w64-x86-64": "x86_64-w64-mingw32-gcc"}
WORK, DIST = ROOT / "build" / "windows", ROOT / "dist"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="make windows", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--interpreter", type=Path)
    parser.add_argument("--sha256", default="")
    parser.add_argument("--version", default=__version__)
    given = parser.parse_args(words)
    try:
        debian.provide(needs())
        for path in build(given.interpreter, given.sha256, given.version):
            print(f"Sportello: {path.relative_to(ROOT)}, {path.stat().st_size / 1e6:.0f} MB")
    except (CannotPrepare, payload.CannotBuild, subprocess.CalledProcessError) as problem:
        print(f"Sportello: {problem}", file=sys.stderr)
        return 1
    return 0


def needs() -> list[debian.Need]:
    return [debian.Need(package, partial(has, program)) for package, program in _TOOLS.items()]


def has(program: str) -> bool:
    return shutil.which(program) is not None


def build(interpreter: Path | None, sha256: str, version: str) -> tuple[Path, Path]:
    """The set-up program and the managed package."""
    folder, icon = WORK / "payload", WORK / "sportello.ico"
    DIST.mkdir(exist_ok=True)
    payload.make(folder, interpreter, sha256)
    icon.write_bytes(launchers.icon_of(ROOT / "resources" / "icons" / "sportello.svg"))
    launchers.build(folder, version, icon)
    size = sum(path.stat().st_size for path in payload.files(folder))
    print(f"Sportello: the payload for Windows has {size / 1e6:.0f} MB in {len(list(payload.files(folder)))} files")
    made = DIST / f"Sportello-{version}-setup.exe", DIST / f"Sportello-{version}.msi"
    packages.setup_program(folder, version, icon, made[0], WORK)
    packages.managed_package(folder, version, icon, made[1], WORK)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
