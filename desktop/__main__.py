"""``python -m desktop`` and the command ``sportello``: a process of its own, its new files for their owner alone."""

from __future__ import annotations

import os
import sys

from desktop.runtime.cli.main import main


def start() -> int:
    """Exit code. A profile holds all mail, and may be copied to a place that others can read."""
    os.umask(0o077)
    return main()


if __name__ == "__main__":
    sys.exit(start())
