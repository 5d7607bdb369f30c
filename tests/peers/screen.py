"""A screen that nobody sees, and a person's hands at its keyboard."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.peers import waiting

_EMPTY = 4000
"""Octets: a black screen's picture has fewer."""
_CURSOR = 200
"""Octets that a blinking one makes a picture larger or smaller."""


class Screen:
    """``with Screen() as screen:``; programs are started with its ``environ``. Any local user may draw on it."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        words = f"Xvfb -displayfd {writing} -screen 0 1280x860x24 -nolisten tcp -ac -noreset".split()
        self._server = subprocess.Popen(words, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as said:
            self.environ = {"DISPLAY": f":{said.readline().strip()}"}

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()

    def window(self, title: str, alive: Callable[[], bool] = lambda: True, seconds: float = 180.0) -> str:
        """The number of the one with that title, as soon as it is there; empty when its program has ended."""
        found = [""]

        def there() -> bool:
            found[0] = self._x("search", "--onlyvisible", "--name", title).split("\n")[0]
            return bool(found[0]) or not alive()

        waiting.until(there, title, seconds)
        return found[0]

    def keys(self, window: str, *keys: str) -> None:
        self._x("windowfocus", "--sync", window)
        self._x("key", "--delay", "120", *keys)

    def types(self, text: str) -> None:
        self._x("type", "--delay", "60", text)

    def picture(self, target: Path) -> None:
        """Of the whole screen, when it shows something and for a moment little more than a cursor has moved."""
        sizes = [0]

        def still() -> bool:
            subprocess.run(["import", "-window", "root", str(target)], env={**os.environ, **self.environ}, check=True)
            sizes.append(target.stat().st_size)
            return sizes[-1] > _EMPTY and abs(sizes[-1] - sizes[-2]) < _CURSOR

        waiting.until(still, f"{target.name} stands still", 120)

    def _x(self, *words: str) -> str:
        environ = {**os.environ, **self.environ}
        done = subprocess.run(["xdotool", *words], env=environ, capture_output=True, text=True, check=False, timeout=60)
        return done.stdout.strip()
