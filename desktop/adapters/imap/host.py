"""Lends connections to shared mailboxes from each account's budget (JOURNAL contract, section 7)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway, connected
from desktop.adapters.imap.line import Line
from desktop.adapters.imap.mailbox import ImapMailbox
from desktop.domain.errors import Offline, SportelloError
from desktop.ports.mailbox import Mailbox
from desktop.ports.secrets import Logins

IDLE_SECONDS = 60.0
"""An unused connection is closed after this: servers count connections per user and address."""

FRESH_SECONDS = 5.0
"""A connection used this short a time ago is lent without asking whether it still lives."""

BORROW_SECONDS = 120.0


@dataclass(slots=True)
class _Account:
    lent: int = 0
    idle: list[tuple[float, Gateway]] = field(default_factory=list)
    """When each was given back, newest last."""


class ImapMailboxHost:
    """``accounts`` by mail address is read at every borrow, so a mailbox may be added later."""

    def __init__(self, accounts: Mapping[str, ImapAccount], secrets: Logins, line: Line | None = None) -> None:
        self._accounts = accounts
        self._secrets = secrets
        self._line = line or Line()
        self._changed = threading.Condition()
        self._states: dict[str, _Account] = {}

    @contextmanager
    def borrow(self, address: str) -> Iterator[Mailbox]:
        """As the port says; waits up to 120 s for a connection that is lent out, then Offline
        ``too-many-connections``. A connection on which anything failed is not lent again."""
        account = self._accounts.get(address)
        if account is None:
            raise SportelloError("unknown-mailbox", address=address)
        gateway = self._take(account)
        healthy = False
        try:
            yield ImapMailbox(gateway)
            healthy = True
        finally:
            self._give_back(address, gateway, healthy)

    def tidy(self) -> None:
        """Close what has been idle for 60 s. Called by every borrow, and by whoever has a timer."""
        limit = time.monotonic() - IDLE_SECONDS
        with self._changed:
            old = [one for state in self._states.values() for one in state.idle if one[0] < limit]
            for state in self._states.values():
                state.idle = [one for one in state.idle if one[0] >= limit]
        for _, gateway in old:
            gateway.close()

    def close(self) -> None:
        """Closes every idle connection."""
        with self._changed:
            idle = [gateway for state in self._states.values() for _, gateway in state.idle]
            for state in self._states.values():
                state.idle = []
        for gateway in idle:
            gateway.close()

    def _take(self, account: ImapAccount) -> Gateway:
        self.tidy()
        with self._changed:
            state = self._states.setdefault(account.address, _Account())
            if not self._changed.wait_for(lambda: state.lent < max(1, account.budget), BORROW_SECONDS):
                raise Offline("too-many-connections", host=account.host, address=account.address, folder="", detail="")
            state.lent += 1
            kept = state.idle.pop() if state.idle else None
        try:
            if kept and (alive := _alive(*kept)):
                return alive
            return connected(account, lambda: self._secrets.password(account.address), self._line)
        except BaseException:
            with self._changed:
                state.lent -= 1
                self._changed.notify()
            raise

    def _give_back(self, address: str, gateway: Gateway, healthy: bool) -> None:
        with self._changed:
            state = self._states[address]
            state.lent -= 1
            if healthy:
                state.idle.append((time.monotonic(), gateway))
            self._changed.notify()
        if not healthy:
            gateway.close()


def _alive(returned: float, gateway: Gateway) -> Gateway | None:
    """The connection, if it was used just now or answers a NOOP."""
    if gateway.closed:
        return None
    if time.monotonic() - returned < FRESH_SECONDS:
        return gateway
    try:
        gateway.run(b"NOOP")
    except SportelloError:
        gateway.close()
        return None
    return gateway
