"""The day-0 picture: how a mailbox stands, in few figures, and how they are counted."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.standing import Standing, Within
from desktop.engine.survey import Counted, Counting
from desktop.ui.moments import lasted
from desktop.ui.theme import STEP
from desktop.ui.views.tile import tile
from desktop.ui.views.widgets import Rule, button, column, empty, label, row


class StandingDialog(QDialog):
    """The picture of a mailbox that the team has had for a while. Closed, it stops counting."""

    wanted = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = ""
        self.setWindowTitle(self.tr("How the mailbox stands"))
        self.view = StandingView()
        self.view.again.connect(self._count)
        self.view.stop.connect(self.given_up)
        inner = QWidget()
        column(inner, self.view, margins=0).addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        close = button(self.tr("Close"), self.accept, kind="primary", tip="Esc")
        layout = column(self, area, Rule(), row(None, close), margins=3 * STEP)
        layout.setStretch(0, 1)
        self.finished.connect(self.given_up)
        self.resize(80 * STEP, 80 * STEP)

    def bring(self, address: str) -> None:
        self._address = address
        self._count()
        self.show()
        self.raise_()
        self.activateWindow()

    def told(self, notice: Counting | Counted) -> None:
        if notice.address != self._address or not self.isVisible():
            return
        if isinstance(notice, Counting):
            self.view.count(notice)
        else:
            self.view.show_counted(notice)

    def refused(self, address: str, words: str) -> None:
        if address == self._address:
            self.view.give_up(words)

    def _count(self) -> None:
        self.view.begin(self._address)
        self.wanted.emit(self._address)


class StandingView(QWidget):
    again = Signal()
    """It is to be counted anew."""
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._doing = label(kind="muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(STEP // 2)
        self.stop_button = button(self.tr("Stop counting"), self._stop, kind="link")
        self.again_button = button(self.tr("Count again"), self.again.emit, kind="link")
        self._title = label(kind="large", wraps=True)
        self._scope = label(kind="small", wraps=True)
        self._figures = QVBoxLayout()
        self._figures.setSpacing(STEP + STEP // 2)
        self._said: list[str] = []
        column(
            self,
            self._title,
            self._scope,
            self._doing,
            self._bar,
            self._figures,
            row(self.stop_button, self.again_button, None),
            margins=0,
        )
        self._rest()

    @property
    def text(self) -> str:
        """Everything that stands here."""
        shown = [one.text() for one in (self._title, self._scope, self._doing) if not one.isHidden()]
        return "\n".join((*shown, *self._said))

    def begin(self, address: str) -> None:
        self._say_title(address)
        self._scope.hide()
        empty(self._figures)
        self._said = []
        self._doing.setText(self.tr("Counting how the mailbox stands, from the headers of the last weeks …"))
        self._doing.show()
        self._bar.setRange(0, 0)
        self._bar.show()
        self.stop_button.show()
        self.again_button.hide()

    def count(self, counting: Counting) -> None:
        self._bar.setRange(0, max(1, counting.total))
        self._bar.setValue(counting.done)
        done, total = (QLocale().toString(n) for n in (counting.done, counting.total))
        said = self.tr("Counting how the mailbox stands: %1 of %2 mails …")
        self._doing.setText(said.replace("%1", done).replace("%2", total))

    def give_up(self, words: str) -> None:
        """It was not counted to its end: the words say why."""
        self._rest()
        self._doing.setText(words)
        self._doing.show()
        self.again_button.show()

    def show_counted(self, counted: Counted) -> None:
        self._rest()
        found = counted.standing
        self._say_title(counted.address)
        self._scope.setText(self._scope_of(found))
        self._scope.show()
        empty(self._figures)
        self._said = []
        if found.conversations:
            self._figures.addWidget(self._tiles(found, counted.now))
            self._figures.addWidget(self._answers(found))
            self._add(self._busiest(found))
        else:
            self._add(self.tr("No customer has written in these days."))
        self._add(self._how(found), kind="small")
        self.again_button.show()

    # -- inside -------------------------------------------------------------------------------------------------

    def _say_title(self, address: str) -> None:
        self._title.setText(self.tr("How %1 stands").replace("%1", address))

    def _rest(self) -> None:
        for one in (self._doing, self._bar, self.stop_button, self.again_button):
            one.hide()

    def _stop(self) -> None:
        self.stop.emit()
        self.give_up(self.tr("Not counted to the end."))

    def _add(self, words: str, kind: str = "") -> None:
        self._said.append(words)
        self._figures.addWidget(label(words, kind=kind, wraps=True, selectable=True))

    def _scope_of(self, found: Standing) -> str:
        read = found.read
        mails, total = QLocale().toString(read.mails), QLocale().toString(read.total)
        if read.total > read.mails:
            said = self.tr("A sample: of the %3 mails of the last %1 days, the newest %2.")
        else:
            said = self.tr("The last %1 days, %2 mails.")
        return said.replace("%1", str(read.days)).replace("%2", mails).replace("%3", total)

    def _tiles(self, found: Standing, now: int) -> QWidget:
        oldest = found.oldest
        unknown = self.tr("not known")
        tiles = (
            (QLocale().toString(found.open), self.tr("wait for an answer"), ""),
            (
                lasted(now - oldest.since) if oldest is not None else "–",
                self.tr("the longest wait"),
                f"{oldest.who}: {oldest.subject}" if oldest is not None else "",
            ),
            (
                lasted(found.median) if found.median is not None else unknown,
                self.tr("until an answer, typically"),
                self.tr("half were quicker") if found.median is not None else "",
            ),
            (
                QLocale().toString(found.chase_ups),
                self.tr("chase-ups"),
                self.tr("in %1 conversations of %2")
                .replace("%1", QLocale().toString(found.chasing))
                .replace("%2", QLocale().toString(found.conversations)),
            ),
        )
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(STEP + STEP // 2)
        for n, (figure, words, more) in enumerate(tiles):
            self._said.append(f"{figure} {words} {more}")
            grid.addWidget(tile(figure, words, more), n // 2, n % 2)
            grid.setColumnStretch(n % 2, 1)
        return made

    def _answers(self, found: Standing) -> QWidget:
        """Shares, as bars."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setColumnStretch(1, 1)
        if not found.within:
            words = self.tr("There is no folder of sent mail: how long answers took is not known.")
            self._said.append(words)
            grid.addWidget(label(words, kind="muted", wraps=True), 0, 0, 1, 2)
        for n, one in enumerate(found.within):
            words = self.tr("answered within %1").replace("%1", lasted(one.seconds))
            share = _share(one)
            self._said.append(f"{words}: {share}")
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setFixedHeight(STEP)
            bar.setRange(0, max(1, one.of))
            bar.setValue(one.answered)
            bar.setAccessibleName(f"{words}: {share}")
            grid.addWidget(label(words), n, 0)
            grid.addWidget(bar, n, 1)
            grid.addWidget(label(share, kind="strong"), n, 2)
        return made

    def _busiest(self, found: Standing) -> str:
        pairs = [found.hours[n] + found.hours[(n + 1) % 24] for n in range(24)]
        hour = pairs.index(max(pairs))
        weekday = found.weekdays.index(max(found.weekdays))
        said = self.tr("Customers write most between %1 and %2, and on this day: %3.")
        day = QLocale().standaloneDayName(weekday + 1)
        return said.replace("%1", f"{hour}:00").replace("%2", f"{(hour + 2) % 24}:00").replace("%3", day)

    def _how(self, found: Standing) -> str:
        said = [
            self.tr(
                "How this is counted: from headers alone; automatic mail and newsletters are left out. A customer "
                "waits from the first mail without an answer to the next mail of yours in the conversation, nights and "
                "Sundays included; a last “thank you” waits too. A chase-up is another mail of who still waits, an "
                "hour or more after the one before."
            )
        ]
        if not found.read.sent:
            said.append(self.tr("Without sent mail, only mails that a mail program has marked count as answered."))
        return " ".join(said)


def _share(one: Within) -> str:
    return f"{round(100 * one.answered / one.of)} %" if one.of else "–"
