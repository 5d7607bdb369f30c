"""What leaves as files or comes in, on its lane: stopped, it leaves nothing half."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from desktop.domain.search import Query
from desktop.engine.moving_notices import Exported, TakenIn
from desktop.engine.notices import Notice
from desktop.engine.workstation import Workstation
from desktop.runtime.compose import opened
from desktop.runtime.lanes import Lane
from desktop.runtime.window.moving import Moving
from tests.integration.cli.shop import Office, Station, mail


@contextmanager
def moving(station: Station, may_begin: threading.Event, told: SimpleQueue[Notice]) -> Iterator[Moving]:
    with opened(station.profile, station.surroundings()) as profile:
        me = profile.started().journal.me
        profile.mailboxes.publish(profile.store)

        @contextmanager
        def opening(lane: Lane[Workstation]) -> Iterator[Workstation]:
            with profile.lane(me, lane.pause) as graph:
                may_begin.wait(20)
                yield graph

        made = Moving(opening, profile.path, told.put, lambda: None, lambda error: told.put(Exported("", why=error)))
        yield made
        made.ask_to_end()
        assert made.join(20)


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
