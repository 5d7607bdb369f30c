"""Is this a person's mail? RFC 3834 and what real machines write beside it.

Nothing is guessed from words in the subject: a customer may write "out of stock" as well.
"""

from __future__ import annotations

import re

from desktop.mime.headers import Fields, message_ids
from desktop.mime.structure import Part

_DAEMON = re.compile(rb"\bmailer-daemon\b|^<>$", re.IGNORECASE)
_POSTMASTER = re.compile(rb"\bpostmaster@", re.IGNORECASE)
_QUOTED_ID = re.compile(rb"^[> \t]*(?:original-)?message-id:\s*(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE)
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponder")
_LOOKED_AT = 256 * 1024
_MOST = 20


def automatic_kind(root: Part) -> str:
    """Empty for a person's mail, else bounce, auto-reply, list or bulk (ParsedMail.automatic)."""
    fields = root.fields
    is_report = root.content_type == "multipart/report"
    report = root.type.get("report-type").lower() if is_report else ""
    submitted = _word(fields, "auto-submitted") not in ("", "no")
    precedence = _word(fields, "precedence")
    nobody = fields.has("return-path") and fields.first("return-path").strip() == b"<>"
    sender = fields.first("from")
    if report == "delivery-status" or fields.has("x-failed-recipients") or _DAEMON.search(sender):
        return "bounce"
    if _POSTMASTER.search(sender) and (nobody or submitted or is_report):
        return "bounce"
    if submitted or is_report or precedence == "auto_reply" or _any(fields, _ANSWERING):
        return "auto-reply"
    if _any(fields, ("list-id", "list-post")) or precedence == "list":
        return "list"
    if precedence in ("bulk", "junk") or fields.has("list-unsubscribe"):
        return "bulk"
    suppressed = _word(fields, "x-auto-response-suppress") not in ("", "none")
    return "auto-reply" if nobody or suppressed or fields.has("x-loop") else ""


def returned_ids(raw: bytes, root: Part, returned: Fields | None) -> tuple[str, ...]:
    """For a bounce: Message-IDs of the mail that came back. From its returned header block if there is one,
    else every Message-ID line in the first 256 kB of the body but the bounce's own."""
    if returned is not None and (ids := message_ids(returned.first("message-id"))):
        return ids[:1]
    own = message_ids(root.fields.first("message-id"))
    body = raw[root.start : min(root.end, root.start + _LOOKED_AT)]
    found = [identity for match in _QUOTED_ID.findall(body) for identity in message_ids(match)]
    return tuple(dict.fromkeys(identity for identity in found if identity not in own))[:_MOST]


def _word(fields: Fields, name: str) -> str:
    """The first token of a field, lower-case: ``auto-replied`` of ``auto-replied; owner=...``."""
    return fields.first(name)[:200].decode("ascii", "replace").partition(";")[0].strip().lower()


def _any(fields: Fields, names: tuple[str, ...]) -> bool:
    return any(fields.has(name) for name in names)
