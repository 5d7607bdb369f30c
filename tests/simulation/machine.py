"""A computer with one profile on it, and the processes that run there one after another."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.adapters.platform.lock import ProfileLock
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import ProfileInUse, SportelloError
from desktop.engine.founding import Founding
from desktop.engine.identity import known
from desktop.engine.sending import Sending
from desktop.engine.workstation import Ports, Workstation, journal_of, start
from desktop.ports.outgoing import NotNow, SendResult
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.outgoing import FakeOutgoing
from tests.fakes.secrets import FakeSecrets
from tests.simulation.kernel import Crash
from tests.simulation.ports import SteppedHost, SteppedPlace, SteppedStore
from tests.simulation.world import World, decoded

_TRANSACTION = 300.0
ATTRIBUTION = "On {date} at {time}, {name} wrote:"


@dataclass
class Backup:
    path: Path
    taken: float
    open_sends: bool
    """A send was on its way when it was taken."""


class Machine:
    def __init__(self, world: World, name: str, agent: str, profile: Path, secrets: FakeSecrets) -> None:
        self.world = world
        self.name = name
        self.agent = agent
        self.profile = profile
        self.secrets = secrets
        self.clock = FakeClock(world.true, booted=world.true() - 3600)
        self.entropy = SeededEntropy(f"{world.seed}:{name}")
        self.place = world.server.place(name)
        self.mail_linked = True
        self.smtp_linked = True
        self.asleep_until = 0.0
        self.running: Process | None = None
        self.gone = False
        """Lost for good: it never comes back."""
        self.backups: list[Backup] = []
        self.restored = 0
        self.looked: dict[tuple[str, str], float] = {}
        self._idle: SqliteStore | None = None

    @property
    def database(self) -> Path:
        return self.profile / "sportello.db"

    def process(self) -> Process:
        return Process(self)

    def lend(self) -> SqliteStore:
        """The database, open. What one process committed is all that the next one finds, so the connection itself
        may be handed on; a second process at the same time gets one of its own."""
        store, self._idle = self._idle or SqliteStore(self.database, synchronous="OFF"), None
        return store

    def take_back(self, store: SqliteStore) -> None:
        if self._idle is None:
            self._idle = store
        else:
            store.close()

    def switch_off(self) -> None:
        if self._idle is not None:
            self._idle.close()
            self._idle = None

    def start_twin(self) -> None:
        """A second process of this profile, whatever the first is doing."""
        twin = self.process()
        twin.is_twin = True
        self.world.count("fault second process")

        def run() -> None:
            try:
                attempt(self.world, "second process", twin.glance)
            except Crash:
                pass
            finally:
                twin.close()

        self.world.kernel.spawn(f"{self.name} twin", run)

    def online(self) -> bool:
        return self.place.linked and self.world.server.up

    def take_backup(self, store: SqliteStore) -> None:
        path = self.profile / f"backup-{len(self.backups)}.db"
        path.unlink(missing_ok=True)
        store.backup(path)
        sending = any(send.state in ("prepared", "granted") for send in store.sends.unfinished())
        self.backups.append(Backup(path, self.world.true(), sending))
        self.world.count("backup taken")

    def backup_now(self) -> None:
        """A person copies the profile while the program is not running."""
        store = self.lend()
        self.take_backup(store)
        self.take_back(store)

    def restore(self, backup: Backup) -> bool:
        """Put an old copy in place of the database. Not where nobody could ever know: a copy taken while a mail was
        on its way, with no word of ours in the log since, is the same to every reader as the database itself."""
        if backup.open_sends and not self._said_since(backup):
            return False
        self.switch_off()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.database}{suffix}").unlink(missing_ok=True)
        shutil.copy(backup.path, self.database)
        for word in self.world.record.words.values():
            if word.machine == self.name and (word.kept or 0.0) >= backup.taken:
                word.done_with = True
        self.restored += 1
        self.looked.clear()
        self.world.count("fault database restored")
        return True

    def _said_since(self, backup: Backup) -> bool:
        old = SqliteStore(backup.path, synchronous="OFF")
        try:
            facts = old.profile.get("identity")
            name = known(old.profile, self.secrets, self.entropy).workstation if facts else ""
            return any(
                entry["author"]["workstation"] == name and old.outbox.get(entry["id"]) is None
                for entry in self.world_entries()
            )
        finally:
            old.close()

    def world_entries(self) -> list[dict[str, Any]]:
        found = (decoded(message) for _, _, message in self.world.journal.rows)
        return [entry for entry in found if entry is not None]

    def finds_free(self, ticket: str) -> bool:
        """Whether nobody holds the ticket, as this machine knows."""
        if self.running is None or self.running.station is None:
            return False
        slice_ = self.running.station.store.entries.ticket(ticket)
        return slice_ is not None and slice_.claim is None


class Process:
    """One start of the program. Ends by ``close`` or by a crash at any step."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.world = machine.world
        self.ended = False
        self.is_twin = False
        self.store: SteppedStore | None = None
        self.station: Workstation | None = None
        self._lock = ProfileLock(machine.profile, remote=lambda _: False)
        self.answering_since = 0.0
        self._place = SteppedPlace(machine.place, self.step, self._begun)

    def open(self) -> Workstation:
        """Raises ProfileInUse; SportelloError in a profile without a team."""
        machine = self.machine
        self.store = SteppedStore(machine.lend(), self.step, self.world.kept)
        identity = known(self.store.profile, machine.secrets, machine.entropy)
        self.station = start(self.ports(), identity, self._lock)
        self._watch(self.station.sending)
        machine.running = self
        return self.station

    def glance(self) -> None:
        """Start, read the log, be gone."""
        self.open().syncing.journal_only()

    def _watch(self, sending: Sending) -> None:
        """Notes when each answer is handed over, also by the program itself."""
        send = sending.send

        def noted(*arguments: Any) -> Any:
            self.answering_since = self.world.true()
            return send(*arguments)

        sending.send = noted  # type: ignore[method-assign]

    def _begun(self, message: bytes) -> None:
        self.world.begun(self.machine.name, message, self._places, self.machine.looked, self.answering_since)

    def _places(self, slot: str) -> set[str]:
        assert self.store is not None
        return {place.mailbox for place in self.store.real.messages.places(slot)}

    def ports(self) -> Ports:
        machine, world = self.machine, self.world
        return Ports(
            store=self.store,  # type: ignore[arg-type]
            place=self._place,
            host=SteppedHost(world.mail.host(lambda: machine.mail_linked and machine.online()), self.step, self._look),
            parser=world.mail_parser,
            outgoing=_Outgoing(self),
            clock=machine.clock,
            entropy=machine.entropy,
            pause=self.wait,
            attribution=ATTRIBUTION,
            follow_up={"it": "Com'è andata, da 1 a 5?"},
        )

    def _look(self, address: str, folder: str) -> None:
        self.machine.looked[address, folder] = self.world.true()

    def founding(self) -> Founding:
        machine = self.machine
        return Founding(
            self.store,  # type: ignore[arg-type]
            machine.secrets,
            machine.clock,
            machine.entropy,
            lambda me: journal_of(self.ports(), me),
        )

    def close(self) -> None:
        """Also what the system does when a process has ended in any way."""
        self.ended = True
        if self.machine.running is self:
            self.machine.running = None
        if self._place.log is not None:
            self._place.log.close()
        if self.store is not None:
            self.machine.take_back(self.store.real)
            self.store = None
        self._lock.release()

    def wait(self, seconds: float) -> None:
        """A person, or the program, waits."""
        self.step("wait")
        self.world.kernel.sleep(seconds)
        self.step("wait")

    def step(self, where: str) -> None:
        """A call of a port, before it and after it."""
        world = self.world
        if self.ended or self.machine.gone:
            raise Crash
        world.kernel.pass_time(0.02)
        match world.faults.at(where, self.machine.name):
            case "crash":
                world.count(f"crash at {where.partition('.')[0]}")
                self.ended = True
                raise Crash
            case "sleep":
                self._sleep(world.faults.rng.choice(world.faults.sleeps), where)
            case "copy" if self.store is not None and len(self.machine.backups) < 3:
                self.machine.take_backup(self.store.real)
            case "twin" if not self.is_twin:
                self.machine.start_twin()
            case "switch":
                world.kernel.give_way()
        late = self.machine.asleep_until - world.kernel.now
        if late > 0:
            world.kernel.sleep(late)
        if self.ended or self.machine.gone:
            raise Crash

    def _sleep(self, seconds: float, where: str) -> None:
        """The computer's lid is closed, in the middle of this call."""
        world = self.world
        world.count(f"sleep {int(seconds)} s")
        world.note(f"{self.machine.name} sleeps {seconds} at {where}")
        self.machine.asleep_until = world.kernel.now + seconds
        world.kernel.sleep(seconds)
        if "wall-clock" in world.faults.events and world.faults.rng.random() < 0.5:
            self.machine.clock.wall_error = world.faults.rng.choice((-86400.0, -2400.0, 0.0, 2400.0))
        if self._place.log is not None and world.faults.rng.random() < 0.5:
            self._place.log.close()


class _Outgoing:
    """``ports.outgoing.Outgoing``: the fake server behind this machine's line, and the record of who began what."""

    def __init__(self, process: Process) -> None:
        self._process = process
        world = process.world
        self._fake = FakeOutgoing(
            world.smtp,
            world.kernel.sleep,
            lambda point: process.step(f"smtp.{point}"),
            world.true,
        )

    def transact(
        self,
        mailbox: str,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        may_write_dot: Callable[[], bool],
        seconds: float,
    ) -> SendResult:
        machine = self._process.machine
        if not (machine.smtp_linked and machine.place.linked):
            return NotNow(None, "unreachable")
        begun = machine.world.transaction(message, machine.name, machine.clock.looked)
        machine.world.note(f"{machine.name} begins SMTP")

        def watched() -> bool:
            ready, allowed = machine.world.true(), may_write_dot()
            looked = machine.clock.looked
            if allowed and (looked < ready or looked - begun.begun > _TRANSACTION):
                machine.world.record.late_dots.append(f"{begun.message_id} after {looked - begun.begun:.0f} s")
            return allowed

        return self._fake.transact(mailbox, sender, recipients, message, watched, seconds)

    def check(self, mailbox: str) -> None:
        """Always in order."""


def attempt(world: World, what: str, errand: Callable[[], object]) -> bool:
    """Do it as a person would: an error with a code is an answer, anything else is a bug. Whether it was done."""
    try:
        errand()
    except ProfileInUse:
        world.count("refused profile-in-use")
    except SportelloError as error:
        world.count(f"refused {error.code}")
        world.note(f"{what}: {error}")
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        world.record.bugs.append(f"{what}: {traceback.format_exc()}")
        world.count("bug")
    else:
        world.count(f"done {what}")
        return True
    return False
