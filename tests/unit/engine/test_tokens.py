"""Tokens in front of passwords: which one opens which mailbox, when it is renewed, and what it is never shown to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest

from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import client_of, may_be_asked, merged, name_of
from desktop.engine.signing_in import SigningIn
from desktop.engine.tokens import MailboxTokens, _place
from desktop.ports.signing_in import Answer, GivenUp
from tests.fakes.clock import FakeClock
from tests.fakes.entropy import SeededEntropy
from tests.fakes.secrets import FakeSecrets

SHARED = {
    "imap_host": "outlook.office365.com",
    "smtp_host": "smtp.office365.com",
    "sign_in": "microsoft",
    "client_id": "c",
}
INFO, ORDERS, OWN = "info@bottega.example", "ordini@bottega.example", "privata@altrove.example"


def own(authorize: str, token: str) -> dict[str, str | int]:
    return {"sign_in": "own", "authorize_url": authorize, "token_url": token}


@dataclass
class FakePages:
    """A provider that answers what it is told to; each refresh gives another token."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def post(self, page: str, fields: Mapping[str, str], given_up: GivenUp = lambda: False) -> Answer:
        assert not given_up()
        self.asked.append((page, fields))
        usual = {"access_token": f"t{len(self.asked)}", "token_type": "Bearer", "expires_in": "3600", **self.more}
        return self.answers.get(fields.get("refresh_token", ""), Answer(200, usual))

    @contextmanager
    def coming_back(self, host: str, state: str) -> Iterator[NoReturn]:
        raise AssertionError(host + state)
        yield


@dataclass
class Kept:
    tokens: dict[str, str] = field(default_factory=dict)
    locked: bool = False

    def get(self, name: str) -> str | None:
        if self.locked:
            raise SportelloError("keyring-locked")
        return self.tokens.get(name)

    def put(self, name: str, token: str) -> bool:
        self.tokens[name] = token
        return True


@dataclass
class Mailboxes:
    settings: dict[str, dict[str, str | int]]
    pages: FakePages = field(default_factory=FakePages)
    kept: Kept = field(default_factory=Kept)
    now: float = 1000.0

    def __post_init__(self) -> None:
        clock = FakeClock(lambda: self.now)
        signing_in = SigningIn(self.pages, clock, SeededEntropy("x"), lambda _: None)
        self.tokens = MailboxTokens(FakeSecrets({OWN: "segreta"}), self.kept, lambda: self.settings, signing_in, clock)

    def signs_in(self, address: str, refresh: str) -> None:
        """Somebody has, in whichever process."""
        client = self.tokens.client(address)
        assert client is not None
        self.kept.put(_place(address, client), refresh)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(SportelloError) as refused:
        act()
    return refused.value.code


def test_one_person_opens_every_shared_mailbox_and_passwords_stay_passwords() -> None:
    one = Mailboxes({INFO: dict(SHARED), ORDERS: dict(SHARED), OWN: {}})
    assert code_of(lambda: one.tokens.password(ORDERS)) == "no-sign-in"
    one.signs_in(INFO, "r")
    assert one.tokens.password(ORDERS) == one.tokens.password(INFO) == "t1"
    assert one.tokens.password(OWN) == "segreta"
    one.settings[ORDERS]["client_id"] = "another"
    assert code_of(lambda: one.tokens.password(ORDERS)) == "no-sign-in"


@pytest.mark.parametrize("change", [{"client_id": "another"}, {"tenant": "altrove.example"}])
def test_what_was_given_to_one_client_is_shown_to_no_other_page(change: dict[str, str | int]) -> None:
    """Whoever changes a mailbox's settings leads nobody's token elsewhere."""
    one = Mailboxes({INFO: dict(SHARED)})
    one.signs_in(INFO, "r")
    one.settings[INFO] |= change
    assert code_of(lambda: one.tokens.password(INFO)) == "no-sign-in"
    assert one.pages.asked == []


def test_each_account_of_google_is_its_own() -> None:
    google = {"imap_host": "imap.gmail.com", "smtp_host": "smtp.gmail.com", "sign_in": "google", "client_id": "c"}
    one = Mailboxes({INFO: dict(google), ORDERS: dict(google)})
    one.signs_in(INFO, "r")
    assert one.tokens.password(INFO) == "t1"
    assert code_of(lambda: one.tokens.password(ORDERS)) == "no-sign-in"


def test_renewed_before_it_ends_and_never_asked_for_twice() -> None:
    one = Mailboxes({INFO: dict(SHARED)})
    one.signs_in(INFO, "r")
    assert [one.tokens.password(INFO) for _ in range(3)] == ["t1"] * 3
    one.now += 3600 - 121
    assert one.tokens.password(INFO) == "t1"
    one.now += 2
    assert one.tokens.password(INFO) == "t2"


def test_a_consent_that_is_gone_is_asked_about_once_until_a_person_says_again() -> None:
    one = Mailboxes({INFO: dict(SHARED)})
    one.signs_in(INFO, "r")
    one.pages.answers["r"] = Answer(400, {"error": "invalid_grant"})
    assert [code_of(lambda: one.tokens.password(INFO)) for _ in range(3)] == ["sign-in-revoked"] * 3
    assert len(one.pages.asked) == 1
    one.tokens.try_again()
    assert code_of(lambda: one.tokens.password(INFO)) == "sign-in-revoked"
    one.signs_in(INFO, "r2")  # another process has signed in
    assert one.tokens.password(INFO) == "t3"


def test_a_locked_keyring_asks_for_signing_in_and_for_nothing_else() -> None:
    one = Mailboxes({INFO: dict(SHARED)})
    one.kept.locked = True
    assert code_of(lambda: one.tokens.password(INFO)) == "sign-in-locked"


@pytest.mark.parametrize("token", ["", "a b", "a\r\nb", "ù", "x" * 20_000, None, 7])
def test_a_token_that_no_server_should_see(token: object) -> None:
    one = Mailboxes({INFO: dict(SHARED)})
    one.signs_in(INFO, "r")
    one.pages.more["access_token"] = token
    assert code_of(lambda: one.tokens.password(INFO)) == "sign-in-misbehaves"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"imap_host": "imap.altrove.example"}, "sign-in-elsewhere"),
        ({"smtp_host": "office365.com.altrove.example"}, "sign-in-elsewhere"),
        ({"smtp_host": "evil-office365.com"}, "sign-in-elsewhere"),
        ({"client_id": ""}, "sign-in-settings"),
        ({"client_id": "a\nb"}, "sign-in-settings"),
        ({"tenant": "x/../y"}, "sign-in-settings"),
        ({"sign_in": "nobody"}, "sign-in-settings"),
        (own("", ""), "sign-in-settings"),
        (own("http://a.example/", "http://a.example/"), "sign-in-settings"),
        (own("https://a.example/", "https://b.example/"), "sign-in-settings"),
        (own("https://[a/", "https://[a/"), "sign-in-settings"),
    ],
)
def test_settings_by_which_nobody_signs_in(change: dict[str, str | int], code: str) -> None:
    assert code_of(lambda: client_of(INFO, {**SHARED, **change})) == code


def test_what_settings_say() -> None:
    client = client_of(INFO, {**SHARED, "tenant": "bottega.example"})
    assert client is not None
    assert client.provider.token == "https://login.microsoftonline.com/bottega.example/oauth2/v2.0/token"
    assert (name_of(SHARED), name_of({}), name_of({"sign_in": "own", "authorize_url": "https://a.example/x"})) == (
        "Microsoft",
        "",
        "a.example",
    )
    assert merged({**SHARED, "tenant": "x", "name": "Bottega"}, {"imap_host": "altrove"}) == {
        "imap_host": "altrove",
        "smtp_host": "smtp.office365.com",
        "name": "Bottega",
    }
    places = [
        "https://a.example/",
        "http://127.0.0.1:9/",
        "http://localhost/",
        "http://a.example/",
        "ftp://a/",
        "x",
        "",
    ]
    assert [may_be_asked(one) for one in places] == [True, True, True, False, False, False, False]
