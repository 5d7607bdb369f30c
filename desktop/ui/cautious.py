"""What the author of a mail may have overlooked, in words: asked once before it leaves, decided by them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from desktop.domain.cautions import addresses_in, file_spoken_of
from desktop.domain.errors import UsageError
from desktop.engine.correspondents import correspondents
from desktop.engine.queries import Conversation
from desktop.mime.addresses import recipient
from desktop.ports.store.drafts import Draft
from desktop.ui.desk import Desk

translate = QCoreApplication.translate


class Cautious:
    """``shown``: the conversation that is written on."""

    def __init__(self, desk: Desk, shown: Callable[[], Conversation | None]) -> None:
        self._desk = desk
        self._shown = shown

    def of(self, draft: Draft) -> tuple[str, ...]:
        found = []
        words = file_spoken_of(draft.text) if not draft.files else ""
        if words:
            said = translate("Cautious", "The text says “%1”, and no file is attached.")
            found.append(said.replace("%1", words))
        others = self._other_customers(draft)
        if others:
            said = translate("Cautious", "%1: that is another customer of the shop.")
            found.append(said.replace("%1", ", ".join(others)))
        return tuple(found)

    def _other_customers(self, draft: Draft) -> tuple[str, ...]:
        """Of the addresses that the author wrote: customers who have no part in this conversation. Whom a mail goes to
        first is whom the author means it for."""
        to = draft.to if draft.kind == "reply" else ()
        typed = tuple(filter(None, map(_spec, (*to, *draft.cc, *draft.bcc))))
        meant = {_spec(address) for address in draft.to} if draft.kind != "reply" else set()
        written = [address for address in (*typed, *addresses_in(draft.text)) if address not in meant]
        conversation = self._shown()
        known = set(self._desk.facts.team.mailboxes)
        if conversation is not None and draft.ticket in (conversation.ticket.id, *conversation.ticket.slots):
            known |= {conversation.row.customer_address.lower()}
            for message in conversation.messages:
                known |= {address.email.lower() for address in (*message.mail.to, *message.mail.cc)}
                known |= correspondents(message)
        strange = [address for address in dict.fromkeys(written) if address not in known]
        customers = self._desk.people.customers_among(strange)
        return tuple(address for address in strange if address in customers)


def _spec(typed: str) -> str:
    try:
        return recipient(typed).email.lower()
    except UsageError:
        return ""
