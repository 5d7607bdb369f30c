"""Notes on customers can be corrected and taken back; what came back on a side conversation is found at once; customers
are erased."""

from __future__ import annotations

from desktop.adapters.store.steps.common import SHARED, read_again_where, statements

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE customer_notes ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE customer_notes ADD COLUMN corrector TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX tickets_sides_returned ON tickets (side_of) WHERE side_of <> '' AND returned",
    *statements(read_again_where(("customer-note-corrected", "customer-erased"), *SHARED, "customer_notes", "joints")),
)
