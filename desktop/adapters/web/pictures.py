"""``ports.pictures`` over HTTP: no cookies, no name of this program, nothing but http and https, and an end in size and
time whatever the server does."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import IO, Any
from urllib.error import URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

_LARGEST = 8 * 1024 * 1024
_PIECE = 64 * 1024
_PATIENCE = 5.0
"""Seconds that a server may be silent."""
_LONGEST = 15.0
"""Seconds for one picture."""


class WebPictures:
    def fetch(self, address: str) -> bytes:
        if not address.lower().startswith(("http://", "https://")):
            return b""
        try:
            return _read(address)
        except (HTTPException, OSError, URLError, ValueError):
            return b""


class _Redirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        fp.close()  # or the answer that sends us on would be read to its end, if it has one
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(address: str) -> bytes:
    request = Request(address, headers={"User-Agent": "Mozilla/5.0", "Accept": "image/*"})
    deadline, found = time.monotonic() + _LONGEST, bytearray()
    with _opener().open(request, timeout=_PATIENCE) as answer:
        while piece := answer.read1(_PIECE):
            found += piece
            if len(found) > _LARGEST or time.monotonic() > deadline:
                return b""
    return bytes(found)


def _opener() -> OpenerDirector:
    """Without the handlers of files and FTP, to which a server could send on."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        _Redirects(),
        HTTPErrorProcessor(),
        UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
