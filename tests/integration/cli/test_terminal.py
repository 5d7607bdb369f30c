"""What is asked of a person at a terminal, and of a script not."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.runtime.cli.main import main
from desktop.runtime.window import opening
from tests.integration.cli.shop import FAIL_KEYRING, Office, Station


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def typed(station: Station, answer: str, *words: str) -> tuple[int, str]:
    """Exit code, and all that was said."""
    said = io.StringIO()
    with (
        patch.dict(os.environ, station.surroundings()),
        patch.object(sys, "stdin", Terminal(answer)),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        return main(["--profile", str(station.profile), *words]), said.getvalue()


def test_whose_servers_get_the_password_is_for_a_person_to_say(fresh: Office) -> None:
    file = fresh.shop.invitation(fresh.anna)
    carla = fresh.shop.station("Carla", SPORTELLO_LANGUAGE="it")
    servers = f"127.0.0.1:{fresh.shop.server.port} e 127.0.0.1:{fresh.shop.sink.port}"
    for answer in ("\n", "no\n"):
        code, said = typed(carla, answer, "team", "join", file, "--agent", "Carla")
        assert code == 130
        assert f"{fresh.shop.address}: la sua password va a {servers}" in said
        assert "Confronta l'impronta" in said
    carla.fails(1, "no-team", "tickets")
    assert typed(carla, "sì\n", "team", "join", file, "--agent", "Carla")[0] == 0
    fresh.anna.ok("team", "list")


def test_a_password_that_nothing_keeps_is_known_until_the_command_ends(fresh: Office) -> None:
    """Without a keyring, and with nothing in the environment."""
    anna = Station(fresh.anna.profile, {"SPORTELLO_PASSWORD": "", "PYTHON_KEYRING_BACKEND": FAIL_KEYRING})
    with patch("getpass.getpass", lambda _: "segreto-di-prova"):
        code, said = typed(anna, "", "day-zero")
    assert code == 0, said
    assert "is not kept" in said


@pytest.mark.parametrize(
    "words",
    [
        ["--team-file", "x.sportello"],
        ["window", "--team-file", "x.sportello"],
        ["--team-file", "x.sportello", "window"],
        ["window", "x.sportello"],
        ["x.sportello"],
        ["--profile", "p", "x.sportello"],
    ],
)
def test_a_team_file_opens_the_window_however_it_is_given(words: list[str]) -> None:
    with patch.object(opening, "run") as run:
        run.return_value = 0
        assert main(words) == 0
    assert run.call_args.args[1] == Path("x.sportello")
