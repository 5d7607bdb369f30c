"""What the simulation counted and the table of the mutants, at the end of the run, whatever process they ran in."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.search import COUNTED, HUNTED, SWEPT
from tests.simulation.three import ENDS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [one for report in terminalreporter.getreports("passed") for one in report.user_properties]
    counts: Counter[str] = Counter()
    for name, value in told:
        if name == COUNTED:
            counts.update(value)
    hunted = sorted((value for name, value in told if name == HUNTED), key=lambda row: row[0])
    if counts:
        terminalreporter.section("simulation")
        terminalreporter.write_line(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    swept: Counter[str] = Counter()
    for name, value in told:
        if name == SWEPT:
            swept.update(value)
    if swept:
        terminalreporter.section(f"follow-ups of three workstations in {swept['histories']} histories")
        for end in (*ENDS, "scores"):
            terminalreporter.write_line(f"{end:28} {swept[end]:6}")
    if hunted:
        terminalreporter.section("mutants: histories searched, seed, checker")
        for mutant, histories, seed, checker in hunted:
            terminalreporter.write_line(f"{mutant:26} {histories:6} {seed:6}  {checker}")
