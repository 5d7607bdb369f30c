"""One transaction with the mark before the dot, and an outcome that says only what is known.

Before the dot everything that goes wrong is surely not sent. After its first octet only a complete reply
counts: 250 is accepted, 4xx and 5xx are not sent, and anything else, a cut "25" among it, is unknown. That
is why smtplib's ``sendmail`` and ``data`` are not used: they write body and dot in one call, go on when only
some recipients were accepted, and take a cut reply for a rejection.
"""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable, Mapping

from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.dialogue import Deadline, Dialogue
from desktop.adapters.smtp.letter import END, Letter, prepare
from desktop.adapters.smtp.session import Stopped, begin, expect, log_in, said
from desktop.domain.errors import TOKEN_REFUSED, Offline, SportelloError
from desktop.ports.clock import Clock
from desktop.ports.outgoing import Accepted, HeldBack, NotNow, Rejected, SendResult, Unknown
from desktop.ports.secrets import Logins

_LOST = (OSError, smtplib.SMTPException)
_CHECK_SECONDS = 30.0
_WRONG_PASSWORD = "smtp-wrong-password"


class SmtpOutgoing:
    """Implements ``ports.outgoing.Outgoing``: a fresh connection for each transaction."""

    def __init__(self, accounts: Mapping[str, SmtpAccount], secrets: Logins, clock: Clock) -> None:
        """``accounts`` by mailbox address; read at each transaction, so it may grow."""
        self._accounts = accounts
        self._secrets = secrets
        self._clock = clock
        self._ended = threading.Event()

    def end(self) -> None:
        """Ends a transaction under way within a second, and every later one at once; from any thread."""
        self._ended.set()

    def transact(
        self,
        mailbox: str,
        sender: str,
        recipients: tuple[str, ...],
        message: bytes,
        may_write_dot: Callable[[], bool],
        seconds: float,
    ) -> SendResult:
        account = self._account(mailbox)
        letter = prepare(sender, recipients, message)
        if isinstance(letter, Rejected):
            return letter
        deadline = Deadline(self._clock, seconds, self._ended.is_set)
        dialogue = Dialogue(deadline)
        try:
            ended = self._hand_over(dialogue, account, letter)
            if ended is not None:
                return ended
            if not may_write_dot():
                return HeldBack()
            return _write_dot(dialogue, deadline)
        finally:
            dialogue.cut()

    def check(self, mailbox: str) -> None:
        account = self._account(mailbox)
        dialogue = Dialogue(Deadline(self._clock, _CHECK_SECONDS, self._ended.is_set))
        place: dict[str, str | int] = {"host": account.host, "port": account.port}
        try:
            self._begin(dialogue, account)
            dialogue.leave()
        except Stopped as stopped:
            kind = SportelloError if isinstance(stopped.result, Rejected) else Offline
            raise kind("smtp-refused", **place, detail=stopped.result.reply) from stopped
        except _LOST as lost:
            raise Offline("smtp-unreachable", **place, detail=_detail(lost)) from lost
        finally:
            dialogue.cut()

    def _account(self, mailbox: str) -> SmtpAccount:
        try:
            return self._accounts[mailbox]
        except KeyError as unknown:
            raise SportelloError("smtp-no-account", mailbox=mailbox) from unknown

    def _begin(self, dialogue: Dialogue, account: SmtpAccount) -> None:
        shown: list[str] = []

        def password() -> str:
            shown[:] = [self._secrets.password(account.address, _WRONG_PASSWORD)]
            return shown[0]

        try:
            self._judged(shown, lambda: begin(dialogue, account, password))
        except SportelloError as error:
            before = shown[0] if shown and error.code in TOKEN_REFUSED else ""
            if not before or password() == before:
                raise _later(error) from error
            try:
                self._judged(shown, lambda: log_in(dialogue, account, lambda: shown[0]))
            except SportelloError as again:
                raise _later(again) from again

    def _judged(self, shown: list[str], act: Callable[[], None]) -> None:
        try:
            act()
        except SportelloError as error:
            if shown and (error.code == _WRONG_PASSWORD or error.code in TOKEN_REFUSED):
                self._secrets.refused(error, shown[0])
            raise

    def _hand_over(self, dialogue: Dialogue, account: SmtpAccount, letter: Letter) -> Rejected | NotNow | None:
        """Everything but the dot; None when the server waits for it. Raises SportelloError."""
        try:
            self._begin(dialogue, account)
            _announce(dialogue, letter)
            expect(dialogue.docmd("DATA"), 354)
            if not dialogue.send_while_wanted(letter.body):
                expect(dialogue.getreply())
        except Stopped as stopped:
            return stopped.result
        except _LOST as lost:
            return NotNow(None, _detail(lost))
        return None


def _later(error: SportelloError) -> Exception:
    """A server that cannot judge a token now is asked again later, as one that has no room."""
    if error.code == "smtp-token-unavailable":
        return Stopped(NotNow(454, str(error.facts["detail"])))
    return error


def _announce(dialogue: Dialogue, letter: Letter) -> None:
    """The envelope. A refused recipient ends the transaction: nobody gets what not everybody gets."""
    expect(dialogue.docmd("MAIL", f"FROM:<{letter.sender}>{_options(dialogue, letter)}"), 250)
    for address in letter.recipients:
        try:
            expect(dialogue.docmd("RCPT", f"TO:<{address}>"), 250, 251, 252, address=address)
        except Stopped:
            dialogue.leave("RSET")
            raise


def _options(dialogue: Dialogue, letter: Letter) -> str:
    """What MAIL must announce; Stopped when the server cannot take this letter."""
    options = ""
    if dialogue.has_extn("size"):
        limit = dialogue.esmtp_features["size"]
        if limit.isdecimal() and 0 < int(limit) < letter.size:
            raise _refused_here("smtp-too-large")
        options += f" SIZE={letter.size}"
    if letter.international:
        if not dialogue.has_extn("smtputf8"):
            raise _refused_here("smtp-needs-smtputf8")
        dialogue.command_encoding = "utf-8"
        options += " SMTPUTF8"
    if letter.eight_bit:
        if not dialogue.has_extn("8bitmime"):
            raise _refused_here("smtp-needs-8bitmime")
        options += " BODY=8BITMIME"
    return options


def _refused_here(reason: str) -> Stopped:
    return Stopped(Rejected(0, "", reason=reason))


def _write_dot(dialogue: Dialogue, deadline: Deadline) -> SendResult:
    """Once the dot is begun, a failure of any kind leaves the outcome unknown."""
    try:
        deadline.left()
    except TimeoutError as late:
        return NotNow(None, _detail(late))
    try:
        dialogue.send(END)
        reply = dialogue.getreply()
    except _LOST as lost:
        return Unknown(_detail(lost))
    dialogue.leave()
    code = reply[0]
    if code == 250:
        return Accepted(said(reply))
    if 500 <= code <= 599:
        return Rejected(code, said(reply))
    if 400 <= code <= 499:
        return NotNow(code, said(reply))
    return Unknown(f"{code} {said(reply)}")


def _detail(lost: BaseException) -> str:
    """For the log, and for support: a fact of the machine, not a sentence."""
    return f"{type(lost).__name__}: {lost}"
