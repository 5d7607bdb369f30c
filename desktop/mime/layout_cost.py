"""What it costs the viewer to lay a page out, counted before it is shown: QTextDocument works in the window's own
thread, and two kilobytes of markup can keep it busy for minutes.

Measured with Qt 6.11 on a small machine: everything has a price of its own, and one that doubles with each table
around it, because a table lays its cells out twice (16,000 letters take 0.04 s, and 0.4 s inside four tables). A table
costs its columns times its rows, however few cells it has; a letter that has to be shaped costs three others, and each
change of script or of style more than twenty; a word is searched for breaks as often as it has lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

BUDGET = 300_000
"""Microseconds that one page may cost."""

_PIECE = 500
"""Characters of a line without end that are weighed at once."""

_LONG_WORD = re.compile(r"((?:&[#\w]{1,10};|[^\s&]){500})(?=\S)")
_BREAK = "\u200b"
"""ZERO WIDTH SPACE: a line may end there (Unicode Standard Annex 14)."""

_FOREIGN = re.compile("[^\u0000-\u0008\u000a-\u024f\u2010-\u2027\u2030-\u205e\u20ac\u2122]+")
_SCRIPT = re.compile(
    "[\u0370-\u03ff]+|[\u0400-\u052f]+|[\u0590-\u05ff]+|[\u0600-\u07ff\ufb50-\ufdff\ufe70-\ufeff]+"
    "|[\u3000-\u9fff\uff00-\uffef]+|[\uac00-\ud7af]+|[\u200d\ufe0f\U0001f000-\U0001faff]+"
    "|[\u2000-\u2fff\ue000-\uf8ff]+|[\U00020000-\U000323af]+|[\u0300-\u036f]+|\t+|"
    + "|".join(f"[{chr(block)}-{chr(block + 127)}]+" for block in range(0x0900, 0x2000, 128))
    + "|."
)
"""Stretches of one script each."""


class Price(Enum):
    """Microseconds: of a thing itself, and what doubles with each table around it."""

    LETTER = 1.4, 0.8
    SHAPED = 2.5, 2.0
    SCRIPT = 20, 16
    STYLE = 35, 25
    RAISED = 110, 25
    LINE = 25, 12
    CELL = 60, 25
    PLACE = 0, 25


class Bill:
    """What a page costs so far, kept by the number of tables around each thing."""

    def __init__(self, deepest: int) -> None:
        self.total = 0.0
        self._own = 0.0
        self._again = [0.0] * (deepest + 1)
        self._tables = [0.0] * (deepest + 1)
        """What goes when tables that deep lose their tags."""

    def add(self, price: Price, tables: int, count: float = 1) -> None:
        own, again = price.value
        whole = count * (own + again * (1 << tables))
        self.total += whole
        if price in (Price.CELL, Price.PLACE):
            self._tables[tables] += whole
        else:
            self._own += count * own
            self._again[tables] += count * again

    def add_text(self, text: str, tables: int) -> None:
        foreign = [] if text.isascii() and "\t" not in text else _FOREIGN.findall(text)
        shaped = sum(map(len, foreign))
        self.add(Price.LETTER, tables, len(text) - shaped)
        self.add(Price.SHAPED, tables, shaped)
        self.add(Price.SCRIPT, tables, sum(len(_SCRIPT.findall(stretch)) for stretch in foreign))

    def with_tables(self, deepest: int) -> float:
        """The total, if only so many in one another kept their tags."""
        again = sum(cost * (1 << min(tables, deepest)) for tables, cost in enumerate(self._again))
        return self._own + again + sum(self._tables[: deepest + 1])

    def affordable(self) -> int:
        """How many tables in one another the page can have."""
        return next((n for n in range(len(self._again) - 1, 0, -1) if self.with_tables(n) <= BUDGET), 0)


def portion(text: str, room: float) -> tuple[int, float]:
    """How many characters of a plain text may be shown for ``room`` microseconds, to the end of a line where there is
    one, and what they cost; all of a short text as long as there is any room."""
    bill, at = Bill(0), 0
    while at < len(text) and bill.total < room:
        end = text.find("\n", at, at + _PIECE) + 1 or at + _PIECE
        bill.add(Price.LINE, 0)
        bill.add_text(text[at:end], 0)
        if end - at == _PIECE and " " not in text[at:end]:
            bill.add(Price.SHAPED, 0, _PIECE)
        at = end
    return min(at, len(text)), bill.total


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
