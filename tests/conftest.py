"""What holds for every test: no wallet that asks, no desktop that is told, no display, and the size of the proofs.

``SPORTELLO_PROOF=full`` (``make prove``) asks for the proofs at full size; without it they are a bounded part of it.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

_FULL = os.environ.get("SPORTELLO_PROOF") == "full"

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["DBUS_SESSION_BUS_ADDRESS"] = ""
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A deadline would measure the machine, not the code.
settings.register_profile("test", deadline=None, max_examples=100)
settings.register_profile("prove", deadline=None, max_examples=2000)
settings.load_profile("prove" if _FULL else "test")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever has asked for more time than usual goes first, at the head of each of two workers' halves: a long test
    that begins last is a minute in which one of them has nothing to do."""
    long = [item for item in items if item.get_closest_marker("timeout")]
    rest = [item for item in items if not item.get_closest_marker("timeout")]
    half = len(rest) // 2
    items[:] = [*long[::2], *rest[:half], *long[1::2], *rest[half:]]


@pytest.fixture(scope="session")
def full_proof() -> bool:
    """True when the proofs run at full size."""
    return _FULL
