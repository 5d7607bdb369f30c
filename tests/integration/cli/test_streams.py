"""Standard streams that are full, closed or gone, and faults of our own: a sentence each time, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.engine.queries import Queries
from tests.integration.cli.shop import ROOT, Office, Station, check_sentences

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")


def in_shell(station: Station, redirected: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell starts it, with some of its streams somewhere else."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirected}', sys.executable, "-P", "-m", "desktop",
         "--profile", str(station.profile), *words],
        env={**os.environ, **station.surroundings(), "PYTHONPATH": str(ROOT)}, cwd="/", text=True, timeout=60,
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip


@FULL
@pytest.mark.parametrize("json_words", [(), ("--json",)])
def test_an_answer_that_cannot_be_printed(office: Office, json_words: tuple[str, ...]) -> None:
    reference = office.ticket(f"Disco pieno {len(json_words)}")
    text = office.anna.write("t", "Eccomi")

    done = in_shell(office.anna, ">/dev/full", *json_words, "reply", reference, "--text-file", text, "--no-undo")

    assert done.returncode == 1, done
    assert "could not be printed" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(office.sent(reference)) == 1
    assert office.anna.review(reference) == []


@FULL
def test_nothing_can_be_said_at_all(office: Office) -> None:
    assert in_shell(office.anna, ">/dev/full 2>&1", "tickets").returncode == 1
    assert in_shell(office.anna, ">/dev/full 2>&1", "--json", "tickets").returncode == 1
    assert in_shell(office.anna, ">&- 2>&-", "tickets").returncode == 0


@FULL
def test_a_reply_whose_undo_window_cannot_be_announced_stays_here(office: Office) -> None:
    reference = office.ticket("Finestra muta")

    done = in_shell(office.anna, ">/dev/full", "reply", reference, "--text-file", office.anna.write("t", "Eccomi"))

    assert done.returncode == 1, done
    assert office.sent(reference) == []
    assert [one["text"] for one in office.anna.review(reference)] == ["Eccomi"]


def test_a_text_from_a_closed_standard_input(office: Office) -> None:
    done = in_shell(office.anna, "<&-", "--json", "reply", "X", "--text-file", "-")

    document = json.loads(done.stdout)
    assert (done.returncode, document["error"]) == (2, "no-input"), done
    check_sentences(document)


@pytest.mark.parametrize("fault", [RuntimeError("ouch"), MemoryError()])
def test_a_fault_of_our_own(office: Office, fault: Exception) -> None:
    with patch.object(Queries, "tickets", side_effect=fault):
        document = office.anna.fails(1, "program-fault", "tickets")

    assert type(fault).__name__ in document["message"]
    assert "Traceback" in (office.anna.profile / "sportello.log").read_text("utf-8")


HOSTILE = "a\x1b]0;presa\x07\x1b[2J\x9b31m\u202eb\r\nc"


def test_what_colleagues_write_speaks_to_no_terminal(fresh: Office) -> None:
    reference = fresh.ticket("Terminale")
    fresh.bruno.ok("note", reference, "--text", HOSTILE)
    fresh.anna.ok("sync", "--once")
    fresh.anna.ok("team", "halt", "--reason", HOSTILE)

    shown = fresh.anna.lines("show", reference)
    refused = fresh.anna.run("--profile", str(fresh.anna.profile), "claim", reference)

    assert "a]0;presa[2J31mb\nc" in shown
    assert refused.code == 6
    assert "presa" in refused.err
    assert not set(HOSTILE) & set(shown + refused.err) & set("\x1b\x07\x9b\u202e")
    as_json = fresh.anna.json("show", reference)
    assert not set("\x1b\x07\x9b\u202e") & set(as_json.out), "written as escapes"
    assert as_json.document["notes"][0]["text"] == HOSTILE, "and nothing is lost"
