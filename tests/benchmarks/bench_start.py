"""What one command costs from its process's start to its end, beside ``python -c pass`` in turns with it, and how
much of it is argon2. ``python -m tests.benchmarks.bench_start [runs]``."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.adapters.secrets.sealed import SealedKeys
from desktop.domain.ticket import shown_reference
from desktop.engine.identity import key_name
from tests.benchmarks.bench_claims import opened
from tests.benchmarks.tables import load, milliseconds
from tests.integration.race.desk import pair
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.smtp import SmtpSink

_ROOT = Path(__file__).parents[2]


def main(runs: int) -> None:
    print(f"{runs} runs; {load()}")
    print(f"{'':28} {'wall ms':>8} {'p95':>8} {'cpu ms':>8} {'p95':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory(prefix="sportello-bench-") as folder, Dovecot(Options()) as server:
        key, reference = prepared(Path(folder), server)
        environ = surroundings(Path(folder))
        sportello = ["-m", "desktop", "--profile", str(Path(folder) / "anna"), "--json"]
        commands = {
            "python -c pass": ["-c", "pass"],
            "sportello --version": ["-m", "desktop", "--version"],
            "sportello tickets": [*sportello, "tickets"],
            "sportello claim (loopback)": [*sportello, "claim", reference],
        }
        # The first of each writes byte code.
        for words in commands.values():
            run(words, environ)
        times = in_turns(commands, environ, runs)
        floor = statistics.median(wall for wall, _ in times["python -c pass"])
        for name, measured in times.items():
            walls, cpus = zip(*measured, strict=True)
            ratio = statistics.median(walls) / floor
            print(f"{name:28} {milliseconds(walls)} {milliseconds(cpus)} {ratio:6.1f}")
        spent = [argon2(Path(folder) / "anna", key) for _ in range(runs)]
        share = statistics.median(spent) / statistics.median(wall for wall, _ in times["sportello claim (loopback)"])
        print(f"{'of a claim: argon2':28} {milliseconds(spent)} {share:24.0%}")


def prepared(folder: Path, server: Dovecot) -> tuple[str, str]:
    """A team with a ticket: the name of Anna's sealed key, and the ticket's reference."""
    with SmtpSink() as sink, pair(folder, server, sink, server.port) as both:
        (ticket,) = opened(both.near, 1)
        me = both.near.journal.me
        reference = shown_reference(both.near.journal.ticket(ticket).reference)
        return key_name(me.signer.public), reference


def surroundings(folder: Path) -> dict[str, str]:
    """As on a user's machine: byte code is kept."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "SPORTELLO_PASSWORD": PASSWORD,
    }


def run(words: list[str], environ: dict[str, str]) -> tuple[float, float]:
    """Seconds of wall and of processor. Raises CalledProcessError."""
    before, begun = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=_ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begun, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu


def in_turns(
    commands: dict[str, list[str]], environ: dict[str, str], runs: int
) -> dict[str, list[tuple[float, float]]]:
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            times[name].append(run(words, environ))
    return times


def argon2(profile: Path, name: str) -> float:
    """Seconds to open the sealed signing key."""
    begun = time.perf_counter()
    SealedKeys(profile).open(name, PASSWORD)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
