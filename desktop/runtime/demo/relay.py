"""A loopback port that passes everything on to another one, until its line is cut.

A team's settings name one port of each server for every workstation, so the tour takes a workstation offline by
cutting the line while that workstation works, and mends it again afterwards. It can also keep the first clients at
the door until a given number has come, so that two processes of their own really race.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

_CHUNK = 65536

_AT_THE_DOOR = 20.0
"""Seconds after which those who wait for others go in without them."""


class Relay:
    """Lives in one asyncio loop; every method is called in it."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._mended = True
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._awaited = 0
        self._door = asyncio.Event()

    async def start(self) -> int:
        """Listens on 127.0.0.1 and returns the port that the system chose."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def cut(self) -> None:
        """Every connection breaks now, and a new one ends before the server's first word."""
        self._mended = False
        for writer in tuple(self._open):
            writer.transport.abort()

    async def mend(self) -> None:
        self._mended = True

    async def gather(self, clients: int) -> None:
        """The next connections wait until that many have come, then all go on at once."""
        self._awaited = clients
        self._door.clear()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        await self.cut()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._mended:
            writer.transport.abort()
            return
        ends = {writer}
        await self._others()
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
            ends.add(server_writer)
            self._open |= ends
            if self._mended:
                await asyncio.gather(_pass_on(reader, server_writer), _pass_on(server_reader, writer))
        except OSError:
            return
        finally:
            self._open -= ends
            for end in ends:
                end.transport.abort()

    async def _others(self) -> None:
        if self._awaited == 0:
            return
        self._awaited -= 1
        if self._awaited == 0:
            self._door.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._door.wait(), _AT_THE_DOOR)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(_CHUNK):
        writer.write(chunk)
        await writer.drain()
    writer.write_eof()
