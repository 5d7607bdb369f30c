"""Canned responses: what the team has in common to answer with. Leads write them, the last version counts and the ones
before it are kept; whoever changed one that was changed meanwhile is told so."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable

import msgspec

from desktop.domain import texts
from desktop.journal.entries import Entry, Kind, TextPiece, TextRemoved, TextSaved, TextsUsed, Unknown
from desktop.journal.state import Piece, SharedText, TextVersion
from desktop.journal.working import APPLIED, Verdict, Working

VERSIONS = 10
"""Of one text that are kept."""

PIECE = 24 * 1024
"""Octets of a file in one entry."""

_LANGUAGES, _FILES, _USES = 12, 10, 1_000
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NONSENSE = Verdict(False, "malformed")
_GONE = Verdict(False, "unknown-text")


def kept_files(texts: Iterable[SharedText]) -> tuple[str, ...]:
    """SHA-256 of the files that texts name, earlier versions included."""
    named = (file.sha256 for text in texts for version in text.versions for file in version.text.attachments)
    return tuple(dict.fromkeys(named))


def shared(work: Working, entry: Entry, body: Kind | Unknown) -> Verdict:
    """What was said of texts, by an author who may say it."""
    match body:
        case TextSaved():
            return _saved(work, entry, body)
        case TextRemoved():
            return _removed(work, body)
        case TextPiece():
            return _kept(work, body)
        case TextsUsed():
            return _used(work, entry, body)
    return _NONSENSE


def _saved(work: Working, entry: Entry, body: TextSaved) -> Verdict:
    if not _sound(body.text):
        return _NONSENSE
    known = work.text(body.text.key)
    version = TextVersion(entry.id, entry.author.agent, entry.date, body.text)
    if known is None:
        work.put_text(SharedText(body.text.key, (version,)))
        return APPLIED
    if not _current(known, body.saw):
        return _changed(known)
    versions = (*known.versions, version)[-VERSIONS:]
    work.put_text(msgspec.structs.replace(known, versions=versions, removed=False))
    return APPLIED


def _removed(work: Working, body: TextRemoved) -> Verdict:
    known = work.text(body.key)
    if known is None or known.removed:
        return _GONE
    if not _current(known, body.saw):
        return _changed(known)
    work.put_text(msgspec.structs.replace(known, removed=True))
    return APPLIED


def _kept(work: Working, body: TextPiece) -> Verdict:
    try:
        octets = len(base64.b64decode(body.data, validate=True))
    except (binascii.Error, ValueError):
        return _NONSENSE
    if not _SHA256.fullmatch(body.sha256) or octets > PIECE:
        return _NONSENSE
    work.put_piece(Piece(body.sha256, body.part, body.data))
    return APPLIED


def _used(work: Working, entry: Entry, body: TextsUsed) -> Verdict:
    for key, times in sorted(body.uses.items())[:_USES]:
        known = work.text(key)
        if known is not None and times:
            languages = _languages(known.languages, body.languages.get(key, {}), times)
            work.put_text(msgspec.structs.replace(known, uses=known.uses + times, used=entry.date, languages=languages))
    return APPLIED


def _languages(known: dict[str, int], said: dict[str, int], times: int) -> dict[str, int]:
    """No more of them together than there were uses, and no more languages than a text may have."""
    found, left = dict(known), times
    for language, count in sorted(said.items()):
        if _LANGUAGE.fullmatch(language) and 0 < count <= left and (language in found or len(found) < _LANGUAGES):
            found[language] = found.get(language, 0) + count
            left -= count
    return found


def _current(known: SharedText, saw: str) -> bool:
    """Whether the author changed what stands: a text that was removed may be written anew by one who saw nothing."""
    return known.now.entry == saw or (known.removed and not saw)


def _changed(known: SharedText) -> Verdict:
    return Verdict(False, "changed", known.now.agent, known.now.date, known.now.entry)


def _sound(text: texts.Text) -> bool:
    """Pure, and the same for ever: changing this changes what old entries mean."""
    named = texts.is_key(text.key) and all(map(_LANGUAGE.fullmatch, text.bodies))
    some = 0 < len(text.bodies) <= _LANGUAGES and len(text.attachments) <= _FILES
    return named and some and all(_SHA256.fullmatch(file.sha256) and file.size >= 0 for file in text.attachments)
