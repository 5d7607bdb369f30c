"""Is this a person's mail? RFC 3834 and what real machines write beside it.

Nothing is guessed from words inside a subject: a customer may write "out of stock" as well. Only what mail programs
themselves put at its beginning counts ("Risposta automatica:").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.mime.absence import back_on, is_absence, named_absence, named_answer, tells_absence
from desktop.mime.bodies import body_text
from desktop.mime.bounces import bounce_in, told_in
from desktop.mime.headers import Fields, message_ids, safe_date
from desktop.mime.structure import Part

_QUOTED_ID = re.compile(rb"^[> \t]*(?:original-)?message-id:\s*(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE)
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponder")
_REFUSED = ("non-accettazione", "errore-consegna", "preavviso-errore-consegna", "rilevazione-virus")
_LOOKED_AT = 256 * 1024
_MOST = 20


@dataclass(frozen=True, slots=True)
class Automatic:
    """As in ParsedMail."""

    kind: str = ""
    why: str = ""
    said: str = ""


def automatic(raw: bytes, root: Part) -> Automatic:
    """What the mail is if no person wrote it, and what it says of its reason."""
    fields = root.fields
    if fields.has("x-ricevuta"):
        return _receipt(raw, root)
    if _word(fields, "x-trasporto") == "posta-certificata":
        return Automatic()
    bounce = bounce_in(raw, root)
    if bounce is not None:
        return Automatic("auto-reply" if bounce.why == "delivered" else "bounce", bounce.why, bounce.said)
    subject = fields.text("subject")
    kind = "auto-reply" if named_answer(subject) else _kind(root)
    named = not kind and named_absence(subject)
    text = body_text(raw, root) if named or kind == "auto-reply" else ""
    if named and tells_absence(text):
        kind = "auto-reply"
    if kind != "auto-reply" or not text or not is_absence(subject, text):
        return Automatic(kind)
    return Automatic(kind, "away", back_on(text, safe_date(fields.first("date"))))


def _receipt(raw: bytes, root: Part) -> Automatic:
    """Of registered mail (PEC), by the word in its header that the Italian rules give it. What it carried to us
    (``X-Trasporto``) is somebody's mail."""
    kind = _word(root.fields, "x-ricevuta")
    if kind not in _REFUSED:
        return Automatic("auto-reply", "delivered" if kind == "avvenuta-consegna" else "")
    told = told_in(body_text(raw, root))
    return Automatic("bounce", "delayed" if kind.startswith("preavviso") else told.why, told.said)


def _kind(root: Part) -> str:
    fields = root.fields
    precedence = _word(fields, "precedence")
    submitted = _word(fields, "auto-submitted") not in ("", "no")
    if submitted or root.type.get("report-type") or precedence == "auto_reply" or _any(fields, _ANSWERING):
        return "auto-reply"
    if _any(fields, ("list-id", "list-post")) or precedence == "list":
        return "list"
    if precedence in ("bulk", "junk") or fields.has("list-unsubscribe"):
        return "bulk"
    nobody = fields.has("return-path") and fields.first("return-path").strip() == b"<>"
    suppressed = _word(fields, "x-auto-response-suppress") not in ("", "none")
    return "auto-reply" if nobody or suppressed or fields.has("x-loop") else ""


def returned_ids(raw: bytes, root: Part, returned: Fields | None) -> tuple[str, ...]:
    """For a bounce: Message-IDs of the mail that came back. From the field of a receipt that names it, or from its
    returned header block if there is one, else every Message-ID line in the first 256 kB of the body but the bounce's
    own."""
    if root.fields.has("x-ricevuta") and (ids := message_ids(root.fields.first("x-riferimento-message-id"))):
        return ids[:1]
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
