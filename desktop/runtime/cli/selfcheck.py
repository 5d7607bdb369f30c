"""``doctor --self``: whether the program itself is whole. The one check that needs neither a profile nor a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop import __version__
from desktop.domain.errors import SportelloError
from desktop.runtime import soundness
from desktop.runtime.cli.printing import Printer

_BEARABLE = ("no-wallet", "keyring-locked")
"""Codes of what works all the same, otherwise."""


def check_self(out: Printer) -> int:
    """All checks, whatever fails. Exit code: 0 when the program is whole, else 1."""
    checks = list(_checked(out))
    ok = all(check["state"] != "error" for check in checks)
    out.answer({"ok": ok, "version": __version__, "checks": checks}, lambda: [_line(check) for check in checks])
    return 0 if ok else 1


def _checked(out: Printer) -> Iterator[dict[str, Any]]:
    for name, check in soundness.checks():
        try:
            yield {"name": name, "state": "ok", "detail": str(check())}
        except SportelloError as error:
            state = "warning" if error.code in _BEARABLE else "error"
            yield {"name": name, "state": state, "detail": "", **out.as_document(error)}


def _line(check: dict[str, Any]) -> str:
    if check["state"] == "ok":
        return f"ok       {check['name']}  {check['detail']}"
    shown = "warning" if check["state"] == "warning" else "ERROR"
    return f"{shown:<8} {check['name']}  {check['message']} {check['remedy']}"
