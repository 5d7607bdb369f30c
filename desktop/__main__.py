"""``python -m desktop`` and the command ``sportello``."""

from __future__ import annotations

import sys

from desktop.runtime.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
