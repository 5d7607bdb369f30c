"""The contract of ``ports.outgoing``: the same suite on the in-memory fake and on SMTP over loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from desktop.adapters.platform.clock import SystemClock
from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.outgoing import SmtpOutgoing
from desktop.domain.errors import SportelloError
from desktop.ports.outgoing import Accepted, HeldBack, NotNow, Outgoing, Rejected, SendResult, Unknown
from tests.fakes.outgoing import Course, FakeOutgoing, FakeSmtp, Plan
from tests.peers.smtp import Script, SmtpSink

INFO = "info@shop.example"
ANNA, BRUNO = "anna@customer.example", "bruno@customer.example"
MAIL = b"Subject: One\r\n\r\n.one dot\r\n..two\r\n.\r\nlast\r\n"

SCRIPTS = {
    Course.ACCEPT: Script(),
    Course.REPLY_LOST: Script(replies={"DOT": ""}),
    Course.DOT_LOST: Script(forgets=True),
    Course.LATER_ENVELOPE: Script(replies={"MAIL": "451 later"}),
    Course.REFUSE_ENVELOPE: Script(replies={"MAIL": "550 no"}),
    Course.REFUSE_RECIPIENT: Script(replies={f"RCPT {BRUNO}": "550 unknown"}),
    Course.LATER_RECIPIENT: Script(replies={f"RCPT {BRUNO}": "450 later"}),
    Course.CUT_BEFORE_DOT: Script(replies={"DATA": ""}),
    Course.LATER_DOT: Script(replies={"DOT": "451 later"}),
    Course.REFUSE_DOT: Script(replies={"DOT": "554 no"}),
}


@dataclass
class World:
    """The fake or the real thing; ``slow`` means a server that never gets there in time."""

    outgoing: Outgoing
    fake: FakeSmtp | None = None
    sink: SmtpSink | None = None
    asked: list[int] = field(default_factory=list)

    def send(
        self, course: Course = Course.ACCEPT, *, slow: str = "", may: bool = True, seconds: float = 30.0
    ) -> SendResult:
        if self.fake is not None:
            before, after = (999.0 * (slow == when) for when in ("before", "after"))
            self.fake.plan = lambda _: Plan(course, before, after)
        if self.sink is not None:
            silent = {"before": frozenset({"DATA"}), "after": frozenset({"DOT"}), "": frozenset[str]()}
            script = SCRIPTS[course]
            self.sink.script = Script(script.replies, silent[slow], forgets=script.forgets)
        return self.outgoing.transact(INFO, INFO, (ANNA, BRUNO), MAIL, lambda: self._may(may), seconds)

    def accepted(self) -> list[tuple[str, tuple[str, ...], bytes]]:
        if self.sink is not None:
            return [(mail.sender, mail.recipients, mail.message) for mail in self.sink.accepted]
        assert self.fake is not None
        return [(mail.sender, mail.recipients, mail.message) for mail in self.fake.accepted]

    def _may(self, answer: bool) -> bool:
        self.asked.append(len(self.accepted()))
        return answer


class NoSecrets:
    """The sink wants no login: nobody may ask."""

    def password(self, address: str, why: str = "") -> str:
        raise AssertionError(address, why)

    def refused(self, error: SportelloError, password: str) -> None:
        raise AssertionError(error, password)

    def remember(self, address: str, password: str) -> bool:
        raise AssertionError(address, password)

    def signing_key(self, name: str) -> bytes:
        raise AssertionError(name)

    def store_signing_key(self, name: str, seed: bytes) -> None:
        raise AssertionError(name, seed)


@pytest.fixture(params=["fake", "smtp"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "fake":
        fake = FakeSmtp()
        yield World(FakeOutgoing(fake), fake=fake)
        return
    with SmtpSink() as sink:
        account = SmtpAccount(INFO, "info", sink.host, sink.port, "none")
        yield World(SmtpOutgoing({INFO: account}, NoSecrets(), SystemClock()), sink=sink)


def test_an_accepted_mail_arrives_unchanged(world: World) -> None:
    result = world.send()
    assert isinstance(result, Accepted)
    assert world.accepted() == [(INFO, (ANNA, BRUNO), MAIL)]
    assert world.asked == [0], "asked once, while the server had accepted nothing"


@pytest.mark.parametrize(
    ("course", "code"),
    [(Course.REFUSE_ENVELOPE, 550), (Course.REFUSE_RECIPIENT, 550), (Course.REFUSE_DOT, 554)],
)
def test_a_complete_5xx_is_a_rejection(world: World, course: Course, code: int) -> None:
    result = world.send(course)
    assert isinstance(result, Rejected)
    assert (result.code, result.reason) == (code, None)
    assert result.address == (BRUNO if course is Course.REFUSE_RECIPIENT else None)
    assert world.accepted() == []
    assert len(world.asked) == (course is Course.REFUSE_DOT)


@pytest.mark.parametrize(
    ("course", "code"),
    [(Course.LATER_ENVELOPE, 451), (Course.LATER_RECIPIENT, 450), (Course.LATER_DOT, 451)],
)
def test_a_complete_4xx_is_not_now(world: World, course: Course, code: int) -> None:
    result = world.send(course)
    assert isinstance(result, NotNow)
    assert result.code == code
    assert result.address == (BRUNO if course is Course.LATER_RECIPIENT else None)
    assert world.accepted() == []
    assert len(world.asked) == (course is Course.LATER_DOT)


def test_cut_before_the_dot_is_not_now(world: World) -> None:
    result = world.send(Course.CUT_BEFORE_DOT)
    assert isinstance(result, NotNow)
    assert result.code is None
    assert (world.accepted(), world.asked) == ([], [])


@pytest.mark.parametrize("course", [Course.REPLY_LOST, Course.DOT_LOST])
def test_cut_after_the_dot_is_unknown(world: World, course: Course) -> None:
    assert isinstance(world.send(course), Unknown)
    assert len(world.accepted()) == (course is Course.REPLY_LOST)
    assert world.asked == [0]


def test_held_back_is_never_accepted(world: World) -> None:
    assert world.send(may=False) == HeldBack()
    assert world.accepted() == []
    assert world.asked == [0]


def test_too_slow_before_the_dot_is_not_now(world: World) -> None:
    result = world.send(slow="before", seconds=0.3)
    assert isinstance(result, NotNow)
    assert result.code is None
    assert (world.accepted(), world.asked) == ([], [])


def test_too_slow_after_the_dot_is_unknown(world: World) -> None:
    assert isinstance(world.send(slow="after", seconds=0.3), Unknown)
    assert len(world.accepted()) == 1


def test_no_time_at_all_is_not_now(world: World) -> None:
    assert isinstance(world.send(seconds=0), NotNow)
    assert world.accepted() == []


def test_each_transaction_stands_alone(world: World) -> None:
    assert isinstance(world.send(Course.REPLY_LOST), Unknown)
    assert isinstance(world.send(Course.REFUSE_RECIPIENT), Rejected)
    assert isinstance(world.send(), Accepted)
    assert len(world.accepted()) == 2


def test_what_the_caller_raises_passes_through_and_nothing_is_sent(world: World) -> None:
    def stop() -> bool:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        world.outgoing.transact(INFO, INFO, (ANNA,), MAIL, stop, 30.0)
    assert world.accepted() == []


def test_check_says_nothing_when_all_is_well(world: World) -> None:
    world.outgoing.check(INFO)
