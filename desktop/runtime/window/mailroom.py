"""A mailbox lane: reads one mailbox, again and again, and has the journal told what the mails mean."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from desktop.domain.errors import NEEDS_PASSWORD, LocksNotAvailable, Offline, SportelloError
from desktop.engine import notices
from desktop.engine.progress import Pace
from desktop.engine.workstation import Workstation
from desktop.ports.secrets import Secrets
from desktop.runtime.window.coordination import Tell

MAIL_EVERY = 30.0
"""Seconds between two looks at a mailbox."""

PATIENCE = 4
"""Looks after which a workstation without the duty announces what nobody has."""


class Mailroom:
    """``on_duty`` asks the coordination lane, ``told`` says that there may be something to acknowledge, ``go_on`` asks
    for a look now."""

    def __init__(
        self,
        station: Workstation,
        address: str,
        tell: Tell,
        on_duty: Callable[[], bool],
        told: Callable[[], None],
        secrets: Secrets,
        go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self._station = station
        self._address = address
        self._tell = tell
        self._on_duty = on_duty
        self._told = told
        self._secrets = secrets
        self._go_on = go_on
        self._pace = Pace()
        self._paused = False
        self._said = False
        self._looks = 0
        self._troubles: frozenset[str] = frozenset()
        self.untried = ""
        """A new password that no server has judged yet."""

    def look(self) -> bool:
        """New mail and a step of the first reading into the store, then into the journal. Whether the next step may
        follow at once. Quiet about the line: the coordination lane tells."""
        self._looks += 1
        more = False
        try:
            before = self._stored()
            more, troubles = self._station.looking.one(self._address, backwards=not self._paused)
            self._taken()
            self._say_progress(more)
            announce = self._on_duty() or self._looks % PATIENCE == 0
            troubles += self._station.looking.tell(announce=announce)
            if self._stored() != before:
                self._tell(notices.TicketsChanged())
            if announce:
                self._told()
            self._complain(troubles)
        except (Offline, LocksNotAvailable):
            pass
        except SportelloError as error:
            if error.code in NEEDS_PASSWORD:
                self._wait_with("")
            self._complain([error])
        return more

    def pause(self, paused: bool) -> None:
        """The first reading stands still until a person lets it go on; new mail is read all the same."""
        self._paused = paused
        self._pace.rest()
        if not paused:
            self._go_on()

    def _say_progress(self, more: bool) -> None:
        progress = None
        if more or self._paused:
            progress = self._pace.at(time.monotonic(), *self._station.looking.progress([self._address]))
            if progress.held >= progress.total:
                progress = None
        if progress is not None or self._said:
            self._tell(notices.MailReading(self._address, progress, self._paused))
        self._said = progress is not None

    def unlock(self, password: str) -> None:
        """With a new password, tried now or as soon as the server can be reached, and kept once it was taken."""
        self._secrets.hold(self._address, password)
        self._troubles = frozenset()
        self.untried = password
        self.look()
        if self.untried:
            self._wait_with(password)
            self._go_on()

    def _taken(self) -> None:
        password = self.untried
        if password:
            self._wait_with("")
            try:
                if not self._secrets.remember(self._address, password):
                    self._tell(notices.Trouble(SportelloError("password-not-kept", address=self._address)))
            except SportelloError as error:
                self._tell(notices.Trouble(error))

    def _wait_with(self, password: str) -> None:
        """Until somebody has judged it; with none when that is done."""
        if self.untried or password:
            self.untried = password
            self._tell(notices.PasswordWaits(self._address, bool(password)))

    def _stored(self) -> int:
        return self._station.store.reader.counts()["messages"]

    def _complain(self, troubles: Iterable[SportelloError]) -> None:
        """Of each once, not every half minute; again when it has been well in between."""
        now = {str(error): error for error in troubles}
        for said in now.keys() - self._troubles:
            self._tell(notices.Trouble(now[said]))
        self._troubles = frozenset(now)
