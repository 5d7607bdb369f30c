"""A forward to a supplier, from the draft to the supplier's answer; and a crash anywhere in between."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage

import pytest

from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine.timeline import MailLine, timeline
from desktop.engine.workstation import Workstation
from desktop.journal.entries import START
from desktop.ports.store.drafts import Draft, DraftFile
from tests.unit.engine.shop import HOME, Killed, Shop, asked, killed, let, once_on

SUPPLIER = "corriere@example.net"


def forward(desk: Workstation, ticket: str, **more: object) -> Draft:
    draft = Draft(
        desk.new_id(), ticket, HOME, (SUPPLIER,), (), "Pacco fermo", "Dov'è?", False, False, START, 0, "sending",
        kind="forward", quoted=ticket,
    )  # fmt: skip
    return replace(draft, **more)  # type: ignore[arg-type]


def left(shop: Shop) -> list[bytes]:
    """Mails to the supplier, receipts for the customer not counted."""
    return [mail.message for mail in shop.smtp.accepted if SUPPLIER in mail.recipients]


def answered(shop: Shop, text: str = "Domani.") -> None:
    """By the supplier, to the newest mail that left."""
    out = message_from_bytes(left(shop)[-1])
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SUPPLIER, HOME, f"Re: {out['Subject']}"
    mail["Message-ID"], mail["In-Reply-To"] = f"<{len(left(shop))}@example.net>", out["Message-ID"]
    mail["Date"] = "Thu, 09 Oct 2025 11:00:00 +0000"
    mail.set_content(text)
    shop.mail.deliver(HOME, mail.as_bytes())


def lines(desk: Workstation, ticket: str) -> list[MailLine]:
    found = timeline(desk.queries.conversation(ticket), desk.journal.team)
    return [line for line in found if isinstance(line, MailLine) and not line.automatic]


def test_it_leaves_and_the_answer_comes_back_to_the_same_ticket(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    send = anna.sending.send(forward(anna, ticket), lambda: True)
    assert send.recipients == (SUPPLIER,)
    (own,) = anna.store.messages.by_message_id(send.message_id)
    assert "Dov'è?" in own.mail.text
    assert "\n> Buongiorno." in own.mail.text
    assert anna.journal.ticket(ticket).waiting_slots == (ticket,), "the customer waits as before"
    assert anna.journal.ticket(ticket).claim is None
    for desk in (anna, bruno):
        desk.syncing.everything()
        desk.queries.mark_shown(desk.queries.conversation(ticket))
        assert [row.id for row in desk.store.reader.tickets("all", "", Query(), 9)] == [ticket]
    answered(shop)
    for desk in (bruno, anna):
        desk.syncing.everything()
        row = desk.store.reader.row(ticket)
        assert row is not None
        assert (row.unread, row.waiting, row.customer_address) == (True, 1, "cliente@example.org"), (
            "news, no customer's"
        )
        asking, ours, theirs = lines(desk, ticket)
        assert (bool(asking.side), bool(ours.side), bool(theirs.side)) == (False, True, True)
        assert (ours.sender, theirs.address, theirs.waits) == ("Anna", SUPPLIER, False)
        assert desk.queries.find(desk.journal.ticket(ours.side).reference) == ticket, "its reference leads there too"
    let(bruno, ticket)
    assert shop.answers() == 2


def test_a_second_mail_goes_on_in_the_same_side_conversation(shop: Shop) -> None:
    anna, _ = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    first = anna.sending.send(forward(anna, ticket), lambda: True)
    answered(shop)
    anna.syncing.everything()
    shown = anna.queries.conversation(ticket).shown
    more = forward(anna, ticket, side=first.ticket, to=(), subject="", quoted="", text="Grazie.", shown=shown)
    second = anna.sending.send(more, lambda: True)
    assert (second.ticket, second.recipients) == (first.ticket, (SUPPLIER,))
    assert message_from_bytes(second.message)["Subject"] == "Re: Pacco fermo"
    assert len(lines(anna, ticket)) == 4


def test_two_do_not_answer_the_supplier_unseen(shop: Shop) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    first = anna.sending.send(forward(anna, ticket), lambda: True)
    answered(shop)
    for desk in (anna, bruno):
        desk.syncing.everything()
    shown = bruno.queries.conversation(ticket).shown
    more = {"side": first.ticket, "to": (), "subject": "", "quoted": "", "shown": shown}
    anna.sending.send(forward(anna, ticket, **more), lambda: True)
    late = forward(bruno, ticket, **more)
    with pytest.raises(SportelloError):
        bruno.sending.send(late, lambda: True)
    assert len(left(shop)) == 2
    (item,) = bruno.reviewing.items()
    assert item.ticket == ticket, "it waits on the ticket that it is about"


@pytest.mark.parametrize("kind", ["opened", "forwarded", "claimed", "send-intended", "sent"])
def test_a_crash_at_any_step_sends_it_once_at_most(shop: Shop, kind: str) -> None:
    one = shop.desks[0]
    anna = one.start()
    ticket = asked(shop, anna)
    shop.server.on_append = once_on(kind, killed)
    with pytest.raises(Killed):
        anna.sending.send(forward(anna, ticket), lambda: True)
    again = one.crashed()
    again.syncing.everything()
    sent = len(left(shop))
    assert sent == (1 if kind == "sent" else 0)
    assert again.journal.ticket(ticket).waiting_slots == (ticket,)
    stopped = [item for item in again.reviewing.items() if item.kind == "stopped"]
    assert [item.ticket for item in stopped] == ([] if sent else [ticket])


def test_blind_copies_stand_in_no_header(shop: Shop) -> None:
    anna, _ = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    send = anna.sending.send(forward(anna, ticket, bcc=("capo@example.org",), cc=("altro@example.org",)), lambda: True)
    assert send.recipients == (SUPPLIER, "altro@example.org", "capo@example.org")
    assert b"capo@" not in send.message
    (out,) = [mail for mail in shop.smtp.accepted if SUPPLIER in mail.recipients]
    assert set(out.recipients) == set(send.recipients)
    (copy,) = [mail.raw for mail in shop.mail.accounts[HOME]["Sent"].mails if b"Pacco fermo" in mail.raw]
    assert copy == send.message, "the team finds in Sent what has left, to the last octet"


def test_what_is_attached_goes_along(shop: Shop) -> None:
    anna, _ = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    whole = DraftFile("richiesta.eml", "message/rfc822", b"From: a@b.it\r\n\r\nCiao")
    send = anna.sending.send(forward(anna, ticket, files=(whole,), quoted=""), lambda: True)
    parts = [part.get_filename() for part in message_from_bytes(send.message).walk()]
    assert "richiesta.eml" in parts


def test_a_customer_who_had_a_copy_and_answers_on_it_waits_on_their_own_ticket(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    send = anna.sending.send(forward(anna, ticket, cc=("cliente@example.org",)), lambda: True)
    out = message_from_bytes(left(shop)[-1])
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "cliente@example.org", HOME, f"Re: {out['Subject']}"
    mail["Message-ID"], mail["In-Reply-To"] = "<77@example.org>", out["Message-ID"]
    mail["Date"] = "Thu, 09 Oct 2025 12:00:00 +0000"
    mail.set_content("E allora?")
    shop.mail.deliver(HOME, mail.as_bytes())
    anna.syncing.everything()
    assert len(anna.journal.ticket(ticket).waiting_slots) == 2
    assert len(anna.journal.ticket(send.ticket).slots) == 1
