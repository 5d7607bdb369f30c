"""The parser child: ``python -m desktop.adapters.parsing.child``, or ``--parser-child`` of a frozen bundle.

Reads frames of mails from its standard input, answers each with one frame, ends at the end of its input (so also
when its parent dies). The pipes are taken away from file descriptors 0 and 1 first: a stray print of some
library cannot stand between two frames. Imports neither Qt nor peewee nor imapclient.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable
from typing import IO

import msgspec

from desktop.adapters.parsing.frames import read_frame, write_frame
from desktop.journal.slots import slot_of
from desktop.mime.mail import Original
from desktop.mime.reading import read_mail, read_page, read_without_page
from desktop.ports.parser import Parsed

MAILS, PAGE = b"m", b"p"
"""The first octet of a frame: mails (msgpack, a list) to be read, or one to be shown as a page."""

KEPT = 64 * 1024
"""Octets up to which a mail is kept as it came: 93 of 100 mails, in a third of their size. What is bigger has an
attachment, which a database is no place for."""

READY = b"sportello-parser-2"
_ADDRESS_SPACE = 1 << 30
"""Octets. A mail of 50 MB needs about 250 MB; what needs more is a trap."""
_NICE = 10
_CPU_SECONDS = 60
"""Per frame; only matters when the parent, which keeps the real deadline, is gone."""


def parse(raw: bytes) -> Parsed:
    """What the child is for."""
    if len(raw) > KEPT:
        return Parsed(read_mail(raw), slot_of(raw))
    mail, html = read_without_page(raw)
    return Parsed(mail, slot_of(raw), Original(zlib.compress(raw, 1), html))


def main(parse: Callable[[bytes], Parsed] = parse) -> int:
    """Serve the parent until it closes the pipe. Returns the exit code."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    sys.stdout = sys.stderr
    _limit_memory()
    _stand_back()
    serve(requests, answers, parse)
    return 0


def serve(requests: IO[bytes], answers: IO[bytes], parse: Callable[[bytes], Parsed]) -> None:
    """Say that we are here, then one answer per request."""
    write_frame(answers, READY)
    while (request := read_frame(requests)) is not None:
        _limit_cpu()
        done = read_page(request[1:]) if request[:1] == PAGE else [parse(raw) for raw in _mails(request[1:])]
        write_frame(answers, msgspec.msgpack.encode(done))


_mails = msgspec.msgpack.Decoder(list[bytes]).decode


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

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (used + _CPU_SECONDS, most))


if __name__ == "__main__":
    sys.exit(main())
