"""What has been begun on the ticket that is shown: one draft of each kind, whatever has come together there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.ports.store.drafts import Draft, joined
from desktop.ui.drawer import Drawer
from desktop.ui.views.composer import Composer

_KINDS = ("reply", "note")
"""Where both wait, the reply comes first."""


class Begun(QObject):
    def __init__(self, drawer: Drawer, composer: Composer) -> None:
        super().__init__(composer)
        self._drawer = drawer
        self._composer = composer
        self._drafts: dict[str, Draft] = {}
        composer.save.connect(self._save)
        composer.closed.connect(self._drop)

    def get(self, kind: str) -> Draft | None:
        return self._drafts.get(kind)

    def first(self) -> Draft | None:
        return next((self._drafts[kind] for kind in _KINDS if kind in self._drafts), None)

    def let_go(self, draft: Draft) -> None:
        """Finished: it stays in the drawer until others have it for certain."""
        self._drafts.pop(draft.kind, None)
        self._drawer.let_go(draft)

    def take_up(self, drafts: Sequence[Draft]) -> None:
        """Several of a kind (two tickets have become one, or a reply was taken back while the next was being written)
        become one text: none is left where nobody would find it."""
        self._drafts = {}
        for kind in _KINDS:
            mine, now = [draft for draft in drafts if draft.kind == kind], self._composer.draft
            if now is not None and now.kind == kind:
                others = [draft for draft in mine if draft.id != now.id]
                if others:
                    self._composer.take_in(joined(others))
                self._keep(self._composer.draft or now, others)
            elif mine:
                self._keep(joined(mine), mine[:-1])

    def _keep(self, draft: Draft, instead_of: Sequence[Draft]) -> None:
        self._drafts[draft.kind] = draft
        if instead_of:
            self._drawer.keep(draft, instead_of)

    def _save(self, draft: Draft) -> None:
        self._drafts[draft.kind] = draft
        self._drawer.keep(draft)

    def _drop(self, draft: Draft) -> None:
        self._drafts.pop(draft.kind, None)
        self._drawer.give_up(draft)
