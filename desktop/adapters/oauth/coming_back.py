"""Where the browser comes back to: one address on this computer's loopback interface, for as long as a person signs in
(RFC 8252, 7.3). Whoever else knocks is sent away; a browser that connects ahead and says nothing holds nobody up."""

from __future__ import annotations

import html
import queue
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from desktop.domain.errors import SportelloError
from desktop.ports.signing_in import GivenUp

_BEAT = 0.1
"""Seconds between two looks whether a person has given it up."""
_SILENCE = 10.0
_LONGEST = 16 * 1024
"""Characters of what is brought: a code has some hundred."""
_PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Sportello</title></head>
<body style="font-family: sans-serif; margin: 15vh auto; max-width: 32em; text-align: center"><h1>Sportello</h1>
<p>{words}</p></body></html>"""


class ComingBack:
    """Implements ``ports.signing_in.Return``. Listens from now on; ``close`` it."""

    def __init__(self, host: str, state: str, words: Callable[[bool], str]) -> None:
        self._words = words
        self._state = state
        self._brought: queue.SimpleQueue[Mapping[str, str]] = queue.SimpleQueue()
        try:
            self._server = _Server(self)
        except OSError as error:
            raise SportelloError("sign-in-no-port", detail=str(error)) from error
        self.address = f"http://{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_BEAT,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float, given_up: GivenUp) -> Mapping[str, str] | None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not given_up():
            try:
                return self._brought.get(timeout=_BEAT)
            except queue.Empty:
                continue
        return None

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, path: str) -> str | None:
        """The page for who asks for a path; None when it is not for us."""
        parts = urlsplit(path)
        if parts.path not in ("", "/") or len(path) > _LONGEST:
            return None
        brought = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not secrets.compare_digest(brought.pop("state", "").encode(), self._state.encode()):
            return None
        self._brought.put(brought)
        return _PAGE.format(words=html.escape(self._words("code" in brought)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, back: ComingBack) -> None:
        self.back = back
        super().__init__(("127.0.0.1", 0), _Caller)

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle."""


class _Caller(BaseHTTPRequestHandler):
    timeout = _SILENCE
    server: _Server

    def do_GET(self) -> None:
        page = self.server.back.take(self.path)
        body = (page or "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """What is brought is a secret."""
