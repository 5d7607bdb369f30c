"""A password that a server refuses is shown to it once, until a person types another or says: again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from desktop.adapters.imap.gateway import Gateway
from desktop.domain.errors import SportelloError
from desktop.engine.looking import Looking
from desktop.engine.notices import LinkChanged, PasswordWaits, Trouble
from desktop.runtime.window import program, requests, watcher
from tests.fakes import wallet
from tests.integration.cli.shop import Office, mail
from tests.integration.window.running import Running, running
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.waiting import until


@pytest.fixture
def logins() -> Iterator[Counter[tuple[str, str]]]:
    """Every password that a server was shown, with every retry coming at once."""
    shown: Counter[tuple[str, str]] = Counter()
    log_in = Gateway._log_in

    def counted(gateway: Gateway, password: str) -> None:
        shown[gateway.account.address, password] += 1
        log_in(gateway, password)

    with (
        patch.object(Gateway, "_log_in", counted),
        patch.object(watcher, "RETRY", 0.02),
        patch.object(requests, "RETRY", 0.02),
        patch.object(program, "MAIL_EVERY", 0.02),
        patch.object(program, "RETRY", 0.02),
    ):
        yield shown


@pytest.fixture
def looks() -> Iterator[Counter[str]]:
    seen: Counter[str] = Counter()
    one = Looking.one

    def counted(looking: Looking, address: str, *, backwards: bool = True) -> tuple[bool, list[SportelloError]]:
        seen[address] += 1
        return one(looking, address, backwards=backwards)

    with patch.object(Looking, "one", counted):
        yield seen


def after_some_looks(looks: Counter[str], address: str) -> None:
    before = looks[address]
    until(lambda: looks[address] >= before + 5, "it goes on looking")


def refused(one: Running, address: str) -> None:
    one.wait(Trouble, lambda told: (told.why.code, told.why.facts["address"]) == ("wrong-password", address))


def test_one_mailbox_waits_for_its_person_and_the_others_go_on(
    fresh: Office, logins: Counter[tuple[str, str]], looks: Counter[str]
) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    wrong = second.address, "sbagliata"
    fresh.anna.environ[f"SPORTELLO_PASSWORD_{second.user.upper()}_ESEMPIO_IT"] = wrong[1]
    logins.clear()
    with running(fresh.anna) as one:
        refused(one, second.address)
        after_some_looks(looks, second.address)
        assert logins[wrong] == 1
        fresh.shop.deliver(mail("Nella prima", to=fresh.shop.address))
        until(lambda: one.profile.store.reader.counts()["tickets"] == 1, "the first mailbox goes on")
        one.forget()
        one.program.requests.fetch()
        until(lambda: logins[wrong] == 2, "a person said: again")
        after_some_looks(looks, second.address)
        assert logins[wrong] == 2
        one.program.requests.new_password(second.address, PASSWORD)
        second.deliver(mail("Nella seconda", to=second.address))
        until(lambda: one.profile.store.reader.counts()["tickets"] == 2, "with the new one")
    assert logins[wrong] == 2


def test_the_journal_s_own_mailbox_waits_too(
    fresh: Office, logins: Counter[tuple[str, str]], looks: Counter[str]
) -> None:
    address = fresh.shop.address
    wrong = address, "sbagliata"
    fresh.anna.environ[f"SPORTELLO_PASSWORD_{fresh.shop.user.upper()}_ESEMPIO_IT"] = wrong[1]
    with running(fresh.anna) as one:
        one.wait(LinkChanged, lambda link: link.doubt is not None and link.doubt.code == "wrong-password")
        after_some_looks(looks, address)
        tried = logins[wrong]
        assert tried <= 3, "the journal's lane, the watcher and the mailbox's lane, if they began together"
        after_some_looks(looks, address)
        one.program.requests.new_password(address, PASSWORD)
        one.wait(LinkChanged, lambda link: link.online and link.doubt is None)
    assert logins[wrong] == tried


@pytest.mark.parametrize("right", [True, False])
def test_a_password_given_without_a_line_is_tried_when_there_is_one(
    fresh: Office, logins: Counter[tuple[str, str]], right: bool
) -> None:
    """And kept only then, or asked for again."""
    server, address = fresh.shop.server, fresh.shop.address
    assert isinstance(server, Dovecot)
    fresh.anna.environ |= {"PYTHON_KEYRING_BACKEND": wallet.NAME}
    with running(fresh.anna) as one:
        one.wait(LinkChanged, lambda link: link.online)
        server.kill9()
        one.program.requests.fetch()
        one.wait(LinkChanged, lambda link: not link.online)
        typed = PASSWORD if right else "sbagliata"
        one.program.requests.new_password(address, typed)
        one.wait(PasswordWaits, lambda told: told == PasswordWaits(address, True))
        kept = f"Sportello {address}", address
        assert kept not in wallet.MemoryWallet.entries
        logins.clear()
        server.start()
        one.wait(PasswordWaits, lambda told: told == PasswordWaits(address, False))
        assert logins[address, typed]
        if right:
            until(lambda: wallet.MemoryWallet.entries.get(kept) == PASSWORD, "it is kept")
        else:
            refused(one, address)
            assert kept not in wallet.MemoryWallet.entries


def test_a_locked_keyring_keeps_nobody_out(fresh: Office, logins: Counter[tuple[str, str]]) -> None:
    """What is typed is known until the program ends; that it is not kept is said once."""
    address = fresh.shop.address
    fresh.anna.environ |= {
        "PYTHON_KEYRING_BACKEND": wallet.LOCKED,
        "SPORTELLO_PASSWORD": "",
    }
    with running(fresh.anna) as one:
        one.wait(Trouble, lambda told: told.why.code == "password-locked" and told.why.facts["address"] == address)
        assert not logins
        one.program.requests.new_password(address, PASSWORD)
        fresh.shop.deliver(mail("Portachiavi bloccato", to=address))
        until(lambda: one.profile.store.reader.counts()["messages"] == 1, "mail is read")
        one.wait(Trouble, lambda told: told.why.code == "keyring-locked")
