"""One Dovecot and one SMTP sink a process for every shop, which is a user of its own on them.

``office`` is one team at work for all tests that only add tickets of their own to it; ``fresh`` is a team that a
test may break.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.adapters.parsing.pool import ParserPool
from desktop.adapters.secrets import sealed
from desktop.runtime import compose
from desktop.runtime.cli import arguments, main
from desktop.runtime.sentences import Sentences
from tests.integration.cli.shop import Office, Shop, opened
from tests.peers.dovecot import Dovecot, Options
from tests.peers.proxy import Proxy
from tests.peers.smtp import Script, SmtpSink


class KeptParser(ParserPool):
    """Outlives the command: its child is started once for all tests of this process."""

    def close(self) -> None: ...

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="session")
def _once_a_process() -> Iterator[None]:
    """What a command does once at its start is done once for hundreds of them: the parser child, the words, the
    sentences; and a key is sealed with less labour."""
    kept = KeptParser()
    with (
        patch.object(compose, "ParserPool", lambda **_: kept),
        patch.object(arguments, "all_words", functools.cache(arguments.all_words)),
        patch.object(main, "Sentences", functools.cache(Sentences)),
        patch.multiple(sealed, _PASSES=1, _MEMORY=64 * 1024),
    ):
        yield
    kept.end()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot(Options()) as server:
        yield server


@pytest.fixture(scope="session")
def _sink(_once_a_process: None) -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def sink(_sink: SmtpSink) -> Iterator[SmtpSink]:
    """Says what it usually says again after each test."""
    yield _sink
    _sink.script = Script()


@pytest.fixture
def line(dovecot: Dovecot) -> Iterator[Proxy]:
    with Proxy(dovecot.port) as between:
        yield between


@pytest.fixture
def shop(dovecot: Dovecot, sink: SmtpSink, tmp_path: Path) -> Shop:
    """A mailbox with nothing in it and no team yet."""
    return Shop(dovecot, sink, tmp_path)


@pytest.fixture
def fresh(shop: Shop) -> Office:
    return opened(shop)


@pytest.fixture(scope="session")
def _office(dovecot: Dovecot, _sink: SmtpSink, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(Shop(dovecot, _sink, tmp_path_factory.mktemp("bottega")))


@pytest.fixture
def office(_office: Office, sink: SmtpSink) -> Office:  # noqa: ARG001 - the sink is itself again afterwards
    return _office
