"""Anna and Bruno at their workstations: each command is a process of its own, as at two desks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import SportelloError

ANNA, BRUNO = "anna", "bruno"

_COMMAND_SECONDS = 60.0
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    agent: str
    words: tuple[str, ...]
    code: int
    """Of the command line's contract."""
    document: Mapping[str, Any]
    """What it printed with ``--json``; of an error too."""


class Stage:
    """Context manager: no command outlives it. Profiles lie in ``folder``, one per agent."""

    def __init__(self, folder: Path, password: str, language: str) -> None:
        """The password goes into the commands' environment and nowhere else."""
        self._folder = folder
        self._environment = os.environ | {
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONUTF8": "1",
            "SPORTELLO_LANGUAGE": language,
            "SPORTELLO_PASSWORD": password,
        }
        if sys.dont_write_bytecode:
            # Sixty starts would compile the program sixty times; kept with the profiles, it is compiled once.
            self._environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        self._running: set[subprocess.Popen[str]] = set()
        self._hands = ThreadPoolExecutor(2, "demo-hands")

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        for process in tuple(self._running):
            process.terminate()
        self._hands.shutdown(cancel_futures=True)

    def run(self, agent: str, words: Sequence[str]) -> Done:
        """The command to its end. Raises SportelloError ``demo-command-failed`` when it does not end, or not with a
        document."""
        return self._ended(agent, tuple(words), self._begun(agent, words))

    def together(self, plays: Iterable[tuple[str, Sequence[str]]]) -> list[Done]:
        """Two at a time, in two processes; as ``run``."""
        return list(self._hands.map(lambda play: self.run(*play), plays))

    def _begun(self, agent: str, words: Sequence[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--profile", str(self._folder / agent), "--json", *words],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._running.add(process)
        return process

    def _ended(self, agent: str, words: tuple[str, ...], process: subprocess.Popen[str]) -> Done:
        try:
            out, errors = process.communicate(timeout=_COMMAND_SECONDS)
        except BaseException as error:
            _stop(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise SportelloError("demo-command-failed", command=" ".join(words[:2])) from error
            raise
        finally:
            self._running.discard(process)
        if errors:
            with (self._folder / "errors.log").open("a", encoding="utf-8") as log:
                log.write(f"{agent}$ {' '.join(words)}\n{errors}\n")
        with suppress(ValueError):
            document = json.loads(out)
            if isinstance(document, dict):
                return Done(agent, words, process.returncode, document)
        raise SportelloError("demo-command-failed", command=" ".join(words[:2]))


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
