"""A TCP proxy on loopback that counts round trips, cuts after the n-th octet, lets octets drip, or swaps words.

A round trip is octets from the client followed by octets from the server. One thread for each direction
of each connection; everything ends with ``close``.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Side = Literal["client", "server"]
"""Whose octets: ``client`` are those that the client sends."""


@dataclass
class Record:
    """What went through, in order: side and octets, neighbours of one side joined."""

    pieces: list[tuple[Side, bytearray]] = field(default_factory=list)

    def add(self, side: Side, data: bytes) -> None:
        if self.pieces and self.pieces[-1][0] == side:
            self.pieces[-1][1].extend(data)
        else:
            self.pieces.append((side, bytearray(data)))

    @property
    def round_trips(self) -> int:
        sides = [side for side, _ in self.pieces]
        return sum(1 for one, after in pairwise(sides) if (one, after) == ("client", "server"))

    def octets(self, side: Side) -> bytes:
        return b"".join(bytes(data) for whose, data in self.pieces if whose == side)


class Proxy:
    """In front of the server on loopback port ``target``; connect to ``port``."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._cut: tuple[Side, int] | None = None
        self._drip: float | None = None
        self._swap = (b"", b"")
        self._ending = threading.Event()
        self.record = Record()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> Record:
        """Counts from here on, and forgets a cut or a drip."""
        with self._lock:
            self.record = Record()
            self._cut = None
            self._drip = None
        return self.record

    def cut_after(self, side: Side, octets: int) -> None:
        """From ``begin`` on, let that many octets of one side through, then reset every connection."""
        with self._lock:
            self._cut = (side, octets)

    def drip(self, seconds: float) -> None:
        """The server's octets come one at a time, with that pause after each."""
        with self._lock:
            self._drip = seconds

    def swap(self, said: bytes, heard: bytes) -> None:
        """The server hears one for the other when it comes in one piece, as a line does."""
        with self._lock:
            self._swap = (said, heard)

    def close(self) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.reset()
        for thread in self._threads:
            thread.join(5)

    def reset(self) -> None:
        """Ends every connection at once, as a pulled cable would."""
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for one in sockets:
            # Linger 0: RST, so that nothing that waits in a buffer still arrives.
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _start(self, run: object, *given: object) -> None:
        thread = threading.Thread(target=run, args=given, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._sockets += [client, server]
            over = threading.Event()
            self._start(self._pump, "client", client, server, over)
            self._start(self._pump, "server", server, client, over)

    def _pump(self, side: Side, source: socket.socket, sink: socket.socket, over: threading.Event) -> None:
        """``over``: this connection has been cut; what the other side says to that does not come through."""
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                with self._lock:
                    if over.is_set():
                        return
                    if side == "client" and self._swap[0]:
                        data = data.replace(*self._swap)
                    passed, cut = self._allowed(side, data)
                    self.record.add(side, passed)
                    if cut:
                        over.set()
                    drip = self._drip if side == "server" else None
                self._hand_over(sink, passed, drip)
                if cut:
                    _end_gently(source, sink)
                    return
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def _hand_over(self, sink: socket.socket, data: bytes, drip: float | None) -> None:
        if drip is None:
            sink.sendall(data)
            return
        for octet in data:
            sink.sendall(bytes([octet]))
            if self._ending.wait(drip):
                return

    def _allowed(self, side: Side, data: bytes) -> tuple[bytes, bool]:
        """What may pass, and whether the cut comes now. The lock is held."""
        if self._cut is None or self._cut[0] != side:
            return data, False
        left = self._cut[1] - len(self.record.octets(side))
        return (data, False) if left > len(data) else (data[: max(0, left)], True)


def _end_gently(*both: socket.socket) -> None:
    """Ends a connection on both sides so that what was let through does arrive."""
    for one in both:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
