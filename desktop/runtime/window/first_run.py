"""A profile without a team, or with one to be joined anew: its first run in a window, until that is done or the window
is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desktop.ports.secrets import Typed
from desktop.runtime.sentences import Sentences
from desktop.runtime.window.crashes import Crashes
from desktop.runtime.window.enrolling import Attempts
from desktop.ui.application import Enrolment


@contextmanager
def enrolling(
    profile: Path,
    environ: Mapping[str, str],
    language: str,
    team_file: Path | None,
    typed: Typed,
    known: str = "",
) -> Iterator[Enrolment]:
    """The window, with its attempts behind it; both closed at the end. ``team_file``: given with the start; ``typed``
    keeps what is typed here for the next window; ``known``: the name of who joins anew, whose passphrase holds on."""
    window = Enrolment()
    told: set[str] = set()
    crashes = Crashes(profile, window.bridge.post, told)
    attempts = Attempts(profile, environ, window.bridge.post, crashes.crashed, typed, told, again=bool(known))
    try:
        with crashes.caught():
            shown = window.open(attempts, Sentences(language, "window"), language, profile, known)
            if team_file is not None:
                shown.open_file(str(team_file))
            yield window
    finally:
        window.close()
        attempts.close()
