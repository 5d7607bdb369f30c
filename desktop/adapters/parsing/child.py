"""The parser child: ``python -m desktop.adapters.parsing.child``, or ``--parser-child`` of a frozen bundle.

Reads requests from its standard input, answers each with one frame, ends at the end of its input (so also
when its parent dies). The pipes are taken away from file descriptors 0 and 1 first: a stray print of some
library cannot stand between two frames. Imports neither Qt nor peewee nor imapclient.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from dataclasses import replace
from typing import IO, Protocol

import msgspec

from desktop.adapters.parsing.frames import BrokenFrame, read_frame, write_frames
from desktop.journal.slots import slot_of
from desktop.mime.originals import original
from desktop.mime.quoting import snippet
from desktop.mime.reading import read_mail, read_page, read_without_page
from desktop.ports.parser import FILES, Parsed

MAILS, PAGE = b"m", b"p"
"""What a request begins with: the frames that follow are mails to be read, as many as it says in decimal, a space, and
with how many octets of files they are kept; or one mail to be shown as a page."""

READY = b"sportello-parser-4"
_ADDRESS_SPACE = 1 << 30
"""Octets. A mail of 50 MB needs about 250 MB; what needs more is a trap."""
_NICE = 10
_CPU_SECONDS = 60
"""Per frame; only matters when the parent, which keeps the real deadline, is gone."""


class Parses(Protocol):
    def __call__(self, raw: bytes, files: int = FILES) -> Parsed: ...


def parse(raw: bytes, files: int = FILES) -> Parsed:
    """What the child is for."""
    mail, root = read_without_page(raw)
    kept = original(raw, root, mail.attachments, files)
    if kept is None:
        mail = read_mail(raw)
    return Parsed(mail, slot_of(raw), kept, snippet(mail.text))


def main(parse: Parses = parse) -> int:
    """Serve the parent until it closes the pipe. Returns the exit code."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    sys.stdout = sys.stderr
    _limit_memory()
    _stand_back()
    gc.freeze()  # what has been imported is not looked through again and again
    serve(requests, answers, parse)
    return 0


def serve(requests: IO[bytes], answers: IO[bytes], parse: Parses) -> None:
    """Say that we are here, then one answer per request."""
    write_frames(answers, READY)
    while (request := read_frame(requests)) is not None:
        _limit_cpu()
        if request == PAGE:
            done: object = read_page(_mail(requests))
        else:
            count, files = map(int, request.removeprefix(MAILS).split())
            done = [_lighter(parse(_mail(requests), files)) for _ in range(count)]
        write_frames(answers, msgspec.msgpack.encode(done))


def _lighter(parsed: Parsed) -> Parsed:
    """Without what the parent has."""
    kept = parsed.original
    return replace(parsed, original=replace(kept, packed=b"")) if kept is not None and kept.plain else parsed


def _mail(requests: IO[bytes]) -> bytes:
    raw = read_frame(requests)
    if raw is None:
        raise BrokenFrame("the end instead of a mail")
    return raw


def _limit_memory() -> None:
    """And no core file: it would hold a customer's mail."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _stand_back() -> None:
    """A person's claim is not to wait for a processor that a long reading keeps busy. On Windows the parent sees to
    it."""
    if sys.platform != "win32":
        os.nice(_NICE)


def _limit_cpu() -> None:
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + _CPU_SECONDS, most))


if __name__ == "__main__":
    sys.exit(main())
