"""Workstation keys and one-time invitation keys: Ed25519 (RFC 8032) by PyNaCl."""

from __future__ import annotations

import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


class Signer:
    """The private half of a workstation's key."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.public = self._key.verify_key.encode().hex()
        self.workstation = workstation_id(self.public)

    def sign(self, statement: bytes) -> str:
        """Hex signature, 128 characters."""
        return self._key.sign(statement).signature.hex()


def workstation_id(public: str) -> str:
    """A workstation's name in the log: 128 bits of the SHA-256 of its hex public key."""
    return hashlib.sha256(public.encode()).hexdigest()[:32]


def verified(public: str, statement: bytes, signature: str) -> bool:
    """Whether ``signature`` (hex) of ``statement`` was made by the owner of ``public`` (hex)."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(statement, bytes.fromhex(signature))
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def joining_statement(journal: str, key: str, name: str) -> bytes:
    """What the one-time key signs: this key, under this name, joins this journal."""
    return f"sportello join 1\n{journal}\n{key}\n{name}".encode()


def external_id(slot: str, mailbox: str, uid_validity: int, uid: int) -> str:
    """Two workstations that find the same answer write the same entry."""
    return _hash_id("external", slot, mailbox, str(uid_validity), str(uid))


def automatic_id(purpose: str, occasion: str) -> str:
    """The send id of an automatic mail: its cause, never a computed time, so replanning keeps it."""
    return _hash_id("automatic", purpose, occasion)


FOLLOW_UP = "follow-up"
"""The purpose of the mail that asks a customer how it went."""


def plan_id(occasion: str) -> str:
    """Of the entry that plans a follow-up: two workstations that plan the same write one entry."""
    return _hash_id("plan", FOLLOW_UP, occasion)


def score_id(slot: str) -> str:
    """Of the entry that notes what a customer's mail says: two readers of the mail write one entry."""
    return _hash_id("score", slot)


def _hash_id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
