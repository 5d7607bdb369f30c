"""The words of the command line. Names, options and places here are a contract; add, never rename."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from desktop import __version__
from desktop.domain.errors import UsageError
from desktop.domain.mailto import is_mailto
from desktop.domain.signing_in import WAYS
from desktop.domain.team_files import ENDING
from desktop.domain.ticket import Priority, Role, Status
from desktop.runtime.cli import values
from desktop.runtime.exporting import FORMATS

PLACES = (
    "mine", "unassigned", "open", "never-opened", "promises", "waiting", "on-hold", "snoozed", "resolved", "spam",
    "all",
)  # fmt: skip
NEWEST = 0
"""What ``--source`` means without a number."""

_TAG_OFF = "\0"

_TEAM_FILE = "--team-file"

"""Of an export."""

DECISIONS = ("sent", "not-sent", "resend", "apply", "dismiss")


_Adder = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command by name and text."""


class Words(argparse.ArgumentParser):
    """Wrong words become a UsageError, so that ``--json`` answers them in JSON too. Options are never shortened: a
    script that relied on it would break with the next option."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})

    def error(self, message: str) -> NoReturn:
        raise UsageError("usage", detail=message, command=self.prog)


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Namespace with ``command`` and its options. Raises UsageError; ``--help`` and ``--version`` exit 0."""
    if argv and argv[-1].lower().endswith(ENDING) and not {"team", "window", _TEAM_FILE}.intersection(argv):
        argv = [*argv[:-1], "window", argv[-1]]  # a desktop opens a file with nothing but its name
    if argv and is_mailto(argv[-1]) and "--mailto" not in argv:
        argv = [*argv[:-1], *([] if "window" in argv else ["window"]), "--mailto", argv[-1]]
    found = all_words().parse_args(
        [_TAG_OFF + word[1:] if _takes_off(argv, i) else word for i, word in enumerate(argv)]
    )
    _must_be_text(found)
    needs = getattr(found, "needs", ())
    if needs and all(getattr(found, name) is None for name in needs):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in needs)
        raise UsageError("usage", detail=f"one of {options}", command=f"sportello {found.command}")
    if found.command in (None, "window") and getattr(found, "json", False):
        raise UsageError("usage", detail="--json needs a command", command="sportello")
    if found.command == "tag":
        found.tags = [word.replace(_TAG_OFF, "-", 1) for word in found.tags]
    return found


def _must_be_text(found: argparse.Namespace) -> None:
    """Octets that are no text in the terminal's encoding arrive as lone surrogates; only paths may have them."""
    for value in vars(found).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and any("\ud800" <= letter <= "\udfff" for letter in word):
                raise UsageError("not-text", word=word.encode("utf-8", "replace").decode())


def _takes_off(argv: Sequence[str], index: int) -> bool:
    """Whether a word is ``-tag`` after the command ``tag``, which argparse would take for an option."""
    word = argv[index]
    return "tag" in argv[:index] and word.startswith("-") and not word.startswith("--") and word not in ("-", "-h")


def all_words() -> Words:
    """All of them, as the manual page lists them too."""
    common = Words(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--profile", type=Path, metavar="DIR", help="folder of this workstation")
    common.add_argument("--json", action="store_true", help="print one JSON document")
    parser = Words(
        prog="sportello",
        description="A desktop inbox for customer-care teams on shared mailboxes.",
        epilog="REF is a reference (7KQ2-MXAD) or a number (#1042).",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"sportello {__version__}")
    _given_file(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    window = command("window", "open the window; what sportello alone does")
    window.add_argument("team_file", nargs="?", type=Path, metavar="FILE", help="a team file to join with")
    window.add_argument("--mailto", default="", metavar="LINK", help="begin the mail of a mailto: link")
    _given_file(window)
    _team(command("team", "create a team, invite, join, list"), common)
    _mailbox(command("mailbox", "add and list shared mailboxes"), common)
    _sync(command("sync", "read mail and journal, send what waits"))
    _reading(command)
    _export(command("export", "write tickets and mails into a folder: mbox, EML, CSV, JSON"))
    take_in = command("import", "mbox and EML files into this workstation's history: no ticket, but found and read")
    take_in.add_argument("files", nargs="+", type=Path, metavar="FILE")
    backup = command("backup", "settings and drafts into a file, to move to another computer; no password, no key")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--restore", action="store_true", help="out of it again, over nothing that is here")
    _saved(command("saved", "searches that are places of the window"), common)
    _texts(command("texts", "the team's canned responses"), common)
    _attachments(command("attachment", "list and save files of mails"), common)
    _editing(command)
    _customer(command("customer", "what the team knows of a ticket's customer"), common)
    _sending(command)
    _settling(command)
    _follow_ups(command("followup", "the question how it went, planned for resolved tickets"), common)
    _laters(command("later", "answers that leave at a time of their own (reply --at)"), common)
    standing = command("day-zero", "how a mailbox stands: who waits, how long answers took, chase-ups; from headers")
    standing.add_argument("--address", type=values.address, metavar="ADDRESS", help="another than the home mailbox")
    standing.add_argument("--days", type=values.days, default=90, metavar="N", help="of the last N days (90)")
    journal = command("journal", "show the newest entries of the journal")
    journal.add_argument("--tail", type=values.count, default=20, metavar="N")
    doctor = command("doctor", "check profile, servers and journal")
    doctor.add_argument("--move-back", action="store_true", help="put a moved journal folder back")
    doctor.add_argument(
        "--self", action="store_true", dest="of_itself", help="check the program itself: no profile, no server"
    )
    _update(command("update", "whether there is a newer version of Sportello; installs nothing"), common)
    demo = command("demo", "open the demo shop in two windows; play the tour in them where there is no display")
    demo.add_argument("--folder", type=Path, metavar="DIR")
    demo.add_argument("--terminal", action="store_true", help="play the tour with the command line instead")
    return parser


def _given_file(parser: argparse.ArgumentParser) -> None:
    """For who starts the program by a script; a desktop gives a file's name alone."""
    parser.add_argument(
        _TEAM_FILE,
        dest="given_file",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="a team file to join with, if there is no team yet",
    )


def _team(team: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = team.add_subparsers(dest="what", required=True, metavar="WHAT")
    create = words.add_parser("create", help="start a team in its home mailbox", parents=[common])
    create.add_argument("--name", required=True, help="the team's name")
    create.add_argument("--agent", required=True, help="your name")
    create.add_argument("--language", choices=("en", "it"), help="of the texts that customers read")
    _account(create)
    invite = words.add_parser("invite", help="write a team file for one colleague", parents=[common])
    invite.add_argument("--out", required=True, type=Path, metavar="FILE")
    invite.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    invite.add_argument("--language", choices=("en", "it"), default="", help="of the new workstation's window")
    invite.add_argument(
        "--set",
        action="append",
        default=[],
        type=values.setting,
        metavar="NAME=VALUE",
        help="a preference that it begins with: theme=dark, density=compact, notify=false ...",
    )
    join = words.add_parser("join", help="join with a team file", parents=[common])
    join.add_argument("file", type=Path, metavar="FILE")
    join.add_argument("--agent", required=True, help="your name")
    join.add_argument("--yes", action="store_true", help="do not ask whether team and servers are the right ones")
    _device_code(join)
    words.add_parser("list", help="members and open invitations", parents=[common])
    change = words.add_parser("set", help="what holds for the whole team (leads)", parents=[common])
    change.add_argument(
        "--undo", type=values.seconds, metavar="SECONDS", help="in which a reply can be taken back, 0 to 60"
    )
    change.add_argument("--language", choices=("en", "it"), help="of the texts that customers read")
    change.add_argument("--ask-reason", choices=("yes", "no"), help="whether who closes a ticket is asked why it came")
    change.add_argument(
        "--updates",
        type=values.place,
        metavar="WHERE",
        help="where newer versions of Sportello are looked for: a folder, an https address, journal, or none",
    )
    for words_of in ("reasons", "outcomes"):
        change.add_argument(
            f"--{words_of}-file", type=Path, metavar="FILE", help=f"{words_of} to choose from, a line each"
        )
    remove = words.add_parser("remove", help="remove a workstation (leads)", parents=[common])
    remove.add_argument("workstation", metavar="WORKSTATION")
    halt = words.add_parser("halt", help="stop all claiming and sending (leads)", parents=[common])
    halt.add_argument("--reason", default="")
    restore = words.add_parser(
        "restore", help="begin a lost journal anew from this workstation (leads)", parents=[common]
    )
    restore.add_argument("--anew", action="store_true", help="put aside what a lead has begun who never comes back")
    renew = words.add_parser(
        "renew", help="begin the journal anew, without what was erased and corrected (leads)", parents=[common]
    )
    renew.add_argument("--yes", action="store_true", help="do not ask")
    words.add_parser("resume", help="let claiming and sending go on (leads)", parents=[common])


def _mailbox(mailbox: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = mailbox.add_subparsers(dest="what", required=True, metavar="WHAT")
    _account(words.add_parser("add", help="add or change a shared mailbox (leads)", parents=[common]))
    words.add_parser("list", help="the team's mailboxes", parents=[common])
    find = words.add_parser("find", help="where the servers of an address are; asks the network", parents=[common])
    find.add_argument("address", type=values.address, metavar="ADDRESS")
    follow_up = words.add_parser(
        "follow-up", help="ask customers of resolved tickets how it went (leads)", parents=[common]
    )
    follow_up.add_argument("address", type=values.address, metavar="ADDRESS")
    switch = follow_up.add_mutually_exclusive_group(required=True)
    switch.add_argument("--on", action="store_true")
    switch.add_argument("--off", action="store_true")
    follow_up.add_argument("--after", type=values.duration, metavar="3d", help="how long after resolving: d, h, m or s")
    for language in ("it", "en"):
        follow_up.add_argument(f"--text-{language}", type=Path, metavar="FILE", help="an own text in that language")
    keep = words.add_parser(
        "keep", help="how long mail is kept whole on the team's computers; headers always (leads)", parents=[common]
    )
    keep.add_argument("address", type=values.address, metavar="ADDRESS")
    keep.set_defaults(needs=("months", "files_kb"))
    keep.add_argument("--months", type=values.months, metavar="N|forever")
    keep.add_argument(
        "--files-kb", type=values.kilobytes, metavar="N", help="attachments that come along unasked, up to so many kB"
    )
    rules = words.add_parser("rules", help="whom mail of forms and marketplaces really comes from", parents=[common])
    rules.add_argument("address", type=values.address, metavar="ADDRESS")
    rules.add_argument("--off", action="append", default=[], metavar="RULE", help="switch one off (leads)")
    rules.add_argument("--on", action="append", default=[], metavar="RULE", help="switch one on again (leads)")
    own = rules.add_mutually_exclusive_group()
    own.add_argument("--file", type=Path, metavar="FILE", help="the mailbox's own rules, as TOML (leads)")
    own.add_argument("--no-own", action="store_true", help="take its own rules away (leads)")
    own.add_argument("--like", metavar="REF", help="an own rule from the mail of a ticket, which is a form's (leads)")
    rules.add_argument("--title", default="", help="what the new rule is called")
    for option, field, text in (
        ("--customer", "email", "the customer's address"),
        ("--name", "name", "the name"),
        ("--order", "order", "the order number"),
        ("--reason", "about", "the reason"),
        ("--text", "says", "the customer's words"),
    ):
        help_ = f"with --like: what stands before {text} on its line"
        rules.add_argument(option, dest=f"line_{field}", metavar="LABEL", help=help_)
    rules.add_argument("--forget", action="append", default=[], metavar="RULE", help="take an own rule away (leads)")
    password = words.add_parser("password", help="put a mailbox's password into the keyring", parents=[common])
    password.add_argument("--address", required=True, type=values.address)
    sign_in = words.add_parser("sign-in", help="open a mailbox by its provider's page, again", parents=[common])
    sign_in.add_argument("--address", required=True, type=values.address)
    _device_code(sign_in)


def _follow_ups(follow_up: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = follow_up.add_subparsers(dest="what", required=True, metavar="WHAT")
    words.add_parser("list", help="those that have not left yet", parents=[common])
    words.add_parser("stop", help="keep one from leaving", parents=[common]).add_argument("id", metavar="ID")


def _laters(later: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = later.add_subparsers(dest="what", required=True, metavar="WHAT")
    words.add_parser("list", help="everybody's, the earliest first", parents=[common])
    words.add_parser("stop", help="keep one of your own as a draft", parents=[common]).add_argument("id", metavar="ID")


def _account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", required=True, type=values.address, help="the mailbox's address")
    parser.add_argument("--imap", required=True, type=values.server, metavar="HOST:PORT")
    parser.add_argument("--smtp", required=True, type=values.server, metavar="HOST:PORT")
    parser.add_argument("--security", choices=("tls", "starttls", "none"), default="tls")
    parser.add_argument("--smtp-security", choices=("tls", "starttls", "none"), help="when it differs")
    parser.add_argument("--user", help="login name, when it is not the address")
    parser.add_argument("--sign-in", choices=(*WAYS, "password"), help="by whose page it is opened, if any")
    parser.add_argument("--client-id", metavar="ID", help="of your own registration with the provider")
    parser.add_argument("--client-secret", metavar="SECRET", help="where the provider has given one")
    parser.add_argument("--tenant", metavar="ID", help="of your organisation (microsoft)")
    for page in ("authorize", "token", "device"):
        parser.add_argument(f"--{page}-url", metavar="URL", help=f"the provider's {page} page (own)")
    parser.add_argument("--scope", help="what the provider is asked for (own)")
    _device_code(parser)
    parser.add_argument("--sender-name", help="name that customers see")
    parser.add_argument("--signature-file", type=Path, metavar="FILE", help="text under each answer")
    parser.add_argument(
        "--acknowledge-file", type=Path, metavar="FILE", help="text sent once to each new customer mail"
    )


def _device_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device-code", action="store_true", help="sign in on another device; the usual without a display"
    )


def _sync(sync: argparse.ArgumentParser) -> None:
    how = sync.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true", help="one round")
    how.add_argument("--watch", action="store_true", help="go on until interrupted; with --json a document a line")


def _reading(command: _Adder) -> None:
    tickets = command("tickets", "list tickets")
    tickets.add_argument("--place", choices=PLACES, default="open")
    tickets.add_argument("--search", default="", metavar="Q")
    tickets.add_argument("--limit", type=values.count, default=100, metavar="N")
    show = _reference(command("show", "show a ticket with its conversation, or mail:N of the history"))
    how = show.add_mutually_exclusive_group()
    how.add_argument("--fetch", action="store_true", help="bodies that are kept on the server only, again")
    how.add_argument(
        "--source",
        type=values.count,
        nargs="?",
        const=NEWEST,
        metavar="N",
        help="only its Nth mail, as it came; without N the newest, or that of mail:N",
    )
    _reference(command("put-back", "bring a ticket's moved or deleted mail back into its inbox"))
    search = command("search", "search everything: open tickets, all tickets, then history")
    search.add_argument("query", nargs="?", default="", metavar="Q", help="words, phrases, from: tag: is: before: ...")
    search.add_argument("--saved", default="", metavar="NAME", help="a saved search in place of Q")
    search.add_argument("--limit", type=values.count, default=100, metavar="N")


def _export(export: argparse.ArgumentParser) -> None:
    export.add_argument("folder", type=Path, metavar="FOLDER", help="a new one")
    export.add_argument("refs", nargs="*", metavar="REF", help="tickets; else all that --query finds")
    export.add_argument("--query", default="", metavar="Q", help="as for search; else everything")
    _formats(export)


def _formats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", action="append", choices=(*FORMATS, "all"), default=[], help="may be given again; else all"
    )


def _saved(saved: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = saved.add_subparsers(dest="what", required=True, metavar="WHAT")
    words.add_parser("list", help="by name", parents=[common])
    add = words.add_parser("add", help="save a search, or change it", parents=[common])
    add.add_argument("name", metavar="NAME")
    add.add_argument("query", metavar="Q")
    rename = words.add_parser("rename", help="give it another name", parents=[common])
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    words.add_parser("remove", help="forget it", parents=[common]).add_argument("name", metavar="NAME")


def _texts(texts: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = texts.add_subparsers(dest="what", required=True, metavar="WHAT")
    words.add_parser("list", help="by key, with how often each was sent", parents=[common])
    show = words.add_parser("show", help="one of them", parents=[common])
    show.add_argument("key", metavar="KEY")
    show.add_argument("--language", metavar="it|en|..")
    show.add_argument("--ticket", metavar="REF", help="as it would read there")
    take_in = words.add_parser(
        "import", help="a file of texts; those of the same key are replaced (leads)", parents=[common]
    )
    source = take_in.add_mutually_exclusive_group(required=True)
    source.add_argument("file", nargs="?", type=Path, metavar="FILE")
    source.add_argument("--starter", action="store_true", help="the set that comes with the program")
    export = words.add_parser("export", help="all of them as one file", parents=[common])
    export.add_argument("--out", type=Path, metavar="FILE", help="else standard output")
    words.add_parser("remove", help="take one away (leads)", parents=[common]).add_argument("key", metavar="KEY")


def _attachments(attachment: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = attachment.add_subparsers(dest="what", required=True, metavar="WHAT")
    _reference(words.add_parser("list", help="the files of a conversation", parents=[common]))
    save = _reference(words.add_parser("save", help="save an attachment that show has numbered", parents=[common]))
    save.add_argument("number", type=values.count, metavar="N")
    save.add_argument("--to", required=True, type=Path, metavar="DIR", help="the folder; nothing in it is overwritten")


def _update(update: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = update.add_subparsers(dest="what", metavar="WHAT")
    words.add_parser("check", help="look now, where the team says; what update alone does", parents=[common])
    save = words.add_parser("save", help="its installer, if it is what its publisher has signed", parents=[common])
    save.add_argument("--to", required=True, type=Path, metavar="DIR", help="the folder; nothing in it is overwritten")
    publish = words.add_parser("publish", help="put a manifest into the team's journal (leads)", parents=[common])
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.add_argument(
        "--files",
        type=values.place,
        default="",
        metavar="WHERE",
        help="the folder or https address of the installers, if they may be loaded from there",
    )
    update.set_defaults(what="check")


def _editing(command: _Adder) -> None:
    claim = _reference(command("claim", "take a ticket"))
    claim.add_argument("--take-over", action="store_true", help="from your other workstation")
    _reference(command("release", "give a ticket back"))
    _reference(command("break", "end somebody's claim (leads)"))
    tag = _reference(command("tag", "add and remove tags: +new -old"))
    tag.add_argument("tags", nargs="+", metavar="+a -b")
    priority = _reference(command("priority", "set the priority"))
    priority.add_argument("priority", choices=[p.value for p in Priority])
    assign = _reference(command("assign", "assign to an agent"))
    assign.add_argument("agent", metavar="AGENT|none")
    status = _reference(command("status", "set the status"))
    status.add_argument("status", choices=[s.value for s in Status])
    snooze = _reference(command("snooze", "put a ticket out of sight for a while; the customer's mail wakes it"))
    until = snooze.add_mutually_exclusive_group(required=True)
    until.add_argument("--until", metavar="WHEN", type=values.later, help="2h, 3d, 17:30, monday, 24/11 9:00 ...")
    until.add_argument("--until-customer", action="store_true", help="until the customer writes")
    until.add_argument("--end", action="store_true", help="bring it back now")
    _text(_reference(command("note", "write an internal note")), "--text", "--text-file")
    correct = _reference(command("correct", "say who really wrote a form's mail, and what about"))
    correct.set_defaults(needs=("customer", "name", "order", "reason"))
    correct.add_argument("--customer", metavar="ADDRESS", help="that answers go to")
    correct.add_argument("--name")
    correct.add_argument("--order", metavar="NUMBER")
    correct.add_argument("--reason")
    classify = _reference(command("classify", "say why the customer wrote, and what came of it"))
    classify.set_defaults(needs=("reason", "outcome"))
    classify.add_argument("--reason", metavar="A/B", help="delivery/late ...; a wrong one lists them")
    classify.add_argument("--outcome")
    promise = _reference(command("promise", "say until when the customer was promised an answer"))
    promise.add_argument("by", type=values.promised, metavar="WHEN", help="2026-11-24T12:00, 4h, 1d 12:00, or none")
    merge = _reference(command("merge", "merge a ticket into another"))
    merge.add_argument("into", metavar="INTO", help="the ticket that stays")
    split = _reference(command("split", "move mails of a ticket to one of their own"))
    split.add_argument(
        "mails", nargs="+", metavar="MESSAGE", help="a Message-ID, or a customer's address: all of theirs"
    )


def _customer(customer: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    words = customer.add_subparsers(dest="what", required=True, metavar="WHAT")
    _reference(words.add_parser("show", help="their addresses, tickets and notes", parents=[common]))
    export = words.add_parser(
        "export", help="all that this workstation has of them, into a new folder", parents=[common]
    )
    export.add_argument("address", metavar="ADDRESS", type=values.address)
    export.add_argument("folder", type=Path, metavar="FOLDER", help="a new one")
    _formats(export)
    erase = words.add_parser(
        "erase", help="take all of theirs out of every workstation of the team, for good (leads)", parents=[common]
    )
    erase.add_argument("address", metavar="ADDRESS", type=values.address)
    erase.add_argument("--mail-too", action="store_true", help="their mail on the server as well")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    words.add_parser("erased", help="by whom and when customers were erased, and how much it was", parents=[common])
    note = _reference(words.add_parser("note", help="write a note on them, for the whole team", parents=[common]))
    _text(note, "--text", "--text-file")
    note.add_argument("--corrects", metavar="NOTE", help="in place of what that one said: by its author or a lead")
    _reference(words.add_parser("unnote", help="take a note on them back", parents=[common])).add_argument(
        "note", metavar="NOTE", help="its first letters, as show prints them"
    )
    for what, text in (("join", "another address is theirs too"), ("part", "another address is not theirs")):
        _reference(words.add_parser(what, help=text, parents=[common])).add_argument(
            "address", metavar="ADDRESS", type=values.address
        )


def _sending(command: _Adder) -> None:
    reply = _reference(command("reply", "answer a ticket's customer"))
    reply.add_argument("--shown", type=values.position, metavar="N", help="what show printed")
    reply.add_argument("--again", action="store_true", help="a deliberate further answer")
    reply.add_argument("--resolve", action="store_true", help="resolve the ticket once it is sent")
    reply.add_argument("--to", action="append", default=[], metavar="ADDRESS", help="in place of the customer's own")
    reply.add_argument("--no-cc", action="store_true", help="leave out whom the customer's mail names beside")
    reply.add_argument("--at", metavar="WHEN", type=values.later, default=0, help="later: 2h, 17:30, monday 9:00 ...")
    _mail(reply)
    forward = _reference(command("forward", "write to a supplier about a ticket: no answer to its customer"))
    forward.add_argument("--to", action="append", default=[], metavar="ADDRESS", help="to begin a side conversation")
    forward.add_argument("--go-on", action="store_true", help="in the side conversation that was begun last")
    forward.add_argument("--subject", default="", help="the mail's own, if not given")
    forward.add_argument(
        "--mail", default="", metavar="MESSAGE-ID", help="which mail; the customer's newest, if not given"
    )
    carried = forward.add_mutually_exclusive_group()
    carried.add_argument("--eml", action="store_true", help="the mail as it came, as a file")
    carried.add_argument("--bare", action="store_true", help="without the mail")
    forward.set_defaults(resolve=False)
    _mail(forward)
    signature = command("signature", "your own lines under the mails you write, on this workstation")
    signature.add_argument("--mailbox", default="", metavar="ADDRESS", help="for mails from there; else for all others")
    own = signature.add_mutually_exclusive_group()
    own.add_argument("--file", type=Path, metavar="FILE", help="the new one")
    own.add_argument("--clear", action="store_true", help="take it away")
    compose = command("compose", "write a new mail")
    compose.add_argument("--to", required=True, action="append", metavar="ADDRESS")
    compose.add_argument("--subject", required=True)
    compose.add_argument(
        "--mailbox", metavar="ADDRESS", type=values.address, help="the mailbox it leaves from; else the home mailbox"
    )
    compose.add_argument("--resolve", action="store_true", help="resolve the ticket once it is sent")
    _mail(compose)


def _mail(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text-file", required=True, metavar="FILE", help="the text; - reads standard input")
    parser.add_argument("--cc", action="append", default=[], metavar="ADDRESS")
    parser.add_argument("--bcc", action="append", default=[], metavar="ADDRESS", help="stands nowhere in the mail")
    parser.add_argument("--attach", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--no-undo", action="store_true", help="send at once, without the undo window")


def _settling(command: _Adder) -> None:
    command("review", "what stopped and waits for a person")
    settle = command("settle", "decide about an item of the review")
    settle.add_argument("id", metavar="ID")
    settle.add_argument("decision", choices=DECISIONS)
    _reference(command("revoke", "free a ticket whose answer never got an outcome"))


def _reference(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("ref", metavar="REF")
    return parser


def _text(parser: argparse.ArgumentParser, text: str, file: str) -> None:
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument(text)
    either.add_argument(file, metavar="FILE")
