"""Tickets out of sight, and answers that leave later."""

from __future__ import annotations

from desktop.adapters.store.steps.common import SHARED, read_again_where, statements, tallies

_SHELVES = """
ALTER TABLE tickets ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN back TEXT NOT NULL DEFAULT '';
DROP TRIGGER tickets_added;
DROP TRIGGER tickets_deleted;
DROP TRIGGER tickets_changed;
DROP TABLE tallies;
DROP INDEX tickets_queue;
DROP INDEX tickets_status;
DROP INDEX tickets_never_opened;
UPDATE tickets SET shelf = status;
CREATE TABLE tallies (
  shelf TEXT NOT NULL, mailbox TEXT NOT NULL, assignee TEXT NOT NULL, holder TEXT NOT NULL, waiting INTEGER NOT NULL,
  seen_by TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (shelf, mailbox, assignee, holder, waiting, seen_by)
) WITHOUT ROWID;
CREATE INDEX tickets_queue ON tickets (shelf, rank, waits_from, number, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_shelf ON tickets (shelf, last_date DESC, number DESC, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_never_opened ON tickets (rank, waits_from, number)
  WHERE shelf = 'open' AND waiting AND seen_by = '' AND merged_into = '';
CREATE INDEX tickets_asleep ON tickets (shelf, until, number, merged_into) WHERE shelf = 'snoozed' AND merged_into = '';
CREATE INDEX tickets_woken ON tickets (until) WHERE back = 'time';
"""
"""A ticket stands on the shelf of its status, but for one that sleeps (``snoozed``), and one that is back from that,
which stands with the open ones before all others (``back``: why; ``until``: 0 when it was never snoozed)."""

_LATER = ("snoozed", "snooze-ended", "send-planned", "send-plan-ended")

STATEMENTS: tuple[str, ...] = statements(_SHELVES) + tallies("shelf") + statements(read_again_where(_LATER, *SHARED))
