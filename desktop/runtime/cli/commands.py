"""Every command by its words, run on its profile. Importing this imports the whole house: after the words are known."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from contextlib import ExitStack

from desktop.runtime import logs
from desktop.runtime.cli import (
    attachments,
    backing_up,
    checking,
    customers,
    erasing,
    exporting,
    followups,
    forwarding,
    importing,
    later,
    mail,
    rules,
    searching,
    space,
    standing,
    syncing,
    team,
    texts,
    tickets,
    updating,
)
from desktop.runtime.cli.printing import Printer
from desktop.runtime.cli.session import Session
from desktop.runtime.compose import opened
from desktop.runtime.forgetting import forget

COMMANDS: dict[str, Callable[[Session], int | None]] = {
    "team create": team.create,
    "team invite": team.invite,
    "team join": team.join,
    "team list": team.listed,
    "team set": team.change,
    "team remove": team.remove,
    "team halt": team.halt,
    "team resume": team.resume,
    "team restore": team.restore,
    "team renew": team.renew,
    "mailbox add": team.add_mailbox,
    "mailbox find": standing.find,
    "mailbox follow-up": followups.configure,
    "mailbox keep": space.keep,
    "mailbox list": team.list_mailboxes,
    "mailbox password": team.password,
    "mailbox rules": rules.configure,
    "mailbox sign-in": team.sign_in,
    "sync": syncing.sync,
    "tickets": tickets.listed,
    "show": tickets.show,
    "search": searching.search,
    "saved list": searching.saved_list,
    "saved add": searching.saved_add,
    "saved rename": searching.saved_rename,
    "saved remove": searching.saved_remove,
    "put-back": tickets.put_back,
    "attachment list": attachments.listed,
    "attachment save": attachments.save,
    "claim": tickets.claim,
    "release": tickets.release,
    "break": tickets.break_claim,
    "tag": tickets.tag,
    "priority": tickets.priority,
    "assign": tickets.assign,
    "status": tickets.status,
    "snooze": tickets.snooze,
    "note": tickets.note,
    "backup": backing_up.back_up,
    "import": importing.take_in,
    "export": exporting.export,
    "customer export": exporting.export_customer,
    "customer erase": erasing.erase,
    "customer erased": erasing.listed,
    "customer show": customers.show,
    "customer note": customers.note,
    "customer unnote": customers.unnote,
    "customer join": customers.join,
    "customer part": customers.part,
    "correct": tickets.correct,
    "classify": texts.classify,
    "promise": texts.promise,
    "texts list": texts.listed,
    "texts show": texts.show,
    "texts import": texts.take_in,
    "texts export": texts.export,
    "texts remove": texts.remove,
    "merge": tickets.merge,
    "split": tickets.split,
    "reply": mail.reply,
    "compose": mail.compose,
    "forward": forwarding.forward,
    "signature": forwarding.signature,
    "review": mail.review,
    "settle": mail.settle,
    "revoke": tickets.revoke,
    "followup list": followups.listed,
    "followup stop": followups.stop,
    "later list": later.listed,
    "later stop": later.stop,
    "day-zero": standing.day_zero,
    "update check": updating.check,
    "update save": updating.save,
    "update publish": updating.publish,
    "journal": checking.journal,
    "doctor": checking.doctor,
}


def perform(words: argparse.Namespace, out: Printer) -> int:
    """Exit code of a command that ended without an error; what a person can meet is raised as SportelloError."""
    words.json = getattr(words, "json", False)
    name = f"{words.command} {words.what}" if "what" in words else words.command
    with opened(getattr(words, "profile", None), os.environ) as profile, ExitStack() as closing:
        closing.callback(forget, profile, again=words.command == "customer")
        closing.enter_context(logs.to_file(profile.path, name, profile.secrets.told))
        session = Session(profile, words, out)
        try:
            return COMMANDS[name](session) or 0
        except KeyboardInterrupt as interrupt:
            raise session.broken_off() from interrupt
