"""From a process's start to the window's first paint, beside an empty QMainWindow in a process that has imported the
same libraries, in turns. ``python -m tests.benchmarks.bench_window [runs]``."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bench_start import prepared, surroundings
from tests.benchmarks.tables import goal, load, milliseconds
from tests.peers.dovecot import Dovecot, Options

_ROOT = Path(__file__).parents[2]
_PAINTED = """
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os._exit(0)
        return False
"""
_IMPORTS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMainWindow
from desktop.runtime.compose import opened
from desktop.runtime.window.opening import application, shown
"""
_OURS = """
qt = application(os.environ)
with opened(Path(sys.argv[1]), os.environ) as profile, shown(profile, "en") as one:
    painted = Painted()
    one.window.centralWidget().installEventFilter(painted)
    qt.run()
"""
_EMPTY = """
qt = application(os.environ)
window, painted = QMainWindow(), Painted()
window.installEventFilter(painted)
window.resize(1280, 800)
window.show()
qt.run()
"""


def main(runs: int) -> None:
    print(f"{runs} runs; {load()}")
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder, Dovecot(Options()) as server:
        prepared(Path(folder), server)
        environ = {**surroundings(Path(folder)), "QT_QPA_PLATFORM": "offscreen"}
        profile = str(Path(folder) / "anna")
        scripts = {"an empty QMainWindow": _EMPTY, "the window": _OURS}
        times: dict[str, list[float]] = {name: [] for name in scripts}
        held: dict[str, float] = {}
        # The first of each writes byte code.
        for turn in range(runs + 1):
            for name, script in scripts.items():
                begun = time.perf_counter()
                words = [sys.executable, "-c", _IMPORTS + _PAINTED + script, profile]
                memory = run(words, environ)
                if turn:
                    times[name].append(time.perf_counter() - begun)
                    held[name] = memory
    floor = statistics.median(times["an empty QMainWindow"])
    print(f"{'first paint':24} {'ms':>8} {'p95':>8} {'ratio':>6} {'MB':>6}")
    for name, spent in times.items():
        print(f"{name:24} {milliseconds(spent)} {statistics.median(spent) / floor:6.2f} {held[name]:6.0f}")
    goal("start of the window, of an empty one", statistics.median(times["the window"]) / floor, 1.4)


def run(words: list[str], environ: dict[str, str]) -> float:
    """MB of memory at its highest. Raises CalledProcessError."""
    child = subprocess.Popen(words, cwd=_ROOT, env=environ, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, words)
    return used.ru_maxrss / 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
