"""What ``sportello demo`` plays: windows, or the tour on the terminal where it is wanted or Qt cannot be loaded."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.runtime.demo import tour
from desktop.runtime.sentences import Sentences


def play(folder: Path | None, sentences: Sentences, *, on_terminal: bool) -> int:
    """Exit code. Raises SportelloError when the servers do not start, UsageError when the folder is in use."""
    if on_terminal:
        return tour.play(folder, sentences)
    try:
        from desktop.runtime.demo import windows
    except ImportError as missing:
        # A library that Qt itself loads is not on this machine.
        sys.stdout.write(f"{sentences.line('tour-windows-none', detail=str(missing))}\n")
        return tour.play(folder, sentences)
    return windows.play(folder, sentences)
