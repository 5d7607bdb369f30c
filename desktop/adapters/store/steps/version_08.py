"""Canned responses and their files; reason, outcome and promise of a ticket."""

from __future__ import annotations

from desktop.adapters.store.steps.common import read_again_where, statements

_TEXTS = """
ALTER TABLE tickets ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tickets_promised ON tickets (promised, number) WHERE promised > 0 AND merged_into = '';
CREATE TABLE texts (key TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE text_pieces (
  sha256 TEXT NOT NULL, part INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (sha256, part)
);
"""

told = ("classified", "promised", "text-saved", "text-removed", "text-piece", "texts-used")
STATEMENTS: tuple[str, ...] = statements(_TEXTS + read_again_where(told, "corrections"))
