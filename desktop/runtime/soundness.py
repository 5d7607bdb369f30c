"""Whether the program is whole, wherever it was installed from: what a frozen bundle may lack shows here first.

Asks no profile and no server, and writes only into a temporary folder. Qt is asked to draw into memory where nobody
said otherwise, since without a display it would end the process.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import desktop
from desktop.adapters.parsing.parser import ChildParser
from desktop.adapters.platform.trust import authorities
from desktop.adapters.secrets.wallet import Wallet
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from desktop.runtime.resources import resource, translations
from desktop.runtime.sentences import LANGUAGES, Sentences

_NOT_SHIPPED = ("desktop.runtime.demo.", "desktop.ui.screen", "desktop.ui.hands", "desktop.__main__")
"""The demo and its players are nobody's workstation's."""

_BY_NAME = ("apscheduler.triggers.date", "dns.rdtypes.ANY.MX", "dns.rdtypes.IN.SRV", "tzdata.zoneinfo.Europe")
"""What libraries look for by its name, unseen by who freezes a program."""

_MAIL = b"From: a@example.org\r\nSubject: =?utf-8?q?perch=C3=A9?=\r\n\r\nBuongiorno\r\n"
_WALLET_ANSWERS = 5.0


def checks() -> Iterator[tuple[str, Callable[[], object]]]:
    """What each is called, and what returns a detail or raises SportelloError."""
    yield "imports", _imports
    yield "resources", _resources
    yield "translations", _translations
    yield "database", _database
    yield "keyring", _keyring
    yield "tls", _tls
    yield "qt", _qt
    yield "parser", _parser


def _imports() -> str:
    names = [module.name for module in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    wanted = [name for name in names if not name.startswith(_NOT_SHIPPED)]
    for name in (*wanted, *_BY_NAME):
        try:
            importlib.import_module(name)
        except ImportError as missing:
            raise SportelloError("program-incomplete", detail=f"{name}: {missing}") from missing
    return str(len(wanted))


def _resources() -> str:
    try:
        for parts in (("icons", "sportello.svg"), ("providers.toml",), ("rules",)):
            resource(*parts)
        for language in LANGUAGES:
            resource("texts", f"{language}.toml")
            Sentences(language).line("unknown-error-remedy")
    except (FileNotFoundError, KeyError) as missing:
        raise SportelloError("program-incomplete", detail=str(missing)) from missing
    return str(resource("i18n").parent)


def _translations() -> str:
    from desktop.ui import soundness

    return soundness.words(translations("it"))


def _database() -> str:
    """A new one, with all its migrations and the index of words."""
    with tempfile.TemporaryDirectory(prefix="sportello-self-") as folder:
        try:
            SqliteStore(Path(folder) / "self.db").close()
        except Exception as error:
            raise SportelloError("program-incomplete", detail=f"SQLite, FTS5: {error}") from error
    return "FTS5"


def _keyring() -> str:
    found = Wallet(os.environ.get("PYTHON_KEYRING_BACKEND"), _WALLET_ANSWERS).backend()
    if found is None:
        raise SportelloError("no-wallet")
    return found


def _tls() -> str:
    found = authorities()
    if not found:
        raise SportelloError("no-authorities")
    return str(found)


def _qt() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui import soundness

    return f"{soundness.platform_plugins()} {soundness.pictures(resource('icons', 'sportello.svg'))}"


def _parser() -> str:
    """The child starts, and reads a mail as it would any other."""
    parser = ChildParser()
    try:
        found = parser.parse(_MAIL).mail
    finally:
        parser.close()
    if found.subject != "perché" or found.damage:
        raise SportelloError("program-incomplete", detail=f"parser: {found.damage or found.subject}")
    return found.subject
