"""Everything that a server, a network or a wrong setting can do: a code, and a sentence in both languages."""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.gateway import Gateway, UnsafeArgument
from desktop.adapters.imap.mailbox import ImapMailbox
from desktop.adapters.imap.place import ImapPlace
from desktop.domain.errors import Offline, SportelloError
from desktop.ports.log import AppendRefused, LogMissing
from tests.integration.imap.test_mailbox import TODAY, mail
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy
from tests.peers.scripted import Scripted, polite
from tests.peers.waiting import free_port, until

I18N = Path(__file__).parents[3] / "resources" / "i18n"
SENTENCES = {language: tomllib.loads((I18N / language / "imap.toml").read_text("utf-8")) for language in ("en", "it")}


def fails(code: str, step: Callable[[], object], *, offline: bool = False) -> SportelloError:
    """The step raises that error, and a person reads a whole sentence and a remedy for it."""
    with pytest.raises(SportelloError) as caught:
        step()
    error = caught.value
    assert error.code == code
    assert isinstance(error, Offline) == offline
    told = []
    for language, sentences in SENTENCES.items():
        for part in ("message", "remedy"):
            text = sentences[code][part].format(**error.facts)
            assert len(text) > 20, (language, part)
            assert PASSWORD not in text
            told.append(text)
    assert len(set(told)) == 4
    return error


def connecting(account: ImapAccount, password: str = PASSWORD) -> Callable[[], None]:
    return lambda: Gateway(account, password).close()


def at(port: int, security: str = "none", host: str = "127.0.0.1") -> ImapAccount:
    return ImapAccount("info@esempio.it", "info", host, port, security)  # type: ignore[arg-type]


def test_both_languages_have_the_same_sentences_with_the_same_facts() -> None:
    def fields(language: str) -> dict[str, set[str]]:
        return {
            code: {word.split("}")[0] for part in texts.values() for word in part.split("{")[1:]}
            for code, texts in SENTENCES[language].items()
        }

    assert fields("en") == fields("it")
    known = {"message", "remedy", "message_window", "remedy_window"}
    assert all({"message", "remedy"} <= set(texts) <= known for one in SENTENCES.values() for texts in one.values())


def test_a_wrong_password(account: ImapAccount) -> None:
    fails("wrong-password", connecting(account, "sbagliata"))


def test_a_password_changed_meanwhile(dovecot: Dovecot, account: ImapAccount) -> None:
    connecting(account)()
    dovecot.set_password(account.user, "un-altra-parola")

    def refused() -> bool:
        try:
            connecting(account)()
        except SportelloError as error:
            return error.code == "wrong-password"
        return False

    until(refused, "the old password is refused")
    connecting(account, "un-altra-parola")()


def test_a_password_with_accents_and_marks(dovecot: Dovecot, account: ImapAccount) -> None:
    dovecot.set_password("accenti", 'perché "no" \\ sì')

    connecting(replace(account, user="accenti"), 'perché "no" \\ sì')()


def test_nobody_listens() -> None:
    fails("unreachable-host", connecting(at(free_port())), offline=True)


def test_no_encryption_beyond_this_machine() -> None:
    fails("plain-not-allowed", connecting(at(143, host="imap.esempio.it")))
    fails("plain-not-allowed", connecting(at(143, host="192.0.2.1")))


def test_a_kind_of_security_that_nobody_knows_is_none() -> None:
    """A team file, or a lead's settings, may say anything; a password must not go out in clear for it."""
    fails("plain-not-allowed", connecting(at(993, "ssl", host="192.0.2.1")))


@pytest.fixture(scope="module")
def secure() -> Iterator[Dovecot]:
    with Dovecot(Options(tls_name="localhost")) as server:
        yield server


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_certificates_and_names_are_checked(secure: Dovecot, security: str) -> None:
    port = secure.tls_port if security == "tls" else secure.port
    good = replace(at(port, security, "localhost"), ca_file=secure.ca_file)

    connecting(good)()
    fails("certificate-refused", connecting(replace(good, ca_file=None)))
    fails("certificate-other-name", connecting(replace(good, host="127.0.0.1")))
    fails("authority-file", connecting(replace(good, ca_file="/nirgendwo.pem")))


def test_encryption_that_the_server_does_not_have(dovecot: Dovecot) -> None:
    fails("tls-failed", connecting(at(dovecot.port, "tls")))
    fails("no-starttls", connecting(at(dovecot.port, "starttls")))


def test_octets_before_the_handshake_are_an_injection() -> None:
    def inject(tag: bytes, command: bytes) -> bytes:
        if command == b"CAPABILITY":
            return b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + b" OK done\r\n"
        return tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"

    with Scripted(inject) as server:
        fails("server-misbehaves", connecting(at(server.port, "starttls")))
        assert not any(b"LOGIN" in line or b"AUTHENTICATE" in line for line in server.heard)


def test_a_server_that_takes_passwords_only_over_tls() -> None:
    def disabled(tag: bytes, command: bytes) -> bytes:
        return polite(tag, command).replace(b"IMAP4rev1", b"IMAP4rev1 LOGINDISABLED")

    with Scripted(disabled) as server:
        fails("server-wants-tls", connecting(at(server.port)))
        assert not any(PASSWORD.encode() in line for line in server.heard)


@pytest.fixture(scope="module")
def strict() -> Iterator[Dovecot]:
    """Twenty kilobytes for each user, rights by folder."""
    options = Options(quota="20k", acl=True, users=("pieno", "letto"))
    with Dovecot(options) as server:
        yield server


def test_a_full_mailbox(strict: Dovecot) -> None:
    account = strict.account("pieno")
    place = ImapPlace(account, lambda: PASSWORD)
    place.create("Journal")
    log = place.open("Journal")
    log.append(mail(1, 12_000))

    with pytest.raises(AppendRefused) as refused:
        log.append(mail(2, 12_000))

    assert refused.value.reason == "over-quota"
    ((row,),) = log.read_after(0)
    assert row.sequence == 1
    log.close()
    gateway = Gateway(account, PASSWORD)
    fails("mailbox-full", lambda: ImapMailbox(gateway).file_sent("Journal", mail(3, 12_000)))
    gateway.append("Journal", (), mail(4, 7_700))
    gateway.close()
    fails("mailbox-full", place.probe)
    assert set(place.folders()) == {"Journal", "INBOX"}


def test_a_folder_that_may_only_be_read(strict: Dovecot) -> None:
    account = strict.account("letto")
    place = ImapPlace(account, lambda: PASSWORD)
    place.create("Bacheca")
    first = place.open("Bacheca")
    first.append(mail(1))
    first.close()
    strict.set_rights("Bacheca", "lr")

    log = place.open("Bacheca")
    assert log.state().read_only
    with pytest.raises(AppendRefused) as refused:
        log.append(mail(2))
    assert refused.value.reason == "read-only"
    assert sum(len(batch) for batch in log.read_after(0)) == 1
    log.close()
    gateway = Gateway(account, PASSWORD)
    box = ImapMailbox(gateway)
    fails("folder-read-only", lambda: box.file_sent("Bacheca", mail(3)))
    validity = box.select("Bacheca").uid_validity
    fails("folder-read-only", lambda: box.mark_answered("Bacheca", validity, 1))
    gateway.close()


def test_a_folder_that_is_not_there(account: ImapAccount) -> None:
    with pytest.raises(LogMissing):
        ImapPlace(account, lambda: PASSWORD).open("Sportello/Journal-1")
    gateway = Gateway(account, PASSWORD)
    box = ImapMailbox(gateway)
    fails("folder-missing", lambda: box.select("Posta inviata"))
    fails("folder-missing", lambda: box.file_sent("Posta inviata", mail(1)))
    fails("folder-missing", lambda: box.find("Posta inviata", "<m1@esempio.it>", TODAY))
    assert {name for _, _, name in gateway.listing()} == {"INBOX"}
    gateway.close()


@pytest.mark.parametrize("allowed", [1, 2, 4])
def test_no_more_connections(allowed: int) -> None:
    with Dovecot(Options(per_user=allowed, users=("prova", "stretto"))) as server:
        found = ImapPlace(server.account("prova"), lambda: PASSWORD).probe()
        held = [Gateway(server.account("stretto"), PASSWORD) for _ in range(allowed)]

        fails("too-many-connections", connecting(server.account("stretto")), offline=True)

        for one in held:
            one.close()
        assert found.connections == allowed
        assert ("few-connections" in found.findings) == (allowed < 3)
        assert found.colour == ("yellow" if allowed < 3 else "green")


@pytest.mark.parametrize(
    ("greeting", "code", "offline"),
    [
        pytest.param(b"HTTP/1.1 400 Bad Request\r\n", "server-misbehaves", False, id="a web server"),
        pytest.param(b"\x16\x03\x01\x00\xa5\x01\r\n", "server-misbehaves", False, id="octets"),
        pytest.param(b"* BYE too many connections from your address\r\n", "too-many-connections", True, id="bye"),
        pytest.param(b"* OK " + b"x" * 100_000, "server-misbehaves", False, id="a line without end"),
    ],
)
def test_strange_greetings(greeting: bytes, code: str, offline: bool) -> None:
    with Scripted(greeting=greeting) as server:
        fails(code, connecting(at(server.port)), offline=offline)


def test_a_server_that_leaves_in_the_middle_of_the_login() -> None:
    with Scripted(lambda tag, command: b"" if b"LOGIN" in command else polite(tag, command)) as server:
        fails("connection-lost", connecting(at(server.port)), offline=True)


@pytest.mark.parametrize(
    ("words", "code"),
    [(b"Server shuts down", "connection-lost"), (b"Too many connections from your IP", "too-many-connections")],
)
def test_a_goodbye_instead_of_a_login_is_not_a_wrong_password(words: bytes, code: str) -> None:
    def bye(tag: bytes, command: bytes) -> bytes:
        return b"* BYE " + words + b"\r\n" if b"LOGIN" in command else polite(tag, command)

    with Scripted(bye) as server:
        fails(code, connecting(at(server.port)), offline=True)


def test_a_server_that_drips_holds_nobody(
    monkeypatch: pytest.MonkeyPatch, proxy: Proxy, proxied: Callable[[], ImapAccount]
) -> None:
    """imaplib's time-out is per recv: a server that drips would hold its client for ever."""
    monkeypatch.setattr("desktop.adapters.imap.gateway.CONNECT_SECONDS", 0.4)
    proxy.drip(0.05)

    fails("server-too-slow", connecting(proxied()), offline=True)


def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.adapters.imap.gateway.CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        fails("server-too-slow", connecting(at(silent.getsockname()[1])), offline=True)


@pytest.mark.parametrize(
    "flood",
    [
        pytest.param(b"* 1 FETCH (FLAGS ())\r\n" * 20_000, id="endless lines"),
        pytest.param(b"* 1 FETCH (BODY[] {99999999999}\r\n", id="a literal of 100 GB"),
        pytest.param(b"* 1 FETCH (UID x FLAGS ()\r\n", id="not a FETCH"),
        pytest.param(b"hello\r\n", id="no response"),
    ],
)
def test_answers_have_a_budget_and_a_form(flood: bytes) -> None:
    def answer(tag: bytes, command: bytes) -> bytes:
        return flood if b"FETCH" in command else polite(tag, command)

    with Scripted(answer) as server:
        gateway = Gateway(at(server.port), PASSWORD)
        fails("server-misbehaves", lambda: list(gateway.fetch(b"UID FETCH 1 (UID FLAGS)", (5, 50_000))))
        fails("connection-lost", lambda: gateway.run(b"NOOP"), offline=True)


def test_a_server_that_throttles() -> None:
    def slow_down(tag: bytes, command: bytes) -> bytes:
        if command.startswith(b"EXAMINE"):
            return tag + b" NO [LIMIT] Slow down\r\n"
        return polite(tag, command)

    with Scripted(slow_down) as server:
        gateway = Gateway(at(server.port), PASSWORD)
        fails("server-throttled", lambda: ImapMailbox(gateway).select("INBOX"), offline=True)
        gateway.close()


def test_flags_of_an_update_without_uid_belong_to_no_mail() -> None:
    """What a server sends when a colleague clicks during the FETCH: sequence 8 is not UID 8."""

    def click(tag: bytes, command: bytes) -> bytes:
        if command.startswith(b"UID FETCH"):
            rows = b"* 1 FETCH (UID 8 FLAGS ())\r\n* 8 FETCH (FLAGS (\\Answered))\r\n"
            rows += b"* 2 FETCH (UID 9 FLAGS (\\Answered))\r\n"
            return rows + tag + b" OK done\r\n"
        return polite(tag, command)

    with Scripted(click) as server:
        gateway = Gateway(at(server.port), PASSWORD)
        assert ImapMailbox(gateway).answered((8, 9)) == {9}
        gateway.close()


def test_flags_whose_sequence_numbers_do_not_rise_are_read_again() -> None:
    reads: list[bytes] = []

    def mixed_up(tag: bytes, command: bytes) -> bytes:
        if not command.startswith(b"UID FETCH"):
            return polite(tag, command)
        reads.append(command)
        first, second = (b"2", b"1") if len(reads) == 1 else (b"1", b"2")
        marked = b"\\Answered" if len(reads) == 1 else b""
        rows = b"* %s FETCH (UID 8 FLAGS (%s))\r\n* %s FETCH (UID 9 FLAGS ())\r\n" % (first, marked, second)
        return rows + tag + b" OK done\r\n"

    with Scripted(mixed_up) as server:
        gateway = Gateway(at(server.port), PASSWORD)
        assert ImapMailbox(gateway).answered((8, 9)) == frozenset()
        assert len(reads) == 3
        gateway.close()


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r", "\0"])
def test_no_argument_injects_a_command(proxied: Callable[[], ImapAccount], proxy: Proxy, mark: str) -> None:
    bad = f'x"{mark}a1 DELETE INBOX'
    account = proxied()
    gateway = Gateway(account, PASSWORD)
    box = ImapMailbox(gateway)
    record = proxy.begin()
    steps: list[Callable[[], object]] = [
        lambda: gateway.create(bad),
        lambda: gateway.delete(bad),
        lambda: gateway.rename("INBOX", bad),
        lambda: gateway.rename(bad, "INBOX"),
        lambda: gateway.append(bad, (), b"x"),
        lambda: gateway.append("INBOX", (bad,), b"x"),
        lambda: gateway.append("INBOX", (), b"x\0y"),
        lambda: box.select(bad),
        lambda: box.file_sent(bad, b"x"),
        lambda: box.mark_answered(bad, 1, 1),
        lambda: box.find(bad, "<a@b>", TODAY),
        lambda: box.find("INBOX", bad, TODAY),
        lambda: ImapPlace(account, lambda: PASSWORD).create(bad),
    ]
    for step in steps[:-1]:
        with pytest.raises(UnsafeArgument):
            step()
    assert record.octets("client") == b""
    for step in (steps[-1], connecting(replace(account, user=bad)), connecting(account, bad)):
        with pytest.raises(UnsafeArgument):
            step()
    assert b"DELETE" not in record.octets("client")
    gateway.close()


@pytest.mark.parametrize("name", ['Più & "più"', "a\\b", "Éléments envoyés", "(x) {5}", "100%", "日本語"])
def test_odd_folder_names_go_there_and_back(account: ImapAccount, name: str) -> None:
    gateway = Gateway(account, PASSWORD)
    gateway.create(name)
    box = ImapMailbox(gateway)
    box.file_sent(name, mail(1))

    assert name in {one for _, _, one in gateway.listing()}
    assert box.select(name).exists == 1
    gateway.close()


@pytest.mark.parametrize("host", ["imap..example", "x" * 70 + ".example"])
def test_a_host_name_that_cannot_be_one(host: str) -> None:
    account = ImapAccount("info@esempio.it", "info", host, 993)

    fails("unreachable-host", lambda: ImapPlace(account, lambda: PASSWORD).probe(), offline=True)
