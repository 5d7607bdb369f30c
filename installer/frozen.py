"""Where the frozen bundle begins: the program's own start, after what the bundle's start has changed is put back."""

from __future__ import annotations

import os
import sys


def start() -> int:
    _give_back_library_path()
    from desktop.__main__ import start as program

    return program()


def _give_back_library_path() -> None:
    """The bundle's start puts its own folder before the system's libraries; the browser that a link opens must not
    inherit that. This process has read the variable already."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    sys.exit(start())
