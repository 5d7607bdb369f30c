"""Whether windows can be shown. Run as a module, in a child: a display that is dead, or a library that Qt's plug-in
lacks, ends the process that tries."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    found = QGuiApplication(["sportello"])
    return 0 if found.primaryScreen() is not None else 1


if __name__ == "__main__":
    sys.exit(main())
