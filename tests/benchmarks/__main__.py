"""All measurements, one after the other (two at a time would measure each other), and one table of every figure beside
its goal. ``python -m tests.benchmarks [full] [corpora=FOLDER] [name ...]``: by default in sizes that take some ten
minutes together; ``full``: in those of the goals; names: only these. Mail of the world is read where its folder is
named.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.tables import TABLE, load

_SIZES = {
    "claims": (["100"], ["300"]),
    "corpora": ([], []),
    "gui": (["10000", "500"], ["100000", "1500"]),
    "import": (["10000", "40"], ["20000", "100"]),
    "list": (["20000", "100000"], ["100000", "1000000"]),
    "replay": (["10000"], ["100000"]),
    "search": (["10000"], ["50000"]),
    "seen": (["10"], ["30"]),
    "start": (["5"], ["15"]),
    "sync": (["3000", "10000"], ["10000", "50000"]),
    "window": (["7"], ["15"]),
}
"""Of each measurement what it is told, small and full."""

_LONGEST = 3600.0
"""Seconds after which one is ended: the others are to be measured too."""


def main(words: list[str]) -> int:
    full, corpora = "full" in words, [word.partition("=")[2] for word in words if word.startswith("corpora=")]
    named = [word for word in words if word in _SIZES]
    failed: list[str] = []
    costs: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder:
        table = Path(folder) / "table"
        table.touch()
        for name in named or _SIZES:
            told = corpora if name == "corpora" else _SIZES[name][full]
            print(f"-- {name} {' '.join(told)}; {load()}", flush=True)
            code, seconds, memory = _measured(name, told, table)
            costs.append(f"{name:12} {seconds:8.0f} {memory:8.0f}  {'' if code == 0 else f'FAILED ({code})'}")
            failed += [name] if code else []
        print(f"\n{'figure, and the most that it may be':64} {'reached':>8} {'goal':>8}")
        print(table.read_text(encoding="utf-8"), end="")
    print(f"\n{'measurement':12} {'s':>8} {'MB':>8}  (MB: the largest of its processes, peers and servers among them)")
    print("\n".join(costs))
    print(f"{'full' if full else 'small'} sizes; {load()}")
    return 1 if failed else 0


def _measured(name: str, told: list[str], table: Path) -> tuple[int, float, float]:
    """Exit code, seconds, and MB of its largest process at its highest where the system tells."""
    command = [sys.executable, "-m", f"tests.benchmarks.bench_{name}", *told]
    begun = time.perf_counter()
    child = subprocess.Popen(command, env={**os.environ, TABLE: str(table)}, cwd=Path(__file__).parents[2])
    late = threading.Timer(_LONGEST, child.kill)
    late.start()
    try:
        if sys.platform == "win32":
            return child.wait(), time.perf_counter() - begun, 0.0
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, time.perf_counter() - begun, used.ru_maxrss / 1000
    finally:
        late.cancel()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
