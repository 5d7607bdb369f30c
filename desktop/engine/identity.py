"""Who this workstation is in the team: read from the profile, with the key from Secrets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from desktop.domain.errors import SportelloError
from desktop.journal.entries import Author
from desktop.journal.keys import Signer, workstation_id
from desktop.ports.entropy import Entropy
from desktop.ports.secrets import Secrets
from desktop.ports.store.profile import Profile

IDENTITY = "identity"
"""Profile key: agent, name, home address, journal id, generation, folder."""

MAILBOXES = "mailboxes"
"""Profile key: settings of the mailboxes by address, for when the journal's state has yet to be read."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One process start of one workstation."""

    agent: str
    name: str
    home: str
    """Address of the home mailbox."""
    journal: str
    generation: int
    folder: str
    signer: Signer
    run: str
    seed: bytes = b""
    """Only in the moment in which the key is made, to be handed to Secrets."""

    @property
    def workstation(self) -> str:
        return self.signer.workstation

    @property
    def author(self) -> Author:
        return Author(self.agent, self.workstation, self.run)


class StoredSigner(Signer):
    """Fetches the private half when something is first signed: reading needs no key and no password."""

    def __init__(self, public: str, load: Callable[[], bytes]) -> None:
        self.public = public
        self.workstation = workstation_id(public)
        self._load = load

    @cached_property
    def _signer(self) -> Signer:
        return Signer(self._load())

    def sign(self, statement: bytes) -> str:
        return self._signer.sign(statement)


def key_name(public: str) -> str:
    """Under which Secrets keeps a workstation's signing key. It outlives a journal that had to be restored."""
    return f"workstation-{public[:32]}"


def remember(profile: Profile, identity: Identity) -> None:
    """All of it but the private key."""
    profile.put(
        IDENTITY,
        {
            "agent": identity.agent,
            "name": identity.name,
            "home": identity.home,
            "journal": identity.journal,
            "generation": identity.generation,
            "folder": identity.folder,
            "key": identity.signer.public,
        },
    )


def journal_now(profile: Profile, me: Identity) -> tuple[str, int]:
    """Id and generation of the journal in which the profile goes on: a later one than ours, once it has moved."""
    facts = profile.get(IDENTITY)
    moved = facts is not None and int(facts["generation"]) > me.generation
    return (facts["journal"], int(facts["generation"])) if moved else (me.journal, me.generation)


def known(profile: Profile, secrets: Secrets, entropy: Entropy) -> Identity:
    """The profile's identity with a new run. Raises SportelloError ``no-team`` in an empty profile."""
    facts = profile.get(IDENTITY)
    if facts is None:
        raise SportelloError("no-team")
    name = key_name(facts["key"])
    signer = StoredSigner(facts["key"], lambda: secrets.signing_key(name))
    return Identity(
        facts["agent"],
        facts["name"],
        facts["home"],
        facts["journal"],
        int(facts["generation"]),
        facts["folder"],
        signer,
        entropy.token(8).hex(),
    )
