"""One transaction: what is said in which order, complete replies only, and one deadline over all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from desktop.ports.outgoing import Accepted, HeldBack, NotNow, Rejected, Unknown
from tests.integration.smtp.conftest import ANNA, INFO, MAIL, Desk
from tests.peers.smtp import Script

OpenDesk = Callable[..., Desk]
BRUNO = "bruno@customer.example"
LARGE = b"Subject: Large\r\n\r\n" + (b"x" * 70 + b"\r\n") * 20_000


class SteppedClock:
    """Boot time that a test moves on, as sleep does."""

    def __init__(self) -> None:
        self.time = 1000.0

    def boottime(self) -> float:
        return self.time

    def boot_id(self) -> str:
        return "test"

    def now(self) -> datetime:
        return datetime(2026, 11, 2, tzinfo=UTC)


def test_the_usual_order(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert isinstance(desk.send(to=(ANNA, BRUNO)), Accepted)
    desk.sink.wait_for_connections(1)
    assert desk.sink.points == [("EHLO", "MAIL", "RCPT", "RCPT", "DATA", "DOT", "QUIT")]


@pytest.mark.parametrize("reply", ["550 5.1.1 unknown", "450 later"])
def test_a_refused_recipient_ends_in_rset_and_data_is_never_begun(open_desk: OpenDesk, reply: str) -> None:
    desk = open_desk(Script(replies={f"RCPT {ANNA}": reply}))
    result = desk.send(to=(BRUNO, ANNA, "third@customer.example"))
    assert isinstance(result, Rejected | NotNow)
    assert result.address == ANNA
    desk.sink.wait_for_connections(1)
    assert desk.sink.points == [("EHLO", "MAIL", "RCPT", "RCPT", "RSET", "QUIT")]


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\r\n",
        b".",
        b".\r\n",
        b"..\r\n.\r\n...\r\n",
        b"no line end",
        b"line\r\n.",
        b"a\r\n\r\n\r\n",
        LARGE,
        b".\r\n" * 50_000,
    ],
)
@pytest.mark.parametrize("security", ["none", "tls"])
def test_every_message_arrives_as_it_is(open_desk: OpenDesk, message: bytes, security: str) -> None:
    desk = open_desk(Script(extensions=()), security)
    outgoing = desk.outgoing(user="")
    assert isinstance(outgoing.transact(INFO, "", (ANNA,), message, lambda: True, 30), Accepted)
    assert desk.sink.accepted[0].message == message.removesuffix(b"\r\n") + b"\r\n"
    assert desk.sink.accepted[0].sender == ""


@pytest.mark.parametrize("message", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\nb\r\n", b"a\n.\r\nb", b"a\0b\r\n", b"a\r"])
def test_line_ends_that_smuggle_are_refused(open_desk: OpenDesk, message: bytes) -> None:
    desk = open_desk()
    assert desk.send(message) == Rejected(0, "", reason="smtp-bad-message")
    assert desk.sink.points == []


@pytest.mark.parametrize(
    "address",
    [
        "a@b>\r\nDATA",
        "a@b\n",
        "a@b\0",
        "a@b> SIZE=1",
        "a b@c",
        "<a@b>",
        "ab",
        "",
        "@b",
        "a@",
        "a@b\x85c",
        "a@b\u2028c",
    ],
)
def test_addresses_that_inject_are_refused(open_desk: OpenDesk, address: str) -> None:
    desk = open_desk()
    assert desk.send(to=(ANNA, address)) == Rejected(0, "", address, "smtp-bad-address")
    if address:
        assert desk.send(sender=address) == Rejected(0, "", address, "smtp-bad-address")
    assert desk.sink.points == []


def test_nobody_to_send_to(open_desk: OpenDesk) -> None:
    assert open_desk().send(to=()) == Rejected(0, "", reason="smtp-no-recipient")


def test_a_message_above_the_announced_size_is_not_begun(open_desk: OpenDesk) -> None:
    size = len(MAIL)
    desk = open_desk(Script(extensions=(f"SIZE {size}",)))
    assert isinstance(desk.send(), Accepted)
    assert desk.send(MAIL + b"x\r\n") == Rejected(0, "", reason="smtp-too-large")
    desk.sink.wait_for_connections(2)
    assert desk.sink.points[1] == ("EHLO",)
    desk.sink.script = Script(extensions=("SIZE 0",))
    assert isinstance(desk.send(LARGE), Accepted)


def test_addresses_beyond_ascii_need_smtputf8(open_desk: OpenDesk) -> None:
    address = "nicolò@ciao.example"
    desk = open_desk(Script(extensions=("8BITMIME",)))
    assert desk.send(to=(address,)) == Rejected(0, "", reason="smtp-needs-smtputf8")
    desk.sink.script = Script()
    assert isinstance(desk.send(to=(address,)), Accepted)
    assert desk.sink.accepted[0].recipients == (address,)


def test_octets_beyond_ascii_need_8bitmime(open_desk: OpenDesk) -> None:
    desk = open_desk(Script(extensions=("SMTPUTF8",)))
    assert desk.send("città\r\n".encode()) == Rejected(0, "", reason="smtp-needs-8bitmime")
    desk.sink.script = Script()
    assert isinstance(desk.send("città\r\n".encode()), Accepted)


WHOLE = ["250 ok", "550 no", "451-not\n451 now"]


@pytest.mark.parametrize(
    ("reply", "kept"),
    [(reply, kept) for reply in WHOLE for kept in range(len(reply.replace("\n", "\r\n")) + 2)],
)
def test_a_reply_to_the_dot_that_is_cut_says_nothing(open_desk: OpenDesk, reply: str, kept: int) -> None:
    """Up to a lone CR at its end: smtplib takes "25" for a rejection."""
    desk = open_desk(Script(replies={"DOT": reply}, cut_sent=len(PREAMBLE) + kept))
    assert isinstance(desk.send(), Unknown)


@pytest.mark.parametrize("reply", ["2", "25", "5", "ok", "999 no", "650 ok", "250ok", "0250 ok", "250-ok\n550 no"])
def test_a_reply_to_the_dot_that_is_not_smtp_says_nothing(open_desk: OpenDesk, reply: str) -> None:
    assert isinstance(open_desk(Script(replies={"DOT": reply})).send(), Unknown)


def test_a_reply_without_end_says_nothing(open_desk: OpenDesk) -> None:
    assert isinstance(open_desk(Script(replies={"DOT": "250 " + "x" * 20_000})).send(), Unknown)
    assert isinstance(open_desk(Script(replies={"DOT": "250-x\n" * 300 + "250 x"})).send(), Unknown)


@pytest.mark.parametrize("reply", ["250", "250 ", "250-one\n250-two\n250 three", "250 città"])
def test_complete_250s(open_desk: OpenDesk, reply: str) -> None:
    assert isinstance(open_desk(Script(replies={"DOT": reply})).send(), Accepted)


@pytest.mark.parametrize("reply", ["251 forwarded", "354 more", "221 bye", "200 ok"])
def test_other_codes_after_the_dot_say_nothing(open_desk: OpenDesk, reply: str) -> None:
    assert isinstance(open_desk(Script(replies={"DOT": reply})).send(), Unknown)


@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("reply", ["", "2", "25", "ok", "250-x\n354 y", "299 odd", "354 odd\n250 too much"])
def test_anything_incomplete_before_the_dot_is_not_now(open_desk: OpenDesk, step: str, reply: str) -> None:
    desk = open_desk(Script(replies={step: reply}))
    result = desk.send(seconds=5)
    assert isinstance(result, NotNow)
    assert desk.sink.accepted == []


def test_a_reply_ahead_of_its_question_is_not_taken_for_the_dots(open_desk: OpenDesk) -> None:
    """A server one reply ahead would seem to accept what it has not even got."""
    asked: list[bool] = []
    desk = open_desk(Script(replies={"DATA": "354 go on\n250 taken"}))
    assert isinstance(desk.send(may=lambda: asked.append(True) or True), NotNow)
    assert desk.sink.accepted == []
    assert asked == []


@pytest.mark.parametrize(("early", "kind"), [("552 too much", Rejected), ("421 bye", NotNow), ("250 why not", NotNow)])
def test_a_server_that_speaks_in_the_middle_of_the_body(open_desk: OpenDesk, early: str, kind: type) -> None:
    """The body is larger than what the kernels hold, so the sink's word comes while it is being sent."""
    asked: list[bool] = []
    desk = open_desk(Script(early=early, extensions=()))
    result = desk.send(LARGE * 8, may=lambda: asked.append(True) or True)
    assert isinstance(result, kind)
    assert asked == []


def test_held_back_writes_nothing_more(open_desk: OpenDesk) -> None:
    desk = open_desk()
    assert desk.send(may=lambda: False) == HeldBack()
    desk.sink.wait_for_connections(1)
    assert desk.sink.points == [("EHLO", "MAIL", "RCPT", "DATA")]
    assert desk.sink.accepted == []


@pytest.mark.parametrize("security", ["none", "starttls"])
@pytest.mark.parametrize("step", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_silent_server_is_left_at_the_deadline(open_desk: OpenDesk, security: str, step: str) -> None:
    desk = open_desk(Script(silent=frozenset({step})), security)
    result = desk.outgoing(user="").transact(INFO, INFO, (ANNA,), MAIL, lambda: True, 0.3)
    assert isinstance(result, NotNow)


def test_a_server_that_drips_is_left_at_the_deadline(open_desk: OpenDesk) -> None:
    """Each octet comes well within any time-out of its own."""
    desk = open_desk(Script(drip=0.02))
    before = desk.clock.boottime()
    assert isinstance(desk.send(seconds=0.5), NotNow)
    assert desk.clock.boottime() - before < 3


def test_a_dripping_reply_to_the_dot_is_unknown(open_desk: OpenDesk) -> None:
    desk = open_desk(Script(replies={"DOT": "250 " + "x" * 5000}, drip=0.002))
    assert isinstance(desk.send(seconds=2), Unknown)
    assert len(desk.sink.accepted) == 1


def test_sleep_before_the_dot_counts(open_desk: OpenDesk) -> None:
    """The machine slept in the last check: nothing of the dot is written, whatever the check said."""
    clock = SteppedClock()

    def sleep() -> bool:
        clock.time += 301
        return True

    desk = open_desk(clock=clock)
    assert isinstance(desk.send(may=sleep, seconds=300), NotNow)
    desk.sink.wait_for_connections(1)
    assert desk.sink.points == [("EHLO", "MAIL", "RCPT", "DATA")]
    assert desk.sink.accepted == []


def test_what_becomes_of_quit_changes_nothing(open_desk: OpenDesk) -> None:
    for script in (Script(replies={"QUIT": ""}), Script(replies={"QUIT": "500 no"}), Script(abrupt=True)):
        assert isinstance(open_desk(script).send(), Accepted)


PREAMBLE = (
    "220 sink ESMTP\n250-sink\n250-SIZE 1000000\n250-8BITMIME\n250 SMTPUTF8\n250 ok\n250 ok\n354 go on\n"
).replace("\n", "\r\n")
"""What the sink says to an untouched script up to the dot."""
