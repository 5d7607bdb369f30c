"""The token that renews a mailbox's others: in the keyring, else sealed in the profile as the signing key is, else in
this process alone.

Microsoft's have up to some two thousand characters, and Windows takes 1,280 in one entry: a token lies in pieces, the
first of which says how many there are and what the whole is, and is written last.
"""

from __future__ import annotations

import hashlib

from desktop.adapters.secrets.sealed import DamagedSeal, SealedKeys, WrongPassword
from desktop.adapters.secrets.wallet import Wallet
from desktop.domain.errors import SportelloError
from desktop.ports.secrets import Typed

_PIECE = 1000
_MOST = 16


class WalletTokens:
    """Implements ``ports.signing_in.KeptTokens``."""

    def __init__(self, wallet: Wallet, sealed: SealedKeys, typed: Typed, general: str) -> None:
        """``general``: what seals where nobody has typed a passphrase (SPORTELLO_PASSWORD); may be empty."""
        self._wallet = wallet
        self._sealed = sealed
        self._typed = typed
        self._general = general

    def get(self, name: str) -> str | None:
        """The keyring's first: another process may have been given a newer one."""
        held = self._typed.tokens.get(name)
        try:
            return self._from_wallet(name) or held or self._unsealed(name) or None
        except SportelloError:
            if held is None:
                raise
            return held

    def put(self, name: str, token: str) -> bool:
        """What was given is given, wherever it can be kept: one that is locked is no reason to lose it."""
        self._typed.tokens[name] = token
        try:
            return self._put(name, token)
        except SportelloError:
            return False

    def _put(self, name: str, token: str) -> bool:
        sealed = _entry(name)
        if self._into_wallet(name, token):
            self._sealed.forget(sealed)
            return True
        if not self._passphrase:
            return False
        try:
            self._sealed.seal(sealed, token.encode(), self._passphrase)
        except OSError:
            return False
        return True

    @property
    def _passphrase(self) -> str:
        return self._typed.passphrase or self._general

    def _from_wallet(self, name: str) -> str | None:
        head = self._wallet.get(_entry(name))
        if head is None:
            return None
        count, _, rest = head.partition(" ")
        digest, _, first = rest.partition(" ")
        if not count.isdecimal() or not 0 < int(count) <= _MOST:
            return None
        pieces = [first, *(self._wallet.get(_entry(name, n)) or "" for n in range(2, int(count) + 1))]
        token = "".join(pieces)
        return token if _digest(token) == digest else None

    def _into_wallet(self, name: str, token: str) -> bool:
        pieces = [token[start : start + _PIECE] for start in range(0, len(token), _PIECE)]
        if not 0 < len(pieces) <= _MOST:
            return False
        if not all(self._wallet.put(_entry(name, n), piece) for n, piece in enumerate(pieces[1:], 2)):
            return False
        return self._wallet.put(_entry(name), f"{len(pieces)} {_digest(token)} {pieces[0]}")

    def _unsealed(self, name: str) -> str:
        sealed = _entry(name)
        if not self._passphrase or not self._sealed.has(sealed):
            return ""
        try:
            return self._sealed.open(sealed, self._passphrase).decode()
        except (WrongPassword, DamagedSeal, OSError):
            return ""


def _entry(name: str, number: int = 1) -> str:
    return f"sign-in {name}" + (f" {number}" if number > 1 else "")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:16]
