"""Canned responses from a file, or those that come with the program."""

from __future__ import annotations

from desktop.domain.errors import UsageError
from desktop.domain.texts_file import BadTexts, read
from desktop.engine.canned import Canned
from desktop.runtime.files import text_of
from desktop.runtime.resources import resource


def taken_in(canned: Canned, path: str) -> int:
    """How many were new or different; ``path`` is empty for the set that comes with the program. Raises UsageError
    ``bad-texts-file``."""
    path = path or str(resource("texts", "starter.toml"))
    try:
        texts, files = read(text_of(path))
    except BadTexts as error:
        raise UsageError("bad-texts-file", path=path, detail=str(error)) from error
    return canned.take_in(texts, files)
