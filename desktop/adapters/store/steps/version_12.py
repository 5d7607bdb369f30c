"""What a row says of its mails: that files lie in them, and that the newest answer came back."""

from __future__ import annotations

newest = (
    "SELECT json_extract(value, '$.kind') FROM slices, json_each(CAST(packed AS TEXT), '$.marks')"
    " WHERE slices.ticket = tickets.id"
    " AND json_extract(value, '$.kind') IN ('not-delivered', 'sent', 'settled', 'external')"
    " ORDER BY key DESC LIMIT 1"
)
STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE tickets ADD COLUMN has_files INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE tickets ADD COLUMN returned INTEGER NOT NULL DEFAULT 0",
    "UPDATE tickets SET has_files = 1 WHERE id IN (SELECT ticket FROM messages JOIN files USING (row))",
    f"UPDATE tickets SET returned = 1 WHERE ({newest}) = 'not-delivered'"
    " AND id IN (SELECT ticket FROM slices WHERE instr(CAST(packed AS TEXT), 'not-delivered'))",
)
