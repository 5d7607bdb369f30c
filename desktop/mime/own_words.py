"""What a customer wrote in a reply, without what it quotes. For reading a short answer, never for showing a mail:
there everything is kept and only folded."""

from __future__ import annotations

import re

_ATTRIBUTION = re.compile(
    r"^\s*(?:il|on|in data)\b.{3,300}\b(?:ha scritto|scrive|wrote|writes)\s*:?\s*$", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"^\s*(?:-{2,}\s*(?:messaggio\s+\w+|original\s+message|forwarded\s+message)\s*-{2,}|_{8,}"
    r"|(?:da|from|de|von)\s*:\s.*@.*|(?:inviato\s+d\w+|sent\s+from)\b.*)\s*$",
    re.IGNORECASE,
)
_LONGEST = 64 * 1024
_LINES = 400


def own_words(text: str) -> str:
    """Lines that are neither quoted nor below the mark of an original mail or a signature."""
    lines = _unwrapped([line[:500] for line in text[:_LONGEST].splitlines()[:_LINES]])
    kept: list[str] = []
    for number, line in enumerate(lines):
        if line.rstrip(" ") == "--" or _ORIGINAL.match(line):
            break
        if _ATTRIBUTION.match(line) and not _quotes_follow(lines, number):
            break
        if not line.lstrip().startswith(">") and not _ATTRIBUTION.match(line):
            kept.append(line)
    return "\n".join(kept).strip()


def _unwrapped(lines: list[str]) -> list[str]:
    """With each attribution on one line: mail programs break it in two."""
    found: list[str] = []
    for line in lines:
        whole = f"{found[-1]} {line}" if found else ""
        if _ATTRIBUTION.match(whole) and not _ATTRIBUTION.match(line) and not _ATTRIBUTION.match(found[-1]):
            found[-1] = whole
        else:
            found.append(line)
    return found


def _quotes_follow(lines: list[str], number: int) -> bool:
    """Whether the quote below an attribution is marked, so that an answer may stand under it."""
    following = [line for line in lines[number + 1 : number + 5] if line.strip()]
    return any(line.lstrip().startswith(">") for line in following)
