"""pymap, an IMAP server in pure Python, as a child process on a loopback port of its own; mails in memory.

The child is this file run as a script. It ends with its standard input, so it never outlives its parent;
``close`` kills it by its id, because pymap ignores SIGTERM for minutes while a client is connected.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.adapters.imap.account import ImapAccount

PASSWORD = "segreto-di-prova"


class Pymap:
    """Started by the constructor; ``close`` it."""

    def __init__(self, users: int = 300) -> None:
        """Users ``casella1`` to ``casella<users>``, all with ``PASSWORD``."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, str(users)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("pymap did not start")
        self.port = int(line)

    def __enter__(self) -> Pymap:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def account(self, user: str = "casella1") -> ImapAccount:
        from desktop.adapters.imap.account import ImapAccount

        return ImapAccount(f"{user}@esempio.it", user, "127.0.0.1", self.port, "none")

    def set_password(self, user: str, password: str) -> None:
        """Every user is there already."""
        assert password == PASSWORD
        assert user.startswith("casella")

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


async def _serve(users: int) -> None:
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import DictBackend, Identity
    from pymap.imap import IMAPServer
    from pymap.user import Passwords, UserMetadata
    from pysasl.hashing import Cleartext

    # The greeting names the host; looking it up waits for a name server that may not be there.
    os.environ["FQDN"] = "localhost"
    arguments = Namespace(
        host="127.0.0.1", port=0, debug=False, cert=None, key=None, tls=False, proxy_protocol=None,
        passlib_cfg=None, demo_data=False, demo_user="casella0", demo_password=PASSWORD,
    )  # fmt: skip
    backend, config = await DictBackend.init(arguments, hash_context=Cleartext())
    config.apply_context()
    hashed = await Passwords(config).hash_password(PASSWORD)
    for number in range(1, users + 1):
        name = f"casella{number}"
        await Identity(name, backend.login, None, set()).set(UserMetadata(config, name, password=hashed))
    clients = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(clients, "127.0.0.1", 0)
    async with server:
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - read by the parent
        await server.serve_forever()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asyncio.run(_serve(int(sys.argv[1])))
