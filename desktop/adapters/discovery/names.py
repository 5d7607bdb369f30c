"""DNS. An empty answer means that there is nothing; OSError, that nobody answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.ports.discovery import Service


class Names:
    """``servers`` and ``port`` where the system's own are not to be asked."""

    def __init__(self, seconds: float, servers: Sequence[str] = (), port: int = 53) -> None:
        self._seconds = seconds
        self._servers = list(servers)
        self._port = port

    def exchangers(self, domain: str) -> tuple[str, ...]:
        """A lone "." says that the domain takes no mail (RFC 7505)."""
        found = sorted(self._records(domain, "MX"), key=lambda one: (one.preference, str(one.exchange)))
        return tuple(name for one in found if (name := _name(one.exchange)))

    def keepers(self, domain: str) -> tuple[str, ...]:
        return tuple(sorted(_name(one.target) for one in self._records(domain, "NS")))

    def services(self, name: str) -> tuple[Service, ...]:
        found = sorted(self._records(name, "SRV"), key=lambda one: (one.priority, -one.weight))
        return tuple(Service(host, one.port) for one in found if (host := _name(one.target)))

    def _records(self, name: str, kind: str) -> list[Any]:
        from dns import exception, resolver  # a tenth of a second to import

        try:
            ask = resolver.Resolver(configure=not self._servers)
            if self._servers:
                ask.nameservers, ask.port = list(self._servers), self._port
            return list(ask.resolve(name, kind, lifetime=self._seconds, search=False))
        except (resolver.NXDOMAIN, resolver.NoAnswer):
            return []
        except (exception.DNSException, ValueError) as error:
            raise OSError(str(error)) from error


def _name(found: Any) -> str:
    return str(found.to_text(omit_final_dot=True)).strip(".").lower()
