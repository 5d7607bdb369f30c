"""A process that reads a mailbox for the first time and kills itself in the middle of it.

``python -m tests.integration.intake.importing DATABASE PORT STATEMENTS``: at so many statements to the database, 0 for
never.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.host import ImapMailboxHost
from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.store.connection import Connection
from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine.intake import Intake
from tests.fakes.parser import InProcessParser
from tests.fakes.secrets import FakeSecrets
from tests.peers.dovecot import PASSWORD

ADDRESS = "info@esempio.it"


def import_all(database: Path, port: int, synchronous: str = "FULL") -> None:
    account = ImapAccount(ADDRESS, "info", "127.0.0.1", port, "none")
    store = SqliteStore(database, synchronous=synchronous)
    host = ImapMailboxHost({ADDRESS: account}, FakeSecrets({ADDRESS: PASSWORD}))
    intake = Intake(store, host, InProcessParser(), SystemClock())
    while intake.read(ADDRESS, lambda: True):
        pass
    host.close()
    store.close()


def kill_after(statements: int) -> None:
    left = [statements]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args)

        return run

    for name in ("run", "many", "rows", "one"):
        setattr(Connection, name, counted(getattr(Connection, name)))


if __name__ == "__main__":
    if int(sys.argv[3]):
        kill_after(int(sys.argv[3]))
    import_all(Path(sys.argv[1]), int(sys.argv[2]))
