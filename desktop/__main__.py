"""``python -m desktop`` and the command ``sportello``: a process of its own, in which the rights of new files are set."""

from __future__ import annotations

import os
import sys

from desktop.runtime.cli.main import main


def start() -> int:
    """Exit code. What a profile holds, and what is saved from it, is for its owner alone."""
    os.umask(0o077)
    return main()


if __name__ == "__main__":
    sys.exit(start())
