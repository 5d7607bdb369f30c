"""Qt itself: the application, its language and its look; and one window shown until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QDir,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import SportelloError
from desktop.domain.mailto import Wanted, read
from desktop.engine.enrolling import Enrolled
from desktop.engine.notices import Notice, Trouble
from desktop.ui import own_keys, theme
from desktop.ui.bridge import Bridge
from desktop.ui.desk import Desk, Words
from desktop.ui.first_run import Enrolling, FirstRun
from desktop.ui.handed import TeamFileDrop
from desktop.ui.instance import Doorbell, bring_to_front, to_front
from desktop.ui.preferences import Preferences, load
from desktop.ui.tray import Tray
from desktop.ui.window import MainWindow

Post = Callable[[Notice], None]


class Next(Enum):
    """What a window leaves to be done when it has closed."""

    END = auto()
    REOPEN = auto()
    """The same, anew."""
    JOIN = auto()
    """A team file is opened."""


_PULSE = 250
"""Milliseconds between two moments in which Python may look at signals: Qt's own loop never does."""


_TRANSLATORS: list[QTranslator] = []
"""Those that Qt has from us: it has one application, whoever of ours speaks to it."""


class Application(QObject):
    """One QApplication, made once a process; it may show the windows of several profiles."""

    def __init__(self, language: str, translations: Path | None, icon: Path) -> None:
        """``translations``: our own .qm, where the language has one."""
        super().__init__()
        found = QApplication.instance()
        self.qt = found if isinstance(found, QApplication) else QApplication(["sportello"])
        self.qt.setApplicationName("sportello")
        self.qt.setApplicationDisplayName("Sportello")
        QGuiApplication.setDesktopFileName("sportello")
        self.qt.setWindowIcon(QIcon(str(icon)))
        QDir.setSearchPaths("icons", [str(icon.parent)])
        self.speak(language, translations)
        theme.dress(self.qt)
        self.qt.styleHints().colorSchemeChanged.connect(self._turn)
        self._pulse = QTimer(self)
        self._pulse.timeout.connect(self._beat)
        self.ended = False

    def run(self) -> None:
        """Until the last window is closed, or ``end``."""
        if not self.ended:
            self._pulse.start(_PULSE)
            self.qt.exec()
            self._pulse.stop()

    def end(self) -> None:
        """For good, whichever window is open and whatever would come after it."""
        self.ended = True
        self.qt.exit()  # not quit, which asks the windows, and one may refuse for a while

    def _beat(self) -> None:
        """Nothing but the passage through Python matters."""

    def speak(self, language: str, translations: Path | None) -> None:
        """From now on, for what is made from now on."""
        while _TRANSLATORS:
            self.qt.removeTranslator(_TRANSLATORS.pop())
        system = QLocale.system()
        QLocale.setDefault(system if system.name()[:2] == language else QLocale(language))
        own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (f"{own}/qtbase_{language}.qm", str(translations) if translations else ""):
            translator = QTranslator(self.qt)
            if file and translator.load(file):
                self.qt.installTranslator(translator)
                _TRANSLATORS.append(translator)

    def _turn(self) -> None:
        theme.dress(self.qt)


class Shown(QObject):
    """One profile's window with its bridge. ``bridge`` comes first: the program that tells is made with it."""

    def __init__(self) -> None:
        super().__init__()
        self.bridge = Bridge()
        self.window: MainWindow | None = None
        self.next = Next.END
        self.team_file: Path | None = None
        """That was handed to the window, to join anew with."""
        self._doorbell: Doorbell | None = None

    def open(self, desk: Desk, profile: Path) -> MainWindow:
        _dress(desk.chosen.now)
        own_keys.learn(desk.chosen.now)
        window = MainWindow(desk)
        self._facts = desk.facts
        self.window = window
        self._language = desk.chosen.now.language
        desk.chosen.changed.connect(self._prefer)
        self._remembered = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
        window.restore(self._remembered)
        self.bridge.said.connect(window.told)
        window.moved.connect(self._to_reopen)
        window.rejoining.connect(self._to_join)
        self._doorbell = Doorbell(profile, self)
        self._doorbell.rung.connect(self._to_front)
        self._doorbell.handed.connect(self._handed)
        self._doorbell.asked.connect(self._asked)
        TeamFileDrop(window).dropped.connect(self._handed)
        self._tray = Tray(window)
        self._tray.opened.connect(self._to_front)
        window.show()
        return window

    def close(self) -> None:
        """Nothing that is told from now on is shown."""
        if self._doorbell is not None:
            self._doorbell.close()
        if self.window is not None:
            window, self.window = self.window, None
            self._tray.close()
            window.remember(self._remembered)
            window.close()
            self.bridge.said.disconnect(window.told)
            # A list that popped up and is deleted takes the focus from whatever has it: by then that may be half gone,
            # and who watches over its events too.
            focus = QApplication.focusWidget()
            if focus is not None:
                focus.clearFocus()
            window.deleteLater()
            # At once: what has been told already, and timers, must find nobody any more.
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)

    def write(self, wanted: Wanted) -> None:
        """A new mail, as a link asked for it."""
        if self.window is not None:
            self.window.forwarding.new_mail_to(wanted)

    def _asked(self, link: str) -> None:
        self.write(read(link))

    def _prefer(self, chosen: Preferences) -> None:
        """Colours change at once; in another language everything is made anew."""
        _dress(chosen)
        own_keys.learn(chosen)
        own_keys.rename()
        if chosen.language != self._language and self.window is not None:
            self._language = chosen.language
            self.window.close()  # where it is held back for a moment: as soon as it is closed
            self._to_reopen()

    def _to_reopen(self) -> None:
        self.next = Next.REOPEN

    def _to_join(self) -> None:
        self.next = Next.JOIN

    def _handed(self, path: str) -> None:
        """A team file, which helps a computer that is out of the team; another has no use for it."""
        if self.window is None:
            return
        if self.window.rejoin.isHidden():
            self.window.told(Trouble(SportelloError("already-in-team", team=self._facts.team.name)))
        else:
            self.team_file = Path(path)
            self.window.rejoin.wanted.emit()

    def _to_front(self) -> None:
        if self.window is not None:
            to_front(self.window)


class Enrolment(QObject):
    """The window of a profile that has no team yet, or is to join it anew."""

    def __init__(self) -> None:
        super().__init__()
        self.bridge = Bridge()
        self.window: FirstRun | None = None
        self._doorbell: Doorbell | None = None

    def open(self, enrolling: Enrolling, words: Words, language: str, profile: Path, known: str) -> FirstRun:
        """``known``: the name of who has been in the team with this profile; empty when nobody has."""
        self.window = FirstRun(enrolling, words, language, known)
        self._profile = profile
        self.bridge.said.connect(self._told)
        self.bridge.said.connect(self.window.told)
        self._doorbell = Doorbell(profile, self)
        self._doorbell.rung.connect(self._to_front)
        self._doorbell.handed.connect(self.window.open_file)
        self.window.show()
        return self.window

    def close(self) -> None:
        if self._doorbell is not None:
            self._doorbell.close()
        if self.window is not None:
            self.bridge.said.disconnect(self.window.told)
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _told(self, what: object) -> None:
        """Whoever was in a team before, or has a team file with preferences, may have keys of their own."""
        if isinstance(what, Enrolled):
            own_keys.learn(load(self._profile))

    def _to_front(self) -> None:
        if self.window is not None:
            to_front(self.window)


def _dress(chosen: Preferences) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.prefer(application, chosen.theme)
    theme.rest(application, still=chosen.reduced_motion)


def already_open(profile: Path, file: Path | None = None, link: str = "") -> bool:
    """Whether the profile's window was there, and has been asked to come to the front and to open a team file or to
    begin the mail of a link."""
    return bring_to_front(profile, file, link)
