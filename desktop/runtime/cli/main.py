"""From words to exit code. Every error that a person can meet ends here as a sentence and a remedy."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from desktop.domain.errors import SportelloError
from desktop.runtime.cli.arguments import parsed
from desktop.runtime.cli.printing import Printer, exit_code
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

            return run(getattr(words, "profile", None), getattr(words, "team_file", None))
        if words.command == "demo":
            from desktop.runtime.demo.playing import play

            return play(words.folder, out.sentences, on_terminal=words.terminal)
        # Only now: --version, --help and wrong words are answered in a fifth of the time.
        from desktop.runtime.cli.commands import perform

        return perform(words, out)
    except SportelloError as error:
        out.error(error)
        return exit_code(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _can_say_anything(as_json: bool) -> None:
    """JSON is UTF-8 whatever the terminal speaks; a letter that it lacks must not end a command for people."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")
