"""What one person has chosen for their window, in the profile: a small file that a newer or an older program, or a
hand, may have written, so that each value is taken as it is or left out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

_FILE = "preferences.json"

LANGUAGES = ("", "en", "it")
"""Empty: as the system is set."""
THEMES = ("system", "light", "dark")
DENSITIES = ("comfortable", "compact")
UNDO = (0, 5, 10, 20, 30, 60)
"""Seconds; 0: as the team has agreed."""
DAY = 24 * 60

_CHOICES: Mapping[str, Container[object]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "density": DENSITIES,
    "undo_seconds": UNDO,
    "quiet_from": range(DAY),
    "quiet_until": range(DAY),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    language: str = ""
    theme: str = "system"
    density: str = "comfortable"
    undo_seconds: int = 0
    single_keys: bool = True
    """Letters and digits alone are keys, where nobody is typing."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action to its own keys, where they are not those of ``ui.keys``; none: it has no key."""
    notify: bool = True
    quiet_places: tuple[str, ...] = ()
    """Mailboxes, or ``unassigned``, of which no notification tells."""
    quiet_hours: bool = False
    quiet_from: int = 19 * 60
    """Minutes since midnight, by this computer's clock, as the next."""
    quiet_until: int = 8 * 60
    reduced_motion: bool = False


def load(profile: Path) -> Preferences:
    """What cannot be read is as if nothing had been chosen."""
    try:
        found = json.loads((profile / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return _understood(found) if isinstance(found, dict) else Preferences()


def save(profile: Path, chosen: Preferences) -> None:
    """Whole or not at all. Raises OSError."""
    new = profile / f"{_FILE}.new"
    new.write_text(json.dumps(asdict(chosen), indent=1), encoding="utf-8")
    new.replace(profile / _FILE)


def begin_with(profile: Path, wanted: Mapping[str, Any]) -> None:
    """What a team file gives a new workstation; never over what its person has chosen."""
    if wanted and not (profile / _FILE).exists():
        with contextlib.suppress(OSError):
            save(profile, _understood(wanted))


def read(profile: Path) -> dict[str, Any]:
    """As JSON values, for a back-up."""
    return dict(json.loads(json.dumps(asdict(load(profile)))))


def restore(profile: Path, kept: Mapping[str, Any]) -> None:
    """What ``read`` gave, on this computer or another. Raises OSError."""
    save(profile, _understood(kept))


def unknown(wanted: Mapping[str, Any]) -> list[str]:
    """Names of what no window would understand."""
    taken = asdict(_understood(wanted))
    return [name for name, value in wanted.items() if taken.get(name) != value]


def _understood(found: Mapping[str, Any]) -> Preferences:
    usual = Preferences()
    taken: dict[str, Any] = {}
    for one in fields(Preferences):
        before, value = getattr(usual, one.name), found.get(one.name)
        if one.name == "keys" and isinstance(value, dict):
            taken["keys"] = {str(action): keys for action, got in value.items() if (keys := _texts(got)) is not None}
        elif isinstance(before, tuple):
            taken[one.name] = _texts(value) or ()
        elif type(value) is type(before) and value in _CHOICES.get(one.name, (value,)):
            taken[one.name] = value
    return Preferences(**taken)


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return None
