"""Where a team file may wait for a workstation that has no team yet: where whoever looks after the computer puts it,
and beside the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path


def folders(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """The computer's own first: only an administrator writes there."""
    return (*_of_the_computer(environ), *_beside_the_program())


def newest(places: Iterable[Path], ending: str) -> Path | None:
    """In the first folder that has one. What cannot be looked at is not there."""
    for folder in places:
        try:
            found = [one for one in folder.iterdir() if one.suffix.lower() == ending and one.is_file()]
            if found:
                return max(found, key=lambda one: (one.stat().st_mtime, one.name))
        except OSError:
            continue
    return None


def _of_the_computer(environ: Mapping[str, str]) -> tuple[Path, ...]:
    if sys.platform == "win32":
        shared = environ.get("PROGRAMDATA", "")
        return (Path(shared) / "Sportello",) if shared else ()
    if sys.platform == "darwin":
        return (Path("/Library/Application Support/Sportello"), Path("/etc/sportello"))
    return (Path("/etc/sportello"),)


def _beside_the_program() -> tuple[Path, ...]:
    """Of a bundle alone: a Python that runs from source lies among other programs."""
    if not getattr(sys, "frozen", False):
        return ()
    program = Path(sys.executable).resolve()
    bundle = next((one for one in program.parents if one.suffix == ".app"), None)
    return (bundle.parent if bundle is not None else program.parent,)
