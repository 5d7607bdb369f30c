"""The system keyring, behind a deadline.

Importing keyring takes 0.2 s and a locked desktop wallet waits for a person, perhaps for ever: both happen
in a thread of its own that is left behind when the time is over. One entry per secret (Windows caps one at
1,280 characters), each under a service name of its own, because Windows keeps one user per service.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from desktop.domain.errors import SportelloError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

LONGEST_SECRET = 1280
"""Characters; Windows Credential Manager's limit, kept everywhere so that a profile can move."""

_NOT_SAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt.")
"""Backends that keep nothing, or keep it in a plain file."""

T = TypeVar("T")


class Wallet:
    def __init__(self, backend: str | None = None, seconds: float = 60.0) -> None:
        """``backend`` is a class by its full name, as in PYTHON_KEYRING_BACKEND; None takes what the system
        offers. ``seconds`` is long enough for a person to unlock the wallet."""
        self._name = backend
        self._seconds = seconds
        self._waiting: threading.Thread | None = None
        """For a person to unlock it: until they have, nobody else waits."""

    def get(self, entry: str) -> str | None:
        """None without a usable keyring or without that entry. Raises SportelloError ``keyring-locked``."""
        return self._in_time(lambda backend: backend.get_password(_service(entry), entry))

    def put(self, entry: str, secret: str) -> bool:
        """True when the keyring gives back what was put in. Raises SportelloError ``keyring-locked``."""

        def keep(backend: KeyringBackend) -> bool:
            backend.set_password(_service(entry), entry, secret)
            return backend.get_password(_service(entry), entry) == secret

        return self._in_time(keep) or False

    def backend(self) -> str | None:
        """The name of what keeps them; None without a usable keyring. Raises SportelloError ``keyring-locked``."""
        return self._in_time(lambda backend: str(backend.name))

    def _in_time(self, act: Callable[[KeyringBackend], T]) -> T | None:
        if self._waiting is not None and self._waiting.is_alive():
            raise SportelloError("keyring-locked")
        call = _Call(self._name, act)
        thread = threading.Thread(target=call.run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._seconds)
        self._waiting = thread
        if thread.is_alive() or call.locked:
            raise SportelloError("keyring-locked")
        return call.result


class _Call(Generic[T]):
    def __init__(self, name: str | None, act: Callable[[KeyringBackend], T]) -> None:
        self._name = name
        self._act = act
        self.result: T | None = None
        self.locked = False

    def run(self) -> None:
        from keyring.errors import KeyringLocked

        try:
            backend = _usable_backend(self._name)
            if backend is not None:
                self.result = self._act(backend)
        except KeyringLocked:
            self.locked = True
        except Exception:  # noqa: BLE001 - backends let through whatever D-Bus, ctypes or a plug-in raises
            self.result = None


def _usable_backend(name: str | None) -> KeyringBackend | None:
    from keyring.core import get_keyring, load_keyring

    found = load_keyring(name) if name else get_keyring()
    chained = getattr(found, "backends", [found])
    return next((each for each in chained if not type(each).__module__.startswith(_NOT_SAFE)), None)


def _service(entry: str) -> str:
    return f"Sportello {entry}"
