"""A mail by its header fields alone, as the picture of a mailbox counts it (``domain.standing``)."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.standing import Letter
from desktop.mime.addresses import safe_addresses
from desktop.mime.automatic import automatic
from desktop.mime.headers import message_ids
from desktop.mime.replying import bare_subject
from desktop.mime.structure import Structure

FIELDS = (
    *("Message-ID", "In-Reply-To", "References", "From", "Reply-To", "To", "Cc", "Subject", "Date", "Return-Path"),
    *("Content-Type", "Auto-Submitted", "Precedence", "List-Id", "List-Post", "List-Unsubscribe", "X-Loop"),
    *("X-Auto-Response-Suppress", "X-AutoReply", "X-AutoRespond", "X-AutoResponder", "X-Ricevuta", "X-Trasporto"),
)
"""All that is looked at. ``X-Ricevuta`` marks the receipts of registered mail (PEC), which no customer wrote;
``X-Trasporto`` what it carries: its From is the provider's, its Reply-To the customer's."""


def letter(raw: bytes, received: int, ours: Collection[str], *, sent: bool, marked: bool) -> Letter | None:
    """None: no customer wrote it, and none of us to a customer. ``ours``: the team's own addresses, lower-case;
    ``sent``: it lies in the folder of sent mail."""
    root = Structure(raw).root
    fields = root.fields
    if fields.has("x-ricevuta") or (not sent and automatic(raw, root).kind):
        return None
    author = "reply-to" if fields.has("x-trasporto") and fields.has("reply-to") else "from"
    wrote = [one for one in safe_addresses(fields.first(author)) if one.email.lower() not in ours]
    if not sent and not wrote:  # a form of the shop's own website
        wrote = [one for one in safe_addresses(fields.first("reply-to")) if one.email.lower() not in ours]
    addressed = [one for name in ("to", "cc") for one in safe_addresses(fields.first(name))]
    others = [one for one in addressed if one.email.lower() not in ours]
    people = others if sent else wrote
    if not people:
        return None
    identity = message_ids(fields.first("message-id"))
    references = (*message_ids(fields.first("references")), *message_ids(fields.first("in-reply-to")))
    return Letter(
        identity[0] if identity else "",
        references,
        people[0].email.lower(),
        "" if sent else people[0].name,
        bare_subject(fields.text("subject")),
        received,
        sent,
        marked,
    )
