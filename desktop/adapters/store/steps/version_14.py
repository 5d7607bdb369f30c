"""The index of words merges nothing by itself in the middle of a commit, which could take a tenth of a second, but
sixteen pieces when it is told to, in steps (``space.merge``); only where sixty-four have gathered it has to."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "INSERT INTO words (words, rank) VALUES ('automerge', 0)",
    "INSERT INTO words (words, rank) VALUES ('usermerge', 16)",
    "INSERT INTO words (words, rank) VALUES ('crisismerge', 64)",
)
