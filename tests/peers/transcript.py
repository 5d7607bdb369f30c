"""What a proof tells while it goes on: a line for each step, on the standard output and in ``transcript.txt``."""

from __future__ import annotations

import sys
from pathlib import Path


class Transcript:
    def __init__(self, folder: Path) -> None:
        self._file = folder / "transcript.txt"
        self._lines: list[str] = []

    def say(self, right: object, sentence: str) -> None:
        """Raises AssertionError where it is not right."""
        line = f"{'ok  ' if right else 'NOT '} {sentence}\n"
        sys.stdout.write(line)
        sys.stdout.flush()
        self._lines.append(line)
        self._file.write_text("".join(self._lines), encoding="utf-8")
        if not right:
            raise AssertionError(sentence)
