"""What the window has looked for in the matter of newer versions: on a lane of its own, which a network folder may hold
up as long as it likes, and of which nobody hears unless there is something to say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from desktop.domain.errors import Offline, SportelloError
from desktop.engine import notices, updating
from desktop.engine.journal import Journal
from desktop.engine.updates import LARGEST, Offer
from desktop.engine.updating import Updating
from desktop.runtime import release
from desktop.runtime.files import bytes_of
from desktop.runtime.lanes import Lane
from desktop.runtime.window.coordination import Coordination, Tell

FIRST, EVERY = 15.0, 3600.0
"""Seconds: after the start, when what a person waits for is there; and between two looks at the calendar."""


class Updates:
    """Implements ``ui.desk.Updates``."""

    def __init__(
        self,
        opening: Callable[[], AbstractContextManager[Updating]],
        coordination: Lane[Coordination],
        tell: Tell,
        crashed: Callable[[BaseException], None],
    ) -> None:
        self.lane = Lane("updates", opening, crashed)
        self._coordination = coordination
        self._tell = tell
        self._told: Offer | None = None

    def start(self) -> None:
        self.lane.start()
        self.lane.post(self._again, FIRST)

    def team_changed(self) -> None:
        """It may be what a lead has said of a newer version."""
        self.lane.post_once(self._look)

    def ask_to_end(self) -> None:
        self.lane.ask_to_end()

    def join(self, seconds: float) -> bool:
        """One that still hangs on a network folder keeps the profile from nobody: all that it writes is what it found
        there itself."""
        return self.lane.join(seconds)

    def save(self, offer: Offer, folder: str) -> None:
        def saved(updating: Updating) -> None:
            with suppress(OSError):
                Path(folder).mkdir(parents=True, exist_ok=True)  # not every system has made one yet
            try:
                path = updating.save(offer, Path(folder))
            except SportelloError as error:
                self._tell(notices.UpdateSaved("", error))
            else:
                self._tell(notices.UpdateSaved(str(path)))

        self.lane.post(saved)

    def publish(self, path: str) -> None:
        def said(journal: Journal) -> None:
            data = bytes_of(Path(path), LARGEST + 1)
            self._tell(notices.UpdatePublished(updating.publish(journal, data, release.keys())))

        self._coordination.post(lambda lane: lane.now(said))

    def _again(self, updating: Updating) -> None:
        self._look(updating)
        self.lane.post(self._again, EVERY)

    def _look(self, updating: Updating) -> None:
        """Quiet about a place that is not there now: another look comes by itself."""
        offer = None
        try:
            offer = updating.look()
        except Offline:
            return
        except SportelloError as error:
            if updating.told_of(error):
                self._tell(notices.Trouble(error))
        if offer != self._told:
            self._told = offer
            self._tell(notices.UpdateFound(offer))
