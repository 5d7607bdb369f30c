"""A profile that cannot be opened, started by its icon: a sentence, and nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QWidget

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from desktop.runtime.window import opening
from desktop.ui.refused import Refused
from tests.ui.test_rejoin import somebody


def test_a_database_of_a_newer_program_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sportello.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before, said = path.read_bytes(), []

    def read(window: QWidget) -> bool:
        assert isinstance(window, Refused)
        said.append((window.text(), window.informativeText()))
        return window.close()

    with (
        patch.dict(os.environ, {"SPORTELLO_LANGUAGE": "it"}),
        somebody(read),
        pytest.raises(SportelloError, match="newer-database"),
    ):
        opening.run(tmp_path)
    ((message, remedy),) = said
    assert "è stata scritta da una versione più recente di Sportello" in message
    assert "Installa su questo computer la versione più recente. Nulla è stato modificato." in remedy
    assert path.read_bytes() == before
