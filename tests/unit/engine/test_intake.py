"""A first reading: the newest mail first, and nothing told that mail still unread could change."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.domain.errors import SportelloError
from desktop.domain.search import Query
from desktop.engine import intake, keeping
from desktop.engine.coverage import EVERYTHING, Coverage
from desktop.engine.workstation import Workstation
from tests.fakes.mailbox import INBOX, SENT, FakeMailbox
from tests.simulation.template import STARTED
from tests.unit.engine.shop import HOME, Killed, Shop

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps and spans as in a big mailbox, over a few mails."""
    for name, value in (("STEP", 4), ("CHUNK", 2), ("_SMALL", 0)):
        monkeypatch.setattr(intake, name, value)
    monkeypatch.setattr(keeping, "BATCH", 2)


def letter(number: int, *, ours: bool = False, names: str = "", customer: str = "cliente@example.org") -> bytes:
    sender, to = (HOME, customer) if ours else (customer, HOME)
    named = f"In-Reply-To: {names}\r\n" if names else ""
    return (
        f"From: <{sender}>\r\nTo: <{to}>\r\nSubject: Ordine\r\nMessage-ID: <{number}@x.example>\r\n{named}"
        f"Date: Thu, 09 Oct 2025 10:00:00 +0000\r\n\r\nMessaggio {number}.\r\n"
    ).encode()


def turn() -> bool:
    return True


def held(desk: Workstation) -> set[str]:
    return {f"<{n}@x.example>" for n in range(60) if desk.store.messages.by_message_id(f"<{n}@x.example>")}


def opened(desk: Workstation) -> set[str]:
    """Message-IDs of the mails that are on tickets."""
    tickets = [desk.journal.ticket(row.id) for row in desk.queries.tickets("all", Query(), 100)]
    found = (desk.store.messages.get(slot) for ticket in tickets for slot in ticket.slots)
    return {message.mail.message_id for message in found if message is not None}


def read_to_the_end(desk: Workstation, *, telling: bool = True) -> None:
    while desk.looking.one(HOME)[0]:
        if telling:
            desk.looking.tell()
    desk.looking.tell()


def test_the_newest_come_first_and_what_is_new_meanwhile_before_them(shop: Shop) -> None:
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in range(20):
        inbox.add(letter(number), int(STARTED) - (20 - number) * 10 * DAY)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    more, _ = anna.looking.one(HOME)
    assert more
    while not held(anna):
        anna.looking.one(HOME)
    assert held(anna) <= {f"<{number}@x.example>" for number in range(16, 20)}
    inbox.add(letter(50), int(STARTED) + 60)
    before = held(anna)
    anna.looking.one(HOME)
    assert "<50@x.example>" in held(anna) - before
    read_to_the_end(anna)
    assert len(held(anna)) == 21
    assert Coverage(anna.store).since(HOME) == EVERYTHING
    assert not anna.looking.one(HOME)[0]


def test_a_question_answered_in_sent_never_becomes_a_ticket(shop: Shop) -> None:
    """Its answer lies in Sent at another end of the reading than the question in the inbox."""
    inbox, sent = (shop.mail.accounts[HOME][name] for name in (INBOX, SENT))
    for number in range(8):
        sent.add(letter(30 + number, ours=True, customer=f"{number}@altri.example"), int(STARTED) - number * 3600)
    sent.add(letter(9, ours=True, names="<1@x.example>"), int(STARTED) - 40 * DAY)
    inbox.add(letter(1), int(STARTED) - 41 * DAY)
    inbox.add(letter(2, customer="altra@example.org"), int(STARTED) - 41 * DAY)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    read_to_the_end(anna)
    assert opened(anna) == {"<2@x.example>"}


def test_an_answer_from_another_mailbox_is_waited_for(tmp_path: Path) -> None:
    shop = Shop(tmp_path, variant=1)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    other = next(address for address in anna.journal.team.mailboxes if address != HOME)
    shop.mail.accounts[HOME][INBOX].add(letter(1), int(STARTED) - 20 * DAY)
    shop.mail.accounts[HOME][INBOX].add(letter(3, customer="altra@example.org"), int(STARTED) - 19 * DAY)
    shop.mail.accounts[other][SENT].add(letter(2, ours=True, names="<1@x.example>"), int(STARTED) - 18 * DAY)
    read_to_the_end(anna)
    assert opened(anna) == set()
    while anna.looking.one(other)[0]:
        anna.looking.tell()
    anna.looking.tell()
    assert opened(anna) == {"<3@x.example>"}
    for desk in shop.desks:
        desk.close()


def test_an_answer_that_only_an_older_mail_ties_to_the_question_is_waited_for(shop: Shop) -> None:
    """The customer has two addresses: that the answer is theirs shows only in the mail that both name."""
    inbox, sent = (shop.mail.accounts[HOME][name] for name in (INBOX, SENT))
    inbox.add(letter(1, customer="c@example.org"), int(STARTED) - 100 * DAY)
    inbox.add(letter(2, customer="casa@example.org", names="<1@x.example>"), int(STARTED) - DAY)
    sent.add(letter(3, ours=True, customer="c@example.org", names="<1@x.example>"), int(STARTED) - DAY + 60)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    read_to_the_end(anna)
    assert len(held(anna)) == 3
    assert opened(anna) == set()


def test_new_tickets_are_there_long_before_the_end(shop: Shop) -> None:
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in range(30):
        inbox.add(letter(number, customer=f"{number}@altri.example"), int(STARTED) - (30 - number) * DAY)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    while not opened(anna):
        assert anna.looking.one(HOME)[0]
        anna.looking.tell()
    assert len(held(anna)) < 10
    read_to_the_end(anna)
    assert len(opened(anna)) == 30


def conversations(seed: int, shop: Shop) -> None:
    """Odd ones: answers that name an earlier mail, mails that name what nobody has, two addresses of one customer,
    folders whose order is not that of the dates."""
    choice = random.Random(seed)
    made: list[tuple[int, str, bytes]] = []
    for group in range(6):
        date = int(STARTED) - choice.randrange(1, 95) * DAY
        numbers = [group * 8 + n for n in range(choice.randrange(1, 6))]
        for place, number in enumerate(numbers):
            ours = place > 0 and choice.random() < 0.4
            earlier = [f"<{n}@x.example>" for n in numbers[:place]]
            names = choice.choice([*earlier, "<nobody@x.example>"]) if earlier else ""
            customer = f"c{group}{choice.choice(['', 'b'])}@example.org"
            made.append((date, SENT if ours else INBOX, letter(number, ours=ours, names=names, customer=customer)))
            date += choice.randrange(1, 25 * DAY)
    choice.shuffle(made)
    for date, folder, raw in made:
        shop.mail.accounts[HOME][folder].add(raw, min(date, int(STARTED) - 60))


@pytest.mark.parametrize("seed", range(12))
def test_told_step_by_step_the_same_mails_are_on_tickets_as_told_at_the_end(tmp_path: Path, seed: int) -> None:
    found = []
    for telling in (True, False):
        root = tmp_path / str(telling)
        root.mkdir()
        shop = Shop(root)
        conversations(seed, shop)
        anna = shop.desks[0].start()
        anna.syncing.journal_only()
        read_to_the_end(anna, telling=telling)
        found.append(opened(anna))
        for desk in shop.desks:
            desk.close()
    assert found[0] == found[1]


def test_an_unreachable_mailbox_holds_back_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(tmp_path, variant=1)
    anna = shop.desks[0].start()
    anna.syncing.journal_only()
    other = next(address for address in anna.journal.team.mailboxes if address != HOME)
    shop.mail.accounts[HOME][INBOX].add(letter(1), int(STARTED) - DAY)
    anna.looking.one(HOME)
    anna.looking.tell()
    assert opened(anna) == set(), "the other one has not been tried"
    folders = FakeMailbox.folders

    def refused(mailbox: FakeMailbox) -> object:
        if mailbox._address == other:
            raise SportelloError("wrong-password", address=other)
        return folders(mailbox)

    monkeypatch.setattr(FakeMailbox, "folders", refused)
    with pytest.raises(SportelloError, match="wrong-password"):
        anna.looking.one(other)
    anna.looking.tell()
    assert opened(anna) == {"<1@x.example>"}
    for desk in shop.desks:
        desk.close()


def test_killed_anywhere_it_goes_on_where_it_was(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = shop.mail.accounts[HOME][INBOX]
    for number in range(20):
        inbox.add(letter(number), int(STARTED) - (20 - number) * 7 * DAY)
    desk = shop.desks[0]
    anna = desk.start()
    anna.syncing.journal_only()
    fetched: list[int] = []
    fetch = FakeMailbox.fetch
    left = [3]

    def counting(mailbox: FakeMailbox, uids: list[int]) -> object:
        for mail in fetch(mailbox, uids):
            left[0] -= 1
            if left[0] == 0:
                left[0] = 3
                raise Killed
            fetched.append(mail.uid)
            yield mail

    monkeypatch.setattr(FakeMailbox, "fetch", counting)
    for _ in range(40):
        try:
            read_to_the_end(anna)
        except Killed:
            anna = desk.crashed()
    assert len(held(anna)) == 20
    assert len(fetched) <= 2 * 20, "a batch is all that a kill costs"
    assert anna.store.messages.uids(HOME, INBOX) == frozenset(range(1, 21))
