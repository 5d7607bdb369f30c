from __future__ import annotations

import pytest

from tests.unit.journal.office import Office


@pytest.fixture
def office() -> Office:
    """Anna's team, nothing filed yet."""
    return Office().found()
