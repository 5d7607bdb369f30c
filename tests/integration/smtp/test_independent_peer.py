"""Against aiosmtpd, which nobody here wrote: the sink could share our own mistakes."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.secrets.profile import ProfileSecrets
from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.outgoing import SmtpOutgoing
from desktop.domain.errors import SportelloError
from desktop.ports.outgoing import Accepted, Rejected, SendResult
from tests.peers.smtp import authority, authority_file

INFO = "info@shop.example"
MAIL = "Subject: Uno\r\n\r\n.punto\r\n.\r\n..due\r\nfine à\r\n".encode()


class Taker:
    def __init__(self) -> None:
        self.taken: list[tuple[str | None, list[str], bytes | str | None]] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 unknown"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"


class OnAnyPort(Controller):
    """aiosmtpd knocks at the port that it was given, which the system has yet to choose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
) -> AuthResult:
    known = (data.login, data.password) == (b"info", "pässword".encode())
    return AuthResult(success=known, handled=False)


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def controller(taker: Taker) -> Iterator[Controller]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert("127.0.0.1").configure_cert(context)
    controller = OnAnyPort(
        taker,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=True,
        authenticator=authenticate,
        auth_required=True,
        enable_SMTPUTF8=True,
    )
    controller.start()
    yield controller
    controller.stop()


def send(controller: Controller, folder: Path, password: str, to: tuple[str, ...]) -> SendResult:
    account = SmtpAccount(INFO, "info", "127.0.0.1", controller.port, "starttls", authority_file(folder))
    secrets = ProfileSecrets(folder, {"SPORTELLO_PASSWORD": password})
    return SmtpOutgoing({INFO: account}, secrets, SystemClock()).transact(INFO, INFO, to, MAIL, lambda: True, 30.0)


def test_a_mail_arrives_unchanged(controller: Controller, taker: Taker, tmp_path: Path) -> None:
    to = ("anna@customer.example", "nicolò@customer.example")
    assert isinstance(send(controller, tmp_path, "pässword", to), Accepted)
    assert taker.taken == [(INFO, list(to), MAIL)]


def test_a_refused_recipient(controller: Controller, taker: Taker, tmp_path: Path) -> None:
    result = send(controller, tmp_path, "pässword", ("anna@customer.example", "nobody@customer.example"))
    assert isinstance(result, Rejected)
    assert (result.code, result.address) == (550, "nobody@customer.example")
    assert taker.taken == []


def test_a_wrong_password(controller: Controller, taker: Taker, tmp_path: Path) -> None:
    with pytest.raises(SportelloError) as refused:
        send(controller, tmp_path, "password", ("anna@customer.example",))
    assert refused.value.code == "smtp-wrong-password"
    assert taker.taken == []
