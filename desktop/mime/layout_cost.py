"""What it costs the viewer to lay a page out, counted before it is shown: QTextDocument works in the window's own
thread, and two kilobytes of markup can keep it busy for minutes.

Measured with Qt 6.11: a table costs its columns times its rows, however few cells it has (400 rows under one of 2,000
cells: 187 s); everything inside tables in one another is laid out again and again; a word is searched for breaks as
often as it has lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_AGAIN = (1, 1, 1, 4, 4, 8)
"""How much more a letter or a place in a grid costs, by the number of tables around it."""

_LONG_WORD = re.compile(r"((?:&[#\w]{1,10};|[^\s&]){500})(?=\S)")
_BREAK = "\u200b"
"""ZERO WIDTH SPACE: a line may end there (Unicode Standard Annex 14)."""


def weight(tables: int) -> int:
    """Of what stands inside so many tables."""
    return _AGAIN[min(tables, len(_AGAIN) - 1)]


def breakable(text: str) -> str:
    """Escaped text in which no word goes on for more than 500 letters."""
    return _LONG_WORD.sub(rf"\1{_BREAK}", text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as far as it has been read. What a cell covers of later rows counts for all of them: never too little."""

    columns: int = 0
    rows: int = 0
    used: int = 0
    """Columns of the row that is open."""
    carried: int = 0
    """Columns that cells of earlier rows may still cover."""
    deepest: int = 0
    """The last row that a cell reaches."""

    @property
    def places(self) -> int:
        return self.columns * max(self.rows, self.deepest)

    def with_row(self) -> Grid:
        return replace(self, rows=self.rows + 1, used=self.carried)

    def with_cell(self, wide: int, high: int) -> Grid:
        used = self.used + wide
        return replace(
            self,
            used=used,
            columns=max(self.columns, used),
            carried=self.carried + (wide if high > 1 else 0),
            deepest=max(self.deepest, self.rows + high - 1),
        )
