"""Attempts of the first run, each on a thread and a profile of its own, so that giving one up may cut its line hard
and leaves nothing behind that the next would meet."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain.errors import Offline, SportelloError
from desktop.engine import teamfile
from desktop.engine.enrolling import Enrolled, FileRead, PlaceWanted, Stopped, TeamWanted, Told
from desktop.runtime import enrolment, logs
from desktop.runtime.compose import Profile, opened

_LAST_WAIT = 1.5
"""Seconds that a given-up attempt has to end when the window closes."""


class Attempts:
    """Implements ``ui.first_run.Enrolling``. ``tell`` may be called from any thread."""

    def __init__(
        self,
        path: Path,
        environ: Mapping[str, str],
        tell: Callable[[Told], None],
        crashed: Callable[[BaseException], None],
        typed: set[str],
    ) -> None:
        """``typed`` collects the passwords, which no report may hold."""
        self._path = path
        self._typed = typed
        self._environ = environ
        self._tell = tell
        self._crashed = crashed
        self._last: _Attempt | None = None

    def read(self, path: str) -> None:
        self._begin(lambda _: FileRead(enrolment.team_file(Path(path).expanduser())))

    def create(self, wanted: TeamWanted) -> None:
        def work(attempt: _Attempt) -> Told:
            with attempt.profile(self._path, self._environ) as profile:
                address, password = wanted.founder.address, wanted.password
                self._typed.add(password)
                profile.secrets.hold(address, password)
                enrolment.found(profile, wanted.founder, wanted.language, _given, attempt.tell)
                return _enrolled(profile, address, password)

        self._begin(work)

    def join(self, wanted: PlaceWanted) -> None:
        def work(attempt: _Attempt) -> Told:
            with attempt.profile(self._path, self._environ) as profile:
                self._typed.add(wanted.password)
                profile.secrets.hold(wanted.file.home, wanted.password)
                enrolment.enrol(profile, wanted.file, wanted.agent, _given, attempt.tell)
                return _enrolled(profile, wanted.file.home, wanted.password)

        self._begin(work)

    def cancel(self) -> None:
        if self._last is not None:
            self._last.give_up()

    def close(self) -> bool:
        """Whether all has ended."""
        self.cancel()
        return self._last is None or self._last.join(_LAST_WAIT)

    def _begin(self, work: Callable[[_Attempt], Told]) -> None:
        self.cancel()
        self._last = _Attempt(work, self._tell, self._crashed, self._last)
        self._last.start()


class _Attempt:
    """``before`` is waited for: the profile has one user at a time."""

    def __init__(
        self,
        work: Callable[[_Attempt], Told],
        tell: Callable[[Told], None],
        crashed: Callable[[BaseException], None],
        before: _Attempt | None,
    ) -> None:
        self._work = work
        self._tell = tell
        self._crashed = crashed
        self._before = before
        self._opened: Profile | None = None
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lane first run", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self, seconds: float | None = None) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def give_up(self) -> None:
        """From any thread, at any moment."""
        self._given_up.set()
        profile = self._opened
        if profile is not None:
            profile.hang_up()

    def tell(self, what: Told) -> None:
        if not self._given_up.is_set():
            self._tell(what)

    @contextmanager
    def profile(self, path: Path, environ: Mapping[str, str]) -> Iterator[Profile]:
        """Opened for this attempt, with a log of it; from now on giving up cuts its line."""
        with opened(path, environ) as profile, logs.to_file(profile.path, "first run", profile.secrets.told):
            self._opened = profile
            try:
                if self._given_up.is_set():
                    raise Offline("closing")
                yield profile
            finally:
                self._opened = None

    def _run(self) -> None:
        try:
            if self._before is not None:
                self._before.join()
                self._before = None
            self.tell(self._work(self))
        except SportelloError as error:
            self.tell(Stopped(error))
        except BaseException as error:  # noqa: BLE001 - the last place that can tell of it
            if not self._given_up.is_set():
                self._crashed(error)


def _enrolled(profile: Profile, address: str, password: str) -> Enrolled:
    """The password is kept only now that it has opened the mailbox."""
    kept = False
    with suppress(SportelloError):
        kept = profile.secrets.remember(address, password)
    team = profile.store.entries.team()
    assert team is not None
    me = profile.identity()
    return Enrolled(team.name, me.name, teamfile.fingerprint(team.id), kept or _known(profile, address, password))


def _known(profile: Profile, address: str, password: str) -> bool:
    """Whether the next start finds the same password in its surroundings."""
    there = (profile.password_variable(address), "SPORTELLO_PASSWORD")
    return password in [profile.environ.get(name) for name in there]


def _given(_: str) -> None:
    """The password has been typed already."""
