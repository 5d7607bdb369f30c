"""A submission server on loopback that does what a script says and remembers what it took on.

Its own view counts: a mail is accepted when the five octets of the dot have come in whole and the script's
reply to them is a 2xx, whether or not that reply ever reaches the client.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import trustme


@dataclass(frozen=True)
class Script:
    """What the server does; read anew at every connection."""

    replies: Mapping[str, str] = field(default_factory=dict)
    """Full replies by step (connect, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, DOT, RSET, QUIT), lines parted by
    ``\\n``; by ``RCPT <address>`` for one recipient. An empty reply closes the connection instead."""
    silent: frozenset[str] = frozenset()
    """Steps at which nothing is ever answered."""
    early: str = ""
    """Said in the middle of DATA, before the dot; what comes after it is swallowed."""
    forgets: bool = False
    """The dot comes in whole, then the server dies before it has taken the mail on."""
    cut_received: int | None = None
    """After that many octets from the client the line is dead in both directions."""
    cut_sent: int | None = None
    """After that many octets of its replies the server goes away."""
    abrupt: bool = False
    """Cuts by RST instead of FIN."""
    drip: float = 0.0
    """Seconds between any two octets of a reply."""
    extensions: tuple[str, ...] = ("SIZE 1000000", "8BITMIME", "SMTPUTF8")
    auth: str = ""
    """Mechanisms offered, for example ``PLAIN LOGIN``."""
    logins: tuple[tuple[str, str], ...] = ()
    bears: Callable[[str, str], bool] = lambda *_: False
    """Whether a token opens it for a user."""
    """User and password pairs that are let in."""


@dataclass(frozen=True)
class Delivery:
    """A mail that the server took on; ``message`` has its dots unstuffed and its last line end."""

    sender: str
    recipients: tuple[str, ...]
    message: bytes


class Gone(Exception):
    """This connection is over."""


class SmtpSink:
    """``with SmtpSink() as sink:``; ``security`` is none, starttls or tls."""

    def __init__(self, script: Script | None = None, security: str = "none", host: str = "127.0.0.1") -> None:
        self.script = script or Script()
        self.security = security
        self.accepted: list[Delivery] = []
        self.points: list[tuple[str, ...]] = []
        """Per connection that has ended, the steps it reached, with DOT for a whole dot."""
        self.octets: list[tuple[int, int]] = []
        """Per connection that has ended, the octets received and sent on the wire."""
        self.stopping = threading.Event()
        self._changed = threading.Condition()
        self._listener = socket.create_server((host, 0))
        self.host, self.port = host, int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._listen, name="smtp-sink")]
        self._open: list[socket.socket] = []

    def __enter__(self) -> SmtpSink:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        assert not any(thread.is_alive() for thread in self._threads)

    def wait_for_connections(self, count: int, seconds: float = 10.0) -> None:
        """Until that many connections have come to their end on this side."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.points) >= count, seconds), self.points

    def _listen(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), name="smtp-sink-connection")
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        visit = _Visit(self, _Line(connection, self.script, self.stopping))
        try:
            visit.run()
        except (Gone, OSError):
            pass
        finally:
            visit.line.close()
            with self._changed:
                self.octets.append((visit.line.received, visit.line.sent))
                self.points.append(tuple(visit.points))
                self._changed.notify_all()


class _Line:
    """The connection, with the script's cuts and drips below everything else, TLS included."""

    def __init__(self, connection: socket.socket, script: Script, stopping: threading.Event) -> None:
        self._socket = connection
        self._script = script
        self._stopping = stopping
        self.received = 0
        self.sent = 0
        self._inbox = b""
        self._tls: ssl.SSLObject | None = None
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()

    def start_tls(self) -> None:
        self._tls = _server_context().wrap_bio(self._incoming, self._outgoing, server_side=True)
        while True:
            try:
                self._tls.do_handshake()
                self._flush()
                return
            except ssl.SSLWantReadError:
                self._flush()
                self._incoming.write(self._read())

    def read_until(self, end: bytes) -> bytes:
        """Up to and with ``end``."""
        while end not in self._inbox:
            self._inbox += self._plain()
        found, _, self._inbox = self._inbox.partition(end)
        return found + end

    def write(self, text: bytes) -> None:
        if self._tls is None:
            self._put(text)
        else:
            self._tls.write(text)
            self._flush()

    def close(self) -> None:
        if self._script.abrupt:
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            self._socket.close()

    def wait_for_the_end(self) -> None:
        """Swallow whatever comes until the client goes away."""
        while self._read():
            pass

    def _plain(self) -> bytes:
        if self._tls is None:
            return self._read()
        while True:
            try:
                return self._tls.read(65536)
            except ssl.SSLWantReadError:
                self._incoming.write(self._read())
            except ssl.SSLError as odd:
                raise Gone from odd

    def _read(self) -> bytes:
        limit = self._script.cut_received
        left = 65536 if limit is None else limit - self.received
        if left <= 0:
            raise Gone
        found = self._socket.recv(min(left, 65536))
        if not found:
            raise Gone
        self.received += len(found)
        return found

    def _flush(self) -> None:
        if self._outgoing.pending:
            self._put(self._outgoing.read())

    def _put(self, octets: bytes) -> None:
        if self._script.cut_received is not None and self.received >= self._script.cut_received:
            raise Gone
        limit = self._script.cut_sent
        allowed = octets if limit is None else octets[: max(0, limit - self.sent)]
        self.sent += len(allowed)
        for portion in [allowed] if not self._script.drip else [bytes([each]) for each in allowed]:
            self._socket.sendall(portion)
            if self._script.drip and self._stopping.wait(self._script.drip):
                raise Gone
        if len(allowed) < len(octets):
            raise Gone


class _Visit:
    """One connection's dialogue."""

    def __init__(self, sink: SmtpSink, line: _Line) -> None:
        self._sink = sink
        self._script = sink.script
        self.line = line
        self.points: list[str] = []
        self._secure = False
        self._envelope: tuple[str, list[str]] | None = None

    def run(self) -> None:
        if self._sink.security == "tls":
            self.line.start_tls()
            self._secure = True
        self._answer("connect", "220 sink ESMTP")
        while True:
            command = self.line.read_until(b"\r\n")[:-2].decode("utf-8", "replace")
            verb = command.partition(" ")[0].upper()
            self.points.append(verb)
            handle = getattr(self, f"_on_{verb.lower()}", None)
            if handle is None:
                self._answer(verb, "502 not known")
            else:
                handle(command)

    def _answer(self, step: str, usual: str) -> str:
        """Say the script's reply or the usual one; returns its first digit."""
        reply = self._script.replies.get(step, usual)
        if step in self._script.silent:
            self.line.wait_for_the_end()
        if not reply:
            raise Gone
        self.line.write(b"\r\n".join([*reply.encode().split(b"\n"), b""]))
        return reply[0]

    def _on_ehlo(self, _: str) -> None:
        lines = ["sink", *self._script.extensions]
        if self._sink.security == "starttls" and not self._secure:
            lines.append("STARTTLS")
        elif self._script.auth:
            lines.append(f"AUTH {self._script.auth}")
        self._answer("EHLO", "\n".join([*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"]))

    def _on_starttls(self, _: str) -> None:
        if self._answer("STARTTLS", "220 go on") == "2":
            self.line.start_tls()
            self._secure = True

    def _on_auth(self, command: str) -> None:
        _, mechanism, *initial = command.split(" ")
        if mechanism in ("XOAUTH2", "OAUTHBEARER"):
            self._on_bearer(base64.b64decode(initial[0]).decode())
            return
        if mechanism == "PLAIN":
            _, user, password = base64.b64decode(initial[0]).decode().split("\0")
        else:
            user, password = (self._challenge(question) for question in ("Username:", "Password:"))
        let_in = (user, password) in self._script.logins
        self._answer("AUTH", "235 welcome" if let_in else "535 5.7.8 not you")

    def _on_bearer(self, said: str) -> None:
        """``user=...`` of XOAUTH2, ``n,a=...,`` of OAUTHBEARER; a refusal says why before it is one."""
        parts = said.split("\1")
        user = re.sub(r"^(user=|n,a=)|,$", "", parts[0]).replace("=2C", ",").replace("=3D", "=")
        token = next(one for one in parts if one.startswith("auth=")).removeprefix("auth=Bearer ")
        assert parts[-2:] == ["", ""], said
        let_in = self._script.bears(user, token)
        if not let_in:
            assert self._challenge('{"status":"401","schemes":"bearer"}') in ("", "\1")
        self._answer("AUTH", "235 welcome" if let_in else "535 5.7.8 not you")

    def _challenge(self, question: str) -> str:
        self.line.write(b"334 " + base64.b64encode(question.encode()) + b"\r\n")
        return base64.b64decode(self.line.read_until(b"\r\n")).decode()

    def _on_mail(self, command: str) -> None:
        if self._answer("MAIL", "250 ok") == "2":
            self._envelope = (_address(command), [])

    def _on_rcpt(self, command: str) -> None:
        address = _address(command)
        step = f"RCPT {address}" if f"RCPT {address}" in self._script.replies else "RCPT"
        if self._envelope is None:
            self._answer("order", "503 MAIL first")
        elif self._answer(step, "250 ok") == "2":
            self._envelope[1].append(address)

    def _on_data(self, _: str) -> None:
        if not (self._envelope and self._envelope[1]):
            self._answer("order", "503 RCPT first")
        elif self._answer("DATA", "354 go on") == "3":
            if self._script.early:
                self.line.read_until(b"\r\n")
                self.line.write(self._script.early.encode() + b"\r\n")
                self.line.wait_for_the_end()
            self._take(self.line.read_until(b"\r\n.\r\n"))

    def _take(self, raw: bytes) -> None:
        self.points.append("DOT")
        assert self._envelope is not None
        sender, recipients = self._envelope
        if self._script.forgets:
            raise Gone
        message = re.sub(rb"(?m)^\.", b"", raw[:-3])
        if self._script.replies.get("DOT", "250")[:1] in ("2", ""):
            self._sink.accepted.append(Delivery(sender, tuple(recipients), message))
        self._answer("DOT", "250 2.0.0 taken")
        self._envelope = None

    def _on_rset(self, _: str) -> None:
        self._envelope = None
        self._answer("RSET", "250 ok")

    def _on_quit(self, _: str) -> None:
        self._answer("QUIT", "221 bye")
        raise Gone


def _address(command: str) -> str:
    return command.partition("<")[2].partition(">")[0]


@functools.cache
def authority() -> trustme.CA:
    """One authority for the whole test process."""
    return trustme.CA()


@functools.cache
def _server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


def authority_file(folder: Path) -> str:
    """The authority's certificate as a PEM file in that folder."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return str(path)
