"""A customer's tickets, newest first, whatever the case of the letters in their address; notes on customers, and
which addresses are one person's."""

from __future__ import annotations

from desktop.adapters.store.steps.common import SHARED, read_again_where, statements

_OF_CUSTOMERS = ("customer-noted", "addresses-joined", "addresses-parted")

_CUSTOMERS = """
CREATE TABLE customer_notes (
  row INTEGER PRIMARY KEY, ticket TEXT NOT NULL, id TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL,
  date INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX customer_notes_ticket ON customer_notes (ticket);
CREATE INDEX customer_notes_address ON customer_notes (address, date);
CREATE TABLE joints (
  row INTEGER PRIMARY KEY, ticket TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, joined INTEGER NOT NULL,
  generation INTEGER NOT NULL, uid INTEGER NOT NULL
);
CREATE INDEX joints_ticket ON joints (ticket);
CREATE INDEX joints_one ON joints (one);
CREATE INDEX joints_other ON joints (other);
"""

STATEMENTS: tuple[str, ...] = (
    "CREATE INDEX tickets_customer ON tickets"
    " (customer_address COLLATE NOCASE, last_date DESC, number DESC, merged_into) WHERE merged_into = ''",
    *statements(_CUSTOMERS + read_again_where(_OF_CUSTOMERS, *SHARED)),
)
