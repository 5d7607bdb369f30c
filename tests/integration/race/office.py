"""A team of eight workstations on one mailbox, each its own profile and its own process at the command line."""

from __future__ import annotations

import collections
import contextlib
import imaplib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.adapters.store.sqlite import SqliteStore
from desktop.journal import snapshot
from desktop.journal.state import Grant
from desktop.runtime.compose import DATABASE
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.smtp import SmtpSink
from tests.peers.waiting import until

ADDRESS = "info@esempio.it"
NAMES = ("Anna", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Giulia", "Hans")
PATIENCE = 1800.0
"""Seconds after which a race is stuck; pytest's own time-out is shorter in the everyday run."""

_ROOT = Path(__file__).parents[3]
_ORDER = "Ordine "
_IN_REPLY_TO = re.compile(rb"^In-Reply-To: <domanda-(\d+)@", re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^Message-ID: (<.+>)\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What one command came to."""

    words: tuple[str, ...]
    code: int
    document: dict[str, Any]


class Clerk:
    """A process at one profile's command line. A command in whose middle it is killed is given to it again."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.profile = folder / name
        self.answers: list[Answer] = []
        self._asked: list[tuple[str, ...]] = []
        self._said = folder / f"{name}.out"
        self._noise = folder / f"{name}.err"
        self._heard = 0
        self._ready = False
        self._process = self._start()

    def ask(self, *words: str) -> None:
        self._asked.append(words)
        self._say(words)

    @property
    def is_done(self) -> bool:
        """Whether it is there and has answered all it was asked. Raises AssertionError when it died by itself."""
        alive = self._process.poll() is None
        self._listen()
        done = self._ready and len(self.answers) == len(self._asked)
        assert done or alive, f"{self.name} ended: {self._noise.read_text()[-4000:]}"
        return done

    def is_done_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            until(lambda: self.is_done, self.name, seconds)
        return self.is_done

    def kill(self) -> None:
        """SIGKILL in the middle of whatever it does, then a new process that goes on where the old one was."""
        self._process.kill()
        self._end()
        self._listen()
        self._ready = False
        self._process = self._start()
        for words in self._asked[len(self.answers) :]:
            self._say(words)

    def close(self) -> str:
        """Ends it; returns what it printed on standard error."""
        self._end()
        return self._noise.read_text()

    @contextlib.contextmanager
    def store(self) -> Iterator[SqliteStore]:
        """Its database, to look into."""
        store = SqliteStore(self.profile / DATABASE)
        try:
            yield store
        finally:
            store.close()

    def state(self) -> str:
        """Digest of its confirmed state."""
        with self.store() as store:
            team = store.entries.team()
            assert team is not None
            return snapshot.digest(snapshot.pack(team), store.entries.slices())

    def open_grants(self) -> list[Grant]:
        """Those without an outcome, as this workstation knows them."""
        with self.store() as store:
            tickets = [store.entries.ticket(ticket) for ticket in store.entries.unresolved()]
        return [grant for ticket in tickets if ticket for grant in ticket.grants.values() if grant.unresolved]

    def _start(self) -> subprocess.Popen[bytes]:
        environ = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(self.profile.parent / "bytecode"),
            "SPORTELLO_PASSWORD": PASSWORD,
            "SPORTELLO_LANGUAGE": "en",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        with self._said.open("ab") as said, self._noise.open("ab") as noise:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.integration.race.clerk"],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=noise,
                cwd=_ROOT,
                env=environ,
            )

    def _say(self, words: tuple[str, ...]) -> None:
        assert self._process.stdin is not None
        line = json.dumps(["--profile", str(self.profile), "--json", *words]).encode() + b"\n"
        # One that has died meanwhile is found out by ``is_done``.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _listen(self) -> None:
        with self._said.open("rb") as file:
            file.seek(self._heard)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._heard += len(line)
                if line == b"ready\n":
                    self._ready = True
                else:
                    code, document = json.loads(line)
                    self.answers.append(Answer(self._asked[len(self.answers)], code, document))

    def _end(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)


class Office:
    """The mailbox's server, the sink, the clerks: ``with Office("mdbox") as office:``. Its customers are numbered."""

    def __init__(self, store: str) -> None:
        self._open = contextlib.ExitStack()
        self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="sportello-race-")))
        self.dovecot = self._open.enter_context(Dovecot(Options(store=store)))
        self.sink = self._open.enter_context(SmtpSink())
        self.text = self.folder / "answer.txt"
        self.text.write_text("Buongiorno, il pacco parte oggi.\n", encoding="utf-8")
        self.references: dict[int, str] = {}
        """By customer."""
        self.clerks: list[Clerk] = []
        try:
            self._found()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Office:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        noise = self.close()
        assert kind is not None or noise == ""

    def close(self) -> str:
        """Ends everything; returns what clerks printed on standard error."""
        noise = "".join(clerk.close() for clerk in self.clerks)
        self._open.close()
        return noise

    def receive(self, customers: range) -> None:
        """A mail of each of these customers, read by everybody."""
        inbox = imaplib.IMAP4("127.0.0.1", self.dovecot.port, timeout=30)
        inbox.login("info", PASSWORD)
        for number in customers:
            inbox.append("INBOX", "", "", _question(number))
        inbox.logout()
        done(self.ask(self.clerks[0], "sync", "--once"))
        for answer in self.all_ask("sync", "--once"):
            done(answer)
        for row in done(self.ask(self.clerks[0], "tickets", "--place", "all", "--limit", "1000")).document["tickets"]:
            self.references[int(row["subject"].removeprefix(_ORDER))] = row["reference"]
        assert set(customers) <= set(self.references)

    def begin_replies(self, customers: Iterable[int], *, together: bool = False) -> None:
        """Everybody answers all of these customers, each in a random order of their own; ``together``: all in the
        same order, so that they meet at the same mail at the same moment."""
        order = list(customers)
        for clerk in self.clerks:
            for number in order if together else random.sample(order, len(order)):
                clerk.ask("reply", self.references[number], "--text-file", str(self.text), "--no-undo")

    def settle_down(self) -> None:
        """Until everybody has answered everything."""
        until(lambda: all(clerk.is_done for clerk in self.clerks), "the clerks are done", PATIENCE)

    def all_ask(self, *words: str) -> list[Answer]:
        """The same command at every workstation at once; their answers."""
        for clerk in self.clerks:
            clerk.ask(*words)
        self.settle_down()
        return [clerk.answers[-1] for clerk in self.clerks]

    def ask(self, clerk: Clerk, *words: str) -> Answer:
        clerk.ask(*words)
        assert clerk.is_done_within(PATIENCE)
        return clerk.answers[-1]

    def answers(self) -> dict[int, int]:
        """How often each customer was answered, by In-Reply-To, as the sink saw it."""
        found = (_IN_REPLY_TO.search(delivery.message) for delivery in self.sink.accepted)
        return dict(collections.Counter(int(one[1]) for one in found if one))

    def ids_in_sink(self) -> set[str]:
        """Message-IDs of what the sink took on."""
        found = (_MESSAGE_ID.search(delivery.message) for delivery in self.sink.accepted)
        return {one[1].decode() for one in found if one}

    def assert_same_state(self) -> None:
        """After a sync, or after some more when somebody still had something to say in the first."""
        for _ in range(3):
            for answer in self.all_ask("sync", "--once"):
                done(answer)
            states = {clerk.state() for clerk in self.clerks}
            if len(states) == 1:
                break
        assert len(states) == 1

    def _found(self) -> None:
        """Anna founds the team, then everybody else joins with an invitation of their own. She starts alone: the
        others find the byte code that her process has written."""
        first = Clerk(NAMES[0], self.folder)
        self.clerks.append(first)
        servers = ["--imap", f"127.0.0.1:{self.dovecot.port}", "--smtp", f"127.0.0.1:{self.sink.port}"]
        account = ["--address", ADDRESS, "--user", "info", "--security", "none", *servers]
        done(self.ask(first, "team", "create", "--name", "Bottega", "--agent", first.name, *account))
        for name in NAMES[1:]:
            self.clerks.append(Clerk(name, self.folder))
            file = str(self.folder / f"{name}.team")
            done(self.ask(first, "team", "invite", "--out", file))
            self.clerks[-1].ask("team", "join", file, "--agent", name)
        self.settle_down()
        for clerk in self.clerks:
            done(clerk.answers[-1])


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer
    return answer


def _question(number: int) -> bytes:
    lines = [
        f"From: Cliente {number} <cliente{number}@cliente.example>",
        f"To: {ADDRESS}",
        f"Subject: {_ORDER}{number}",
        f"Message-ID: <domanda-{number}@cliente.example>",
        "Date: Mon, 02 Nov 2026 10:00:00 +0100",
        "",
        "Buongiorno, dove si trova il mio pacco?",
        "",
    ]
    return "\r\n".join(lines).encode()
