"""Each rule of the contract that is taken out is missed by the simulation, and by nothing else.

A bounded run looks at the history that found it; when the program has changed so much that this history went
another way, it searches on from there. ``SPORTELLO_PROOF=full`` searches from seed 0.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.mutants import Edit, Mutant, StaleMutant, hunt, mutants, plant
from tests.simulation.search import HUNTED, search

_BOUND, _NEAR = 2000, 300
"""Histories in which a mutant has to be found: from seed 0 in the full proof, from its known seed in a bounded run."""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_the_simulation_misses_the_rule(
    mutant: Mutant, full_proof: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    program = plant(mutant, tmp_path)
    begin = 0 if full_proof else mutant.seed
    report = hunt(program, range(begin, begin + (_BOUND if full_proof else _NEAR)))
    assert report["found"], f"{mutant.rule}: nobody noticed in {report['histories']} histories"
    seed, checker, _ = report["found"][0]
    request.node.user_properties.append((HUNTED, (mutant.name, report["histories"], seed, checker)))


def test_the_program_with_all_its_rules_is_clean_at_the_same_seeds() -> None:
    assert search(sorted({mutant.seed for mutant in mutants()})).found == []


def test_there_are_enough_of_them() -> None:
    names = [mutant.name for mutant in mutants()]
    assert len(names) == len(set(names)) >= 15


def test_a_mutant_of_another_source_is_an_error(tmp_path: Path) -> None:
    stale = Mutant("stale", "none", 0, "", (Edit("__init__.py", "this text stands nowhere", ""),))
    with pytest.raises(StaleMutant):
        plant(stale, tmp_path)
