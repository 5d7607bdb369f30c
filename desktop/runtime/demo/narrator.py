"""The tour's voice: on the terminal and, without colours, in its transcript."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from typing import TextIO

from desktop.domain.errors import Fact
from desktop.runtime.sentences import Sentences

_WIDEST = 96
_BOLD, _DIM, _RED, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[0m"
_PROMPT = 8
"""Columns of ``bruno$`` with its margin; what a command says stands under its words."""


class Narrator:
    def __init__(self, sentences: Sentences, terminal: TextIO, transcript: TextIO, environ: Mapping[str, str]) -> None:
        self._sentences = sentences
        self._terminal = terminal
        self._transcript = transcript
        on_terminal = terminal.isatty()
        self._coloured = on_terminal and "NO_COLOR" not in environ and environ.get("TERM") != "dumb"
        self._width = min(shutil.get_terminal_size().columns, _WIDEST) if on_terminal else _WIDEST

    def scene(self, name: str, number: int | None = None) -> None:
        title = self._sentences.line(name)
        heading = title if number is None else f"{number} · {title}"
        self._say("")
        self._say(f"{heading} {'─' * max(4, self._width - len(heading) - 1)}", _BOLD)

    def tell(self, name: str, **facts: Fact) -> None:
        """One of the tour's lines as a paragraph."""
        self._say("")
        for line in textwrap.wrap(self._sentences.line(name, **facts), self._width, break_on_hyphens=False):
            self._say(line)

    def command(self, agent: str, words: Iterable[str], first: bool = True) -> None:
        """``first`` leaves a line free above it."""
        if first:
            self._say("")
        for line in self._hanging(f"{agent}$", f"sportello {' '.join(words)}"):
            self._say(line, _BOLD)

    def outcome(self, lines: Iterable[str], code: int = 0, agent: str = "") -> None:
        """What a command said; ``agent`` where two commands ran at the same time."""
        said = list(lines)
        if code:
            said[-1] = f"{said[-1]}  [exit\u00a0{code}]"
        for number, line in enumerate(said):
            for part in self._hanging(f"{agent}:" if agent and number == 0 else "", line):
                self._say(part)

    def row(self, text: str, wrong: bool = False, quiet: bool = False) -> None:
        """One line of a table, never wrapped here."""
        self._say(text, _RED if wrong else _DIM if quiet else "")

    def _hanging(self, head: str, text: str) -> list[str]:
        """``text`` wrapped to the right of ``head``; spaces at its beginning stay for all its lines."""
        margin = " " * (_PROMPT + len(text) - len(text.lstrip()))
        first = head.ljust(_PROMPT) + margin[_PROMPT:]
        return textwrap.wrap(
            text.lstrip(), self._width, initial_indent=first, subsequent_indent=margin, break_on_hyphens=False
        )

    def _say(self, line: str, style: str = "") -> None:
        line = line.rstrip()
        self._terminal.write(f"{style}{line}{_PLAIN}\n" if style and self._coloured else f"{line}\n")
        self._terminal.flush()
        self._transcript.write(f"{line}\n")
