"""What the journal says is to go goes from here: at the end of each reading, and from what comes later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.journal import erasing
from desktop.journal.state import Erasure, Team
from desktop.mime.message_ids import reference_in
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

_DONE = "erased:"
_BOUNCE = "bounce"


def carry_out(store: Store) -> None:
    """What the journal says is to go, unless it went before. Broken off, it is begun anew at the next reading."""
    team = store.entries.team()
    for one in team.erasures if team is not None else ():
        done = store.profile.get(_DONE + one.entry)
        if done is None:
            _carry_out(store, one)
        elif not done:
            store.personal.unsay(_tickets(store, one))
        if not done:
            store.profile.put(_DONE + one.entry, True)


def begin_anew(store: Store) -> None:
    """The journal is about to be read again, and what was said of a customer comes with it. What people have written
    here since stays: they write about what came later."""
    for key in store.profile.items(_DONE):
        store.profile.put(key, False)


def beside(store: Store, tickets: Iterable[str]) -> Iterator[Message]:
    """Mails that go with these tickets, whoever wrote them: of side conversations, and what came back undelivered."""
    for ticket in tickets:
        whole = _is_side(store, ticket)
        yield from (one for one in store.messages.of_ticket(ticket) if whole or one.mail.automatic == _BOUNCE)


def without_erased(store: Store, messages: Iterable[Message]) -> frozenset[str]:
    """Slots of those that were erased before they came here, and are not to be taken in."""
    team = store.entries.team()
    if team is None or not team.erasures:
        return frozenset()
    return frozenset(
        message.slot
        for message in messages
        if any(erasing.standing(team.erasures, address, message.received) for address in _correspondents(message))
        or _goes_with(store, team, message)
    )


def _carry_out(store: Store, one: Erasure) -> None:
    def theirs(address: str) -> bool:
        return erasing.is_named(one, address)

    tickets = _tickets(store, one)
    slots = dict.fromkeys(store.personal.mails(theirs))
    slots |= dict.fromkeys(message.slot for message in beside(store, tickets))
    before = [message for message in map(store.messages.get, slots) if message and message.received <= one.date]
    store.personal.erase([message.slot for message in before], tickets, theirs)


def _tickets(store: Store, one: Erasure) -> list[str]:
    return [store.entries.ticket_of_slot(name) or name for name in one.tickets]


def _goes_with(store: Store, team: Team, message: Message) -> bool:
    """As ``beside``, of a mail that is not here yet: the journal knows it, or it names its ticket itself."""
    ticket = store.entries.ticket_of_slot(message.slot)
    if ticket is None and (reference := reference_in(message.mail.message_id)):
        ticket = store.entries.ticket_by_reference(reference)
    if ticket is None or not (message.mail.automatic == _BOUNCE or _is_side(store, ticket)):
        return False
    return any(message.received <= one.date and ticket in _tickets(store, one) for one in team.erasures)


def _is_side(store: Store, ticket: str) -> bool:
    found = store.entries.ticket(ticket)
    return found is not None and bool(found.side_of)


def _correspondents(message: Message) -> frozenset[str]:
    mail = message.mail
    others = (*mail.to, *mail.cc) if message.outgoing else (*filter(None, (mail.writer, mail.sender)), *mail.reply_to)
    return frozenset(one.email.lower() for one in others)
