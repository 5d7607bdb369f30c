"""The index of words merges sixteen pieces at a time where it merged four: a first reading, whose every transaction
adds a piece, takes half the time for it, and a search looks into twenty pieces in place of fourteen. And files of
mails that are kept as they came are not kept a second time."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "INSERT INTO words (words, rank) VALUES ('automerge', 16)",
    "DELETE FROM enclosures WHERE message IN (SELECT row FROM originals)",
)
