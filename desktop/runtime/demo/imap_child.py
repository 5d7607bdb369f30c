"""The demo's IMAP server, in a process of its own: pymap with one mailbox, in memory, on loopback.

Started by ``desktop.runtime.demo.servers`` as a bare script, so it imports nothing of the program. On standard
input: the user, a line, the password, a line; then it prints the port that the system gave it, and serves until
standard input ends, which is also what happens when its parent dies. It then leaves at once: pymap's own orderly
end waits for clients (measured with 0.36: SIGTERM is not obeyed for minutes while one is connected).
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from argparse import Namespace


async def serve(user: str, password: str) -> None:
    """Listens on 127.0.0.1 and prints the port when clients can come; never returns."""
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import DictBackend
    from pymap.imap import IMAPServer
    from pysasl.hashing import Cleartext

    # The greeting names the host; looking it up waits for a name server that may not be there.
    os.environ["FQDN"] = "localhost"
    arguments = Namespace(
        host="127.0.0.1", port=0, debug=False, cert=None, key=None, tls=False, proxy_protocol=None,
        passlib_cfg=None, demo_data=False, demo_user=user, demo_password=password,
    )  # fmt: skip
    # Hundreds of logins of short-lived command lines: the usual key stretching would be most of the tour's time.
    backend, config = await DictBackend.init(arguments, hash_context=Cleartext())
    config.apply_context()
    clients = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(clients, "127.0.0.1", 0)
    async with server:
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        await server.serve_forever()


def main() -> None:
    user, password = (sys.stdin.readline().rstrip("\r\n") for _ in range(2))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asyncio.run(serve(user, password))


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
