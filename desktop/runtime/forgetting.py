"""Whose data was erased from the journal's reach (``engine.erased``) is taken out of the profile's other files too: log
files, reports of crashes, and attachments that were lent to other programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from desktop.journal.erasing import is_named
from desktop.runtime.compose import Profile
from desktop.runtime.logs import REPORTS, files

_FORGOTTEN = "erased-from-files"
_ADDRESS = re.compile(rb"[\w.+%-]+@[\w.-]+\w")


def forget(profile: Profile, *, again: bool = False) -> None:
    """Once for each erasure; ``again`` for who has just typed an address. A file that cannot be written is left as it
    is: the log is no reason to stop."""
    team = profile.store.entries.team()
    if team is None or not team.erasures:
        return
    done = len(team.erasures) <= profile.store.profile.get(_FORGOTTEN, 0)
    if done and not again:
        return
    if not done:
        profile.downloads.take_back()

    def hidden(found: re.Match[bytes]) -> bytes:
        address = found[0].decode("utf-8", "replace").lower()
        return b"***" if any(is_named(one, address) for one in team.erasures) else found[0]

    for path in (*files(profile.path), *(profile.path / REPORTS).glob("*.txt")):
        _rewrite(path, hidden)
    profile.store.profile.put(_FORGOTTEN, len(team.erasures))


def _rewrite(path: Path, hidden: Callable[[re.Match[bytes]], bytes]) -> None:
    try:
        before = path.read_bytes()
        after = _ADDRESS.sub(hidden, before)
        if after != before:
            path.write_bytes(after)
    except OSError:
        return
