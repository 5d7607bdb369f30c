"""What leaves as files or comes in, on its lane: stopped, it leaves nothing half."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import Query
from desktop.engine.moving_notices import BackedUp, Exported, TakenIn
from desktop.engine.notices import Notice
from desktop.engine.workstation import Workstation
from desktop.journal.entries import START
from desktop.ports.store.drafts import Draft
from desktop.runtime.compose import DATABASE, opened
from desktop.runtime.lanes import Lane
from desktop.runtime.window.moving import Moving
from tests.integration.cli.shop import Office, Station, mail


@contextmanager
def moving(
    station: Station, may_begin: threading.Event, told: SimpleQueue[Notice], papers: Lane[Any] | None = None
) -> Iterator[Moving]:
    with opened(station.profile, station.surroundings()) as profile:
        me = profile.started().journal.me
        profile.mailboxes.publish(profile.store)

        @contextmanager
        def opening(lane: Lane[Workstation]) -> Iterator[Workstation]:
            with profile.lane(me, lane.pause) as graph:
                may_begin.wait(20)
                yield graph

        def crashed(error: BaseException) -> None:
            told.put(Exported("", why=error))

        papers = papers or Lane("papers", nullcontext, crashed)
        papers.start()
        made = Moving(opening, profile.path, papers, told.put, lambda: None, crashed)
        yield made
        for lane in (made, papers):
            lane.ask_to_end()
            assert lane.join(20)


def test_what_is_stopped_leaves_nothing_half(office: Office, tmp_path: Path) -> None:
    office.ticket("Da esportare")
    (tmp_path / "una.eml").write_bytes(bytes(mail("Non voluta", to=office.shop.address)))
    may_begin, told = threading.Event(), SimpleQueue[Notice]()
    with moving(office.anna, may_begin, told) as one:
        one.export_found(Query(()), str(tmp_path / "mai"))
        one.take_in([str(tmp_path / "una.eml")])
        one.stop()
        one.export_place("open", str(tmp_path / "poi"))
        may_begin.set()
        exported, taken, _, after = (told.get(timeout=20) for _ in range(4))
    assert isinstance(exported, Exported)
    assert exported.why is not None
    assert exported.why.code == "export-interrupted"
    assert not (tmp_path / "mai").exists()
    assert taken == TakenIn()
    assert isinstance(after, Exported)
    assert after.why is None
    assert after.tickets > 0
    assert (tmp_path / "poi" / "mail.mbox").exists()


def test_what_was_typed_before_is_in_the_back_up(fresh: Office, tmp_path: Path) -> None:
    """The lane that writes drafts down is busy when the back-up is asked for."""
    file, told, may_begin = tmp_path / "mio.json", SimpleQueue[Notice](), threading.Event()
    may_begin.set()
    draft = Draft("d" * 24, "", "", (), (), "Una prova", "Non ancora scritta", False, False, START, 1, "writing")

    def write_down(one: Moving) -> None:
        one.back_up(str(file))
        with suppress(Empty):
            told.put(told.get(timeout=0.5))
        store = SqliteStore(fresh.anna.profile / DATABASE)
        store.drafts.put(draft)
        store.close()

    papers: Lane[Any] = Lane("papers", nullcontext, lambda error: told.put(Exported("", why=error)))
    with moving(fresh.anna, may_begin, told, papers) as one:
        papers.post(lambda _: write_down(one))
        assert told.get(timeout=20) == BackedUp(str(file), 1)
    assert "Non ancora scritta" in file.read_text(encoding="utf-8")
