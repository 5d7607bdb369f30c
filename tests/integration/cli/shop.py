"""A shop for the command line's tests: mailboxes on a real server, an SMTP sink, workstations with profiles.

A command runs in this process, through the same ``main`` that the program calls; ``Station.start`` makes a process
of its own where the test is about processes.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import functools
import imaplib
import io
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

from desktop.adapters.imap.place import ImapPlace
from desktop.domain.errors import SportelloError
from desktop.ports.log import Probe
from desktop.runtime.cli.main import main
from desktop.runtime.sentences import LANGUAGES, Sentences
from tests.peers.dovecot import PASSWORD
from tests.peers.smtp import SmtpSink

FAIL_KEYRING = "keyring.backends.fail.Keyring"
_numbers = itertools.count(1)
_users = itertools.count(1)


class MailServer(Protocol):
    """Dovecot, Courier or pymap."""

    @property
    def port(self) -> int: ...
    def set_password(self, user: str, password: str) -> None: ...


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self
        found = json.loads(lines[0])
        assert isinstance(found, dict)
        return found


@dataclass
class Station:
    """One workstation: a profile folder and what its person's environment says."""

    profile: Path
    environ: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, stdin: str | None = None) -> Ran:
        """The words as they are, in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        given = io.TextIOWrapper(io.BytesIO((stdin or "").encode()), "utf-8")
        with (
            patch.dict(os.environ, self.surroundings()),
            patch.object(sys, "stdin", given),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = main(list(words))
            except SystemExit as ending:
                code = int(ending.code or 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
        return Ran(code, *texts)

    def json(self, *words: str, stdin: str | None = None) -> Ran:
        return self.run("--profile", str(self.profile), "--json", *words, stdin=stdin)

    def ok(self, *words: str, stdin: str | None = None) -> dict[str, Any]:
        """The answer of a command that must succeed."""
        ran = self.json(*words, stdin=stdin)
        assert ran.code == 0, ran
        assert ran.err == ""
        return ran.document

    def fails(self, code: int, error: str, *words: str, stdin: str | None = None) -> dict[str, Any]:
        """The error document of a command that must end with this exit code and error."""
        ran = self.json(*words, stdin=stdin)
        assert (ran.code, ran.document.get("error")) == (code, error), ran
        assert ran.err == ""
        check_sentences(ran.document)
        return ran.document

    def lines(self, *words: str, language: str = "en", stdin: str | None = None) -> str:
        """What a person reads on standard output."""
        with patch.dict(self.environ, {"SPORTELLO_LANGUAGE": language}):
            ran = self.run("--profile", str(self.profile), *words, stdin=stdin)
        assert ran.code == 0, ran
        return ran.out

    def start(self, *words: str, before: str = "", **environ: str) -> subprocess.Popen[str]:
        """The command as a process of its own; ``before`` is Python that runs first, to turn a number."""
        program = ["-c", f"{before}\nimport sys, desktop.runtime.cli.main as m\nsys.exit(m.main())"] if before else []
        return subprocess.Popen(
            [sys.executable, "-P", *(program or ["-m", "desktop"]), "--profile", str(self.profile), "--json", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **self.surroundings(), "PYTHONPATH": str(ROOT), **environ},
        )

    def surroundings(self) -> dict[str, str]:
        return {
            "PYTHON_KEYRING_BACKEND": FAIL_KEYRING,
            "SPORTELLO_PASSWORD": PASSWORD,
            "SPORTELLO_LANGUAGE": "en",
            **self.environ,
        }

    def ticket(self, subject: str) -> dict[str, Any]:
        """The one ticket with that subject, wherever it is."""
        rows = self.ok("tickets", "--place", "all", "--limit", "10000")["tickets"]
        found = [row for row in rows if row["subject"] == subject]
        assert len(found) == 1, (subject, rows)
        return dict(found[0])

    def reference(self, subject: str) -> str:
        return str(self.ticket(subject)["reference"])

    def review(self, reference: str) -> list[dict[str, Any]]:
        """What waits for a person about one ticket."""
        return [one for one in self.ok("review")["items"] if one["reference"] == reference]

    def write(self, name: str, text: str) -> str:
        """A file beside the profile; its path."""
        path = self.profile.parent / f"{self.profile.name}-{name}"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def reply(self, reference: str, text: str, *words: str) -> Ran:
        """Without the undo window."""
        return self.json("reply", reference, "--text-file", self.write("text", text), "--no-undo", *words)

    def replies(self, reference: str, text: str, *words: str) -> dict[str, Any]:
        """A reply that must leave."""
        ran = self.reply(reference, text, *words)
        assert ran.code == 0, ran
        return ran.document


ROOT = Path(__file__).parents[3]


_sentences = functools.cache(Sentences)


def check_sentences(document: dict[str, Any]) -> None:
    """A sentence and a remedy in both languages, with nothing left unsaid."""
    facts = {name: value for name, value in document.items() if name not in ("error", "message", "remedy")}
    for language in LANGUAGES:
        said = _sentences(language).of(SportelloError(document["error"], **facts))
        for text in (said.message, said.remedy):
            assert text.strip(), document
            assert not {"…", "{", "}"} & set(text), text
    assert document["message"]
    assert document["remedy"]


@dataclass
class Shop:
    """One user on the server, which is one mailbox."""

    server: MailServer
    sink: SmtpSink
    folder: Path
    user: str = ""
    prefix: str = ""

    def __post_init__(self) -> None:
        self.user = self.user or f"casella{next(_users)}"
        self.server.set_password(self.user, PASSWORD)

    @property
    def address(self) -> str:
        return f"{self.user}@esempio.it"

    def another(self) -> Shop:
        """One more mailbox on the same servers."""
        return Shop(self.server, self.sink, self.folder, prefix=self.prefix)

    def servers(self, port: int | None = None) -> list[str]:
        """The options that say where the mailbox is."""
        imap, smtp = f"127.0.0.1:{port or self.server.port}", f"127.0.0.1:{self.sink.port}"
        return ["--address", self.address, "--imap", imap, "--smtp", smtp, "--security", "none", "--user", self.user]

    def station(self, name: str, **environ: str) -> Station:
        return Station(self.folder / f"{name}-{self.user}", environ)

    def found(self, name: str = "Anna", *words: str, port: int | None = None) -> Station:
        """A new team without trying the mailbox out, which takes a second; its first lead."""
        lead = self.station(name)
        with patch.object(ImapPlace, "probe", lambda _: Probe("green", (), 6, ())):
            lead.ok("team", "create", "--name", "Bottega", "--agent", name, *self.servers(port), *words)
        return lead

    def invitation(self, lead: Station, role: str = "agent") -> str:
        path = self.folder / f"invito-{next(_numbers)}.json"
        lead.ok("team", "invite", "--out", str(path), "--role", role)
        return str(path)

    def joined(self, lead: Station, name: str = "Bruno", role: str = "agent") -> Station:
        """A colleague on a workstation of their own."""
        station = self.station(f"{name}-{next(_numbers)}")
        station.ok("team", "join", self.invitation(lead, role), "--agent", name)
        return station

    # -- mail ---------------------------------------------------------------------------------------------------

    def deliver(self, mail: EmailMessage, *, age: float = 0.0, folder: str = "INBOX", flags: str = "") -> EmailMessage:
        """Puts a mail into a folder with the date of ``age`` seconds ago."""
        self.put(bytes(mail), age=age, folder=folder, flags=flags)
        return mail

    def put(self, *mails: bytes, age: float = 0.0, folder: str = "INBOX", flags: str = "") -> None:
        """Any octets, as they are."""
        when = imaplib.Time2Internaldate(time.time() - age)
        with self.imap() as client:
            for raw in mails:
                answer, _ = client.append(f'"{folder}"', flags, when, raw)
                assert answer == "OK", folder

    def imap_create(self, folder: str) -> None:
        """Unless it is there."""
        with self.imap() as client:
            client.create(f'"{folder}"')

    def flags(self, message_id: str, folder: str = "INBOX") -> set[str]:
        """Of the mail with that Message-ID."""
        found = [flags for raw, flags in self.stored(folder) if message_id.encode() in raw.partition(b"\r\n\r\n")[0]]
        assert len(found) == 1, found
        return found[0]

    def stored(self, folder: str) -> list[tuple[bytes, set[str]]]:
        """Every mail of a folder with its flags, seen by a client that changes nothing."""
        with self.imap() as client:
            answer, _ = client.select(f'"{folder}"', readonly=True)
            if answer != "OK":
                return []
            _, found = client.fetch("1:*", "(FLAGS BODY.PEEK[])")
        return [
            (one[1], {str(flag, "ascii") for flag in imaplib.ParseFlags(one[0])})
            for one in found
            if isinstance(one, tuple)
        ]

    @contextlib.contextmanager
    def imap(self) -> Iterator[imaplib.IMAP4]:
        """A plain client, as another mail program would be."""
        client = imaplib.IMAP4("127.0.0.1", self.server.port)
        try:
            client.login(self.user, PASSWORD)
            yield client
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                client.logout()


@dataclass
class Office:
    """A team at work: Anna is the lead, Bruno an agent."""

    shop: Shop
    anna: Station
    bruno: Station

    def sync(self) -> None:
        self.anna.ok("sync", "--once")
        self.bruno.ok("sync", "--once")

    def ticket(self, subject: str, text: str = "Quando arriva il mio ordine?", **headers: str) -> str:
        """A customer's mail that both have read; the ticket's reference."""
        self.shop.deliver(mail(subject, text, to=self.shop.address, **headers))
        self.sync()
        return self.anna.reference(subject)

    def customer_writes_again(self, reference: str, text: str = "Ancora io: ci sono novità?") -> None:
        """In answer to the newest mail of the ticket; nobody has read it yet."""
        last = self.anna.ok("show", reference)["messages"][-1]
        headers = {"In_Reply_To": last["message_id"], "References": last["message_id"]}
        self.shop.deliver(mail(f"Re: {last['subject']}", text, to=self.shop.address, **headers))

    def sent(self, reference: str) -> list[EmailMessage]:
        """What the sink took on for the ticket, by the Message-ID of ours."""
        mark = f"sportello.{reference.replace('-', '')}."
        near = [one.message for one in self.shop.sink.accepted if mark.encode() in one.message]
        found = [email.message_from_bytes(raw, policy=email.policy.default) for raw in near]
        return [one for one in found if isinstance(one, EmailMessage) and mark in one["Message-ID"]]


def body(message: EmailMessage) -> str:
    """The plain text with LF line ends."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def opened(shop: Shop) -> Office:
    anna = shop.found()
    return Office(shop, anna, shop.joined(anna))


def mail(
    subject: str,
    text: str = "Buongiorno, quando arriva il mio ordine?\n",
    *,
    to: str = "info@esempio.it",
    sender: str = "Carla Rossi <carla@posta.example>",
    **headers: str,
) -> EmailMessage:
    """A customer's mail; ``Message_ID="<...>"`` gives any header."""
    message = EmailMessage()
    given = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": formatdate(),
        "Message-ID": f"<{next(_numbers)}.{os.getpid()}.{time.time_ns()}@posta.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        message[name] = value
    message.set_content(text)
    return message
