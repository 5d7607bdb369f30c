"""What every installer says of the program: its names, its version, its kinds of file. Standard library only."""

from __future__ import annotations

import os
import re

from desktop.domain.team_files import ENDING, MEDIA_TYPE
from installer.locks import ROOT

NAME = "sportello"
TITLE = "Sportello"
APP_ID = "io.github.sportello"
"""The program's name among all desktops' programs (AppStream)."""

SUMMARY = "Answer shared mailboxes as a team"
PUBLISHER = os.environ.get("SPORTELLO_PUBLISHER", "The Sportello developers")
CONTACT = os.environ.get("SPORTELLO_CONTACT", "packages@sportello.example")
HOMEPAGE = os.environ.get("SPORTELLO_HOMEPAGE", "https://sportello.example")
"""Whoever hands packages out names themselves when building; ``.example`` can never be anybody's (RFC 2606)."""

TEAM_FILE_TYPE, TEAM_FILE_ENDING = MEDIA_TYPE, ENDING
ICON = ROOT / "resources" / "icons" / "sportello.svg"
LICENCE = ROOT / "LICENSE"


def version() -> str:
    """From the one place that pyproject.toml names (``tool.hatch.version``)."""
    source = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    assert found, "desktop/__init__.py names no version"
    return found[1]
