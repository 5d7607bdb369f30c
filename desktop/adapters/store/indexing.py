"""A mail's words in the search index, taken out and put in again around a change.

The index keeps no text of its own (external content), so words are taken out with the very values that were put in,
column by column, whatever columns the index has (sqlite.org/fts5.html, 6.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.adapters.store.connection import Connection


@contextmanager
def reworded(connection: Connection, row: int) -> Iterator[None]:
    """In a transaction; what is indexed of the mail may be changed inside."""
    _words(connection, "'delete',", "words,", row)
    yield
    _words(connection, "", "", row)


def _words(connection: Connection, order: str, to: str, row: int) -> None:
    names = ", ".join(name for (name,) in connection.rows("SELECT name FROM pragma_table_info('words')"))
    connection.run(
        f"INSERT INTO words ({to} rowid, {names}) SELECT {order} row, {names} FROM mail_words WHERE row = ?", (row,)
    )
