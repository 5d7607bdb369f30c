"""Edits that wait for a server that asks to slow down are said in fewer entries: the tags of a ticket in one, its notes
in one. What they do is the same; only how many appends it takes differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.journal.entries import Entry, Noted, Tagged

_LONGEST = 16 * 1024
"""Characters of notes in one entry, well below what an entry may hold."""


@dataclass(frozen=True, slots=True)
class Coalesced:
    """One edit in place of several, in their order."""

    entries: tuple[str, ...]
    ticket: str
    body: Tagged | Noted


def coalesced(waiting: Sequence[Entry]) -> Iterator[Coalesced]:
    """For each ticket and kind of which more than one waits. Other kinds carry what their author saw: left alone."""
    groups: dict[tuple[str, type], list[Entry]] = {}
    for entry in waiting:
        if isinstance(entry.body, Tagged | Noted):
            groups.setdefault((entry.ticket, type(entry.body)), []).append(entry)
    for (ticket, _), group in groups.items():
        ids, bodies = tuple(entry.id for entry in group), [entry.body for entry in group]
        tags = [body for body in bodies if isinstance(body, Tagged)]
        notes = [body.text for body in bodies if isinstance(body, Noted)]
        if len(tags) > 1:
            yield Coalesced(ids, ticket, _tagged(tags))
        if len(notes) > 1 and sum(map(len, notes)) <= _LONGEST:
            yield Coalesced(ids, ticket, Noted(text="\n\n".join(notes)))


def _tagged(edits: Sequence[Tagged]) -> Tagged:
    """The later edit of a tag wins; within one, as in the fold, taking off."""
    last = {tag: added for edit in edits for added, tags in ((True, edit.add), (False, edit.remove)) for tag in tags}
    add, remove = (tuple(sorted(tag for tag, added in last.items() if added is kept)) for kept in (True, False))
    return Tagged(add=add, remove=remove)
