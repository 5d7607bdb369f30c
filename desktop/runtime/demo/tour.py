"""The tour on the terminal: a shop's team plays a day on this machine, and is held to account for it.

Two workstations are processes of the command line on an IMAP and an SMTP server of their own, all on loopback.
At the end stands a table: each customer message with the answers that the SMTP server took for it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.domain.errors import SportelloError, UsageError
from desktop.runtime.demo.account import accounts, tabulate
from desktop.runtime.demo.director import Director, inbox_of
from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.scenes import SCENES
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import load_shop
from desktop.runtime.demo.stage import Stage
from desktop.runtime.sentences import Sentences


def play(folder: Path | None, sentences: Sentences) -> int:
    """Plays it all; ``folder`` (default: a new one among the temporary files) keeps the profiles, the servers' log
    and ``transcript.txt``. 0 when every message got the answers that it should, else 1. Raises SportelloError when
    the servers do not start, UsageError when the folder is in use."""
    began = time.monotonic()
    folder = prepared(folder)
    with (folder / "transcript.txt").open("w", encoding="utf-8") as transcript, _staged(folder, sentences) as parts:
        stage, servers, inbox = parts
        narrator = Narrator(sentences, sys.stdout, transcript, os.environ)
        tour = Director(stage, servers, narrator, sentences, folder, inbox)
        narrator.scene("tour-title")
        narrator.tell("tour-shop", address=servers.address, mails=len(inbox))
        narrator.tell("tour-how", folder=str(folder))
        as_told = _played(tour)
        account = accounts(stage, tour.touched, tour.inbox, servers.deliveries(), tour.expected)
        tickets, mails = len(tour.numbers), len(servers.deliveries())
        tabulate(narrator, sentences, account, scene=len(SCENES), tickets=tickets, mails=mails)
        right = as_told and account.is_right
        seconds = round(time.monotonic() - began)
        narrator.tell("tour-right" if right else "tour-wrong", seconds=seconds, folder=str(folder))
    return 0 if right else 1


def prepared(folder: Path | None) -> Path:
    """An empty folder for the demo. Raises UsageError."""
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
