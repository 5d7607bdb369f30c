"""A query against the index, newest first, stopping as soon as somebody has seen enough.

The list is walked in its own order, block by block, and the index is asked about each block's mails only: of a common
word the first block fills the page, before anybody has counted how many mails have it. Of one that few have the rest
is answered from those mails. Ordering by relevance would have to look at every hit.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from desktop.adapters.store import lines
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.kept import Kept
from desktop.domain import reasons
from desktop.domain.search import OVERDUE, Query, Term, folded, meant, spelt
from desktop.domain.ticket import agent_id, number_typed, reference_typed

FEW = 1_000
"""Hits that are cheaper to fetch than to look for: 2 ms of 50,000 mails."""

_COMMON = 10
"""Tickets of the first block that have the words: nobody needs to count how many more there are."""

_BLOCK = 100
_GROWTH = 4
_GAP = 500
_RANGES = 8
_SPREAD = 10
"""A block's mails lie close together in the index, as they were read together: ranges of rows are asked for, each some
0.1 ms, unless there are too many, or more rows in them than that for each one wanted."""

_PROBES = 200
"""Mails that are asked about one by one, 0.04 ms each, rather than with all hits of the word, some 15 ms."""

_INDEXED = 3
"""Letters of a beginning that the index knows as such (``prefix`` in the schema)."""

_LABELS = "t.id, t.tag_words, t.reference, t.number"
_MATCH = "SELECT rowid FROM words WHERE words MATCH ?"
_AMONG = f"SELECT value FROM json_each(?) WHERE value IN ({_MATCH})"
_ONE_BY_ONE = "SELECT value FROM json_each(?) one CROSS JOIN words WHERE words MATCH ? AND words.rowid = one.value"
_WORDS = ("", "from", "to")
_NO_HISTORY = ("is", "tag", "agent", "number", "reference")
_DAY = "CAST(strftime('%s', ?, 'utc') AS INTEGER)"
_STATES = {
    "mine": "? <> '' AND ? IN (t.assignee, t.holder)",
    "unassigned": "t.shelf = 'open' AND t.assignee = ''",
    "unread": "seen.ticket IS NULL OR (t.mark_generation, t.mark_uid) > (seen.generation, seen.uid)"
    " OR t.newest_message > seen.message",
    "snoozed": "t.shelf = 'snoozed'",
    "not-delivered": lines.RETURNED,
    "overdue": f"t.shelf = 'open' AND t.waiting AND t.waits_from < strftime('%s', 'now') - {OVERDUE}"
    " OR t.promised BETWEEN 1 AND strftime('%s', 'now') AND t.status NOT IN ('resolved', 'spam')",
}
_OF_A_MAIL = ("channel", "reason")
"""Columns of ``messages``, as the rules for forms fill them."""

Values = list[str | int]


@dataclass(slots=True)
class _Word:
    """A term that is looked for in the text."""

    term: Term
    match: str
    rows: frozenset[int] | None = None
    """Of all its mails, when they were counted and are few."""
    counted: bool = False
    noted: frozenset[str] | None = None
    """Tickets with the word in a note, once they have been asked for."""

    @property
    def is_cheap(self) -> bool:
        """The index finds it in one place; a longer beginning is put together anew each time it is asked for."""
        return not self.match.endswith("*") or len(_parts(self.term.value)[-1]) <= _INDEXED


@dataclass(slots=True)
class _Block:
    """Some tickets of a list, in its order."""

    tickets: list[str]
    tagged: list[tuple[str, str]]
    """Those with tags, and these as ``lines.tag_words`` has them."""
    named: dict[str | int, str]
    """By reference and by number."""
    owner: dict[int, str]
    """The ticket of each mail, by row."""


class Search:
    """One query of one agent. ``kept``: blocks, as other queries have left them."""

    def __init__(self, connection: Connection, query: Query, agent: str, kept: Kept) -> None:
        self._connection = connection
        self._kept = kept
        self._agent = agent
        self._terms = query.terms
        self._words = [self._word(term) for term in query.terms if term.name in _WORDS]

    def tickets(self, within: str, values: Sequence[str | int], order: str) -> Iterator[str]:
        """Ids of tickets ``t`` that fulfil the condition, in that order."""
        conditions, facts = _joined(self._of_a_ticket(term) for term in self._terms if term.name not in _WORDS)
        where = " AND ".join(f"({one})" for one in ("t.merged_into = ''", within, *conditions))
        seen = " LEFT JOIN seen ON seen.ticket = t.id" if "seen." in where else ""
        values = [*values, *facts]
        sql = f"SELECT {_LABELS} FROM tickets t{seen} WHERE {where} ORDER BY {order}"
        minute = int(time.time()) // 60 if "'now'" in where else 0  # what is overdue changes although nobody writes
        first = self._kept.of((minute, sql, *values), lambda: self._block(f"{sql} LIMIT ?", [*values, _BLOCK]))
        holding = self._holding(first)
        yield from holding
        if len(first.tickets) < _BLOCK:
            return
        rare = self._rarest() if len(holding) < _COMMON else None
        if rare is None:
            second = [*values, _BLOCK * _GROWTH, _BLOCK]
            block = self._kept.of((minute, sql, *second), lambda: self._block(f"{sql} LIMIT ? OFFSET ?", second))
            yield from self._holding(block)
            if len(block.tickets) == _BLOCK * _GROWTH:
                for rows in self._blocks(sql, values, _BLOCK * (_GROWTH + 1)):
                    yield from self._holding(self._with_mails(rows))
        else:
            few = f"SELECT {_LABELS} FROM json_each(?) few CROSS JOIN tickets t{seen} WHERE t.id = few.value"
            found = lines.listed(self._tickets_with(rare).difference(first.tickets))
            yield from self._holding(self._block(f"{few} AND {where} ORDER BY {order}", [found, *values]))

    def history(self) -> Iterator[int]:
        """Rows of mails that belong to no ticket, newest first."""
        if any(term.name in _NO_HISTORY and not term.negated for term in self._terms):
            return
        names = ("mailbox", "before", "after", "has", *_OF_A_MAIL)
        conditions, values = _joined(
            _signed(term, *self._of_a_mail(term)) for term in self._terms if term.name in names
        )
        where = " AND ".join(("m.ticket = ''", *(f"({one})" for one in conditions)))
        where += " ORDER BY m.received DESC, m.row DESC"
        rare = self._rarest()
        if rare is None:
            for block in self._blocks(f"SELECT m.row FROM messages m WHERE {where}", values):
                yield from self._mails_holding([row[0] for row in block])
        else:
            few = "SELECT m.row FROM json_each(?) few CROSS JOIN messages m WHERE m.row = few.value"
            rows = self._connection.rows(f"{few} AND {where}", [_numbers(rare.rows or ()), *values])
            yield from self._mails_holding([row[0] for row in rows])

    # -- the text -----------------------------------------------------------------------------------------------

    def _word(self, term: Term) -> _Word:
        match = _quoted(term.value, term.begins)
        return _Word(term, "{people} : " + match if term.name else match)

    def _count(self, word: _Word) -> None:
        sql = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        rows = [row[0] for row in self._connection.rows(sql, (word.match, FEW + 1))]
        word.rows = frozenset(self._confirmed(word.term, rows)) if len(rows) <= FEW else None
        word.counted = True

    def _rarest(self) -> _Word | None:
        for word in self._words:
            if not word.counted:
                self._count(word)
        few = [word for word in self._words if word.rows is not None and not word.term.negated]
        return min(few, key=lambda word: len(word.rows or ()), default=None)

    def _block(self, sql: str, values: Sequence[str | int]) -> _Block:
        return self._with_mails(self._connection.rows(sql, values))

    def _with_mails(self, labels: Sequence[Any]) -> _Block:
        """``labels``: rows of ``_LABELS``."""
        tickets = [row[0] for row in labels]
        mails = self._connection.rows(
            "SELECT row, ticket FROM messages WHERE ticket IN (SELECT value FROM json_each(?))",
            (lines.listed(tickets),),
        )
        tagged = [(row[0], row[1]) for row in labels if row[1]]
        return _Block(tickets, tagged, {label: row[0] for row in labels for label in row[2:]}, dict(mails))

    def _holding(self, block: _Block) -> list[str]:
        """Those of the tickets that have every word, in a mail, a note, a tag, as reference or as number."""
        tickets, owner = block.tickets, block.owner
        for place, word in enumerate(self._words):
            if place:
                left = set(tickets)
                owner = {row: ticket for row, ticket in owner.items() if ticket in left}
            having = {owner[row] for row in self._matching(word, owner)}
            if not word.term.name:
                tagged = self._tagged(word.term) if block.tagged else ()
                having.update(ticket for ticket, words in block.tagged if words in tagged)
                having.update(block.named[name] for name in _as_label(word.term) if name in block.named)
                having.update(self._noted(word))
            tickets = [ticket for ticket in tickets if (ticket in having) != word.term.negated]
        return tickets

    def _mails_holding(self, rows: list[int]) -> list[int]:
        for word in self._words:
            having = self._matching(word, rows)
            rows = [row for row in rows if (row in having) != word.term.negated]
        return rows

    def _matching(self, word: _Word, rows: Collection[int]) -> set[int]:
        """Those of the mails that have the word."""
        if word.rows is not None:
            return set(word.rows.intersection(rows))
        wanted = sorted(rows)
        ranges = _ranges(wanted)
        found: set[int] = set()
        if len(ranges) <= _RANGES and sum(last - first for first, last in ranges) <= _SPREAD * len(wanted):
            for first, last in ranges:
                inside = self._connection.rows(f"{_MATCH} AND rowid BETWEEN ? AND ?", (word.match, first, last))
                found.update(row[0] for row in inside)
        else:
            sql = _ONE_BY_ONE if word.is_cheap and len(wanted) <= _PROBES else _AMONG
            found.update(row[0] for row in self._connection.rows(sql, (_numbers(wanted), word.match)))
        return self._confirmed(word.term, found.intersection(rows))

    def _confirmed(self, term: Term, rows: Collection[int]) -> set[int]:
        """The index knows that somebody of that name is in the mail; whether as sender the mail itself says."""
        if not term.name or not rows:
            return set(rows)
        people = self._connection.rows(
            "SELECT row, people FROM mails WHERE row IN (SELECT value FROM json_each(?))", (_numbers(rows),)
        )
        wanted = " ".join(_parts(term.value))
        found = set()
        for row, all_of_them in people:
            sender, _, others = all_of_them.partition("\n")
            if _has(sender if term.name == "from" else others, wanted, term.begins):
                found.add(row)
        return found

    def _tickets_with(self, word: _Word) -> set[str]:
        """Wherever the word may stand."""
        rows = self._connection.rows(
            "SELECT DISTINCT ticket FROM messages WHERE ticket <> '' AND row IN (SELECT value FROM json_each(?))",
            (_numbers(word.rows or ()),),
        )
        found = {row[0] for row in rows}
        if not word.term.name:
            reference, number = _as_label(word.term)
            labelled = self._connection.rows(
                "SELECT id FROM tickets WHERE tag_words <> '' AND tag_words IN (SELECT value FROM json_each(?)) UNION"
                " ALL SELECT id FROM tickets WHERE reference = ? UNION ALL SELECT id FROM tickets WHERE number = ?",
                (lines.listed(self._tagged(word.term)), reference, number),
            )
            found.update(row[0] for row in labelled)
            found.update(self._noted(word))
        return found

    def _noted(self, word: _Word) -> frozenset[str]:
        if word.noted is None:
            sql = "SELECT ticket FROM notes WHERE row IN (SELECT rowid FROM note_words WHERE note_words MATCH ?)"
            word.noted = frozenset(row[0] for row in self._connection.rows(sql, (word.match,)))
        return word.noted

    def _tagged(self, term: Term) -> frozenset[str]:
        """Every column of tags with that tag in it, without case and accents: there are few different ones."""
        sql = "SELECT DISTINCT tag_words FROM tickets WHERE tag_words <> ''"
        known = self._kept.of(sql, lambda: [(row[0], folded(row[0])) for row in self._connection.rows(sql)])
        tag = _tag(term.value, term.begins)
        return frozenset(words for words, plain in known if tag in plain)

    # -- everything else ----------------------------------------------------------------------------------------

    def _of_a_ticket(self, term: Term) -> tuple[str, Values]:
        value = term.value
        found: tuple[str, Values]
        match term.name:
            case "is" if value in _STATES:
                found = (_STATES[value], [self._agent] * _STATES[value].count("?"))
            case "is":
                found = ("t.status = ?", [value])
            case "tag":
                found = ("t.tag_words IN (SELECT value FROM json_each(?))", [lines.listed(self._tagged(term))])
            case "mailbox":
                found = ("instr(t.mailbox, ?)", [value.casefold()])
            case "agent":
                who = agent_id(value)
                end = "" if term.begins else " || ' '"
                part = f"instr(' ' || t.assignee{end}, ' ' || ?{end}) OR instr(' ' || t.holder{end}, ' ' || ?{end})"
                found = (part, [who, who])
            case "before":
                found = (f"t.date < {_DAY}", [value])
            case "after":
                found = (f"t.last_date >= {_DAY}", [value])
            case "number":
                found = ("t.number = ?", [int(value)])
            case "reference":
                found = ("t.reference = ?", [value])
            case "reason":
                inner, values = self._of_a_mail(term)
                mails = f"EXISTS (SELECT 1 FROM messages m WHERE m.ticket = t.id AND {inner})"
                said = "t.reason IN (SELECT value FROM json_each(?)) OR instr('/' || lower(t.reason), '/' || ?)"
                found = (f"{mails} OR {said}", [*values, lines.listed(reasons.meant(value)), value.casefold()])
            case _:
                inner, values = self._of_a_mail(term)
                found = (f"EXISTS (SELECT 1 FROM messages m WHERE m.ticket = t.id AND {inner})", values)
        return _signed(term, *found)

    def _of_a_mail(self, term: Term) -> tuple[str, Values]:
        match term.name:
            case "has":
                return "EXISTS (SELECT 1 FROM files WHERE files.row = m.row)", []
            case "mailbox":
                return "instr(m.mailbox, ?)", [term.value.casefold()]
            case "before":
                return f"m.received < {_DAY}", [term.value]
            case "after":
                return f"m.received >= {_DAY}", [term.value]
        said = term.value.casefold()
        return f"(instr(lower(m.{term.name}), ?) = 1 OR m.{term.name} = ?)", [said, meant(term.name, said) or said]

    def _blocks(self, sql: str, values: Sequence[str | int], begun: int = 0) -> Iterator[list[Any]]:
        """All rows but the first, in blocks that grow: who wants a page pays for a page."""
        size = _GROWTH * begun or _BLOCK
        while block := self._connection.rows(f"{sql} LIMIT ? OFFSET ?", [*values, size, begun]):
            yield block
            if len(block) < size:
                return
            begun, size = begun + size, size * _GROWTH


def _joined(found: Iterator[tuple[str, Values]]) -> tuple[list[str], Values]:
    conditions, values = [], []
    for condition, facts in found:
        conditions.append(condition)
        values.extend(facts)
    return conditions, values


def _signed(term: Term, condition: str, values: Values) -> tuple[str, Values]:
    return (f"NOT ({condition})" if term.negated else condition), values


def _ranges(rows: Sequence[int]) -> list[tuple[int, int]]:
    """From the first to the last of each run of rows that lie close together."""
    if not rows:
        return []
    breaks = [(before, after) for before, after in pairwise(rows) if after - before > _GAP]
    firsts = [rows[0], *(after for _, after in breaks)]
    lasts = [*(before for before, _ in breaks), rows[-1]]
    return list(zip(firsts, lasts, strict=True))


def _numbers(rows: Collection[int]) -> str:
    return f"[{','.join(map(str, rows))}]"


def _quoted(words: str, begins: bool) -> str:
    """An FTS5 string: ``a@b.it`` is the phrase *a b it* (sqlite.org/fts5.html, section 3.1). Marks go: the index may
    know other letters than Python. One letter is no beginning: nearly every mail has a word with it."""
    text = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in spelt(words))
    return f'"{text}"' + ("*" if begins and len("".join(_parts(words))) > 1 else "")


def _parts(words: str) -> list[str]:
    """As the index cuts them."""
    return "".join(c if c.isalnum() else " " for c in folded(words)).split() or [""]


def _has(people: str, wanted: str, begins: bool) -> bool:
    known = f" {' '.join(_parts(people))} "
    return f" {wanted}" in known if begins else f" {wanted} " in known


def _as_label(term: Term) -> tuple[str | None, int | None]:
    label = term.value.strip("[]().,;:!?")
    return reference_typed(label), number_typed(label)


def _tag(word: str, begins: bool) -> str:
    return f"\n{folded(word)}" + ("" if begins else "\n")
