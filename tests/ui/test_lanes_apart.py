"""The window's own thread parses no mail and asks the database for nothing but pages: seen from outside, through a
whole flow on real mail."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt

from desktop.runtime.compose import opened
from tests.fakes.parser import InProcessParser
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing

PARSERS = ("desktop.mime", "desktop.adapters.parsing", "email", "nh3", "selectolax", "chardet", "imapclient")
WEIGHING = "desktop.mime.layout_cost"
"""The window weighs what it is about to lay out, up to what it can lay out at once."""


OWN = (
    "desktop.mime.rich.", "desktop.mime.addresses.apart", "desktop.mime.replying.signature_of",
    "desktop.mime.cleaning.clean_text", "desktop.mime.mail.ParsedMail.own_text",
)  # fmt: skip
"""Of what the person writes in the composer, its formatting, recipients and signature; and where a mail's text that is
at hand begins."""


@dataclass
class Watch:
    """What the thread that made it has done while ``on``."""

    on: bool = False
    thread: int = field(default_factory=threading.get_ident)
    asked: list[tuple[sqlite3.Connection, str]] = field(default_factory=list)
    parsed: set[str] = field(default_factory=set)
    elsewhere: int = 0
    """Statements of other threads."""

    def connect(self, connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            made = connect(*arguments, **options)
            made.set_trace_callback(lambda sql: self._statement(made, sql))
            return made

        return watched

    def _called(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_qualname
            # A dataclass's own methods are made of strings: a value is only put together there.
            made = frame.f_code.co_filename.startswith("<")
        elif event == "c_call":
            module, name, made = getattr(argument, "__module__", None) or "", argument.__name__, False
        else:
            return
        if not made and module != WEIGHING and any(module == one or module.startswith(f"{one}.") for one in PARSERS):
            self.parsed |= {one for one in (f"{module}.{name}",) if not one.startswith(OWN)}

    def _statement(self, connection: sqlite3.Connection, sql: str) -> None:
        if not self.on:
            return
        if threading.get_ident() == self.thread and not sql.startswith("--"):  # a virtual table's own, within ours
            self.asked.append((connection, " ".join(sql.split())))
        else:
            self.elsewhere += 1

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.on = True
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(None)
            self.on = False


@pytest.fixture
def watch() -> Iterator[Watch]:
    made = Watch()
    with patch.object(sqlite3, "connect", made.connect(sqlite3.connect)):
        yield made


COUNTS = ("SELECT count(", "SELECT coalesce(sum(", "SELECT sum(", "SELECT mailbox, sum(")
ONE_ROW = (
    "FROM cursor", "FROM team", "t.id = '", "IN (SELECT value FROM json_each(", "FROM facts WHERE key = ",
    "FROM joints ",
)  # fmt: skip
"""Of these, or of as many as are named, or of one customer."""


def is_page(sql: str) -> bool:
    """Read, and of bounded length: a page, figures, one row, or whether anybody has written since."""
    counted = sql.startswith(COUNTS) and (" FROM tallies" in sql or sql.startswith(COUNTS[0]))
    bounded = " LIMIT " in sql or counted or any(one in sql for one in ONE_ROW)
    return sql == "PRAGMA data_version" or (sql.startswith("SELECT ") and bounded)


@pytest.mark.usefixtures("hurried")
def test_a_whole_flow(office: Office, watch: Watch) -> None:
    reference = office.ticket("Da seguire", "Buongiorno\n\nOn 1 May, Shop wrote:\n> prima\n")
    with showing(office.anna) as one:
        one.online()
        with watch.watching():
            _answer(one)
        one.wait(lambda: len(office.sent(reference)) == 1, "sent", 30)
        office.shop.deliver(mail("Appena arrivata", to=office.shop.address))
        with watch.watching():
            _find_the_new_one(one)
        assert watch.parsed == set()
        assert watch.elsewhere > 50, "the lanes were at work meanwhile"
        assert len(watch.asked) > 10, "lists were read"
        for connection in {connection for connection, _ in watch.asked}:
            assert connection.execute("PRAGMA query_only").fetchone() == (1,)
        assert {sql for _, sql in watch.asked if not is_page(sql)} == set()


def test_a_lane_s_work_in_this_thread_would_be_seen(office: Office, watch: Watch) -> None:
    raw = bytes(mail("Fuori corsia", to=office.shop.address))
    with opened(office.anna.profile, office.anna.surroundings()) as profile, watch.watching():
        InProcessParser().parse(raw)
        profile.store.outbox.pending()
        profile.store.profile.put("said", True)
    assert any(name.startswith("desktop.mime.") for name in watch.parsed)
    assert any(name.startswith("email.") for name in watch.parsed)
    assert [is_page(sql) for _, sql in watch.asked] == [False] * len(watch.asked)
    assert len(watch.asked) >= 2


def _answer(one: Showing) -> None:
    for place in "oumo":
        one.go(place)
    one.open("Da seguire")
    one.press("r")
    one.says("Yours until")
    one.type("Arriva domani, con il corriere.")
    one.hit(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.wait(lambda: bool(one.window.leaving.bars), "the undo window")
    one.wait(lambda: not one.window.leaving.bars, "it leaves", 30)


def _find_the_new_one(one: Showing) -> None:
    one.window.fetch()
    one.wait(lambda: "Appena arrivata" in one.subjects(), "new mail")
    one.open("Appena arrivata")
    one.press("1")
    one.hit(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    one.type("appena")
    one.wait(lambda: one.subjects() == ["Appena arrivata"], f"found: {one.subjects()}")
