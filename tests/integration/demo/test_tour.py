"""The tour on the terminal and in windows: right to the end with nobody at the keyboard, and gone however it ends."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import string
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.runtime.demo import tour
from desktop.runtime.demo.scenes import SCENES
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.windows import shows_windows
from desktop.runtime.sentences import Sentences
from tests.peers.waiting import until

ROOT = Path(__file__).parents[3]
CODE = ROOT / "desktop/runtime/demo"
WITHOUT_STDIN = ["sh", "-c", 'exec "$@" <&-', "sh"]
ROW = re.compile(r"^(\d) .{22} .{38} (<[^ ]+>)$", re.MULTILINE)


@contextmanager
def touring(folder: Path, language: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """In a session of its own, so that its whole family can be looked for; without a display."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "QT_QPA_PLATFORM")
    }
    environment |= {"LANG": language}
    command = [*WITHOUT_STDIN, sys.executable, "-m", "desktop", "demo", "--folder", str(folder), *words]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if alive(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def alive(session: int) -> list[str]:
    """What still runs of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def test_the_first_scenes_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A team and a claim: what the everyday run shows of the tour by the command line."""
    monkeypatch.setattr(tour, "SCENES", SCENES[:2])
    assert tour.play(tmp_path / "giro", Sentences("it")) == 0
    said = capsys.readouterr().out
    assert re.search(r"40 messaggi · \d con risposta, da \d invii · doppioni 0 · scostamenti 0", said)
    assert (tmp_path / "giro" / "transcript.txt").read_text("utf-8") == said


def accounted_for(folder: Path, said: str) -> None:
    """Every message in the table, with the answers that it should have; what was told is the transcript."""
    table = ROW.findall(said)
    assert len({message_id for _, message_id in table}) == len(table) == 42
    assert Counter(count for count, _ in table) == {"1": 10, "0": 32}
    assert "42 messaggi · 10 con risposta, da 7 invii · doppioni 0 · scostamenti 0" in said
    assert (folder / "transcript.txt").read_text("utf-8") == said
    assert DemoServers.password not in said
    for agent in ("anna", "bruno"):
        # What the other one wrote, and what was written before the team was there, is read at both desks.
        assert written(folder / agent, "BL-10482") == [False, False, False, True]
        assert written(folder / agent, "BL-10526") == [True, False]


@pytest.mark.timeout(280)
def test_everybody_gets_one_answer_and_nothing_stays_behind(tmp_path: Path, full_proof: bool) -> None:
    """The same day as in windows, by sixty processes of the command line."""
    if not full_proof:
        pytest.skip("make prove plays it; the first scenes are played every time")
    folder = tmp_path / "giro"
    with touring(folder, "it_IT.UTF-8", "--terminal") as process:
        said, _ = process.communicate()
        assert process.returncode == 0, said
        assert alive(process.pid) == []
    accounted_for(folder, said)
    assert "\x1b" not in said
    for code, times in {3: 4, 4: 1, 5: 6}.items():
        assert said.count(f"[exit\u00a0{code}]") == times, code
    assert not (folder / "errors.log").exists()
    assert (folder / "server.log").read_text("utf-8") == ""
    assert re.search(r"^ +ok +review +0$", said, re.MULTILINE), "what evidence has settled is still in the review"


@pytest.mark.timeout(280)
def test_in_windows_too_everybody_gets_one_answer_and_pictures_are_left(tmp_path: Path) -> None:
    folder = tmp_path / "giro"
    with touring(folder, "it_IT.UTF-8") as process:
        said, _ = process.communicate()
        assert process.returncode == 0, said
        assert alive(process.pid) == []
    accounted_for(folder, said)
    assert str(folder) in said.replace("\n", "")
    pictures = sorted(path.name for path in folder.glob("*.png"))
    assert pictures == re.findall(r"\d\d-[a-z-]+\.png", said)
    assert len(pictures) == 10
    assert all((folder / name).stat().st_size > 20_000 for name in pictures)
    assert list(folder.glob("*/crashes/crash-*")) == []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_windows_that_are_broken_off(tmp_path: Path, ending: signal.Signals) -> None:
    folder = tmp_path / "tour"
    with touring(folder, "C.UTF-8") as process:
        until(lambda: any(folder.glob("01-*.png")), "the first picture", 60)
        os.kill(process.pid, ending)
        assert process.wait(60) == (130 if ending == signal.SIGINT else -ending)
        until(lambda: not alive(process.pid), "the servers to end", 30)


def test_a_dead_display_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert not shows_windows(os.environ)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert shows_windows(os.environ)


def written(profile: Path, words: str) -> list[bool]:
    """Of the mails of the one ticket found by these words, whether each is ours. Needs no server."""
    (ticket,) = said_by(profile, "tickets", "--place", "all", "--search", words)["tickets"]
    return [mail["outgoing"] for mail in said_by(profile, "show", ticket["reference"])["messages"]]


def said_by(profile: Path, *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "desktop", "--profile", str(profile), "--json", *words]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return cast(dict[str, Any], json.loads(done.stdout))


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_tour_that_is_broken_off(tmp_path: Path, ending: signal.Signals) -> None:
    with touring(tmp_path / "tour", "C.UTF-8", "--terminal") as process:
        assert process.stdout is not None
        until(lambda: "team create" in str(process.stdout and process.stdout.readline()), "the first command", 60)
        if ending == signal.SIGINT:
            os.killpg(process.pid, ending)
        else:
            os.kill(process.pid, ending)
        assert process.wait(60) == (130 if ending == signal.SIGINT else -ending)
        until(lambda: not alive(process.pid), "the servers and commands to end", 30)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--folder", str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_turn_that_the_story_does_not_know_ends_it_with_exit_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a password nothing can be founded: the first command fails, the account is given all the same."""
    monkeypatch.setattr(DemoServers, "password", "un'altra")
    assert tour.play(tmp_path / "tour", Sentences("en")) == 1
    said = capsys.readouterr().out
    assert "`team create" in said
    assert "42 messages" not in said
    assert "40 messages · 0 answered, by 0 mails · doubles 0 · deviations 0" in said


def lines(language: str) -> dict[str, str]:
    table = tomllib.loads((ROOT / f"resources/i18n/{language}/demo.toml").read_text("utf-8"))
    told = {name: entry["line"] for name, entry in table.pop("lines").items()}
    return told | {f"{code}.{part}": text for code, entry in table.items() for part, text in entry.items()}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_tell_the_same_lines_with_the_same_facts() -> None:
    english, italian = lines("en"), lines("it")
    assert english.keys() == italian.keys()
    assert [name for name in english if fields(english[name]) != fields(italian[name])] == []


def test_every_line_that_is_told_is_written_and_every_written_one_is_told() -> None:
    constants = {
        node.value
        for path in (*CODE.glob("*.py"), ROOT / "desktop/ui/hands.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told = {name for name in constants if re.fullmatch(r"tour-[a-z-]+", name)}
    raised = {name for name in constants if re.fullmatch(r"demo-(servers|folder|command|other|not)-[a-z]+", name)}
    written = {name.partition(".")[0] for name in lines("en")}
    assert told | raised - {"demo-servers", "demo-hands"} == written
