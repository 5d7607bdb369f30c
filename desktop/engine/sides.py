"""Side conversations: a mail about a ticket to somebody who is not its customer, and what comes back.

Such a mail opens a ticket of its own (journal.sides), with the draft's id as slot: it leaves at most once and with an
honest outcome like any other, claims nothing of the ticket that it is about, and is no answer to anybody there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.engine.journal import Journal
from desktop.journal.entries import Forwarded, Kind, Opened, OpenedTicket
from desktop.journal.slots import draft_slot
from desktop.journal.state import Ticket
from desktop.mime.addresses import recipient
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft
from desktop.ports.store.messages import Message

FORWARD = "forward"
"""The kind of draft that goes to a side conversation."""


def begins(draft: Draft) -> bool:
    """Whether the mail will open a ticket of its own."""
    return not draft.ticket or (draft.kind == FORWARD and not draft.side)


def opened(store: Store, journal: Journal, draft: Draft) -> Draft:
    """A new outgoing mail, and a forward, get the ticket now that their grant stands on. A forward's is linked before
    anything leaves; saying so again after a crash changes nothing."""
    slot = draft_slot(draft.id)
    if draft.ticket == slot or not (draft.side or begins(draft)):
        return draft
    if draft.side:
        draft = replace(draft, ticket=draft.side, again=True)
    else:
        for ticket, body in _opening(store, journal, draft, slot):
            journal.queue(ticket, body)
        journal.flush()
        draft = replace(draft, ticket=slot)
    store.drafts.put(draft)
    return draft


def _opening(store: Store, journal: Journal, draft: Draft, slot: str) -> Iterator[tuple[str, Kind]]:
    about = journal.ticket(draft.ticket) if draft.ticket else None
    mailbox = draft.mailbox or (about.mailbox if about is not None else "")
    if store.entries.ticket_of_slot(slot) is None:
        yield "", Opened(tickets=(OpenedTicket((slot,), mailbox, unanswered=False),))
    if about is not None:
        yield about.id, Forwarded(side=slot, to=recipient(draft.to[0]).email if draft.to else "")


def about(journal: Journal, draft: Draft) -> str:
    """The ticket on which a person finds the draft: of a side conversation, the one that it is about."""
    if not known(journal, draft.ticket):
        return draft.ticket
    ticket = journal.ticket(draft.ticket)
    return journal.ticket(ticket.side_of).id if ticket.side_of else ticket.id


def known(journal: Journal, ticket: str) -> bool:
    """Whether the journal has such a ticket: not yet that of a new mail, nor one that no restore has brought back."""
    return journal.store.entries.ticket_of_slot(ticket) is not None


def sides(journal: Journal, ticket: Ticket) -> list[Ticket]:
    """In the order in which they were begun; what was merged into something else since is none any more."""
    found = (journal.ticket(side) for side in ticket.sides)
    return [side for side in found if side.side_of]


def to_answer(messages: list[Message]) -> Message | None:
    """The newest mail that came on a side conversation, else our own last one."""
    people = [message for message in messages if not message.mail.automatic]
    came = [message for message in people if not message.outgoing]
    return max(came or people or messages, key=lambda message: (message.received, message.slot), default=None)
