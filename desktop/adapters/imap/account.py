"""Where a mailbox lives and how it may be spoken to."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class ImapAccount:
    address: str
    """The mailbox's mail address, as in the settings."""
    user: str
    """Login name."""
    host: str
    port: int
    security: Security = "tls"
    """``none`` only for this machine itself: a name or an address of the loopback interface."""
    budget: int = 3
    """Connections that this workstation may hold at once for everything but the journal; set by the probe."""
    ca_file: str | None = None
    """PEM file of the authorities to trust instead of the system's."""
    by_token: bool = False
    """Whether what opens it is a token and no password."""

    def is_local(self) -> bool:
        """Whether ``host`` can only mean this machine."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
