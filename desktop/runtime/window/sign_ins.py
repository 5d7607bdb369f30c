"""Signing in by a provider's page from the window: on a lane that waits for a person and for which nobody waits. It
begins when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import Client
from desktop.engine.signing_in import Shown, SignInEnded, SignInShown
from desktop.engine.tokens import MailboxTokens
from desktop.runtime.lanes import Lane


class SignIns:
    """Implements ``ui.desk.SignIns``. ``opened``: what waited for it may go on."""

    def __init__(
        self,
        tokens: MailboxTokens,
        tell: Callable[[SignInShown | SignInEnded], None],
        opened: Callable[[], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._tokens = tokens
        self._tell = tell
        self._opened = opened
        self._wanted = 0
        """The newest that is still wanted. Set by the window, looked at by the lane."""
        self.lane: Lane[None] = Lane("sign in", _nothing, crashed)
        self._begun = False

    def sign_in(self, address: str, *, by_code: bool = False) -> None:
        def work() -> None:
            try:
                if self.see_to(address, by_code=by_code):
                    self._opened()
            except SportelloError as error:
                self._tell(SignInEnded(address, refused=error))

        self.post(work)

    def stop(self) -> None:
        self._wanted += 1

    def post(self, work: Callable[[], object]) -> None:
        """In place of what is waited for now."""
        self._wanted += 1
        number = self._wanted
        if not self._begun:
            self._begun = True
            self.lane.start()
        self.lane.post(lambda _: work() if number == self._wanted else None)

    def see_to(self, address: str, *, by_code: bool = False) -> bool:
        """On the lane. False when the person has given it up; raises why nobody has signed in."""
        number = self._wanted

        def given_up() -> bool:
            return number != self._wanted or self.lane.ending

        try:
            client = self._tokens.client(address)
            kept = self._tokens.sign_in(address, self._show(address, client), given_up, by_code=by_code)
        except SportelloError:
            if given_up():
                self._tell(SignInEnded(address, refused=SportelloError("sign-in-given-up", address=address)))
                return False
            raise
        self._tell(SignInEnded(address, kept))
        return True

    def ask_to_end(self) -> None:
        self.stop()
        self.lane.ask_to_end()

    def join(self, seconds: float) -> bool:
        return self.lane.join(seconds)

    def _show(self, address: str, client: Client | None) -> Callable[[Shown], None]:
        name = client.provider.name if client is not None else ""
        return lambda shown: self._tell(SignInShown(address, name, shown.page, shown.code))


def _nothing() -> AbstractContextManager[None]:
    return nullcontext()
