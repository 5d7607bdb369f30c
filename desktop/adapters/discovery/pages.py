"""One page by HTTPS: certificate checked, no way down to plain HTTP, an end in size and time whatever the server does.
Neither cookies nor the name of this program are sent."""

from __future__ import annotations

import ssl
import time
from http.client import HTTPException
from typing import IO, Any
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

_PIECE = 16 * 1024
_REDIRECTIONS = 3


class _Redirects(HTTPRedirectHandler):
    max_redirections = _REDIRECTIONS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if not newurl.lower().startswith("https://"):
            raise OSError("sent on to a page that is not encrypted")
        fp.close()  # or the answer that sends us on would be read to its end, if it has one
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def page(address: str, seconds: float, largest: int, context: ssl.SSLContext) -> bytes:
    """Empty where there is none, or none that may be taken."""
    if not address.lower().startswith("https://"):
        return b""
    deadline, found = time.monotonic() + seconds, bytearray()
    request = Request(address, headers={"User-Agent": "Mozilla/5.0", "Accept": "text/xml, application/xml"})
    try:
        with _opener(context).open(request, timeout=seconds) as answer:
            while piece := answer.read1(_PIECE):
                found += piece
                if len(found) > largest or time.monotonic() > deadline:
                    return b""
    except (HTTPException, OSError, ValueError):
        return b""
    return bytes(found)


def _opener(context: ssl.SSLContext) -> OpenerDirector:
    """Without the handlers of plain HTTP, files and FTP."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPSHandler(context=context),
        HTTPDefaultErrorHandler(),
        _Redirects(),
        HTTPErrorProcessor(),
        UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
