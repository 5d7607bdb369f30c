"""The account at the end of a tour: what left for each message, and whether both desks say the same of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, cycle
from typing import Any

from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.reckoning import Asked, Row, Table, reckoned
from desktop.runtime.demo.sink import Delivery
from desktop.runtime.demo.stage import ANNA, BRUNO, Stage
from desktop.runtime.sentences import Sentences

_COMPARED = (
    ("sync", "--once"),
    ("journal", "--tail", "100000"),
    ("tickets", "--place", "all", "--limit", "100000"),
)
"""What both workstations are asked at the end: each entry with its verdict, each ticket."""

_OWN = ("unread", "last")
"""Of a ticket row, what a workstation knows by itself: what it has shown, and the newest mail it has read."""


def accounts(
    stage: Stage,
    touched: Iterable[str],
    inbox: Mapping[str, Asked],
    deliveries: Iterable[Delivery],
    expected: Collection[str],
) -> tuple[Table, bool]:
    """The table, and whether both workstations have read the same journal and show the same tickets. ``touched``:
    references or numbers of the tickets that the scenes have had to do with."""
    stage.together([(agent, _COMPARED[0]) for agent in (ANNA, BRUNO)])  # what either still had to say
    both = [stage.together([(agent, words) for agent in (ANNA, BRUNO)]) for words in _COMPARED]
    shown = stage.together([(agent, ("show", t)) for t, agent in zip(touched, cycle((ANNA, BRUNO)), strict=False)])
    sound = all(done.code == 0 for done in (*chain(*both), *shown))
    same = sound and all(_shared(one.document) == _shared(other.document) for one, other in both)
    recorded = {
        message["message_id"]: message["answers"]
        for done in shown
        for message in done.document.get("messages", ())
        if not message["outgoing"]
    }
    return reckoned(tuple(inbox.values()), deliveries, recorded, expected), same


def tabulate(
    narrator: Narrator, sentences: Sentences, table: Table, *, scene: int, same: bool, tickets: int, mails: int
) -> None:
    line = sentences.line
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
    narrator.tell("tour-same" if same else "tour-not-same", tickets=tickets)
    narrator.tell(
        "tour-sum",
        messages=len(table.rows),
        answered=table.answered,
        mails=mails,
        doubles=table.doubles,
        deviations=table.deviations,
    )


def _shared(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is each workstation's own, in each row of each list."""
    return {
        name: [{k: v for k, v in row.items() if k not in _OWN} for row in value]
        for name, value in document.items()
        if isinstance(value, list)
    }


def _deviation(row: Row, sentences: Sentences) -> str:
    if row.right:
        return ""
    recorded = "-" if row.recorded is None else row.recorded
    return "  " + sentences.line("tour-deviation", expected=row.expected, recorded=recorded)
