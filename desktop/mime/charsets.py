"""Octets to text when the mail may lie about its charset.

The chain: what the mail declares, if it is on the allow-list and fits without a single error; UTF-8; what
chardet thinks with a confidence of at least 0.18 (measured on real mail); cp1252, which always gives something.
Codec names from a mail never reach the import system.
"""

from __future__ import annotations

import codecs
import re
from encodings.aliases import aliases
from functools import lru_cache

from desktop.mime.cleaning import clean_text

TEXT_LIMIT = 4 * 1024 * 1024
"""Octets: more than a mail's bodies may have together; the slowest codec takes 0.5 s for them."""
_CONFIDENCE = 0.18
_SAMPLE = 16 * 1024
_FEW = 5
"""Below one octet in so many outside ASCII, the script is Latin: a detector that says otherwise is wrong
(chardet takes "la taglia è sbagliata" in cp1252 for Cyrillic)."""

_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-15")
_OTHERS = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "cp1258", "cp874", "cp866", "koi8-r", "koi8-u", "iso8859-5"),
    *("iso8859-7", "big5hkscs", "gb18030", "cp932", "euc_jis_2004", "cp949"),
)
_ALLOWED = frozenset(
    {
        *("utf_8", "utf_7", "utf_16", "utf_16_le", "utf_16_be", "ascii", "mac_roman", "hz", "johab"),
        *("big5", "big5hkscs", "gb18030", "cp932", "cp949", "euc_jp", "euc_jis_2004", "iso2022_jp"),
        *(
            "iso2022_jp_1",
            "iso2022_jp_2",
            "iso2022_kr",
            "koi8_r",
            "koi8_u",
            "cp437",
            "cp850",
            "cp852",
            "cp855",
            "cp866",
            "cp874",
        ),
        *(f"cp125{digit}" for digit in range(9)),
        *(f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    }
)
_WIDER = {
    "latin_1": "cp1252",
    "iso8859_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "iso8859_8_i": "iso8859_8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "euc_kr": "cp949",
}
"""What senders mean by a name, after the WHATWG Encoding Standard: the wider sibling."""


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    """The codec for a charset label, or None when it is not one that mail is read with."""
    name = re.sub(r"[^a-z0-9]+", "_", label[:60].lower()).strip("_").removeprefix("x_")
    name = aliases.get(name, name)
    name = _WIDER.get(name, name)
    return name if name in _ALLOWED else None


def decode(raw: bytes, declared: str = "", *, cut: bool = False) -> str:
    """The text of ``raw``; never raises. ``cut``: the octets may end inside a character."""
    codec = codec_of(declared)
    for name in (codec, "utf_8"):
        if name is not None and (text := _strictly(raw, name, cut)) is not None:
            return text
    mended = raw.decode("utf_8", "replace")
    bad = mended.count("\ufffd")
    if bad * 8 <= sum(character > "\x7f" for character in mended[:_SAMPLE]):
        return mended
    guessed = codec_of(_guess(raw)) or codec or "cp1252"
    return raw.decode("cp1252" if guessed in ("ascii", "utf_8") else guessed, "replace")


def safe_text(raw: bytes, declared: str = "", *, cut: bool = False) -> str:
    """``decode``, then cleaned of what must never be shown; LF line ends. At most TEXT_LIMIT octets are looked at."""
    return clean_text(decode(raw[:TEXT_LIMIT], declared, cut=cut or len(raw) > TEXT_LIMIT))


def _strictly(raw: bytes, codec: str, cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(raw) if cut else raw.decode(codec)
    except ValueError:
        return None


def _guess(raw: bytes) -> str:
    """chardet's answer when it is sure enough. Imported late: 0.1 s, and one mail in a hundred needs it."""
    import chardet

    sample = raw[:_SAMPLE]
    high = sum(octet > 0x7F for octet in sample)
    likely = _LATIN if high * _FEW < len(sample) else _LATIN + _OTHERS
    answer = chardet.detect(sample, include_encodings=likely)
    encoding = answer["encoding"]
    return encoding if encoding and answer["confidence"] >= _CONFIDENCE else ""
