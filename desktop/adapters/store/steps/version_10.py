"""Pictures that stand in a draft's text, and side conversations, which stand in no list (``merged_into``); those
that a colleague's newer version has written are read."""

from __future__ import annotations

from desktop.adapters.store.steps.common import SHARED, read_again_where, statements

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE draft_files ADD COLUMN cid TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tickets ADD COLUMN side_of TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX tickets_sides ON tickets (side_of) WHERE side_of <> ''",
    *statements(read_again_where(("forwarded",), *SHARED)),
)
