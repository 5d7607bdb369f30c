"""Searches that a person keeps as places of their own: on this workstation, by name."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.errors import UsageError
from desktop.ports.store.profile import Profile

_SEARCHES = "searches"
LONGEST_NAME = 40


class SavedSearches:
    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def all(self) -> Mapping[str, str]:
        """What was typed by name, in the order in which they were saved."""
        return dict(self._profile.get(_SEARCHES, []))

    def save(self, name: str, typed: str) -> None:
        """Anew under a name that is there already. Raises UsageError ``bad-search-name`` or ``nothing-to-search``."""
        name = _proper(name)
        if not typed.strip():
            raise UsageError("nothing-to-search")
        self._put({**self.all(), name: typed.strip()})

    def rename(self, name: str, new: str) -> None:
        """It keeps its place. Raises UsageError ``no-such-search``; ``bad-search-name``, also for another one's."""
        new = _proper(new)
        self._known(name)
        if new != name and new in self.all():
            raise UsageError("bad-search-name", name=new)
        self._put({new if known == name else known: typed for known, typed in self.all().items()})

    def remove(self, name: str) -> None:
        """Raises UsageError ``no-such-search``."""
        self._known(name)
        self._put({known: typed for known, typed in self.all().items() if known != name})

    def typed(self, name: str) -> str:
        """Raises UsageError ``no-such-search``."""
        self._known(name)
        return self.all()[name]

    def _known(self, name: str) -> None:
        if name not in self.all():
            raise UsageError("no-such-search", name=name)

    def _put(self, searches: Mapping[str, str]) -> None:
        self._profile.put(_SEARCHES, list(searches.items()))


def _proper(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError("bad-search-name", name=name)
    return name
