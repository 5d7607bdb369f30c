"""Windows without a display. A warning of Qt's fails the test that caused it; a window left open does too."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication

from desktop.runtime.window import opening
from desktop.ui import application
from tests.integration.cli.shop import Office
from tests.integration.conftest import (  # noqa: F401 - fixtures
    _office,
    _once_a_process,
    _sink,
    dovecot,
    fresh,
    office,
    shop,
    sink,
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "qt_log_level_fail: see pytest-qt")


@pytest.fixture(autouse=True)
def _no_leaked_windows(qapp: QApplication) -> Iterator[None]:
    before = set(qapp.topLevelWidgets())
    yield
    while application._TRANSLATORS:
        qapp.removeTranslator(application._TRANSLATORS.pop())
    qapp.processEvents()
    assert [w for w in qapp.topLevelWidgets() if w not in before and w.isVisible()] == []


@pytest.fixture
def hurried() -> Iterator[None]:
    """An undo window of a second."""
    with patch.object(opening, "UNDO_WINDOW", 1):
        yield


@pytest.fixture
def choosy(office: Office) -> Iterator[Office]:  # noqa: F811 - the fixture, not the import
    """Where a person may choose what they like: nobody after them does."""
    yield office
    for station in (office.anna, office.bruno):
        (station.profile / "preferences.json").unlink(missing_ok=True)
