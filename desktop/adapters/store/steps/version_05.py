"""Contents of files, each once, and mails whose bodies are kept on the server only. ``draft_files.content`` of
before stays where it is; a newer one is empty and ``kept`` says where its content stands."""

from __future__ import annotations

from desktop.adapters.store.steps.common import statements

_SPACE = """
CREATE TABLE contents (
  row INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, since INTEGER NOT NULL, whole INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE pieces (
  content INTEGER NOT NULL, place INTEGER NOT NULL, piece BLOB NOT NULL,
  PRIMARY KEY (content, place)
);
CREATE TABLE enclosures (
  message INTEGER NOT NULL, part TEXT NOT NULL, content INTEGER NOT NULL,
  PRIMARY KEY (message, part)
) WITHOUT ROWID;
CREATE INDEX enclosures_content ON enclosures (content);
ALTER TABLE draft_files ADD COLUMN kept INTEGER;
CREATE INDEX draft_files_kept ON draft_files (kept);
CREATE TABLE send_files (
  send TEXT NOT NULL, place INTEGER NOT NULL, kept INTEGER NOT NULL,
  PRIMARY KEY (send, place)
) WITHOUT ROWID;
CREATE INDEX send_files_kept ON send_files (kept);
CREATE TABLE trimmed (row INTEGER PRIMARY KEY, back INTEGER NOT NULL);
CREATE INDEX messages_aging ON messages (mailbox, received, row);
"""

STATEMENTS: tuple[str, ...] = statements(_SPACE)
