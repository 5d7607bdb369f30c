"""The first tables.

Three groups. *Confirmed*: what the log said (entries, slices, cursor), written a batch at a time and re-read from
the start when in doubt. *Own*: what only this computer knows (outbox, drafts, sends, facts, seen), never rebuilt.
*Mail*: what was read from the mailboxes. ``tickets`` is the read model: what a list needs of a slice and of its
mails, kept up at each write so that a page of a list is one walk along an index (``lines``).

Long values stand in tables of their own (slices, mails, pages, send_messages), so that walking the short ones is fast
and setting a mark does not write a mail's attachments again."""

from __future__ import annotations

from desktop.adapters.store.steps.common import statements

_CONFIRMED = """
CREATE TABLE cursor (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL, count INTEGER NOT NULL,
  date INTEGER NOT NULL
);
CREATE TABLE team (one INTEGER PRIMARY KEY CHECK (one = 1), packed BLOB NOT NULL);
CREATE TABLE entries (
  row INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL, uid INTEGER NOT NULL, date INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT NOT NULL, ticket TEXT NOT NULL, agent TEXT NOT NULL, workstation TEXT NOT NULL,
  valid INTEGER NOT NULL,
  applied INTEGER NOT NULL, reason TEXT NOT NULL, other_agent TEXT NOT NULL, other_date INTEGER NOT NULL,
  other_entry TEXT NOT NULL, quarantined INTEGER NOT NULL,
  statement BLOB NOT NULL
);
CREATE UNIQUE INDEX entries_position ON entries (generation, uid);
CREATE UNIQUE INDEX entries_id ON entries (id) WHERE valid;
CREATE INDEX entries_ticket ON entries (ticket, generation, uid) WHERE applied;
CREATE INDEX entries_quarantined ON entries (generation, uid) WHERE quarantined;
CREATE TABLE slots (slot TEXT PRIMARY KEY, ticket TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE slices (ticket TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE automatic (id TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE tickets (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL, number INTEGER NOT NULL, mailbox TEXT NOT NULL, date INTEGER NOT NULL,
  status TEXT NOT NULL, priority TEXT NOT NULL, rank INTEGER NOT NULL,
  tags TEXT NOT NULL, tag_words TEXT NOT NULL,
  assignee TEXT NOT NULL, holder TEXT NOT NULL, holder_since INTEGER NOT NULL,
  waiting INTEGER NOT NULL, waiting_slots TEXT NOT NULL,
  unresolved INTEGER NOT NULL, attention INTEGER NOT NULL, merged_into TEXT NOT NULL, alarms INTEGER NOT NULL,
  mark_generation INTEGER NOT NULL, mark_uid INTEGER NOT NULL,
  subject TEXT NOT NULL DEFAULT '', customer TEXT NOT NULL DEFAULT '', customer_address TEXT NOT NULL DEFAULT '',
  snippet TEXT NOT NULL DEFAULT '', last_date INTEGER NOT NULL DEFAULT 0, waits_from INTEGER NOT NULL DEFAULT 0,
  newest_message INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX tickets_reference ON tickets (reference);
CREATE UNIQUE INDEX tickets_number ON tickets (number);
CREATE INDEX tickets_unresolved ON tickets (id) WHERE unresolved;
CREATE INDEX tickets_attention ON tickets (id) WHERE attention;
CREATE INDEX tickets_waiting ON tickets (waits_from, number) WHERE waiting AND merged_into = '';
CREATE INDEX tickets_tagged ON tickets (tag_words, id) WHERE tag_words <> '';
CREATE INDEX tickets_queue ON tickets (status, rank, waits_from, number) WHERE merged_into = '';
CREATE INDEX tickets_newest ON tickets (last_date DESC, number DESC) WHERE merged_into = '';
CREATE INDEX tickets_status ON tickets (status, last_date DESC, number DESC) WHERE merged_into = '';
"""

_OWN = """
CREATE TABLE outbox (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, ticket TEXT NOT NULL, created INTEGER NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, agent TEXT NOT NULL, date INTEGER NOT NULL, settled INTEGER NOT NULL,
  statement BLOB NOT NULL
);
CREATE INDEX outbox_pending ON outbox (row) WHERE state = 'pending';
CREATE INDEX outbox_refused ON outbox (row) WHERE state = 'refused' AND NOT settled;
CREATE TABLE drafts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, created INTEGER NOT NULL, draft BLOB NOT NULL
);
CREATE INDEX drafts_state ON drafts (state, created, row);
CREATE TABLE draft_files (
  draft TEXT NOT NULL, place INTEGER NOT NULL, filename TEXT NOT NULL, content_type TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (draft, place)
);
CREATE TABLE sends (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, draft TEXT NOT NULL, mailbox TEXT NOT NULL,
  recipients TEXT NOT NULL, slots TEXT NOT NULL, message_id TEXT NOT NULL, sha256 TEXT NOT NULL,
  state TEXT NOT NULL, run TEXT NOT NULL, mark INTEGER NOT NULL, attempts INTEGER NOT NULL,
  detail TEXT NOT NULL, address TEXT NOT NULL, filed INTEGER NOT NULL
);
CREATE INDEX sends_message_id ON sends (message_id);
CREATE TABLE send_messages (send TEXT PRIMARY KEY, message BLOB NOT NULL);
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seen (
  ticket TEXT PRIMARY KEY, generation INTEGER NOT NULL, uid INTEGER NOT NULL, message INTEGER NOT NULL
) WITHOUT ROWID;
"""

_MAIL = """
CREATE TABLE messages (
  row INTEGER PRIMARY KEY,
  slot TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, thread TEXT NOT NULL, filed INTEGER NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0,
  outgoing INTEGER NOT NULL, automatic INTEGER NOT NULL, received INTEGER NOT NULL, mailbox TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL, sender_name TEXT NOT NULL, recipient TEXT NOT NULL, recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL, snippet TEXT NOT NULL
);
CREATE INDEX messages_ticket ON messages (ticket, received, row);
CREATE INDEX messages_thread ON messages (thread);
CREATE INDEX messages_message_id ON messages (message_id);
CREATE INDEX messages_unfiled ON messages (received, row) WHERE NOT filed AND NOT outgoing AND NOT settled;
CREATE INDEX messages_unjudged ON messages (row) WHERE outgoing AND NOT settled;
CREATE TABLE mails (
  row INTEGER PRIMARY KEY, subject TEXT NOT NULL, people TEXT NOT NULL, text TEXT NOT NULL, mail BLOB NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
  subject, people, text, content = 'mails', content_rowid = 'row', prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE mentions (message_id TEXT, row INTEGER, PRIMARY KEY (message_id, row)) WITHOUT ROWID;
CREATE TABLE places (
  mailbox TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY (mailbox, folder, uid_validity, uid)
) WITHOUT ROWID;
CREATE INDEX places_message ON places (message);
CREATE TABLE folders (
  mailbox TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, uid INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  PRIMARY KEY (mailbox, folder)
) WITHOUT ROWID;
"""

STATEMENTS: tuple[str, ...] = statements(_CONFIRMED + _OWN + _MAIL)
