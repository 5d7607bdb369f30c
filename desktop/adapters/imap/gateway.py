"""The one door to IMAPClient: a logged-in connection whose every failure is an error of ours.

Guarded here, once: NUL, CR and LF in an argument (they inject commands in every version of IMAPClient);
the time and the amount of every answer; imaplib's debug level, which IMAPClient sets to 5 and which costs
four fifths of a large fetch; the certificate and the host name.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import LoginError  # type: ignore[import-untyped]
from imapclient.imap_utf7 import decode as from_utf7  # type: ignore[import-untyped]
from imapclient.imap_utf7 import encode as modified_utf7

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.bearer import Bearer, mechanism_of
from desktop.adapters.imap.dial import certificate_error, context_of, dial
from desktop.adapters.imap.exchange import SHORT, Exchange, FolderView
from desktop.adapters.imap.line import Line
from desktop.adapters.imap.refusals import Refusal, error_of, reason_of
from desktop.adapters.imap.responses import Fetched, Listing, Pieces, fetched, listed
from desktop.adapters.imap.stream import GuardedStream, TooMuch, TooSlow
from desktop.domain.errors import TOKEN_REFUSED, Offline, SportelloError
from desktop.ports.log import Appended, AppendUnknown

CONNECT_SECONDS = 15.0

_LIST = b'LIST "" "*"'
_LONG = (60.0, 8_000_000)
"""For LIST on a mailbox with very many folders."""

_NONSENSE = ("unexpected response", "unexpected tagged response")
"""How imaplib begins when what it read is no IMAP; it raises the same type when the connection ended."""

_DAMAGE = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)
"""What IMAPClient's parsers raise on an answer that is no IMAP."""


class UnsafeArgument(ValueError):
    """NUL, CR or LF in an argument: a bug or an attack, never a person's wish."""


def safe(argument: str) -> str:
    """The argument itself. Raises UnsafeArgument."""
    if any(mark in argument for mark in "\0\r\n"):
        raise UnsafeArgument(repr(argument))
    return argument


def quoted(argument: str) -> bytes:
    """A quoted string of RFC 3501, ASCII only. Raises UnsafeArgument."""
    text = safe(argument).replace("\\", "\\\\").replace('"', '\\"')
    try:
        return f'"{text}"'.encode("ascii")
    except UnicodeEncodeError as error:
        raise UnsafeArgument(repr(argument)) from error


def mailbox_name(folder: str) -> bytes:
    """A folder as a command names it: modified UTF-7, quoted. Raises UnsafeArgument."""
    return quoted(modified_utf7(safe(folder)).decode("ascii"))


class _GuardedImaplib(imaplib.IMAP4):
    """imaplib over a socket that is connected already and read under limits."""

    def __init__(self, sock: socket.socket, line: Line) -> None:
        self._given = sock
        self._line = line
        super().__init__()

    def open(self, *_: object) -> None:
        self.sock = self._given
        self.stream = GuardedStream(self._given)
        self._line.add(self.stream)
        self.stream.allow(CONNECT_SECONDS, SHORT[1])

    def read(self, size: int) -> bytes:
        return self.stream.read(size)

    def readline(self) -> bytes:
        return self.stream.readline()

    def send(self, data: bytes) -> None:  # type: ignore[override]
        self.stream.write(data)

    def shutdown(self) -> None:
        self.stream.close()


class _Handshake:
    """What IMAPClient takes for an SSL context: the handshake goes through the guarded stream."""

    def __init__(self, stream: GuardedStream, context: ssl.SSLContext) -> None:
        self._stream = stream
        self._context = context

    def wrap_socket(self, _: socket.socket, server_hostname: str) -> socket.socket:
        return self._stream.upgrade(self._context, server_hostname)


class _Client(IMAPClient):  # type: ignore[misc]
    def __init__(self, account: ImapAccount, sock: socket.socket, line: Line) -> None:
        self._given = sock
        self._line = line
        super().__init__(account.host, account.port, ssl=False)
        self._imap.debug = 0

    def _guarded(self) -> _GuardedImaplib:
        return _GuardedImaplib(self._given, self._line)

    _create_IMAP4 = _guarded  # noqa: N815 - IMAPClient's own name


class Gateway:
    """One connection, logged in by the constructor. Raises Offline and SportelloError, nothing else that
    the server or the network could cause. After Offline the connection is closed."""

    def __init__(self, account: ImapAccount, password: str, line: Line | None = None) -> None:
        self.account = account
        self._line = line or Line()
        self._client = self._connect()
        self._stream: GuardedStream = self._client._imap.stream
        try:
            if account.security == "starttls":
                self._start_tls()
            self._log_in(password)
            with self.border():
                found = self._client.capabilities()
            self.capabilities = frozenset(one.decode("ascii", "replace").upper() for one in found)
        except BaseException:
            self.close()
            raise
        self.exchange = Exchange(self._stream, self.capabilities)

    def close(self) -> None:
        """At once and from any thread; the server sees the connection end."""
        self._stream.close()

    @property
    def closed(self) -> bool:
        return self._stream.closed

    def namespace(self) -> tuple[str, str]:
        """Prefix and separator of the personal namespace (RFC 2342), else from LIST."""
        with self.border():
            if "NAMESPACE" in self.capabilities:
                personal = self._client.namespace().personal
                if personal:
                    return str(personal[0][0]), str(personal[0][1] or "")
        inbox = [separator for _, separator, name in self.listing() if name.upper() == "INBOX"]
        return "", (inbox[0] if inbox else "/")

    def listing(self) -> Listing:
        responses, _ = self.run(_LIST, _LONG)
        with self.border():
            return list(_listing(responses))

    def create(self, folder: str) -> None:
        """SportelloError, or nothing when the folder is there already."""
        safe(folder)
        try:
            with self.border(folder=folder):
                self._client.create_folder(folder)
        except SportelloError as error:
            if isinstance(error, Offline) or folder not in {name for _, _, name in self.listing()}:
                raise

    def rename(self, folder: str, to: str) -> None:
        safe(folder + to)
        with self.border(folder=folder):
            self._client.rename_folder(folder, to)

    def delete(self, folder: str) -> None:
        safe(folder)
        with self.border(folder=folder):
            self._client.delete_folder(folder)

    def run(self, command: bytes, limits: tuple[float, int] = SHORT, folder: str = "") -> tuple[list[Pieces], str]:
        """One command on the selected folder; its arguments went through ``quoted`` or are numbers."""
        with self.border(limits, folder):
            return self.exchange.run(command, limits)

    def look(self, status: bytes | None) -> tuple[Listing, list[Pieces]]:
        """LIST, NOOP, and perhaps a STATUS, which may be refused, in one round trip: what ``listing`` gives, and all
        responses."""
        with self.border(_LONG):
            responses, refused = self.exchange.all_of([_LIST, b"NOOP", *([status] if status else [])], _LONG)
            for refusal in filter(None, refused[:2]):
                raise refusal
            return list(_listing(responses)), responses

    def select(self, verb: bytes, folder: str) -> tuple[list[Pieces], str]:
        """SELECT or EXAMINE; what ``run`` gives."""
        view = self.exchange.view = FolderView(folder=folder, opened=time.monotonic())
        # Dovecot counts changes only for a folder that somebody opened this way (RFC 7162).
        counting = b" (CONDSTORE)" if "CONDSTORE" in self.capabilities else b""
        responses, words = self.run(verb + b" " + mailbox_name(folder) + counting, folder=folder)
        view.selected, view.told, view.read_only = True, False, "[READ-ONLY]" in words.upper()
        return responses, words

    def deselect(self) -> None:
        """CLOSE the selected folder, if there is one."""
        if self.exchange.view.selected:
            self.run(b"CLOSE")
            self.exchange.view.selected = False

    def fetch(self, command: bytes, limits: tuple[float, int], folder: str = "") -> Iterator[Fetched]:
        """A FETCH command's answers as they come. Left before its end, the connection is closed."""
        return self.fetch_all([(command, limits)], folder)

    def fetch_all(self, commands: Iterable[tuple[bytes, tuple[float, int]]], folder: str = "") -> Iterator[Fetched]:
        """The answers of several, each with its limits; the next is asked for while one is answered."""
        complete = False
        try:
            with self.border(folder=folder):
                for pieces in self.exchange.each_of(commands):
                    if answer := fetched(pieces):
                        yield answer
            complete = True
        finally:
            if not complete:
                self.close()

    def append(self, folder: str, flags: Sequence[str], message: bytes, date: str = "") -> Appended:
        """APPEND. Raises AppendUnknown, Refusal, and Offline only when
        surely nothing was sent."""
        if b"\0" in message:
            raise UnsafeArgument("NUL in a message")
        given = b"(" + " ".join(safe(flag) for flag in flags).encode("ascii") + b")"
        target = mailbox_name(folder) + b" " + given + (b" " + quoted(date) if date else b"")
        limits = (60.0 + len(message) / 16_384, SHORT[1])
        with self.border(limits, folder, refusals=False):
            try:
                return self.exchange.append(target, message, limits)
            except AppendUnknown:
                self.close()
                raise

    @contextmanager
    def border(self, limits: tuple[float, int] = SHORT, folder: str = "", *, refusals: bool = True) -> Iterator[None]:
        """Limits for what is done inside, and its failures as ours; Refusal passes if not ``refusals``."""
        try:
            self._stream.allow(*limits)
            yield
        except Refusal as refusal:
            if not refusals:
                raise
            raise error_of(refusal, self.account, folder) from refusal
        except imaplib.IMAP4.abort as error:
            if str(error).startswith(_NONSENSE):
                self.close()
                raise SportelloError("server-misbehaves", **self.facts(error)) from error
            self._lost("connection-lost", error)
        except imaplib.IMAP4.error as error:
            raise error_of(Refusal(str(error)), self.account, folder) from error
        except TooSlow as error:
            self._lost("server-too-slow", error)
        except OSError as error:
            self._lost("connection-lost", error)
        except (TooMuch, *_DAMAGE) as error:
            self.close()
            raise SportelloError("server-misbehaves", **self.facts(error)) from error

    def _connect(self) -> _Client:
        account = self.account
        try:
            sock = dial(account, CONNECT_SECONDS)
        except OSError as error:
            raise certificate_error(account, error) or Offline(
                "unreachable-host", port=account.port, **self.facts(error)
            ) from error
        try:
            return _Client(account, sock, self._line)
        except (OSError, imaplib.IMAP4.error, TooMuch, *_DAMAGE) as error:
            sock.close()
            self._not_greeted(error)

    def _not_greeted(self, error: Exception) -> NoReturn:
        facts = self.facts(error)
        if isinstance(error, TooSlow):
            raise Offline("server-too-slow", **facts) from error
        if isinstance(error, OSError) or "BYE" in str(error):
            code = "too-many-connections" if reason_of(str(error)) == "connections" else "connection-lost"
            raise Offline(code, **facts) from error
        raise SportelloError("server-misbehaves", **facts) from error

    def _start_tls(self) -> None:
        if not self._client.has_capability("STARTTLS"):
            raise SportelloError("no-starttls", host=self.account.host, address=self.account.address)
        handshake = _Handshake(self._stream, context_of(self.account))
        try:
            with self.border():
                self._client.starttls(handshake)
        except Offline as error:
            cause = error.__cause__
            refused = certificate_error(self.account, cause) if isinstance(cause, OSError) else None
            raise refused or error from cause

    def _log_in(self, password: str) -> None:
        try:
            self._login(password)
        except SportelloError as error:
            if error.code == "wrong-password" or error.code in TOKEN_REFUSED:
                self._line.refused(error, password)
            raise

    def _login(self, password: str) -> None:
        user, password = safe(self.account.user), safe(password)
        with self.border():
            offered = {one.decode("ascii", "replace").upper() for one in self._client.capabilities()}
            if self.account.by_token:
                self._bear(user, password, offered)
                return
            try:
                if "AUTH=PLAIN" in offered:
                    self._client.plain_login(user, password)
                elif "LOGINDISABLED" in offered:
                    raise Refusal("[PRIVACYREQUIRED] LOGINDISABLED")
                else:
                    self._client.login(user, password)
            except LoginError as error:
                if isinstance(error.__context__, imaplib.IMAP4.abort):
                    raise error.__context__ from error
                refusal = Refusal(str(error))
                if refusal.reason in ("other", "read-only", "missing"):
                    raise Refusal(f"[AUTHENTICATIONFAILED] {refusal.detail}") from error
                raise refusal from error

    def _bear(self, user: str, token: str, offered: set[str]) -> None:
        """Dovecot says UNAVAILABLE of a token that it cannot read: whether it is the token or the server is not known,
        and a refused token is no wrong password."""
        account, mechanism = self.account, mechanism_of(offered)
        if not mechanism:
            raise SportelloError("no-token-login", host=account.host, address=account.address)
        bearer = Bearer(mechanism, user, token, account.host, account.port)
        try:
            self._client._command_and_check("authenticate", mechanism, bearer.answer)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            refusal = Refusal(str(error))
            if refusal.reason in ("connections", "needs-tls"):
                raise refusal from error
            facts = {**self.facts(f"{refusal.detail} {bearer.said}".strip()), "user": user}
            if refusal.reason == "throttled":
                raise Offline("token-unavailable", **facts) from error
            raise SportelloError("token-refused", **facts) from error

    def _lost(self, code: str, error: Exception) -> NoReturn:
        """Servers may say BYE in a word about their limit of connections."""
        self.close()
        if reason_of(str(error)) == "connections":
            code = "too-many-connections"
        raise Offline(code, **self.facts(error)) from error

    def facts(self, detail: object) -> dict[str, str | int]:
        return {"host": self.account.host, "address": self.account.address, "detail": str(detail)}


def connected(account: ImapAccount, opens: Callable[[], str], line: Line | None = None) -> Gateway:
    """``opens``: the password, or a token; one that was refused is told to whoever has it, who may have another."""
    shown = opens()
    try:
        return Gateway(account, shown, line)
    except SportelloError as error:
        if error.code not in TOKEN_REFUSED or (another := opens()) == shown:
            raise
    return Gateway(account, another, line)


def _listing(responses: Iterable[Pieces]) -> Iterator[tuple[frozenset[str], str, str]]:
    for attributes, separator, name in filter(None, map(listed, responses)):
        yield attributes, separator, str(from_utf7(name))
