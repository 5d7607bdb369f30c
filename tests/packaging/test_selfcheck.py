"""The program's check of itself, which a frozen one has to pass before anybody gets it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from unittest.mock import patch

from desktop.domain.errors import SportelloError
from desktop.runtime import soundness
from desktop.runtime.cli.main import main
from tests.integration.cli.shop import ROOT, check_sentences


def test_this_program_is_whole() -> None:
    """In a process of its own, as packages ask it; which libraries Qt finds for a display is the machine's affair."""
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "desktop", "--json", "doctor", "--self"],
        env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert {name for name, check in checks.items() if check["state"] != "ok"} - {"qt"} == {"keyring"}, checks
    assert checks["qt"].get("error") in (None, "library-missing")
    assert (checks["keyring"]["error"], checks["parser"]["detail"]) == ("no-wallet", "perché")


def test_what_is_missing_is_a_sentence_and_an_exit_code() -> None:
    gone = SportelloError("program-incomplete", detail="no desktop.mime")
    out = io.StringIO()
    lost = FileNotFoundError("not shipped")
    with (
        patch.object(soundness.importlib, "import_module", side_effect=ModuleNotFoundError("gone")),
        patch.object(soundness, "resource", side_effect=lost),
        patch.object(soundness, "authorities", return_value=0),
        patch.object(soundness, "_qt", side_effect=gone),
        patch.object(soundness, "SqliteStore", side_effect=OSError("no such module: fts5")),
        contextlib.redirect_stdout(out),
    ):
        code = main(["--json", "doctor", "--self"])
    checks = {check["name"]: check for check in json.loads(out.getvalue())["checks"]}
    wrong = {name: check for name, check in checks.items() if check["state"] == "error"}
    assert (code, set(wrong)) == (1, {"imports", "resources", "database", "tls", "qt"})
    assert "fts5" in wrong["database"]["message"]
    for check in wrong.values():
        check_sentences(check)
