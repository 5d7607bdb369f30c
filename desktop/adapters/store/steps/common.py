"""What several steps say in the same words."""

from __future__ import annotations

from collections.abc import Sequence


def tallied(which: str, place: str) -> str:
    """The columns of ``tallies`` as a ticket has them; ``place`` is the one that says where it stands."""
    columns = (place, "mailbox", "assignee", "holder")
    return ", ".join(f"{which}{name}" for name in columns) + (
        f", {which}waiting > 0, iif({which}seen_by = '', '', '*')"
    )


def tallies(place: str) -> tuple[str, ...]:
    def counted(from_where: str, which: str) -> str:
        return (
            f"INSERT INTO tallies SELECT {tallied(which, place)}, count(*) {from_where} GROUP BY 1, 2, 3, 4, 5, 6"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count"
        )

    uncounted = (
        "UPDATE tallies SET count = count - 1 WHERE OLD.merged_into = ''"
        f" AND ({place}, mailbox, assignee, holder, waiting, seen_by) = ({tallied('OLD.', place)})"
    )
    count_new = counted("FROM (SELECT 1) WHERE NEW.merged_into = ''", "NEW.")
    before, after = tallied("OLD.", place), tallied("NEW.", place)
    return (
        counted("FROM tickets WHERE merged_into = ''", ""),
        f"CREATE TRIGGER tickets_added AFTER INSERT ON tickets BEGIN {count_new}; END",
        f"CREATE TRIGGER tickets_deleted AFTER DELETE ON tickets BEGIN {uncounted}; END",
        f"CREATE TRIGGER tickets_changed AFTER UPDATE OF {place}, mailbox, assignee, holder, waiting, seen_by,"
        f" merged_into ON tickets WHEN ({before}, OLD.merged_into) IS NOT ({after}, NEW.merged_into)"
        f" BEGIN {uncounted}; {count_new}; END",
    )


FOLDED = ("cursor", "team", "slots", "slices", "automatic", "tickets", "follow_ups", "notes", "entries")

SHARED = ("corrections", "texts", "text_pieces")
"""Of the log too, since the eighth version."""


def read_again_where(told: Sequence[str], *more: str) -> str:
    """As ``_READ_AGAIN``, where a colleague's newer version has written what this one had passed over."""
    kinds = ", ".join(f"'{kind}'" for kind in told)
    untold = f"EXISTS (SELECT 1 FROM entries WHERE kind IN ({kinds}))"
    unfiled = f"UPDATE messages SET ticket = thread, filed = 0 WHERE (filed OR ticket <> thread) AND {untold};"
    return unfiled + "".join(f"DELETE FROM {table} WHERE {untold};" for table in (*more, *FOLDED))


def statements(script: str) -> tuple[str, ...]:
    """One by one: SQLite's own script runner would commit in between."""
    statements = (part.strip() for part in script.split(";"))
    return tuple(statement for statement in statements if statement)
