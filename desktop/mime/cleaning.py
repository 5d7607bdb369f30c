"""What must never be shown: NUL and other controls, bidi overrides, lone surrogates.

A right-to-left override makes ``exe.fdp`` read as ``pdf.exe``; a lone surrogate cannot be stored. Direction
*marks* stay in prose, Arabic and Hebrew need them, but not in file names. Nothing of that kind is printable, as
Python counts it, which is seen ten times as fast as it is looked for.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_INVISIBLE = re.compile("[\xad\u061c\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]")


def clean_text(text: str) -> str:
    """Several lines with LF line ends; tabs stay, blank space at the end goes."""
    usual = text.replace("\r\n", "\n")
    if not usual.replace("\n", "").isprintable():
        usual = UNSHOWN.sub("", _LINE_ENDS.sub("\n", text))
    return usual.rstrip()


def clean_line(text: str) -> str:
    """One line: every run of white space is one space, none at the ends."""
    return " ".join((text if text.isprintable() else clean_text(text)).split())


def clean_name(text: str) -> str:
    """One line without anything invisible, for what a person decides by (a file's name, a sender's)."""
    return " ".join((text if text.isprintable() else _INVISIBLE.sub("", clean_text(text))).split())
