"""A newer version of the program, as whoever publishes it says: one signed JSON document.

At most 16 kB, strictly read, and with one way to be written: whatever octet is another, it is refused. It tells of
files by their size and SHA-256, and runs nothing. Versions only rise: what is older than this program, or than what
was once seen signed, is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import msgspec

from desktop.domain.errors import SportelloError
from desktop.engine.teamfile import laid_out, signed, statement
from desktop.journal.keys import Signer, verified

FORMAT = 1
PRODUCT = "sportello"
MANIFEST = "sportello-update.json"
"""Its name in the folder, or under the address, where newer versions are looked for."""

LARGEST = 16 * 1024
DAILY = 24 * 3600
"""Seconds between two questions to a place outside."""

JOURNAL = "journal"
"""The place that is the team's own journal: a lead has put the manifest there."""

_TAMPERED = "update-tampered"
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_LARGEST_FILE = 2**31
_MEMBER = b'"sportello_update"'


class Installer(msgspec.Struct, frozen=True):
    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    sportello_update: int
    product: str
    version: str
    minimum: str
    """The oldest version that still gets on with this one; older ones are told so, and go on all the same."""
    date: str
    """Of the day, as 2026-11-23."""
    notes: dict[str, str]
    """What is new, by language."""
    page: str
    """For people, https; empty: none."""
    files: dict[str, Installer]
    """By system: ``linux``, ``windows``, ``macos``."""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A version newer than this one, for this system."""

    version: str
    running: str
    date: str
    notes: Mapping[str, str]
    page: str
    installer: Installer | None
    place: str
    """Where the installer lies; empty: nobody has said."""
    due: bool
    """This version does not get on with the new one for good."""

    def told(self, language: str) -> str:
        """What is new, in that language if it is said in it."""
        return self.notes.get(language) or self.notes.get("en") or next(iter(self.notes.values()), "")


def written(manifest: Manifest, signer: Signer) -> bytes:
    """The document as it is published."""
    return signed(msgspec.to_builtins(manifest), signer)


def read(data: bytes, keys: Sequence[str]) -> Manifest:
    """``keys``: whose word counts. Raises SportelloError ``update-too-large``, ``no-update-manifest``,
    ``update-tampered``, ``update-format``, ``update-not-ours``, ``update-no-key``."""
    document = _document(data)
    if not keys:
        raise SportelloError("update-no-key")
    signature = str(document.get("signature"))
    if not _SIGNATURE.fullmatch(signature) or not any(verified(key, statement(document), signature) for key in keys):
        raise SportelloError(_TAMPERED)
    try:
        manifest = msgspec.convert(document, Manifest)
    except msgspec.ValidationError as error:
        raise SportelloError("no-update-manifest") from error
    if manifest.product != PRODUCT:
        raise SportelloError("update-not-ours", product=manifest.product[:40])
    if not _sound(manifest):
        raise SportelloError("no-update-manifest")
    return manifest


def judged(manifest: Manifest, running: str, highest: str) -> Manifest | None:
    """None when this program is as new. ``highest``: version ever seen signed, empty when none was. Raises
    SportelloError ``update-replayed``, ``update-older``."""
    version = number(manifest.version)
    if highest and version < number(highest):
        raise SportelloError("update-replayed", version=manifest.version, highest=highest)
    if version < number(running):
        raise SportelloError("update-older", version=manifest.version, running=running)
    return manifest if version > number(running) else None


def offered(manifest: Manifest, running: str, system: str, place: str) -> Offer:
    return Offer(
        manifest.version,
        running,
        manifest.date,
        manifest.notes,
        manifest.page,
        manifest.files.get(system),
        place,
        number(running) < number(manifest.minimum),
    )


def number(version: str) -> tuple[int, ...]:
    """To compare by; 1.2 and 1.2.0 are one version."""
    parts = [int(part) for part in version.split(".")]
    return tuple(parts + [0] * (4 - len(parts)))


def is_due(now: int, checked: int) -> bool:
    """Once a day. A clock that was set back does not put it off for longer."""
    return not 0 <= now - checked < DAILY


def fitting(place: str) -> bool:
    """Whether a team may say that newer versions are looked for there; empty: nowhere."""
    return place in ("", JOURNAL) or is_encrypted(place) or is_folder(place)


def is_encrypted(place: str) -> bool:
    return bool(re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", place, re.IGNORECASE))


def is_folder(place: str) -> bool:
    """By its full path, of whatever system."""
    return PurePosixPath(place).is_absolute() or PureWindowsPath(place).is_absolute()


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise SportelloError("update-too-large", limit=LARGEST // 1024)
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        # One that was a manifest has been damaged; of anything else there is nothing to warn of.
        raise SportelloError(_TAMPERED if _MEMBER in data else "no-update-manifest") from error
    version = document.get("sportello_update")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise SportelloError("no-update-manifest")
    if version > FORMAT:
        raise SportelloError("update-format")
    if data != laid_out(document):
        raise SportelloError(_TAMPERED)
    return document


def _sound(manifest: Manifest) -> bool:
    page = manifest.page == "" or is_encrypted(manifest.page)
    versions = all(_VERSION.fullmatch(version) for version in (manifest.version, manifest.minimum))
    return bool(page and versions and _DATE.fullmatch(manifest.date)) and all(map(_sound_file, manifest.files.values()))


def _sound_file(file: Installer) -> bool:
    named = _NAME.fullmatch(file.name) and _SHA256.fullmatch(file.sha256)
    return bool(named) and 0 < file.size <= _LARGEST_FILE
