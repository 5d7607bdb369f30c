"""A mail that its server cannot hand over must not keep the others from being read, nor a line that is down be taken
for such a mail.

A chunk that failed is read mail by mail, each on a connection that nothing has failed on. What fails again and again
while another mail of the mailbox can be had is the mail's own fault: its headers stand for it where they can be had,
it is noted, and the reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.domain.errors import SportelloError
from desktop.ports.mailbox import MailboxHost, RawMail
from desktop.ports.store.profile import Profile

DAMAGE = "unreadable"
"""Of a mail of which only the headers are here, because its server could not deliver the rest."""

_NOTED = "unreadable:"
_TRIES = 3
_NEAR = 100
"""UIDs on either side among which another mail is looked for."""

_OTHERS = 5
"""Other mails that are tried before the server is held for down."""


class ChunkFailed(Exception):
    """Some of these mails could not be had. Never leaves the intake."""

    def __init__(self, uids: Sequence[int]) -> None:
        super().__init__(str(uids))
        self.uids = uids


class Salvaging:
    def __init__(self, host: MailboxHost, profile: Profile) -> None:
        self._host = host
        self._profile = profile

    def mail(self, address: str, folders: Sequence[str], uid: int) -> tuple[RawMail | None, bool]:
        """One mail of the first of the mailbox's ``folders``, None when it is gone or nothing of it can be had; and
        whether it is whole. Raises Offline or SportelloError when no other mail can be had either."""
        found, cause = self._tried(address, folders[0], uid)
        if cause is None:
            return found, True
        if not any(self._tried(address, folder, other)[0] for folder, other in self._others(address, folders, uid)):
            raise cause
        key = f"{_NOTED}{address}\n{folders[0]}\n{uid}"
        self._profile.put(key, self._profile.get(key, False))
        return self._headers(address, folders[0], uid), False

    def unsaid(self) -> list[SportelloError]:
        """What was given up and has not been said yet; it is said once."""
        troubles = []
        for key, said in self._profile.items(_NOTED).items():
            if not said:
                address, folder, uid = key.removeprefix(_NOTED).split("\n")
                troubles.append(SportelloError("mail-unreadable", address=address, folder=folder, uid=int(uid)))
                self._profile.put(key, True)
        return troubles

    def given_up(self, address: str, folder: str) -> frozenset[int]:
        """UIDs of what was given up."""
        prefix = f"{_NOTED}{address}\n{folder}\n"
        return frozenset(int(key.removeprefix(prefix)) for key in self._profile.items(prefix))

    def forget(self, address: str, folder: str, uids: Iterable[int]) -> None:
        """They are no more in the folder, or the folder has been numbered anew."""
        for uid in uids:
            self._profile.delete(f"{_NOTED}{address}\n{folder}\n{uid}")

    def _tried(self, address: str, folder: str, uid: int) -> tuple[RawMail | None, SportelloError | None]:
        """The mail, or what stood in its way every time."""
        cause: SportelloError | None = None
        for _ in range(_TRIES):
            try:
                with self._host.borrow(address) as mailbox:
                    mailbox.select(folder)
                    return next(iter(list(mailbox.fetch([uid]))), None), None
            except SportelloError as error:
                cause = error
        return None, cause

    def _headers(self, address: str, folder: str, uid: int) -> RawMail | None:
        try:
            with self._host.borrow(address) as mailbox:
                mailbox.select(folder)
                return mailbox.headers(uid)
        except SportelloError:
            return None

    def _others(self, address: str, folders: Sequence[str], uid: int) -> list[tuple[str, int]]:
        """Mails beside it, the nearest first; then the newest of the other folder."""
        with self._host.borrow(address) as mailbox:
            mailbox.select(folders[0])
            near = [other for other in mailbox.uids_after(max(0, uid - _NEAR))[: 2 * _NEAR] if other != uid]
            found = [(folders[0], other) for other in sorted(near, key=lambda other: abs(other - uid))[:_OTHERS]]
            for folder in folders[1:]:
                newest = mailbox.select(folder).uid_next - 1
                found += [(folder, other) for other in mailbox.uids_after(max(0, newest - _NEAR))[-1:]]
        return found
