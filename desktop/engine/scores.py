"""A customer's answer to a follow-up: the score goes onto the ticket; if it says more, it is a customer's mail too."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.csat import score_in
from desktop.journal.entries import FollowUpScored
from desktop.journal.state import Ticket
from desktop.mime.own_words import own_words
from desktop.ports.store.messages import Message


@dataclass(frozen=True, slots=True)
class Scored:
    entry: FollowUpScored
    only: bool
    """The mail says nothing that anybody would have to answer."""


def scored(ticket: Ticket, message: Message) -> Scored | None:
    """What a mail that answers one of the ticket's follow-ups says in numbers; None when it is no such mail."""
    named = {*message.mail.in_reply_to, *message.mail.references}
    plan = next((plan for plan in ticket.plans.values() if plan.message_id and plan.message_id in named), None)
    if plan is None or message.mail.automatic or message.outgoing:
        return None
    found = score_in(own_words(message.mail.text))
    if found is None:
        return None
    only = found.only and not message.mail.attachments
    return Scored(FollowUpScored(send=plan.id, score=found.score, slot=message.slot), only)
