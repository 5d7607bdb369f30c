"""From words to exit code. Every error that a person can meet ends here as a sentence and a remedy."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence

from desktop.domain.errors import Interrupted, SportelloError
from desktop.runtime.cli.arguments import parsed
from desktop.runtime.cli.printing import Printer, exit_code, silence
from desktop.runtime.sentences import Sentences, language_of


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code of the contract (``printing.exit_code``)."""
    argv = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in argv
    out = Printer(Sentences(language_of(os.environ)), as_json=as_json)
    _can_say_anything(as_json)
    try:
        words = parsed(argv)
        if words.command in (None, "window"):
            from desktop.runtime.window.opening import run

            file = getattr(words, "team_file", None) or getattr(words, "given_file", None)
            return run(getattr(words, "profile", None), file, getattr(words, "mailto", ""))
        if words.command == "demo":
            from desktop.runtime.demo.playing import play

            return play(words.folder, out.sentences, on_terminal=words.terminal)
        if getattr(words, "of_itself", False):
            from desktop.runtime.cli.selfcheck import check_self

            return check_self(out)
        # Only now: --version, --help and wrong words are answered in a fifth of the time.
        from desktop.runtime.cli.commands import perform

        with _ended_by_the_system_as_by_a_person():
            return perform(words, out)
    except SportelloError as error:
        return _said(out, error)
    except KeyboardInterrupt as interrupt:
        return _said(out, _known(interrupt))
    except BrokenPipeError:
        silence(sys.stdout)
        return 1
    except Exception as fault:  # noqa: BLE001 - a bug: the log has its traceback, a person gets a sentence
        return _said(out, SportelloError("program-fault", detail=f"{type(fault).__name__}: {fault}"[:300]))


def _said(out: Printer, error: SportelloError) -> int:
    out.error(error)
    return exit_code(error)


def _known(interrupt: KeyboardInterrupt) -> SportelloError:
    """What was to be said when it came: an impatient second Ctrl+C must not hide that a mail may have left."""
    before = interrupt.__context__
    while before is not None and not isinstance(before, SportelloError):
        before = before.__context__
    return before or Interrupted("command-interrupted")


@contextlib.contextmanager
def _ended_by_the_system_as_by_a_person() -> Iterator[None]:
    """SIGTERM (a logout, a shutdown, a supervisor) is told what Ctrl+C is told. Signals belong to the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _can_say_anything(as_json: bool) -> None:
    """JSON is UTF-8 whatever the terminal speaks; a letter that it lacks must not end a command for people."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")
