"""A signing key in a file: sealed by SecretBox under a key from a password, never in clear.

The password becomes a key by argon2id with a random salt, 12 MiB and 3 passes: one of the settings that
OWASP's password storage sheet lists as equal (19 MiB x 2, 12 MiB x 3, 9 MiB x 4, 7 MiB x 5). It is paid at
every start of the command line, hundreds of times a day: measured 15 ms here, 24 ms for 19 MiB x 2, and 75
ms and 64 MiB for libsodium's INTERACTIVE, too dear for eight commands at once on two cores. The settings
stand in the file, so they can be raised later.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PASSES: Final = 3
_MEMORY: Final = 12 * 1024 * 1024
_MOST_PASSES: Final = 20
_MOST_MEMORY: Final = 1024 * 1024 * 1024


class WrongPassword(Exception):
    """The seal does not open: another password, or the box was altered."""


class DamagedSeal(Exception):
    """Not a sealed key as this module writes it."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    passes: int
    memory: int
    salt: bytes
    box: bytes


class SealedKeys:
    """The sealed keys of one profile: ``<profile>/<name>.sealed``, mode 0600, replaced atomically.

    What no file name may have on some system stands in it as ``%XX``.
    """

    def __init__(self, profile: Path) -> None:
        self._profile = profile

    def has(self, name: str) -> bool:
        return self._path(name).exists()

    def open(self, name: str, password: str) -> bytes:
        """The seed. Raises WrongPassword, DamagedSeal, OSError."""
        from nacl.exceptions import CryptoError
        from nacl.secret import SecretBox

        sealed = _read(self._path(name).read_bytes())
        try:
            return SecretBox(_key(password, sealed.salt, sealed.passes, sealed.memory)).decrypt(sealed.box)
        except CryptoError as closed:
            raise WrongPassword from closed

    def seal(self, name: str, seed: bytes, password: str) -> None:
        """Write the seed under that password, in place of what was there. Raises OSError."""
        from nacl.secret import SecretBox
        from nacl.utils import random

        salt = random(16)
        box = SecretBox(_key(password, salt, _PASSES, _MEMORY)).encrypt(seed)
        _replace(self._path(name), _written(_Sealed(_PASSES, _MEMORY, salt, bytes(box))))

    def forget(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._profile / f"{quote(name, safe='')}.sealed"


def _key(password: str, salt: bytes, passes: int, memory: int) -> bytes:
    from nacl.pwhash import argon2id

    # A variable of a non-UTF-8 locale holds its odd bytes as surrogates.
    secret = password.encode("utf-8", "surrogateescape")
    return argon2id.kdf(32, secret, salt, opslimit=passes, memlimit=memory)


def _written(sealed: _Sealed) -> bytes:
    return json.dumps(
        {
            "sealed": 1,
            "kdf": "argon2id",
            "passes": sealed.passes,
            "memory": sealed.memory,
            "salt": base64.b64encode(sealed.salt).decode(),
            "box": base64.b64encode(sealed.box).decode(),
        }
    ).encode()


def _read(raw: bytes) -> _Sealed:
    try:
        found = json.loads(raw)
        if found["sealed"] != 1 or found["kdf"] != "argon2id":
            raise DamagedSeal
        salt, box = (base64.b64decode(found[part], validate=True) for part in ("salt", "box"))
        passes, memory = int(found["passes"]), int(found["memory"])
    except (ValueError, KeyError, TypeError, binascii.Error) as odd:
        raise DamagedSeal from odd
    if not (len(salt) == 16 and len(box) > 40 and 1 <= passes <= _MOST_PASSES and 8192 <= memory <= _MOST_MEMORY):
        raise DamagedSeal
    return _Sealed(passes, memory, salt, box)


def _replace(path: Path, content: bytes) -> None:
    """``mkstemp`` makes the file 0600 from the first moment; a crash leaves the old file whole."""
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _keep_name(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _keep_name(folder: Path) -> None:
    """A power cut must not take the new name away; Windows has no handle on a folder to ask this of."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
