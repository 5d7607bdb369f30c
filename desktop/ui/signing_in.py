"""Between the bar that asks somebody to sign in and the lane that waits for them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.domain.errors import SportelloError
from desktop.engine.notices import Notice
from desktop.engine.signing_in import SignInEnded, SignInShown
from desktop.ui.desk import Desk
from desktop.ui.panes import Panes


class SigningIn(QObject):
    def __init__(self, desk: Desk, panes: Panes) -> None:
        super().__init__(panes)
        self._desk = desk
        self._panes = panes
        panes.sign_in.wanted.connect(self._begin)
        panes.sign_in.stopped.connect(desk.sign_ins.stop)

    def told(self, notice: Notice) -> None:
        match notice:
            case SignInShown():
                self._panes.sign_in.show_page(notice)
            case SignInEnded():
                self._end(notice)
            case _:
                pass

    def _begin(self, address: str, by_code: bool) -> None:
        self._desk.sign_ins.sign_in(address, by_code=by_code)

    def _end(self, ended: SignInEnded) -> None:
        """Why nobody has signed in stands in the bar, if it asked; else where troubles stand."""
        bar, words = self._panes.sign_in, self._desk.words
        bar.ended(ended, words)
        why = ended.refused
        if why is None and not ended.kept:
            why = SportelloError("sign-in-not-kept", address=ended.address)
        if why is not None and why.code != "sign-in-given-up" and bar.address != ended.address:
            said = words.of(why)
            self._panes.trouble.say(f"{said.message} {said.remedy}")
