"""What one person has set and begun, in one file, to move to another computer: preferences with keys, own signatures,
saved searches, drafts with their files, begun texts. No password and no key: a new computer joins by an invitation.

What comes back never leaves by itself, and takes the place of nothing that is there: two computers may hold one draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from desktop import __version__
from desktop.domain.errors import SportelloError, UsageError
from desktop.journal.entries import START
from desktop.journal.erasing import is_named
from desktop.journal.state import Team
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft
from desktop.runtime.files import bytes_of, new_file
from desktop.ui.preferences import read, restore

FORMAT = 1
LARGEST = 1024 * 1024 * 1024
_UNSENT = ("writing", "later", "kept", "stopped")
_LISTED = "searches"
_FACTS = ("signature:", "jotted:")
_ABOUT_CUSTOMER = "jotted:customer:"


class _Kind(msgspec.Struct):
    """What is asked of any file before the rest of it: that of a newer version may have another shape."""

    sportello_backup: int


class _Backup(msgspec.Struct):
    sportello_backup: int
    program: str
    team: str
    preferences: dict[str, Any]
    searches: list[tuple[str, str]]
    facts: dict[str, Any]
    drafts: list[Draft]


@dataclass(frozen=True, slots=True)
class Moved:
    drafts: int
    settings: int
    """Searches, signatures, begun texts."""
    passed_over: int
    """Drafts that are here already, or of a customer who has been erased since."""


def write(path: Path, profile: Path, store: Store, team: Team) -> Moved:
    """Raises UsageError ``file-exists``, ``unwritable-file``."""
    facts = {key: value for prefix in _FACTS for key, value in store.profile.items(prefix).items()}
    searches = store.profile.get(_LISTED, [])
    drafts = list(store.drafts.in_state(*_UNSENT))
    found = _Backup(FORMAT, __version__, team.id, read(profile), searches, facts, drafts)
    with new_file(path) as out:
        out.write(msgspec.json.encode(found))
    return Moved(len(drafts), len(facts) + len(searches), 0)


def bring_back(path: Path, profile: Path, store: Store, team: Team) -> Moved:
    """Raises UsageError ``not-a-backup``, ``newer-backup``, ``backup-of-another-team``, SportelloError
    ``unwritable-file``; then nothing has changed."""
    found = _read(path, team)
    known = dict(store.profile.get(_LISTED, []))
    searches = {name: typed for name, typed in found.searches if name not in known}
    facts = {
        key: value
        for key, value in found.facts.items()
        if key.startswith(_FACTS) and store.profile.get(key) is None and not _is_erased(team, key)
    }
    drafts = [draft for draft in found.drafts if store.drafts.get(draft.id) is None and not _went(store, team, draft)]
    with store.transaction():
        if searches:
            store.profile.put(_LISTED, list((known | searches).items()))
        for key, value in facts.items():
            store.profile.put(key, value)
        for draft in drafts:
            store.drafts.put(_at_rest(draft))
        try:
            restore(profile, found.preferences)
        except OSError as error:
            raise SportelloError("unwritable-file", path=str(profile), detail=error.strerror or str(error)) from error
    return Moved(len(drafts), len(facts) + len(searches), len(found.drafts) - len(drafts))


def _read(path: Path, team: Team) -> _Backup:
    data = bytes_of(path, LARGEST)
    try:
        if msgspec.json.decode(data, type=_Kind).sportello_backup > FORMAT:
            raise UsageError("newer-backup", path=str(path), program=str(_program(data)))
        found = msgspec.json.decode(data, type=_Backup)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UsageError("not-a-backup", path=str(path)) from error
    if found.team != team.id:
        raise UsageError("backup-of-another-team", path=str(path))
    return found


def _program(data: bytes) -> Any:
    found: Mapping[str, Any] = json.loads(data)
    return found.get("program", "?")


def _at_rest(draft: Draft) -> Draft:
    """In *To review*: whoever wrote it looks at the ticket as it is now."""
    return replace(draft, state="stopped", reason="from-backup", facts={}, shown=START, send="", plan="", leaves=0)


def _went(store: Store, team: Team, draft: Draft) -> bool:
    """Whether it would have gone with a customer who was erased after it was written."""

    def now(name: str) -> str:
        return store.entries.ticket_of_slot(name) or name

    later = (one for one in team.erasures if draft.created <= one.date)
    return any(now(draft.ticket) in map(now, one.tickets) for one in later)


def _is_erased(team: Team, key: str) -> bool:
    address = key.removeprefix(_ABOUT_CUSTOMER).lower()
    return key.startswith(_ABOUT_CUSTOMER) and any(is_named(one, address) for one in team.erasures)
