"""The journal's folder on one persistent connection: ``desktop.ports.log.TeamLog`` over IMAP."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from desktop.adapters.imap.exchange import SHORT, FolderView
from desktop.adapters.imap.gateway import Gateway
from desktop.adapters.imap.refusals import Refusal
from desktop.adapters.imap.responses import Fetched
from desktop.domain.errors import Offline, SportelloError
from desktop.ports.log import (
    Appended,
    AppendRefused,
    LogLost,
    LogMissing,
    LogRow,
    LogState,
)

BATCH = 1000

POLL_SECONDS = 15.0
"""A NOOP this often whatever IDLE says: middle boxes swallow pushed lines, servers forget them."""

_ENTRY_LIMIT = 65_536
_ITEMS = (
    b"(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS (X-SPORTELLO X-SPORTELLO-SIGNATURE)]<0.4096>"
    b" BODY.PEEK[TEXT]<0.%d>)" % (_ENTRY_LIMIT + 1)
)
"""One octet more than an entry may have: a mail of any size that somebody drags in here costs no more than that."""

_VALIDITY = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.IGNORECASE)
_NEEDED = ("INTERNALDATE", "BODY[TEXT]", "BODY[HEADER.FIELDS]")
_PASSED_ON = ("over-quota", "read-only", "missing", "throttled")


class ImapLog:
    """Opened by ``ImapPlace.open``. One caller at a time; ``close`` may come from another thread."""

    def __init__(self, gateway: Gateway, folder: str, poll_seconds: float = POLL_SECONDS) -> None:
        """Selects the folder. Raises LogMissing, Offline, SportelloError; closes the gateway then."""
        self.gateway = gateway
        self._folder = folder
        self._poll_seconds = poll_seconds
        self._tail: tuple[int, int, int] | None = None
        try:
            self._state = self._select()
        except BaseException:
            gateway.close()
            raise

    def state(self) -> LogState:
        return LogState(self._state.uid_validity, self._view.exists, self._state.read_only)

    def append(self, message: bytes) -> Appended:
        try:
            return self.gateway.append(self._folder, ("\\Seen",), message)
        except Refusal as refusal:
            reason = refusal.reason if refusal.reason in _PASSED_ON else "other"
            raise AppendRefused(reason, refusal.detail) from refusal
        except SportelloError as error:
            raise LogLost(error.code) from error

    def read_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        """As the port says. A generator that is left before its end closes the connection."""
        try:
            self.gateway.run(b"NOOP")
            if self._tail == (uid, self._view.exists, self._view.removals):
                return
            yield from self._rows_after(uid)
        except SportelloError as error:
            raise LogLost(error.code) from error

    def row(self, uid: int) -> LogRow | None:
        command = b"UID FETCH %d %s" % (uid, _ITEMS)
        try:
            found = list(self._rows(self.gateway.fetch(command, (SHORT[0], 2 * _ENTRY_LIMIT), self._folder)))
        except SportelloError as error:
            raise LogLost(error.code) from error
        return next((row for row in found if row.uid == uid), None)

    def wait(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        try:
            # Not every server tells at the start of IDLE what came before it (pymap does not).
            self.gateway.run(b"NOOP")
            while not self._news() and (left := deadline - time.monotonic()) > 0:
                self._listen(min(left, self._poll_seconds))
                if not self._news():
                    self.gateway.run(b"NOOP")
        except SportelloError as error:
            raise LogLost(error.code) from error
        return self._news()

    def close(self) -> None:
        self.gateway.close()

    @property
    def _view(self) -> FolderView:
        return self.gateway.exchange.view

    def _news(self) -> bool:
        """Whether the folder differs from what the last read saw."""
        if self._tail is None:
            return self._view.exists > 0
        return self._tail[1:] != (self._view.exists, self._view.removals)

    def _listen(self, seconds: float) -> None:
        with self.gateway.border():
            if "IDLE" in self.gateway.capabilities:
                self.gateway.exchange.idle(seconds)
            else:
                self.gateway.exchange.hear(seconds)

    def _rows_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        """Again and again until the last row read is the last row of the folder: entries that arrive
        while a FETCH runs are announced at its end, and EXISTS must equal what was replayed."""
        last, sequence = uid, 0
        while True:
            grown = False
            for batch in self._fetch_after(last):
                grown, last, sequence = True, batch[-1].uid, batch[-1].sequence
                yield batch
            if not grown or sequence >= self._view.exists:
                break
        self._tail = (last, self._view.exists, self._view.removals)

    def _fetch_after(self, uid: int) -> Iterator[tuple[LogRow, ...]]:
        command = b"UID FETCH %d:* %s" % (uid + 1, _ITEMS)
        limits = (SHORT[0], (self._view.exists + 100) * (_ENTRY_LIMIT + 4096))
        rows: list[LogRow] = []
        for row in self._rows(self.gateway.fetch(command, limits, self._folder)):
            if row.uid <= uid:
                continue
            rows.append(row)
            if len(rows) == BATCH:
                yield tuple(rows)
                rows = []
        if rows:
            yield tuple(rows)

    def _rows(self, answers: Iterator[Fetched]) -> Iterator[LogRow]:
        """Without the flags updates that the server threw in. A server whose UIDs do not rise is not ours."""
        last = 0
        for answer in answers:
            items = answer.items
            if not answer.uid or any(name not in items for name in _NEEDED):
                continue
            if answer.uid <= last:
                self.gateway.close()
                raise SportelloError("server-misbehaves", **self.gateway.facts("UIDs do not rise"))
            last = answer.uid
            yield LogRow(
                uid=last,
                sequence=answer.sequence,
                internal_date=answer.internal_date,
                headers=items["BODY[HEADER.FIELDS]"].strip(b"\r\n"),
                body=items["BODY[TEXT]"],
            )

    def _select(self) -> LogState:
        try:
            responses, words = self.gateway.select(b"SELECT", self._folder)
        except Offline:
            raise
        except SportelloError as error:
            if error.code == "folder-missing" or self._folder not in self._listed():
                raise LogMissing(self._folder) from error
            raise
        validity = next((found for one in responses if (found := _VALIDITY.search(one[0]))), None)
        if validity is None:
            raise SportelloError("server-misbehaves", **self.gateway.facts("no UIDVALIDITY"))
        return LogState(int(validity[1]), self._view.exists, "[READ-ONLY]" in words.upper())

    def _listed(self) -> set[str]:
        """Servers without response codes (Courier) answer the same NO to everything: LIST knows."""
        return {name for _, _, name in self.gateway.listing()}
