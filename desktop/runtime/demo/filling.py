"""Puts mail into the demo's mailbox: the few words of IMAP that it takes to log in and append.

The program's own IMAP adapter never chooses the date of what it appends; this must, so that mail of last week is
of last week.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from desktop.domain.errors import SportelloError

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Filling:
    """One IMAP connection, logged in. Any answer but OK raises SportelloError ``demo-servers-failed``."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def create(self, folder: str) -> None:
        await self.say(f'CREATE "{folder}"')

    async def append(self, folder: str, flags: Iterable[str], when: datetime, raw: bytes) -> None:
        """``when`` becomes the INTERNALDATE; it must be timezone-aware."""
        date = f"{when.day:02}-{_MONTHS[when.month - 1]}-{when:%Y %H:%M:%S %z}"
        await self.say(f'APPEND "{folder}" ({" ".join(sorted(flags))}) "{date}"', raw)

    async def say(self, command: str, literal: bytes | None = None) -> None:
        """One command, with a literal as its last word if there is one (RFC 7888: without waiting)."""
        words = command if literal is None else f"{command} {{{len(literal)}+}}\r\n"
        self._writer.write(b"a " + words.encode() + (literal or b"") + b"\r\n")
        await self._writer.drain()
        while (line := await self._reader.readline()) and not line.startswith(b"a "):
            pass
        if not line.startswith(b"a OK"):
            raise SportelloError("demo-servers-failed", server="IMAP")


@asynccontextmanager
async def filling(port: int, user: str, password: str) -> AsyncIterator[Filling]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        connection = Filling(reader, writer)
        await connection.say(f'LOGIN "{user}" "{password}"')
        yield connection
        await connection.say("LOGOUT")
    finally:
        writer.close()
        await writer.wait_closed()
