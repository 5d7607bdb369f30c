"""Hypothesis keeps its files in pytest's cache: with norecursedirs set, it warns of its own directory in the root
of the tree, and a warning ends the collection."""

from __future__ import annotations

from pathlib import Path

from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[3] / ".pytest_cache" / "hypothesis")
