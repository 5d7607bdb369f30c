"""The window of a profile, from the first look at the disk to the last thread: what ``sportello`` alone does."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.domain import mailto
from desktop.domain.errors import ProfileInUse, SportelloError
from desktop.engine.identity import Identity
from desktop.engine.jotted import Jotted
from desktop.engine.notices import Trouble
from desktop.engine.sending import UNDO_WINDOW
from desktop.engine.signatures import Signatures
from desktop.engine.workstation import Workstation
from desktop.journal.state import Team
from desktop.mime.forms import Rules
from desktop.ports.secrets import Typed
from desktop.ports.store import Store
from desktop.runtime import logs
from desktop.runtime.compose import Profile, opened, place_of, waiting_team_file
from desktop.runtime.forgetting import forget
from desktop.runtime.resources import resource, translations
from desktop.runtime.rules import shipped_rules
from desktop.runtime.sentences import Sentences, language_of
from desktop.runtime.window.crashes import Crashes
from desktop.runtime.window.first_run import enrolling
from desktop.runtime.window.notes import notifier
from desktop.runtime.window.program import Program
from desktop.runtime.window.unlocking import unlocked
from desktop.ui.application import Application, Next, Shown, already_open
from desktop.ui.chosen import Chosen
from desktop.ui.desk import Desk
from desktop.ui.preferences import load
from desktop.ui.refused import Refused


class Facts:
    """``ui.desk.Facts`` over the GUI thread's own connection; the team is read anew when the journal has moved."""

    def __init__(self, profile: Profile, me: Identity, store: Store, chosen: Chosen) -> None:
        self._profile = profile
        self._me = me
        self._store = store
        self._chosen = chosen
        self._team: tuple[int, Team] | None = None

    @property
    def agent(self) -> str:
        return self._me.agent

    @property
    def workstation(self) -> str:
        return self._me.workstation

    @property
    def team(self) -> Team:
        cursor = self._store.entries.cursor()
        place = cursor.uid if cursor is not None else 0
        if self._team is None or self._team[0] != place:
            team = self._store.entries.team()
            if team is not None:
                self._team = place, team
            elif self._team is None:
                raise SportelloError("no-team")
        return self._team[1]  # while the team moves to another journal, as it was before

    @property
    def undo_seconds(self) -> int:
        return self._chosen.now.undo_seconds or int(self.team.policy.get("undo", UNDO_WINDOW))

    @cached_property
    def rules(self) -> Rules:
        return shipped_rules()

    def new_id(self) -> str:
        return self._profile.new_id()

    def signature(self, mailbox: str) -> str:
        return Signatures(self._store.profile).under(self.team, mailbox)

    def own_signature(self, mailbox: str) -> str:
        return Signatures(self._store.profile).own(mailbox)

    def jotted(self) -> dict[str, Any]:
        return Jotted(self._store.profile).all()

    def log(self) -> str:
        return logs.end_of(self._profile.path, self._profile.secrets.told)


def application(environ: Mapping[str, str]) -> Application:
    language = language_of(environ)
    return Application(language, translations(language), resource("icons", "sportello.svg"))


@contextmanager
def shown(profile: Profile, language: str) -> Iterator[Shown]:
    """The profile's program running under its window; both closed at the end. Raises ProfileInUse, Offline when there
    is no state yet to be shown, SportelloError ``no-team``."""
    station = profile.started()
    _read_first(profile.store, station)
    me = station.journal.me
    window = Shown()
    crashes = Crashes(profile.path, window.bridge.post, profile.secrets.told)
    reading = profile.reader()
    program = Program(profile, me, window.bridge.post, crashes.crashed)
    chosen = Chosen(profile.path)
    notes = notifier(os.environ, window.bridge.post)
    facts, words = Facts(profile, me, reading, chosen), Sentences(language, "window")
    desk = Desk(
        requests=program.requests,
        parts=program.parts,
        searches=program.searches,
        facts=facts,
        lists=reading.reader,
        words=words,
        chosen=chosen,
        notifier=notes,
        surveys=program.surveys,
        people=reading.people,
        letters=program.letters,
        library=program.library,
        sign_ins=program.sign_ins,
        leading=program.leading,
        updates=program.updates,
        moving=program.moving,
    )
    try:
        with crashes.caught():
            window.open(desk, profile.path)
            program.start()
            crashes.tell_of_last_time()
            yield window
    finally:
        window.close()
        notes.close()
        if not program.close():
            # A lane still hangs in the kernel: the lock must not be given back before the process ends.
            profile.closing.pop_all()
        reading.close()


def _read_first(store: Store, station: Workstation) -> None:
    """Of a team that goes on in another journal nothing may have been read yet. Raises what keeps it from being read;
    what keeps this workstation from writing there, the window says."""
    if store.entries.team() is None:
        try:
            station.syncing.journal_only()
        except SportelloError:
            if store.entries.team() is None:
                raise


def run(path: Path | None, team_file: Path | None = None, link: str = "") -> int:
    """Shows the window until it is closed; in a profile without a team, the first run before it, and with a
    new team file whenever the person asks for it. ``link``: a mailto one, whose mail is begun once there is a team.
    Exit code. What keeps the profile from being opened is shown before it is raised."""
    path = place_of(path)
    qt = application(os.environ)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: qt.end())
    try:
        return _windows(path, qt, team_file, link)
    except SportelloError as error:
        said = Sentences(_language(path), "window").of(error)
        box = Refused(said.message, said.remedy)
        box.show()
        qt.run()
        raise


def _windows(path: Path, qt: Application, team_file: Path | None, link: str) -> int:
    """One after the other."""
    typed = Typed()
    following, file = Next.REOPEN, team_file
    while following is not Next.END and not qt.ended:
        with opened(path, os.environ, typed) as profile, logs.to_file(profile.path, "window", profile.secrets.told):
            forget(profile)
            known = profile.identity().name if profile.enrolled else ""
            if following is Next.REOPEN:
                following, file = _used(profile, qt, file, link) if known else (Next.JOIN, file)
                link = "" if known else link
        if following is Next.JOIN:
            there = file or (None if known else waiting_team_file(os.environ))
            joined = not already_open(path, file) and _enrolled_in_window(path, qt, there, typed, known)
            following, file = Next.REOPEN if joined or known else Next.END, None
    return 0


def _used(profile: Profile, qt: Application, team_file: Path | None, link: str) -> tuple[Next, Path | None]:
    """The window of who is in the team, until it is closed. What comes next, and a team file for it."""
    try:
        qt.speak(language := _language(profile.path), translations(language))
        closed = unlocked(profile, qt, language)
        if closed is not None:
            return closed, team_file
        if team_file is not None and _out(profile):
            return Next.JOIN, team_file
        return _shown_to_the_end(profile, qt, team_file, link)
    except ProfileInUse:
        if already_open(profile.path, team_file, link):
            return Next.END, None
        raise


def _language(profile: Path) -> str:
    """As the person prefers, else the system's."""
    return load(profile).language or language_of(os.environ)


def _out(profile: Profile) -> bool:
    """Whether the file is what this computer waits for."""
    team = profile.store.entries.team()
    return team is not None and team.left(profile.identity().workstation) is not None


def _shown_to_the_end(profile: Profile, qt: Application, team_file: Path | None, link: str) -> tuple[Next, Path | None]:
    with shown(profile, _language(profile.path)) as window:
        team = profile.store.entries.team()
        if team_file is not None and team is not None:
            window.bridge.post(Trouble(SportelloError("already-in-team", team=team.name)))
        if link:
            window.write(mailto.read(link))
        qt.run()
        return window.next, window.team_file


def _enrolled_in_window(path: Path, qt: Application, team_file: Path | None, typed: Typed, known: str) -> bool:
    """``known``: the name of who has been in the team with this profile. What was typed in vain does not open what
    comes next."""
    before = replace(typed, passwords=dict(typed.passwords))
    with enrolling(path, os.environ, language_of(os.environ), team_file, typed, known) as window:
        qt.run()
        joined = window.window is not None and window.window.enrolled
    if not joined:
        typed.passphrase, typed.passwords = before.passphrase, before.passwords
    return joined
