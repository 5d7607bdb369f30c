"""The running program of one profile: its lanes, started and ended together, and what one asks of another."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Protocol

from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import SIGN_IN
from desktop.domain.ticket import Role
from desktop.engine import notices
from desktop.engine.afar import There
from desktop.engine.enrolling import MailboxWanted
from desktop.engine.first_looks import EVERY
from desktop.engine.identity import Identity
from desktop.engine.journal import Journal
from desktop.engine.laters import LATER
from desktop.engine.teamfile import TeamFile
from desktop.engine.workstation import Workstation
from desktop.mime import filling
from desktop.runtime import enrolment
from desktop.runtime.compose import Profile
from desktop.runtime.lanes import SWITCH, Job, Lane, T
from desktop.runtime.window.adding import Adding
from desktop.runtime.window.coordination import Coordination, Tell
from desktop.runtime.window.departures import Departures
from desktop.runtime.window.enclosures import Enclosures
from desktop.runtime.window.leading import Leading
from desktop.runtime.window.letters import Letters
from desktop.runtime.window.library import Library
from desktop.runtime.window.mailroom import MAIL_EVERY, Mailroom
from desktop.runtime.window.moving import Moving
from desktop.runtime.window.papers import Papers
from desktop.runtime.window.part_requests import PartRequests
from desktop.runtime.window.requests import Requests
from desktop.runtime.window.searches import Searches
from desktop.runtime.window.searching import Searching
from desktop.runtime.window.sign_ins import SignIns
from desktop.runtime.window.surveys import Surveys
from desktop.runtime.window.updates import Updates
from desktop.runtime.window.watcher import RETRY, Watcher
from desktop.ui.preferences import load

WARM_UP = 4.0
"""Seconds after the start at which what texts are filled in with is made ready: the first one comes without a wait."""

FAREWELL = 0.4
"""Seconds in which lanes may end by themselves before their sockets are closed."""

PULSE = 5.0
"""Seconds between two questions whether the computer has slept."""

LAST_WAIT = 1.2
"""Seconds for them to notice; farewell and this together stay under two."""

WRITING_DOWN = 10.0
"""Seconds for a slow disk to take what a person has done: more than any other lane gets, since that would be lost."""

UPKEEP_FIRST, UPKEEP_STEP, UPKEEP_EVERY = 20.0, 0.1, 6 * 3600.0
"""Seconds: after the start, when what a person waits for is there; between two steps, so that others get at the
database; and between two rounds, since mail ages by days."""


class Ends(Protocol):
    def ask_to_end(self) -> None: ...
    def join(self, seconds: float) -> bool: ...


class Program:
    """``profile`` has been taken (its lock is held). ``tell`` may be called from any lane."""

    def __init__(self, profile: Profile, me: Identity, tell: Tell, crashed: Callable[[BaseException], None]) -> None:
        self._profile = profile
        self._me = me
        self._tell = tell
        self._crashed = crashed
        self._turn = threading.Lock()
        self._gaps = 0
        self._known: dict[str, int] = {}
        """Lane to the gaps in time that it knew of when it began what it is doing. Each touches its own only."""
        self._going_on: Job[Departures] | None = None
        self._telling: Job[Coordination] | None = None
        self._upkeep: Job[Enclosures] | None = None
        self._mailrooms: dict[str, Lane[Mailroom]] = {}
        self._next_looks: dict[str, Job[Mailroom]] = {}
        self._coordination = Lane("coordination", self._open_coordination, crashed)
        self._outgoing = Lane("outgoing", self._open_outgoing, crashed)
        self._papers = Lane("papers", self._open_papers, crashed)
        self._enclosures = Lane("enclosures", self._open_enclosures, crashed)
        self._searching = Lane("search", self._open_searching, crashed)
        self.parts = parts = PartRequests(self._enclosures)
        self.requests = Requests(
            self._coordination,
            self._outgoing,
            self._papers,
            self._mailrooms,
            parts.opened,
            self._anew,
            self._add_mailbox,
        )
        self.library = Library(self._coordination, tell)
        self.leading = Leading(self._coordination)
        self.letters = Letters(self._papers, profile.spelling, tell)
        self.searches = Searches(self._searching, self._papers)
        self.sign_ins = SignIns(profile.tokens, tell, self.requests.fetch, crashed)
        self.surveys = Surveys(partial(enrolment.picture, profile), tell, crashed)
        self.updates = Updates(profile.updates, self._coordination, tell, crashed)
        self.moving = Moving(self._away, profile.path, self._papers, tell, self._brought, crashed)
        self._watcher = Watcher(lambda: profile.place(me.home), me.folder, self._read_to, self.requests.look, crashed)
        profile.secrets.spare_servers()

    # -- life ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        sys.setswitchinterval(SWITCH)
        self._profile.mailboxes.publish(self._profile.store)
        for lane in (self._papers, self._searching, self._coordination, self._outgoing, self._enclosures):
            lane.start()
        team = self._profile.store.entries.team()
        self.searches.tell()
        self.requests.review()
        self.requests.look()
        self._coordination.post(self._pulse, PULSE)
        self._watcher.start()
        self.updates.start()
        self._papers.post(lambda _: filling.check(""), WARM_UP)
        for address in team.mailboxes if team is not None else ():
            self._open_mailroom(address)

    def close(self) -> bool:
        """Ask, then close sockets hard. Whether every lane has ended; a lane that has not may still write, and the
        profile must not be given to anybody before the process ends."""
        with contextlib.suppress(SportelloError, TimeoutError):
            self._papers.call(self.requests.take_all_back, FAREWELL)
        with contextlib.suppress(SportelloError, TimeoutError):
            self._coordination.call(Coordination.leave, FAREWELL)
        lanes: list[Ends] = [self._watcher, *self._mailrooms.values(), self._enclosures, self._outgoing]
        lanes += [self.surveys, self.sign_ins, self.moving, self._searching, self._coordination]
        self._papers.ask_to_end(when_done=True)
        for lane in (*lanes, self.updates):
            lane.ask_to_end()
        self._profile.hang_up()
        deadline = time.monotonic() + LAST_WAIT
        late = [lane for lane in lanes if not lane.join(max(0.0, deadline - time.monotonic()))]
        self.updates.join(FAREWELL)
        return self._papers.join(WRITING_DOWN) and not late

    # -- between the lanes --------------------------------------------------------------------------------------

    def _there(self, lane: Lane[Any]) -> There:
        """Done on the coordination lane, for this lane, which waits."""

        def there(job: Callable[[Journal], T]) -> T:
            gaps = self._known.setdefault(lane.name, self._gaps)
            return self._coordination.call(lambda coordination: coordination.there(job, gaps))

        return there

    def _read_to(self) -> int:
        return self._coordination.call(lambda lane: lane.here(lambda journal: journal.head.uid))

    def _on_duty(self) -> bool:
        return self._coordination.call(Coordination.on_duty)

    def _log_reached(self) -> None:
        """Once is enough, however often the log is read while a mail takes its time."""
        if self._going_on is not None:
            self._outgoing.withdraw(self._going_on)
        self._going_on = self._outgoing.post(Departures.go_on)
        self.requests.review()  # what may be decided there also changes as time passes

    def _mail_told(self) -> None:
        self._outgoing.post(Departures.send_automatic)

    def _wake_at(self, what: str, moment: int) -> None:
        self._profile.schedule.at(what, moment, self._answers_due if what == LATER else self._mail_told)

    def _answers_due(self) -> None:
        self._outgoing.post(Departures.leave_later)

    def _looked(self) -> None:
        """Told in a while, with what is opened until then; each look at the journal tells it too."""
        if self._telling is not None:
            self._coordination.withdraw(self._telling)
        self._telling = self._coordination.post(Coordination.tell_looks, EVERY)

    def _pulse(self, lane: Coordination) -> None:
        lane.pulse()
        self._coordination.post(self._pulse, PULSE)

    def _redial(self) -> None:
        """After a gap in time. What a lane begins from now on is not concerned."""
        self._gaps += 1
        lanes: list[Lane[Any]] = [self._outgoing, self._papers, self._enclosures, *self._mailrooms.values()]
        for lane in lanes:
            lane.post(partial(self._begin_anew, lane.name, self._gaps))
        self._profile.redial()
        self._watcher.again()
        self.requests.read_mail()

    def _begin_anew(self, name: str, gaps: int, _: object) -> None:
        self._known[name] = gaps

    def _anew(self) -> None:
        self._profile.secrets.try_again()
        self._profile.tokens.try_again()
        self._watcher.again()

    def _add_mailbox(self, wanted: MailboxWanted) -> None:
        """On the lane of enclosures: servers are asked, and neither mail nor claims wait for it. Where somebody signs
        in by a page it is the lane that waits for them."""
        by_page = SIGN_IN in wanted.settings
        lane: Lane[Any] = self.sign_ins.lane if by_page else self._enclosures
        founding, there = self._profile.founding(), self._there(lane)
        adding = Adding(self._profile, founding, there, self._tell, self.sign_ins.see_to)
        if by_page:
            self.sign_ins.post(lambda: adding.add(wanted))
        else:
            self._enclosures.post(lambda _: adding.add(wanted))

    def _brought(self) -> None:
        self.searches.tell()
        self.requests.review()

    def _moved(self) -> None:
        self._tell(notices.JournalMoved())

    # -- opening the lanes, each in its own thread --------------------------------------------------------------

    @contextmanager
    def _open_coordination(self) -> Iterator[Coordination]:
        with self._profile.lane(self._me, self._coordination.pause) as station:
            team = station.store.entries.team()
            known = team.mailboxes if team is not None else {}

            def tell(notice: notices.Notice) -> None:
                nonlocal known
                if isinstance(notice, notices.TeamChanged):
                    self._profile.mailboxes.publish(station.store)
                    self.updates.team_changed()
                    for address in notice.team.mailboxes:
                        self._open_mailroom(address)
                    if notice.team.mailboxes != known:
                        known = notice.team.mailboxes
                        self._keep_up_now()
                self._tell(notice)
                if isinstance(notice, notices.TicketsChanged):
                    self.requests.review()

            def invite(journal: Journal, role: Role) -> TeamFile:
                """A colleague's window speaks what this one was told to speak."""
                return self._profile.founding().invite(journal, role, load(self._profile.path).language)

            fetch = self.requests.read_mail
            yield Coordination(station, tell, self._log_reached, fetch, self._moved, invite, self._redial)

    @contextmanager
    def _open_outgoing(self) -> Iterator[Departures]:
        with self._away(self._outgoing) as station:

            def tell(notice: notices.Notice) -> None:
                self._tell(notice)
                self.requests.review()

            yield Departures(station, tell, self._wake_at)

    @contextmanager
    def _open_papers(self) -> Iterator[Papers]:
        with self._away(self._papers) as station:
            yield Papers(station, self._tell, self.requests.look, self._looked)

    @contextmanager
    def _open_enclosures(self) -> Iterator[Enclosures]:
        with self._away(self._enclosures) as station:
            downloads = self._profile.downloads
            downloads.take_back()  # what a crash has left
            self._upkeep = self._enclosures.post(self._keep_up, UPKEEP_FIRST)
            yield Enclosures(station, self._tell, downloads, self._profile.pictures)
            downloads.take_back()

    def _keep_up(self, enclosures: Enclosures) -> None:
        """A step at a time, so that what a person asks for comes in between."""
        this = self._upkeep
        more = enclosures.upkeep()
        if self._upkeep is this:
            self._upkeep = self._enclosures.post(self._keep_up, UPKEEP_STEP if more else UPKEEP_EVERY)

    def _keep_up_now(self) -> None:
        """What a lead says of a mailbox holds at once."""
        if self._upkeep is not None:
            self._enclosures.withdraw(self._upkeep)
            self._upkeep = self._enclosures.post(self._keep_up)

    @contextmanager
    def _open_searching(self) -> Iterator[Searching]:
        store = self._profile.reader()
        try:
            yield Searching(store.reader, self._me.agent, self._tell, self.searches.given_up)
        finally:
            store.close()

    def _open_mailroom(self, address: str) -> None:
        if self._coordination.ending:
            return

        @contextmanager
        def opening() -> Iterator[Mailroom]:
            with self._away(lane) as station:
                yield Mailroom(
                    station, address, self._tell, self._on_duty, self._mail_told, self._profile.secrets, go_on
                )

        def look(mailroom: Mailroom) -> None:
            more = mailroom.look()
            patience = RETRY if mailroom.untried else MAIL_EVERY
            self._next_looks[address] = lane.post(look, 0.0 if more else patience)

        def go_on() -> None:
            if lane.withdraw(self._next_looks[address]):
                self._next_looks[address] = lane.post(look)

        lane: Lane[Mailroom] = Lane(f"mailbox {address}", opening, self._crashed)
        if self._mailrooms.setdefault(address, lane) is lane:
            self._next_looks[address] = lane.post(look)
            lane.start()

    def _away(self, lane: Lane[Any]) -> AbstractContextManager[Workstation]:
        return self._profile.lane(self._me, lane.pause, self._there(lane), self._turn)
