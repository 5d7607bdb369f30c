"""What a person has to know before the window closes, said once: close once more, and it closes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.ui.panes import Panes


class Farewell(QObject):
    def __init__(self, panes: Panes) -> None:
        super().__init__(panes)
        self._panes = panes
        self._said: frozenset[str] = frozenset()
        """Ids of the drafts of which it has been said."""
        self._words = ""
        panes.leaving.ended.connect(self._forget)

    def hold_back(self) -> str:
        """In words what would be lost, or would not leave; empty when there is nothing, or it has been said."""
        refused, bars = self._panes.ticket.drawer.refused, self._panes.leaving.bars
        news = (refused | bars.keys()) - self._said
        self._said = refused | bars.keys()
        if not news:
            return ""
        if refused:
            return self.tr(
                "What you wrote is not saved: there is no room on the disk, or it fails. Make room, or copy the text"
                " elsewhere. Close once more to leave without it."
            )
        if any(bar.can_undo for bar in bars.values()):
            self._words = self.tr(
                "What you sent has not left yet: it can still be taken back. Wait these few seconds, or close once"
                " more: then it does not leave, and is a draft again."
            )
        else:
            self._words = self.tr(
                "A mail is being sent. Wait until it has left, or close once more: if it does not get through, it"
                " waits in To review."
            )
        return self._words

    def _forget(self, draft: str) -> None:
        """It has left, or was taken back."""
        self._said -= {draft}
        if self._words and not self._panes.leaving.bars and self._panes.trouble.text == self._words:
            self._panes.trouble.hide()
