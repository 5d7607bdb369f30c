"""A team file is read strictly, whoever signed it."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import SportelloError
from desktop.domain.ticket import Role
from desktop.engine.teamfile import TeamFile, read, signed, written
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
        sportello_team_file=2,
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
        said_fingerprint="abab abab abab abab",
        language="it",
        settings={"theme": "dark"},
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


def test_a_file_of_the_first_version_is_still_opened() -> None:
    """As that version wrote it: these members, signed over their sorted compact form, laid out anyhow."""
    members = {
        "sportello_team_file": 1, "team": "ab" * 16, "name": "Negozio", "journal": "cd" * 16, "generation": 1,
        "folder": "Sportello/Journal-1", "home": HOME, "mailboxes": {HOME: SERVERS}, "invitation": "ef" * 32,
        "role": "agent", "expires": 1_760_000_000, "signer": LEAD.public, "signature": "",
    }  # fmt: skip
    members["signature"] = LEAD.sign(msgspec.json.encode(members, order="sorted"))
    read_ = read(msgspec.json.encode(members))
    assert (read_.name, read_.language, read_.settings, read_.updates) == ("Negozio", "", {}, "")
    with pytest.raises(SportelloError, match="no-team-file"):
        read(msgspec.json.encode({**members, "updates": "https://altrove.example"}))


def test_what_a_later_program_adds_is_signed_for_too_and_left_out_of_account() -> None:
    later = signed({**msgspec.to_builtins(file()), "colours": {"list": ["rosso", 1, True]}}, LEAD)
    assert read(later).name == "Negozio"
    with pytest.raises(SportelloError, match="team-file-tampered"):
        read(later.replace(b"rosso", b"verde"))


def test_another_fingerprint_than_the_team_s_is_no_mistake_of_ours() -> None:
    with pytest.raises(SportelloError, match="team-file-tampered"):
        read(written(msgspec.structs.replace(file(), said_fingerprint="0000 0000 0000 0000"), LEAD))


@pytest.mark.parametrize("side", ["security", "smtp_security"])
@pytest.mark.parametrize("host", ["imap.negozio.example", "localhost.negozio.example", "127.0.0.1.example"])
def test_encryption_cannot_be_switched_off_but_for_this_computer(side: str, host: str) -> None:
    def with_servers(host: str) -> bytes:
        servers = SERVERS | {"imap_host": host, "smtp_host": host, "smtp_security": "tls", side: "none"}
        return written(msgspec.structs.replace(file(), mailboxes={HOME: servers}), LEAD)

    with pytest.raises(SportelloError, match="team-file-plain"):
        read(with_servers(host))
    read(with_servers("127.0.0.1"))


WHOLE = written(file(), LEAD)


def test_a_thousand_places_at_which_it_was_tampered_with() -> None:
    """Every octet in turn, round and round, each time made another: nothing of it is ever taken for a team file."""
    taken = []
    for number, offset in enumerate(itertools.islice(itertools.cycle(range(len(WHOLE))), max(1000, len(WHOLE)))):
        octet = WHOLE[offset] ^ (1 << number % 8)
        if not _refused(WHOLE[:offset] + bytes([octet]) + WHOLE[offset + 1 :]):
            taken.append(offset)
    assert taken == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=40))
def test_nor_is_anything_left_out_put_in_or_cut_off(start: int, length: int, instead: bytes) -> None:
    changed = WHOLE[:start] + instead + WHOLE[start + length :]
    assert changed == WHOLE or _refused(changed)


def test_a_letter_case_a_blank_and_a_member_said_twice_are_changes_too() -> None:
    signature = file_signature()
    for changed in (
        WHOLE.replace(signature, signature.upper()),
        WHOLE + b" ",
        WHOLE.replace(b'"role": "agent"', b'"role": "lead",\n  "role": "agent"'),
        WHOLE.replace(b'"role": "agent"', b'"role":  "agent"'),
        WHOLE.replace(b"\n", b"\r\n"),
    ):
        assert changed != WHOLE
        with pytest.raises(SportelloError, match="team-file-tampered"):
            read(changed)


def file_signature() -> bytes:
    return read(WHOLE).signature.encode()


def _refused(data: bytes) -> bool:
    try:
        read(data)
    except SportelloError as error:
        return error.code in ("no-team-file", "team-file-newer", "team-file-tampered")
    return False
