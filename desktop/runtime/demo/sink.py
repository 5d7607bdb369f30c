"""The demo's SMTP server: it takes every mail, delivers none, and keeps what it took as evidence."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail that the server took, whether its 250 came back to the sender or was lost on the way."""

    sender: str
    """The envelope's; empty for a bounce."""
    recipients: tuple[str, ...]
    message_id: str
    in_reply_to: str
    """With its angle brackets; empty for a mail that answers none."""
    references: tuple[str, ...]
    """The thread's Message-IDs, with their angle brackets, oldest first."""
    raw: bytes
    """The whole message, CRLF line ends."""


class Sink:
    """Lives in one asyncio loop."""

    def __init__(self, user: str, password: str) -> None:
        self._login = (user.encode(), password.encode())
        self._delivered: tuple[Delivery, ...] = ()
        self._server: asyncio.Server | None = None
        self.loses_replies = False
        """Whether the line breaks between the final dot and the reply: the mail is taken, the sender never hears."""

    @property
    def delivered(self) -> tuple[Delivery, ...]:
        """In the order of acceptance; may be read from any thread."""
        return self._delivered

    async def start(self) -> int:
        """Listens on 127.0.0.1 and returns the port that the system chose."""
        from aiosmtpd.smtp import SMTP

        # It warns of an own attribute that it sets itself, once a login, on the terminal that the tour plays on.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        hooks = SimpleNamespace(handle_MAIL=self._begin, handle_DATA=self._accept)

        def connection() -> SMTP:
            # Plain text: the servers listen on loopback only. Naming the host saves a look-up.
            return SMTP(
                hooks, hostname="localhost", ident="Bottega Lume", auth_require_tls=False, loop=loop,
                authenticator=self._authenticate,
            )  # fmt: skip

        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(connection, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        from aiosmtpd.smtp import AuthResult, LoginPassword

        known = isinstance(data, LoginPassword) and (data.login, data.password) == self._login
        return AuthResult(success=known, handled=False)

    async def _begin(
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def _accept(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        headers = BytesHeaderParser().parsebytes(raw)
        delivery = Delivery(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            message_id=str(headers.get("Message-ID", "")).strip(),
            in_reply_to=str(headers.get("In-Reply-To", "")).strip(),
            references=tuple(str(headers.get("References", "")).split()),
            raw=raw,
        )
        self._delivered = (*self._delivered, delivery)
        if self.loses_replies and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return f"250 2.0.0 Taken as number {len(self._delivered)}"
