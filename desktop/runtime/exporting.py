"""Conversations and mails written into a new folder: ``mail.mbox``, ``mail/*.eml``, ``tickets.csv``, ``export.json``.

Nothing that is there is touched, one conversation is in memory at a time, and what was begun goes away again when it
cannot be brought to its end. ``export.json`` is ``{"format": 1, "tickets": [...], "history": [...],
"left_out": [...]}``: a ticket as ``show --json`` prints it, each mail with the name of its file; ``history`` holds mail
of no ticket; ``left_out`` says which mail could not be had as it came (its text is there all the same), and why.
"""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from desktop.domain.errors import SportelloError, UsageError
from desktop.engine.exporting import Exporting, Old
from desktop.engine.personal import of_customer
from desktop.engine.queries import Conversation
from desktop.engine.workstation import Workstation
from desktop.journal.state import Team
from desktop.mime.filenames import mail_name
from desktop.mime.mbox import mbox_entry
from desktop.ports.store.messages import Message
from desktop.runtime.cli.documents import conversation, plain_message

FORMATS = ("mbox", "eml", "csv", "json")

_COLUMNS = (
    "reference", "number", "subject", "status", "priority", "tags", "assignee", "customer", "customer_address",
    "mailbox", "reason", "outcome", "waiting", "last",
)  # fmt: skip
_FORMULA = "=+-@"
_UNSEEN = ("Cc", "Cf", "Zs")
"""What a spreadsheet takes for the beginning of a formula, in any width, and what it may pass over on the way to it: a
tab, a line end, a space of no width (owasp.org, CSV Injection)."""


@dataclass(frozen=True, slots=True)
class Exported:
    tickets: int
    mails: int
    left_out: int
    """Mails that could not be had as they came."""


def write(
    folder: Path,
    formats: Sequence[str],
    exporting: Exporting,
    found: Iterable[Conversation | Old],
    team: Team,
    beside: Mapping[str, Any],
) -> Exported:
    """``beside`` goes into the JSON. Raises UsageError ``folder-exists``, SportelloError ``export-not-written``."""
    with _new_folder(folder), ExitStack() as closing:
        writers = [_WRITERS[name](folder, closing) for name in formats]
        export = _Export(exporting, team, writers)
        for one in found:
            export.add(one)
        for writer in writers:
            writer.end(beside, export.left_out)
        return Exported(export.tickets, export.mails, len(export.left_out))


def write_customer(folder: Path, formats: Sequence[str], station: Workstation, address: str) -> Exported:
    """All that this workstation has of one customer, their notes in the JSON. Raises as ``write``; UsageError
    ``unknown-customer``."""
    known, team = of_customer(station.store, address), station.journal.team
    exporting = Exporting(station.store, station.queries, station.attachments)
    notes = [{"agent": team.agent_name(note.agent), "text": note.text} for note in known.notes]
    beside = {"addresses": list(known.addresses), "customer_notes": notes}
    return write(folder, formats, exporting, exporting.hits(known.hits), team, beside)


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError as there:
        raise UsageError("folder-exists", path=str(folder)) from there
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        yield
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise _not_written(folder, error) from error
        raise


def _not_written(folder: Path, error: OSError) -> SportelloError:
    return SportelloError("export-not-written", path=str(folder), detail=error.strerror or str(error))


class _Writer:
    """One format; it passes over what it has no place for."""

    def mail(self, message: Message, raw: bytes, name: str, /) -> None: ...
    def ticket(self, document: Mapping[str, Any], /) -> None: ...
    def old(self, document: Mapping[str, Any], /) -> None: ...
    def end(self, beside: Mapping[str, Any], left_out: Sequence[Mapping[str, str]], /) -> None: ...


class _Export:
    def __init__(self, exporting: Exporting, team: Team, writers: Sequence[_Writer]) -> None:
        self._exporting = exporting
        self._team = team
        self._writers = writers
        self.tickets = self.mails = 0
        self.left_out: list[Mapping[str, str]] = []

    def add(self, found: Conversation | Old) -> None:
        if isinstance(found, Old):
            for name in self._mails([found.message]).values():
                document = {**plain_message(found.message, server_only=False), "file": name}
                for writer in self._writers:
                    writer.old(document)
            return
        files = self._mails(found.messages)
        document = conversation(found, self._team)
        for message, mail in zip(found.messages, document["messages"], strict=True):
            mail["file"] = files.get(message.slot)
        for writer in self._writers:
            writer.ticket(document)
        self.tickets += 1

    def _mails(self, messages: Iterable[Message]) -> dict[str, str | None]:
        """Names by slot; None for one that cannot be had."""
        names: dict[str, str | None] = {}
        for message in self._exporting.mails(messages):
            raw = self._exporting.raw(message)
            names[message.slot] = None
            if isinstance(raw, SportelloError):
                mail = message.mail
                self.left_out.append({"message_id": mail.message_id, "subject": mail.subject, "why": raw.code})
                continue
            self.mails += 1
            names[message.slot] = f"{self.mails:06d} {mail_name(message.mail.subject)}"
            for writer in self._writers:
                writer.mail(message, raw, names[message.slot] or "")
        return names


class _Mbox(_Writer):
    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self._out: BinaryIO = closing.enter_context((folder / "mail.mbox").open("xb"))

    def mail(self, message: Message, raw: bytes, _name: str, /) -> None:
        sender = message.mail.sender
        self._out.write(mbox_entry(raw, sender.email if sender else "", message.received))


class _Emls(_Writer):
    def __init__(self, folder: Path, _closing: ExitStack) -> None:
        self._folder = folder / "mail"
        self._folder.mkdir(mode=0o700)

    def mail(self, _message: Message, raw: bytes, name: str, /) -> None:
        (self._folder / name).write_bytes(raw)


class _Csv(_Writer):
    """With a byte order mark and semicolons: so does a spreadsheet open it by itself in Italy."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self._out: TextIO = closing.enter_context((folder / "tickets.csv").open("x", encoding="utf-8-sig", newline=""))
        self._rows = csv.writer(self._out, delimiter=";")
        self._rows.writerow(_COLUMNS)

    def ticket(self, document: Mapping[str, Any], /) -> None:
        self._rows.writerow([_cell(document[name]) for name in _COLUMNS])


class _Json(_Writer):
    """Tickets are written as they come; mail of no ticket comes after them."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self._out: TextIO = closing.enter_context((folder / "export.json").open("x", encoding="utf-8"))
        self._out.write('{"format": 1,\n"tickets": [')
        self._tickets_over = False
        self._between = "\n"

    def ticket(self, document: Mapping[str, Any], /) -> None:
        self._value(document)

    def old(self, document: Mapping[str, Any], /) -> None:
        self._to_history()
        self._value(document)

    def end(self, beside: Mapping[str, Any], left_out: Sequence[Mapping[str, str]], /) -> None:
        self._to_history()
        self._out.write("\n]")
        for name, value in {**beside, "left_out": list(left_out)}.items():
            self._out.write(f',\n"{name}": {json.dumps(value, ensure_ascii=False)}')
        self._out.write("}\n")
        self._out.flush()

    def _value(self, document: Mapping[str, Any]) -> None:
        self._out.write(self._between + json.dumps(document, ensure_ascii=False))
        self._between = ",\n"

    def _to_history(self) -> None:
        if not self._tickets_over:
            self._out.write('\n],\n"history": [')
            self._between, self._tickets_over = "\n", True


_WRITERS: Mapping[str, Callable[[Path, ExitStack], _Writer]] = {"mbox": _Mbox, "eml": _Emls, "csv": _Csv, "json": _Json}


def _cell(value: Any) -> str:
    """As text, whoever wrote it."""
    text = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) not in _UNSEEN)
    return f"'{text}" if next(seen, " ") in _FORMULA else text
