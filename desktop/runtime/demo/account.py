"""The account at the end of a tour: what left for each message, and whether both desks say the same of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.reckoning import Asked, Row, Table, reckoned
from desktop.runtime.demo.sink import Delivery
from desktop.runtime.demo.stage import ANNA, BRUNO, Done, Stage
from desktop.runtime.sentences import Sentences

_COMPARED = (
    ("sync", "--once"),
    ("journal", "--tail", "100000"),
    ("tickets", "--place", "all", "--limit", "100000"),
)
"""What both workstations are asked at the end: each entry with its verdict, each ticket."""

_OWN = ("unread", "last")
"""Of a ticket row, what a workstation knows by itself: what it has shown, and the newest mail it has read."""

_ROUNDS = 3
"""How often both are asked while they still differ: what one has read may give the other something to say."""


@dataclass(frozen=True)
class Account:
    table: Table
    differences: tuple[str, ...]
    """Between the two workstations, or what was refused them: a line for each. None where they have read the same
    journal and show the same tickets."""

    @property
    def is_right(self) -> bool:
        return not self.differences and not self.table.deviations


def accounts(
    stage: Stage,
    touched: Iterable[str],
    inbox: Mapping[str, Asked],
    deliveries: Iterable[Delivery],
    expected: Collection[str],
) -> Account:
    """``touched``: references or numbers of the tickets that the scenes have had to do with."""
    stage.together([(agent, _COMPARED[0]) for agent in (ANNA, BRUNO)])  # what either still had to say
    for _ in range(_ROUNDS):
        both = [stage.together([(agent, words) for agent in (ANNA, BRUNO)]) for words in _COMPARED]
        differences = tuple(line for one, other in both for line in _differences(one, other))
        if not differences:
            break
    shown = stage.together([(agent, ("show", t)) for t, agent in zip(touched, cycle((ANNA, BRUNO)), strict=False)])
    recorded = {
        message["message_id"]: message["answers"]
        for done in shown
        for message in done.document.get("messages", ())
        if not message["outgoing"]
    }
    refused = tuple(line for done in shown for line in _refusals(done))
    return Account(reckoned(tuple(inbox.values()), deliveries, recorded, expected), differences + refused)


def tabulate(
    narrator: Narrator, sentences: Sentences, account: Account, *, scene: int, tickets: int, mails: int
) -> None:
    line, table = sentences.line, account.table
    narrator.scene("tour-scene-table", scene)
    narrator.tell("tour-table")
    narrator.row("")
    narrator.row(f"{'':1} {line('tour-column-customer'):<22} {line('tour-column-subject'):<38} Message-ID")
    for row in table.rows:
        asked, count = row.asked, len(row.answers)
        told = f"{count} {asked.customer:<22.22} {asked.subject:<38.38} {asked.message_id}"
        narrator.row(told + _deviation(row, sentences), wrong=not row.right, quiet=not count)
    for stray in table.strays:
        narrator.row(line("tour-stray", id=stray), wrong=True)
    narrator.tell("tour-not-same" if account.differences else "tour-same", tickets=tickets)
    for difference in account.differences:
        narrator.row(difference, wrong=True)
    narrator.tell(
        "tour-sum",
        messages=len(table.rows),
        answered=table.answered,
        mails=mails,
        doubles=table.doubles,
        deviations=table.deviations,
    )


def _differences(one: Done, other: Done) -> Iterator[str]:
    refusals = [*_refusals(one), *_refusals(other)]
    if refusals:
        yield from refusals
        return
    for name in one.document.keys() | other.document.keys():
        for done, another in ((one, other), (other, one)):
            known = _shared(another.document.get(name))
            for row in _shared(done.document.get(name)):
                if row not in known:
                    yield f"{done.agent} {one.words[0]}: {json.dumps(row, ensure_ascii=False)}"


def _refusals(done: Done) -> Iterator[str]:
    if done.code:
        yield f"{done.agent} {' '.join(done.words)}: {done.document.get('message', done.code)}"


def _shared(rows: Any) -> list[dict[str, Any]]:
    """Of a list of a document, without what is each workstation's own."""
    return [{k: v for k, v in row.items() if k not in _OWN} for row in rows] if isinstance(rows, list) else []


def _deviation(row: Row, sentences: Sentences) -> str:
    if row.right:
        return ""
    recorded = "-" if row.recorded is None else row.recorded
    return "  " + sentences.line("tour-deviation", expected=row.expected, recorded=recorded)
