"""The tour of ``make run``: a shop's team plays a day on this machine, and is held to account for it.

Two workstations are processes of the command line on an IMAP and an SMTP server of their own, all on loopback.
At the end stands a table: each customer message with the answers that the SMTP server took for it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, cycle
from pathlib import Path
from typing import Any

from desktop.domain.errors import SportelloError, UsageError
from desktop.runtime.demo.director import Director, inbox_of
from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.reckoning import Row, Table, reckoned
from desktop.runtime.demo.scenes import SCENES
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import load_shop
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


def play(folder: Path | None, sentences: Sentences) -> int:
    """Plays it all; ``folder`` (default: a new one among the temporary files) keeps the profiles, the servers' log
    and ``transcript.txt``. 0 when every message got the answers that it should, else 1. Raises SportelloError when
    the servers do not start, UsageError when the folder is in use."""
    began = time.monotonic()
    folder = _prepared(folder)
    with (folder / "transcript.txt").open("w", encoding="utf-8") as transcript, _staged(folder, sentences) as parts:
        stage, servers, inbox = parts
        narrator = Narrator(sentences, sys.stdout, transcript, os.environ)
        tour = Director(stage, servers, narrator, sentences, folder, inbox)
        narrator.scene("tour-title")
        narrator.tell("tour-shop", address=servers.address, mails=len(inbox))
        narrator.tell("tour-how", folder=str(folder))
        as_told = _played(tour)
        table, same = _accounts(tour)
        _tabulate(tour, table, same)
        right = as_told and same and not table.deviations
        seconds = round(time.monotonic() - began)
        narrator.tell("tour-right" if right else "tour-wrong", seconds=seconds, folder=str(folder))
    return 0 if right else 1


def _prepared(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="sportello-demo-"))
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        empty = not any(folder.iterdir())
    except OSError as error:
        raise UsageError("unwritable-file", path=str(folder), detail=error.strerror or str(error)) from error
    if not empty:
        raise UsageError("demo-folder-used", path=str(folder))
    return folder


@contextmanager
def _staged(folder: Path, sentences: Sentences) -> Iterator[tuple[Stage, DemoServers, dict[str, Any]]]:
    mails = load_shop(datetime.now(UTC))
    with (
        DemoServers(mails, log=folder / "server.log") as servers,
        Stage(folder, servers.password, sentences.language) as stage,
    ):
        yield stage, servers, inbox_of(mails)


def _played(tour: Director) -> bool:
    """Whether every scene went as it is told; a turn that it does not know ends the story, not the account."""
    try:
        for scene in SCENES:
            scene(tour)
    except SportelloError as error:
        said = tour.sentences.of(error)
        tour.narrator.outcome([f"{said.message} {said.remedy}"])
        return False
    return True


def _accounts(tour: Director) -> tuple[Table, bool]:
    """The table, and whether both workstations have read the same journal and show the same tickets."""
    both = [tour.stage.together([(agent, words) for agent in (ANNA, BRUNO)]) for words in _COMPARED]
    shown = tour.stage.together(
        [(agent, ("show", t)) for t, agent in zip(tour.touched, cycle((ANNA, BRUNO)), strict=False)]
    )
    sound = all(done.code == 0 for done in (*chain(*both), *shown))
    same = sound and all(_shared(one.document) == _shared(other.document) for one, other in both)
    recorded = {
        message["message_id"]: message["answers"]
        for done in shown
        for message in done.document.get("messages", ())
        if not message["outgoing"]
    }
    table = reckoned(tuple(tour.inbox.values()), tour.servers.deliveries(), recorded, tour.expected)
    return table, same


def _shared(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is each workstation's own, in each row of each list."""
    return {
        name: [{k: v for k, v in row.items() if k not in _OWN} for row in value]
        for name, value in document.items()
        if isinstance(value, list)
    }


def _tabulate(tour: Director, table: Table, same: bool) -> None:
    narrator, line = tour.narrator, tour.sentences.line
    narrator.scene("tour-scene-table", len(SCENES))
    narrator.tell("tour-table")
    narrator.row("")
    narrator.row(f"{'':1} {line('tour-column-customer'):<22} {line('tour-column-subject'):<38} Message-ID")
    for row in table.rows:
        asked, count = row.asked, len(row.answers)
        told = f"{count} {asked.customer:<22.22} {asked.subject:<38.38} {asked.message_id}"
        narrator.row(told + _deviation(row, tour.sentences), wrong=not row.right, quiet=not count)
    for stray in table.strays:
        narrator.row(line("tour-stray", id=stray), wrong=True)
    narrator.tell("tour-same" if same else "tour-not-same", tickets=len(tour.numbers))
    narrator.tell(
        "tour-sum",
        messages=len(table.rows),
        answered=table.answered,
        mails=len(tour.servers.deliveries()),
        doubles=table.doubles,
        deviations=table.deviations,
    )


def _deviation(row: Row, sentences: Sentences) -> str:
    if row.right:
        return ""
    recorded = "-" if row.recorded is None else row.recorded
    return "  " + sentences.line("tour-deviation", expected=row.expected, recorded=recorded)
