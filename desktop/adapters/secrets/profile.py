"""Where a workstation's secrets come from, in which order.

A password: what a person has typed in this run, then ``SPORTELLO_PASSWORD_<ADDRESS>``, ``SPORTELLO_PASSWORD``, the
system keyring, and what is sealed in the profile under the passphrase of who sits there. A signing key: sealed in the
profile if it lies there, else from the keyring. Its seal hangs on that passphrase, where one was typed, else on
SPORTELLO_PASSWORD, and mailbox passwords change: with the old one in SPORTELLO_OLD_PASSWORD for one command the key
is opened and sealed anew under the present one, so nothing is lost and no invitation is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from desktop.adapters.secrets.sealed import DamagedSeal, SealedKeys, WrongPassword
from desktop.adapters.secrets.tokens import WalletTokens
from desktop.adapters.secrets.wallet import LONGEST_SECRET, Wallet
from desktop.domain.errors import SportelloError
from desktop.ports.secrets import Typed

PASSWORD = "SPORTELLO_PASSWORD"
OLD_PASSWORD = "SPORTELLO_OLD_PASSWORD"
_BACKEND = "PYTHON_KEYRING_BACKEND"
_SEED_LENGTH = 32


def variable_of(address: str) -> str:
    """The variable of one mailbox: ``info@shop.it`` -> ``SPORTELLO_PASSWORD_INFO_SHOP_IT``."""
    return f"{PASSWORD}_{re.sub(r'[^A-Z0-9]', '_', address.upper())}"


class ProfileSecrets:
    """Implements ``ports.secrets.Secrets`` for one profile folder and one environment."""

    def __init__(
        self, profile: Path, environ: Mapping[str, str], wallet: Wallet | None = None, typed: Typed | None = None
    ) -> None:
        self._sealed = SealedKeys(profile)
        self._environ = environ
        self.told: set[str] = set()
        """Passwords that were handed out, for logs and reports to leave them out."""
        self._wallet = wallet or Wallet(environ.get(_BACKEND))
        self.typed = Typed() if typed is None else typed
        self.tokens = WalletTokens(self._wallet, self._sealed, self.typed, environ.get(PASSWORD, ""))
        self._refused: dict[tuple[str, str], tuple[str, SportelloError]] = {}
        self._spares = False

    def spare_servers(self) -> None:
        """From now on a password that a server refused is not shown to it again: where a person is asked for another,
        or can say that it shall be tried once more."""
        self._spares = True

    def try_again(self) -> None:
        """A person says so."""
        self._refused.clear()

    def refused(self, error: SportelloError, password: str) -> None:
        if self._spares:
            self._refused[str(error.facts["address"]), error.code] = password, error

    def password(self, address: str, why: str = "wrong-password") -> str:
        """Raises SportelloError ``no-password`` (facts: address, variable) or ``password-locked``, and ``why``."""
        found = self._found(address)
        password, error = self._refused.get((address, why), ("", None))
        if error is not None and password == found:
            raise SportelloError(error.code, **error.facts)
        self.told.add(found)
        return found

    def _found(self, address: str) -> str:
        variable = variable_of(address)
        held = self.typed.passwords.get(address)
        found = held or self._environ.get(variable) or self._environ.get(PASSWORD) or self._kept(address)
        found = found or self._unsealed(address)
        if not found:
            raise SportelloError("no-password", address=address, variable=variable)
        return found

    def _kept(self, address: str) -> str | None:
        """By the keyring. One that is locked can be done without: what is typed is known until the program ends."""
        try:
            return self._wallet.get(address)
        except SportelloError as error:
            raise SportelloError("password-locked", address=address) from error

    def hold(self, address: str, password: str) -> None:
        self.typed.passwords[address] = password
        for key in [key for key in self._refused if key[0] == address]:
            del self._refused[key]

    def remember(self, address: str, password: str) -> bool:
        """Raises SportelloError ``password-too-long`` or ``keyring-locked``."""
        if len(password) > LONGEST_SECRET:
            raise SportelloError("password-too-long", address=address, limit=LONGEST_SECRET)
        if self._wallet.put(address, password):
            self._sealed.forget(_password(address))
            return True
        if self.typed.passphrase:
            self._seal(_password(address), password.encode(), self.typed.passphrase)
        return bool(self.typed.passphrase)

    def signing_key(self, name: str) -> bytes:
        """Raises SportelloError ``no-signing-key``, ``signing-key-sealed`` (the password is another one),
        ``no-sealing-password``, ``signing-key-damaged`` or ``keyring-locked``."""
        if self._sealed.has(name):
            return self._opened(name)
        found = self._wallet.get(_entry(name))
        if found is None:
            raise SportelloError("no-signing-key", name=name)
        return _seed(name, found)

    def seals(self, name: str) -> bool:
        """Whether the signing key lies in the profile."""
        return self._sealed.has(name)

    def store_signing_key(self, name: str, seed: bytes) -> None:
        """Raises SportelloError ``no-sealing-password`` (neither a keyring nor SPORTELLO_PASSWORD),
        ``signing-key-not-kept`` (the profile cannot be written) or ``keyring-locked``."""
        if len(seed) != _SEED_LENGTH:
            raise ValueError(f"a seed has {_SEED_LENGTH} octets, not {len(seed)}")
        if self._wallet.put(_entry(name), seed.hex()):
            self._sealed.forget(name)
        else:
            self._seal(name, seed, self._sealing_password())

    def _unsealed(self, address: str) -> str:
        """A mailbox's password that lies in the profile; empty when there is none that opens."""
        name = _password(address)
        if not self.typed.passphrase or not self._sealed.has(name):
            return ""
        try:
            found = self._sealed.open(name, self.typed.passphrase).decode()
        except (WrongPassword, DamagedSeal, OSError):
            return ""
        self.typed.passwords[address] = found
        return found

    def _opened(self, name: str) -> bytes:
        password = self._sealing_password()
        try:
            try:
                return self._sealed.open(name, password)
            except WrongPassword:
                old = self._environ.get(OLD_PASSWORD)
                if not old:
                    raise
                seed = self._sealed.open(name, old)
        except WrongPassword as closed:
            raise SportelloError("signing-key-sealed", name=name) from closed
        except (DamagedSeal, OSError) as unreadable:
            raise SportelloError("signing-key-damaged", name=name) from unreadable
        self._seal(name, seed, password)
        return seed

    def _seal(self, name: str, seed: bytes, password: str) -> None:
        try:
            self._sealed.seal(name, seed, password)
        except OSError as error:
            raise SportelloError("signing-key-not-kept", name=name, detail=str(error)) from error

    def _sealing_password(self) -> str:
        password = self.typed.passphrase or self._environ.get(PASSWORD)
        if not password:
            raise SportelloError("no-sealing-password")
        return password


def _password(address: str) -> str:
    return f"password {address}"


def _entry(name: str) -> str:
    return f"signing key {name}"


def _seed(name: str, text: str) -> bytes:
    try:
        seed = bytes.fromhex(text)
    except ValueError:
        seed = b""
    if len(seed) != _SEED_LENGTH:
        raise SportelloError("signing-key-damaged", name=name)
    return seed
