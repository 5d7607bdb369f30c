"""WIRE.md says what the code does: its tables are the code's, and its sections are there to be referred to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.journal.claims import LEASE, RENEWAL
from desktop.journal.codec import MAXIMUM
from desktop.journal.grants import AGENT_REVOKE_DELAY, REVOKE_DELAY
from tests.unit.journal.wire_tables import BLOCKS, WIRE, rewritten

TEXT = WIRE.read_text("utf-8")
_HEADINGS = re.findall(r"^#{2,3} (\d+(?:\.\d+)?b?)\.? ", TEXT, re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS)
def test_tables_and_diagram_are_the_codes(block: str) -> None:
    """When this fails: python -m tests.unit.journal.wire_tables"""
    assert f"<!-- from the code: {block} -->\n{BLOCKS[block]()}\n<!-- end -->" in TEXT


def test_writing_the_blocks_anew_changes_nothing() -> None:
    assert rewritten(TEXT) == TEXT
    assert rewritten(TEXT.replace("refused: held", "granted")) == TEXT


def test_every_section_that_the_code_refers_to_is_there() -> None:
    house = Path(WIRE).parents[1]
    sources = [path.read_text("utf-8") for path in sorted(house.rglob("*.py"))]
    named = {number for source in sources for number in re.findall(r"WIRE\.md (?:section )?(\d+(?:\.\d+)?b?)", source)}
    assert named
    assert named <= set(_HEADINGS)


def test_the_numbers_are_the_codes() -> None:
    for sentence in (
        f"a lease of {LEASE // 60} minutes",
        f"renewed every {RENEWAL // 60} minutes",
        f"at least {REVOKE_DELAY // 60} minutes",
        f"{AGENT_REVOKE_DELAY // 3600} hours for an agent",
        f"{MAXIMUM // 1024} kB",
    ):
        assert sentence in TEXT
