"""What an author may have overlooked before a mail leaves: a file that the text speaks of, somebody else's address.

Nothing here forbids anything: a person is asked once and decides.
"""

from __future__ import annotations

import re

_FILE_WORDS = re.compile(
    r"\b(?:"
    r"(?:in )?allegat[oaie]|alleg(?:o|hiamo)|"  # Italian
    r"(?:is|are|i|we|please find|see)?\s?attach(?:ed|ing|ment|ments)?|enclosed|"  # English
    r"ci-joint(?:e|s|es)?|pi[eè]ces?[ -]jointes?|en annexe|"  # French
    r"(?:im )?anhang|anbei|angeh[aä]ngt|beigef[uü]gt|anlage(?:n)?|"  # German
    r"adjunt(?:o|a|os|as|amos)|en anexo"  # Spanish
    r")\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_MOST = 20


def file_spoken_of(text: str) -> str:
    """The words that speak of an enclosed file, in Italian, English, French, German or Spanish; empty for none. Words
    that are quoted are somebody else's."""
    own = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    found = _FILE_WORDS.search(own)
    return found.group().strip() if found is not None else ""


def addresses_in(text: str) -> tuple[str, ...]:
    """Mail addresses that are written in a text, lower case, each once; the first twenty."""
    return tuple(dict.fromkeys(word.lower().rstrip(".") for word in _ADDRESS.findall(text)))[:_MOST]
