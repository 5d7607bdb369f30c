"""What a customer wrote in a reply, without what it quotes. For reading a short answer, never for showing a mail:
there everything is kept and only folded."""

from __future__ import annotations

import re

from desktop.mime.attributions import names_a_writer
from desktop.mime.quoting import all_stretches, names_an_original

_ATTRIBUTION = re.compile(
    r"\s*(?:il|on|in data|am|le|el)\b.{3,300}\b"
    r"(?:(?:ha scritto|scrive|wrote|writes|schrieb|a écrit|escribió)\s*:?|schrieb\b.{1,80}:)\s*",
    re.IGNORECASE,
)
"""Also without a time, which is too little to fold by."""
_LONGEST = 64 * 1024
_LINES = 400
_HEADER = 4


def own_words(text: str) -> str:
    """Lines that are neither quoted nor a signature nor below the mark of an original mail."""
    looked_at = "\n".join(line[:500] for line in text[:_LONGEST].split("\n")[:_LINES])
    lines = "\n".join(one.text for one in all_stretches(looked_at) if not one.quoted).split("\n")
    end = next((number for number in range(len(lines)) if _ends(lines[number : number + _HEADER])), len(lines))
    return "\n".join(lines[:end]).strip()


def _ends(lines: list[str]) -> bool:
    first = lines[0]
    return bool(_ATTRIBUTION.fullmatch(first) and names_a_writer(first)) or names_an_original(lines)
