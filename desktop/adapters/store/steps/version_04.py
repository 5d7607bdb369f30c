"""A first reading goes from the newest mail to the oldest; one that had been going the other way goes on this way.
Mails as they came, and which of them are missing from their inbox."""

from __future__ import annotations

from desktop.adapters.store.steps.common import statements

_NEWEST_FIRST = """
ALTER TABLE folders ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE folders SET since = 9223372036854775807 WHERE NOT settled;
CREATE TABLE originals (row INTEGER PRIMARY KEY, html INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE missing (
  row INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, folder TEXT NOT NULL, noticed INTEGER NOT NULL,
  sought INTEGER NOT NULL, now TEXT NOT NULL
);
"""

STATEMENTS: tuple[str, ...] = statements(_NEWEST_FIRST)
