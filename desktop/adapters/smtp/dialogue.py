"""One SMTP connection: commands and replies under one deadline, replies only when they are complete.

``smtplib`` gives the commands; what it does below them is replaced, because it takes a reply cut inside
"250" for a rejection, times each recv alone, so that a server that drips holds it for ever, and cannot be
cut hard. The socket waits in slices of a second and asks the clock in between: a timer of the kernel stands
still while the machine sleeps, the clock does not.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
import struct
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from desktop.ports.clock import Clock

T = TypeVar("T")

_SLICE = 1.0
_PORTION = 64 * 1024
_CONNECT = 30.0
"""Seconds for one of a host's addresses, so that a dead one leaves time for the next."""
_FAREWELL = 2.0
"""Seconds for RSET and QUIT, whose replies change nothing."""
_LONGEST_LINE = 8 * 1024
_MOST_LINES = 200
_LINGER = "hh" if sys.platform == "win32" else "ii"
"""struct linger: two u_short on Windows, two int elsewhere."""
_REPLY = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?\r?\n", re.DOTALL)


class BrokenReply(smtplib.SMTPException):
    """Not a complete reply (RFC 5321 section 4.2): cut off, or something that is not SMTP."""


class Deadline:
    """``ended``, once true, ends the time at once: the program is closing."""

    def __init__(self, clock: Clock, seconds: float, ended: Callable[[], bool] = lambda: False) -> None:
        self._clock = clock
        self._end = clock.boottime() + seconds
        self._ended = ended

    def left(self) -> float:
        """Seconds, more than 0. Raises TimeoutError when the time is over."""
        if self._ended():
            raise TimeoutError("the program is closing")
        left = self._end - self._clock.boottime()
        if left <= 0:
            raise TimeoutError("the transaction's time is over")
        return left

    def shorten(self, seconds: float) -> None:
        self._end = min(self._end, self._clock.boottime() + seconds)


class Dialogue(smtplib.SMTP):
    """Every call raises OSError (TimeoutError at the deadline) or smtplib.SMTPException when it is lost."""

    def __init__(self, deadline: Deadline) -> None:
        # Without a name smtplib asks the resolver for one, which can take as long as it likes.
        super().__init__(local_hostname="localhost")
        self._deadline = deadline
        self._inbox = b""

    def open(self, host: str, port: int) -> None:
        """Connect to the first address that answers; the greeting is not read yet."""
        failure = OSError(f"no address for {host}")
        for family, kind, protocol, _, address in _addresses(host, port):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(min(self._deadline.left(), _CONNECT))
                connection.connect(address)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                connection.close()
                failure = error
            else:
                self.sock = connection
                own = connection.getsockname()[0]
                self.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
                return
        raise failure

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """TLS with certificate and host name checked, from here on; nothing said before counts."""
        self._refuse_unread()
        wrapped = context.wrap_socket(self._socket(), server_hostname=host, do_handshake_on_connect=False)
        self.sock = wrapped
        self._patiently(wrapped.do_handshake)

    def send(self, s: str | bytes) -> None:  # type: ignore[override]  # typeshed takes any buffer
        self._refuse_unread()
        rest = memoryview(s.encode(self.command_encoding) if isinstance(s, str) else s)
        while rest:
            sent = self._patiently(partial(self._socket().send, rest[:_PORTION]))
            rest = rest[sent:]

    def send_while_wanted(self, body: bytes) -> bool:
        """Send in portions; False, with the rest unsent, when the server speaks before it is its turn."""
        for start in range(0, len(body), _PORTION):
            if self._spoke():
                return False
            self.send(body[start : start + _PORTION])
        return not self._spoke()

    def getreply(self) -> tuple[int, bytes]:
        """The code and the lines' texts. Raises BrokenReply unless all of it has come."""
        texts: list[bytes] = []
        first: bytes | None = None
        while len(texts) < _MOST_LINES:
            line = self._line()
            parts = _REPLY.fullmatch(line)
            if parts is None or first not in (None, parts[1]):
                raise BrokenReply(f"not a reply: {line[:80]!r}")
            first = parts[1]
            texts.append((parts[3] or b"").strip())
            if parts[2] != b"-":
                return int(first), b"\n".join(texts)
        raise BrokenReply("a reply without end")

    def leave(self, *commands: str) -> None:
        """Say good-bye; what comes of it changes nothing."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._deadline.shorten(_FAREWELL)
            for command in (*commands, "QUIT"):
                self.docmd(command)
            self.close()

    def cut(self) -> None:
        """Close hard: what the kernel still holds is thrown away (SO_LINGER 0), no octet follows later."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(_LINGER, 1, 0))
            self.close()

    def _line(self) -> bytes:
        while (end := self._inbox.find(b"\n")) < 0:
            if len(self._inbox) > _LONGEST_LINE:
                raise BrokenReply("a line without end")
            more = self._patiently(lambda: self._socket().recv(4096))
            if not more:
                raise BrokenReply(f"cut off after {self._inbox[-80:]!r}")
            self._inbox += more
        line, self._inbox = self._inbox[: end + 1], self._inbox[end + 1 :]
        return line

    def _spoke(self) -> bool:
        """Whether something can be read now; the end of the connection raises BrokenReply."""
        self._deadline.left()
        try:
            self._socket().settimeout(0)
            more = self._socket().recv(4096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return bool(self._inbox)
        if not more:
            raise BrokenReply("closed by the server")
        self._inbox += more
        return True

    def _refuse_unread(self) -> None:
        """A server one reply ahead (or someone who slips in text before TLS) must not be believed later."""
        if self._inbox:
            raise BrokenReply(f"a reply to nothing: {self._inbox[:80]!r}")

    def _patiently(self, act: Callable[[], T]) -> T:
        while True:
            self._socket().settimeout(min(self._deadline.left(), _SLICE))
            with contextlib.suppress(TimeoutError):
                return act()

    def _socket(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return self.sock


_Place = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]


def _addresses(host: str, port: int) -> list[_Place]:
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except UnicodeError as odd:
        raise OSError(f"not a host name: {host!r}") from odd
