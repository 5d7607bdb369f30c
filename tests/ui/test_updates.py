"""A newer version in the window: said, saved when somebody wants it, and told to the team by a lead."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.adapters.store.sqlite import SqliteStore
from desktop.adapters.web.updates import FoldersAndWeb
from desktop.domain.errors import Offline
from desktop.runtime import release
from desktop.runtime.window import updates
from tests.fakes.release import CONTENT, KEYS, published
from tests.integration.cli.shop import Office
from tests.ui.showing import showing

SPACE = Qt.Key.Key_Space


@pytest.fixture(autouse=True)
def _a_program_with_a_key() -> Iterator[None]:
    """That looks at once."""
    with patch.object(release, "keys", lambda: KEYS), patch.object(updates, "FIRST", 0.0):
        yield


def test_it_is_said_and_its_installer_saved(fresh: Office, tmp_path: Path) -> None:
    """Nothing that was changed on its way is kept."""
    place = tmp_path / "share"
    package = place / "sportello_9.1_amd64.deb"
    published(place, minimum="9.0")
    package.write_bytes(CONTENT[::-1])
    fresh.anna.ok("team", "set", "--updates", str(place))
    with showing(fresh.anna) as one, patch.object(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "new")):
        bar = one.window._panes.newer
        focus = one.focus()
        one.wait(lambda: "Version 9.1 of Sportello is there" in bar.text, "it is said")
        assert "Fewer clicks to answer." in bar.text
        assert "install it soon" in bar.text
        assert one.focus() is focus
        assert not bar.open.isVisible()
        QTest.keyClick(bar.save, SPACE)
        one.wait(lambda: "is not the one that its publisher has signed" in bar.text, "refused")
        assert list((tmp_path / "new").iterdir()) == []
        package.write_bytes(CONTENT)
        QTest.keyClick(bar.save, SPACE)
        one.wait(bar.open.isVisible, "saved")
        (saved,) = (tmp_path / "new").glob("*.deb")
        assert saved.read_bytes() == CONTENT
        assert str(saved) in bar.text
        QTest.keyClick(bar.away, SPACE)
        assert bar.text == ""


def test_a_lead_tells_the_team(fresh: Office, tmp_path: Path) -> None:
    """Who gets it by the journal, with the window open; what is no manifest is told to the lead alone."""
    file, wrong = published(tmp_path / "share"), tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    with showing(fresh.anna) as one:
        team, chosen = one.window.team, [(str(wrong), ""), (str(file), "")]
        one.window.show_team()
        with patch.object(QFileDialog, "getOpenFileName", lambda *_: chosen.pop(0)):
            QTest.keyClick(team.newer, SPACE)
            one.wait(lambda: "no update manifest" in team.trouble.text, "refused")
            QTest.keyClick(team.newer, SPACE)
            one.wait(lambda: "version 9.1 is there" in team.trouble.text, "told")
        team.close()
        one.wait(lambda: "Version 9.1" in one.window._panes.newer.text, "here too")
        assert not one.window._panes.newer.save.isVisible(), "nobody has said where it lies"
    with showing(fresh.bruno) as other:
        other.wait(lambda: "Version 9.1" in other.window._panes.newer.text, "a colleague is told")
        other.window.show_team()
        assert not other.window.team.newer.isVisible()
        other.window.team.close()


def test_an_old_file_that_was_put_back_is_warned_of(fresh: Office, tmp_path: Path) -> None:
    place = tmp_path / "share"
    published(place, "9.2")
    fresh.anna.ok("team", "set", "--updates", str(place))
    assert fresh.anna.ok("update")["offer"]["version"] == "9.2"
    published(place, "9.1")
    with closing(SqliteStore(fresh.anna.profile / "sportello.db")) as store:
        store.profile.put("update", {**store.profile.get("update"), "checked": 0})
    with showing(fresh.anna) as one:
        one.wait(lambda: "somebody has put an old file back" in one.window.trouble.text, "a warning")
        assert one.window._panes.newer.text == ""


def test_a_network_folder_that_hangs_holds_nobody_up(fresh: Office, tmp_path: Path) -> None:
    """Neither who works meanwhile, nor who closes the window and opens it again."""
    hangs, let_go = threading.Event(), threading.Event()

    def read(*_: object) -> bytes:
        hangs.set()
        let_go.wait(60)
        raise Offline("updates-unreachable")

    fresh.anna.ok("team", "set", "--updates", str(tmp_path))
    fresh.ticket("Reso")
    try:
        with patch.object(FoldersAndWeb, "read", read):
            for _ in range(2):
                with showing(fresh.anna) as one:
                    one.wait(hangs.is_set, "it hangs")
                    one.wait(lambda: one.subjects() == ["Reso"], "the window works")
                hangs.clear()
    finally:
        let_go.set()
