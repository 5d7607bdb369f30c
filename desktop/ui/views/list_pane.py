"""The middle pane: a place's title, the search, and the tickets, or what there is to review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.search import Query
from desktop.domain.ticket import DONE
from desktop.engine.following import FollowUp
from desktop.engine.laters import Planned
from desktop.engine.notices import Found
from desktop.ports.store.reader import TicketRow
from desktop.ui import icons, vocabulary
from desktop.ui.desk import Desk
from desktop.ui.models.found import FoundModel
from desktop.ui.models.leaving import LeavingModel
from desktop.ui.models.places import SAVED
from desktop.ui.models.review import ReviewModel
from desktop.ui.models.seen import Seen
from desktop.ui.models.tickets import TicketsModel
from desktop.ui.theme import STEP, scaled
from desktop.ui.views.leaving import LeavingList
from desktop.ui.views.nothing import Nothing
from desktop.ui.views.review import ReviewList
from desktop.ui.views.search_field import SearchField, sentence
from desktop.ui.views.ticket_list import TicketList
from desktop.ui.views.toast import Toast
from desktop.ui.views.widgets import Elided, column, label, row

_AGAIN = 500
"""Milliseconds after which a search that is shown is made again, because something has changed."""


_AT_ONCE = 200
"""Tickets that are selected together at most."""


class ListPane(QWidget):
    shown = Signal(str)
    """A place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(34 * STEP))
        self._desk = desk
        self.seen = Seen(self)
        self.model = TicketsModel(desk.lists, desk.facts.agent, self, self.seen, self._name_of)
        self.review_model = ReviewModel(self)
        self.tickets = TicketList(self.model, desk.facts.agent, self._name_of)
        self.found_model = FoundModel(desk.lists, self, self.seen, desk.facts.agent, self._name_of)
        self.found = TicketList(self.found_model, desk.facts.agent, self._name_of, self.tickets.marks)
        self._searches: Mapping[str, str] = {}
        self._tags: dict[str, None] = {}
        """Met so far, to complete by."""
        self._asked = 0
        """The number of the newest search."""
        self._query = Query()
        self._more = False
        self._another = False
        """Whether what the newest search finds is not what is shown."""
        self.review = ReviewList(self.review_model, desk.words)
        self.leaving_model = LeavingModel(self)
        self.leaving = LeavingList(self.leaving_model)
        self.tickets.marks.changed.connect(self._say)
        for tickets in (self.tickets, self.found):
            tickets.prefer(desk.chosen.now)
            desk.chosen.changed.connect(tickets.prefer)
        self._place = ""
        self._title = Elided()
        self._title.setObjectName("placeTitle")
        self._count = label()
        self._count.setObjectName("placeCount")
        self.search = SearchField(self._known)
        self.search.asked.connect(self._search)
        self.search.left.connect(self._leave_search)
        self._wrong = label(kind="small", wraps=True)
        self._wrong.setObjectName("searchProblem")
        self._wrong.hide()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self.search_again)
        self._nothing = Nothing()
        self._stack = QStackedWidget()
        for view in (self.tickets, self.found, self.review, self.leaving, self._nothing):
            self._stack.addWidget(view)
        top = QWidget()
        title = row(self._title, self._count)
        title.setStretch(0, 1)
        column(top, title, self.search, self._wrong, margins=2 * STEP, spacing=STEP)
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self._stack, 1)
        self.toast = Toast()
        layout.addWidget(self.toast)

    @property
    def place(self) -> str:
        return self._place

    @property
    def is_review(self) -> bool:
        return self._place == "review"

    @property
    def is_leaving(self) -> bool:
        return self._place == "leaving"

    @property
    def is_searching(self) -> bool:
        """What is typed is looked for everywhere, whatever the place; as soon as it says something."""
        return self._lists_tickets and bool(self.search.query.terms)

    @property
    def current(self) -> TicketList:
        """The list of tickets in sight, or behind what is."""
        return self.found if self.is_searching else self.tickets

    def show_place(self, key: str) -> None:
        """A saved search is typed anew; any other place ends what was searched for."""
        self.tickets.marks.clear()
        self._place = key
        self.search.put(self._searches.get(key.removeprefix(SAVED), "") if key.startswith(SAVED) else "")
        self.search.setVisible(self._lists_tickets)
        if self.is_searching:
            self._search()
        elif self._lists_tickets:
            self._wrong.hide()
            self._show_whole_place()
        self._say()
        self.shown.emit(key)

    def tickets_changed(self, ids: frozenset[str]) -> None:
        if self.is_searching:
            self.found_model.refresh()
            self._again.start()
        elif self._lists_tickets:
            self.model.changed(ids)
            marks = self.tickets.marks
            named = (ticket for ticket in marks.ids if not ids or ticket in ids)
            marks.drop(ticket for ticket in named if self.model.find(ticket) is None)
        self._say()

    def show_found(self, found: Found) -> None:
        """What comes of a search that nobody waits for any more is passed over."""
        if found.number != self._asked or not self.is_searching or not (self._another or found.ended):
            return
        self.found_model.show_hits(found.hits, another=self._another)
        if self._another:
            self.found.scrollToTop()
        self._another, self._more = False, found.more or not found.ended
        self._say()

    def know_searches(self, searches: Mapping[str, str]) -> None:
        self._searches = searches

    def know_tags(self, tags: Iterable[str]) -> None:
        self._tags |= dict.fromkeys(tags)

    def review_changed(self) -> None:
        self._say()

    def show_leaving(self, items: Sequence[FollowUp | Planned]) -> None:
        """The earliest first."""
        self.leaving_model.show_items(sorted(items, key=lambda item: (item.due, item.id)))
        self._say()

    def counts(self) -> dict[str, int]:
        """Of the places that list no tickets."""
        return {"review": self.review_model.rowCount(), "leaving": self.leaving_model.rowCount()}

    def step(self, by: int) -> None:
        self._shown()[0].step(by)

    def move_on(self, past: Collection[str]) -> bool:
        """From what has been dealt with, ``past``, to the nearest ticket that is to stay in such a list: below, else
        above. False when there is none; then nothing is chosen."""
        if not self._lists_tickets:
            self.step(1)
            return True
        done = self._place if self._place in DONE and not self.is_searching else ""

        def stays(row: TicketRow) -> bool:
            return row.id not in past and (row.status == done if done else row.status not in DONE)

        return self.current.move_on(stays, _AT_ONCE)

    def take_focus(self) -> None:
        self._shown()[0].setFocus()

    def mark(self) -> None:
        if self._lists_tickets:
            self.current.mark()

    def extend(self, by: int) -> None:
        if self._lists_tickets:
            self.current.extend(by)

    def mark_all(self) -> None:
        """Of the place, or of what was found: as many as a person can mean at once."""
        if self._lists_tickets:
            model = self.found_model if self.is_searching else self.model
            rows = (model.row(number) for number in range(min(_AT_ONCE, model.rowCount())))
            self.tickets.marks.add(row.id for row in rows if isinstance(row, TicketRow))

    def stop(self) -> None:
        """What is chosen of what is about to leave."""
        if self.is_leaving:
            self.leaving.stop()

    @property
    def _lists_tickets(self) -> bool:
        return not self.is_review and not self.is_leaving

    def _shown(self) -> tuple[TicketList | ReviewList | LeavingList, int]:
        """The place's list, and how long it is."""
        if self.is_review:
            return self.review, self.review_model.rowCount()
        if self.is_leaving:
            return self.leaving, self.leaving_model.rowCount()
        if self.is_searching:
            return self.found, self.found_model.rowCount()
        return self.tickets, self.model.rowCount()

    def _search(self) -> None:
        """What is shown stays until something is found, or nothing."""
        query = self.search.query
        self._wrong.setText(sentence(query.problem) if query.problem else "")
        self._wrong.setVisible(query.problem is not None)
        if self.is_searching:
            self.tickets.marks.clear()
            self._another = True
            self._query = query
            self.search_again()
        elif self._lists_tickets and self.search.is_empty:
            self.show_place(self._place if not self._place.startswith(SAVED) else "open")
        elif self._query.terms:
            self._query = Query()
            self._show_whole_place()
            self._say()

    def _show_whole_place(self) -> None:
        self.model.show_place("open" if self._place.startswith(SAVED) else self._place)
        self.tickets.scrollToTop()

    def search_again(self) -> None:
        """Also what was given up for another search; nothing when nothing is searched for here."""
        if self.is_searching:
            self._asked += 1
            self._desk.searches.search(self._asked, self._query)

    def _leave_search(self) -> None:
        if self.search.is_empty:
            self._search()
        self.current.setFocus()

    def _known(self) -> dict[str, list[str]]:
        """What a search can be completed by."""
        team = self._desk.facts.team
        people = list(team.agents().values())
        return {"tag": list(self._tags), "mailbox": list(team.mailboxes), "agent": people}

    def _say(self) -> None:
        view, count = self._shown()
        marked = len(self.tickets.marks.ids) if self._lists_tickets else 0
        selected = self.tr("%1 selected").replace("%1", str(marked))
        more = "+" if self.is_searching and self._more else ""
        self._title.say(self.tr("Found everywhere") if self.is_searching else vocabulary.place(self._place))
        self._count.setText(selected if marked else f"{count}{more}" if count else "")
        nothing_found = self.tr("Nothing found.\nEsc shows the whole place again.")
        place = "search" if self.is_searching else self._place
        self._nothing.say(nothing_found if self.is_searching else vocabulary.empty(self._place), icons.of_place(place))
        self._stack.setCurrentWidget(view if count else self._nothing)
        self.setFocusProxy(view)

    def _name_of(self, agent: str) -> str:
        return self._desk.facts.team.agent_name(agent)
