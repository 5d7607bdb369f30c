"""Where the shipped files are: texts, sentences, the demo's mail.

A wheel, and the frozen bundle made from it, carry them inside the package as ``desktop/_resources``; in a
checkout, editable install or not, they stand beside the package as ``resources``.
"""

from __future__ import annotations

from pathlib import Path

import desktop


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder. FileNotFoundError is a fault of the packaging, not of a person."""
    package = Path(desktop.__file__).resolve().parent
    shipped = package / "_resources"
    base = shipped if shipped.is_dir() else package.parent / "resources"
    found = base.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"not shipped: {found}")
    return found


def translations(language: str) -> Path | None:
    """The window's words in that language, compiled; None for English, which they are written in, and where nobody
    has compiled them."""
    try:
        return resource("i18n", f"sportello_{language}.qm")
    except FileNotFoundError:
        return None
