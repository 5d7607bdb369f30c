"""A team's day on each kind of server, the race for a ticket included."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.shop import Office, Shop, mail, opened
from tests.peers.courier import Courier
from tests.peers.dovecot import CUT_DOWN, Dovecot, Options
from tests.peers.pymap import Pymap
from tests.peers.smtp import SmtpSink

KINDS: dict[str, tuple[Callable[[], Any], str]] = {
    "mdbox": (lambda: Dovecot(Options(store="mdbox")), ""),
    "cut-down": (lambda: Dovecot(Options(capability=CUT_DOWN)), ""),
    "inbox-prefix": (lambda: Dovecot(Options(prefix="INBOX.", separator=".")), "INBOX."),
    "courier": (Courier, "INBOX."),
    "pymap": (Pymap, ""),
}


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Iterator[tuple[Any, str]]:
    make, prefix = KINDS[request.param]
    server = make()
    yield server, prefix
    server.close()


def test_a_day(kind: tuple[Any, str], sink: SmtpSink, tmp_path: Path) -> None:
    server, prefix = kind
    shop = Shop(server, sink, tmp_path)
    anna = shop.station("Anna")
    made = anna.ok("team", "create", "--name", "Bottega", "--agent", "Anna", *shop.servers())
    assert made["probe"]["colour"] in ("green", "yellow")
    office = Office(shop, anna, shop.joined(anna))
    first = office.ticket("Prima")
    second = office.ticket("Seconda")

    race(office, first)

    office.bruno.ok("tag", second, "+reso")
    office.bruno.ok("note", second, "--text", "è fragile")
    office.anna.ok("claim", second)
    office.bruno.fails(3, "held", "claim", second)
    office.anna.ok("show", second)
    document = office.anna.replies(second, "Ecco l'etichetta", "--resolve")
    assert document["status"] == "resolved"
    assert shop.flags(document["message_id"], f"{prefix}Sent")
    office.sync()
    shown = office.bruno.ok("show", second)
    assert [m["outgoing"] for m in shown["messages"]] == [False, True]
    assert (shown["tags"], shown["notes"][0]["text"], shown["waiting"]) == (["reso"], "è fragile", 0)
    asked = [flags for raw, flags in shop.stored("INBOX") if b"Subject: Seconda" in raw]
    assert [{"\\Answered", "\\Seen"} <= flags for flags in asked] == [True]
    shop.deliver(mail("Re: Seconda", "Grazie", to=shop.address, In_Reply_To=document["message_id"]))
    office.sync()
    assert office.bruno.ok("show", second)["status"] == "open"
    assert office.anna.ok("doctor")["ok"] is True


def race(office: Office, reference: str) -> None:
    """Both answer at the same moment, each as a process."""
    words = ["reply", reference, "--no-undo", "--text-file"]
    with (
        office.anna.start(*words, office.anna.write("gara", "Sono Anna")) as one,
        office.bruno.start(*words, office.bruno.write("gara", "Sono Bruno")) as two,
    ):
        outs = [json.loads(process.communicate(timeout=60)[0]) for process in (one, two)]
    assert sorted([one.returncode, two.returncode]) == [0, 3], outs
    assert len(office.sent(reference)) == 1
    assert [out["agent"] for out in outs if "error" in out] in (["Anna"], ["Bruno"])


def test_a_moved_and_a_deleted_journal(kind: tuple[Any, str], sink: SmtpSink, tmp_path: Path) -> None:
    server, _ = kind
    office = opened(Shop(server, sink, tmp_path))
    reference = office.ticket("Cartella")
    folder = json_folder(office)
    with office.shop.imap() as client:
        assert client.rename(f'"{folder}"', f'"{folder}x"')[0] == "OK"

    office.bruno.fails(6, "journal-moved", "claim", reference)

    if isinstance(server, Courier):
        # It numbers a renamed folder anew: what came back is another folder, and a lead has to restore the journal.
        assert office.bruno.json("doctor", "--move-back").code == 6
        office.bruno.fails(6, "journal-replaced", "claim", reference)
    else:
        office.bruno.ok("doctor", "--move-back")
        office.bruno.ok("claim", reference)
    with office.shop.imap() as client:
        assert client.delete(f'"{folder}"')[0] == "OK"
    office.bruno.fails(6, "journal-missing", "sync", "--once")
    with office.shop.imap() as client:
        assert client.create(f'"{folder}"')[0] == "OK"
    office.bruno.fails(6, "journal-replaced", "sync", "--once")


def json_folder(office: Office) -> str:
    """The journal's folder, as the team file names it."""
    return str(json.loads(Path(office.shop.invitation(office.anna)).read_text())["folder"])
