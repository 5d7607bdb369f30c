"""Every version of the database that there has been, with things in it as a person leaves them, opened by this one."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.adapters.store import copies
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.migrations import MIGRATIONS, upgrade
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from desktop.domain.search import parsed
from tests.unit.store.test_migrations import BROKEN, NEXT, OLD_MAIL, OLD_SLICE, version

SHIPPED = (
    "43ee79c6a150",
    "df98f0143382",
    "0f36bab22570",
    "3a17b7572289",
    "d38a9d7af078",
    "5e3f5855c556",
    "b00d087a1784",
    "f089a43f0fa2",
    "3065178c7839",
    "d69124a87281",
    "5ee08bad7dbc",
    "7cad6194c6b6",
    "0ddd7e48108e",
    "b1c50b2e2931",
)
"""The first octets of the SHA-256 of each step's statements: a step that was shipped is never changed."""

OLD_DRAFT = (
    b'{"id":"d","ticket":"s1:a","mailbox":"info@shop.example","to":["a@x"],"cc":[],"subject":"","text":"Gentile Anna",'
    b'"resolve":false,"again":false,"shown":[1,2],"created":5,"state":"writing","files":[]}'
)


def used(path: Path, number: int) -> None:
    """A database of that version with a ticket, its mail, a draft with a file, an edit that waits, an answer on its way
    and a setting."""
    with closing(Connection(path, "OFF")) as old:
        upgrade(old, MIGRATIONS[:number])
        old.run("INSERT INTO cursor VALUES (1, 1, 9, 2, 2, 60)")
        old.run("INSERT INTO slots VALUES ('s1:a', 's1:a')")
        old.run("INSERT INTO slices VALUES ('s1:a', ?)", (OLD_SLICE,))
        old.run(
            "INSERT INTO tickets (id, reference, number, mailbox, date, status, priority, rank, tags, tag_words,"
            " assignee, holder, holder_since, waiting, waiting_slots, unresolved, attention, merged_into, alarms,"
            " mark_generation, mark_uid, newest_message) VALUES ('s1:a', '7KQ21001', 1001, 'info@shop.example', 50,"
            " 'resolved', 'normal', 2, '[]', '', '', '', 0, 1, '[\"s1:a\"]', 0, 0, '', 0, 1, 2, 1)"
        )
        old.run(
            "INSERT INTO messages (row, slot, ticket, thread, filed, settled, outgoing, automatic, received, mailbox,"
            " message_id, sender, sender_name, recipient, recipient_name, subject, snippet) VALUES (1, 's1:a', 's1:a',"
            " '', 1, 0, 0, 0, 55, 'info@shop.example', '<1@x>', 'a@x', 'A', '', '', 'Reso', 'Buongiorno')"
        )
        old.run(
            "INSERT INTO mails VALUES (1, 'Reso', 'A a@x', 'Buongiorno, vorrei rendere il tostapane', ?)", (OLD_MAIL,)
        )
        old.run(
            "INSERT INTO words (rowid, subject, people, text)"
            " VALUES (1, 'Reso', 'A a@x', 'Buongiorno, vorrei rendere il tostapane')"
        )
        old.run("INSERT INTO drafts (id, state, created, draft) VALUES ('d', 'writing', 5, ?)", (OLD_DRAFT,))
        old.run(
            "INSERT INTO draft_files (draft, place, filename, content_type, content)"
            " VALUES ('d', 0, 'etichetta.txt', 'text/plain', x'61')"
        )
        old.run("INSERT INTO outbox VALUES (1, 'e2', 'noted', 's1:a', 60, 'pending', '', '', 0, 0, x'7b7d')")
        old.run(
            "INSERT INTO sends VALUES (1, 'send', 's1:a', 'd', 'info@shop.example', '[\"a@x\"]', '[]', '<2@x>', 'f',"
            " 'granted', 'run', 0, 0, '', '', 0)"
        )
        old.run("INSERT INTO send_messages VALUES ('send', x'4d41494c')")
        old.run("INSERT INTO facts VALUES ('name', '\"Anna\"')")


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS) + 1))
def test_what_a_person_left_in_any_version_is_there(tmp_path: Path, number: int) -> None:
    path = tmp_path / "sportello.db"
    used(path, number)
    store = SqliteStore(path)
    draft, waiting = store.drafts.get("d"), store.outbox.pending()
    (hit,) = store.reader.find(parsed("tostapane", date(2026, 11, 22)), "", lambda: False)
    send, ticket, name = store.sends.get("send"), store.entries.ticket("s1:a"), store.profile.get("name")
    row = store.reader.row("s1:a")
    store.close()
    assert version(path) == len(MIGRATIONS)
    assert draft is not None
    assert (draft.text, draft.state, draft.ticket) == ("Gentile Anna", "writing", "s1:a")
    assert [(file.filename, file.content) for file in draft.files] == [("etichetta.txt", b"a")]
    assert [entry.id for entry in waiting] == ["e2"]
    assert send is not None
    assert (send.draft, send.message) == ("d", b"MAIL")
    assert name == "Anna"
    assert hit.id == "s1:a"
    if number > 1:  # the first one's tickets are read from the journal again
        assert ticket is not None
        assert (ticket.number, ticket.status) == (1001, "resolved")
        assert row is not None


def test_a_step_that_was_shipped_is_never_changed() -> None:
    """A database that has taken it would differ from one that takes it now."""
    known = MIGRATIONS[: len(SHIPPED)]
    assert tuple(hashlib.sha256("\n".join(step).encode()).hexdigest()[:12] for step in known) == SHIPPED


def test_before_anything_changes_there_is_a_copy_of_the_old_one(tmp_path: Path) -> None:
    """Complete, for its owner alone, and what an older program opens."""
    path = tmp_path / "sportello.db"
    SqliteStore(path).close()
    assert copies.of(path) == [], "a new database has nothing to lose"
    path.unlink()
    used(path, 9)
    SqliteStore(path).close()
    SqliteStore(path).close()
    (copy,) = copies.of(path)
    assert (copy.name, version(copy)) == ("sportello-version-9.db", 9)
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT draft FROM drafts").fetchone() == (OLD_DRAFT,)


def test_two_copies_are_kept_and_no_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "sportello.db"
    with closing(Connection(path, "OFF")) as one:
        for number in range(7, 12):
            upgrade(one, MIGRATIONS[:number])
    assert [copy.name for copy in copies.of(path)] == ["sportello-version-10.db", "sportello-version-9.db"]
    first, second = copies.of(path)
    SqliteStore(path).close()
    aged = first.stat().st_mtime - copies.LONGEST - 60
    os.utime(first, (aged, aged))
    SqliteStore(path).close()
    assert [copy.name for copy in copies.of(path)] == ["sportello-version-11.db"]
    assert not second.exists()


def test_a_copy_that_cannot_go_stops_no_start_and_half_a_copy_goes_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "sportello.db"
    used(path, 9)
    for number in (3, 4):
        (tmp_path / f"sportello-version-{number}.db").mkdir()  # refuses to be removed, as an open file does elsewhere
    half = tmp_path / "sportello-version-8.db.part"
    half.write_bytes(OLD_DRAFT)
    SqliteStore(path).close()
    assert half.exists()
    copies.let_go(path, longest=0.0)
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sportello.db"
    used(path, 12)
    before = path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr("desktop.adapters.store.copies.shutil.disk_usage", lambda _: SimpleNamespace(free=10_000))
        with pytest.raises(SportelloError) as refused:
            SqliteStore(path)
    assert (refused.value.code, refused.value.facts["needed"]) == ("database-not-copied", 2)
    assert (path.read_bytes(), copies.of(path), list(tmp_path.glob("*.part"))) == (before, [], [])
    store = SqliteStore(path)
    assert store.drafts.get("d") is not None
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_fills_while_the_copy_is_written_changes_nothing(tmp_path: Path) -> None:
    """The system refuses to let any file grow beyond some pages."""
    import resource

    path = tmp_path / "sportello.db"
    used(path, 12)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO facts VALUES ('large', ?)", ("x" * 500_000,))
        raw.commit()
    before, limits = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
    try:
        with pytest.raises(SportelloError, match="database-not-copied"):
            SqliteStore(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (path.read_bytes(), copies.of(path), list(tmp_path.glob("*.part"))) == (before, [], [])


def test_a_step_that_fails_leaves_the_old_one_and_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "sportello.db"
    SqliteStore(path).close()
    with closing(Connection(path, "OFF")) as connection:
        with pytest.raises(sqlite3.OperationalError):
            upgrade(connection, BROKEN)
        assert version(path) == len(MIGRATIONS)
        upgrade(connection, NEXT)
    (copy,) = copies.of(path)
    assert version(copy) == len(MIGRATIONS)
