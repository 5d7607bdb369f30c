"""The HTML body of a letter: the author's words, the signature, the customer's words below. The same as the plain text
beside it says, piece by piece."""

from __future__ import annotations

import html

from desktop.mime.cleaning import clean_text
from desktop.mime.replying import signs_itself
from desktop.mime.rich import Rich, to_html, to_text

_QUOTE = "margin:0 0 0 8px;border-left:2px solid #c8ccd0;padding-left:10px;color:#57606a"


def lettered(words: Rich, signature: str, attribution: str, quoted: str) -> str:
    """``attribution`` stands above ``quoted``; without one nothing is quoted."""
    signed = clean_text(signature).strip("\n")
    if signs_itself(to_text(words), signed):
        signed = ""
    below = f"<div><br></div><div>--&nbsp;</div>{_lines(signed)}" if signed else ""
    if quoted.strip():
        below += f'<div><br></div>{_lines(attribution)}<blockquote style="{_QUOTE}">{_lines(quoted)}</blockquote>'
    return f"<html><body>{to_html(words)}{below}</body></html>"


def _lines(text: str) -> str:
    lines = (
        html.escape(line, quote=False).replace("  ", " &nbsp;") for line in clean_text(text).strip("\n").split("\n")
    )
    return "".join(f"<div>{line or '<br>'}</div>" for line in lines)
