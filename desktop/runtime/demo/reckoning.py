"""The tour's last word: how many answers each customer message got, by what the SMTP server took.

The count knows nothing of the program: it reads the mails that left as any mail program would. Beside it stands
what the journal says of the same messages; either one differing from what the tour meant to do is a deviation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from desktop.runtime.demo.shop import DemoMail
from desktop.runtime.demo.sink import Delivery


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail in the shop's inbox."""

    message_id: str
    """With its angle brackets."""
    customer: str
    address: str
    subject: str
    answered_before: bool
    """Its answer was in Sent before the tour began."""


@dataclass(frozen=True, slots=True)
class Row:
    asked: Asked
    answers: tuple[str, ...]
    """Message-IDs of the answers that left for it, in order."""
    recorded: int | None
    """Answers in the journal; None where no ticket was asked."""
    expected: int

    @property
    def right(self) -> bool:
        return len(self.answers) == self.expected and self.recorded in (None, self.expected)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    """The answered ones first, each part in the order of the mails."""
    strays: tuple[str, ...]
    """Message-IDs of mails that left and answer no message of the inbox."""

    @property
    def answered(self) -> int:
        return sum(bool(row.answers) for row in self.rows)

    @property
    def doubles(self) -> int:
        return sum(len(row.answers) > 1 for row in self.rows)

    @property
    def deviations(self) -> int:
        return sum(not row.right for row in self.rows) + len(self.strays)


def asked(mail: DemoMail) -> Asked:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(mail.raw)
    name, address = parseaddr(str(headers["From"]))
    return Asked(mail.message_id, name, address, str(headers["Subject"]), mail.answered)


def reckoned(
    inbox: Sequence[Asked], deliveries: Iterable[Delivery], recorded: Mapping[str, int], expected: Collection[str]
) -> Table:
    """``recorded``: answers in the journal by Message-ID; ``expected``: the messages that the tour answers."""
    left, strays = _answers(inbox, deliveries)
    rows = [Row(a, tuple(left[a.message_id]), recorded.get(a.message_id), int(a.message_id in expected)) for a in inbox]
    return Table(tuple(sorted(rows, key=lambda row: not row.answers)), tuple(strays))


def _answers(inbox: Sequence[Asked], deliveries: Iterable[Delivery]) -> tuple[dict[str, list[str]], list[str]]:
    """A mail answers the message it is In-Reply-To, and those of the same customer in its References that nobody
    had answered yet: a chase-up and what it chases."""
    by_id = {one.message_id: one for one in inbox}
    answers: dict[str, list[str]] = {message_id: [] for message_id in by_id}
    strays = []
    for delivery in deliveries:
        question = by_id.get(delivery.in_reply_to)
        if question is None:
            strays.append(delivery.message_id)
            continue
        answers[question.message_id].append(delivery.message_id)
        for earlier in filter(None, map(by_id.get, delivery.references)):
            mine = earlier.address == question.address and earlier is not question
            if mine and not earlier.answered_before and not answers[earlier.message_id]:
                answers[earlier.message_id].append(delivery.message_id)
    return answers, strays
