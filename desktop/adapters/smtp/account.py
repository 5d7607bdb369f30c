"""A mailbox's submission server as it was set up."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    address: str
    """Names the mailbox and its password; the sender of a transaction may differ."""
    user: str
    """The login; empty means that the server wants none."""
    host: str
    port: int
    security: Security
    """tls: from the first octet (465); starttls: required after EHLO (587); none: only on loopback."""
    ca_file: str | None = None
    """A PEM file of the only authorities to trust, in place of the system's."""
    by_token: bool = False
    """Whether what opens it is a token and no password."""

    def on_loopback(self) -> bool:
        """By its name alone: ``localhost`` or a loopback address, so that no look-up can be led astray."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"
