"""Whether a mail server answers at a place, and its certificate is for the name by which it was called. It is told
nothing but, where the line is to become secret later, that it shall."""

from __future__ import annotations

import socket
import ssl
import time

from desktop.domain.providers import Server

_READY = {"imap": b"* OK", "smtp": b"220"}
_LONGEST = 4096
_PLAIN_TALK = {
    "imap": ((b"a STARTTLS\r\n", b"a OK"),),
    "smtp": ((b"EHLO [127.0.0.1]\r\n", b"250 "), (b"STARTTLS\r\n", b"220")),
}


def greets(server: Server, protocol: str, seconds: float, context: ssl.SSLContext) -> bool:
    deadline = time.monotonic() + seconds
    try:
        with socket.create_connection((server.host, server.port), timeout=seconds) as line:
            if server.security == "tls":
                with context.wrap_socket(line, server_hostname=server.host) as secret:
                    return _says(secret, _READY[protocol], deadline)
            if not _says(line, _READY[protocol], deadline):
                return False
            for words, wanted in _PLAIN_TALK[protocol]:
                line.sendall(words)
                if not _says(line, wanted, deadline):
                    return False
            with context.wrap_socket(line, server_hostname=server.host):
                return True
    except (OSError, UnicodeError):
        return False


def _says(line: socket.socket, wanted: bytes, deadline: float) -> bool:
    """Whether a line of the answer begins so."""
    heard = b""
    while len(heard) < _LONGEST and (left := deadline - time.monotonic()) > 0:
        line.settimeout(left)
        piece = line.recv(512)
        heard += piece
        if heard.startswith(wanted) or b"\n" + wanted in heard:
            return True
        if not piece:
            return False
    return False
