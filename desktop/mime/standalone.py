"""A mail's page as one file for a person's own browser: it holds everything that it shows, and may ask for nothing.

The page is sanitised already (``safe_html``). Here the mail's own pictures move into the file, those that lie elsewhere
leave it, and a Content-Security-Policy forbids scripts, forms, frames and every connection, whatever the page says.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Mapping

from desktop.mime.mail import Page

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'none'; connect-src 'none';"
    " frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
)
_IMAGE = re.compile(r'<img src="(cid:[^"]*|remote:\d+)"( alt="([^"]*)"[^>]*)>')
_KINDS = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"))
_LARGEST = 20 * 1024 * 1024
"""Octets of pictures in one file."""


def standalone(page: Page, title: str, images: Mapping[str, bytes]) -> str:
    """``images``: the mail's own by their place (``cid:...``); what is no picture of a known kind stays out."""
    room = _LARGEST

    def shown(found: re.Match[str]) -> str:
        nonlocal room
        place, rest, words = found.groups()
        data = images.get(html.unescape(place), b"")
        kind = next((kind for begin, kind in _KINDS if data.startswith(begin)), "")
        if place.startswith("remote:") or not kind or len(data) > room:
            return f"[{words}]" if words else ""
        room -= len(data)
        return f'<img src="data:image/{kind};base64,{b64encode(data).decode()}"{rest}>'

    body = _IMAGE.sub(shown, page.html).replace("<a href=", '<a rel="noopener noreferrer" target="_blank" href=')
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{html.escape(title)}</title></head>",
            f"<body>\n{body}\n</body></html>\n",
        )
    )
