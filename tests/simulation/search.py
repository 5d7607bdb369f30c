"""``python -m tests.simulation.search 0:300 [--first]``: histories in a process of their own, one JSON line at the end.

Used for the mutants: the process imports whatever ``desktop`` stands first on its path.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import desktop
from tests.simulation.history import run

COUNTED, HUNTED, SWEPT = "simulated", "mutant", "follow-ups"
"""Names of the user properties under which tests hand over what they counted and what they found."""


@dataclass
class Report:
    """Of a run over several seeds."""

    program: str
    """The ``desktop`` that was run."""
    histories: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    found: list[tuple[int, str, str]] = field(default_factory=list)
    """Seed, checker, detail."""


def search(seeds: Iterable[int], *, first: bool = False) -> Report:
    """All seeds, or only until a checker finds something."""
    report = Report(str(desktop.__file__))
    for seed in seeds:
        outcome = run(seed)
        report.histories += 1
        report.counts.update(outcome.counts)
        report.found += [(seed, finding.checker, finding.detail) for finding in outcome.findings]
        if first and report.found:
            break
    return report


def main(words: list[str]) -> None:
    begin, _, end = words[0].partition(":")
    report = search(range(int(begin), int(end)), first="--first" in words)
    sys.stdout.write(json.dumps(vars(report)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
