"""Who really wrote a form's mail, by a person's word: which mails one correction is about."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.commands import CorrectCustomer
from desktop.domain.errors import UsageError
from desktop.domain.ticket import shown_reference
from desktop.engine.queries import Conversation
from desktop.mime.addresses import recipient
from desktop.ports.store.messages import Message

LONGEST = 320
"""Characters of one value, as the journal takes them."""


def correctable(found: Conversation) -> Message | None:
    """The mail that a correction is about where nobody names one: the newest that a rule or a person said something
    of, else the newest of a person."""
    filed = [m for m in found.messages if m.slot in found.ticket.slots and not m.outgoing]
    told = [m for m in filed if m.mail.origin is not None]
    people = [m for m in filed if not m.mail.automatic]
    return next(reversed(told or people), None)


def correction(
    found: Conversation,
    slot: str,
    *,
    customer: str | None = None,
    name: str | None = None,
    order: str | None = None,
    reason: str | None = None,
    own: Collection[str] = (),
) -> CorrectCustomer:
    """What is not given stays as it is. One customer's mails in the ticket are corrected together. ``own``: addresses
    of the team, whose answers would come back to it. Raises UsageError ``bad-address`` or ``own-address``
    (address)."""
    (message,) = (m for m in found.messages if m.slot == slot)
    origin, writer = message.mail.origin, message.mail.writer
    if customer is None:
        customer = (origin.customer.email if origin.customer else "") if origin else (writer.email if writer else "")
    elif customer:
        customer = recipient(customer).email
        if customer.casefold() in {address.casefold() for address in own}:
            raise UsageError("own-address", address=customer)
    if name is None:
        name = origin.name if origin else (writer.name if writer else "")
    return CorrectCustomer(
        _written_alike(found, message),
        customer,
        _line(name),
        _line(origin.order if order is None and origin else order),
        _line(origin.reason if reason is None and origin else reason),
    )


def require_correctable(found: Conversation) -> Message:
    """Raises UsageError ``nothing-to-correct``."""
    message = correctable(found)
    if message is None:
        raise UsageError("nothing-to-correct", reference=shown_reference(found.ticket.reference))
    return message


def _written_alike(found: Conversation, message: Message) -> tuple[str, ...]:
    alike = (m for m in found.messages if m.slot in found.ticket.slots and not m.outgoing)
    return tuple(m.slot for m in alike if m.slot == message.slot or _same(m, message))


def _same(one: Message, other: Message) -> bool:
    mine, theirs = one.mail.origin, other.mail.origin
    return mine is not None and theirs is not None and (mine.rule, mine.customer) == (theirs.rule, theirs.customer)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST]
