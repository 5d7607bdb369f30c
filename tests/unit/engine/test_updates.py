"""Newer versions: believed only as their publisher signed them, never older ones, asked for once a day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.platform.downloads import FolderDownloads
from desktop.adapters.store.sqlite import SqliteStore
from desktop.adapters.web.updates import FoldersAndWeb
from desktop.domain.errors import Offline, SportelloError
from desktop.engine.teamfile import UPDATES, signed
from desktop.engine.updates import DAILY, FORMAT, LARGEST, fitting, is_due, judged, read, written
from desktop.engine.updating import Release, Updating
from desktop.journal.keys import Signer
from tests.fakes.clock import FakeClock
from tests.fakes.release import CONTENT, KEYS, PUBLISHER, manifest, published

WHOLE = written(manifest(), PUBLISHER)
STRANGER = Signer(b"\x08" * 32)


def refusal(data: bytes, keys: tuple[str, ...] = KEYS) -> str:
    try:
        read(data, keys)
    except SportelloError as error:
        return error.code
    return ""


def test_what_was_signed_is_read() -> None:
    assert read(WHOLE, KEYS) == msgspec.json.decode(WHOLE, type=type(manifest()))
    assert read(WHOLE, (STRANGER.public, *KEYS)).version == "9.1", "a publisher may change keys"


def test_changed_anywhere_it_is_refused() -> None:
    """At every offset, a thousand times at least, another bit each time; one octet less; one more."""
    taken = []
    for turn, offset in enumerate(itertools.islice(itertools.cycle(range(len(WHOLE))), max(1000, len(WHOLE)))):
        octet = WHOLE[offset] ^ (1 << turn % 8)
        whats = (WHOLE[:offset] + bytes([octet]) + WHOLE[offset + 1 :], WHOLE[:offset] + WHOLE[offset + 1 :])
        taken += [(offset, what) for what in (*whats, WHOLE[:offset] + b" " + WHOLE[offset:]) if not refusal(what)]
    assert taken == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-update-manifest"),
        (b"<html>404</html>", "no-update-manifest"),
        (b'{"sportello_team_file":2}', "no-update-manifest"),
        (WHOLE[:-20], "update-tampered"),
        (WHOLE.replace(b'"9.1"', b'"9.2"'), "update-tampered"),
        (WHOLE.replace(b"\n", b"\r\n"), "update-tampered"),
        (written(manifest(), STRANGER), "update-tampered"),
        (written(manifest(product="altro"), PUBLISHER), "update-not-ours"),
        (written(manifest(notes={"it": "x" * LARGEST}), PUBLISHER), "update-too-large"),
        (written(manifest(page="http://sportello.example"), PUBLISHER), "no-update-manifest"),
        (written(manifest("9.1-beta"), PUBLISHER), "no-update-manifest"),
        (written(msgspec.structs.replace(manifest(), sportello_update=FORMAT + 1), PUBLISHER), "update-format"),
        (b"[" * 9000, "no-update-manifest"),
    ],
)
def test_what_is_not_one_is_said(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("name", ["../x.deb", "/etc/x", ".x", "a b", ""])
def test_a_file_is_named_and_nothing_else(name: str) -> None:
    document = msgspec.to_builtins(manifest())
    document["files"]["linux"]["name"] = name
    assert refusal(signed(document, PUBLISHER)) == "no-update-manifest"


def test_a_program_without_a_key_believes_nobody() -> None:
    assert refusal(WHOLE, ()) == "update-no-key"


@pytest.mark.parametrize(
    ("version", "running", "highest", "found"),
    [
        ("0.2", "0.1.0", "", "0.2"),
        ("0.10", "0.9", "0.10", "0.10"),
        ("1.0.0", "1.0", "", ""),
        ("0.2", "0.1", "0.3", "update-replayed"),
        ("0.2", "0.3", "", "update-older"),
        ("0.2", "0.3", "0.3", "update-replayed"),
    ],
)
def test_versions_only_rise(version: str, running: str, highest: str, found: str) -> None:
    """As far as the code of a refusal."""
    try:
        newer = judged(manifest(version), running, highest)
        said = newer.version if newer is not None else ""
    except SportelloError as error:
        said = error.code
    assert said == found


def test_once_a_day_whatever_the_clock_does() -> None:
    assert is_due(1_000_000, 0)
    assert not is_due(1_000_000, 1_000_000 - DAILY + 1)
    assert is_due(1_000_000, 1_000_000 - DAILY)
    assert is_due(1_000_000, 1_000_000 + 50 * DAILY), "set back"


def test_where_a_team_may_look() -> None:
    good = ("", "journal", "/srv/sportello", "\\\\server\\sportello", "C:\\Sportello", "https://shop.example/s/")
    bad = ("http://shop.example", "ftp://x", "sportello", "../x", "https://", "https://x/?a=b", "file:///srv")
    assert [place for place in (*good, *bad) if fitting(place)] == list(good)


@dataclass
class Computer:
    """That looks into a folder."""

    store: SqliteStore
    folder: Path
    home: Path
    now: float = 1_800_000_000.0
    running: str = "0.1.0"

    @property
    def updating(self) -> Updating:
        release = Release(self.running, KEYS, "linux")
        clock = FakeClock(lambda: self.now)
        return Updating(self.store, FoldersAndWeb(), FolderDownloads(self.home / "shown"), clock, release)

    def finds(self) -> str:
        offer = self.updating.look()
        return offer.version if offer is not None else ""


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    store = SqliteStore(tmp_path / "sportello.db", synchronous="OFF")
    store.profile.put(UPDATES, str(tmp_path / "share"))
    yield Computer(store, tmp_path / "share", tmp_path)
    store.close()


def test_a_newer_one_is_found_and_its_installer_saved(computer: Computer) -> None:
    published(computer.folder, minimum="0.2")
    offer = computer.updating.look()
    assert offer is not None
    assert (offer.version, offer.told("it"), offer.told("de"), offer.due) == (
        "9.1", "Meno clic per rispondere.", "Fewer clicks to answer.", True
    )  # fmt: skip
    saved = [computer.updating.save(offer, computer.home) for _ in range(2)]
    assert [path.read_bytes() for path in saved] == [CONTENT, CONTENT]
    assert saved[0] != saved[1]
    assert saved[0].stat().st_mode & 0o111 == 0, "it is started by a person"


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"!", CONTENT[:-1], CONTENT + b"!"])
def test_an_installer_that_is_not_the_signed_one_is_not_kept(computer: Computer, content: bytes) -> None:
    published(computer.folder)
    offer = computer.updating.look()
    assert offer is not None
    assert offer.installer is not None
    (computer.folder / offer.installer.name).write_bytes(content)
    before = set(computer.home.iterdir())
    with pytest.raises(SportelloError, match=r"update-file-wrong|update-too-large"):
        computer.updating.save(offer, computer.home)
    assert set(computer.home.iterdir()) == before


def test_it_is_asked_for_once_a_day_and_known_in_between(computer: Computer) -> None:
    published(computer.folder, "9.1")
    assert computer.finds() == "9.1"
    published(computer.folder, "9.2")
    computer.now += DAILY - 10
    assert computer.finds() == "9.1"
    assert computer.updating.look(asked=True).version == "9.2"  # type: ignore[union-attr]
    published(computer.folder, "9.3")
    computer.now += DAILY
    assert computer.finds() == "9.3"
    computer.running = "9.3"
    assert computer.finds() == "", "installed meanwhile"


def test_a_place_that_cannot_be_reached_is_tried_again_soon(computer: Computer) -> None:
    with pytest.raises(Offline, match="updates-unreachable"):
        computer.finds()
    computer.folder.mkdir()
    with pytest.raises(SportelloError, match="updates-nothing-there"):
        computer.finds()
    published(computer.folder)
    assert computer.finds() == "9.1"


def test_an_old_file_put_back_is_refused_and_told_once(computer: Computer) -> None:
    published(computer.folder, "9.2")
    assert computer.finds() == "9.2"
    published(computer.folder, "9.1")
    computer.now += DAILY
    with pytest.raises(SportelloError, match="update-replayed") as refused:
        computer.finds()
    assert computer.updating.told_of(refused.value)
    assert not computer.updating.told_of(refused.value)
    assert computer.finds() == "", "nothing is offered until tomorrow"
    published(computer.folder, "9.2", STRANGER)
    computer.now += DAILY
    with pytest.raises(SportelloError, match="update-tampered") as forged:
        computer.finds()
    assert computer.updating.told_of(forged.value)
    published(computer.folder, "9.2")
    computer.now += DAILY
    assert computer.finds() == "9.2"
    assert computer.updating.told_of(forged.value), "it was well in between"
    assert not computer.updating.told_of(Offline("updates-unreachable")), "silence"


def test_nowhere_is_nowhere(computer: Computer) -> None:
    computer.store.profile.put(UPDATES, "")
    published(computer.folder)
    assert computer.finds() == ""
