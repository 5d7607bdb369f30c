"""What this build says of itself: its version, its system, and whose word on newer versions counts."""

from __future__ import annotations

import sys

from desktop import __version__
from desktop.engine.updating import Release
from desktop.runtime.resources import resource

_SYSTEMS = {"win32": "windows", "darwin": "macos"}


def keys() -> tuple[str, ...]:
    """Public keys in hex; none in a build that nobody publishes."""
    lines = resource("release.keys").read_text(encoding="ascii").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def release() -> Release:
    return Release(__version__, keys(), _SYSTEMS.get(sys.platform, "linux"))
