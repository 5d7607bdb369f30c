"""A socket that cannot hold its caller for ever: every command has a time and an amount.

imaplib sets its time-out per ``recv``, so a server that drips one octet a second keeps a client with a
"4 s" time-out for hours (measured). Here a command's time is the sum of all its waiting; octets that
arrive at a fair rate earn some of it back, so that a long download over a slow line may still finish.
Time that the caller spends between two reads is not counted.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator

FAIR_RATE = 4096
"""Octets a second that keep a transfer alive: slower than any line a person would call working."""

_RECV, _RECV_LONG = 65_536, 262_144


class TooSlow(OSError):
    """The command's time is used up."""


class TooMuch(Exception):
    """The reply is larger than anything the command can rightly bring, or is no IMAP at all."""


class StreamEnded(OSError):
    """The server closed the connection."""


class GuardedStream:
    """Buffered reading and writing on one connected socket under the limits of the current command."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = bytearray()
        self._seconds = 0.0
        self._octets = 0
        self._changing = threading.Lock()
        self._used = False
        self.closed = False

    def allow(self, seconds: float, octets: int) -> None:
        """The limits of the command that begins now. Raises StreamEnded when nothing can be begun."""
        if self.closed:
            raise StreamEnded("closed here")
        self._seconds = seconds
        self._octets = octets

    def allow_more(self, seconds: float, octets: int) -> None:
        """A further command begins while one is answered. Raises StreamEnded."""
        self.allow(max(self._seconds, seconds), self._octets + octets)

    def upgrade(self, context: ssl.SSLContext, host: str) -> socket.socket:
        """Go on over TLS. Octets that came before the handshake are an injection (CVE-2021-33515): refused."""
        if self._buffer:
            raise TooMuch("octets before the TLS handshake")
        with self._in_use():
            self.sock.settimeout(max(self._seconds, 0.001))
            self.sock = context.wrap_socket(self.sock, server_hostname=host)
        return self.sock

    def readline(self) -> bytes:
        """One line with its end. Raises StreamEnded, TooSlow, TooMuch."""
        start = 0
        while (end := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            self._receive()
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        """Exactly ``size`` octets. Raises StreamEnded, TooSlow, TooMuch."""
        if size > self._octets + len(self._buffer):
            raise TooMuch(f"a literal of {size} octets")
        if size - len(self._buffer) < _RECV:
            while len(self._buffer) < size:
                self._receive()
            return self._take(size)
        pieces = [self._take(len(self._buffer))]
        missing = size - len(pieces[0])
        while missing:
            pieces.append(self._received(min(missing, _RECV_LONG)))
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def write(self, data: bytes) -> None:
        """All of it, within the command's time. Raises OSError, TooSlow."""
        started = time.monotonic()
        try:
            with self._in_use():
                self.sock.settimeout(max(self._seconds, 0.001))
                self.sock.sendall(data)
        except TimeoutError as error:
            raise TooSlow("writing") from error
        self._seconds -= time.monotonic() - started

    def readable(self, seconds: float) -> bool:
        """Wait until there is something to read; False when the time is over. Raises StreamEnded, TooMuch."""
        if self._buffer:
            return True
        allowed, self._seconds = self._seconds, seconds
        try:
            self._receive()
        except TooSlow:
            return False
        finally:
            self._seconds = allowed
        return True

    def close(self) -> None:
        """Hard, from any thread: a reader that waits gets an error at once. The descriptor stays until that one has
        let go of it: its number may be another connection's a moment later, on which the reader would wait."""
        with self._changing:
            self.closed = True
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
            if not self._used:
                self.sock.close()

    @contextlib.contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._changing:
            if self.closed:
                raise StreamEnded("closed here")
            self._used = True
        try:
            yield
        finally:
            with self._changing:
                self._used = False
                if self.closed:
                    with contextlib.suppress(OSError):
                        self.sock.shutdown(socket.SHUT_RDWR)  # of what was made of it meanwhile
                    self.sock.close()

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        return taken

    def _receive(self) -> None:
        self._buffer += self._received(_RECV)

    def _received(self, most: int) -> bytes:
        if self._seconds <= 0:
            raise TooSlow("reading")
        started = time.monotonic()
        try:
            with self._in_use():
                self.sock.settimeout(self._seconds)
                piece = self.sock.recv(most)
        except (TimeoutError, ssl.SSLWantReadError) as error:
            raise TooSlow("reading") from error
        if not piece:
            raise StreamEnded("closed by the server")
        self._seconds += len(piece) / FAIR_RATE - (time.monotonic() - started)
        self._octets -= len(piece)
        if self._octets < 0:
            raise TooMuch("a reply without end")
        return piece
