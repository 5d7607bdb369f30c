"""Commands as processes: a watch and what may go on beside it, the duty, and ends in the middle of things."""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from typing import Any

from tests.integration.cli.shop import Office, Shop, Station, mail
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.proxy import Proxy
from tests.peers.waiting import until

QUICK = "import desktop.runtime.cli.syncing as s; s.MAIL_EVERY = 0.3; s.RETRY = 0.2"


class Watch:
    """A ``sync --watch`` and the documents it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, wanted: Callable[[dict[str, Any]], bool], seconds: float = 30.0) -> dict[str, Any]:
        """The first document that is the one."""
        while True:
            document: dict[str, Any] = json.loads(self._lines.get(timeout=seconds))
            if wanted(document):
                return document

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        code = self.process.wait(30)
        self._reader.join(10)
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextlib.contextmanager
def watching(station: Station, before: str = QUICK) -> Iterator[Watch]:
    with station.start("sync", "--watch", before=before) as process:
        watch = Watch(process)
        try:
            yield watch
        finally:
            process.kill()
            process.wait(10)
            watch._reader.join(10)


def duty_of(station: Station) -> list[tuple[str, str]]:
    """Who took and gave back the duty, oldest first."""
    station.ok("sync", "--once")
    entries = station.ok("journal", "--tail", "100")["entries"]
    kinds = ("claimed", "released")
    applied = [entry for entry in entries if entry["state"] == "applied" and entry["kind"] in kinds]
    return [(entry["agent"], entry["kind"]) for entry in applied]


def test_a_watch_prints_a_line_for_each_change_and_reading_goes_on(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Guardia"), fresh.anna, fresh.bruno
    with watching(bruno, before="") as watch:
        first = watch.until(lambda d: d["event"] == "synced")
        assert first["online"] is True
        assert (first["troubles"], first["stopped"], first["doubt"]) == ([], [], None)
        head = first["head"]

        anna.ok("tag", reference, "+visto")

        assert watch.until(lambda d: d["head"] > head)["event"] == "synced"
        until(lambda: bruno.ok("show", reference)["tags"] == ["visto"], "the tag is here")
        for words in ("tickets", "review", "journal", "team list", "mailbox list"):
            bruno.ok(*words.split())
        for words in ("claim {}", "tag {} +x", "sync --once", "sync --watch", "doctor", "team invite --out /x"):
            error = bruno.fails(7, "profile-in-use", *words.format(reference).split())
            assert str(bruno.profile) in error["message"]
        assert bruno.reply(reference, "Nel frattempo").code == 7
        assert watch.end() == 0
    bruno.ok("claim", reference)


def test_new_mail_is_seen_and_announced_by_who_has_the_duty(fresh: Office) -> None:
    with watching(fresh.anna) as anna:
        anna.until(lambda d: d["event"] == "synced")
        with watching(fresh.bruno) as bruno:
            bruno.until(lambda d: d["event"] == "synced")

            fresh.shop.deliver(mail("Sotto guardia", to=fresh.shop.address))

            anna.until(lambda d: d["tickets"] == 1)
            bruno.until(lambda d: d["tickets"] == 1)
            assert anna.end() == 0
            assert bruno.end(signal.SIGTERM) == 0
    assert len(fresh.anna.ok("tickets")["tickets"]) == 1


def test_the_duty_goes_to_the_next_when_its_holder_leaves(fresh: Office) -> None:
    with watching(fresh.anna) as anna:
        anna.until(lambda d: d["event"] == "synced")
        with watching(fresh.bruno) as bruno:
            bruno.until(lambda d: d["event"] == "synced")
            assert anna.end(signal.SIGTERM) == 0
            until(lambda: duty_of(fresh.anna)[-1] == ("Bruno", "claimed"), "Bruno has the duty", 30)
            assert bruno.end() == 0

    assert duty_of(fresh.anna) == [
        ("Anna", "claimed"), ("Anna", "released"), ("Bruno", "claimed"), ("Bruno", "released"),
    ]  # fmt: skip


def test_a_killed_watch_leaves_the_profile_free(fresh: Office) -> None:
    reference = fresh.ticket("Ucciso")
    with watching(fresh.bruno) as watch:
        watch.until(lambda d: d["event"] == "synced")
        watch.process.kill()
        watch.process.wait(10)

    fresh.bruno.ok("claim", reference)


def test_a_watch_outlives_its_line(shop: Shop, line: Proxy) -> None:
    anna = shop.found("Anna", port=line.port)
    with watching(anna) as watch:
        watch.until(lambda d: d["event"] == "synced")
        line.begin()
        line.cut_after("client", 0)
        line.reset()

        offline = watch.until(lambda d: d["event"] == "offline")

        assert offline["error"]
        assert offline["message"]
        line.begin()
        shop.deliver(mail("Dopo il guasto", to=shop.address))
        watch.until(lambda d: d["event"] == "synced" and d["tickets"] == 1)
        assert watch.end() == 0


def test_an_import_that_is_killed_goes_on_where_it_was(shop: Shop) -> None:
    shop.put(*(bytes(mail(f"Vecchia {number}", to=shop.address)) for number in range(300)))
    anna = shop.found()
    few = "import desktop.engine.keeping as keeping; keeping.BATCH = 16"
    with anna.start("sync", "--once", before=few) as process:
        until(lambda: 0 < stored(anna) < 300, "the import has begun", 60)
        process.kill()
        process.communicate(timeout=30)
    before = stored(anna)

    anna.ok("sync", "--once")

    assert 0 < before < 300
    rows = anna.ok("tickets", "--limit", "1000")["tickets"]
    assert len({row["subject"] for row in rows}) == len(rows) == 300
    opened = [entry for entry in anna.ok("journal", "--tail", "100")["entries"] if entry["kind"] == "opened"]
    assert len(opened) == 2


def stored(station: Station) -> int:
    """Mails in the profile's database, read beside the process that fills it."""
    with contextlib.closing(sqlite3.connect(station.profile / "sportello.db")) as database:
        return int(database.execute("SELECT count(*) FROM messages").fetchone()[0])


def test_nothing_new_costs_next_to_nothing(shop: Shop, line: Proxy) -> None:
    shop.put(*(bytes(mail(f"Ferma {number}", to=shop.address)) for number in range(300)))
    anna = shop.found("Anna", port=line.port)
    anna.ok("sync", "--once")
    record = line.begin()

    anna.ok("sync", "--once")

    assert record.round_trips <= 30
    assert len(record.octets("server")) < 60_000, "the flags of what waits, and nothing else of 300 mails"


def test_two_commands_of_one_profile_at_once(fresh: Office) -> None:
    reference = fresh.ticket("In due")
    with fresh.bruno.start("tag", reference, "+uno") as one, fresh.bruno.start("tag", reference, "+due") as two:
        ended = [process.communicate(timeout=60)[0] for process in (one, two)]

    codes = sorted([one.returncode, two.returncode])
    assert codes in ([0, 0], [0, 7]), ended
    assert fresh.bruno.json("tag", reference, "+tre").code == 0


def test_a_reader_that_goes_away_is_no_traceback(fresh: Office) -> None:
    fresh.ticket("Tubo rotto")
    with fresh.anna.start("tickets") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(30) in (0, 1)


def test_mail_that_the_holder_of_the_duty_cannot_read_is_announced_all_the_same(fresh: Office) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    fresh.sync()
    fresh.anna.environ[f"SPORTELLO_PASSWORD_{second.user.upper()}_ESEMPIO_IT"] = "sbagliata"
    with watching(fresh.anna) as anna:
        anna.until(lambda d: [trouble["error"] for trouble in d["troubles"]] == ["wrong-password"])
        with watching(fresh.bruno) as bruno:
            bruno.until(lambda d: d["event"] == "synced")

            second.deliver(mail("Nella seconda", to=second.address))

            bruno.until(lambda d: d["tickets"] == 1)
            anna.until(lambda d: d["tickets"] == 1)
            assert anna.end() == 0
            assert bruno.end() == 0
    assert duty_of(fresh.bruno)[:2] == [("Anna", "claimed"), ("Anna", "released")]


def test_a_watch_outlives_a_password_that_is_wrong_for_a_while(shop: Shop, dovecot: Dovecot, line: Proxy) -> None:
    anna = shop.found("Anna", port=line.port)
    with watching(anna) as watch:
        watch.until(lambda d: d["event"] == "synced")
        dovecot.set_password(shop.user, "un'altra")
        line.begin()
        line.reset()

        def refused(document: dict[str, Any]) -> bool:
            line.reset()  # Dovecot looks at its passwords once a second: it may have taken the old one again
            return "wrong-password" in [trouble["error"] for trouble in document.get("troubles", ())]

        watch.until(refused)

        dovecot.set_password(shop.user, PASSWORD)
        watch.until(lambda d: d["event"] == "synced" and d["troubles"] == [])
        assert watch.end() == 0


def test_a_watch_says_when_its_workstation_was_removed(fresh: Office) -> None:
    reference = fresh.ticket("Fuori")
    me = next(m["workstation"] for m in fresh.bruno.ok("team", "list")["members"] if m["you"])
    with watching(fresh.bruno) as watch:
        watch.until(lambda d: d["event"] == "synced")

        fresh.anna.ok("team", "remove", me)

        watch.until(lambda d: d["doubt"] is not None and d["doubt"]["error"] == "removed")
        assert watch.end() == 0
    fresh.bruno.fails(3, "removed", "claim", reference)
    fresh.anna.ok("claim", reference)
