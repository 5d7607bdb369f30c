"""Where a workstation keeps its things when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_profile() -> Path:
    """The profile folder without ``--profile``: local data of this user on this machine, never roaming,
    because a profile belongs to one workstation (WIRE.md section 5)."""
    return platformdirs.user_data_path("sportello", appauthor=False, roaming=False) / "profile"
