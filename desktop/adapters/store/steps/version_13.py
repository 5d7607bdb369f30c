"""Big mails as they came, too, some unpacked (``plain``), and the biggest without the files (``left_out``: their
parts) that lie on the server only. And the index spells letters that have no accent to take off as who has no such
key types them (``domain.search.spelt``): what has one is put into it again."""

from __future__ import annotations

from functools import reduce
from operator import itemgetter

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

STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE originals ADD COLUMN left_out TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE originals ADD COLUMN plain INTEGER NOT NULL DEFAULT 0",
    *_RESPELT_MAILS,
    *_RESPELT_NOTES,
)
