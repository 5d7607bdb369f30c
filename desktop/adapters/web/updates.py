"""``ports.updates`` over a folder or HTTPS: certificate checked, no way down to plain HTTP, an end in size and time
whatever the server does. Neither cookies nor anything of this computer are sent."""

from __future__ import annotations

import ssl
import stat
import time
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import quote
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

from desktop.domain.errors import Offline, SportelloError

_PIECE = 64 * 1024
_PATIENCE = 10.0
"""Seconds that a server may be silent."""

_LONGEST = 15.0
_A_MEGABYTE_A = 20.0
"""Seconds for a manifest, and for each megabyte more."""

_HTTPS = "https://"
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class FoldersAndWeb:
    """``ca_file`` where the system's authorities are not to be used."""

    def __init__(self, ca_file: str | None = None) -> None:
        self._ca_file = ca_file

    def read(self, place: str, name: str, largest: int) -> bytes:
        if place.lower().startswith(_HTTPS):
            data = self._page(f"{place.rstrip('/')}/{quote(name)}", place, largest)
        elif Path(place).is_absolute():
            data = _file(Path(place) / name, place, largest)
        else:
            raise SportelloError("updates-place-unfit", place=place)
        if len(data) > largest:
            raise SportelloError("update-too-large", limit=max(1, largest // 1024))
        return data

    def _page(self, address: str, place: str, largest: int) -> bytes:
        deadline, found = time.monotonic() + _LONGEST + _A_MEGABYTE_A * (largest >> 20), bytearray()
        try:
            opener = _opener(ssl.create_default_context(cafile=self._ca_file))
            with opener.open(Request(address, headers={"User-Agent": "Mozilla/5.0"}), timeout=_PATIENCE) as answer:
                while len(found) <= largest and (piece := answer.read1(_PIECE)):
                    found += piece
                    if time.monotonic() > deadline:
                        raise TimeoutError("too slow")
        except HTTPError as error:
            if error.code in _GONE:
                raise SportelloError("updates-nothing-there", place=place) from error
            raise Offline("updates-unreachable", place=place, detail=str(error)) from error
        except (HTTPException, OSError, ValueError) as error:
            raise Offline("updates-unreachable", place=place, detail=str(error)) from error
        return bytes(found)


class _Redirects(HTTPRedirectHandler):
    max_redirections = 3

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if not newurl.lower().startswith(_HTTPS):
            raise OSError("sent on to a page that is not encrypted")
        fp.close()  # or the answer that sends us on would be read to its end, if it has one
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _file(path: Path, place: str, largest: int) -> bytes:
    """Regular ones only: a device never ends, a pipe waits for a writer who may never come."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SportelloError("updates-nothing-there", place=place)
        with path.open("rb") as file:
            return file.read(largest + 1)
    except FileNotFoundError as error:
        if Path(place).is_dir():
            raise SportelloError("updates-nothing-there", place=place) from error
        raise Offline("updates-unreachable", place=place, detail=error.strerror or str(error)) from error
    except (OSError, ValueError) as error:
        raise Offline("updates-unreachable", place=place, detail=str(error)) from error


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
