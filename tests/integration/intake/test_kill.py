"""A first reading killed at random statements, again and again: what is here in the end is what an undisturbed one
brings."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.benchmarks.mailboxes import Generator, into_maildir
from tests.integration.intake.importing import import_all
from tests.peers.dovecot import Dovecot, Options

ROOT = Path(__file__).resolve().parents[3]
_NAMED = "(SELECT slot FROM messages WHERE messages.row = {})"
_CONTENTS = (
    "SELECT slot, ticket, thread, filed, settled, outgoing, automatic, received, mailbox, message_id, sender,"
    " messages.subject, snippet, mails.text, mails.mail FROM messages JOIN mails USING (row) ORDER BY slot",
    f"SELECT mailbox, folder, uid_validity, uid, {_NAMED.format('places.message')} FROM places ORDER BY 1, 2, 3, 4",
    "SELECT mailbox, folder, uid_validity, uid, settled, since FROM folders ORDER BY 1, 2",
    f"SELECT {_NAMED.format('originals.row')}, html, packed FROM originals ORDER BY 1",
    f"SELECT message_id, {_NAMED.format('mentions.row')} FROM mentions ORDER BY 1, 2",
    f"SELECT {_NAMED.format('words.rowid')} FROM words WHERE words MATCH 'lampada OR lamp' ORDER BY 1",
)


def contents(database: Path) -> list[Any]:
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        return [raw.execute(sql).fetchall() for sql in _CONTENTS]


def test_killed_at_random_points_of_a_first_reading(tmp_path: Path, full_proof: bool) -> None:
    mails, kills = (3_000, 50) if full_proof else (400, 4)
    choice = random.Random(4)
    with Dovecot(Options()) as server:
        into_maildir(server.mail_of("info") / "Maildir", Generator(most=3_000).mails(mails))
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", str(server.mail_of("info"))], check=True)
        undisturbed = tmp_path / "undisturbed.db"
        import_all(undisturbed, server.port, "OFF")
        killed = tmp_path / "killed.db"
        command = [sys.executable, "-m", "tests.integration.intake.importing", str(killed), str(server.port)]
        ends = [
            subprocess.run([*command, str(choice.randrange(20, 180))], cwd=ROOT, check=False).returncode
            for _ in range(kills)
        ]
        assert ends == [-signal.SIGKILL] * kills, "each of them was killed in the middle"
        import_all(killed, server.port, "OFF")
    assert len(contents(undisturbed)[0]) == mails
    assert contents(killed) == contents(undisturbed)
