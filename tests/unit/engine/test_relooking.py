"""Mail that other rules have read is looked through again, and only then."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from desktop.domain.commands import SetStatus
from desktop.domain.ticket import Status
from desktop.engine.forms import RULES
from desktop.engine.leading import say_as_lead
from desktop.engine.workstation import Workstation
from desktop.journal.entries import MailboxAdded
from desktop.ports.store.messages import Message
from tests.unit.engine.shop import HOME, Shop

RULE = """[modulo]
channel = "form"
title = "Modulo"
from = ["noreply@sito.example"]
email = ["E-mail"]
name = ["Nome"]
"""


def form(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Sito <noreply@sito.example>", HOME, f"Dal sito {number}"
    mail["Message-ID"] = f"<{number}@sito.example>"
    mail.set_content(f"Nome: Maria {number}\nE-mail: maria{number}@example.org\n")
    return bytes(mail)


def say(anna: Workstation, rules: str) -> None:
    settings = {**anna.journal.team.mailboxes[HOME], RULES: rules}
    say_as_lead(anna.journal, MailboxAdded(address=HOME, settings=settings))


def steps(anna: Workstation) -> list[frozenset[str]]:
    found = []
    while (changed := anna.relooking.step()) is not None:
        found.append(changed)
    return found


@pytest.fixture
def anna(shop: Shop) -> Workstation:
    anna = shop.desks[0].start()
    for number in range(1, 4):
        shop.mail.deliver(HOME, form(number))
    anna.syncing.everything()
    return anna


def test_what_has_just_been_read_is_not_looked_at_again(anna: Workstation) -> None:
    assert steps(anna) == []


def test_open_tickets_come_first_and_each_rule_is_gone_through_once(
    shop: Shop, anna: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.engine.relooking._LOOK", 1)
    slots = {n: anna.store.messages.by_message_id(f"<{n}@sito.example>")[0].slot for n in (1, 2, 3)}
    anna.acting.act(slots[3], SetStatus(Status.RESOLVED))
    say(anna, RULE)
    assert [set(changed) for changed in steps(anna)] == [{slots[2]}, {slots[1]}, {slots[3]}, set()]
    assert steps(anna) == []
    desk = shop.desks[0]
    row = desk.store.reader.row(slots[1])
    assert row is not None
    assert row.customer_address == "maria1@example.org"


def test_rules_that_change_meanwhile_begin_anew(anna: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.relooking._LOOK", 1)
    say(anna, RULE)
    assert anna.relooking.step() != frozenset()
    say(anna, "")
    assert [len(changed) for changed in steps(anna)] == [1, 0, 0, 0], "the one that was read otherwise is read back"


def test_older_mail_and_bodies_that_are_not_here_are_left_alone(shop: Shop, anna: Workstation) -> None:
    (kept,) = anna.store.messages.by_message_id("<1@sito.example>")
    anna.store.space.trim([kept.slot])
    uid = shop.mail.deliver(HOME, form(9))
    shop.mail.accounts[HOME]["INBOX"].mails[-1].internal_date -= 400 * 24 * 3600
    anna.syncing.everything()
    (old,) = anna.store.messages.by_message_id("<9@sito.example>")
    say(anna, RULE)
    steps(anna)
    for slot in (kept.slot, old.slot):
        found = anna.store.messages.get(slot)
        assert found is not None
        assert found.mail.origin is None, uid


def test_a_round_that_breaks_off_is_gone_on_with(
    shop: Shop, anna: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_LOOK", "_NOTED"):
        monkeypatch.setattr(f"desktop.engine.relooking.{name}", 1)
    slots = {n: anna.store.messages.by_message_id(f"<{n}@sito.example>")[0].slot for n in (1, 2, 3)}
    for slot in (slots[1], slots[2], slots[3]):
        anna.acting.act(slot, SetStatus(Status.RESOLVED))
    say(anna, RULE)
    first = [anna.relooking.step(), anna.relooking.step()]
    looked: list[str] = []
    again = shop.desks[0].crashed()
    read = again.store.messages.get

    def noted(slot: str) -> Message | None:
        looked.append(slot)
        return read(slot)

    monkeypatch.setattr(again.store.messages, "get", noted)
    assert [set(changed) for changed in (*first, *steps(again)) if changed] == [{slots[3]}, {slots[2]}, {slots[1]}]
    assert looked == [slots[2], slots[1]], "the last look that nobody noted, and what comes after it"
    assert steps(again) == []
