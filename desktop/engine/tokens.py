"""The tokens that open mailboxes without a password: had when they are needed, renewed before they run out and when a
server refuses one, known to this process alone. What renews them is kept where passwords are.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping

from desktop.domain.errors import TOKEN_REFUSED, TOKEN_UNJUDGED, SportelloError
from desktop.domain.signing_in import Client, client_of
from desktop.engine.signing_in import Show, SigningIn, Tokens
from desktop.ports.clock import Clock
from desktop.ports.secrets import Logins
from desktop.ports.signing_in import GivenUp, KeptTokens

MARGIN = 120.0
"""Seconds before its end at which a token is renewed: a long fetch must not outlive it."""

FRESH = 60.0
"""Seconds in which a token that was just had is no better renewed: the server means something else."""


class MailboxTokens:
    """Implements ``ports.secrets.Logins`` in front of the passwords. From any thread."""

    def __init__(
        self,
        passwords: Logins,
        kept: KeptTokens,
        settings: Callable[[], Mapping[str, Mapping[str, str | int]]],
        signing_in: SigningIn,
        clock: Clock,
    ) -> None:
        self._passwords = passwords
        self._kept = kept
        self._settings = settings
        self._signing_in = signing_in
        self._clock = clock
        self._turn = threading.RLock()
        """Of who renews: the others wait for the same token."""
        self._had: dict[str, tuple[float, Tokens]] = {}
        """By the mailbox for which somebody signed in: when, and what."""
        self._revoked: dict[str, tuple[str, SportelloError]] = {}
        self._refused: dict[tuple[str, bool], tuple[str, SportelloError]] = {}
        """By mailbox, and whether for sending: what was refused, and how. It is not shown again."""

    def client(self, address: str) -> Client | None:
        """None for a mailbox with a password. Raises as ``domain.signing_in.client_of``."""
        return client_of(address, self._settings().get(address, {}))

    def password(self, address: str, why: str = "wrong-password") -> str:
        """A token that holds, for a mailbox that wants one. Raises also SportelloError ``no-sign-in``,
        ``sign-in-revoked``, what was said of the token at last, and Offline."""
        client = self.client(address)
        if client is None:
            return self._passwords.password(address, why)
        with self._turn:
            found = self._access(address, client)
            refused, error = self._refused.get((address, _is_of_sending(why)), ("", None))
            if error is not None and refused == found:
                raise SportelloError(error.code, **error.facts)
            return found

    def refused(self, error: SportelloError, password: str) -> None:
        """A token that is not fresh is forgotten, so that the next is another; a fresh one is not shown again."""
        if error.code not in TOKEN_REFUSED:
            self._passwords.refused(error, password)
            return
        with self._turn:
            owner = next((one for one, (_, tokens) in self._had.items() if tokens.access == password), "")
            since = self._clock.boottime() - self._had[owner][0] if owner else 0.0
            if owner and since > FRESH:
                del self._had[owner]
            elif error.code not in TOKEN_UNJUDGED:
                self._refused[str(error.facts["address"]), _is_of_sending(error.code)] = password, error

    def try_again(self) -> None:
        """A person says so, and waits for nobody who is renewing just now."""
        self._refused, self._revoked = {}, {}

    def sign_in(self, address: str, show: Show, given_up: GivenUp, *, by_code: bool = False) -> bool:
        """By the provider's page. Whether it is kept beyond this process. Waits for a person, and holds nobody up."""
        client = self.client(address)
        if client is None:
            raise SportelloError("sign-in-settings", address=address, provider="")
        way = self._signing_in.by_code if by_code else self._signing_in.by_browser
        tokens = way(address, client, show, given_up)
        with self._turn:
            kept = self._kept.put(_place(address, client), tokens.refresh)
            self._had[address] = self._clock.boottime(), tokens
        self.try_again()
        return kept

    def keep(self, address: str) -> bool:
        """What opens a mailbox by a page, once more. Whether it outlives this process."""
        client = self.client(address)
        refresh = self._kept.get(_place(address, client)) if client is not None else None
        return client is None or refresh is None or self._kept.put(_place(address, client), refresh)

    def _owners(self, address: str, client: Client) -> Iterator[str]:
        """Mailboxes for which somebody may have signed in so that it opens this one: itself first, then those that the
        same person may open too."""
        yield address
        if client.provider.delegates:
            yield from (one for one in self._settings() if one != address and self._same(one, client))

    def _same(self, address: str, client: Client) -> bool:
        try:
            return self.client(address) == client
        except SportelloError:
            return False

    def _access(self, address: str, client: Client) -> str:
        now = self._clock.boottime()
        last: SportelloError | None = None
        for owner in self._owners(address, client):
            had = self._had.get(owner)
            if had is not None and had[1].until - MARGIN > now:
                return had[1].access
            refresh = self._refresh(address, owner, client)
            if not refresh:
                continue
            try:
                return self._renewed(owner, client, refresh)
            except SportelloError as error:
                if error.code != "sign-in-revoked":
                    raise
                last = error
        if last is not None:
            raise SportelloError(last.code, **{**last.facts, "address": address})
        raise SportelloError("no-sign-in", address=address, provider=client.provider.name)

    def _refresh(self, address: str, owner: str, client: Client) -> str | None:
        """A keyring that is locked is no reason to stay outside: who signs in anew is known until the program ends."""
        try:
            return self._kept.get(_place(owner, client))
        except SportelloError as error:
            raise SportelloError("sign-in-locked", address=address, provider=client.provider.name) from error

    def _renewed(self, owner: str, client: Client, refresh: str) -> str:
        """One that the provider no longer takes is not shown to it again: another process may have a newer one."""
        revoked, error = self._revoked.get(owner, ("", None))
        if error is not None and revoked == refresh:
            raise SportelloError(error.code, **error.facts)
        try:
            tokens = self._signing_in.refreshed(owner, client, refresh)
        except SportelloError as error:
            if error.code == "sign-in-revoked":
                newer = self._kept.get(_place(owner, client))
                if newer and newer != refresh:
                    return self._renewed(owner, client, newer)
                self._revoked[owner] = refresh, error
            raise
        if tokens.refresh and tokens.refresh != refresh:
            self._kept.put(_place(owner, client), tokens.refresh)
        self._had[owner] = self._clock.boottime(), tokens
        return tokens.access


def _is_of_sending(code: str) -> bool:
    return code.startswith("smtp")


def _place(address: str, client: Client) -> str:
    """Where what was given is kept: with the client that it was given to, and the page that it may be shown to, so that
    other settings of the mailbox lead it nowhere else."""
    whose = hashlib.sha256(f"{client.provider.token}\n{client.id}".encode()).hexdigest()[:12]
    return f"{address} {whose}"
