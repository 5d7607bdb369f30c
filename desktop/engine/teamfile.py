"""The team file: everything a new workstation needs but a name and a password, in one signed JSON document.

Versioned, at most 64 kB, strictly read. It carries the private half of a one-time invitation key and no password,
it cannot switch TLS off for a server that is not this machine (the adapters refuse that), and it is signed by the
lead who made it; whether that was a lead is checked against the journal itself before anything is written.
"""

from __future__ import annotations

import re

import msgspec

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.journal.keys import Signer, verified
from desktop.journal.mailboxes import complete

VERSION = 1
_MAXIMUM = 64 * 1024
_NO_TEAM_FILE = "no-team-file"
_KEY = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")


class TeamFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All times in seconds since 1970 UTC, keys and seeds in hex."""

    sportello_team_file: int
    team: str
    name: str
    journal: str
    generation: int
    folder: str
    home: str
    mailboxes: dict[str, dict[str, str | int]]
    invitation: str
    """Private one-time key."""
    role: Role
    expires: int
    signer: str
    signature: str = ""

    def statement(self) -> bytes:
        """What the lead signs."""
        return _encode(msgspec.structs.replace(self, signature=""))

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.team)


_encode = msgspec.json.Encoder(order="sorted").encode


def fingerprint(team: str) -> str:
    """To compare by phone: four groups of four hex digits of the team's id."""
    return " ".join(team[i : i + 4] for i in range(0, 16, 4))


def written(file: TeamFile, signer: Signer) -> bytes:
    """The document as it is handed out."""
    signed = msgspec.structs.replace(file, signature=signer.sign(file.statement()))
    return msgspec.json.format(_encode(signed), indent=2) + b"\n"


def read(data: bytes) -> TeamFile:
    """Raises SportelloError ``no-team-file``, ``team-file-newer``, ``team-file-tampered``."""
    if len(data) > _MAXIMUM:
        raise SportelloError(_NO_TEAM_FILE)
    try:
        version = msgspec.json.decode(data, type=dict[str, object]).get("sportello_team_file")
        if isinstance(version, int) and version > VERSION:
            raise SportelloError("team-file-newer")
        file = msgspec.json.decode(data, type=TeamFile)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise SportelloError(_NO_TEAM_FILE) from error
    if file.home not in file.mailboxes or not _KEY.fullmatch(file.invitation) or not _ID.fullmatch(file.journal):
        raise SportelloError(_NO_TEAM_FILE)
    if not all(complete(settings) for settings in file.mailboxes.values()):
        raise SportelloError(_NO_TEAM_FILE)
    if not verified(file.signer, file.statement(), file.signature):
        raise SportelloError("team-file-tampered")
    return file
