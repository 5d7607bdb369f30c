"""Without a line: what is kept, and what becomes of it when the line is back."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import pytest
import time_machine

from tests.integration.cli.shop import Office, Shop
from tests.peers.proxy import Proxy


class Line:
    """Between the workstations and the server; everybody's at once."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy

    @contextlib.contextmanager
    def down(self) -> Iterator[None]:
        self._proxy.begin()
        self._proxy.cut_after("client", 0)
        yield
        self._proxy.begin()


@pytest.fixture
def cable(line: Proxy) -> Line:
    return Line(line)


@pytest.fixture
def remote(shop: Shop, line: Proxy) -> Office:
    """A team whose every connection goes over the line."""
    anna = shop.found("Anna", port=line.port)
    return Office(shop, anna, shop.joined(anna))


def test_what_is_done_offline_is_kept_and_done_later(remote: Office, cable: Line) -> None:
    reference, anna, bruno = remote.ticket("Senza linea"), remote.anna, remote.bruno
    with cable.down():
        edits: tuple[tuple[str, ...], ...] = (
            ("tag", reference, "+treno"),
            ("priority", reference, "high"),
            ("status", reference, "on-hold"),
            ("assign", reference, "Bruno"),
            ("note", reference, "--text", "scritta in galleria"),
            ("correct", reference, "--customer", "altra@posta.example"),
        )
        for words in edits:
            bruno.fails(5, "edit-kept", *words)
        assert bruno.json("claim", reference).code == 5
        assert bruno.json("sync", "--once").code == 5
        shown = bruno.ok("show", reference)
        assert shown["pending"] == ["tags", "priority", "status", "assignee", "notes", "customer"]
        assert shown["messages"][0]["via"]["customer"] == "altra@posta.example"
        assert (shown["tags"], shown["status"], shown["assignee"], shown["holder"]) == (
            ["treno"], "on-hold", "Bruno", None,
        )  # fmt: skip
        assert [(n["text"], n["pending"]) for n in shown["notes"]] == [("scritta in galleria", True)]

    bruno.ok("sync", "--once")

    assert bruno.ok("show", reference)["pending"] == []
    anna.ok("sync", "--once")
    shown = anna.ok("show", reference)
    assert (shown["tags"], shown["priority"], shown["status"]) == (["treno"], "high", "on-hold")
    assert [n["text"] for n in shown["notes"]] == ["scritta in galleria"]
    assert (shown["customer_address"], shown["messages"][0]["via"]["customer"]) == ("altra@posta.example",) * 2
    assert bruno.ok("review")["items"] == []


def test_a_reply_written_offline_leaves_with_the_next_sync(remote: Office, cable: Line) -> None:
    reference, bruno = remote.ticket("In treno"), remote.bruno
    bruno.ok("show", reference)
    with cable.down():
        kept = bruno.reply(reference, "Dal treno", "--resolve")
        assert (kept.code, kept.document["error"]) == (5, "kept-for-later"), kept
        assert [(o["kind"], o["text"]) for o in bruno.review(reference)] == [("kept", "Dal treno")]
        assert "…" not in bruno.lines("review", language="it")
        assert remote.sent(reference) == []

    done = bruno.ok("sync", "--once")

    assert done["stopped"] == []
    assert len(remote.sent(reference)) == 1
    assert bruno.review(reference) == []
    assert bruno.ticket("In treno")["status"] == "resolved"
    bruno.ok("sync", "--once")
    assert len(remote.sent(reference)) == 1


def test_a_new_mail_written_offline(remote: Office, cable: Line) -> None:
    anna = remote.anna
    words = ["compose", "--to", "elio@posta.example", "--subject", "Scritta in treno", "--no-undo", "--text-file"]
    with cable.down():
        anna.fails(5, "kept-for-later", *words, anna.write("t", "ciao"))

    anna.ok("sync", "--once")

    assert len(remote.sent(anna.reference("Scritta in treno"))) == 1


def test_somebody_else_was_faster_meanwhile(remote: Office, cable: Line) -> None:
    reference, anna, bruno = remote.ticket("Troppo tardi"), remote.anna, remote.bruno
    bruno.ok("show", reference)
    with cable.down():
        assert bruno.reply(reference, "Dal treno").code == 5
        bruno.fails(5, "edit-kept", "status", reference, "spam")
    anna.replies(reference, "Dal banco")

    done = bruno.ok("sync", "--once")

    assert [(one["error"], one["agent"]) for one in done["stopped"]] == [("answered", "Anna")]
    assert len(remote.sent(reference)) == 1
    items = {one["kind"]: one for one in bruno.review(reference)}
    assert set(items) == {"stopped", "edit"}
    assert (items["stopped"]["text"], items["stopped"]["agent"]) == ("Dal treno", "Anna")
    assert (items["edit"]["text"], items["edit"]["reason"]) == ("spam", "changed")
    assert bruno.ok("show", reference)["status"] == "waiting"
    assert bruno.ok("settle", items["edit"]["id"], "apply")["result"] == "applied"
    assert bruno.ok("show", reference)["status"] == "spam"
    assert bruno.ok("settle", items["stopped"]["id"], "dismiss")["result"] == "dismissed"
    assert bruno.review(reference) == []


def test_a_refused_edit_can_be_dismissed(remote: Office, cable: Line) -> None:
    reference, anna, bruno = remote.ticket("Tocca a chi"), remote.anna, remote.bruno
    with cable.down():
        bruno.fails(5, "edit-kept", "assign", reference, "Bruno")
    anna.ok("assign", reference, "Anna")
    bruno.ok("sync", "--once")

    (item,) = bruno.review(reference)

    assert (item["kind"], item["reason"], item["agent"], item["text"]) == ("edit", "changed", "Anna", "Bruno")
    assert bruno.ok("settle", item["id"], "dismiss")["result"] == "dismissed"
    assert bruno.ok("show", reference)["assignee"] == "Anna"


def test_removed_from_the_team_meanwhile(remote: Office, cable: Line) -> None:
    reference, anna, bruno = remote.ticket("Licenziato"), remote.anna, remote.bruno
    with cable.down():
        bruno.fails(5, "edit-kept", "note", reference, "--text", "dal treno")
        assert bruno.reply(reference, "Anche questa dal treno").code == 5
    workstation = next(m["workstation"] for m in anna.ok("team", "list")["members"] if m["name"] == "Bruno")
    anna.ok("team", "remove", workstation)

    bruno.fails(3, "removed", "sync", "--once")

    items = {one["kind"]: (one["reason"], one["text"]) for one in bruno.review(reference)}
    assert items == {"edit": ("removed", "dal treno"), "kept": ("kept-for-later", "Anche questa dal treno")}
    assert remote.sent(reference) == []
    bruno.ok("team", "join", remote.shop.invitation(anna), "--agent", "Bruno")
    bruno.ok("sync", "--once")
    assert len(remote.sent(reference)) == 1


def test_a_reply_kept_too_long_waits_for_a_person(remote: Office, cable: Line) -> None:
    reference, bruno = remote.ticket("Lungo viaggio"), remote.bruno
    with cable.down():
        assert bruno.reply(reference, "Dal treno").code == 5

    with time_machine.travel(time.time() + 2 * 3600 + 60, tick=True):
        done = bruno.ok("sync", "--once")

    assert [one["error"] for one in done["stopped"]] == ["kept-too-long"]
    assert remote.sent(reference) == []
    assert [(o["kind"], o["text"]) for o in bruno.review(reference)] == [("stopped", "Dal treno")]


def test_the_line_breaks_in_the_middle_of_everything(remote: Office, line: Proxy, full_proof: bool) -> None:
    """Whatever the octet at which a reply loses its line: at most one answer, and the text is somewhere."""
    for octets in range(200, 6001, 50 if full_proof else 1450):
        subject = f"Taglio a {octets}"
        reference = remote.ticket(subject)
        line.begin()
        line.cut_after("client", octets)
        ran = remote.bruno.reply(reference, subject)
        line.begin()
        remote.bruno.ok("sync", "--once")
        assert ran.code in (0, 5), ran
        assert len(remote.sent(reference)) == 1, ran
        assert remote.bruno.review(reference) == []
