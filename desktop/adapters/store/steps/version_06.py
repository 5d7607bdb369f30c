"""What people say of who wrote a mail."""

from __future__ import annotations

from desktop.adapters.store.steps.common import read_again_where, statements

_CORRECTIONS = """
CREATE TABLE corrections (
  slot TEXT PRIMARY KEY, customer TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
"""

STATEMENTS: tuple[str, ...] = statements(_CORRECTIONS + read_again_where(("corrected",)))
