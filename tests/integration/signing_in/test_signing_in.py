"""Signing in by a provider's page end to end: what a person meets, and what servers and strangers may do in between."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from desktop.adapters.oauth import pages
from desktop.adapters.oauth.coming_back import ComingBack
from desktop.adapters.oauth.pages import WebPages
from desktop.domain.errors import Offline, SportelloError
from desktop.engine import tokens
from desktop.engine.signing_in import Shown, challenge
from desktop.runtime.compose import Profile, opened
from tests.integration.cli.shop import mail
from tests.integration.signing_in.scenario import Office, at_work, play
from tests.peers.pages import WebServer
from tests.peers.smtp import Script
from tests.peers.waiting import until

pytestmark = pytest.mark.usefixtures("_once_a_process")


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with at_work(tmp_path_factory.mktemp("bottega")) as office:
        yield office


@pytest.fixture
def office(_office: Office) -> Iterator[Office]:
    """The same servers, another mailbox."""
    _office.provider.asked.clear()
    _office.person.opened.clear()
    yield Office(_office.provider, _office.dovecot, _office.sink, _office.folder)
    _office.provider.down, _office.provider.denies = False, False
    _office.provider.rotates, _office.provider.long, _office.provider.slow = False, 0, 0


def test_the_whole_course(office: Office) -> None:
    told: list[str] = []
    play(office, told.append)
    assert len(told) == 9


def test_the_mechanism_of_the_standard_too(tmp_path: Path) -> None:
    with at_work(tmp_path, "oauthbearer") as office:
        office.sink.script = Script(auth="OAUTHBEARER", bears=office.sink.script.bears)
        anna = office.begins()
        office.shop.deliver(mail("Con OAUTHBEARER", to=office.shop.address))
        assert office.does(anna, "sync", "--once").code == 0
        assert anna.reply(anna.reference("Con OAUTHBEARER"), "Sì.").code == 0
        assert len(office.sink.accepted) == 1


def test_a_colleague_joins_by_the_page_and_no_password_is_asked_for(office: Office) -> None:
    anna = office.begins()
    file = str(office.folder / f"{office.shop.user}.sportello")
    assert office.does(anna, "team", "invite", "--out", file).code == 0
    bruno = office.station("Bruno")
    wallet_of_another = patch.dict("tests.fakes.wallet.MemoryWallet.entries", clear=True)
    with wallet_of_another:
        ran = office.does(bruno, "team", "join", file, "--agent", "Bruno")
        assert ran.code == 0, ran
        assert office.grants().count("authorization_code") == 2
        assert office.does(bruno, "sync", "--once").code == 0


def test_a_token_that_a_server_refuses_is_renewed_before_anybody_hears_of_it(office: Office) -> None:
    with profile_of(office) as profile:
        address = office.shop.address
        with patch.object(tokens, "FRESH", -1.0):
            profile.place(address).folders()
            for act in (lambda: profile.place(address).folders(), lambda: profile.outgoing.check(address)):
                asked = office.grants().count("refresh_token")
                office.provider.forget_access()
                act()
                assert office.grants().count("refresh_token") == asked + 1


def test_a_fresh_token_that_is_refused_is_shown_once(office: Office) -> None:
    """No permission for the mailbox, say: renewing would not help, and asking again and again neither."""
    with profile_of(office) as profile:
        address = office.shop.address
        office.provider.person = "somebody-else"
        profile.tokens.sign_in(address, follow(office), lambda: False)
        with pytest.raises(SportelloError, match="token-refused") as refused:
            profile.place(address).folders()
        assert refused.value.facts["address"] == address
        office.provider.access.clear()  # who asked once more would hear something else
        asked = len(office.provider.asked)
        with pytest.raises(SportelloError, match="token-refused"):
            profile.place(address).folders()
        assert len(office.provider.asked) == asked
        with pytest.raises(SportelloError, match="token-refused"):
            profile.outgoing.check(address)


def test_a_server_that_cannot_ask_the_provider_says_nothing_about_the_token(office: Office) -> None:
    """Dovecot's UNAVAILABLE: neither a wrong password nor a reason to sign in again."""
    with profile_of(office) as profile:
        address = office.shop.address
        profile.place(address).folders()
        office.provider.down = True
        with pytest.raises(Offline, match="token-unavailable"):
            profile.place(address).folders()
        office.provider.down = False
        profile.place(address).folders()


def test_a_provider_that_is_away_is_no_revoked_consent(office: Office) -> None:
    with profile_of(office) as profile:
        office.provider.down = True
        with pytest.raises(Offline, match="sign-in-unreachable"):
            profile.tokens.password(office.shop.address)
        office.provider.down = False
        assert profile.tokens.password(office.shop.address)


def test_long_tokens_that_hold_once_are_kept_in_pieces(office: Office) -> None:
    office.provider.rotates, office.provider.long = True, 2500
    with profile_of(office) as profile:
        first = profile.tokens.password(office.shop.address)
    with opened(profile.path, profile.environ) as again:
        assert again.tokens.password(office.shop.address) != first
    assert len(office.provider.refresh) >= 1


def test_a_person_who_says_no(office: Office) -> None:
    with profile_of(office) as profile:
        office.provider.denies = True
        with pytest.raises(SportelloError, match="sign-in-denied"):
            profile.tokens.sign_in(office.shop.address, follow(office), lambda: False)
    until(lambda: "You have not signed in" in office.person.read[-1], "the page in the browser says so too")


def test_a_code_on_another_device_waits_for_its_person(office: Office) -> None:
    office.provider.slow = 1
    waited: list[float] = []
    with profile_of(office) as profile, patch.object(profile.tokens._signing_in, "_pause", waited.append):
        profile.tokens.sign_in(office.shop.address, follow(office), lambda: False, by_code=True)
    assert waited == [1.0, 6.0]


def test_nobody_comes_back(office: Office) -> None:
    """Given up while the page is open; strangers who knock meanwhile are sent away."""
    given_up = threading.Event()

    def knock(shown: Shown) -> None:
        port = int(shown.page.partition("127.0.0.1%3A")[2].partition("&")[0])
        for path in ("/", "/?code=x", "/?code=x&state=falso", "/favicon.ico", "/?" + "a" * 20_000):
            with pytest.raises(urllib.error.HTTPError, match=r"40|41"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5)
        given_up.set()

    with profile_of(office) as profile, pytest.raises(SportelloError, match="sign-in-timeout"):
        profile.tokens.sign_in(office.shop.address, knock, given_up.is_set)


def test_a_browser_that_connects_ahead_and_says_nothing_holds_nobody_up() -> None:
    back = ComingBack("127.0.0.1", "s", str)
    try:
        port = int(back.address.rpartition(":")[2])
        silent = http.client.HTTPConnection("127.0.0.1", port)
        silent.connect()
        bringing = threading.Thread(
            target=lambda: urllib.request.urlopen(f"{back.address}/?code=c&state=s", timeout=5).close()
        )
        bringing.start()
        assert back.wait(5, lambda: False) == {"code": "c"}
        bringing.join()
        silent.close()
    finally:
        back.close()


def test_the_challenge_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b"<html>", "sign-in-misbehaves"),
        (200, b'{"a": "' + b"x" * 70_000 + b'"}', "sign-in-unreachable"),
        (302, b"", ""),
        (400, b"<html>proxy</html>", ""),
    ],
)
def test_what_is_no_answer(tmp_path: Path, status: int, body: bytes, code: str) -> None:
    """A redirection is not followed: what was asked with a secret goes to nobody else."""
    with Posted(tmp_path, status, body) as web:
        asked = WebPages(str, web.ca_file)
        if code:
            with pytest.raises(SportelloError, match=code):
                asked.post(web.url("/token"), {"refresh_token": "r"})
        else:
            assert asked.post(web.url("/token"), {"refresh_token": "r"}) == (pages.Answer(status, {}))


def test_only_encrypted_and_only_to_who_it_says(tmp_path: Path) -> None:
    with pytest.raises(SportelloError, match="sign-in-misbehaves"):
        WebPages(str).post("http://accounts.example/token", {})
    with Posted(tmp_path, 200, b"{}") as web:
        with pytest.raises(Offline, match="sign-in-unreachable"):
            WebPages(str).post(web.url("/token"), {})  # under a certificate that nobody vouches for
        with pytest.raises(Offline, match="sign-in-unreachable"):
            WebPages(str, web.ca_file).post(web.url("/token", host="127.0.0.1"), {})


def test_a_provider_that_drips_has_an_end(tmp_path: Path) -> None:
    slow = pytest.raises(Offline, match="too slow")
    with Posted(tmp_path, 200, b"{" * 60_000) as web, patch.object(pages, "SECONDS", 0.2), slow:
        WebPages(str, web.ca_file).post(web.url("/drip"), {})


class Posted(WebServer):
    """Answers every POST the same."""

    def __init__(self, folder: Path, status: int, body: bytes) -> None:
        answer: Callable[[str], Any] = lambda _: (status, {"Location": "https://localhost:1/"}, body)  # noqa: E731
        super().__init__(folder, answer)
        handler = self._server.RequestHandlerClass
        handler.do_POST = handler.do_GET  # type: ignore[attr-defined]


def follow(office: Office) -> Callable[[Shown], None]:
    """The person, who takes their time."""

    def show(shown: Shown) -> None:
        threading.Thread(target=office.person.follow, args=(shown.page, shown.code)).start()

    return show


class profile_of:  # noqa: N801 - reads as a function
    """Of a workstation that has signed in, opened."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __enter__(self) -> Profile:
        station = self._office.begins()
        self._office.provider.asked.clear()
        self._opened = opened(station.profile, station.surroundings())
        return self._opened.__enter__()

    def __exit__(self, *about: Any) -> None:
        self._opened.__exit__(*about)
