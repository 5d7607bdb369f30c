"""``python -m desktop`` and the command ``sportello``: a process of its own, its new files for their owner alone."""

from __future__ import annotations

import os
import sys

PARSER_CHILD = "--parser-child"


def start() -> int:
    """Exit code. A profile holds all mail, and may be copied to a place that others can read. A bundle has no
    interpreter beside it to start its children with: it is its own."""
    os.umask(0o077)
    if sys.argv[1:] == [PARSER_CHILD]:
        from desktop.adapters.parsing.child import main as serve

        return serve()
    from desktop.runtime.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
