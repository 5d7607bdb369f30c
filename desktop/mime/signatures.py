"""Which of a mail's last lines are a signature, and which only stand below two dashes: whether somebody says something
there that an answer could be given to."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 12
"""Lines of words below ``--`` up to which it is a signature."""
_SENTENCE = 4
"""Words written small that make a line with a full stop a sentence."""
_WORDS = 6
"""And without one."""

_AFTER = 3
"""And below the first paragraph of a signature, where no address stands."""

_CONTACT = re.compile(
    r"@|www\.|https?:|\b(?:tel|fax|mob|cell|phone|p\.? ?iva|c\.f|via|piazza|street|road|str|rue|calle)\b", re.IGNORECASE
)
_ASKS = re.compile(r"[?？](?:[\s\"'”»)!.]|$)")
_ADDS = re.compile(r"\s*(?:p\.? ?s\b|n\.? ?b\b|post ?scriptum\b|ps[:.]|edit\b)", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\b(?:[Vv]orrei|[Vv]oglio|[Vv]ogliamo|[Pp]otete|[Pp]otreste|[Cc]hiedo|[Aa]spetto|[Aa]ttendo|[Hh]o|[Aa]bbiamo"
    r"|[Ii]ch|[Bb]itte um|[Jj]e|[Jj]['’]|[Nn]ous|[Vv]euillez|[Qq]uiero|[Qq]uisiera|[Nn]ecesito)\b"
    r"|\b(?:non|mai|not|never|nicht|nie|pas|jamais|nunca)\b"
    r"|\b(?:I(?:['’](?:d|m|ve|ll))?|[Ww]e) [a-z]{2,}|\b[Pp]lease (?:send|tell|let|cancel|call|check|refund|help)"
)
_DISCLAIMS = re.compile(
    r"confiden|riservat|vertraulich|privacy|riservatezza|privileg|disclaimer|d\.? ?lgs|gdpr|rgpd|dsgvo|regolamento ue"
    r"|intended (?:only|solely|recipient)|destinatari|destinataire|empfänger|unsubscribe|newsletter|virus|avast"
    r"|stampa\w*|print(?:ing)?\b|ausdruck|imprim|environment|ambiente|umwelt|environnement|medio ?ambiente",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"\s*(?:(?:sent|inviat[oa]|gesendet|envoyé|enviado|skickat)\s(?:from|da|dal|con|mit|von|depuis|de|desde|från"
    r"|via)\b"
    r"|von (?:meinem|meiner)\b.{1,40}\bgesendet|(?:get|scarica|ottieni|télécharger|obtenir|obtener"
    r"|hol dir)\soutlook \S+ (?:ios|android|mac|windows|mobile)\b"
    r"|outlook für (?:ios|android)\b)[^,.;:!?]{0,60}(?:<https?://\S{1,200}>)?\.?\s*",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"\b(?:i?phone|ipad|ios|android|samsung|galaxy|huawei|xiaomi|redmi|honor|oppo|realme|nokia|pixel|moto\w*|oneplus"
    r"|sony|xperia|blackberry|windows|outlook|yahoo|gmail|gmx|libero|tiscali|virgilio|proton\w*|thunderbird"
    r"|web app|web\.de|smartphone|cellulare|telefon\w*|t[ée]l[ée]phone|handy|mobil(?:e|telefon|ger[äa]t)?|portable"
    r"|m[óo]vil|celular|dispositivo|device|tablet|k-9|fairemail|superhuman|t-online|mail orange|sfr)\b",
    re.IGNORECASE,
)
_OF_MINE = re.compile(r"\b(?:my|mio|mia|meinem|meiner|mon|ma|mi|min)\s+[A-Z0-9]")
_WORDS_OF_A_PROGRAM = 9


def signature_length(below: Sequence[str], above: str) -> int:
    """How many of the lines below ``--`` are a signature with it: from none to all. ``above``: the last line before."""
    if sum(bool(line.strip()) for line in below) > _LONGEST or above.rstrip().endswith(":"):
        return 0
    begun = 0
    for end in [n for n, line in enumerate(below) if not line.strip()] + [len(below)]:
        part = below[begun:end]
        if says_something(part) or (begun and _is_said_after(part)):
            return begun
        begun = end + 1
    return len(below)


def _is_said_after(lines: Sequence[str]) -> bool:
    """Whether a paragraph below the first one of a signature is somebody's words, few as they are."""
    whole = " ".join(lines)
    if _CONTACT.search(whole) or _DISCLAIMS.search(whole):
        return False
    return any(line.rstrip().endswith("!") or _small(line) >= _AFTER for line in lines)


def says_something(lines: Sequence[str]) -> bool:
    """Whether a paragraph asks, adds or tells something: no address and no small print."""
    if any(_ADDS.match(line) or _ASKS.search(line) for line in lines):
        return True
    tells = any(_SPEAKS.search(line) or _is_sentence(line) for line in lines)
    return tells and not _DISCLAIMS.search(" ".join(lines))


def is_mark_of_a_program(line: str) -> bool:
    """``Sent from my iPhone``, and not what was sent from a warehouse."""
    short = len(line.split()) <= _WORDS_OF_A_PROGRAM
    return short and bool(_MOBILE.fullmatch(line)) and bool(_DEVICE.search(line) or _OF_MINE.search(line))


def _is_sentence(line: str) -> bool:
    return _small(line) >= (_SENTENCE if line.rstrip().endswith((".", "!", "…")) else _WORDS)


def _small(line: str) -> int:
    """How many words are written small."""
    return len([word for word in re.split(r"[\s,;:.!…'’()]+", line) if word.isalpha() and word.islower()])
