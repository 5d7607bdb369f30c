"""A connection that is hung up from another thread."""

from __future__ import annotations

import socket
import threading

import pytest

from desktop.adapters.imap.stream import GuardedStream, StreamEnded


class Late(socket.socket):
    """Its reader has been let through, but has not asked the system yet."""

    def hold(self) -> None:
        self.entered, self.on = threading.Event(), threading.Event()

    def recv(self, size: int, flags: int = 0) -> bytes:
        self.entered.set()
        assert self.on.wait(10)
        return super().recv(size, flags)


def test_a_reader_is_never_left_with_another_connections_number() -> None:
    here, there = socket.socketpair()
    late = Late(fileno=here.detach())
    late.hold()
    stream = GuardedStream(late)
    stream.allow(60, 1000)
    ended: list[BaseException] = []

    def read() -> None:
        with pytest.raises(StreamEnded) as told:
            stream.readline()
        ended.append(told.value)

    reader = threading.Thread(target=read)
    reader.start()
    assert late.entered.wait(10)
    number = late.fileno()
    stream.close()
    with socket.socket() as another:
        assert another.fileno() != number, "the reader would wait on this one"
        late.on.set()
        reader.join(10)
    assert ended
    assert late.fileno() == -1
    with pytest.raises(StreamEnded):
        stream.write(b"NOOP\r\n")
    there.close()
