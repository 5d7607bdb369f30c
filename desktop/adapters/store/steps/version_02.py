"""Follow-ups, who opened a ticket first, and HTML bodies. Mail read before has its text only."""

from __future__ import annotations

from desktop.adapters.store.steps.common import statements

_FOLLOW_UPS = """
ALTER TABLE tickets ADD COLUMN seen_by TEXT NOT NULL DEFAULT '';
CREATE INDEX tickets_never_opened ON tickets (rank, waits_from, number)
  WHERE status = 'open' AND waiting AND seen_by = '' AND merged_into = '';
CREATE TABLE follow_ups (
  ticket TEXT PRIMARY KEY, id TEXT NOT NULL, mailbox TEXT NOT NULL, occasion TEXT NOT NULL,
  resolved INTEGER NOT NULL, due INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX follow_ups_due ON follow_ups (state, due);
CREATE INDEX follow_ups_resolved ON follow_ups (state, resolved);
"""

_PAGES = """
CREATE TABLE pages (row INTEGER PRIMARY KEY, page BLOB NOT NULL);
"""

_READ_AGAIN = "UPDATE messages SET ticket = thread, filed = 0 WHERE filed OR ticket <> thread;" + "".join(
    f"DELETE FROM {table};" for table in ("cursor", "team", "slots", "slices", "automatic", "tickets", "entries")
)
"""The fold says more than it did, also of entries that were passed over as unknown: the log is read again from its
start at the next connection, or states that were folded by two versions would not be the same."""

STATEMENTS: tuple[str, ...] = statements(_FOLLOW_UPS + _PAGES + _READ_AGAIN)
