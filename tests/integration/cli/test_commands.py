"""Every command with its documents and lines, before and after its words; and each exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.adapters.imap.place import ImapPlace
from desktop.ports.log import Probe
from tests.integration.cli.shop import Office, Shop, Station, mail

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

TICKET = {
    "reference", "number", "subject", "status", "priority", "tags", "assignee", "holder", "holder_since", "customer",
    "customer_address", "mailbox", "waiting", "last", "snippet", "unread", "alarms",
    "opened_by", "snoozed_until", "back", "promised",
}  # fmt: skip
STATE = {
    "reference", "number", "status", "priority", "tags", "assignee", "holder", "holder_since", "holder_until",
    "pending", "snoozed_until", "departures", "reason", "outcome", "promise",
}  # fmt: skip


def test_a_team_begins_with_a_probe_and_a_team_file(shop: Shop) -> None:
    anna, bruno = shop.station("Anna"), shop.station("Bruno")
    create = ["team", "create", "--name", "Bottega", "--agent", "Anna", *shop.servers()]

    made = anna.ok(*create)

    assert made["probe"]["colour"] in ("green", "yellow")
    assert made["probe"]["connections"] == 6
    assert (made["team"], made["agent"], made["role"]) == ("Bottega", "Anna", "lead")
    path = shop.folder / "invito.json"
    invited = anna.ok("team", "invite", "--out", str(path), "--role", "lead")
    assert set(invited) == {"file", "role", "expires", "fingerprint"}
    assert MOMENT.fullmatch(invited["expires"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert "segreto" not in path.read_text()
    joined = bruno.ok("team", "join", str(path), "--agent", "Bruno")
    assert (joined["agent"], joined["role"], joined["team"]) == ("Bruno", "lead", "Bottega")
    assert joined["fingerprint"] == invited["fingerprint"] == made["fingerprint"]
    anna.ok("sync", "--once")
    listed = anna.ok("team", "list")
    assert [(m["name"], m["role"], m["active"], m["you"]) for m in listed["members"]] == [
        ("Anna", "lead", True, True),
        ("Bruno", "lead", True, False),
    ]
    assert [i["state"] for i in listed["invitations"]] == ["used"]
    anna.fails(1, "already-in-team", *create)
    shop.station("Ciro").fails(3, "journal-exists", *create)


@pytest.mark.parametrize("language", ["en", "it"])
def test_lines_for_people_in_both_languages(office: Office, language: str) -> None:
    subject = f"Righe {language}"
    reference, anna = office.ticket(subject), office.anna

    shown = anna.lines("show", reference, language=language)

    assert subject in shown
    assert re.search(r"\d+\.\s*$", shown)
    assert subject in anna.lines("tickets", language=language)
    said = [
        anna.lines(*words.split(), reference, *rest, language=language)
        for words, *rest in (
            ["claim"], ["release"], ["tag", "+lento"], ["priority", "high"], ["assign", "Bruno"],
            ["status", "on-hold"], ["note", "--text", "sentire il corriere"],
        )
    ]  # fmt: skip
    said += [
        anna.lines("team", "list", language=language),
        anna.lines("mailbox", "list", language=language),
        anna.lines("journal", "--tail", "3", language=language),
        anna.lines("sync", "--once", language=language),
        anna.lines("doctor", language=language),
    ]
    for text in said:
        assert text.strip()
        assert not {"…", "{", "}"} & set(text), text


def test_the_json_option_stands_anywhere(office: Office) -> None:
    profile = str(office.anna.profile)

    for words in (
        ["--json", "--profile", profile, "tickets"],
        ["tickets", "--json", "--profile", profile],
        ["--profile", profile, "tickets", "--json"],
        ["--profile", profile, "team", "--json", "list"],
        ["team", "list", "--profile", profile, "--json"],
    ):
        ran = office.anna.run(*words)
        assert ran.code == 0, ran
        assert ran.document


def test_the_list_and_a_conversation(office: Office) -> None:
    reference = office.ticket("Elenco", "Vorrei la fattura\n")
    anna = office.anna

    row = anna.ticket("Elenco")

    assert set(row) == TICKET
    assert row["reference"] == reference
    assert row["mailbox"] == office.shop.address
    assert (row["customer"], row["customer_address"]) == ("Carla Rossi", "carla@posta.example")
    assert (row["status"], row["priority"], row["tags"], row["waiting"]) == ("open", "normal", [], 1)
    assert (row["assignee"], row["holder"], row["holder_since"]) == (None, None, None)
    assert MOMENT.fullmatch(row["last"])
    assert row["snippet"] == "Vorrei la fattura"
    shown = anna.ok("show", reference)
    assert set(shown) >= TICKET | STATE | {"shown", "generation", "messages", "notes", "sends", "events"}
    (message,) = shown["messages"]
    assert message["from"] == {"name": "Carla Rossi", "address": "carla@posta.example"}
    assert message["to"] == [{"name": "", "address": office.shop.address}]
    assert message["text"].strip() == "Vorrei la fattura"
    assert (message["outgoing"], message["waiting"], message["answers"]) == (False, True, 0)
    assert shown["shown"] >= 1


def test_a_reference_in_any_form_and_a_number(office: Office) -> None:
    reference = office.ticket("Forme")
    number = office.anna.ticket("Forme")["number"]

    for typed in (
        reference,
        reference.lower(),
        reference.replace("-", ""),
        f" {reference} ",
        reference.replace("0", "o").replace("1", "l"),
        f"#{number}",
        str(number),
    ):
        assert office.anna.ok("show", typed)["reference"] == reference
    for typed in ("#999999", "ZZZZ-ZZZZ", "pippo", "#", ""):
        office.anna.fails(2, "no-such-ticket", "show", typed)


def test_claim_release_and_break(office: Office) -> None:
    reference, anna, bruno = office.ticket("Presa"), office.anna, office.bruno

    claimed = bruno.ok("claim", reference)

    assert set(claimed) == STATE
    assert claimed["holder"] == "Bruno"
    assert MOMENT.fullmatch(claimed["holder_since"])
    assert MOMENT.fullmatch(claimed["holder_until"])
    assert bruno.ok("claim", reference)["holder"] == "Bruno"
    held = anna.fails(3, "held", "claim", reference)
    assert held["agent"] == "Bruno"
    assert MOMENT.fullmatch(held["when"])
    assert "Bruno" in held["message"]
    anna.fails(3, "held", "release", reference)
    bruno.fails(3, "leads-only", "break", reference)
    assert anna.ok("break", reference)["holder"] is None
    anna.fails(3, "not-held", "break", reference)
    bruno.fails(3, "not-held", "release", reference)
    anna.ok("claim", reference)
    assert anna.ok("release", reference)["holder"] is None


def test_the_same_agents_other_workstation_takes_over(fresh: Office) -> None:
    reference = fresh.ticket("Due scrivanie")
    home = fresh.shop.joined(fresh.anna, "Bruno")
    home.ok("sync", "--once")
    fresh.bruno.ok("claim", reference)

    assert home.fails(3, "held", "claim", reference)["agent"] == "Bruno"
    assert home.ok("claim", "--take-over", reference)["holder"] == "Bruno"
    fresh.bruno.ok("sync", "--once")
    fresh.bruno.fails(3, "held", "release", reference)
    fresh.anna.fails(3, "held", "claim", "--take-over", reference)


def test_edits(office: Office) -> None:
    reference, anna, bruno = office.ticket("Modifiche"), office.anna, office.bruno

    assert anna.ok("tag", reference, "+reso", "+urgente", "-mai")["tags"] == ["reso", "urgente"]
    assert bruno.ok("tag", reference, "-urgente", "+corriere")["tags"] == ["corriere", "reso"]
    assert anna.ok("priority", reference, "urgent")["priority"] == "urgent"
    assert anna.ok("assign", reference, "bruno")["assignee"] == "Bruno"
    bruno.ok("sync", "--once")
    assert bruno.ok("assign", reference, "none")["assignee"] is None
    assert bruno.ok("assign", reference, "BRUNO")["assignee"] == "Bruno"
    bruno.fails(3, "leads-only", "assign", reference, "Anna")
    bruno.fails(2, "no-such-agent", "assign", reference, "Zoe")
    assert anna.ok("status", reference, "on-hold")["status"] == "on-hold"
    anna.ok("note", reference, "--text", "Sentire il corriere: è urgente")
    anna.ok("note", reference, "--text-file", anna.write("nota", "due\nrighe\n"))
    anna.ok("note", reference, "--text-file", "-", stdin="da fuori")
    bruno.ok("sync", "--once")
    notes = bruno.ok("show", reference)["notes"]
    assert [n["text"] for n in notes] == ["Sentire il corriere: è urgente", "due\nrighe", "da fuori"]
    assert [n["agent"] for n in notes] == ["Anna"] * 3
    assert [n["pending"] for n in notes] == [False] * 3
    assert reference in [row["reference"] for row in bruno.ok("tickets", "--place", "mine")["tickets"]]
    assert reference in [row["reference"] for row in bruno.ok("tickets", "--place", "on-hold")["tickets"]]
    assert reference not in [row["reference"] for row in bruno.ok("tickets")["tickets"]]


def test_tags_that_are_none(office: Office) -> None:
    reference, anna = office.ticket("Etichette"), office.anna

    for bad in ("reso", "+", "-", "+due,tre", "+" + "x" * 41, "+-x", "+a+b"):
        assert anna.json("tag", reference, bad).code == 2, bad
    assert anna.ok("tag", reference, "-mai")["tags"] == []


def test_merged_tickets_answer_to_both_references(office: Office) -> None:
    one, two = office.ticket("Uno dei due"), office.ticket("Due dei due")
    anna = office.anna
    number = anna.ticket("Uno dei due")["number"]

    merged = anna.ok("merge", one, two)

    assert merged["reference"] == two
    assert anna.ok("show", one)["reference"] == two
    assert len(anna.ok("show", f"#{number}")["messages"]) == 2
    anna.fails(3, "unknown-ticket", "merge", one, two)


@pytest.mark.parametrize(("allowed", "budget"), [(6, 3), (4, 2), (3, 1), (1, 1)])
def test_workstations_ask_for_no_more_connections_than_the_probe_got(shop: Shop, allowed: int, budget: int) -> None:
    """One of them stays with the journal, one with who watches it."""
    anna = shop.station("Anna")
    with patch.object(ImapPlace, "probe", lambda _: Probe("yellow", (), allowed, ())):
        anna.ok("team", "create", "--name", "Bottega", "--agent", "Anna", *shop.servers())

    file = json.loads(Path(shop.invitation(anna)).read_text())

    assert file["mailboxes"][shop.address]["budget"] == budget


def test_mailboxes_are_added_by_leads(office: Office) -> None:
    more = office.shop.another()

    office.bruno.fails(3, "leads-only", "mailbox", "add", *more.servers())
    assert office.anna.ok("mailbox", "add", *more.servers()) == {"mailbox": more.address}

    found = {m["address"]: m for m in office.anna.ok("mailbox", "list")["mailboxes"]}
    assert found[office.shop.address]["home"] is True
    assert found[more.address]["home"] is False
    servers = {"imap", "smtp", "security", "user"}
    assert set(found[more.address]) == {"address", "home", *servers, "sign_in", "follow_up", "months", "files_kb"}


def test_the_journal_and_the_doctor(office: Office) -> None:
    reference = office.ticket("Registro")
    office.anna.ok("claim", reference)

    tail = office.anna.ok("journal", "--tail", "2")

    assert len(tail["entries"]) == 2
    assert tail["entries"][-1]["kind"] == "claimed"
    assert tail["entries"][-1]["state"] == "applied"
    assert tail["entries"][-1]["position"] == tail["head"]
    checks = office.anna.ok("doctor")
    assert checks["ok"] is True
    names = [check["name"] for check in checks["checks"]]
    address = office.shop.address
    assert {"signing-key", f"imap {address}", f"smtp {address}", "journal", "clock", "leads"} <= set(names)
    states = {check["name"]: check["state"] for check in checks["checks"]}
    assert states["journal"] == "ok"
    assert states["leads"] == "warning"


def test_leads_halt_resume_and_remove(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Fermi tutti"), fresh.anna, fresh.bruno

    bruno.fails(3, "leads-only", "team", "halt")
    anna.ok("team", "halt", "--reason", "prova incendio")
    assert "prova incendio" in bruno.fails(6, "halted", "claim", reference)["message"]
    assert bruno.reply(reference, "Arrivo").code == 6
    assert bruno.ok("tickets")["tickets"]
    assert bruno.ok("team", "list")["halted"] == "prova incendio"
    bruno.fails(3, "leads-only", "team", "resume")
    anna.ok("team", "resume")
    bruno.ok("claim", reference)
    workstation = next(m["workstation"] for m in anna.ok("team", "list")["members"] if m["name"] == "Bruno")
    anna.fails(2, "no-such-workstation", "team", "remove", "niente")
    assert anna.ok("team", "remove", workstation[:8])["removed"] == workstation
    bruno.fails(3, "removed", "claim", reference)
    own = next(m["workstation"] for m in anna.ok("team", "list")["members"] if m["name"] == "Anna")
    anna.fails(3, "last-lead", "team", "remove", own)
    assert anna.ok("team", "list")["members"][1]["active"] is False


def test_leads_set_the_undo_window_for_all(fresh: Office) -> None:
    reference, anna, bruno = fresh.ticket("Finestra"), fresh.anna, fresh.bruno
    bruno.fails(3, "leads-only", "team", "set", "--undo", "0")
    anna.fails(2, "nothing-to-change", "team", "set")

    anna.ok("team", "set", "--undo", "0", "--language", "en")

    bruno.ok("sync", "--once")
    assert bruno.ok("team", "list")["policy"] == {"undo": 0, "language": "en"}
    bruno.ok("show", reference)
    assert " 0 " in bruno.lines("reply", reference, "--text-file", bruno.write("t", "Subito")).splitlines()[0]


USAGE: list[list[str]] = [
    ["pippo"],
    ["team"],
    ["sync"],
    ["sync", "--once", "--watch"],
    ["show"],
    ["tickets", "--place", "nowhere"],
    ["tickets", "--lim", "3"],
    ["priority", "#1", "top"],
    ["status", "#1", "closed"],
    ["note", "#1"],
    ["note", "#1", "--text", "a", "--text-file", "b"],
    ["reply", "#1"],
    ["compose", "--subject", "x", "--text-file", "y"],
    ["settle", "abcd", "maybe"],
]


def test_a_window_has_no_document(office: Office) -> None:
    """Without words a window opens; a program that wants JSON did not mean that."""
    assert office.anna.fails(2, "usage")["command"] == "sportello"
    assert office.anna.fails(2, "usage", "window")["command"] == "sportello"


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_words_that_do_not_fit(office: Office, words: list[str]) -> None:
    document = office.anna.fails(2, "usage", *words)

    assert document["command"].startswith("sportello")
    plain = office.anna.run("--profile", str(office.anna.profile), *words)
    assert (plain.code, plain.out) == (2, "")
    assert len(plain.err.splitlines()) == 2


SERVERS = ["mailbox", "add", "--address", "a@b.it", "--smtp", "h:1", "--imap"]
VALUES: list[tuple[str, list[str]]] = [
    ("bad-seconds", ["team", "set", "--undo", "61"]),
    ("bad-seconds", ["team", "set", "--undo", "presto"]),
    ("bad-count", ["tickets", "--limit", "0"]),
    ("bad-count", ["tickets", "--limit", "-3"]),
    ("bad-count", ["tickets", "--limit", "9" * 5000]),
    ("bad-count", ["journal", "--tail", "x"]),
    ("bad-position", ["reply", "#1", "--text-file", "x", "--shown", "abc"]),
    ("bad-position", ["reply", "#1", "--text-file", "x", "--shown", "a:1"]),
    ("bad-server", [*SERVERS, "host"]),
    ("bad-server", [*SERVERS, "h:0"]),
    ("bad-server", [*SERVERS, "h:99999"]),
    ("bad-address", ["mailbox", "password", "--address", "pippo"]),
]


@pytest.mark.parametrize(("error", "words"), VALUES, ids=lambda given: str(given)[:60])
def test_values_that_do_not_fit_are_refused_in_ones_own_language(office: Office, error: str, words: list[str]) -> None:
    office.anna.fails(2, error, *words)

    with patch.dict(office.anna.environ, {"SPORTELLO_LANGUAGE": "it"}):
        plain = office.anna.run("--profile", str(office.anna.profile), *words)
    assert (plain.code, plain.out) == (2, "")
    assert not {"argument", "is", "not"} & set(plain.err.split())


def test_words_that_are_no_text(office: Office) -> None:
    office.anna.fails(2, "not-text", "note", "#1", "--text", "caff\udce8")


def test_a_terminal_without_the_letters_is_no_reason_to_stop(office: Office) -> None:
    office.ticket("Perché no? €")

    with office.anna.start("tickets", PYTHONIOENCODING="ascii") as process:
        out, err = process.communicate(timeout=30)

    assert process.returncode == 0, err
    assert "Perché no? €" in [row["subject"] for row in json.loads(out)["tickets"]]


def test_help_and_version(office: Office) -> None:
    for words in (["--help"], ["--version"], ["team", "create", "--help"], ["reply", "-h"]):
        ran = office.anna.run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


def test_an_empty_profile_belongs_to_no_team(shop: Shop) -> None:
    nobody = shop.station("Nessuno")

    for words in ("tickets", "show #1", "sync --once", "claim #1", "team list", "mailbox list", "review", "journal"):
        nobody.fails(1, "no-team", *words.split())
    nobody.fails(1, "no-team", "doctor")
    nobody.fails(1, "no-team", "compose", "--to", "a@b.it", "--subject", "x", "--text-file", nobody.write("t", "x"))


def test_no_tickets_is_a_line_too(shop: Shop) -> None:
    assert shop.found().lines("tickets", language="it").strip()


def station_of(office: Office, name: str) -> Station:
    return office.anna if name == "Anna" else office.bruno


def test_unread_is_each_ones_own(office: Office) -> None:
    reference = office.ticket("Non letto")

    assert office.anna.ticket("Non letto")["unread"] is True
    office.anna.ok("show", reference)
    assert office.anna.ticket("Non letto")["unread"] is False
    assert station_of(office, "Bruno").ticket("Non letto")["unread"] is True
    office.bruno.ok("note", reference, "--text", "guarda qui")
    office.anna.ok("sync", "--once")
    assert office.anna.ticket("Non letto")["unread"] is True
    office.anna.ok("show", reference)
    message = office.shop.deliver(mail("Re: Non letto", to=office.shop.address, In_Reply_To=_id(office, "Non letto")))
    office.sync()
    assert message["Message-ID"] in [m["message_id"] for m in office.anna.ok("show", reference)["messages"]]


def _id(office: Office, subject: str) -> str:
    messages = office.anna.ok("show", office.anna.reference(subject))["messages"]
    return str(messages[0]["message_id"])
