"""A clean Debian 12 in a folder, thrown away at the end; servers and screen stay outside, on loopback."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from installer.locks import ROOT

_BASE = ROOT / "build" / "bookworm.tar"
"""Debian as debootstrap makes it, with nothing added; fetched once."""
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_PASSING = ("var/log", "var/cache", "var/lib/apt", "var/lib/dpkg", "usr/share/mime")
"""What the package manager writes about itself, and what triggers make anew of all packages there are."""


class System:
    """``user``: a person who works there, with rights over nothing but their home."""

    user = "anna"

    def __init__(self, root: Path, environ: Mapping[str, str]) -> None:
        self.root = root
        self._environ = environ
        self._number = ""

    @property
    def home(self) -> Path:
        """As it is seen from outside."""
        return self.root / "home" / self.user

    def as_root(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._run(["chroot", str(self.root), *words], {"PATH": _PATH, "DEBIAN_FRONTEND": "noninteractive"})

    def run(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """As the person, to its end."""
        return self._run(self._theirs(words), self._surroundings(environ))

    def start(self, *words: str, **environ: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._theirs(words), env=self._surroundings(environ), stdin=subprocess.DEVNULL)

    def put(self, file: Path, name: str) -> str:
        """Into the person's home; its path there."""
        target = self.home / name
        shutil.copyfile(file, target)
        shutil.chown(target, *(int(number) for number in self._number.split(":")))
        return f"/home/{self.user}/{name}"

    def receive_person(self) -> None:
        self.as_root("useradd", "--create-home", self.user)
        name = self.as_root("id", "-u", self.user).stdout.strip()
        self._number = f"{name}:{name}"

    def files(self) -> set[str]:
        """All that the system's own folders hold."""
        found = (path.relative_to(self.root) for top in ("usr", "etc", "opt", "var") for path in self._under(top))
        return {str(path) for path in found if not str(path).startswith(_PASSING)}

    def _under(self, top: str) -> Iterator[Path]:
        return (self.root / top).rglob("*")

    def _theirs(self, words: tuple[str, ...]) -> list[str]:
        return ["chroot", f"--userspec={self._number}", str(self.root), *words]

    def _surroundings(self, environ: Mapping[str, str]) -> dict[str, str]:
        mine = {"PATH": _PATH, "HOME": f"/home/{self.user}", "LANG": "C.UTF-8"}
        return {**mine, **self._environ, **environ}

    def _run(self, words: list[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, env=dict(environ), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=600
        )


@contextmanager
def clean(environ: Mapping[str, str]) -> Iterator[System]:
    """What was mounted is unmounted, and all of it gone, however it ends."""
    _BASE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="chroot-", dir=_BASE.parent) as folder, contextlib.ExitStack() as mounted:
        root = Path(folder) / "root"
        root.mkdir()
        if _BASE.exists():
            subprocess.run(["tar", "-xpf", str(_BASE), "-C", str(root)], check=True)
        else:
            _fetch(root)
        _reach_the_world(root)
        for kind, place in (("proc", "proc"), ("devpts", "dev/pts")):
            subprocess.run(["mount", "-t", kind, kind, str(root / place)], check=True)
            mounted.callback(subprocess.run, ["umount", "--lazy", str(root / place)], check=False)
        system = System(root, environ)
        system.receive_person()
        yield system


def _fetch(root: Path) -> None:
    subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(root)], check=True, stdout=subprocess.DEVNULL)
    half = _BASE.with_suffix(".part")
    subprocess.run(["tar", "-cpf", str(half), "-C", str(root), "."], check=True)
    half.rename(_BASE)


def _reach_the_world(root: Path) -> None:
    """By the ways that this machine has, a proxy for packages among them."""
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    for settings in Path("/etc/apt/apt.conf.d").glob("99*"):
        shutil.copy(settings, root / "etc" / "apt" / "apt.conf.d")
