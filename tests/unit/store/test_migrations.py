"""Databases of every age: older ones are brought up to date, newer and foreign ones are left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.adapters.store.connection import Connection
from desktop.adapters.store.migrations import MIGRATIONS, upgrade
from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.errors import SportelloError
from desktop.domain.search import parsed
from desktop.journal import snapshot

NEXT = (*MIGRATIONS, ("ALTER TABLE facts ADD COLUMN since INTEGER NOT NULL DEFAULT 7",))
BROKEN = (*NEXT, ("CREATE TABLE extra (a)", "THIS IS NOT SQL"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    connection = Connection(path, "OFF")
    yield connection
    connection.close()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_database_is_of_the_newest_version(path: Path) -> None:
    SqliteStore(path).close()
    assert version(path) == len(MIGRATIONS)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_again_changes_nothing(path: Path) -> None:
    SqliteStore(path).close()
    before = path.read_bytes()
    SqliteStore(path).close()
    assert path.read_bytes() == before


def test_an_older_one_is_brought_up_to_date_with_what_it_holds(path: Path, connection: Connection) -> None:
    store = SqliteStore(path)
    store.profile.put("name", "Anna")
    store.close()
    upgrade(connection, NEXT)
    assert version(path) == len(NEXT)
    assert connection.rows("SELECT * FROM facts") == [("name", '"Anna"', 7)]


def test_an_upgrade_that_fails_leaves_the_old_one(path: Path, connection: Connection) -> None:
    upgrade(connection)
    with pytest.raises(sqlite3.OperationalError):
        upgrade(connection, BROKEN)
    assert version(path) == len(MIGRATIONS)
    assert connection.one("SELECT 1 FROM sqlite_master WHERE name = 'extra'") is None
    upgrade(connection, NEXT)
    assert version(path) == len(NEXT)


def test_a_newer_one_is_refused_and_left_alone(path: Path, connection: Connection) -> None:
    upgrade(connection, NEXT)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(SportelloError) as refused:
        SqliteStore(path)
    assert refused.value.code == "newer-database"
    assert refused.value.facts == {"path": str(path), "version": len(NEXT), "known": len(MIGRATIONS)}
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"From: x\r\n\r\nnot a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(SportelloError) as refused:
        SqliteStore(path)
    assert refused.value.code == "broken-database"
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bookmarks (url)")
        raw.commit()
    before = path.read_bytes()
    with pytest.raises(SportelloError) as refused:
        SqliteStore(path)
    assert refused.value.code == "broken-database"
    assert path.read_bytes() == before


def test_an_empty_file_is_a_new_database(path: Path) -> None:
    path.touch()
    SqliteStore(path).close()
    assert version(path) == len(MIGRATIONS)


def test_a_damaged_page_is_said_when_it_is_met(path: Path) -> None:
    store = SqliteStore(path, synchronous="OFF")
    store.profile.put("text", "x" * 50_000)
    store.close()
    whole = bytearray(path.read_bytes())
    where = whole.index(b"x" * 4_000) // 4096 * 4096
    whole[where : where + 4096] = b"\xee" * 4096
    path.write_bytes(whole)
    store = SqliteStore(path)
    with pytest.raises(SportelloError) as damaged:
        store.profile.get("text")
    store.close()
    assert damaged.value.code == "broken-database"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SportelloError) as refused:
        SqliteStore(tmp_path / "nowhere" / "store.db")
    assert refused.value.code == "database-not-opened"


OLD_SLICE = (
    b'{"alarms":[],"assignee":"","claim":null,"date":50,"grants":{},"id":"s1:a","mailbox":"info@shop.example",'
    b'"marks":[{"agent":"anna","assignee":"","date":60,"entry":"e2","kind":"status","position":[1,2],'
    b'"workstation":"w1"}],"merged_into":"","notes":[],"number":1001,"opened":[1,1],"pending":[],"priority":"normal",'
    b'"reference":"7KQ21001","slots":{"s1:a":{"answers":[],"position":[1,1],"slot":"s1:a","unanswered":true}},'
    b'"status":"resolved","tags":[],"voided":[]}'
)
"""A ticket's slice as version 1 has written it."""

OLD_MAIL = (
    b'{"message_id":"<1@x>","in_reply_to":[],"references":[],"sender":{"name":"A","email":"a@x"},"reply_to":[],"to":[],'
    b'"cc":[],"subject":"","date":1,"text":"","attachments":[{"part":"2","filename":"f.pdf",'
    b'"content_type":"application/pdf","size":3}],"automatic":"","returned_ids":[],"damage":""}'
)


def first_version(path: Path) -> None:
    """A database of version 1 with one ticket, one entry, one mail and one own entry in it."""
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:1])
    connection.run("INSERT INTO cursor VALUES (1, 1, 9, 2, 2, 60)")
    connection.run("INSERT INTO slots VALUES ('s1:a', 's1:a')")
    connection.run("INSERT INTO slices VALUES ('s1:a', ?)", (OLD_SLICE,))
    connection.run(
        "INSERT INTO tickets (id, reference, number, mailbox, date, status, priority, rank, tags, tag_words, assignee,"
        " holder, holder_since, waiting, waiting_slots, unresolved, attention, merged_into, alarms, mark_generation,"
        " mark_uid) VALUES ('s1:a', '7KQ21001', 1001, 'info@shop.example', 50, 'resolved', 'normal', 2, '[]', '', '',"
        " '', 0, 1, '[\"s1:a\"]', 0, 0, '', 0, 1, 2)"
    )
    connection.run(
        "INSERT INTO entries VALUES (1, 1, 2, 60, 'e2', 'x', 's1:a', 'anna', 'w1', 1, 0, 'unknown-kind', '', 0, '', 0,"
        " x'7b7d')"
    )
    connection.run(
        "INSERT INTO messages VALUES (1, 's1:a', 's1:a', '', 1, 0, 0, 0, 55, 'info@shop.example', '<1@x>', 'a@x', 'A',"
        " '', '', 'Reso', 'Buongiorno')"
    )
    connection.run("INSERT INTO mails VALUES (1, 'Reso', 'A a@x', 'Buongiorno', ?)", (OLD_MAIL,))
    connection.run("INSERT INTO outbox VALUES (1, 'e2', 'x', 's1:a', 60, 'confirmed', '', '', 0, 0, x'7b7d')")
    connection.run("INSERT INTO facts VALUES ('name', '\"Anna\"')")
    connection.close()


def test_a_database_of_the_first_version_is_read_again_and_loses_nothing_of_its_own(path: Path) -> None:
    """The fold says more than it did; what only this computer knows stays, and so does the mail."""
    first_version(path)
    store = SqliteStore(path)
    assert version(path) == len(MIGRATIONS)
    assert store.entries.cursor() is None
    assert store.entries.ticket("s1:a") is None
    assert list(store.entries.tail(5)) == []
    assert store.profile.get("name") == "Anna"
    assert store.outbox.get("e2") is not None
    found = store.messages.get("s1:a")
    assert found is not None
    assert (found.mail.text, found.mail.attachments[0].content_id, found.ticket) == ("Buongiorno", "", "")
    assert store.messages.page("s1:a") is None
    (hit,) = store.reader.find(parsed("con:allegato buongiorno f.pdf", date(2026, 11, 22)), "", lambda: False)
    assert (hit.id, hit.is_mail) == ("s1:a", True), "the names of attachments are found"
    assert store.reader.size("all", "") == 0
    assert [m.slot for m in store.messages.unfiled(0)] == ["s1:a"]
    store.close()


def test_a_slice_as_the_first_version_wrote_it_can_still_be_read() -> None:
    """It comes back in the state that a lead restores a journal from."""
    ticket = snapshot.ticket(OLD_SLICE)
    assert (ticket.plans, ticket.score, ticket.seen_by, ticket.resolution) == ({}, 0, "", None)


def test_a_database_of_the_second_version_knows_its_notes_and_its_sizes(path: Path) -> None:
    """Notes are found and places counted without reading the log again."""
    first_version(path)
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:2])
    noted = OLD_SLICE.replace(
        b'"notes":[]', b'"notes":[{"id":"n","agent":"anna","date":1,"text":"sentire il corriere"}]'
    )
    connection.run("INSERT INTO slices VALUES ('s1:a', ?)", (noted,))
    connection.run(
        "INSERT INTO tickets (id, reference, number, mailbox, date, status, priority, rank, tags, tag_words, assignee,"
        " holder, holder_since, waiting, waiting_slots, unresolved, attention, merged_into, alarms, mark_generation,"
        " mark_uid) VALUES ('s1:a', '7KQ21001', 1001, 'info@shop.example', 50, 'open', 'normal', 2, '[]', '', 'anna',"
        " '', 0, 1, '[\"s1:a\"]', 0, 0, '', 0, 1, 2)"
    )
    connection.close()
    store = SqliteStore(path)
    assert [hit.id for hit in store.reader.find(parsed("corriere", date(2026, 11, 22)), "", lambda: False)] == ["s1:a"]
    assert (store.reader.size("all", ""), store.reader.size("mine", "anna"), store.reader.size("spam", "")) == (1, 1, 0)
    store.close()


def test_letters_without_accents_are_spelt_anew(path: Path) -> None:
    """In what was indexed before they were, and in nothing else."""
    first_version(path)
    with closing(Connection(path, "OFF")) as connection:
        upgrade(connection, MIGRATIONS[:11])
        connection.run("INSERT INTO messages SELECT 2, 's1:b', ticket, thread, filed, settled, outgoing, automatic,"
                       " received, mailbox, '', sender, sender_name, recipient, recipient_name, subject, snippet,"
                       " channel, reason FROM messages")  # fmt: skip
        words = (2, "Straße", "Łukasz", "perché", OLD_MAIL)
        connection.run("INSERT INTO mails VALUES (?, ?, ?, ?, ?)", words)
        connection.run("INSERT INTO words (rowid, subject, people, text, files) VALUES (?, ?, ?, ?, '')", words[:4])
    store = SqliteStore(path)

    def found(typed: str) -> list[str]:
        return [hit.id for hit in store.reader.find(parsed(typed, date(2026, 11, 22)), "", lambda: False)]

    assert [found(typed) for typed in ("strasse", "lukasz perche", "reso")] == [["s1:b"], ["s1:b"], ["s1:a"]]
    store._connection.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    store.close()


@pytest.mark.parametrize(("before", "kind"), [(5, "corrected"), (7, "snoozed"), (7, "send-planned"), (8, "forwarded")])
@pytest.mark.parametrize("told", [True, False])
def test_what_a_colleagues_newer_version_has_said_is_read_again(path: Path, told: bool, before: int, kind: str) -> None:
    """What was passed over as unknown; without it nothing has to be read twice."""
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:before])
    connection.run("INSERT INTO cursor VALUES (1, 1, 9, 2, 2, 60)")
    connection.run(
        "INSERT INTO entries VALUES (1, 1, 2, 60, 'e2', ?, 's1:a', 'anna', 'w1', 1, 0, 'unknown-kind', '', 0, '', 0,"
        " x'7b7d')",
        (kind if told else "noted",),
    )
    connection.close()
    store = SqliteStore(path)
    assert (store.entries.cursor() is None) is told
    assert len(store.entries.tail(5)) == (0 if told else 1)
    store.close()


def test_a_database_of_the_fifth_version_lets_go_of_what_it_holds_twice(path: Path) -> None:
    """Files of mails that are kept as they came; another mail's stays."""
    first_version(path)
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:5])
    connection.run("INSERT INTO originals VALUES (1, 0, x'')")
    connection.run("INSERT INTO enclosures VALUES (1, '2', 7), (2, '2', 7)")
    connection.close()
    store = SqliteStore(path)
    (merged,) = store._connection.rows("SELECT v FROM words_config WHERE k = 'usermerge'")
    assert store._connection.rows("SELECT message FROM enclosures") == [(2,)]
    assert merged[0] == 16
    store.close()


def test_rows_of_before_say_what_lies_in_their_mails_and_what_came_back(path: Path) -> None:
    first_version(path)
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:11])
    row = (
        "INSERT INTO tickets (id, reference, number, mailbox, date, status, priority, rank, tags, tag_words, assignee,"
        " holder, holder_since, waiting, waiting_slots, unresolved, attention, merged_into, alarms, mark_generation,"
        " mark_uid) VALUES (?, ?, ?, '', 5, 'open', 'low', 3, '[]', '', '', '', 0, 0, '[]', 0, 0, '', 0, 1, 2)"
    )
    connection.run("UPDATE messages SET ticket = 's1:a'")
    for number, (name, kinds) in enumerate({"s1:a": ("status",), "s1:b": ("sent", "not-delivered", "note")}.items()):
        connection.run(row, (name, name, number))
        marks = ",".join(f'{{"kind":"{kind}"}}' for kind in kinds)
        connection.run("INSERT INTO slices VALUES (?, ?)", (name, f'{{"marks":[{marks}]}}'.encode()))
    connection.close()
    store = SqliteStore(path)
    rows = [store.reader.row(name) for name in ("s1:a", "s1:b")]
    store.close()
    assert [(one.has_files, one.returned) for one in rows if one is not None] == [(True, False), (False, True)]


def test_a_start_that_broke_off_before_the_pages_were_sorted_is_made_good(path: Path) -> None:
    first_version(path)
    connection = Connection(path, "OFF")
    connection.rows("PRAGMA auto_vacuum = none")
    connection.rows("VACUUM")
    upgrade(connection)
    assert connection.one("PRAGMA auto_vacuum")[0] == 0
    connection.close()
    SqliteStore(path, read_only=True).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA auto_vacuum").fetchone() == (0,), "who only reads waits for nothing"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA auto_vacuum").fetchone() == (2,)


def test_a_draft_of_before_there_was_any_formatting(path: Path) -> None:
    """With its file, as it was written then."""
    connection = Connection(path, "OFF")
    upgrade(connection, MIGRATIONS[:7])
    old = (
        b'{"id":"d","ticket":"t","mailbox":"","to":[],"cc":[],"subject":"","text":"Gentile","resolve":false,'
        b'"again":false,"shown":[1,2],"created":5,"state":"writing","files":[]}'
    )
    connection.run("INSERT INTO drafts (id, state, created, draft) VALUES ('d', 'writing', 5, ?)", (old,))
    connection.run("INSERT INTO draft_files VALUES ('d', 0, 'a.txt', 'text/plain', x'61', NULL)")
    connection.close()
    store = SqliteStore(path)
    draft = store.drafts.get("d")
    store.close()
    assert draft is not None
    assert (draft.text, draft.html, draft.bcc, draft.strand) == ("Gentile", "", (), "reply")
    assert [(file.filename, file.content, file.cid) for file in draft.files] == [("a.txt", b"a", "")]
