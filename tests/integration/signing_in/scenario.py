"""A mailbox without a password, from the first sign-in to the consent that was taken back: the program's own commands,
a real Dovecot that asks the provider about each token, a provider on loopback, and a person at the browser.

``python -m tests.integration.signing_in.scenario`` prints the transcript.
"""

from __future__ import annotations

import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from desktop.adapters.imap.place import ImapPlace
from desktop.ports.log import Probe
from desktop.runtime.cli.printing import Document, Printer
from tests.fakes import wallet
from tests.integration.cli.shop import Ran, Shop, Station, mail
from tests.peers.dovecot import Dovecot, Options
from tests.peers.provider import CLIENT, Provider
from tests.peers.smtp import Script, SmtpSink

DESKTOP = {"PYTHON_KEYRING_BACKEND": wallet.NAME, "SPORTELLO_PASSWORD": "", "DISPLAY": ":99"}
"""What the environment of somebody at a computer with a keyring and a browser says."""


@dataclass
class Person:
    """Opens the page that is shown, in a browser that follows where it is sent; types a code on another device."""

    provider: Provider
    opened: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    """What the pages said in the end."""

    def follow(self, page: str, code: str = "") -> None:
        self.opened.append(page)
        if code:
            self.provider.type_code(code)
            return
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(page, timeout=10) as answer:
            self.read.append(answer.read().decode())

    @contextmanager
    def at_the_computer(self) -> Iterator[None]:
        """Acts on what a command says meanwhile, as soon as it says it."""
        acting: list[threading.Thread] = []

        def aside(_: Printer, document: Document | None, __: str) -> None:
            if document is not None and "page" in document:
                acting.append(threading.Thread(target=self.follow, args=(document["page"], document["code"])))
                acting[-1].start()

        with patch.object(Printer, "aside", aside):
            yield
        for one in acting:
            one.join(10)


@dataclass
class Office:
    """One mailbox that the provider opens, and who answers its mail."""

    provider: Provider
    dovecot: Dovecot
    sink: SmtpSink
    folder: Path

    def __post_init__(self) -> None:
        self.shop = Shop(self.dovecot, self.sink, self.folder)
        self.provider.person = self.shop.user
        self.sink.script = Script(auth="XOAUTH2", bears=lambda user, token: self.provider.access.get(token) == user)
        self.person = Person(self.provider)

    def station(self, name: str) -> Station:
        return self.shop.station(name, **DESKTOP)

    def does(self, station: Station, *words: str) -> Ran:
        with self.person.at_the_computer():
            return station.json(*words)

    def begins(self, name: str = "Anna") -> Station:
        station = self.station(name)
        with patch.object(ImapPlace, "probe", _probed):
            words = ["team", "create", "--name", "Bottega", "--agent", name, *self.shop.servers()]
            ran = self.does(station, *words, *self.provider.words())
        assert ran.code == 0, ran
        return station

    def grants(self) -> list[str]:
        """What the provider was asked for at its token page."""
        return [form["grant_type"].rpartition(":")[2] for path, form in self.provider.asked if path == "/token"]


def _probed(place: ImapPlace) -> Probe:
    """As the real one does first, it signs in; the rest has tests of its own."""
    place.folders()
    return Probe("green", (), 6, ())


def play(office: Office, say: Callable[[str], None]) -> None:
    """The whole course; each step is checked as it is told."""
    provider, shop = office.provider, office.shop
    anna = office.begins()
    say(f"$ sportello team create --address {shop.address} --sign-in own --client-id {CLIENT} ...")
    page = office.person.opened[-1]
    assert "code_challenge_method=S256" in page
    assert "redirect_uri=http%3A%2F%2F127.0.0.1%3A" in page
    say(f"  opened in the browser: {page}")
    assert "You have signed in" in office.person.read[-1]
    assert office.grants() == ["authorization_code"]
    say("  the browser came back to the loopback address; code and verifier were exchanged for tokens")

    shop.deliver(mail("Quando arriva?", to=shop.address))
    assert office.does(anna, "sync", "--once").code == 0
    reference = anna.reference("Quando arriva?")
    say(f"$ sportello sync --once: IMAP by XOAUTH2, ticket {reference}; nobody typed a password")
    assert office.grants() == ["authorization_code", "refresh_token"]
    assert anna.reply(reference, "Domani.").code == 0
    assert len(shop.sink.accepted) == 1
    say("$ sportello reply: SMTP by XOAUTH2, the mail has left")

    provider.revoke()
    ran = office.does(anna, "sync", "--once")
    said = ran.document
    assert (ran.code, said["error"]) == (1, "sign-in-revoked"), ran
    say(f"  the consent is taken back\n$ sportello sync --once: {said['message']}\n  {said['remedy']}")

    asked = len(office.person.opened)
    ran = office.does(anna, "mailbox", "sign-in", "--address", shop.address, "--device-code")
    assert ran.code == 0, ran
    assert len(office.person.opened) == asked + 1
    assert office.grants()[-1] == "device_code"
    say(f"$ sportello mailbox sign-in --device-code: typed at {office.person.opened[-1]} on another device")
    assert office.does(anna, "sync", "--once").code == 0
    say("$ sportello sync --once: at work again")

    kept = [secret for (_, entry), secret in wallet.MemoryWallet.entries.items() if entry.startswith("sign-in")]
    files = b"".join(one.read_bytes() for one in anna.profile.rglob("*") if one.is_file())
    assert kept
    assert not any(token.encode() in files for token in (*provider.access, *provider.refresh))
    say("  tokens lie in the keyring alone: no file of the profile holds one")


@contextmanager
def at_work(folder: Path, bearers: str = "xoauth2 oauthbearer") -> Iterator[Office]:
    with ExitStack() as stack:
        provider = stack.enter_context(Provider())
        dovecot = stack.enter_context(Dovecot(Options(introspection=provider.introspection(), bearers=bearers)))
        yield Office(provider, dovecot, stack.enter_context(SmtpSink()), folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, at_work(Path(made)) as there:
        play(there, print)
