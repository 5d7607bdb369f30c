"""Every test has a mailbox of its own on the one Dovecot."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from desktop.adapters.imap.account import ImapAccount
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.proxy import Proxy

_users = itertools.count(1)


@pytest.fixture
def account(dovecot: Dovecot) -> ImapAccount:
    user = f"banco{next(_users)}"
    dovecot.set_password(user, PASSWORD)
    return dovecot.account(user)


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with Proxy(dovecot.port) as between:
        yield between


@pytest.fixture
def proxied(account: ImapAccount, proxy: Proxy) -> Callable[[], ImapAccount]:
    """The account as reached through the proxy."""
    return lambda: ImapAccount(account.address, account.user, account.host, proxy.port, "none")
