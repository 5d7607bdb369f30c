"""The log file tells support how commands ended, and nothing secret."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desktop.domain.errors import SportelloError
from desktop.runtime import logs


def written(profile: Path) -> str:
    return (profile / "sportello.log").read_text(encoding="utf-8")


def test_how_a_command_ended(tmp_path: Path) -> None:
    with logs.to_file(tmp_path, "sync"):
        pass
    with pytest.raises(SportelloError), logs.to_file(tmp_path, "claim"):
        raise SportelloError("held", agent="Anna")
    assert "sync: done" in written(tmp_path)
    assert "claim: held {'agent': 'Anna'}" in written(tmp_path)


def test_no_password_is_written_not_even_in_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPORTELLO_PASSWORD_INFO_SHOP_EXAMPLE", "segretissima")
    monkeypatch.setenv("SPORTELLO_OLD_PASSWORD", "vecchissima")
    with pytest.raises(RuntimeError), logs.to_file(tmp_path, "sync"):
        raise RuntimeError("LOGIN info segretissima, then vecchissima")
    assert "LOGIN info ***, then ***" in written(tmp_path)
    assert "RuntimeError" in written(tmp_path)


def test_a_file_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "sportello.log").mkdir()
    with logs.to_file(tmp_path, "sync"):
        pass


def test_what_the_keyring_told_is_left_out_too(tmp_path: Path) -> None:
    told = {"segreta"}
    with logs.to_file(tmp_path, "sync", told):
        told.add("segreta-piu-lunga")
        logging.getLogger("desktop.x").warning("login segreta-piu-lunga, then segreta")
    text = (tmp_path / "sportello.log").read_text(encoding="utf-8")
    assert "segreta" not in text
    assert "login ***, then ***" in text
