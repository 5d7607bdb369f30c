"""Canned responses as the team shares them: read by all, written by leads, counted by whoever sends one.

A text's files travel in pieces of their own before the text that names them, so that the text stays a short entry and
a file that is known already is not written again.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress

from desktop.domain import texts_file
from desktop.domain.errors import RefusedByTeam, SportelloError, UsageError
from desktop.domain.texts import Text, without_language
from desktop.engine.journal import Journal
from desktop.engine.refusals import no_right
from desktop.journal.entries import Kind, TextPiece, TextRemoved, TextSaved, TextsUsed
from desktop.journal.sharing import PIECE
from desktop.journal.state import SharedText
from desktop.mime.filling import NotAllowed, check
from desktop.ports.clock import Clock
from desktop.ports.store import Store

ALL_FILES = 2 * 1024 * 1024
"""Octets of one text's files: every piece is an entry that each workstation reads."""

EVERY = 60.0
"""Seconds between two counts at least, sleep included."""

_USED = "texts-used"


def usable(shared: Sequence[SharedText], today: str) -> list[Text]:
    """Those that may go into an answer; ``today``: ISO date."""
    return [one.now.text for one in shared if not one.removed and one.now.text.is_valid(today)]


class Canned:
    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._told = -EVERY

    def all(self) -> Sequence[SharedText]:
        """Those that can be used, by key."""
        return [text for text in self._store.reader.texts() if not text.removed]

    def get(self, key: str) -> SharedText:
        """Raises UsageError ``no-such-text``; a removed one is found, with what it was."""
        found = self._store.entries.text(key)
        if found is None:
            raise UsageError("no-such-text", key=key)
        return found

    def file(self, sha256: str) -> bytes:
        """Raises SportelloError ``text-file-missing`` while a piece has not arrived."""
        pieces = self._store.reader.pieces(sha256)
        content = b"".join(base64.b64decode(piece.data) for piece in pieces)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise SportelloError("text-file-missing")
        return content

    # -- by leads -----------------------------------------------------------------------------------------------

    def save(self, text: Text, saw: str, files: Mapping[str, bytes] | None = None) -> None:
        """``saw``: the entry of the version that was changed. Raises UsageError ``bad-text``, ``text-files-too-large``,
        RefusedByTeam ``leads-only`` or ``text-changed``, Offline."""
        self._write([*self._pieces([text], files or {}), TextSaved(_sound(text), saw)])

    def remove(self, key: str) -> None:
        """Raises UsageError ``no-such-text``, and as ``save``."""
        known = self.get(key)
        if known.removed:
            raise UsageError("no-such-text", key=key)
        self._write([TextRemoved(key, known.now.entry)])

    def take_in(self, texts: Sequence[Text], files: Mapping[str, bytes]) -> int:
        """From a file: each in place of the one of its key. How many were new or different. Raises as ``save``."""
        sound = [_sound(text) for text in texts]
        self._lead()
        saved: list[Kind] = []
        for text in sound:
            known = self._store.entries.text(text.key)
            if known is None or known.removed or known.now.text != text:
                saved.append(TextSaved(text, known.now.entry if known else ""))
        new = [body.text for body in saved if isinstance(body, TextSaved)]
        if new:
            self._write([*self._pieces(new, files), *saved])
        return len(new)

    def exported(self) -> str:
        """As ``take_in`` reads it (``texts_file``)."""
        texts = [shared.now.text for shared in self.all()]
        files = {}
        for digest in {file.sha256 for text in texts for file in text.attachments}:
            with suppress(SportelloError):
                files[digest] = self.file(digest)
        return texts_file.written(texts, files)

    # -- counting -----------------------------------------------------------------------------------------------

    def used(self, texts: Sequence[str]) -> None:
        """Sent by this workstation, as ``After`` has them; the team hears of it by and by (``tell``)."""
        if texts:
            with self._store.transaction():
                counts = dict(self._store.profile.get(_USED, {}))
                for text in texts:
                    counts[text] = counts.get(text, 0) + 1
                self._store.profile.put(_USED, counts)

    def tell(self) -> None:
        """What has been counted here, in one entry; quiet when the log cannot be written now."""
        now = self._clock.boottime()
        if now - self._told < EVERY or self._journal.safety.current() is not None:
            return
        with self._store.transaction():
            counts = self._store.profile.get(_USED, {})
            if not counts:
                return
            self._journal.queue("", _counted(counts))
            self._store.profile.delete(_USED)
        self._told = now
        with suppress(SportelloError):
            self._journal.flush()

    # -- inside -------------------------------------------------------------------------------------------------

    def _lead(self) -> None:
        """Reads the log up first."""
        self._journal.catch_up()
        member = self._journal.team.member(self._journal.me.workstation)
        if member is None or not member.is_lead:
            raise no_right("leads-only")

    def _pieces(self, texts: Sequence[Text], files: Mapping[str, bytes]) -> list[Kind]:
        """Of the files that the team does not have yet."""
        for text in texts:
            if sum(file.size for file in text.attachments) > ALL_FILES:
                raise UsageError("text-files-too-large", key=text.key, limit=ALL_FILES // 1024)
        found: list[Kind] = []
        for digest in dict.fromkeys(file.sha256 for text in texts for file in text.attachments):
            content = files.get(digest)
            if content is None:
                self.file(digest)
            elif not self._whole(digest):
                cut = [content[begin : begin + PIECE] for begin in range(0, max(1, len(content)), PIECE)]
                found += [TextPiece(digest, part, base64.b64encode(piece).decode()) for part, piece in enumerate(cut)]
        return found

    def _whole(self, digest: str) -> bool:
        """Whether all of it is in the journal: saving it may have been broken off."""
        try:
            self.file(digest)
        except SportelloError:
            return False
        return True

    def _write(self, bodies: Sequence[Kind]) -> None:
        """Now or not at all: who has saved a text knows that the team has it."""
        self._lead()
        self._journal.safety.require()
        ids: list[str] = []
        try:
            with self._store.transaction():
                ids += [self._journal.queue("", body) for body in bodies]
            self._journal.flush()
        except SportelloError:
            for entry in ids:
                if self._journal.verdict(entry) is None:
                    self._store.outbox.void(entry)
            raise
        for entry in ids:
            verdict = self._journal.verdict(entry)
            if verdict is not None and not verdict.applied:
                agent = self._journal.team.agent_name(verdict.agent) if verdict.agent else "-"
                raise RefusedByTeam("text-changed", agent=agent, when=verdict.date)


def _sound(text: Text) -> Text:
    try:
        texts_file.require(text)
        for body in text.bodies.values():
            check(body.text)
    except (texts_file.BadTexts, NotAllowed) as error:
        raise UsageError("bad-text", key=text.key, detail=str(error)) from error
    return text


def _counted(counts: Mapping[str, int]) -> TextsUsed:
    uses: dict[str, int] = {}
    languages: dict[str, dict[str, int]] = {}
    for text, count in counts.items():
        key, language = without_language(text)
        uses[key] = uses.get(key, 0) + count
        if language:
            languages.setdefault(key, {})[language] = count
    return TextsUsed(uses, languages)
