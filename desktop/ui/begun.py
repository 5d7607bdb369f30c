"""What has been begun on the ticket that is shown: one draft of each kind, whatever has come together there."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.language import ITALIAN, spoken
from desktop.engine.queries import Conversation
from desktop.journal.entries import Position
from desktop.ports.store.drafts import Draft, joined
from desktop.ui.drawer import Drawer
from desktop.ui.views.composer import Composer

_KINDS = ("reply", "forward", "note")
"""Where several wait, the reply comes first."""


class Begun(QObject):
    def __init__(self, drawer: Drawer, composer: Composer) -> None:
        super().__init__(composer)
        self._drawer = drawer
        self._composer = composer
        self._drafts: dict[str, Draft] = {}
        composer.save.connect(self._save)
        composer.closed.connect(self._drop)

    def get(self, strand: str) -> Draft | None:
        return self._drafts.get(strand)

    def first(self) -> Draft | None:
        return min(self._drafts.values(), key=lambda draft: _KINDS.index(draft.kind), default=None)

    def let_go(self, draft: Draft) -> None:
        """Finished: it stays in the drawer until others have it for certain."""
        self._drafts.pop(draft.strand, None)
        self._drawer.let_go(draft)

    def take_up(self, drafts: Sequence[Draft]) -> None:
        """Several of a kind (two tickets have become one, or a reply was taken back while the next was being written)
        become one text: none is left where nobody would find it."""
        self._drafts, now = {}, self._composer.draft
        for strand in dict.fromkeys(draft.strand for draft in (*drafts, *([now] if now is not None else []))):
            mine = [draft for draft in drafts if draft.strand == strand]
            if now is not None and now.strand == strand:
                others = [draft for draft in mine if draft.id != now.id]
                if others:
                    self._composer.take_in(joined(others))
                self._keep(self._composer.draft or now, others)
            elif mine:
                self._keep(joined(mine), mine[:-1])

    def _keep(self, draft: Draft, instead_of: Sequence[Draft]) -> None:
        self._drafts[draft.strand] = draft
        if instead_of:
            self._drawer.keep(draft, instead_of)

    def _save(self, draft: Draft) -> None:
        self._drafts[draft.strand] = draft
        self._drawer.keep(draft)

    def _drop(self, draft: Draft) -> None:
        self._drafts.pop(draft.strand, None)
        self._drawer.give_up(draft)


def fresh(draft: str, ticket: str, kind: str, *, again: bool, shown: Position) -> Draft:
    """Nothing is written in it yet."""
    now = int(time.time())
    return Draft(draft, ticket, "", (), (), "", "", False, again, shown, now, "writing", kind=kind)


def leaves_from(found: Conversation | None) -> str:
    """The mailbox of an answer: the one that the newest mail came to."""
    asked = [message for message in found.messages if not message.outgoing] if found is not None else []
    return asked[-1].mailbox if asked else found.row.mailbox if found is not None else ""


def language_of(found: Conversation | None) -> str:
    """The customer's, by their newest mail."""
    asked = [message for message in found.messages if not message.outgoing] if found is not None else []
    return spoken(asked[-1].mail.own_text if asked else "", ITALIAN)
