"""Search over notes and the names of attachments, history by date, and places that know how much they hold."""

from __future__ import annotations

from desktop.adapters.store.steps.common import statements, tallies

_SEARCH = """
CREATE TABLE files (row INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE VIEW mail_words AS
  SELECT mails.row AS row, subject, people, text, coalesce(names, '') AS files FROM mails LEFT JOIN files USING (row);
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
  subject, people, text, files, content = 'mail_words', content_rowid = 'row', prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE notes (row INTEGER PRIMARY KEY, ticket TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX notes_ticket ON notes (ticket);
CREATE VIRTUAL TABLE note_words USING fts5 (
  text, content = 'notes', content_rowid = 'row', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
ALTER TABLE messages ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE messages ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX messages_history ON messages (received DESC, row DESC) WHERE ticket = '';
INSERT INTO files SELECT row, group_concat(json_extract(value, '$.filename'), char(10))
  FROM mails, json_each(CAST(mail AS TEXT), '$.attachments') GROUP BY row;
INSERT INTO words (words) VALUES ('rebuild');
CREATE TABLE tallies (
  status TEXT NOT NULL, mailbox TEXT NOT NULL, assignee TEXT NOT NULL, holder TEXT NOT NULL, waiting INTEGER NOT NULL,
  seen_by TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (status, mailbox, assignee, holder, waiting, seen_by)
) WITHOUT ROWID;
DROP INDEX tickets_queue;
DROP INDEX tickets_newest;
DROP INDEX tickets_status;
CREATE INDEX tickets_queue ON tickets (status, rank, waits_from, number, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_newest ON tickets (last_date DESC, number DESC, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_status ON tickets (status, last_date DESC, number DESC, merged_into) WHERE merged_into = ''
"""
"""``files`` names the attachments of mails that have some. ``tallies`` counts tickets by all that a place asks for,
``seen_by`` being empty or not: no list counts its rows one by one. The lists' indexes name ``merged_into`` too: only so
does SQLite walk them without looking at each ticket, which takes ten times as long."""

_NOTE_TRIGGERS = (
    "CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN"
    " INSERT INTO note_words (rowid, text) VALUES (NEW.row, NEW.text); END",
    "CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN"
    " INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', OLD.row, OLD.text); END",
    "INSERT INTO notes (ticket, text) SELECT ticket, json_extract(value, '$.text')"
    " FROM slices, json_each(CAST(packed AS TEXT), '$.notes')",
)

STATEMENTS: tuple[str, ...] = statements(_SEARCH) + _NOTE_TRIGGERS + tallies("status")
