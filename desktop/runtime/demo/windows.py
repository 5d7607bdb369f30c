"""The demo of ``make run``: the two windows for a person to try; without a display the tour, played in the same
windows, with pictures and a transcript."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.account import accounts, tabulate
from desktop.runtime.demo.acts import ACTS, Play, played
from desktop.runtime.demo.counter import counter
from desktop.runtime.demo.customers import Customers
from desktop.runtime.demo.director import inbox_of
from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import load_shop
from desktop.runtime.demo.stage import ANNA, BRUNO, Stage
from desktop.runtime.demo.tour import prepared
from desktop.runtime.sentences import Sentences
from desktop.runtime.window.opening import application
from desktop.ui.quiet import be_quiet

_TRIAL = 30.0
"""Seconds that a display has to show itself."""

_TOURS_UNDO = 1
"""Seconds in which a sent answer can be taken back in the tour, where nobody would."""


def play(folder: Path | None, sentences: Sentences) -> int:
    """Exit code. Raises SportelloError when the servers do not start, UsageError when the folder is in use."""
    asked = os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal")
    shows = not asked and shows_windows(os.environ)
    folder = prepared(folder)
    with (folder / "transcript.txt").open("w", encoding="utf-8") as transcript:
        narrator = Narrator(sentences, sys.stdout, transcript, os.environ)
        if shows:
            return _tried(folder, sentences, narrator)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        be_quiet()
        return _toured(folder, sentences, narrator)


def shows_windows(environ: Mapping[str, str]) -> bool:
    """Whether there is a display on which Qt can show a window, tried out in a child that may die of it."""
    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        tried = subprocess.run(
            [sys.executable, "-P", "-m", "desktop.ui.screen"],
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TRIAL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0


def _tried(folder: Path, sentences: Sentences, narrator: Narrator) -> int:
    """By persons, until they close both windows."""
    with _servers(folder) as (servers, inbox):
        narrator.scene("tour-title")
        narrator.tell("tour-shop", address=servers.address, mails=len(inbox))
        narrator.tell("tour-windows-open", folder=str(folder))
        qt = application(os.environ)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: qt.end())
        with counter(folder, servers, sentences.language, undo=10) as desks, Customers(servers, inbox):
            card = desks.at_hand(servers)
            qt.run()
            card.close()
    return 0


def _toured(folder: Path, sentences: Sentences, narrator: Narrator) -> int:
    """By the program itself. 0 when every message got the answers that it should, else 1."""
    began = time.monotonic()
    with _servers(folder) as (servers, inbox):
        narrator.scene("tour-title")
        narrator.tell("tour-shop", address=servers.address, mails=len(inbox))
        narrator.tell("tour-windows-how", folder=str(folder))
        qt = application(os.environ)
        with counter(folder, servers, sentences.language, _TOURS_UNDO) as desks:
            told = Play(desks.hands(ANNA), desks.hands(BRUNO), servers, narrator, sentences, folder, inbox)
            right = played(told)
        assert qt
        right &= not list(folder.glob("*/crashes/crash-*"))
        right &= _accounted(folder, told)
    seconds = round(time.monotonic() - began)
    narrator.tell("tour-right" if right else "tour-wrong", seconds=seconds, folder=str(folder))
    return 0 if right else 1


def _accounted(folder: Path, told: Play) -> bool:
    """The table, by the command line on the same two profiles. Whether it is as it should be."""
    servers, sentences = told.servers, told.sentences
    with Stage(folder, servers.password, sentences.language) as stage:
        try:
            rows: list[dict[str, Any]] = stage.run(ANNA, ("tickets", "--place", "all", "--limit", "100000")).document[
                "tickets"
            ]
            touched = [f"#{row['number']}" for row in rows if row["customer_address"] in told.touched]
            account = accounts(stage, touched, told.inbox, servers.deliveries(), told.expected)
        except (SportelloError, KeyError) as error:
            told.narrator.outcome([str(error)])
            return False
    mails = len(servers.deliveries())
    tabulate(told.narrator, sentences, account, scene=len(ACTS), tickets=len(rows), mails=mails)
    return account.is_right


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[DemoServers, dict[str, Any]]]:
    mails = load_shop(datetime.now(UTC))
    with DemoServers(mails, log=folder / "server.log") as servers:
        yield servers, inbox_of(mails)
