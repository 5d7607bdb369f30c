"""One more mailbox for the team, from the window: tried on a lane that nobody waits for, then told to the journal."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import merged
from desktop.engine import notices
from desktop.engine.afar import There
from desktop.engine.enrolling import MailboxWanted
from desktop.engine.founding import Founding
from desktop.runtime import enrolment
from desktop.runtime.compose import Profile

Tell = Callable[[notices.Notice], None]


class Adding:
    """``there`` works on the journal, on its own lane."""

    def __init__(
        self, profile: Profile, founding: Founding, there: There, tell: Tell, sign_in: Callable[[str], bool]
    ) -> None:
        self._profile = profile
        self._founding = founding
        self._there = there
        self._tell = tell
        self._sign_in = sign_in

    def add(self, wanted: MailboxWanted) -> None:
        """Tells ``MailboxTried``. An attempt in vain leaves everything as it was, the mailbox's old password too."""
        address, secrets = wanted.address, self._profile.secrets
        before = secrets.typed.passwords.get(address)
        settings = merged(self._profile.mailboxes.settings().get(address, {}), wanted.settings)
        try:
            enrolment.try_mailbox(self._profile, address, settings, lambda one: self._open(one, wanted.password))
            self._there(lambda journal: self._founding.add_mailbox(journal, address, settings))
        except SportelloError as error:
            if before is None:
                secrets.typed.passwords.pop(address, None)
            else:
                secrets.hold(address, before)
            refused = SportelloError("needs-the-line") if error.code == "journal-unreachable" else error
            self._tell(notices.MailboxTried(address, refused))
        else:
            self._tell(notices.MailboxTried(address))
            if wanted.password:
                self._keep(address, wanted.password)
        finally:
            enrolment.forget_mailbox(self._profile, address)

    def _open(self, address: str, password: str) -> None:
        if password:
            self._profile.secrets.hold(address, password)
        elif enrolment.needs_sign_in(self._profile, address) and not self._sign_in(address):
            raise SportelloError("sign-in-given-up", address=address)

    def _keep(self, address: str, password: str) -> None:
        try:
            self._profile.secrets.remember(address, password)
        except SportelloError as error:
            self._tell(notices.Trouble(error))
