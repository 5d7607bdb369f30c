"""The team file: everything a new workstation needs but a name and a password, in one signed JSON document.

At most 64 kB, strictly read. It carries the private half of a one-time invitation key and no password, it cannot switch
TLS off for a server that is not this machine, and it names nothing to run. The lead who made it has signed it; whether
that was a lead is checked against the journal itself before anything is written.

Version 2 has one way to be written, octet for octet, and is refused in any other; so a member that only a later program
knows is covered by the signature too, and is left out of account here. Version 1 is still opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.domain.errors import SportelloError
from desktop.domain.signing_in import is_here
from desktop.domain.ticket import Role
from desktop.journal.keys import Signer, verified
from desktop.journal.mailboxes import complete

VERSION = 2
UPDATES = "updates"
"""What the team's policy calls the place where newer versions of the program are looked for."""

_MAXIMUM = 64 * 1024
_NO_TEAM_FILE = "no-team-file"
_TAMPERED = "team-file-tampered"
_KEY = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class TeamFile(msgspec.Struct, frozen=True):
    """All times in seconds since 1970 UTC, keys and seeds in hex."""

    sportello_team_file: int
    team: str
    name: str
    journal: str
    generation: int
    folder: str
    home: str
    mailboxes: dict[str, dict[str, str | int]]
    """Settings by address, with the client by which a mailbox signs in where it does so without a password."""
    invitation: str
    """Private one-time key."""
    role: Role
    expires: int
    signer: str
    said_fingerprint: str = msgspec.field(default="", name="fingerprint")
    """For people who look into the file; it must be the team's."""
    language: str = ""
    """Of the window; empty: as the system is set."""
    settings: dict[str, str | int | bool] = {}
    """Preferences that a new workstation begins with; its person may change each."""
    updates: str = ""
    """Where newer versions of the program are looked for; empty: nowhere."""
    signature: str = ""

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.team)


_encode = msgspec.json.Encoder(order="sorted").encode
_FIRST = frozenset(one.encode_name for one in msgspec.structs.fields(TeamFile)) - {
    "fingerprint",
    "language",
    "settings",
    "updates",
}
"""The members of version 1: these, and no others."""


def fingerprint(team: str) -> str:
    """To compare by phone: four groups of four hex digits of the team's id."""
    return " ".join(team[i : i + 4] for i in range(0, 16, 4))


def written(file: TeamFile, signer: Signer) -> bytes:
    """The document as it is handed out."""
    document = msgspec.to_builtins(file)
    if file.sportello_team_file < VERSION:
        document = {name: value for name, value in document.items() if name in _FIRST}
    return signed(document, signer)


def signed(document: Mapping[str, Any], signer: Signer) -> bytes:
    """Any document, as a file of this or of another version."""
    return laid_out({**document, "signature": signer.sign(statement(document))})


def read(data: bytes) -> TeamFile:
    """Raises SportelloError ``no-team-file``, ``team-file-newer``, ``team-file-tampered``, ``team-file-plain``."""
    document = _document(data)
    try:
        file = msgspec.convert(document, TeamFile)
    except msgspec.ValidationError as error:
        raise SportelloError(_NO_TEAM_FILE) from error
    if not _sound(file):
        raise SportelloError(_NO_TEAM_FILE)
    if not _SIGNATURE.fullmatch(file.signature) or not verified(file.signer, statement(document), file.signature):
        raise SportelloError(_TAMPERED)
    if file.sportello_team_file == VERSION and file.said_fingerprint != file.fingerprint:
        raise SportelloError(_TAMPERED)
    for address, settings in file.mailboxes.items():
        _must_be_encrypted(address, settings)
    return file


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > _MAXIMUM:
        raise SportelloError(_NO_TEAM_FILE)
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        # One that was a team file has been damaged; of anything else there is nothing to warn of.
        raise SportelloError(_TAMPERED if b'"sportello_team_file"' in data else _NO_TEAM_FILE) from error
    version = document.get("sportello_team_file")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise SportelloError(_NO_TEAM_FILE)
    if version > VERSION:
        raise SportelloError("team-file-newer")
    if version == 1 and document.keys() != _FIRST:
        raise SportelloError(_NO_TEAM_FILE)
    if version == VERSION and data != laid_out(document):
        raise SportelloError(_TAMPERED)
    return document


def _sound(file: TeamFile) -> bool:
    keys = _KEY.fullmatch(file.invitation) and _KEY.fullmatch(file.signer) and _ID.fullmatch(file.journal)
    return bool(keys) and file.home in file.mailboxes and all(map(complete, file.mailboxes.values()))


def _must_be_encrypted(address: str, settings: Mapping[str, str | int]) -> None:
    incoming = settings.get("security", "tls")
    sides = (("imap_host", incoming), ("smtp_host", settings.get("smtp_security", incoming)))
    for host, security in ((str(settings[name]), security) for name, security in sides):
        if security == "none" and not is_here(host):
            raise SportelloError("team-file-plain", host=host, address=address)


def statement(document: Mapping[str, Any]) -> bytes:
    """What is signed of a document."""
    return _encode({**document, "signature": ""})


def laid_out(document: Mapping[str, Any]) -> bytes:
    """The one way in which it is written."""
    return msgspec.json.format(_encode(document), indent=2) + b"\n"
