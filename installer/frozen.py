"""Where the frozen bundle begins: the program, or its parser child when it starts itself as that."""

from __future__ import annotations

import os
import sys

_PARSER_CHILD = "--parser-child"


def start() -> int:
    _give_back_library_path()
    if sys.argv[1:2] == [_PARSER_CHILD]:
        from desktop.adapters.parsing.child import main

        return main()
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
