"""From nothing to a connection that takes mail: greeting, TLS, login.

Raises Stopped for a complete refusal, SportelloError for what only a person can put right, and OSError or
smtplib.SMTPException when the connection is lost. Nothing of a mail is said here.
"""

from __future__ import annotations

import base64
import ssl
from collections.abc import Callable

from desktop.adapters.smtp.account import SmtpAccount
from desktop.adapters.smtp.dialogue import Dialogue
from desktop.domain.errors import Offline, SportelloError
from desktop.ports.outgoing import NotNow, Rejected


class Stopped(Exception):
    """The server said no in full, before the dot: ``result`` is the transaction's."""

    def __init__(self, result: Rejected | NotNow) -> None:
        super().__init__(result)
        self.result = result


def expect(reply: tuple[int, bytes], *wanted: int, address: str | None = None) -> str:
    """The reply's text if its code is wanted, else Stopped. What is neither 4xx nor 5xx is out of place:
    not sent, and worth another attempt."""
    code, text = reply[0], said(reply)
    if code in wanted:
        return text
    if 500 <= code <= 599:
        raise Stopped(Rejected(code, text, address))
    raise Stopped(NotNow(code if 400 <= code <= 499 else None, f"{code} {text}", address))


def said(reply: tuple[int, bytes]) -> str:
    """A reply's text for people and logs; servers write UTF-8 or anything else."""
    return reply[1].decode("utf-8", "replace")


def begin(dialogue: Dialogue, account: SmtpAccount, password: Callable[[], str]) -> None:
    """Connect, secure, log in. ``password`` is asked only when it is needed."""
    if account.security not in ("tls", "starttls") and not account.on_loopback():  # settings come from others
        raise SportelloError("smtp-plain-refused", host=account.host, port=account.port)
    context = _context(account) if account.security != "none" else None
    dialogue.open(account.host, account.port)
    if context and account.security == "tls":
        _secure(dialogue, account, context)
    expect(dialogue.getreply(), 220)
    expect(dialogue.ehlo(), 250)
    if context and account.security == "starttls":
        if not dialogue.has_extn("starttls"):
            raise SportelloError("smtp-no-starttls", host=account.host, port=account.port)
        expect(dialogue.docmd("STARTTLS"), 220)
        _secure(dialogue, account, context)
        expect(dialogue.ehlo(), 250)
    log_in(dialogue, account, password)


def log_in(dialogue: Dialogue, account: SmtpAccount, password: Callable[[], str]) -> None:
    """Once more on the same connection too, when a token was refused."""
    if account.by_token:
        _bear(dialogue, account, password())
    else:
        _log_in(dialogue, account, password)


def _context(account: SmtpAccount) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=account.ca_file)
    except OSError as error:
        raise SportelloError("smtp-authorities-unreadable", file=account.ca_file or "") from error


def _secure(dialogue: Dialogue, account: SmtpAccount, context: ssl.SSLContext) -> None:
    place: dict[str, str | int] = {"host": account.host, "port": account.port}
    try:
        dialogue.secure(context, account.host)
    except ssl.SSLCertVerificationError as refused:
        raise SportelloError("smtp-certificate-refused", **place, detail=refused.verify_message) from refused
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError):
        raise
    except ssl.SSLError as failed:
        raise SportelloError("smtp-tls-failed", **place, detail=str(failed.reason)) from failed


def _log_in(dialogue: Dialogue, account: SmtpAccount, password: Callable[[], str]) -> None:
    """AUTH PLAIN (RFC 4616), else LOGIN; smtplib's own login cannot send a password that is not ASCII."""
    offered = dialogue.esmtp_features.get("auth", "").upper().split()
    if not account.user or (not offered and account.security == "none"):
        return
    if "PLAIN" in offered:
        both = "\0".join(("", account.user, password()))
        reply = dialogue.docmd("AUTH", f"PLAIN {_base64(both)}")
    elif "LOGIN" in offered:
        reply = dialogue.docmd("AUTH", "LOGIN")
        for answer in (account.user, password()):
            if reply[0] == 334:
                reply = dialogue.docmd(_base64(answer))
    else:
        raise SportelloError("smtp-no-login", host=account.host, offered=" ".join(offered) or "-")
    if 500 <= reply[0] <= 599:
        facts = {"address": account.address, "user": account.user, "host": account.host}
        raise SportelloError("smtp-wrong-password", **facts, detail=said(reply))
    expect(reply, 235)


def _bear(dialogue: Dialogue, account: SmtpAccount, token: str) -> None:
    """XOAUTH2, else OAUTHBEARER (RFC 7628). Before it refuses a token the server says why, and wants an answer."""
    offered = dialogue.esmtp_features.get("auth", "").upper().split()
    bearing = f"auth=Bearer {token}\1\1"
    if "XOAUTH2" in offered:
        mechanism, first, farewell = "XOAUTH2", f"user={account.user}\1{bearing}", ""
    elif "OAUTHBEARER" in offered:
        name = account.user.replace("=", "=3D").replace(",", "=2C")
        place = f"host={account.host}\1port={account.port}\1"
        mechanism, first, farewell = "OAUTHBEARER", f"n,a={name},\1{place}{bearing}", _base64("\1")
    else:
        raise SportelloError("smtp-no-token-login", host=account.host, offered=" ".join(offered) or "-")
    reply = dialogue.docmd("AUTH", f"{mechanism} {_base64(first)}")
    if reply[0] == 334:
        reply = dialogue.docmd(farewell)
    facts = {"address": account.address, "user": account.user, "host": account.host}
    if reply[0] == 454:
        raise Offline("smtp-token-unavailable", **facts, detail=said(reply))
    if 500 <= reply[0] <= 599:
        raise SportelloError("smtp-token-refused", **facts, detail=said(reply))
    expect(reply, 235)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode("ascii")
