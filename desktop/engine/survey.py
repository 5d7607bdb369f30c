"""The day-0 picture of a mailbox: headers read, counted, and forgotten. Nothing is written, here or there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.domain.standing import Letter, Local, Read, Standing, standing
from desktop.mime.heads import letter
from desktop.ports.mailbox import ANSWERED, Mailbox

DAYS = 90
MOST = 5_000
"""Mails of one folder: half a minute on a poor line. Of more, the newest."""
_DAY = 24 * 3600
_STEP = 100
"""Mails between two words of how far it has come."""


@dataclass(frozen=True, slots=True)
class Counting:
    """``done`` mails of ``total``."""

    address: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Counted:
    address: str
    standing: Standing
    now: int
    """When it was, seconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    address: str
    why: SportelloError


def survey(
    mailbox: Mailbox,
    address: str,
    ours: Collection[str],
    now: int,
    local: Local,
    say: Callable[[Counting], None],
    *,
    days: int = DAYS,
    most: int = MOST,
) -> Counted:
    """Raises Offline, SportelloError. Ends early when ``say`` raises."""
    folders = mailbox.folders()
    since = now - days * _DAY
    wanted: dict[str, tuple[int, ...]] = {}
    for folder in filter(None, (folders.inbox, folders.sent)):
        mailbox.select(folder)
        wanted[folder] = mailbox.uids_since(since)
    read = {folder: uids[-most:] for folder, uids in wanted.items()}
    total = sum(map(len, read.values()))
    own = {one.lower() for one in (*ours, address)}

    def letters() -> Iterator[Letter]:
        done = 0
        for folder, uids in read.items():
            mailbox.select(folder)
            sent = folder == folders.sent
            for one in mailbox.heads(uids) if uids else ():
                if done % _STEP == 0:
                    say(Counting(address, done, total))
                done += 1
                found = letter(one.raw, one.internal_date, own, sent=sent, marked=ANSWERED in one.flags)
                if found is not None and found.at >= since:
                    yield found

    scope = Read(days, total, sum(map(len, wanted.values())), folders.sent is not None)
    return Counted(address, standing(letters(), scope, now, local), now)
