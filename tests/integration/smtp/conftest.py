"""A workstation's outgoing adapter in front of a scripted sink."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.secrets.profile import ProfileSecrets
from desktop.adapters.smtp.account import Security, SmtpAccount
from desktop.adapters.smtp.outgoing import SmtpOutgoing
from desktop.ports.clock import Clock
from desktop.ports.outgoing import SendResult
from tests.peers.smtp import Script, SmtpSink, authority_file

INFO = "info@shop.example"
ANNA = "anna@customer.example"
MAIL = b"Subject: One\r\n\r\nBody\r\n"


@dataclass
class Desk:
    sink: SmtpSink
    account: SmtpAccount
    environ: Mapping[str, str]
    profile: Path
    clock: Clock

    def outgoing(self, **changes: str | int) -> SmtpOutgoing:
        """``changes`` to the account, for example another ``host``."""
        secrets = ProfileSecrets(self.profile, self.environ)
        return SmtpOutgoing({INFO: replace(self.account, **changes)}, secrets, self.clock)  # type: ignore[arg-type]

    def send(
        self,
        message: bytes = MAIL,
        to: tuple[str, ...] = (ANNA,),
        sender: str = INFO,
        may: Callable[[], bool] = lambda: True,
        seconds: float = 30.0,
    ) -> SendResult:
        return self.outgoing().transact(INFO, sender, to, message, may, seconds)


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """``open_desk(script, security=..., clock=..., host=..., **environ)``."""
    with ExitStack() as stack:

        def opened(
            script: Script | None = None,
            security: Security = "none",
            clock: Clock | None = None,
            host: str = "127.0.0.1",
            **environ: str,
        ) -> Desk:
            sink = stack.enter_context(SmtpSink(script, security, host))
            authority = authority_file(tmp_path) if security != "none" else None
            account = SmtpAccount(INFO, "info", sink.host, sink.port, security, authority)
            settings = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **environ}
            return Desk(sink, account, settings, tmp_path, clock or SystemClock())

        yield opened
