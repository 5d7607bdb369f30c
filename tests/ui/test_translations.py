"""The window speaks Italian whole: every sentence of the source stands in the catalogue, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "i18n" / "sportello_it.ts"

Words = dict[tuple[str, str], str]


def words_of(catalogue: Path) -> Words:
    """By context and source."""
    found: Words = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = (translation.text or "") if done else ""
    return found


@pytest.fixture(scope="module")
def italian() -> Words:
    return words_of(CATALOGUE)


def test_the_catalogue_is_what_the_source_says(italian: Words, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in (ROOT / "desktop" / "ui").rglob("*.py"))
    compiler = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([compiler, "-silent", *sources, "-ts", fresh], check=True, capture_output=True)
    assert set(words_of(fresh)) == set(italian)


def test_everything_is_translated_with_the_same_places(italian: Words) -> None:
    assert len(italian) > 150
    assert [key for key, said in italian.items() if not said.strip()] == []
    places = re.compile(r"%\d")
    for (_, source), said in italian.items():
        assert sorted(places.findall(source)) == sorted(places.findall(said)), source


def test_no_sentence_stands_outside_tr() -> None:
    """Texts of buttons and labels go through ``tr`` or ``translate``."""
    bare = re.compile(
        r"\b(?:button|label|setPlaceholderText|setToolTip|setWindowTitle|setAccessibleName)\(\s*\"[A-Za-z]"
    )
    hits = [
        f"{path.name}: {found.group()}"
        for path in (ROOT / "desktop" / "ui").rglob("*.py")
        for found in bare.finditer(path.read_text(encoding="utf-8"))
        if '"Sportello' not in path.read_text(encoding="utf-8")[found.start() : found.end() + 10]
    ]
    assert hits == []
