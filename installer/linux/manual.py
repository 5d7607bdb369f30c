"""The manual page, from the command line's own words: what it says is what the program does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from desktop.runtime.cli.arguments import all_words
from installer.product import NAME, TITLE, version

_FILES = r"""
.SH FILES
.TP
.I ~/.local/share/sportello
The workstation's folder: its database, its log and what is being written. Removing the package leaves it.
.TP
.I /etc/sportello
A team file that lies here is offered to who has no team yet.
.SH ENVIRONMENT
.TP
.B SPORTELLO_LANGUAGE
en or it, in place of the system's.
.TP
.B SPORTELLO_PASSWORD
The mailbox's password, for scripts; a keyring is better.
.SH EXIT STATUS
0 done; 1 any other error; 2 wrong words; 3 refused by the team's state; 4 it is not known whether a mail has left;
5 offline, kept for later; 6 locks not available; 7 the profile is in use; 130 interrupted.
"""


def manual(moment: int) -> str:
    """In roff."""
    date = datetime.fromtimestamp(moment, UTC).date().isoformat()
    return "\n".join(_lines(all_words(), date)) + _FILES


def _lines(parser: argparse.ArgumentParser, date: str) -> Iterator[str]:
    yield f'.TH {NAME.upper()} 1 "{date}" "{TITLE} {version()}" "User Commands"'
    yield f".SH NAME\n{NAME} \\- {_plain(str(parser.description)).rstrip('.')}"
    yield f".SH SYNOPSIS\n.B {NAME}\n[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR ...]"
    yield f".br\n.B {NAME}\n\\fIFILE\\fR | \\fILINK\\fR"
    yield ".SH DESCRIPTION\nWithout a command the window opens. A team file joins its team."
    yield "A mailto link begins a mail."
    yield _plain(str(parser.epilog))
    yield ".SH OPTIONS"
    yield from _options(parser)
    yield ".SH COMMANDS"
    for name, command in _commands(parser):
        yield f'.SS "{name}"\n{_plain(str(command.description or ""))}'
        yield from _options(command, skip=("--profile", "--json", "--help"))


def _commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Those that can be given, by their full names."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts = {choice.dest: choice.help for choice in action._choices_actions}
            for name, command in action.choices.items():
                command.description = command.description or texts.get(name) or ""
                below = list(_commands(command, f"{before}{name} "))
                yield from below or [(f"{before}{name}", command)]


def _options(parser: argparse.ArgumentParser, skip: tuple[str, ...] = ()) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or set(skip) & set(action.option_strings):
            continue
        names = ", ".join(f"\\fB{_plain(name)}\\fR" for name in action.option_strings)
        value = action.metavar or ("" if action.nargs == 0 else action.dest)
        value = value if isinstance(value, str) else " ".join(value or ())
        shown = " ".join(filter(None, (names, f"\\fI{_plain(value)}\\fR" if value else "")))
        yield f".TP\n{shown}\n{_plain(action.help or '').replace('%%', '%') or '-'}"


def _plain(text: str) -> str:
    """Without a meaning for roff."""
    shown = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown[:1] in (".", "'") else shown
