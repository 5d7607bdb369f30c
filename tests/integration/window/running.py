"""A program on a shop's profile, with everything it has told so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from unittest.mock import patch

from desktop.engine.notices import Notice
from desktop.runtime.compose import Profile, opened
from desktop.runtime.window import program as program_of
from desktop.runtime.window.program import Program
from tests.integration.cli.shop import Station
from tests.peers.waiting import until

N = TypeVar("N")


@dataclass
class Running:
    profile: Profile
    program: Program
    told: list[Notice]
    faults: list[BaseException] = field(default_factory=list)

    def wait(self, kind: type[N], wanted: Callable[[N], bool] = lambda _: True, seconds: float = 15.0) -> N:
        """The newest notice of that kind that is as wanted, once it has been told."""
        found: list[N] = []

        def there() -> bool:
            found[:] = [one for one in list(self.told) if isinstance(one, kind) and wanted(one)]
            return bool(found)

        until(there, f"{kind.__name__}; told: {self.told} faults: {self.faults}", seconds)
        return found[-1]

    def forget(self) -> None:
        self.told.clear()


@contextmanager
def running(station: Station) -> Iterator[Running]:
    with opened(station.profile, station.surroundings()) as profile:
        me = profile.started().journal.me
        told: list[Notice] = []
        faults: list[BaseException] = []
        program = Program(profile, me, told.append, faults.append)
        program.start()
        try:
            yield Running(profile, program, told, faults)
        finally:
            with patch.object(program_of, "LAST_WAIT", 10.0):  # how soon it ends is asked in test_program
                ended = program.close()
        assert faults == []
        assert ended
