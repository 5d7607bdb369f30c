"""Contents of files, each once, whoever refers to it: a mail's attachments that are kept here, files of drafts."""

from __future__ import annotations

from typing import Protocol


class Contents(Protocol):
    def keep(self, slot: str, part: str, content: bytes) -> None:
        """An attachment of a stored mail; from now on it needs no mailbox. Written in pieces, each a short
        transaction: other lanes never wait for a film."""
        ...

    def get(self, slot: str, part: str) -> bytes | None:
        """None when it is not kept here."""
        ...

    def kept(self, slot: str) -> frozenset[str]:
        """The parts of a mail that are kept here."""
        ...
