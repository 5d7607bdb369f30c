"""``ports.signing_in.Pages``: certificate checked, no way down to plain HTTP but on this computer, no redirection, an
end in size and time whatever the server does. Neither cookies nor the name of this program are sent."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from desktop.domain.errors import Offline, SportelloError
from desktop.domain.signing_in import is_here, may_be_asked
from desktop.ports.signing_in import Answer, GivenUp, Return

SECONDS = 20.0
LARGEST = 64 * 1024
_SILENCE = 5.0
"""Seconds that a server may say nothing; between two of them it is asked whether it was given up."""
_PIECE = 8 * 1024


class WebPages:
    """``words``: what the page says to which the browser comes back, after signing in and after a refusal."""

    def __init__(self, words: Callable[[bool], str], ca_file: str | None = None) -> None:
        self._words = words
        self._ca_file = ca_file

    def post(self, page: str, fields: Mapping[str, str], given_up: GivenUp = lambda: False) -> Answer:
        host = urlsplit(page).hostname or ""
        if not may_be_asked(page):
            raise SportelloError("sign-in-misbehaves", host=host, provider=host, detail="no HTTPS")
        headers = {"User-Agent": "Mozilla/5.0", "Accept": "application/json"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = Request(page, urlencode(fields).encode("ascii"), headers)
        try:
            with _closed(self._opener(here=is_here(host)).open(request, timeout=_SILENCE)) as answer:
                body = _read(answer, given_up)
                status = answer.status
        except (HTTPException, OSError) as error:
            raise Offline("sign-in-unreachable", host=host, detail=str(error)) from error
        return Answer(status, _document(body, status, host))

    @contextmanager
    def coming_back(self, host: str, state: str) -> Iterator[Return]:
        # Only now: no other command has to pay 10 ms for a web server.
        from desktop.adapters.oauth.coming_back import ComingBack

        back = ComingBack(host, state, self._words)
        try:
            yield back
        finally:
            back.close()

    def _opener(self, *, here: bool) -> OpenerDirector:
        """Without redirections, files and FTP; every status is an answer."""
        opener = OpenerDirector()
        secure = HTTPSHandler(context=ssl.create_default_context(cafile=self._ca_file))
        for handler in (ProxyHandler({} if here else None), HTTPHandler(), secure, UnknownHandler()):
            opener.add_handler(handler)
        return opener


@contextmanager
def _closed(answer: object) -> Iterator[HTTPResponse]:
    assert isinstance(answer, HTTPResponse)
    with answer:
        yield answer


def _read(answer: HTTPResponse, given_up: GivenUp) -> bytes:
    deadline, found = time.monotonic() + SECONDS, bytearray()
    while piece := answer.read1(_PIECE):
        found += piece
        if len(found) > LARGEST or time.monotonic() > deadline or given_up():
            raise OSError("too much, or too slow")
    return bytes(found)


def _document(body: bytes, status: int, host: str) -> Mapping[str, object]:
    """A refusal may come without one: what stands in the way of the answer, a proxy say, speaks HTML."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        if status != 200:
            return {}
        raise SportelloError("sign-in-misbehaves", host=host, provider=host, detail="no JSON") from error
    return found if isinstance(found, dict) else {}
