"""The parser without its child process. One mail is read by every workstation: read once, remembered by its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.adapters.parsing.child import parse
from desktop.mime.mail import Page
from desktop.mime.reading import read_page
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import FILES, Parsed


class InProcessParser:
    """Implements ``ports.parser.MailParser``."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, int], Parsed] = {}

    def parse(self, raw: bytes, files: int = FILES) -> Parsed:
        parsed = self._known.get((raw, files))
        if parsed is None:
            parsed = self._known[raw, files] = parse(raw, files)
        return parsed

    def page(self, raw: bytes) -> Page | None:
        return read_page(raw)

    def parse_all(self, mails: Iterable[RawMail], files: int = FILES) -> Iterator[tuple[RawMail, Parsed]]:
        for mail in mails:
            yield mail, self.parse(mail.raw, files)

    def close(self) -> None:
        """Nothing is open."""
