"""A mailbox lane: reads one mailbox, again and again, and has the journal told what the mails mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.domain.errors import LocksNotAvailable, Offline, SportelloError
from desktop.engine import notices
from desktop.engine.workstation import Workstation
from desktop.ports.secrets import Secrets
from desktop.runtime.window.coordination import Tell

MAIL_EVERY = 30.0
"""Seconds between two looks at a mailbox."""

PATIENCE = 4
"""Looks after which a workstation without the duty announces what nobody has."""


class Mailroom:
    """``on_duty`` asks the coordination lane, ``told`` says that there may be something to acknowledge."""

    def __init__(
        self,
        station: Workstation,
        address: str,
        tell: Tell,
        on_duty: Callable[[], bool],
        told: Callable[[], None],
        secrets: Secrets,
    ) -> None:
        self._station = station
        self._address = address
        self._tell = tell
        self._on_duty = on_duty
        self._told = told
        self._secrets = secrets
        self._looks = 0
        self._troubles: frozenset[str] = frozenset()

    def look(self) -> None:
        """New mail into the store, then into the journal. Quiet about the line: the coordination lane tells."""
        self._looks += 1
        first = self._looks == 1
        if first:
            self._tell(notices.BusyChanged(True))
        try:
            before = self._stored()
            _, troubles = self._station.looking.one(self._address)
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
            self._complain([error])
        finally:
            if first:
                self._tell(notices.BusyChanged(False))

    def unlock(self, password: str) -> None:
        """With a new password, which is kept once the mailbox has taken it."""
        self._secrets.hold(self._address, password)
        self._troubles = frozenset()
        self.look()
        if self._troubles:
            return
        try:
            self._secrets.remember(self._address, password)
        except SportelloError as error:
            self._tell(notices.Trouble(error))

    def _stored(self) -> int:
        return self._station.store.reader.counts()["messages"]

    def _complain(self, troubles: Iterable[SportelloError]) -> None:
        """Of each once, not every half minute; again when it has been well in between."""
        now = {str(error): error for error in troubles}
        for said in now.keys() - self._troubles:
            self._tell(notices.Trouble(now[said]))
        self._troubles = frozenset(now)
