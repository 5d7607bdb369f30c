"""What comes in while a person looks elsewhere: told on the desktop, once, and opened from there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon

from desktop.engine.notices import MailReading
from desktop.engine.progress import Progress
from desktop.ports.store.messages import Message
from desktop.ui.notifying import is_quiet
from desktop.ui.preferences import DAY, Preferences
from desktop.ui.tray import counted
from tests.integration.cli.shop import Office, mail
from tests.peers.notifications import Desktop, desktop
from tests.ui.showing import Showing, showing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the desktop's bus is Linux's")


@pytest.fixture
def server() -> Iterator[Desktop]:
    with (
        tempfile.TemporaryDirectory() as folder,
        desktop(Path(folder)) as found,
        patch.dict(os.environ, {"DBUS_SESSION_BUS_ADDRESS": found.bus}),
    ):
        yield found


def arrive(one: Showing, office: Office, *subjects: str) -> None:
    """And be seen in the list."""
    for number, subject in enumerate(subjects):
        sender = f"Cliente {number} <c{number}@posta.example>"
        office.shop.deliver(mail(subject, to=office.shop.address, sender=sender), age=-5)
    one.window.fetch()
    one.wait(lambda: set(subjects) <= set(one.subjects()), "in the list")


def quiet_after(one: Showing) -> None:
    """Nothing more is to be told."""
    one.wait(lambda: not one.window.news._timer.isActive(), "nothing waits to be told")


def test_new_mail_is_told_once_and_opened_from_there(choosy: Office, server: Desktop) -> None:
    with showing(choosy.anna) as one:
        one.online()
        one.go("o")
        arrive(one, choosy, "Vaso incrinato")
        one.wait(lambda: len(server.shown) == 1, "a note")
        shown = server.shown[0]
        assert (shown.title, shown.body.split("\n")[0]) == ("Cliente 0", "Vaso incrinato")
        assert shown.actions[2::2] == ["open", "take"]
        server.press(shown.number, "take")
        one.wait(lambda: one.subject == "Vaso incrinato", "it is before the eyes")
        one.says("Yours until")
        one.press("P", Qt.KeyboardModifier.ShiftModifier)
        one.says("Free")
        quiet_after(one)
    assert len(server.shown) == 1


def test_a_burst_is_one_note(choosy: Office, server: Desktop) -> None:
    with showing(choosy.anna) as one:
        one.online()
        one.go("o")
        arrive(one, choosy, "Raffica A", "Raffica B", "Raffica C")
        one.wait(lambda: bool(server.shown) and server.shown[-1].title == "3 tickets have new mail", "a note")
        assert len({shown.number for shown in server.shown}) == 1
        server.press(server.shown[-1].number, "default")
        one.wait(lambda: one.subject.startswith("Raffica"), "the newest is opened")


def test_what_nobody_wants_to_hear_of_is_not_told(choosy: Office, server: Desktop) -> None:
    with showing(choosy.anna) as one:
        one.online()
        one.go("o")
        chosen, address = one.window._desk.chosen, choosy.shop.address
        chosen.change(notify=False)
        arrive(one, choosy, "Spento")
        chosen.change(notify=True, quiet_places=(address,))
        arrive(one, choosy, "Altra casella")
        now = datetime.now().astimezone()
        minute = 60 * now.hour + now.minute
        chosen.change(
            quiet_places=(), quiet_hours=True, quiet_from=(minute - 60) % DAY, quiet_until=(minute + 60) % DAY
        )
        arrive(one, choosy, "Di notte")
        chosen.change(quiet_hours=False)
        one.window.told(MailReading(address, Progress(1, 10, 1.0)))
        arrive(one, choosy, "Durante la prima lettura")
        one.window.told(MailReading(address, None))
        quiet_after(one)
        assert server.shown == []
        arrive(one, choosy, "Adesso sì")
        one.wait(lambda: bool(server.shown), "a note")
    assert [shown.body.split("\n")[0] for shown in server.shown] == ["Adesso sì"]


def test_the_ticket_in_front_is_never_told(choosy: Office, server: Desktop) -> None:
    first = "<davanti@posta.example>"
    choosy.ticket("Davanti a me", Message_ID=first)
    with showing(choosy.anna) as one:
        one.online()
        one.go("o")
        one.open("Davanti a me")
        again = mail("Re: Davanti a me", to=choosy.shop.address, In_Reply_To=first, References=first)
        choosy.shop.deliver(again, age=-60)
        one.window.fetch()
        one.wait(lambda: len(shown_mails(one)) == 2, "it is there")
        quiet_after(one)
    assert server.shown == []


def shown_mails(one: Showing) -> tuple[Message, ...]:
    conversation = one.window.ticket.conversation
    return conversation.messages if conversation is not None else ()


@pytest.mark.parametrize(
    ("since", "until", "at", "quiet"),
    [(1140, 480, 1200, True), (1140, 480, 30, True), (1140, 480, 480, False), (780, 840, 800, True), (5, 5, 5, False)],
)
def test_quiet_hours_may_go_past_midnight(since: int, until: int, at: int, quiet: bool) -> None:
    assert is_quiet(Preferences(quiet_hours=True, quiet_from=since, quiet_until=until), at) is quiet
    assert not is_quiet(Preferences(quiet_from=since, quiet_until=until), at)


@pytest.mark.usefixtures("qapp")
def test_the_tray_carries_the_number() -> None:
    pictures = [counted(QIcon(), number).pixmap(64).toImage() for number in (1, 5, 42, 99, 100, 4000)]
    assert len({bytes(picture.constBits()) for picture in pictures}) == 5, "only 100 and 4000 look the same"
    assert counted(QIcon(), 0).isNull()
