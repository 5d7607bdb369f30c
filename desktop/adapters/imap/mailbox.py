"""A shared mailbox over one IMAP connection: ``desktop.ports.mailbox.Mailbox``. Reading never sets \\Seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from desktop.adapters.imap.exchange import SHORT
from desktop.adapters.imap.gateway import Gateway, mailbox_name, quoted, safe
from desktop.adapters.imap.names import mail_folders
from desktop.adapters.imap.opening import Opening
from desktop.adapters.imap.refusals import Refusal, error_of
from desktop.adapters.imap.responses import Fetched, Pieces, numbers
from desktop.domain.errors import Offline, SportelloError
from desktop.mime.heads import FIELDS
from desktop.ports.log import AppendUnknown
from desktop.ports.mailbox import SEEN, FolderState, MailFolders, RawMail

_CHUNK = 50
_CHUNK_OCTETS = 8_000_000
_FLAG_CHUNK = 500
_FLAG_READS = 6
_SCANNED = 2000
"""Messages of a folder's end that are looked through when SEARCH finds nothing: weeks of a busy Sent folder."""

_LINE = 400
"""Octets that a FETCH answer without a body may take, generously."""

_VANISHED = re.compile(rb"\* VANISHED \(EARLIER\) ([\d:,]+)$", re.IGNORECASE)
_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")
_ID_HEADER = b"BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
_HEAD = b"BODY.PEEK[HEADER.FIELDS (%s)]" % b" ".join(name.upper().encode() for name in FIELDS)
_HEAD_OCTETS = 32 * 1024
"""Of one mail's counted fields, generously: its references are the longest of them."""


class ImapMailbox:
    """Lent by ``ImapMailboxHost``, which closes it."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._opening = Opening(gateway)

    def folders(self) -> MailFolders:
        return mail_folders(self._gateway.account, self._gateway.listing(), self._gateway.capabilities)

    def look(self, sent: str | None) -> tuple[MailFolders, tuple[FolderState, ...]]:
        return self._opening.look(sent)

    def select(self, folder: str) -> FolderState:
        return self._opening.open(b"EXAMINE", folder)

    def uids_after(self, uid: int) -> tuple[int, ...]:
        found = self._fetch(b"%d:*" % (uid + 1), b"(UID)", self._all())
        return tuple(sorted({one.uid for one in found if one.uid > uid}))

    def vanished_since(self, modseq: int) -> frozenset[int] | None:
        if "QRESYNC" not in self._gateway.capabilities:
            return None
        responses = self._run(b"UID FETCH 1:* (UID) (CHANGEDSINCE %d VANISHED)" % modseq)
        found = filter(None, (_VANISHED.match(pieces[0]) for pieces in responses))
        return frozenset[int]().union(*(numbers(one[1]) for one in found))

    def uids_since(self, moment: int) -> tuple[int, ...]:
        # Without time of day and zone (RFC 3501, 6.4.4): a day more is on the safe side of all zones.
        day = datetime.fromtimestamp(moment, UTC).date() - timedelta(days=1)
        return self._search(b"SINCE %d-%s-%d" % (day.day, _MONTHS[day.month - 1], day.year))

    def fetch(self, uids: Sequence[int]) -> Iterator[RawMail]:
        sizes = self._sizes(uids)
        # A size may be told wrong (Exchange); three times as much is no mail of that size any more.
        commands = (
            (b"UID FETCH %s (UID FLAGS INTERNALDATE BODY.PEEK[])" % _set(few), (SHORT[0], 3 * octets + 1_000_000))
            for few, octets in _portions([uid for uid in uids if uid in sizes], sizes)
        )
        for one in self._gateway.fetch_all(commands, self._opening.view.folder):
            if one.uid and "BODY[]" in one.items:
                yield _raw_mail(one, one.items["BODY[]"])

    def headers(self, uid: int) -> RawMail | None:
        found = self._fetch(_set([uid]), b"(UID FLAGS INTERNALDATE BODY.PEEK[HEADER])", self._all())
        return next((_raw_mail(one, one.items["BODY[HEADER]"]) for one in found if "BODY[HEADER]" in one.items), None)

    def heads(self, uids: Sequence[int]) -> Iterator[RawMail]:
        chunks = (uids[start : start + _FLAG_CHUNK] for start in range(0, len(uids), _FLAG_CHUNK))
        commands = (
            (
                b"UID FETCH %s (UID FLAGS INTERNALDATE %s)" % (_set(few), _HEAD),
                (SHORT[0], SHORT[1] + len(few) * _HEAD_OCTETS),
            )
            for few in chunks
        )
        for one in self._gateway.fetch_all(commands, self._opening.view.folder):
            if one.uid and "BODY[HEADER.FIELDS]" in one.items:
                yield _raw_mail(one, one.items["BODY[HEADER.FIELDS]"])

    def answered(self, uids: Sequence[int]) -> frozenset[int]:
        marked: set[int] = set()
        for start in range(0, len(uids), _FLAG_CHUNK):
            few = sorted(set(uids[start : start + _FLAG_CHUNK]))
            marked |= self._answered_once(few) & self._answered_once(few)
        return frozenset(marked)

    def find(self, folder: str, message_id: str, since: date) -> tuple[int, ...]:
        safe(message_id)
        state = self._opening.open(b"EXAMINE", folder)
        if state.exists == 0:
            return ()
        return self._searched(message_id) or self._scanned(message_id, since, state.exists)

    def elsewhere(self) -> tuple[str, ...]:
        return tuple(
            name
            for attributes, _, name in self._gateway.listing()
            if name.upper() != "INBOX" and not attributes & {"\\noselect", "\\nonexistent"}
        )

    def move(self, folder: str, uid: int, to: str) -> None:
        self._opening.open(b"SELECT", folder)
        if "MOVE" in self._gateway.capabilities:
            self._run(b"UID MOVE %d %s" % (uid, mailbox_name(to)))
            return
        self._run(b"UID COPY %d %s" % (uid, mailbox_name(to)))
        self._run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % uid)
        if "UIDPLUS" in self._gateway.capabilities:
            self._run(b"UID EXPUNGE %d" % uid)  # without it a plain EXPUNGE would take others' mails along

    def erase(self, folder: str, uid_validity: int, uid: int) -> bool:
        if "UIDPLUS" not in self._gateway.capabilities:
            raise SportelloError("server-cannot-erase", address=self._gateway.account.address)
        if self._opening.open(b"SELECT", folder).uid_validity != uid_validity or self.headers(uid) is None:
            return False
        self._run(b"UID STORE %d +FLAGS.SILENT (\\Deleted)" % uid)
        self._run(b"UID EXPUNGE %d" % uid)
        return True

    def lay(self, folder: str, raw: bytes, received: int, flags: Sequence[str]) -> None:
        moment = datetime.fromtimestamp(received, UTC)
        month = _MONTHS[moment.month - 1].decode()
        self._add(folder, raw, flags, f"{moment.day:02}-{month}-{moment:%Y %H:%M:%S} +0000")

    def mark_answered(self, folder: str, uid_validity: int, uid: int) -> None:
        state = self._opening.open(b"SELECT", folder)
        # Dovecot says OK to a STORE in a folder that may only be read, and stores nothing.
        if self._opening.view.read_only:
            raise error_of(Refusal("[READ-ONLY]"), self._gateway.account, folder)
        if state.uid_validity == uid_validity:
            self._run(b"UID STORE %d +FLAGS.SILENT (\\Answered \\Seen)" % uid)

    def make_sent(self) -> str:
        prefix, _ = self._gateway.namespace()
        folder = f"{prefix}Sent"
        self._gateway.create(folder)
        # Other mail programs show only the folders that somebody has subscribed to.
        self._run(b"SUBSCRIBE " + mailbox_name(folder))
        return folder

    def file_sent(self, folder: str, message: bytes) -> None:
        self._add(folder, message, (SEEN,))

    def _add(self, folder: str, message: bytes, flags: Sequence[str], date: str = "") -> None:
        if self._opening.shows_read_only(folder):
            # Courier adds nothing to the folder that it shows read-only on the same connection.
            self._opening.open(b"SELECT", folder)
        try:
            self._gateway.append(folder, flags, message, date)
        except Refusal as refusal:
            raise error_of(refusal, self._gateway.account, folder) from refusal
        except AppendUnknown as unknown:
            raise Offline("connection-lost", **self._gateway.facts(unknown)) from unknown

    def _all(self) -> tuple[float, int]:
        return SHORT[0], SHORT[1] + (self._opening.view.exists + 1000) * _LINE

    def _run(self, command: bytes) -> list[Pieces]:
        return self._gateway.run(command, self._all(), self._opening.view.folder)[0]

    def _fetch(self, uids: bytes, items: bytes, limits: tuple[float, int]) -> list[Fetched]:
        return list(self._gateway.fetch(b"UID FETCH %s %s" % (uids, items), limits, self._opening.view.folder))

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Of the mails that are still there."""
        found: dict[int, int] = {}
        for start in range(0, len(uids), _FLAG_CHUNK):
            few = _set(uids[start : start + _FLAG_CHUNK])
            found.update((one.uid, one.octets) for one in self._fetch(few, b"(UID RFC822.SIZE)", self._all()))
        return {uid: octets for uid, octets in found.items() if uid and octets}

    def _answered_once(self, uids: Sequence[int]) -> set[int]:
        """One read in which sequence numbers rise with UIDs; read again until it is such a one. What a colleague does
        meanwhile comes as a second answer for the same mail; the last word counts."""
        for _ in range(_FLAG_READS):
            found = [
                one for one in self._fetch(_set(uids), b"(UID FLAGS)", self._all()) if one.uid and "FLAGS" in one.items
            ]
            places = sorted({(one.uid, one.sequence) for one in found})
            if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(places)):
                flags = {one.uid: one.items["FLAGS"].lower().split() for one in found}
                return {uid for uid, carried in flags.items() if b"\\answered" in carried}
        raise SportelloError("server-misbehaves", **self._gateway.facts("sequence numbers do not rise"))

    def _searched(self, message_id: str) -> tuple[int, ...]:
        if not message_id.isascii():
            return ()
        candidates = self._search(b"HEADER Message-ID " + quoted(message_id))
        return self._having(message_id, _set(candidates[:_CHUNK]), b"UID FETCH ") if candidates else ()

    def _search(self, criterion: bytes) -> tuple[int, ...]:
        found: set[int] = set()
        for pieces in self._run(b"UID SEARCH " + criterion):
            if pieces[0][:8].upper() == b"* SEARCH":
                found |= {int(one) for one in pieces[0][8:].split() if one.isdigit()}
        return tuple(sorted(found))

    def _scanned(self, message_id: str, since: date, exists: int) -> tuple[int, ...]:
        """Without SEARCH, which Exchange answers wrongly for mails of the last minutes."""
        earliest = datetime.combine(since, datetime.min.time(), UTC) - timedelta(days=1)
        return self._having(message_id, b"%d:*" % max(1, exists - _SCANNED), b"FETCH ", earliest.timestamp())

    def _having(self, message_id: str, numbers: bytes, verb: bytes, earliest: float = 0) -> tuple[int, ...]:
        """The UIDs among them whose Message-ID is the one, byte for byte."""
        wanted = message_id.encode("utf-8", "replace")
        limits = (SHORT[0], SHORT[1] + _SCANNED * 8192)
        command = verb + numbers + b" (UID INTERNALDATE " + _ID_HEADER + b")"
        found = {
            one.uid
            for one in self._gateway.fetch(command, limits, self._opening.view.folder)
            if one.uid and _message_id(one) == wanted and one.internal_date >= earliest
        }
        return tuple(sorted(found))


def _raw_mail(one: Fetched, raw: bytes) -> RawMail:
    flags = frozenset(one.items.get("FLAGS", b"").decode("ascii", "replace").split())
    return RawMail(one.uid, one.internal_date, flags, raw)


def _message_id(one: Fetched) -> bytes:
    _, _, value = one.items.get("BODY[HEADER.FIELDS]", b"").partition(b":")
    return b"".join(value.split())


def _portions(uids: Sequence[int], sizes: Mapping[int, int]) -> Iterator[tuple[list[int], int]]:
    """At most so many mails and about 8 MB at once, with their octets."""
    portion: list[int] = []
    octets = 0
    for uid in uids:
        if portion and (len(portion) == _CHUNK or octets + sizes[uid] > _CHUNK_OCTETS):
            yield portion, octets
            portion, octets = [], 0
        portion.append(uid)
        octets += sizes[uid]
    if portion:
        yield portion, octets


def _set(uids: Sequence[int]) -> bytes:
    """A sequence set with runs as ranges."""
    runs: list[list[int]] = []
    for uid in sorted(uids):
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return b",".join(b"%d" % a if a == b else b"%d:%d" % (a, b) for a, b in runs)
