"""What the system must have beside Python: probed by looking, installed with apt on Debian and its family.

Nothing is asked of apt while every probe succeeds. Elsewhere, or without the right to install, the person is
told in one sentence what to install.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from installer.environment import VENV, CannotPrepare
from installer.locks import ROOT

COURIER = VENV / "peers" / "courier"
"""Courier's files, unpacked and never installed: its package refuses to live beside Dovecot's, and would
start a public server. Tests run its ``usr/bin/imapd`` as a private child process."""

_COURIER_PARTS = ("courier-imap", "courier-base", "courier-authlib", "gamin")
"""gamin watches folders for it; without it each lock waits two seconds."""


_DRAWING = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libgthread-2.0.so.0",
}
_DISPLAY = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
}
_WAYLAND = {"libwayland-cursor0": "libwayland-cursor.so.0", "libwayland-egl1": "libwayland-egl.so.1"}
"""Debian's packages, by the library that tells whether one is there."""


_PEERS = {"isync": "mbsync", "notmuch": "notmuch"}
"""Debian's packages, by their program."""


class Need(NamedTuple):
    package: str
    """Debian's name."""
    present: Callable[[], bool]


def base_needs() -> list[Need]:
    """What every verb needs."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return [Need(package, lambda: importlib.util.find_spec("ensurepip") is not None)]


def test_needs() -> list[Need]:
    """What the tests need on top: servers to talk to, an Italian dictionary, and what Qt loads to draw into memory."""
    return [
        Need("dovecot-imapd", lambda: os.access("/usr/lib/dovecot/imap", os.X_OK)),
        Need("dbus-daemon", partial(has, "dbus-daemon")),
        Need("hunspell-it", Path("/usr/share/hunspell/it_IT.dic").is_file),
        *drawing_needs(),
    ]


def bench_needs() -> list[Need]:
    """The peers that the measurements are held against."""
    return [Need(package, partial(has, program)) for package, program in _PEERS.items()]


def bundle_needs() -> list[Need]:
    """What the frozen program loads, to be looked at, and the shared interpreter that goes in."""
    if sys.platform != "linux":
        return []
    interpreter = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
    libraries = {**_DISPLAY, **_WAYLAND, interpreter: f"{interpreter}.so.1.0"}
    return [*drawing_needs(), *(Need(package, partial(_loads, library)) for package, library in libraries.items())]


def drawing_needs() -> list[Need]:
    """What Qt loads to draw, be it into memory."""
    if sys.platform != "linux":
        return []
    return [
        *(Need(package, partial(_loads, library)) for package, library in _DRAWING.items()),
        Need("fonts-dejavu-core", lambda: any(Path("/usr/share/fonts").rglob("*.[ot]tf"))),
    ]


def display_needs() -> list[Need]:
    """What Qt's plug-in for a display loads on top; without one of these it ends the process."""
    if sys.platform != "linux" or not os.environ.get("DISPLAY"):
        return []
    return [Need(package, partial(_loads, library)) for package, library in _DISPLAY.items()]


def has(program: str) -> bool:
    return shutil.which(program) is not None


def provide(needs: list[Need]) -> None:
    """Install what is missing. Raises CannotPrepare."""
    missing = [need.package for need in needs if not need.present()]
    if missing:
        _install(missing)


def provide_courier() -> None:
    """Unpack Courier under ``.venv``, once. Raises CannotPrepare."""
    if all((COURIER / program).exists() for program in ("usr/bin/imapd", "usr/libexec/gam_server")):
        return
    _must_be_debian(["courier-imap"])
    parts = _courier_packages()
    if not parts:
        _install([])  # a fresh machine has no package lists yet
        parts = _courier_packages()
    print("Sportello: unpacking Courier for the tests ...", flush=True)
    with tempfile.TemporaryDirectory(prefix="sportello-courier-") as folder:
        fetch = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", *parts]
        if not parts or subprocess.call(fetch, cwd=folder, stdin=subprocess.DEVNULL):
            raise CannotPrepare("Courier's packages could not be fetched. Try: apt-get update")
        unpacked = Path(folder) / "tree"
        for archive in sorted(Path(folder).glob("*.deb")):
            subprocess.check_call(["dpkg-deb", "--extract", str(archive), str(unpacked)])
        COURIER.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(COURIER, ignore_errors=True)
        shutil.move(str(unpacked), str(COURIER))


def _courier_packages() -> list[str]:
    """Courier's packages and the libraries they name that this machine lacks; empty without apt's lists."""
    answer = _output(["apt-cache", "depends", "--important", *_COURIER_PARTS])
    named = {line.split()[-1] for line in answer.splitlines() if "Depends: lib" in line}
    if not named:
        return []
    have = _output(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *named])
    installed = {line.split()[1] for line in have.splitlines() if line.startswith("installed ")}
    return [*_COURIER_PARTS, *sorted(named - installed)]


def _output(command: list[str]) -> str:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return done.stdout.decode()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(packages: list[str]) -> None:
    _must_be_debian(packages)
    by_hand = "apt-get update" + (f" && apt-get install {' '.join(packages)}" if packages else "")
    command = [*_as_root(by_hand), "sh", str(ROOT / "installer" / "quietly.sh"), *packages]
    print(f"Sportello: apt is fetching {' '.join(packages) or 'its package lists'} ...", flush=True)
    if subprocess.call(command, stdin=subprocess.DEVNULL):
        raise CannotPrepare(f"apt could not install what is needed. By hand: {by_hand}")


def _must_be_debian(packages: list[str]) -> None:
    if not shutil.which("apt-get"):
        raise CannotPrepare(
            "This needs Debian 12 or its family, or what these packages of Debian hold, installed by hand: "
            + " ".join(packages)
        )


def _as_root(by_hand: str) -> list[str]:
    """The words to put before a command that needs root's rights. Raises CannotPrepare, saying what to do."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if subprocess.call(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return ["sudo", "-n"]
        if os.isatty(0):
            return ["sudo"]
    raise CannotPrepare(f"Someone with root's rights must run this first: {by_hand}")
