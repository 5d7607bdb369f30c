"""A web server on loopback, by HTTPS under a certificate of a CA of its own, or plain."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

import trustme


class WebServer:
    """``answer``: status, headers and body for a path."""

    def __init__(
        self, folder: Path, answer: Callable[[str], tuple[int, dict[str, str], bytes]], *, plain: bool = False
    ) -> None:
        self.closing = threading.Event()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.hung_up: list[str] = []
        """Paths of which the client did not take the whole."""
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for start in range(0, len(body), 1024):
                        self.wfile.write(body[start : start + 1024])
                        if "drip" in self.path:
                            web.closing.wait(0.05)
                except OSError:
                    web.hung_up.append(self.path)

            def log_message(self, *_: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A client that does not believe the certificate goes away."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        authority = trustme.CA()
        self.ca_file = str(folder / f"ca-{self.port}.pem")
        authority.cert_pem.write_to_path(self.ca_file)
        if not plain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("localhost").configure_cert(context)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> WebServer:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def url(self, path: str, host: str = "localhost", scheme: str = "https") -> str:
        return f"{scheme}://{host}:{self.port}{path}"
