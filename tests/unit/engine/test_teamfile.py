"""A team file is read strictly, whoever signed it."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.engine.teamfile import TeamFile, read, written
from desktop.journal.keys import Signer

HOME = "info@negozio.example"
SERVERS: dict[str, str | int] = {
    "imap_host": "imap.negozio.example",
    "imap_port": 993,
    "smtp_host": "smtp.negozio.example",
    "smtp_port": 465,
}
LEAD = Signer(b"\x01" * 32)


def file() -> TeamFile:
    return TeamFile(
        sportello_team_file=1,
        team="ab" * 16,
        name="Negozio",
        journal="cd" * 16,
        generation=1,
        folder="Sportello/Journal-1",
        home=HOME,
        mailboxes={HOME: SERVERS, "ordini@negozio.example": SERVERS},
        invitation="ef" * 32,
        role=Role.AGENT,
        expires=1_760_000_000,
        signer=LEAD.public,
    )


def test_what_a_lead_wrote_is_read() -> None:
    assert msgspec.structs.replace(read(written(file(), LEAD)), signature="") == file()


@pytest.mark.parametrize(
    "change",
    [
        {"invitation": ""},
        {"invitation": "ef" * 31},
        {"invitation": "EF" * 32},
        {"invitation": "ef" * 32 + "\n"},
        {"invitation": "non esadecimale"},
        {"journal": "cd" * 15},
        {"journal": "../../INBOX"},
        {"home": "altrove@negozio.example"},
        {"mailboxes": {}},
        *(
            {"mailboxes": {HOME: SERVERS, "ordini@negozio.example": {k: v for k, v in SERVERS.items() if k != name}}}
            for name in SERVERS
        ),
        {"mailboxes": {HOME: SERVERS | {"imap_port": "novecento"}}},
        {"mailboxes": {HOME: SERVERS | {"smtp_port": 70_000}}},
        {"mailboxes": {HOME: SERVERS | {"smtp_host": 25}}},
    ],
)
def test_what_could_not_be_joined_is_no_team_file_even_signed(change: dict[str, object]) -> None:
    with pytest.raises(SportelloError, match="no-team-file"):
        read(written(msgspec.structs.replace(file(), **change), LEAD))
