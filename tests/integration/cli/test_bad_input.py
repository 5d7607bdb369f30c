"""What goes wrong around a team: each with its sentence, its remedy and nothing lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine

from desktop.adapters.store.sqlite import SqliteStore
from desktop.engine import founding
from desktop.runtime import compose
from tests.integration.cli.shop import Office, Shop, Station, body, mail, opened
from tests.peers.dovecot import PASSWORD, Dovecot, Options
from tests.peers.proxy import Proxy
from tests.peers.smtp import Script, SmtpSink
from tests.peers.waiting import free_port, until

JOURNAL = "Sportello/Journal-1"


def creating(shop: Shop, *changes: str) -> list[str]:
    """``team create`` with some of its options given once more, and so changed."""
    return ["team", "create", "--name", "Bottega", "--agent", "Anna", *shop.servers(), *changes]


# -- passwords --------------------------------------------------------------------------------------------------


def test_a_wrong_password(shop: Shop) -> None:
    anna = shop.station("Anna", SPORTELLO_PASSWORD="sbagliata")

    anna.fails(1, "wrong-password", *creating(shop))

    del anna.environ["SPORTELLO_PASSWORD"]
    assert anna.ok(*creating(shop))["agent"] == "Anna"
    anna.environ["SPORTELLO_PASSWORD"] = "sbagliata"
    anna.fails(1, "wrong-password", "sync", "--once")


def test_a_password_for_each_mailbox(fresh: Office) -> None:
    variable = f"SPORTELLO_PASSWORD_{fresh.shop.user.upper()}_ESEMPIO_IT"
    fresh.anna.environ[variable] = "sbagliata"

    fresh.anna.fails(1, "wrong-password", "sync", "--once")

    fresh.anna.environ.update({variable: PASSWORD, "SPORTELLO_PASSWORD": ""})
    fresh.anna.fails(1, "no-sealing-password", "team", "invite", "--out", str(fresh.shop.folder / "invito"))
    fresh.anna.environ["SPORTELLO_PASSWORD"] = PASSWORD
    fresh.anna.ok("sync", "--once")


def test_reading_needs_no_password(office: Office) -> None:
    reference = office.ticket("Senza chiave")
    reader = Station(office.anna.profile, {"SPORTELLO_PASSWORD": ""})

    for words in ("tickets", f"show {reference}", "review", "journal", "team list", "mailbox list"):
        reader.ok(*words.split())
    reader.fails(1, "no-password", "sync", "--once")
    reader.fails(1, "no-password", "claim", reference)


def test_a_changed_password(fresh: Office, dovecot: Dovecot) -> None:
    reference = fresh.ticket("Parola nuova")
    dovecot.set_password(fresh.shop.user, "nuova-parola")
    until(lambda: fresh.anna.json("sync", "--once").document.get("error") == "wrong-password", "the server knows", 20)

    fresh.anna.environ["SPORTELLO_PASSWORD"] = "nuova-parola"

    fresh.anna.fails(1, "signing-key-sealed", "claim", reference)
    fresh.anna.environ["SPORTELLO_OLD_PASSWORD"] = PASSWORD
    fresh.anna.ok("claim", reference)
    del fresh.anna.environ["SPORTELLO_OLD_PASSWORD"]
    fresh.anna.ok("release", reference)


def test_no_keyring_and_no_password(shop: Shop) -> None:
    anna = shop.station("Anna", SPORTELLO_PASSWORD="")

    document = anna.fails(1, "no-password", *creating(shop))

    assert document["variable"] in document["remedy"]
    assert f"mailbox password --address {shop.address}" in document["remedy"]
    anna.fails(1, "no-keyring", "mailbox", "password", "--address", shop.address, stdin="parola\n")
    anna.fails(2, "empty-password", "mailbox", "password", "--address", shop.address, stdin="")
    anna.environ[f"SPORTELLO_PASSWORD_{shop.user.upper()}_ESEMPIO_IT"] = PASSWORD
    anna.fails(1, "no-sealing-password", *creating(shop))


# -- servers ----------------------------------------------------------------------------------------------------


def test_servers_that_are_not_there_or_not_what_they_should_be(shop: Shop) -> None:
    anna = shop.station("Anna")
    closed, imap, smtp = f"127.0.0.1:{free_port()}", f"127.0.0.1:{shop.server.port}", f"127.0.0.1:{shop.sink.port}"

    anna.fails(5, "unreachable-host", *creating(shop, "--imap", closed))
    anna.fails(5, "unreachable-host", *creating(shop, "--imap", "server.invalid:143", "--security", "tls"))
    anna.fails(1, "plain-not-allowed", *creating(shop, "--imap", "imap.esempio.it:143"))
    anna.fails(1, "server-misbehaves", *creating(shop, "--imap", smtp))
    anna.fails(1, "tls-failed", *creating(shop, "--security", "tls"))
    anna.fails(1, "no-starttls", *creating(shop, "--security", "starttls"))
    anna.fails(5, "smtp-unreachable", *creating(shop, "--smtp", closed))
    anna.fails(1, "smtp-plain-refused", *creating(shop, "--smtp", "smtp.esempio.it:25"))
    anna.fails(1, "smtp-tls-failed", *creating(shop, "--smtp-security", "tls"))
    anna.fails(1, "smtp-no-starttls", *creating(shop, "--smtp-security", "starttls"))
    ran = anna.json(*creating(shop, "--smtp", imap))
    assert ran.code in (1, 5)
    assert ran.document["error"].startswith("smtp-")
    shop.sink.script = Script(auth="PLAIN", logins=())
    anna.fails(1, "smtp-wrong-password", *creating(shop))
    shop.sink.script = Script()
    assert anna.ok(*creating(shop))["probe"]


def test_a_server_that_goes_away_and_comes_back(tmp_path: Path, sink: SmtpSink) -> None:
    with Dovecot(Options()) as server:
        office = opened(Shop(server, sink, tmp_path))
        reference = office.ticket("Spento")
        server.kill9()

        document = office.bruno.fails(5, "unreachable-host", "sync", "--once")

        assert "127.0.0.1" in document["message"]
        office.bruno.fails(5, "edit-kept", "tag", reference, "+dopo")
        assert office.bruno.json("claim", reference).code == 5
        assert office.bruno.reply(reference, "Più tardi").code == 5
        assert office.bruno.ok("show", reference)["tags"] == ["dopo"]
        assert office.bruno.json("doctor").code == 5
        server.start()
        office.sync()
        office.anna.ok("sync", "--once")
        assert office.anna.ok("show", reference)["tags"] == ["dopo"]
        assert len(office.sent(reference)) == 1


@pytest.fixture(scope="module")
def secure() -> Iterator[Dovecot]:
    with Dovecot(Options(tls_name="localhost")) as server:
        yield server


def test_a_certificate_that_nobody_vouches_for(secure: Dovecot, sink: SmtpSink, tmp_path: Path) -> None:
    shop = Shop(secure, sink, tmp_path)
    anna = shop.station("Anna")
    tls, plain = f"localhost:{secure.tls_port}", f"localhost:{secure.port}"
    loose = ["--smtp-security", "none"]

    for place, security in ((tls, "tls"), (plain, "starttls")):
        anna.fails(1, "certificate-refused", *creating(shop, "--imap", place, "--security", security, *loose))
    anna.environ["SSL_CERT_FILE"] = secure.ca_file
    other = f"127.0.0.1:{secure.tls_port}"
    anna.fails(1, "certificate-other-name", *creating(shop, "--imap", other, "--security", "tls", *loose))
    anna.ok(*creating(shop, "--imap", tls, "--security", "tls", *loose))
    anna.ok("sync", "--once")


def test_an_outgoing_certificate_that_nobody_vouches_for(shop: Shop) -> None:
    with SmtpSink(security="tls") as sink:
        anna = shop.station("Anna")
        words = creating(shop, "--smtp", f"localhost:{sink.port}", "--smtp-security", "tls")

        anna.fails(1, "smtp-certificate-refused", *words)


# -- the mailbox ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> Iterator[Dovecot]:
    with Dovecot(Options(quota="60k")) as server:
        yield server


def test_a_full_mailbox(small: Dovecot, sink: SmtpSink, tmp_path: Path) -> None:
    office = opened(Shop(small, sink, tmp_path))
    reference, anna = office.ticket("Piena"), office.anna
    with office.shop.imap() as client:
        client.create("Zavorra")
        while client.append("Zavorra", "", None, bytes(mail("x", "x" * 900)))[0] == "OK":  # type: ignore[arg-type]
            pass

    document = anna.fails(6, "journal-mailbox-full", "note", reference, "--text", "y" * 2000)

    assert office.shop.address in document["message"]
    anna.fails(6, "journal-mailbox-full", "sync", "--once")
    assert [n["pending"] for n in anna.ok("show", reference)["notes"]] == [True]
    assert anna.reply(reference, "Non adesso").code == 6
    assert [one["text"] for one in anna.review(reference)] == ["Non adesso"]
    assert anna.json("doctor").code == 6
    with office.shop.imap() as client:
        client.delete("Zavorra")
    office.sync()
    assert [n["text"] for n in office.bruno.ok("show", reference)["notes"]] == ["y" * 2000]
    anna.replies(reference, "Adesso sì")


def test_a_full_mailbox_cannot_be_a_home(sink: SmtpSink, tmp_path: Path) -> None:
    with Dovecot(Options(quota="1k")) as server:
        shop = Shop(server, sink, tmp_path)

        ran = shop.station("Anna").json(*creating(shop))

    assert (ran.code, ran.document["error"]) == (1, "mailbox-full"), ran


@pytest.fixture(scope="module")
def strict() -> Iterator[Dovecot]:
    with Dovecot(Options(acl=True)) as server:
        yield server


def test_a_journal_that_may_only_be_read(strict: Dovecot, sink: SmtpSink, tmp_path: Path) -> None:
    office = opened(Shop(strict, sink, tmp_path))
    reference, bruno = office.ticket("Sola lettura"), office.bruno
    strict.set_rights(JOURNAL, "lr")

    bruno.fails(6, "journal-read-only", "claim", reference)

    bruno.fails(6, "journal-read-only", "note", reference, "--text", "resta qui")
    bruno.fails(6, "journal-read-only", "sync", "--once")
    assert bruno.reply(reference, "Anche questa").code == 6
    assert bruno.ok("tickets", "--search", "sola")["tickets"]
    assert bruno.json("doctor").code == 6
    strict.set_rights(JOURNAL, "lrwstipekxa")
    bruno.ok("sync", "--once")
    bruno.ok("claim", reference)
    assert [n["text"] for n in bruno.ok("show", reference)["notes"]] == ["resta qui"]
    assert [one["text"] for one in bruno.review(reference)] == ["Anche questa"]


def stops(office: Office, reference: str, error: str) -> None:
    """Claiming and sending stop with that sentence; reading and drafting go on, and nothing typed is lost."""
    bruno = office.bruno
    bruno.fails(6, error, "sync", "--once")
    bruno.fails(6, error, "claim", reference)
    bruno.fails(6, error, "note", reference, "--text", "scritta nel dubbio")
    ran = bruno.reply(reference, "Testo nel dubbio")
    assert (ran.code, ran.document["error"]) == (6, error)
    assert "Testo nel dubbio" in [one["text"] for one in bruno.review(reference)]
    assert [n["text"] for n in bruno.ok("show", reference)["notes"]] == ["scritta nel dubbio"]
    assert bruno.ok("tickets", "--place", "all")["tickets"]
    assert bruno.json("doctor").code == 6
    assert office.sent(reference) == []


def test_a_deleted_journal(fresh: Office) -> None:
    reference = fresh.ticket("Cancellato")
    with fresh.shop.imap() as client:
        assert client.delete(f'"{JOURNAL}"')[0] == "OK"

    stops(fresh, reference, "journal-missing")

    with fresh.shop.imap() as client:
        assert JOURNAL.encode() not in b"".join(client.list()[1]), "never made anew by itself"


def test_a_moved_journal_is_put_back(fresh: Office) -> None:
    reference = fresh.ticket("Spostato")
    with fresh.shop.imap() as client:
        assert client.rename(f'"{JOURNAL}"', '"Vecchie cose"')[0] == "OK"

    stops(fresh, reference, "journal-moved")

    assert "Vecchie cose" in fresh.bruno.json("sync", "--once").document["message"]
    fresh.bruno.ok("doctor", "--move-back")
    fresh.bruno.ok("sync", "--once")
    fresh.bruno.ok("claim", reference)
    fresh.anna.ok("sync", "--once")
    fresh.anna.fails(6, "journal-missing", "doctor", "--move-back")


def test_a_foreign_journal(fresh: Office, shop: Shop) -> None:
    reference = fresh.ticket("Straniero")
    other = shop.another()
    other.found("Zoe")
    raws = [raw for raw, _ in other.stored(JOURNAL)]
    with fresh.shop.imap() as client:
        client.delete(f'"{JOURNAL}"')
        client.create(f'"{JOURNAL}"')
    fresh.shop.put(*raws, folder=JOURNAL)

    stops(fresh, reference, "journal-foreign")


def test_an_emptied_journal(fresh: Office) -> None:
    reference = fresh.ticket("Svuotato")
    with fresh.shop.imap() as client:
        client.select(f'"{JOURNAL}"')
        client.store("1:*", "+FLAGS", "\\Deleted")
        client.expunge()

    stops(fresh, reference, "journal-replaced")


def test_one_entry_is_missing(fresh: Office) -> None:
    reference = fresh.ticket("Buco")
    with fresh.shop.imap() as client:
        client.select(f'"{JOURNAL}"')
        client.store("3", "+FLAGS", "\\Deleted")
        client.expunge()

    stops(fresh, reference, "journal-gap")


def test_foreign_mail_in_the_journal_is_ignored_and_shown_to_leads(fresh: Office) -> None:
    reference = fresh.ticket("Intruso")
    fresh.shop.deliver(mail("Trascinata qui per sbaglio"), folder=JOURNAL)

    fresh.bruno.ok("claim", reference)

    fresh.anna.ok("sync", "--once")
    (item,) = [one for one in fresh.anna.ok("review")["items"] if one["kind"] == "quarantined"]
    assert item["reason"] == "foreign"
    fresh.anna.fails(2, "cannot-settle", "settle", item["id"], "sent")
    assert fresh.bruno.ok("review")["items"] == []
    states = {check["name"]: check["state"] for check in fresh.anna.ok("doctor")["checks"]}
    assert states["quarantined"] == "warning"
    with fresh.shop.imap() as client:
        client.select(f'"{JOURNAL}"')
        _, (found,) = client.search(None, "SUBJECT", "Trascinata")
        client.store(found.decode(), "+FLAGS", "\\Deleted")
        client.expunge()
    fresh.sync()
    assert fresh.anna.ok("review")["items"] == [], "taken away again, nothing is missing"


def test_an_intruder_can_be_dismissed_from_the_review(fresh: Office) -> None:
    fresh.shop.deliver(mail("Trascinata qui per sbaglio"), folder=JOURNAL)
    fresh.anna.ok("sync", "--once")
    (item,) = fresh.anna.ok("review")["items"]

    assert fresh.anna.ok("settle", item["id"], "dismiss")["result"] == "dismissed"

    fresh.anna.ok("sync", "--once")
    assert fresh.anna.ok("review")["items"] == []


# -- the profile ------------------------------------------------------------------------------------------------


def test_a_database_of_a_newer_version(fresh: Office) -> None:
    path = fresh.anna.profile / "sportello.db"
    with closing(sqlite3.connect(path)) as database:
        before = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute("PRAGMA user_version = 99")

    for words in ("tickets", "sync --once", "doctor"):
        fresh.anna.fails(1, "newer-database", *words.split())

    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == 99
        database.execute(f"PRAGMA user_version = {before}")
    fresh.anna.ok("sync", "--once")


def test_a_broken_database(fresh: Office) -> None:
    path = fresh.anna.profile / "sportello.db"
    for extra in fresh.anna.profile.glob("sportello.db-*"):
        extra.unlink()
    path.write_bytes(b"questo non e' un database " * 400)

    fresh.anna.fails(1, "broken-database", "tickets")

    path.unlink()
    path.mkdir()
    fresh.anna.fails(1, "database-not-opened", "tickets")


@pytest.mark.parametrize("place", ["file", "file/sotto", "/proc/nirgendwo"])
def test_a_profile_that_cannot_be(shop: Shop, place: str) -> None:
    (shop.folder / "file").write_text("occupato")

    Station(shop.folder / place).fails(1, "profile-not-usable", "tickets")


@contextmanager
def pages(station: Station, more: int) -> Iterator[None]:
    """The disk holds that many pages more than the database has now."""
    with closing(sqlite3.connect(station.profile / "sportello.db")) as database:
        limit = database.execute("PRAGMA page_count").fetchone()[0] + more

    class Full(SqliteStore):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            self._connection.run(f"PRAGMA max_page_count = {limit}")

    with patch.object(compose, "SqliteStore", Full):
        yield


def test_a_full_disk(fresh: Office) -> None:
    fresh.ticket("Prima")
    for number in range(30):
        fresh.shop.deliver(mail(f"Disco {number}", "parola " * 2000, to=fresh.shop.address))

    with pages(fresh.bruno, 0):
        fresh.bruno.fails(1, "disk-full", "sync", "--once")
        assert [row["subject"] for row in fresh.bruno.ok("tickets")["tickets"]] == ["Prima"]

    fresh.bruno.ok("sync", "--once")
    assert len(fresh.bruno.ok("tickets")["tickets"]) == 31


def test_a_disk_that_fills_while_a_reply_is_on_its_way(fresh: Office, full_proof: bool) -> None:
    for more in range(0, 40, 1 if full_proof else 6):
        reference = fresh.ticket(f"Riempie {more}")
        with pages(fresh.bruno, more):
            ran = fresh.bruno.reply(reference, "parola " * 3000)
        assert ran.code == 0 or ran.document["error"] == "disk-full", ran
        fresh.sync()
        assert len(fresh.sent(reference)) <= 1
        state = fresh.anna.ok("show", reference)
        assert state["holder"] in (None, "Bruno")
        if not fresh.sent(reference):
            fresh.bruno.ok("show", reference)
            fresh.bruno.replies(reference, "Di nuovo")
        assert len(fresh.sent(reference)) == 1


# -- invitations ------------------------------------------------------------------------------------------------


def joining(path: object, name: str = "Ciro") -> list[str]:
    return ["team", "join", str(path), "--agent", name]


def test_an_invitation_is_for_one(office: Office) -> None:
    path = office.shop.invitation(office.anna)
    shutil.copy(path, f"{path}.copia")
    office.shop.station("Ciro").ok(*joining(path))

    late = office.shop.station("Dora")

    late.fails(1, "invitation-used", *joining(f"{path}.copia", "Dora"))
    late.fails(1, "no-team", "tickets")
    office.anna.ok("sync", "--once")
    assert "Dora" not in [member["name"] for member in office.anna.ok("team", "list")["members"]]
    late.ok(*joining(office.shop.invitation(office.anna), "Dora"))


def test_two_join_with_one_invitation_at_once(fresh: Office) -> None:
    path = fresh.shop.invitation(fresh.anna)
    with (
        fresh.shop.station("Ciro").start(*joining(path)) as one,
        fresh.shop.station("Dora").start(*joining(path, "Dora")) as two,
    ):
        outs = [process.communicate(timeout=60)[0] for process in (one, two)]

    assert sorted([one.returncode, two.returncode]) == [0, 1], outs
    assert "invitation-used" in [json.loads(out).get("error") for out in outs]


def test_an_invitation_that_has_run_out(fresh: Office) -> None:
    with patch.object(founding, "INVITATION", -10):
        path = fresh.shop.invitation(fresh.anna)
    ciro = fresh.shop.station("Ciro")

    document = ciro.fails(1, "invitation-expired", *joining(path))

    assert "Bottega" in document["message"]
    with time_machine.travel("2020-01-01", tick=True):
        ciro.fails(1, "invitation-expired", *joining(path))
    fresh.anna.ok("sync", "--once")
    states = [i["state"] for i in fresh.anna.ok("team", "list")["invitations"]]
    assert sorted(states) == ["used", "withdrawn"]


TAMPERED: list[Callable[[dict[str, object]], object]] = [
    lambda file: file.update(role="lead"),
    lambda file: file.update(home=next(iter(file["mailboxes"]))),  # type: ignore[call-overload]
    lambda file: file["mailboxes"][file["home"]].update(imap_host="evil.example"),  # type: ignore[index]
    lambda file: file.update(signature="00"),
    lambda file: file.update(expires=9_999_999_999),
]


@pytest.mark.parametrize("change", TAMPERED)
def test_a_tampered_team_file(office: Office, change: Callable[[dict[str, object]], object]) -> None:
    path = Path(office.shop.invitation(office.anna))
    file = json.loads(path.read_text())
    before = json.dumps(file)
    change(file)
    if json.dumps(file) == before:
        file["name"] = "Un'altra"
    path.write_text(json.dumps(file))

    office.shop.station("Ciro").fails(1, "team-file-tampered", *joining(path))


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff", b"[" * 50_000, b"{" + b" " * 70_000 + b"}", b"null"])
def test_files_that_are_no_team_files(shop: Shop, content: bytes) -> None:
    path = shop.folder / "file"
    path.write_bytes(content)

    shop.station("Ciro").fails(1, "no-team-file", *joining(path))


def test_a_team_file_of_a_newer_version_and_one_that_is_not_there(shop: Shop) -> None:
    path = shop.folder / "file"
    path.write_text('{"sportello_team_file": 99, "novita": true}')

    shop.station("Ciro").fails(1, "team-file-newer", *joining(path))
    shop.station("Ciro").fails(2, "no-such-file", *joining(shop.folder / "nirgendwo"))


def test_a_founding_that_was_cut_short_goes_on(shop: Shop) -> None:
    anna = shop.station("Anna")
    long = anna.write("firma", "x" * 50_000)

    anna.fails(1, "entry-too-long", *creating(shop, "--signature-file", long))

    made = anna.ok(*creating(shop, "--signature-file", anna.write("firma", "Bottega")))
    assert made["role"] == "lead"
    assert [e["kind"] for e in anna.ok("journal")["entries"]].count("genesis") == 1
    shop.joined(anna).ok("sync", "--once")


def test_where_a_team_file_may_go(office: Office) -> None:
    there = office.anna.write("c'è", "già")

    office.anna.fails(2, "file-exists", "team", "invite", "--out", there)
    office.anna.fails(2, "unwritable-file", "team", "invite", "--out", "/nirgendwo/invito.json")
    office.bruno.fails(3, "leads-only", "team", "invite", "--out", str(office.shop.folder / "no.json"))
    assert not (office.shop.folder / "no.json").exists()


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 81, "An\nna", "...", "\u202eannA"])
def test_names_that_nobody_could_read(shop: Shop, name: str) -> None:
    words = creating(shop, "--agent", name)

    ran = shop.station("Anna").json(*words)

    expected = (0, None) if name == "An\nna" else (2, "bad-name")
    assert (ran.code, ran.document.get("error")) == expected, ran


@pytest.mark.parametrize("address", ["pippo", "a@b", "a b@c.it", "@", "a@b@c.it", ""])
def test_mailboxes_that_are_no_addresses(shop: Shop, address: str) -> None:
    shop.station("Anna").fails(2, "bad-address", *creating(shop, "--address", address))


# -- what people write ------------------------------------------------------------------------------------------


def test_a_note_too_long(office: Office) -> None:
    reference = office.ticket("Romanzo")
    file = office.anna.write("romanzo", "è" * 30_000)

    document = office.anna.fails(1, "entry-too-long", "note", reference, "--text-file", file)

    assert str(document["limit"]) in document["message"]
    assert office.anna.ok("show", reference)["notes"] == []
    office.anna.ok("note", reference, "--text", "x" * 30_000)
    office.bruno.ok("sync", "--once")
    assert len(office.bruno.ok("show", reference)["notes"][0]["text"]) == 30_000
    office.anna.fails(2, "empty-text", "note", reference, "--text", "  ")


def test_attachments_too_large(office: Office) -> None:
    reference = office.ticket("Pesante")
    heavy = office.anna.profile.parent / "pesante.bin"
    heavy.write_bytes(b"\0" * (19 * 1024 * 1024))
    words = ["reply", reference, "--text-file", office.anna.write("t", "x"), "--no-undo"]

    office.anna.fails(2, "attachments-too-large", *words, "--attach", str(heavy))
    heavy.write_bytes(b"\0" * (2 * 1024 * 1024))
    office.anna.fails(1, "smtp-too-large", *words, "--attach", str(heavy))
    assert [one["text"] for one in office.anna.review(reference)] == ["x"]


def test_a_customers_html_is_text_here(office: Office) -> None:
    asked = mail("Codice", "solo testo", to=office.shop.address)
    asked.set_content(
        "<html><script>alert(1)</script><p>Vorrei <b>rendere</b></p><img src='http://x/y'></html>", "html"
    )
    office.shop.deliver(asked)
    office.sync()

    text = office.anna.ok("show", office.anna.reference("Codice"))["messages"][0]["text"]

    assert "Vorrei rendere" in text
    assert "<" not in text
    assert "alert" not in text


# -- one mailbox of several -------------------------------------------------------------------------------------


def test_a_mailbox_that_is_down_does_not_stop_the_others(fresh: Office, tmp_path: Path) -> None:
    anna = fresh.anna
    with Dovecot(Options()) as weak:
        second = Shop(weak, fresh.shop.sink, tmp_path)
        second.deliver(mail("Vecchia altrove", to=second.address), age=3 * 24 * 3600)
        anna.ok("mailbox", "add", *second.servers())
        second.deliver(mail("Nuova altrove", to=second.address))
        fresh.sync()
        there = anna.reference("Nuova altrove")
        second.deliver(mail("Non ancora letta", to=second.address), age=3 * 24 * 3600)
        weak.kill9()
        fresh.shop.deliver(mail("Qui si lavora", to=fresh.shop.address))

        anna.fails(5, "unreachable-host", "sync", "--once")

        here = anna.reference("Qui si lavora")
        assert fresh.bruno.json("sync", "--once").code == 5
        fresh.bruno.ok("claim", here)
        fresh.bruno.ok("release", here)
        anna.replies(here, "Ecco la risposta")
        kept = anna.reply(there, "Appena si può")
        assert (kept.code, kept.document["error"]) == (5, "kept-for-later")
        weak.start()
        anna.ok("sync", "--once")
        assert len(fresh.sent(there)) == 1
        assert anna.ticket("Non ancora letta")["waiting"] == 1


def test_a_wrong_password_for_one_mailbox_does_not_stop_the_others_answers(fresh: Office) -> None:
    second = fresh.shop.another()
    fresh.anna.ok("mailbox", "add", *second.servers())
    here = fresh.ticket("Qui")
    second.deliver(mail("Altrove", to=second.address))
    fresh.sync()
    there = fresh.anna.reference("Altrove")
    fresh.anna.environ[f"SPORTELLO_PASSWORD_{second.user.upper()}_ESEMPIO_IT"] = "sbagliata"

    wrong = fresh.anna.fails(1, "wrong-password", "sync", "--once")

    assert wrong["address"] == second.address
    fresh.anna.replies(here, "Ecco la risposta")
    assert fresh.anna.reply(there, "Da qui no").document["error"] == "wrong-password"
    assert fresh.anna.review(here) == []
    assert [one["text"] for one in fresh.anna.review(there)] == ["Da qui no"]


def test_a_mail_server_that_has_moved(dovecot: Dovecot, sink: SmtpSink, tmp_path: Path) -> None:
    shop = Shop(dovecot, sink, tmp_path)
    with Proxy(dovecot.port) as old:
        signature = shop.station("Anna").write("firma", "Bottega")
        anna = shop.found("Anna", "--sender-name", "La Bottega", "--signature-file", signature, port=old.port)
        office = Office(shop, anna, shop.joined(anna))
        reference = office.ticket("Trasloco")
    for station in (office.anna, office.bruno):
        station.fails(5, "unreachable-host", "sync", "--once")
    office.anna.fails(5, "unreachable-host", "mailbox", "add", *shop.servers(free_port()))

    office.anna.ok("mailbox", "add", *shop.servers())

    office.anna.ok("sync", "--once")
    office.anna.ok("claim", reference)
    office.bruno.ok("team", "join", shop.invitation(office.anna), "--agent", "Bruno")
    office.bruno.ok("sync", "--once")
    office.anna.replies(reference, "Siamo qui")
    (sent,) = office.sent(reference)
    assert sent["From"].addresses[0].display_name == "La Bottega"
    assert "-- \nBottega" in body(sent)
