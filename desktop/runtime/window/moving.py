"""Files that leave this workstation or come in: on a lane of its own, which may take as long as a mailbox's history
takes, and which begins when it is first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine import moving_notices, notices
from desktop.engine.exporting import Exporting, Old
from desktop.engine.queries import Conversation
from desktop.engine.workstation import Workstation
from desktop.journal.state import Team
from desktop.runtime import backup, exporting
from desktop.runtime.importing import mails
from desktop.runtime.lanes import Lane
from desktop.runtime.window.coordination import Tell
from desktop.runtime.window.papers import Papers

T = TypeVar("T")


class Moving:
    """Implements ``ui.desk.Moving``. ``opening`` gives a workstation's graph for this lane; ``brought``: drafts and
    saved searches have come."""

    def __init__(
        self,
        opening: Callable[[Lane[Workstation]], AbstractContextManager[Workstation]],
        profile: Path,
        papers: Lane[Papers],
        tell: Tell,
        brought: Callable[[], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._lane: Lane[Workstation] = Lane("moving", lambda: opening(self._lane), crashed)
        self._profile = profile
        self._papers = papers
        self._tell = tell
        self._brought = brought
        self._begun = False
        self._given_up = 0
        """The number of the newest that is not wanted any more. Set by the window, looked at by the lane."""
        self._number = 0

    def ask_to_end(self) -> None:
        self._lane.ask_to_end()

    def join(self, seconds: float) -> bool:
        return self._lane.join(seconds)

    def stop(self) -> None:
        self._given_up = self._number

    def export_tickets(self, tickets: Sequence[str], folder: str) -> None:
        self._export(folder, lambda found, _: found.tickets(tickets))

    def export_place(self, place: str, folder: str) -> None:
        self._export(folder, lambda found, agent: found.place(place, agent))

    def export_found(self, query: Query, folder: str) -> None:
        self._export(folder, lambda found, agent: found.found(query, agent))

    def take_in(self, paths: Sequence[str]) -> None:
        def work(station: Workstation, stopped: Callable[[], bool]) -> None:
            try:
                found = _until(stopped, mails([Path(path) for path in paths]))
                done = station.importing.take_in(found, _team(station), station.journal.me.home)
            except SportelloError as error:
                self._tell(moving_notices.TakenIn(why=error))
            else:
                self._tell(moving_notices.TakenIn(done.new, done.known, done.erased, tuple(done.unreadable)))
            self._tell(notices.TicketsChanged())

        self._post(work)

    def back_up(self, path: str) -> None:
        def work(station: Workstation, _: Callable[[], bool]) -> None:
            try:
                self._papers.call(lambda _: None)  # what was typed before is written down first
                done = backup.write(Path(path), self._profile, station.store, _team(station))
            except SportelloError as error:
                self._tell(moving_notices.BackedUp(path, why=error))
            else:
                self._tell(moving_notices.BackedUp(path, done.drafts))

        self._post(work)

    def bring_back(self, path: str) -> None:
        def work(station: Workstation, _: Callable[[], bool]) -> None:
            try:
                done = backup.bring_back(Path(path), self._profile, station.store, _team(station))
            except SportelloError as error:
                self._tell(moving_notices.BroughtBack(why=error))
                return
            self._tell(moving_notices.BroughtBack(done.drafts, done.passed_over))
            self._brought()

        self._post(work)

    def _export(self, folder: str, wanted: Callable[[Exporting, str], Iterable[Conversation | Old]]) -> None:
        """In every form: whoever asks for it has one that they can open."""

        def work(station: Workstation, stopped: Callable[[], bool]) -> None:
            handing = Exporting(station.store, station.queries, station.attachments, stopped)
            found = wanted(handing, station.journal.me.agent)
            try:
                done = exporting.write(Path(folder), exporting.FORMATS, handing, found, _team(station), {})
            except SportelloError as error:
                self._tell(moving_notices.Exported(folder, why=error))
            else:
                self._tell(moving_notices.Exported(folder, done.tickets, done.mails, done.left_out))

        self._post(work)

    def _post(self, work: Callable[[Workstation, Callable[[], bool]], None]) -> None:
        self._number += 1
        number = self._number
        if not self._begun:
            self._begun = True
            self._lane.start()
        self._lane.post(lambda station: work(station, lambda: self._lane.ending or self._given_up >= number))


def _team(station: Workstation) -> Team:
    """As the log says now: a lane's own graph may have been made long ago."""
    return station.store.entries.team() or station.journal.team


def _until(stopped: Callable[[], bool], found: Iterator[T]) -> Iterator[T]:
    for one in found:
        if stopped():
            return
        yield one
