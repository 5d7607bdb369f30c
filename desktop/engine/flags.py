"""Which mails carry \\Answered, asked for many at once: one borrowed connection per folder.

Where a folder counts its changes (CONDSTORE) nothing is asked while it has not changed since it was asked last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.ports.mailbox import FolderState, MailboxHost
from desktop.ports.store.messages import Messages, Place


@dataclass(frozen=True, slots=True)
class Flags:
    """What mailboxes say of some slots. One that cannot be reached, or refuses, must not stop the others' work: that
    it is in trouble is heard where its mail is read."""

    answered: Mapping[str, Place]
    """Those whose mail somebody flagged as answered, with the place where it says so."""
    unknown: frozenset[str]
    """Those about which a mailbox could not be asked."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a folder said, while it stood so."""

    state: FolderState | None = None
    asked: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()


class Flagging:
    """``state`` says how a folder stood when it was last looked at, if it was."""

    def __init__(self, messages: Messages, host: MailboxHost, state: Callable[[str, str], FolderState | None]) -> None:
        self._messages = messages
        self._host = host
        self._state = state
        self._answers: dict[tuple[str, str], _Answer] = {}

    def of(self, slots: Iterable[str]) -> Flags:
        """Does not raise for what a mailbox does."""
        asked: dict[tuple[str, str], dict[int, tuple[str, Place]]] = {}
        for slot in slots:
            for place in self._messages.places(slot)[:1]:
                asked.setdefault((place.mailbox, place.folder), {})[place.uid] = (slot, place)
        found: dict[str, Place] = {}
        unknown: set[str] = set()
        for where, by_uid in asked.items():
            try:
                marked = self._marked(where, {uid: place for uid, (_, place) in by_uid.items()})
            except SportelloError:
                unknown.update(slot for slot, _ in by_uid.values())
            else:
                found.update(by_uid[uid] for uid in marked)
        return Flags(found, frozenset(unknown))

    def _marked(self, where: tuple[str, str], places: Mapping[int, Place]) -> frozenset[int]:
        """What has changed since the folder was looked at is seen at the next look."""
        state, known = self._state(*where), self._answers.get(where, _Answer())
        if state is None or state.highest_modseq is None or state != known.state:
            known = _Answer(state)
        asking = {uid: place for uid, place in places.items() if uid not in known.asked}
        if asking:
            marked = known.marked | self._read(where, asking)
            known = self._answers[where] = _Answer(state, known.asked.union(asking), marked)
        return known.marked.intersection(places)

    def _read(self, where: tuple[str, str], places: Mapping[int, Place]) -> frozenset[int]:
        address, folder = where
        with self._host.borrow(address) as mailbox:
            state = mailbox.select(folder)
            here = [uid for uid, place in places.items() if place.uid_validity == state.uid_validity]
            return mailbox.answered(sorted(here)) if here else frozenset()
