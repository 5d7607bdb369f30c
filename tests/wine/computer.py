"""A Windows of one's own: a private prefix with a display that nobody sees, thrown away at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.peers import waiting
from tests.peers.screen import Screen
from tests.wine import stubs


class Computer:
    """``with Computer(payload) as computer:``. ``drive`` is its disk C, ``home`` its only user's folder."""

    def __init__(self, payload: Path) -> None:
        self._payload = payload
        self.scratch = Path(tempfile.mkdtemp(prefix="sportello-wine-"))
        self.drive = self.scratch / "prefix" / "drive_c"
        self.environ = {
            **os.environ,
            # Wine shows the documents of the one who starts it to its programs.
            "HOME": str(self.scratch / "home"),
            "WINEPREFIX": str(self.scratch / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": f"mscoree,mshtml,winemenubuilder.exe=;{','.join(stubs.LIBRARIES)}=n",
        }

    def __enter__(self) -> Computer:
        (self.scratch / "home").mkdir()
        self.screen = Screen()
        self.environ |= self.screen.environ
        self.run("wineboot", "-i")
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        self.stubs = stubs.put_in(self.drive.parent, self._payload, self.scratch)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        subprocess.run(["wineserver", "-k", "-w"], env=self.environ, check=False, timeout=60)
        self.screen.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    @property
    def home(self) -> Path:
        return next(one for one in (self.drive / "users").iterdir() if one.name != "Public")

    def run(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """To its end. Its streams are pipes: under wine Python cannot open files as them."""
        return subprocess.run(
            ["wine", *words],
            env={**self.environ, **environ},
            input="",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=400,
        )

    def start(self, *words: str, **environ: str) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(["wine", *words], env={**self.environ, **environ}, **pipes)  # type: ignore[call-overload, no-any-return]

    def path(self, path: Path) -> str:
        """As Windows calls it."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def told(self, key: str, name: str = "") -> str:
        """A value of the registry; empty when there is none."""
        asked = ["/ve"] if not name else ["/v", name]
        said = self.run("reg", "query", key, *asked).stdout
        return next((line.split("REG_SZ", 1)[1].strip() for line in said.splitlines() if "REG_SZ" in line), "")

    def close(self, program: subprocess.Popen[bytes]) -> int:
        """As a person closes it; asked again while it is not there yet."""
        deadline = time.monotonic() + 120
        while program.poll() is None and time.monotonic() < deadline:
            self.run("taskkill", "/im", "sportello.exe")
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(5)
        return program.wait(0)


def until(found: Callable[[], str], seconds: float, what: str) -> str:
    answers: list[str] = []

    def there() -> bool:
        answers.append(found())
        return bool(answers[-1])

    waiting.until(there, what, seconds)
    return answers[-1]
