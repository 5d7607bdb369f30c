"""A home mailbox: where journals live, by NAMESPACE and LIST. ``desktop.ports.log.LogPlace`` over IMAP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway, connected
from desktop.adapters.imap.line import Line
from desktop.adapters.imap.log import ImapLog
from desktop.adapters.imap.probe import probe
from desktop.ports.log import Probe

_NOT_FOR_MAIL = frozenset({"\\noselect", "\\nonexistent"})


class ImapPlace:
    """Every call but ``open`` uses a short connection of its own: set-up and recovery, never daily work."""

    def __init__(self, account: ImapAccount, password: Callable[[], str], line: Line | None = None) -> None:
        self._account = account
        self._password = password
        self._line = line or Line()
        self._lent: list[Gateway] = []

    def default_folder(self, generation: int) -> str:
        with self._connection() as gateway:
            prefix, separator = gateway.namespace()
        return f"{prefix}Sportello{separator or '-'}Journal-{generation}"

    def folders(self) -> tuple[str, ...]:
        with self._connection() as gateway:
            return tuple(name for attributes, _, name in gateway.listing() if not attributes & _NOT_FOR_MAIL)

    def create(self, folder: str) -> None:
        with self._connection() as gateway:
            gateway.create(folder)

    def move(self, folder: str, to: str) -> None:
        with self._connection() as gateway:
            gateway.rename(folder, to)

    def delete(self, folder: str) -> None:
        with self._connection() as gateway:
            gateway.delete(folder)

    def open(self, folder: str) -> ImapLog:
        gateway = connected(self._account, self._password, self._line)
        self._lent = [*(one for one in self._lent if not one.closed), gateway]
        return ImapLog(gateway, folder)

    def probe(self) -> Probe:
        return probe(lambda: connected(self._account, self._password, self._line))

    def close(self) -> None:
        """Closes every log that was opened here and still is."""
        for gateway in self._lent:
            gateway.close()

    @contextmanager
    def _connection(self) -> Iterator[Gateway]:
        gateway = connected(self._account, self._password, self._line)
        try:
            yield gateway
        finally:
            gateway.close()
