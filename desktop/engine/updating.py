"""Looks for a newer version of the program where the team says, at most daily, and saves its installer when a person
asks for it. It never starts one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import SportelloError
from desktop.engine.journal import Journal
from desktop.engine.leading import say_as_lead
from desktop.engine.teamfile import UPDATES
from desktop.engine.updates import (
    JOURNAL,
    LARGEST,
    MANIFEST,
    Offer,
    fitting,
    is_due,
    judged,
    number,
    offered,
    read,
)
from desktop.journal.entries import PolicySet
from desktop.ports.clock import Clock
from desktop.ports.downloads import Downloads
from desktop.ports.store import Store
from desktop.ports.updates import UpdatePlaces

OFFERED = "update"
"""What the team's policy calls the manifest that a lead has put into the journal. Every version keeps what it does not
know of the policy, and hands it on when a journal is restored; an entry of a new kind an older one would lose."""

FILES = "update_files"
"""And where its installers lie, a folder or an https address, if anywhere but on its page."""

_STATE = "update"

ALARMS = frozenset({"update-tampered", "update-replayed", "update-not-ours", "update-too-large"})
"""Codes of what somebody should look into although nobody has asked."""

_MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Release:
    """What the program knows of itself: its version, whose word on newer ones counts, and what it runs on."""

    running: str
    keys: Sequence[str]
    system: str


class Updating:
    """Works on a connection of its own thread; ``look`` and ``save`` may take as long as a network folder does."""

    def __init__(
        self, store: Store, places: UpdatePlaces, downloads: Downloads, clock: Clock, release: Release
    ) -> None:
        self._store = store
        self._places = places
        self._downloads = downloads
        self._clock = clock
        self._release = release

    @property
    def place(self) -> str:
        """Where newer versions are looked for; empty: nowhere. What the team file said holds for as long as the team
        itself has said nothing."""
        said = self._policy(UPDATES)
        return str(self._store.profile.get(UPDATES, "")) if said is None else said

    def look(self, *, asked: bool = False) -> Offer | None:
        """The version to be offered, if there is one. ``asked``: by a person, who does not wait for tomorrow. Raises
        what ``updates.read`` and ``updates.judged`` raise, and the place."""
        place, state = self.place, self._store.profile.get(_STATE, {})
        if not place or not self._release.keys:
            return None
        if place == JOURNAL:
            return self._judged((self._policy(OFFERED) or "").encode(), self._policy(FILES) or "")
        now = int(self._clock.now().timestamp())
        if not asked and not is_due(now, state.get("checked", 0)) and state.get("place") == place:
            return self._judged(state.get("manifest", "").encode(), place)
        data = self._places.read(place, MANIFEST, LARGEST)
        state = {**state, "place": place, "checked": now}
        self._store.profile.put(_STATE, {**state, "manifest": ""})
        offer = self._judged(data, place)
        self._store.profile.put(_STATE, {**self._store.profile.get(_STATE), "manifest": data.decode()})
        return offer

    def save(self, offer: Offer, folder: Path) -> Path:
        """The installer, in a folder of the person's, once its size and SHA-256 are what the manifest says. Raises
        SportelloError ``update-no-file``, ``update-file-wrong``, what the place and the folder say."""
        installer = offer.installer
        if installer is None or not offer.place:
            raise SportelloError("update-no-file", version=offer.version)
        content = self._places.read(offer.place, installer.name, installer.size)
        if len(content) != installer.size or hashlib.sha256(content).hexdigest() != installer.sha256:
            raise SportelloError("update-file-wrong", name=installer.name, place=offer.place)
        return self._new_file(folder, installer.name, content)

    def told_of(self, error: SportelloError) -> bool:
        """Whether a person should hear of it now: of what somebody should look into, once until it changes."""
        state = self._store.profile.get(_STATE, {})
        if error.code not in ALARMS or state.get("told") == str(error):
            return False
        self._store.profile.put(_STATE, {**state, "told": str(error)})
        return True

    def _judged(self, data: bytes, place: str) -> Offer | None:
        """An empty one is none."""
        if not data:
            return None
        release, state = self._release, self._store.profile.get(_STATE, {})
        manifest = read(data, release.keys)
        highest = state.get("highest", "")
        newer = judged(manifest, release.running, highest)
        if not highest or number(manifest.version) > number(highest) or state.get("told"):
            self._store.profile.put(_STATE, {**state, "highest": manifest.version, "told": ""})
        return offered(newer, release.running, release.system, place) if newer is not None else None

    def _new_file(self, folder: Path, name: str, content: bytes) -> Path:
        """A name that is taken is given a number."""
        stem, dot, ending = name.rpartition(".")
        for turn in range(1, _MOST_NAMES):
            tried = name if turn == 1 else f"{stem or ending}-{turn}{dot if stem else ''}{ending if stem else ''}"
            try:
                return self._downloads.save(folder, tried, content)
            except SportelloError as error:
                if error.code != "attachment-exists":
                    raise
        raise SportelloError("attachment-exists", path=str(folder / name))

    def _policy(self, name: str) -> str | None:
        team = self._store.entries.team()
        said = team.policy.get(name) if team is not None else None
        return None if said is None else str(said)


def publish(journal: Journal, data: bytes, keys: Sequence[str], files: str = "") -> str:
    """A manifest into the journal, by a lead, for all who belong to the team. Its version. Raises what
    ``updates.read`` raises, ``updates-place-unfit``, RefusedByTeam, ``update-replayed`` for one that is older than
    what lies there."""
    manifest, highest = read(data, keys), ""
    if files == JOURNAL or not fitting(files):
        raise SportelloError("updates-place-unfit", place=files)
    there = str(journal.team.policy.get(OFFERED, "")).encode()
    with suppress(SportelloError):  # what nobody believes any more stands in nobody's way
        highest = read(there, keys).version
    judged(manifest, "0.0", highest)
    say_as_lead(journal, PolicySet(policy={UPDATES: JOURNAL, OFFERED: data.decode(), FILES: files}))
    return manifest.version
