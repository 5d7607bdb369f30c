"""Customers, and colleagues who answer from another mail program."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime

from desktop.journal.slots import slot_of
from tests.fakes.mailbox import INBOX, SENT
from tests.simulation.world import CustomerMail, World

_SUBJECTS = ("Reso", "Fattura mancante", "Dove sta il mio ordine", "Taglia sbagliata", "Preventivo")


class Customers:
    def __init__(self, world: World) -> None:
        self._world = world
        self._rng: random.Random = world.rng("customers")
        self._count = 0

    def write(self) -> None:
        """A new question."""
        rng = self._rng
        customer = f"cliente{rng.randrange(20)}@example.org"
        both = len(self._addresses) > 1 and rng.random() < 0.15
        mailboxes = tuple(self._addresses) if both else (rng.choice(self._addresses),)
        self._deliver(customer, mailboxes, rng.choice(_SUBJECTS), "")

    def write_again(self) -> None:
        """A chase-up, or an answer to our answer."""
        mails = [mail for mail in self._world.record.mails if mail.message_id]
        if not mails:
            return
        earlier = self._rng.choice(mails)
        left = [t for t in self._world.record.transactions if t.accepted and not self._world.is_forward(t)]
        ours = [t.message_id for t in left if t.message_id]
        named = self._rng.choice(ours) if ours and self._rng.random() < 0.3 else earlier.message_id
        self._deliver(earlier.customer, earlier.mailboxes[:1], f"Re: {earlier.subject}", named)

    def reply(self, asked: bytes, text: str) -> None:
        """To a mail of ours, with these words."""
        found = message_from_bytes(asked)
        sender, to = str(found["To"]).strip("<>"), str(found["From"])
        message_id = f"<{self._token()}@example.org>"
        raw = self._mail(sender, to, f"Re: {found['Subject']}", str(found["Message-ID"]), message_id, text)
        self._world.mail.deliver(self._addresses[0], raw)
        self._world.count("customer answers")

    def answer_from_elsewhere(self) -> None:
        """A colleague answers in Outlook; or only forwards it to a supplier, which is no answer."""
        found = self._recent()
        if found is None or not found.message_id:
            return
        to = "fornitore@example.net" if self._rng.random() < 0.2 else found.customer
        mailbox = found.mailboxes[0]
        message_id = f"<outlook-{self._token()}@example.com>"
        raw = self._mail(mailbox, to, f"Re: {found.subject}", found.message_id, message_id)
        self._world.mail.accounts[mailbox][SENT].add(raw, self._world.server.now, "\\Seen")
        if self._rng.random() < 0.5:
            self._set_flag(found)

    def flag_from_elsewhere(self) -> None:
        found = self._recent()
        if found is not None:
            self._set_flag(found)

    @property
    def _addresses(self) -> list[str]:
        return list(self._world.mail.accounts)

    def _recent(self) -> CustomerMail | None:
        mails = self._world.record.mails[-6:]
        return self._rng.choice(mails) if mails else None

    def _set_flag(self, found: CustomerMail) -> None:
        for mail in self._world.mail.accounts[found.mailboxes[0]][INBOX].mails:
            if slot_of(mail.raw) == found.slot:
                mail.flags.add("\\Answered")

    def _deliver(self, customer: str, mailboxes: tuple[str, ...], subject: str, answers: str) -> None:
        message_id = "" if self._rng.random() < 0.05 else f"<{self._token()}@example.org>"
        raw = self._mail(customer, mailboxes[0], subject, answers, message_id)
        for address in mailboxes:
            self._world.mail.deliver(address, raw)
        mail = CustomerMail(slot_of(raw), message_id, customer, mailboxes, subject, self._world.true())
        self._world.record.mails.append(mail)
        self._world.count("customer mail")

    def _mail(self, sender: str, to: str, subject: str, answers: str, message_id: str, text: str = "") -> bytes:
        date = format_datetime(datetime.fromtimestamp(int(self._world.true()), UTC))
        lines = [f"From: <{sender}>", f"To: <{to}>", f"Subject: {subject}", f"Date: {date}"]
        lines += [f"Message-ID: {message_id}"] if message_id else []
        lines += [f"In-Reply-To: {answers}", f"References: {answers}"] if answers else []
        text = text or f"Buongiorno, scrivo per {subject.lower()} ({self._token()})."
        return "\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", text, ""]).encode()

    def _token(self) -> str:
        self._count += 1
        return f"{self._count:04d}{self._rng.randbytes(4).hex()}"
