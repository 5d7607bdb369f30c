"""Length-prefixed frames over a pipe: four octets big-endian, then that many octets. No frame is over 1 GB."""

from __future__ import annotations

import struct
from typing import IO

_LENGTH = struct.Struct(">I")
LONGEST = 1 << 30


class BrokenFrame(Exception):
    """The pipe ended inside a frame, or what came is none."""


def write_frames(pipe: IO[bytes], *payloads: bytes) -> None:
    """Raises OSError when nobody reads any more, ValueError for a payload over 1 GB."""
    for payload in payloads:
        if len(payload) > LONGEST:
            raise ValueError(f"a frame of {len(payload)} octets")
        pipe.write(_LENGTH.pack(len(payload)))
        pipe.write(payload)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The next payload, None at the end of the pipe. Raises BrokenFrame."""
    head = pipe.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenFrame("cut length")
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST:
        raise BrokenFrame(f"{length} octets announced")
    payload = pipe.read(length)
    if len(payload) < length:
        raise BrokenFrame(f"{len(payload)} of {length} octets")
    return payload
