"""Frames: whole, cut and absurd."""

from __future__ import annotations

import io

import pytest

from desktop.adapters.parsing.frames import BrokenFrame, read_frame, write_frames


def test_there_and_back() -> None:
    pipe = io.BytesIO()
    for payload in (b"one", b"", b"\0" * 100_000):
        write_frames(pipe, payload)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in range(4)] == [b"one", b"", b"\0" * 100_000, None]


@pytest.mark.parametrize("octets", [b"\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff" + b"x" * 10])
def test_what_is_no_frame(octets: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(octets))
