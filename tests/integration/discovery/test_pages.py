"""A page by HTTPS, from a server that may be anybody's."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from desktop.adapters.discovery.pages import page
from desktop.adapters.web.pictures import WebPictures
from tests.peers.pages import WebServer
from tests.peers.waiting import until

LARGEST = 64 * 1024


def answer(path: str) -> tuple[int, dict[str, str], bytes]:
    if path.startswith("/to/"):
        return 302, {"Location": path.removeprefix("/to/")}, b""
    if path.startswith("/drip-to/"):
        return 302, {"Location": path.removeprefix("/drip-to/")}, b"x" * 500_000
    if path == "/round":
        return 302, {"Location": "/round"}, b""
    bodies = {"/config": b"<x/>", "/large": b"x" * (LARGEST + 1), "/drip": b"x" * 20_000}
    return (200, {}, bodies[path]) if path in bodies else (404, {}, b"not here")


def fetched(web: WebServer, url: str, seconds: float = 5.0) -> bytes:
    return page(url, seconds, LARGEST, ssl.create_default_context(cafile=web.ca_file))


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    with WebServer(tmp_path, answer) as web:
        assert fetched(web, web.url("/config")) == b"<x/>"
        assert fetched(web, web.url("/to/" + web.url("/config"))) == b"<x/>"
        for gone in ("/nothing", "/large", "/round"):
            assert fetched(web, web.url(gone)) == b""
        _, headers = web.asked[0]
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)
        assert "sportello" not in headers["User-Agent"].lower()


def test_what_comes_with_a_redirection_is_not_read(tmp_path: Path) -> None:
    with WebServer(tmp_path, answer) as web, WebServer(tmp_path, answer, plain=True) as plain:
        assert fetched(web, web.url("/drip-to/" + web.url("/config"))) == b"<x/>"
        assert WebPictures().fetch(plain.url("/drip-to//config", scheme="http")) == b"<x/>"
        until(lambda: len(web.hung_up) == len(plain.hung_up) == 1, "nobody reads it")


def test_nothing_leaves_the_encrypted_way(tmp_path: Path) -> None:
    with WebServer(tmp_path, answer) as web, WebServer(tmp_path, answer, plain=True) as plain:
        assert fetched(web, plain.url("/config", scheme="http")) == b""
        assert fetched(web, web.url("/to/" + plain.url("/config", scheme="http"))) == b""
        assert fetched(web, web.url("/to/file:///etc/hostname")) == b""
        assert plain.asked == []


def test_nor_by_a_proxy_that_would_take_plain_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WebServer(tmp_path, lambda path: (200, {}, b"<x/>") if "http:" in path[:6] else answer(path)) as web:
        monkeypatch.setenv("http_proxy", web.url(""))
        assert fetched(web, web.url("/to/http://bottega.example/config")) == b""
        assert [path for path, _ in web.asked] == ["/to/http://bottega.example/config"]


def test_a_certificate_of_nobody_or_for_another_name_is_none(tmp_path: Path) -> None:
    with WebServer(tmp_path, answer) as web:
        assert page(web.url("/config"), 5.0, LARGEST, ssl.create_default_context()) == b""
        assert fetched(web, web.url("/config", host="127.0.0.1")) == b""
        assert web.asked == []


def test_a_server_that_drips_is_left(tmp_path: Path) -> None:
    with WebServer(tmp_path, answer) as web:
        assert fetched(web, web.url("/drip"), 0.3) == b""


@pytest.mark.parametrize("odd", ["https://", "https://ab\x00c/", "https://" + "x" * 300 + ".example/", "ftp://x/"])
def test_odd_addresses_are_nothing(odd: str) -> None:
    assert page(odd, 1.0, LARGEST, ssl.create_default_context()) == b""
