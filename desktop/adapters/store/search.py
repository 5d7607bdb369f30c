"""What a person types into the search field, as conditions that SQLite cannot misread."""

from __future__ import annotations

from desktop.domain.ticket import number_typed, reference_typed

_MOST_WORDS = 12
_IN_A_MAIL = "t.id IN (SELECT m.ticket FROM words JOIN messages m ON m.row = words.rowid WHERE words MATCH ?)"


def conditions(typed: str) -> tuple[list[str], list[str | int]]:
    """SQL conditions on ``tickets t``, one a word, and their values. Each word must occur somewhere in the ticket:
    in a mail's text, subject, names or addresses, or as reference, number or tag; the last one by its beginning."""
    words = [word for word in _storable(typed).split() if any(map(str.isalnum, word))][:_MOST_WORDS]
    found: list[str] = []
    values: list[str | int] = []
    for place, word in enumerate(words, 1):
        last = place == len(words)
        ways = [_IN_A_MAIL, "instr(t.tag_words, ?)"]
        meant: list[str | int] = [_quoted(word, last), _tag(word, last)]
        for way, value in (("t.reference = ?", reference_typed(word)), ("t.number = ?", number_typed(word))):
            if value is not None:
                ways.append(way)
                meant.append(value)
        found.append(f"({' OR '.join(ways)})")
        values.extend(meant)
    return found, values


def _storable(typed: str) -> str:
    """Without NUL, which would end FTS5's query, and lone surrogates, which have no UTF-8 form."""
    return typed.replace("\0", " ").encode("utf-8", "replace").decode()


def _quoted(word: str, prefix: bool) -> str:
    """An FTS5 string: all inside the quotes is text, and ``a@b.it`` becomes the phrase *a b it*
    (sqlite.org/fts5.html, section 3.1)."""
    return '"' + word.replace('"', '""') + '"' + ("*" if prefix else "")


def _tag(word: str, prefix: bool) -> str:
    return f"\n{word.casefold()}" + ("" if prefix else "\n")
