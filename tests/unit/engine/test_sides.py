"""A forward to a supplier, from the draft to the supplier's answer; and a crash anywhere in between."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage

import pytest

from desktop.domain.commands import MergeTickets, NoteCustomer, PromiseAnswer, SplitTicket
from desktop.domain.errors import RefusedByTeam, SportelloError
from desktop.domain.search import Query
from desktop.engine.timeline import MailLine, timeline
from desktop.engine.workstation import Workstation
from desktop.journal.customers import MOST
from desktop.journal.entries import START, CustomerNoted, Merged
from desktop.ports.store.drafts import Draft, DraftFile
from tests.fakes.outgoing import Course, Plan
from tests.unit.engine.shop import HOME, Killed, Shop, asked, killed, let, mail, once_on

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


@pytest.mark.parametrize("copy", ["", "capo@negozio.example"])
def test_the_journal_names_a_refused_address_only_if_all_can_see_it(shop: Shop, copy: str) -> None:
    anna, bruno = (desk.start() for desk in shop.desks)
    ticket = asked(shop, anna)
    shop.smtp.plan = lambda _: Plan(Course.REFUSE_RECIPIENT)
    with pytest.raises(SportelloError) as refused:
        anna.sending.send(forward(anna, ticket, bcc=(copy,) if copy else ()), lambda: True)
    assert refused.value.facts["address"] == (copy or SUPPLIER), "its author is told"
    bruno.syncing.everything()
    (said,) = [entry.statement for entry in bruno.store.entries.tail(1000) if entry.kind == "refused"]
    assert (b"capo@" in said, SUPPLIER.encode() in said) == (False, not copy)


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


def another(shop: Shop, desk: Workstation, ticket: str) -> str:
    """The same customer's second ticket."""
    shop.mail.deliver(HOME, mail(9))
    desk.syncing.everything()
    return next(one for one in desk.store.entries.waiting() if one != ticket)


def test_a_side_conversation_goes_back_with_the_ticket_that_it_is_about(shop: Shop) -> None:
    """Merged by mistake, and parted again."""
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    side = anna.sending.send(forward(anna, ticket), lambda: True).ticket
    anna.acting.act(ticket, PromiseAnswer(1_800_000_000))
    other = another(shop, anna, ticket)
    own = anna.sending.send(forward(anna, other, quoted=""), lambda: True).ticket
    anna.acting.act(other, MergeTickets(ticket))
    assert anna.journal.ticket(other).sides == (own, side)
    since = anna.sending.send(forward(anna, other, quoted=""), lambda: True).ticket
    anna.acting.act(other, SplitTicket((ticket,)))
    assert anna.journal.ticket(ticket).sides == (side,)
    assert anna.journal.ticket(other).sides == (own, since)
    assert [line.side for line in lines(anna, ticket) if line.side] == [side]


def test_nothing_is_merged_into_a_side_conversation_and_whoever_waits_there_is_seen(shop: Shop) -> None:
    """A list shows no side conversation. An older version, or one that had not read of it, may put a customer there."""
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    side = anna.sending.send(forward(anna, ticket), lambda: True).ticket
    other = another(shop, anna, ticket)
    with pytest.raises(RefusedByTeam, match="into-side"):
        anna.acting.act(side, MergeTickets(other))
    assert set(anna.store.entries.waiting()) == {ticket, other}
    anna.journal.submit(side, Merged(absorbed=other))
    assert set(anna.store.entries.waiting()) == {ticket, side}
    assert {row.id for row in anna.store.reader.tickets("all", "", Query(), 9)} == {ticket, side}
    draft = replace(forward(anna, side), kind="reply", to=(), quoted="", shown=anna.journal.head)
    anna.sending.send(draft, lambda: True)
    assert anna.store.entries.waiting() == [ticket]


def test_a_merge_goes_beyond_the_end_of_notes_no_more_than_a_person(shop: Shop) -> None:
    anna = shop.desks[0].start()
    ticket = asked(shop, anna)
    other = another(shop, anna, ticket)
    for number in range(MOST):
        anna.journal.queue(ticket, CustomerNoted(address="a@x.it", text=str(number)))
    anna.acting.act(other, NoteCustomer("a@x.it", "eins"))
    with pytest.raises(RefusedByTeam, match="too-many-notes"):
        anna.acting.act(ticket, MergeTickets(other))
    assert len(anna.journal.ticket(other).about) == 1, "nothing that was written is lost"
