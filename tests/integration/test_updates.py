"""Newer versions over a real web server, through a real journal, and by the words of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.adapters.web.updates import FoldersAndWeb
from desktop.domain.errors import SportelloError
from desktop.engine.teamfile import UPDATES
from desktop.engine.updates import LARGEST, MANIFEST, read
from desktop.runtime import release as of_program
from desktop.runtime.compose import opened
from installer import release
from tests.fakes.release import CONTENT, KEYS, PAGE, published
from tests.integration.cli.shop import Office, Station
from tests.peers.pages import WebServer
from tests.peers.waiting import until


@contextmanager
def known(keys: tuple[str, ...] = KEYS) -> Iterator[None]:
    """A program that carries these keys."""
    with patch.object(of_program, "keys", lambda: keys):
        yield


def test_over_the_web_encrypted_and_with_an_end(tmp_path: Path) -> None:
    published(tmp_path)
    whole = (tmp_path / MANIFEST).read_bytes()
    answers = {
        f"/s/{MANIFEST}": (200, {}, whole),
        f"/long/{MANIFEST}": (200, {}, b"x" * (LARGEST + 1)),
        f"/broken/{MANIFEST}": (500, {}, b""),
    }
    with (
        WebServer(tmp_path, lambda path: answers.get(path, (404, {}, b""))) as web,
        WebServer(tmp_path, lambda _: (200, {}, whole), plain=True) as plain,
    ):
        answers[f"/down/{MANIFEST}"] = (302, {"Location": plain.url(f"/{MANIFEST}", scheme="http")}, b"")
        endless = {"Location": web.url(f"/s/{MANIFEST}")}
        answers[f"/drip/{MANIFEST}"] = (302, endless, b"x" * 200_000)
        answers[f"/on/{MANIFEST}"] = (302, {"Location": web.url(f"/s/{MANIFEST}")}, b"")
        places = FoldersAndWeb(web.ca_file)

        def code(place: str, places: FoldersAndWeb = places) -> str:
            try:
                assert places.read(place, MANIFEST, LARGEST) == whole
            except SportelloError as error:
                return error.code
            return ""

        assert [code(web.url(path)) for path in ("/s", "/s/", "/on")] == ["", "", ""]
        assert code(web.url("/drip")) == ""
        until(lambda: web.hung_up == [f"/drip/{MANIFEST}"], "nobody reads what comes with a redirection")
        assert code(web.url("/long")) == "update-too-large"
        assert code(web.url("/none")) == "updates-nothing-there"
        assert [code(web.url(path)) for path in ("/broken", "/down")] == ["updates-unreachable"] * 2
        assert code(web.url("/s"), FoldersAndWeb()) == "updates-unreachable", "a certificate that nobody vouches for"
        assert code(plain.url("/s", scheme="http")) == "updates-place-unfit"
        assert plain.asked == []


def test_a_lead_drops_it_into_the_journal_and_everybody_is_told(fresh: Office, tmp_path: Path) -> None:
    file, files = published(tmp_path / "share"), str(tmp_path / "share")
    with known():
        assert fresh.anna.ok("update")["offer"] is None
        fresh.bruno.fails(3, "leads-only", "update", "publish", str(file))
        assert fresh.anna.ok("update", "publish", str(file), "--files", files) == {"published": "9.1"}
        fresh.sync()
        for station in (fresh.anna, fresh.bruno):
            found = station.ok("update")
            assert (found["place"], found["offer"]["version"], found["offer"]["page"]) == ("journal", "9.1", PAGE)
        said = fresh.bruno.lines("update", language="it")
        assert "C'è la versione 9.1 del 2026-11-23" in said
        assert "Meno clic per rispondere." in said
        saved = Path(fresh.bruno.ok("update", "save", "--to", str(tmp_path))["file"])
        assert saved.read_bytes() == CONTENT
        older = published(tmp_path / "older", "9.0")
        fresh.anna.fails(1, "update-replayed", "update", "publish", str(older))
        newer = published(tmp_path / "newer", "9.2")
        newer.write_bytes(newer.read_bytes().replace(b"9.2", b"9.3"))
        fresh.anna.fails(1, "update-tampered", "update", "publish", str(newer))
    fresh.bruno.fails(1, "update-no-key", "update")
    reference = fresh.ticket("Dopo")
    assert fresh.anna.reply(reference, "Gentile cliente").code == 0, "the journal goes on"


def test_a_lead_says_where_it_is_looked_for(fresh: Office, tmp_path: Path) -> None:
    """And so does the team file of whoever comes next."""
    folder = tmp_path / "share"
    folder.mkdir()
    with known():
        fresh.anna.fails(2, "updates-place-unfit", "team", "set", "--updates", "http://shop.example")
        fresh.anna.ok("team", "set", "--updates", str(folder))
        fresh.anna.fails(1, "updates-nothing-there", "update")
        published(folder)
        assert fresh.anna.ok("update")["offer"]["version"] == "9.1"
        carla = Station(tmp_path / "carla")
        carla.ok("team", "join", fresh.shop.invitation(fresh.anna), "--agent", "Carla", "--yes")
        with opened(carla.profile, carla.surroundings()) as profile:
            assert profile.store.profile.get(UPDATES) == str(folder), "by her team file"
        assert carla.ok("update")["offer"]["version"] == "9.1"
        fresh.anna.ok("team", "set", "--updates", "none")
        assert fresh.anna.ok("update")["offer"] is None


def test_a_publisher_makes_a_key_and_signs_a_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys, private, out = tmp_path / "release.keys", tmp_path / "drawer.key", tmp_path / "out"
    package = tmp_path / "sportello_0.2.0_amd64.deb"
    package.write_bytes(CONTENT)
    keys.write_text("# nobody yet\n", encoding="ascii")
    public = release.make_key(private, keys)
    if os.name == "posix":
        assert private.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="in the project"):
        release.make_key(release.ROOT / "drawer.key", keys)
    with patch.object(release, "KEYS", keys):
        words = ["sign", "--key", str(private), "--out", str(out), "--version", "0.2.0", "--notes-it", "Novità."]
        assert release.main([*words, f"linux={package}"]) == 0
        keys.write_text("", encoding="ascii")
        assert release.main([*words, f"linux={package}"]) == 1, "the program does not know that key"
    assert capsys.readouterr().out.strip() == str(out / MANIFEST)
    manifest = read((out / MANIFEST).read_bytes(), (public,))
    assert (manifest.version, manifest.notes, manifest.files["linux"].size) == (
        "0.2.0",
        {"it": "Novità."},
        len(CONTENT),
    )
    assert (out / package.name).read_bytes() == CONTENT
