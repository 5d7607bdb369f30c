"""The floor that everything is measured against: a bare socket that says IMAP and throws the answers away."""

from __future__ import annotations

import socket

from tests.peers.dovecot import PASSWORD

ITEMS = b"(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS (X-SPORTELLO X-SPORTELLO-SIGNATURE)] BODY.PEEK[TEXT])"
"""What a replay asks for of each entry."""

_RECV = 1 << 18


class RawImap:
    """Logged in as ``info``; one command at a time. Raises RuntimeError for anything but OK."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=600)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.recv(_RECV)
        self._number = 0
        self.run(b"LOGIN info " + PASSWORD.encode())

    def __enter__(self) -> RawImap:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def run(self, command: bytes) -> int:
        """Octets of the answer, which nobody looks at but for the tagged line at its end."""
        self._number += 1
        tag = b"R%d " % self._number
        self._socket.sendall(tag + command + b"\r\n")
        octets, tail = 0, b""
        while True:
            piece = self._socket.recv(_RECV)
            if not piece:
                raise RuntimeError("closed by the server")
            octets += len(piece)
            tail = (tail + piece)[-1000:]
            line = tail[:-2].rpartition(b"\r\n")[2]
            if tail.endswith(b"\r\n") and line.startswith(tag):
                if not line.startswith(tag + b"OK"):
                    raise RuntimeError(line.decode("utf-8", "replace"))
                return octets

    def append(self, folder: bytes, *messages: bytes) -> None:
        """LITERAL+, and MULTIAPPEND when there are several."""
        parts = b"".join(b" (\\Seen) {%d+}\r\n%s" % (len(message), message) for message in messages)
        self.run(b"APPEND " + folder + parts)
