"""A team begun and a team joined on an opened profile: the steps that the command line and the window share."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.domain.errors import NEEDS_SIGN_IN, Offline, SportelloError
from desktop.engine import survey as surveying
from desktop.engine import teamfile
from desktop.engine.enrolling import Doing, Probed
from desktop.engine.founding import Founder, Settings, readable_name
from desktop.engine.survey import Counted, Counting
from desktop.engine.teamfile import TeamFile
from desktop.journal.entries import PolicySet
from desktop.ports.log import Probe
from desktop.runtime.compose import Profile
from desktop.runtime.files import bytes_of
from desktop.ui import preferences

SeeTo = Callable[[str], None]
"""Sees to it that there is a password for an address."""

Say = Callable[[Doing | Probed], None]

_READ = 1024 * 1024
"""Octets: many times what a team file may have."""

_WATCHING = 2
"""Connections that the journal and who watches it have for themselves."""


def team_file(path: Path) -> TeamFile:
    """Raises UsageError, ``invitation-expired``, or what the file says of itself."""
    file = teamfile.read(bytes_of(path, _READ))
    if file.expires < int(time.time()):
        raise SportelloError("invitation-expired", team=file.name)
    return file


def found(profile: Profile, founder: Founder, language: str, password: SeeTo, say: Say) -> Probe:
    """Try the mailbox out both ways, then begin the team in it. What the probe found."""
    team = profile.store.entries.team()
    if team is not None and team.mailboxes:
        raise SportelloError("already-in-team", team=team.name)
    settings = founder.settings
    profile.mailboxes.bootstrap[founder.address] = settings
    profile.guard.acquire()
    password(founder.address)
    place = profile.place(founder.address)
    say(Doing("probing"))
    probe = place.probe()
    say(Probed(probe))
    settings["budget"] = max(1, min(3, probe.connections - _WATCHING))
    say(Doing("outgoing"))
    profile.outgoing.check(founder.address)
    say(Doing("founding"))
    journal = profile.founding().create(founder, place, probe)
    journal.write("", PolicySet(policy={"language": language}))
    return probe


def enrol(profile: Profile, file: TeamFile, agent: str, password: SeeTo, say: Say, others: Sequence[str] = ()) -> None:
    """This profile into the team of the file. ``others``: mailboxes beside the home whose passwords are known, and
    tried before anything is written."""
    agent = readable_name(agent)
    if profile.has_team and profile.identity().journal != file.journal:
        team = profile.store.entries.team()
        raise SportelloError("already-in-team", team=team.name if team is not None else file.name)
    profile.mailboxes.bootstrap.update(file.mailboxes)
    profile.guard.acquire()
    if profile.has_team:
        with contextlib.suppress(SportelloError):
            profile.workstation().journal.flush()
    password(file.home)
    for address in others:
        say(Doing("mailboxes"))
        _sign_in(profile, address)
    say(Doing("enrolling"))
    profile.founding().join(file, agent)
    preferences.begin_with(profile.path, {**file.settings, **({"language": file.language} if file.language else {})})


def try_mailbox(profile: Profile, address: str, settings: Settings, password: SeeTo) -> None:
    """Both ways, with these settings, which count here until they are the team's or ``forget_mailbox`` is called."""
    profile.mailboxes.bootstrap = {**profile.mailboxes.bootstrap, address: settings}
    password(address)
    profile.place(address).folders()  # on a line of its own: one that is open may lead to the server of before
    profile.outgoing.check(address)


def needs_sign_in(profile: Profile, address: str) -> bool:
    """Whether a person has to sign in, by the page of the mailbox's provider, before it can be opened."""
    try:
        profile.tokens.password(address)
    except SportelloError as error:
        if error.code not in NEEDS_SIGN_IN:
            raise
        return True
    return False


def forget_mailbox(profile: Profile, address: str) -> None:
    left = {known: settings for known, settings in profile.mailboxes.bootstrap.items() if known != address}
    profile.mailboxes.bootstrap = left


def picture(profile: Profile, address: str, say: Callable[[Counting], None], days: int = surveying.DAYS) -> Counted:
    """How a mailbox of the team stands. Touches no database."""
    ours = tuple(profile.mailboxes.settings())
    with profile.host.borrow(address) as mailbox:
        return surveying.survey(mailbox, address, ours, int(time.time()), _local, say, days=days)


def _local(moment: int) -> tuple[int, int]:
    when = time.localtime(moment)
    return when.tm_hour, when.tm_wday


def _sign_in(profile: Profile, address: str) -> None:
    """A server that cannot be reached now keeps nobody from joining: its mailbox is read when it can."""
    with contextlib.suppress(Offline), profile.host.borrow(address) as mailbox:
        mailbox.folders()
