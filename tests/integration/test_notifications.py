"""Notes on a Linux desktop: a real bus, and a server that speaks the specification."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.notifications.freedesktop import FreedesktopNotifier
from desktop.ports.notifier import Note
from tests.peers.notifications import Desktop, bus, desktop
from tests.peers.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the desktop's bus is Linux's")

NEWS = Note("news", "Maria Bianchi", "Vaso rotto <grave> & altro", (("open", "Apri"), ("take", "Prendi in carico")))


class Told:
    def __init__(self) -> None:
        self.pressed: list[tuple[str, str]] = []
        self.lost: list[Note] = []

    def press(self, note: str, action: str) -> None:
        self.pressed.append((note, action))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short: a socket's path has room for a hundred letters."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture
def server(folder: Path) -> Iterator[Desktop]:
    with desktop(folder) as found:
        yield found


def test_a_note_is_shown_with_its_actions_and_pressed(server: Desktop) -> None:
    told = Told()
    notifier = FreedesktopNotifier(server.bus, told.press, told.lost.append)
    try:
        notifier.show(NEWS)
        until(lambda: len(server.shown) == 1, "shown")
        (shown,) = server.shown
        assert (shown.title, shown.body) == ("Maria Bianchi", "Vaso rotto &lt;grave&gt; &amp; altro")
        assert shown.actions == ["default", "Apri", "open", "Apri", "take", "Prendi in carico"]
        notifier.show(Note("news", "Due", "", NEWS.actions))
        until(lambda: len(server.shown) == 2, "shown anew")
        assert server.shown[1].replaces == 1
        server.press(server.shown[1].number, "default")
        server.press(server.shown[1].number, "take")
        until(lambda: len(told.pressed) == 2, "pressed")
        assert told.pressed == [("news", "open"), ("news", "take")]
        assert told.lost == []
    finally:
        notifier.close()


def test_one_takes_the_place_of_the_other_and_goes_with_us(server: Desktop) -> None:
    told = Told()
    notifier = FreedesktopNotifier(server.bus, told.press, told.lost.append)
    notifier.show(NEWS)
    until(lambda: notifier._shown != {}, "its number is known")
    notifier.show(NEWS)
    until(lambda: len(server.shown) == 2, "shown anew")
    assert [one.replaces for one in server.shown] == [0, 1]
    notifier.withdraw("news")
    until(lambda: server.closed == [1], "withdrawn")
    notifier.show(NEWS)
    until(lambda: notifier._shown != {}, "once more")
    notifier.close()
    until(lambda: len(server.closed) == 2, "nothing stays behind")


def test_a_strangers_note_is_not_ours(server: Desktop) -> None:
    told = Told()
    notifier = FreedesktopNotifier(server.bus, told.press, told.lost.append)
    notifier.show(NEWS)
    until(lambda: notifier._shown != {}, "its number is known")
    server.press(99, "open")
    server.press(server.shown[0].number, "take")
    until(lambda: told.pressed != [], "pressed")
    assert told.pressed == [("news", "take")]
    notifier.close()


def test_without_a_server_the_note_is_lost_and_told_so(folder: Path) -> None:
    told = Told()
    with bus(folder) as address:
        notifier = FreedesktopNotifier(address, told.press, told.lost.append)
        notifier.show(NEWS)
        until(lambda: told.lost == [NEWS], "nobody shows it")
        notifier.close()


def test_without_a_bus_too_and_when_it_goes(folder: Path) -> None:
    told = Told()
    notifier = FreedesktopNotifier(f"unix:path={folder / 'nowhere'}", told.press, told.lost.append)
    notifier.show(NEWS)
    until(lambda: told.lost == [NEWS], "no bus")
    notifier.close()
    with desktop(folder) as found:
        notifier = FreedesktopNotifier(found.bus, told.press, told.lost.append)
        notifier.show(NEWS)
        until(lambda: found.shown != [], "shown")
    notifier.show(NEWS)
    until(lambda: len(told.lost) == 2, "the bus has gone")
    notifier.close()
