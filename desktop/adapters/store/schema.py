"""The tables of version 1, and what each later version adds to them.

Three groups. *Confirmed*: what the log said (entries, slices, cursor), written a batch at a time and re-read from
the start when in doubt. *Own*: what only this computer knows (outbox, drafts, sends, facts, seen), never rebuilt.
*Mail*: what was read from the mailboxes. ``tickets`` is the read model: what a list needs of a slice and of its
mails, kept up at each write so that a page of a list is one walk along an index (``lines``).

Long values stand in tables of their own (slices, mails, pages, send_messages), so that walking the short ones is fast
and setting a mark does not write a mail's attachments again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import itemgetter

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


_FOLLOW_UPS = """
ALTER TABLE tickets ADD COLUMN seen_by TEXT NOT NULL DEFAULT '';
CREATE INDEX tickets_never_opened ON tickets (rank, waits_from, number)
  WHERE status = 'open' AND waiting AND seen_by = '' AND merged_into = '';
CREATE TABLE follow_ups (
  ticket TEXT PRIMARY KEY, id TEXT NOT NULL, mailbox TEXT NOT NULL, occasion TEXT NOT NULL,
  resolved INTEGER NOT NULL, due INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX follow_ups_due ON follow_ups (state, due);
CREATE INDEX follow_ups_resolved ON follow_ups (state, resolved);
"""

_PAGES = """
CREATE TABLE pages (row INTEGER PRIMARY KEY, page BLOB NOT NULL);
"""

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


def _tallied(which: str, place: str) -> str:
    """The columns of ``tallies`` as a ticket has them; ``place`` is the one that says where it stands."""
    columns = (place, "mailbox", "assignee", "holder")
    return ", ".join(f"{which}{name}" for name in columns) + (
        f", {which}waiting > 0, iif({which}seen_by = '', '', '*')"
    )


def _tallies(place: str) -> tuple[str, ...]:
    def counted(from_where: str, which: str) -> str:
        return (
            f"INSERT INTO tallies SELECT {_tallied(which, place)}, count(*) {from_where} GROUP BY 1, 2, 3, 4, 5, 6"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count"
        )

    uncounted = (
        "UPDATE tallies SET count = count - 1 WHERE OLD.merged_into = ''"
        f" AND ({place}, mailbox, assignee, holder, waiting, seen_by) = ({_tallied('OLD.', place)})"
    )
    count_new = counted("FROM (SELECT 1) WHERE NEW.merged_into = ''", "NEW.")
    before, after = _tallied("OLD.", place), _tallied("NEW.", place)
    return (
        counted("FROM tickets WHERE merged_into = ''", ""),
        f"CREATE TRIGGER tickets_added AFTER INSERT ON tickets BEGIN {count_new}; END",
        f"CREATE TRIGGER tickets_deleted AFTER DELETE ON tickets BEGIN {uncounted}; END",
        f"CREATE TRIGGER tickets_changed AFTER UPDATE OF {place}, mailbox, assignee, holder, waiting, seen_by,"
        f" merged_into ON tickets WHEN ({before}, OLD.merged_into) IS NOT ({after}, NEW.merged_into)"
        f" BEGIN {uncounted}; {count_new}; END",
    )


_NEWEST_FIRST = """
ALTER TABLE folders ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE folders SET since = 9223372036854775807 WHERE NOT settled;
CREATE TABLE originals (row INTEGER PRIMARY KEY, html INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE missing (
  row INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, folder TEXT NOT NULL, noticed INTEGER NOT NULL,
  sought INTEGER NOT NULL, now TEXT NOT NULL
);
"""

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

_READ_AGAIN = "UPDATE messages SET ticket = thread, filed = 0 WHERE filed OR ticket <> thread;" + "".join(
    f"DELETE FROM {table};" for table in ("cursor", "team", "slots", "slices", "automatic", "tickets", "entries")
)
"""The fold says more than it did, also of entries that were passed over as unknown: the log is read again from its
start at the next connection, or states that were folded by two versions would not be the same."""


_CORRECTIONS = """
CREATE TABLE corrections (
  slot TEXT PRIMARY KEY, customer TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
"""
_FOLDED = ("cursor", "team", "slots", "slices", "automatic", "tickets", "follow_ups", "notes", "entries")


_SHARED = ("corrections", "texts", "text_pieces")
"""Of the log too, since the eighth version."""


def _read_again_where(told: Sequence[str], *more: str) -> str:
    """As ``_READ_AGAIN``, where a colleague's newer version has written what this one had passed over."""
    kinds = ", ".join(f"'{kind}'" for kind in told)
    untold = f"EXISTS (SELECT 1 FROM entries WHERE kind IN ({kinds}))"
    unfiled = f"UPDATE messages SET ticket = thread, filed = 0 WHERE (filed OR ticket <> thread) AND {untold};"
    return unfiled + "".join(f"DELETE FROM {table} WHERE {untold};" for table in (*more, *_FOLDED))


_SHELVES = """
ALTER TABLE tickets ADD COLUMN shelf TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN back TEXT NOT NULL DEFAULT '';
DROP TRIGGER tickets_added;
DROP TRIGGER tickets_deleted;
DROP TRIGGER tickets_changed;
DROP TABLE tallies;
DROP INDEX tickets_queue;
DROP INDEX tickets_status;
DROP INDEX tickets_never_opened;
UPDATE tickets SET shelf = status;
CREATE TABLE tallies (
  shelf TEXT NOT NULL, mailbox TEXT NOT NULL, assignee TEXT NOT NULL, holder TEXT NOT NULL, waiting INTEGER NOT NULL,
  seen_by TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (shelf, mailbox, assignee, holder, waiting, seen_by)
) WITHOUT ROWID;
CREATE INDEX tickets_queue ON tickets (shelf, rank, waits_from, number, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_shelf ON tickets (shelf, last_date DESC, number DESC, merged_into) WHERE merged_into = '';
CREATE INDEX tickets_never_opened ON tickets (rank, waits_from, number)
  WHERE shelf = 'open' AND waiting AND seen_by = '' AND merged_into = '';
CREATE INDEX tickets_asleep ON tickets (shelf, until, number, merged_into) WHERE shelf = 'snoozed' AND merged_into = '';
CREATE INDEX tickets_woken ON tickets (until) WHERE back = 'time';
"""
"""A ticket stands on the shelf of its status, but for one that sleeps (``snoozed``), and one that is back from that,
which stands with the open ones before all others (``back``: why; ``until``: 0 when it was never snoozed)."""

_LATER = ("snoozed", "snooze-ended", "send-planned", "send-plan-ended")
_TEXTS = """
ALTER TABLE tickets ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE tickets ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tickets_promised ON tickets (promised, number) WHERE promised > 0 AND merged_into = '';
CREATE TABLE texts (key TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE text_pieces (
  sha256 TEXT NOT NULL, part INTEGER NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (sha256, part)
);
"""

_OF_CUSTOMERS = ("customer-noted", "addresses-joined", "addresses-parted")
_CUSTOMERS = """
CREATE TABLE customer_notes (
  row INTEGER PRIMARY KEY, ticket TEXT NOT NULL, id TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL,
  date INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX customer_notes_ticket ON customer_notes (ticket);
CREATE INDEX customer_notes_address ON customer_notes (address, date);
CREATE TABLE joints (
  row INTEGER PRIMARY KEY, ticket TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL, joined INTEGER NOT NULL,
  generation INTEGER NOT NULL, uid INTEGER NOT NULL
);
CREATE INDEX joints_ticket ON joints (ticket);
CREATE INDEX joints_one ON joints (one);
CREATE INDEX joints_other ON joints (other);
"""


def version_1() -> tuple[str, ...]:
    return _statements(_CONFIRMED + _OWN + _MAIL)


def version_2() -> tuple[str, ...]:
    """Follow-ups, who opened a ticket first, and HTML bodies. Mail read before has its text only."""
    return _statements(_FOLLOW_UPS + _PAGES + _READ_AGAIN)


def version_3() -> tuple[str, ...]:
    """Search over notes and the names of attachments, history by date, and places that know how much they hold."""
    return _statements(_SEARCH) + _NOTE_TRIGGERS + _tallies("status")


def version_4() -> tuple[str, ...]:
    """A first reading goes from the newest mail to the oldest; one that had been going the other way goes on this way.
    Mails as they came, and which of them are missing from their inbox."""
    return _statements(_NEWEST_FIRST)


def version_5() -> tuple[str, ...]:
    """Contents of files, each once, and mails whose bodies are kept on the server only. ``draft_files.content`` of
    before stays where it is; a newer one is empty and ``kept`` says where its content stands."""
    return _statements(_SPACE)


def version_6() -> tuple[str, ...]:
    """What people say of who wrote a mail."""
    return _statements(_CORRECTIONS + _read_again_where(("corrected",)))


def version_7() -> tuple[str, ...]:
    """The index of words merges sixteen pieces at a time where it merged four: a first reading, whose every transaction
    adds a piece, takes half the time for it, and a search looks into twenty pieces in place of fourteen. And files of
    mails that are kept as they came are not kept a second time."""
    return (
        "INSERT INTO words (words, rank) VALUES ('automerge', 16)",
        "DELETE FROM enclosures WHERE message IN (SELECT row FROM originals)",
    )


def version_8() -> tuple[str, ...]:
    """Canned responses and their files; reason, outcome and promise of a ticket."""
    told = ("classified", "promised", "text-saved", "text-removed", "text-piece", "texts-used")
    return _statements(_TEXTS + _read_again_where(told, "corrections"))


def version_9() -> tuple[str, ...]:
    """Tickets out of sight, and answers that leave later."""
    return _statements(_SHELVES) + _tallies("shelf") + _statements(_read_again_where(_LATER, *_SHARED))


def version_10() -> tuple[str, ...]:
    """Pictures that stand in a draft's text, and side conversations, which stand in no list (``merged_into``); those
    that a colleague's newer version has written are read."""
    return (
        "ALTER TABLE draft_files ADD COLUMN cid TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE tickets ADD COLUMN side_of TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX tickets_sides ON tickets (side_of) WHERE side_of <> ''",
        *_statements(_read_again_where(("forwarded",), *_SHARED)),
    )


def version_11() -> tuple[str, ...]:
    """A customer's tickets, newest first, whatever the case of the letters in their address; notes on customers, and
    which addresses are one person's."""
    return (
        "CREATE INDEX tickets_customer ON tickets"
        " (customer_address COLLATE NOCASE, last_date DESC, number DESC, merged_into) WHERE merged_into = ''",
        *_statements(_CUSTOMERS + _read_again_where(_OF_CUSTOMERS, *_SHARED)),
    )


def version_13() -> tuple[str, ...]:
    """What a row says of its mails: that files lie in them, and that the newest answer came back."""
    newest = (
        "SELECT json_extract(value, '$.kind') FROM slices, json_each(CAST(packed AS TEXT), '$.marks')"
        " WHERE slices.ticket = tickets.id"
        " AND json_extract(value, '$.kind') IN ('not-delivered', 'sent', 'settled', 'external')"
        " ORDER BY key DESC LIMIT 1"
    )
    return (
        "ALTER TABLE tickets ADD COLUMN has_files INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE tickets ADD COLUMN returned INTEGER NOT NULL DEFAULT 0",
        "UPDATE tickets SET has_files = 1 WHERE id IN (SELECT ticket FROM messages JOIN files USING (row))",
        f"UPDATE tickets SET returned = 1 WHERE ({newest}) = 'not-delivered'"
        " AND id IN (SELECT ticket FROM slices WHERE instr(CAST(packed AS TEXT), 'not-delivered'))",
    )


_LETTERS = (
    ("ß", "ss"), ("ẞ", "SS"), ("æ", "ae"), ("Æ", "AE"), ("œ", "oe"), ("Œ", "OE"), ("ø", "o"), ("Ø", "O"), ("ł", "l"),
    ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ð", "d"), ("Ð", "D"), ("þ", "th"), ("Þ", "TH"), ("ħ", "h"), ("Ħ", "H"),
    ("ı", "i"),
)  # fmt: skip
_ANY_LETTER = f"'*[{''.join(map(itemgetter(0), _LETTERS))}]*'"


def _spelt(text: str) -> str:
    return reduce(lambda inner, pair: f"replace({inner}, '{pair[0]}', '{pair[1]}')", _LETTERS, text)


_NAMES = "coalesce(names, '')"
_RESPELT_MAILS = (
    "CREATE TEMP TABLE respelt AS SELECT row FROM mail_words"
    f" WHERE subject || people || text || files GLOB {_ANY_LETTER}",
    "INSERT INTO words (words, rowid, subject, people, text, files)"
    " SELECT 'delete', row, subject, people, text, files FROM mail_words WHERE row IN (SELECT row FROM respelt)",
    "DROP VIEW mail_words",
    f"CREATE VIEW mail_words AS SELECT mails.row AS row, {_spelt('subject')} AS subject, {_spelt('people')} AS people,"
    f" {_spelt('text')} AS text, {_spelt(_NAMES)} AS files FROM mails LEFT JOIN files USING (row)",
    "INSERT INTO words (rowid, subject, people, text, files)"
    " SELECT row, subject, people, text, files FROM mail_words WHERE row IN (SELECT row FROM respelt)",
    "DROP TABLE respelt",
)
_RESPELT_NOTES = (
    "DROP TRIGGER notes_added",
    "DROP TRIGGER notes_deleted",
    "DROP TABLE note_words",
    f"CREATE VIEW note_texts AS SELECT row, {_spelt('text')} AS text FROM notes",
    "CREATE VIRTUAL TABLE note_words USING fts5 (text, content = 'note_texts', content_rowid = 'row', prefix = '2 3',"
    " tokenize = 'unicode61 remove_diacritics 2')",
    "INSERT INTO note_words (note_words) VALUES ('rebuild')",
    "CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN"
    f" INSERT INTO note_words (rowid, text) VALUES (NEW.row, {_spelt('NEW.text')}); END",
    "CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN"
    f" INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', OLD.row, {_spelt('OLD.text')}); END",
)


def version_14() -> tuple[str, ...]:
    """Big mails as they came, too, some unpacked (``plain``), and the biggest without the files (``left_out``: their
    parts) that lie on the server only. And the index spells letters that have no accent to take off as who has no such
    key types them (``domain.search.spelt``): what has one is put into it again."""
    return (
        "ALTER TABLE originals ADD COLUMN left_out TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE originals ADD COLUMN plain INTEGER NOT NULL DEFAULT 0",
        *_RESPELT_MAILS,
        *_RESPELT_NOTES,
    )


def _statements(script: str) -> tuple[str, ...]:
    """One by one: SQLite's own script runner would commit in between."""
    statements = (part.strip() for part in script.split(";"))
    return tuple(statement for statement in statements if statement)
