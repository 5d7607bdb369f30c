"""A parser child that does what the first word of the mail says: what a broken library or a trap would do."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

from desktop.adapters.parsing.child import main, parse
from desktop.ports.parser import FILES, Parsed


def obey(raw: bytes, files: int = FILES) -> Parsed:
    word, _, rest = raw.partition(b"\n")
    word = word.rstrip(b"\r")
    match word.split(b" ", 1):
        case [b"SPIN"]:
            while True:
                pass
        case [b"STALL"]:
            threading.Event().wait()
        case [b"STALL", mark]:
            Path(os.fsdecode(mark)).touch()
            threading.Event().wait()
        case [b"ABORT"]:
            os.abort()
        case [b"EXIT"]:
            os._exit(0)
        case [b"RAISE"]:
            raise RuntimeError("as asked")
        case [b"MEMORY"]:
            bytearray(3 << 30)
        case [b"ABORT-ONCE", mark]:
            if not Path(os.fsdecode(mark)).exists():
                Path(os.fsdecode(mark)).touch()
                os.abort()
        case [b"PRINT"]:
            print("stray" * 20_000, flush=True)  # noqa: T201
            os.write(1, b"stray" * 20_000)
            os.read(0, 10)
        case [b"TELL", name]:
            return told(rest, f"{os.getpid()} {os.environ.get(os.fsdecode(name), 'unset')}")
    return parse(rest, files)


def told(raw: bytes, text: str) -> Parsed:
    parsed = parse(raw)
    return replace(parsed, mail=replace(parsed.mail, text=text))


if __name__ == "__main__":
    sys.exit(main(obey))
