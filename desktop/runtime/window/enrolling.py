"""Attempts of the first run, each on a thread and a profile of its own, so that giving one up may cut its line hard
and leaves nothing behind that the next would meet. One that was given up when all was done already has still made a
team: it says so, and the next finds itself enrolled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain.errors import Offline, SportelloError
from desktop.engine import discovery, teamfile
from desktop.engine.enrolling import Enrolled, FileRead, PlaceWanted, ServersFound, Stopped, TeamWanted, Told
from desktop.engine.signing_in import Shown, SignInShown
from desktop.ports.secrets import Typed
from desktop.runtime import enrolment, logs
from desktop.runtime.compose import Profile, lookups, opened
from desktop.runtime.providers import shipped_providers

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
        typed: Typed,
        told: set[str],
        *,
        again: bool = False,
    ) -> None:
        """``typed`` keeps the passwords for the window that opens next; ``told`` collects them: no report may hold
        them. ``again``: the profile has been in the team, and joins it with a new key."""
        self._again = again
        self._passphrase = typed.passphrase
        self._path = path
        self._typed = typed
        self._told = told
        self._environ = environ
        self._tell = tell
        self._crashed = crashed
        self._last: _Attempt | None = None

    def read(self, path: str) -> None:
        self._begin(lambda _: FileRead(enrolment.team_file(Path(path).expanduser())))

    def find(self, address: str) -> None:
        def work(attempt: _Attempt) -> Told:
            return ServersFound(discovery.find(address, shipped_providers(), lookups(attempt.is_given_up)))

        self._begin(work)

    def picture(self, address: str) -> None:
        """With the passwords that have opened the mailboxes just now."""

        def work(attempt: _Attempt) -> Told:
            with attempt.profile(self._path, self._environ, self._typed) as profile:
                return enrolment.picture(profile, address, attempt.tell)

        self._begin(work)

    def create(self, wanted: TeamWanted) -> None:
        def work(attempt: _Attempt) -> Told:
            passwords = {wanted.founder.address: wanted.password} if wanted.password else {}
            with self._opened(attempt, wanted.passphrase, passwords) as profile:
                if not profile.enrolled:
                    see_to = _signing_in(profile, attempt, by_code=wanted.by_code)
                    enrolment.found(profile, wanted.founder, wanted.language, see_to, attempt.tell)
                return _enrolled(profile, [wanted.founder.address])

        self._begin(work)

    def join(self, wanted: PlaceWanted) -> None:
        def work(attempt: _Attempt) -> Told:
            with self._opened(attempt, wanted.passphrase, wanted.passwords) as profile:
                others = [address for address in wanted.passwords if address != wanted.file.home]
                if self._again or not profile.enrolled:
                    see_to = _signing_in(profile, attempt, by_code=wanted.by_code)
                    enrolment.enrol(profile, wanted.file, wanted.agent, see_to, attempt.tell, others)
                return _enrolled(profile, list({wanted.file.home: "", **wanted.passwords}))

        self._begin(work)

    def cancel(self) -> None:
        if self._last is not None:
            self._last.give_up()

    def close(self) -> bool:
        """Whether all has ended."""
        self.cancel()
        return self._last is None or self._last.join(_LAST_WAIT)

    @contextmanager
    def _opened(self, attempt: _Attempt, passphrase: str, passwords: Mapping[str, str]) -> Iterator[Profile]:
        """With what was typed for this attempt, and nothing of a former one, but the passphrase that has opened the
        profile before."""
        passphrase = passphrase or self._passphrase
        self._told.update(filter(None, (passphrase, *passwords.values())))
        self._typed.passphrase, self._typed.passwords = passphrase, dict(passwords)
        with attempt.profile(self._path, self._environ, self._typed) as profile:
            yield profile

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

    def is_given_up(self) -> bool:
        return self._given_up.is_set()

    def tell(self, what: Told) -> None:
        if isinstance(what, Enrolled) or not self._given_up.is_set():
            self._tell(what)

    @contextmanager
    def profile(self, path: Path, environ: Mapping[str, str], typed: Typed) -> Iterator[Profile]:
        """Opened for this attempt, with a log of it; from now on giving up cuts its line."""
        with opened(path, environ, typed) as profile, logs.to_file(profile.path, "first run", profile.secrets.told):
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


def _enrolled(profile: Profile, addresses: Sequence[str]) -> Enrolled:
    """The passwords are kept only now that they have opened their mailboxes."""
    team = profile.store.entries.team()
    assert team is not None
    kept = [_kept(profile, address) for address in addresses if address in team.mailboxes]
    me = profile.identity()
    sealed = bool(profile.secrets.typed.passphrase)
    return Enrolled(team.name, me.name, teamfile.fingerprint(team.id), all(kept), sealed)


def _kept(profile: Profile, address: str) -> bool:
    """Whether the next start finds the same: in the keyring, under the passphrase, or in its surroundings."""
    if profile.tokens.client(address) is not None:
        return profile.tokens.keep(address)
    password = profile.secrets.password(address)
    with suppress(SportelloError):
        if profile.secrets.remember(address, password):
            return True
    there = (profile.password_variable(address), "SPORTELLO_PASSWORD")
    return password in [profile.environ.get(name) for name in there]


def _signing_in(profile: Profile, attempt: _Attempt, *, by_code: bool) -> enrolment.SeeTo:
    """By the page of the mailbox's provider, for one that is opened so; a password has been typed already."""

    def see_to(address: str) -> None:
        client = profile.tokens.client(address)
        if client is None or not enrolment.needs_sign_in(profile, address):
            return

        def show(shown: Shown) -> None:
            attempt.tell(SignInShown(address, client.provider.name, shown.page, shown.code))

        profile.tokens.sign_in(address, show, attempt.is_given_up, by_code=by_code)

    return see_to
