"""From words to exit code. Every error that a person can meet ends here as a sentence and a remedy."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence

from desktop.domain.errors import SportelloError
from desktop.runtime import logs
from desktop.runtime.cli import checking, mail, syncing, team, tickets
from desktop.runtime.cli.arguments import parsed
from desktop.runtime.cli.printing import Printer, exit_code
from desktop.runtime.cli.session import Session
from desktop.runtime.compose import opened
from desktop.runtime.sentences import Sentences, language_of

COMMANDS: dict[str, Callable[[Session], int | None]] = {
    "team create": team.create,
    "team invite": team.invite,
    "team join": team.join,
    "team list": team.listed,
    "team remove": team.remove,
    "team halt": team.halt,
    "team resume": team.resume,
    "team restore": team.restore,
    "mailbox add": team.add_mailbox,
    "mailbox list": team.list_mailboxes,
    "mailbox password": team.password,
    "sync": syncing.sync,
    "tickets": tickets.listed,
    "show": tickets.show,
    "claim": tickets.claim,
    "release": tickets.release,
    "break": tickets.break_claim,
    "tag": tickets.tag,
    "priority": tickets.priority,
    "assign": tickets.assign,
    "status": tickets.status,
    "note": tickets.note,
    "merge": tickets.merge,
    "reply": mail.reply,
    "compose": mail.compose,
    "review": mail.review,
    "settle": mail.settle,
    "revoke": tickets.revoke,
    "journal": checking.journal,
    "doctor": checking.doctor,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code of the contract (``printing.exit_code``)."""
    argv = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in argv
    out = Printer(Sentences(language_of(os.environ)), as_json=as_json)
    _can_say_anything(as_json)
    try:
        words = parsed(argv)
        if words.command == "demo":
            from desktop.runtime.demo.tour import play

            return play(words.folder, out.sentences)
        words.json = getattr(words, "json", False)
        name = f"{words.command} {words.what}" if "what" in words else words.command
        with opened(getattr(words, "profile", None), os.environ) as profile, logs.to_file(profile.path):
            return COMMANDS[name](Session(profile, words, out)) or 0
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
