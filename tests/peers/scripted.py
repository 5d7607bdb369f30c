"""An IMAP server that says what a test tells it to: for servers that no honest package can be."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

Answer = Callable[[bytes, bytes], bytes]
"""Tag and rest of a command to everything that is sent back; empty closes the connection."""

GREETING = b"* OK ready\r\n"


def polite(tag: bytes, command: bytes) -> bytes:
    """A server that logs everyone in and knows nothing else."""
    if command.upper().startswith(b"CAPABILITY"):
        return b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n"
    return tag + b" OK done\r\n"


class Scripted:
    """Listens on ``port`` of loopback; ``close`` it."""

    def __init__(self, answer: Answer = polite, greeting: bytes = GREETING) -> None:
        self._answer = answer
        self._greeting = greeting
        self._clients: list[socket.socket] = []
        self.heard: list[bytes] = []
        """Every line that came, without its CRLF."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Scripted:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for one in (self._listener, *self._clients):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._clients.append(client)
                thread = threading.Thread(target=self._talk, args=(client,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _talk(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), client.makefile("rb") as lines:
            client.sendall(self._greeting)
            for line in lines:
                self.heard.append(line.rstrip(b"\r\n"))
                tag, _, command = self.heard[-1].partition(b" ")
                answer = self._answer(tag, command)
                if not answer:
                    break
                client.sendall(answer)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
