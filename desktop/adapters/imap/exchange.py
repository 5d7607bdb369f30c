"""Commands on a selected folder, on IMAPClient's own connection but past its parser.

IMAPClient connects, logs in and knows the folders. What runs thousands of times or decides something is
done here: APPEND (imaplib has no LITERAL+, which saves the claim a round trip), SELECT, FETCH, SEARCH,
NOOP, IDLE. The FETCH of many mails is pipelined, and what a look at a mailbox asks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.adapters.imap.refusals import Refusal
from desktop.adapters.imap.responses import Pieces, numbers
from desktop.adapters.imap.stream import GuardedStream, StreamEnded, TooMuch
from desktop.ports.log import Appended, AppendUnknown
from desktop.ports.mailbox import FolderState

SHORT = (30.0, 65_536)
"""Seconds and octets for a command whose answer is a few lines."""

_LITERAL = re.compile(rb"~?\{(\d+)\+?\}$")
_STATUS_LINE = re.compile(rb"\* (OK|NO|BAD|BYE|PREAUTH)\b", re.IGNORECASE)
_COUNT = re.compile(rb"\* (\d+) (EXISTS|EXPUNGE)$", re.IGNORECASE)
_VANISHED = re.compile(rb"\* VANISHED ([\d:,]+)$", re.IGNORECASE)
_APPENDUID = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)
_LITERAL_MINUS = 4096
_AT_ONCE = 2
"""Commands under way when many are given."""


@dataclass(slots=True)
class FolderView:
    """What the server has said of the selected folder on this connection so far."""

    selected: bool = False
    folder: str = ""
    read_only: bool = False
    opened: float = 0.0
    """When it was selected, on the monotonic clock."""
    state: FolderState | None = None
    """As it was then."""
    told: bool = False
    """Whether anything was said of its mails since."""
    exists: int = 0
    changes: int = 0
    """Counts every arrival and removal that was announced."""
    removals: int = 0


class Exchange:
    """One command at a time. Raises Refusal for NO and BAD; OSError, TooMuch when the connection is done for."""

    def __init__(self, stream: GuardedStream, capabilities: frozenset[str]) -> None:
        self._stream = stream
        self._number = 0
        self.capabilities = capabilities
        self.view = FolderView()

    def run(self, command: bytes, limits: tuple[float, int] = SHORT) -> tuple[list[Pieces], str]:
        """The untagged responses, and the words of the tagged OK."""
        tag = self._begin(command, limits)
        responses: list[Pieces] = []
        while True:
            pieces = self._response()
            words = self._ending(tag, pieces)
            if words is not None:
                return responses, words
            responses.append(pieces)

    def each(self, command: bytes, limits: tuple[float, int]) -> Iterator[Pieces]:
        """The untagged responses as they come. Left before its end, the connection must be closed."""
        tag = self._begin(command, limits)
        while True:
            pieces = self._response()
            if self._ending(tag, pieces) is not None:
                return
            yield pieces

    def each_of(self, commands: Iterable[tuple[bytes, tuple[float, int]]]) -> Iterator[Pieces]:
        """As ``each``, for several commands with their limits whose answers may come in any order (FETCH): the next
        one is on its way while one is answered, so that the line is never idle."""
        coming = iter(commands)
        tags: list[bytes] = []
        while True:
            while len(tags) < _AT_ONCE and (following := next(coming, None)) is not None:
                command, limits = following
                self._stream.allow_more(*limits) if tags else self._stream.allow(*limits)
                tags.append(self._sent(command))
            if not tags:
                return
            pieces = self._response()
            if pieces[0].startswith(b"* "):
                yield pieces
                continue
            answered = next((tag for tag in tags if pieces[0].startswith(tag + b" ")), tags[0])
            if self._ending(answered, pieces) is not None:
                tags.remove(answered)

    def all_of(self, commands: Sequence[bytes], limits: tuple[float, int]) -> tuple[list[Pieces], list[Refusal | None]]:
        """Several in one round trip: all untagged responses, and which commands were refused. A server may end them in
        another order (Dovecot's NOOP waits for its turn)."""
        self._stream.allow(*limits)
        tags = [self._tag() for _ in commands]
        self._stream.write(b"".join(b"%s %s\r\n" % both for both in zip(tags, commands, strict=True)))
        responses: list[Pieces] = []
        ended: dict[bytes, Refusal | None] = {}
        while len(ended) < len(tags):
            pieces = self._response()
            tag = next((tag for tag in tags if pieces[0].startswith(tag + b" ")), tags[0])
            try:
                if self._ending(tag, pieces) is None:
                    responses.append(pieces)
                else:
                    ended[tag] = None
            except Refusal as refusal:
                ended[tag] = refusal
        return responses, [ended[tag] for tag in tags]

    def append(self, target: bytes, message: bytes, limits: tuple[float, int]) -> Appended:
        """APPEND; ``target`` is the folder with the flags. Raises AppendUnknown as soon as the message may
        have reached the server and no complete tagged answer came back; OSError only when it surely did not."""
        self._stream.allow(*limits)
        tag = self._tag()
        head = tag + b" APPEND " + target + b" {%d" % len(message)
        if self._literal_needs_no_leave(len(message)):
            head += b"+}\r\n"
        else:
            self._stream.write(head + b"}\r\n")
            self._await_leave(tag)
            head = b""
        try:
            self._stream.write(head + message + b"\r\n")
            while (words := self._ending(tag, self._response())) is None:
                pass
        except (OSError, TooMuch) as error:
            raise AppendUnknown(str(error)) from error
        place = _APPENDUID.search(words.encode("ascii", "replace"))
        return Appended(int(place[1]), int(place[2])) if place else Appended()

    def idle(self, seconds: float, meanwhile: Callable[[], object] | None = None) -> bool:
        """IDLE until the view changes or the time is over (RFC 2177), then DONE and the tagged OK.
        ``meanwhile`` runs once the server has said that it idles. True when news was pushed."""
        before = self.view.changes
        tag = self._begin(b"IDLE", SHORT)
        self._await_leave(tag)
        if meanwhile:
            meanwhile()
        if self.view.changes == before:
            self.hear(seconds)
        pushed = self.view.changes != before
        self._stream.allow(*SHORT)
        self._stream.write(b"DONE\r\n")
        while self._ending(tag, self._response()) is None:
            pass
        return pushed

    def hear(self, seconds: float) -> None:
        """Without IDLE: some servers tell anyway. Waits until the view changes or the time is over."""
        before = self.view.changes
        deadline = time.monotonic() + seconds
        while self.view.changes == before and self._stream.readable(deadline - time.monotonic()):
            self._stream.allow(*SHORT)
            self._response()

    def _literal_needs_no_leave(self, size: int) -> bool:
        """LITERAL+ and LITERAL- of RFC 7888."""
        if "LITERAL+" in self.capabilities:
            return True
        return size <= _LITERAL_MINUS and bool({"LITERAL-", "IMAP4REV2"} & self.capabilities)

    def _await_leave(self, tag: bytes) -> None:
        while not (pieces := self._response())[0].startswith(b"+"):
            if self._ending(tag, pieces) is not None:
                raise TooMuch("OK before the literal")

    def _tag(self) -> bytes:
        self._number += 1
        return b"S%d" % self._number

    def _begin(self, command: bytes, limits: tuple[float, int]) -> bytes:
        self._stream.allow(*limits)
        return self._sent(command)

    def _sent(self, command: bytes) -> bytes:
        """Its tag."""
        tag = self._tag()
        self._stream.write(tag + b" " + command + b"\r\n")
        return tag

    def _response(self) -> Pieces:
        pieces: list[bytes] = []
        while True:
            line = self._stream.readline().rstrip(b"\r\n")
            pieces.append(line)
            literal = _LITERAL.search(line) if line.endswith(b"}") else None
            if literal is None or _STATUS_LINE.match(pieces[0]):
                break
            pieces.append(self._stream.read(int(literal[1])))
        self._note(pieces[0])
        return tuple(pieces)

    def _note(self, line: bytes) -> None:
        if b" FETCH (" in line[:20] and line[:2] == b"* ":
            self.view.told = True
            return
        self.view.told |= line[:2] == b"* " and line[2:3].isdigit()
        count = _COUNT.match(line)
        if count and count[2].upper() == b"EXISTS":
            if int(count[1]) != self.view.exists:
                self.view.exists = int(count[1])
                self.view.changes += 1
        elif count:
            self._note_removals(1)
        elif gone := _VANISHED.match(line):
            self._note_removals(len(numbers(gone[1])))
        elif line[:5].upper() == b"* BYE":
            raise StreamEnded(line[2:].decode("utf-8", "replace"))

    def _note_removals(self, number: int) -> None:
        self.view.told = True
        self.view.exists -= number
        self.view.changes += 1
        self.view.removals += number

    def _ending(self, tag: bytes, pieces: Pieces) -> str | None:
        line = pieces[0]
        if not line.startswith(tag + b" "):
            if not line.startswith((b"* ", b"+")):
                raise TooMuch(f"not an IMAP response: {line[:80]!r}")
            return None
        status, _, words = line[len(tag) + 1 :].partition(b" ")
        text = words.decode("utf-8", "replace")
        if status.upper() == b"OK":
            return text
        raise Refusal(text)
