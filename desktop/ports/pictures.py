"""Pictures that a mail shows from elsewhere. Whoever fetches one tells its sender that the mail was read: by a person's
word only."""

from __future__ import annotations

from typing import Protocol


class Pictures(Protocol):
    def fetch(self, address: str) -> bytes:
        """Its octets, empty when it cannot be had: a picture that is missing is no trouble. Takes seconds at most."""
        ...
