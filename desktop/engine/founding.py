"""A team's first day and everybody's first day in it: create, invite, join, add a mailbox."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from desktop.domain.errors import RefusedByTeam, SportelloError, UsageError
from desktop.domain.ticket import Role, agent_id
from desktop.engine.identity import IDENTITY, MAILBOXES, Identity, key_name, known, remember
from desktop.engine.journal import Journal
from desktop.engine.leading import say_as_lead
from desktop.engine.refusals import no_right
from desktop.engine.teamfile import UPDATES, VERSION, TeamFile, fingerprint
from desktop.journal.entries import Genesis, Invited, Joined, MailboxAdded
from desktop.journal.keys import Signer, joining_statement
from desktop.journal.state import Team
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.log import LogPlace, Probe
from desktop.ports.secrets import Secrets
from desktop.ports.store import Store

INVITATION = 14 * 24 * 3600
"""Seconds that an invitation may be used."""

_JOINING = "joining"

Settings = dict[str, str | int]
"""Of a mailbox: imap_host, imap_port, security, smtp_host, smtp_port, smtp_security, user, name, signature."""


@dataclass(frozen=True, slots=True)
class Founder:
    """What ``team create`` was told."""

    team: str
    agent: str
    address: str
    settings: Settings


def readable_name(typed: str) -> str:
    """Of a team or a person: white space made single. Raises UsageError ``bad-name``."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not any(map(str.isalnum, name)) or len(name) > 80 or not name.isprintable():
        raise UsageError("bad-name")
    return name


class Founding:
    """Works on an opened profile that may not have a team yet. ``journal_of`` makes a journal for an identity."""

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        clock: Clock,
        entropy: Entropy,
        journal_of: Callable[[Identity], Journal],
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._clock = clock
        self._entropy = entropy
        self._journal_of = journal_of

    def create(self, founder: Founder, place: LogPlace, probe: Probe) -> Journal:
        """Genesis, read back as the first valid one, and the home mailbox. Raises SportelloError
        ``mailbox-unfit``, RefusedByTeam ``journal-exists`` when a team lives in this mailbox already."""
        if probe.colour == "red":
            raise SportelloError("mailbox-unfit", address=founder.address, finding=", ".join(probe.findings))
        identity = self._half_founded()
        if identity is None:
            folder = place.default_folder(1)
            identity = self._new_identity(founder.agent, founder.address, self._entropy.token(16).hex(), 1, folder)
            self._secrets.store_signing_key(key_name(identity.signer.public), identity.seed)
            self._store.profile.put(MAILBOXES, {founder.address: founder.settings})
            remember(self._store.profile, identity)
        journal = self._journal_of(identity)
        place.create(identity.folder)
        if not journal.begin(self._genesis(journal, founder, probe)):
            self._store.profile.delete(IDENTITY)
            raise RefusedByTeam("journal-exists", address=founder.address, folder=identity.folder)
        journal.catch_up()
        _add(journal, founder.address, founder.settings)
        return journal

    def _half_founded(self) -> Identity | None:
        """A ``create`` that was cut short goes on with its key, so that it leaves no genesis nobody can sign for."""
        if self._store.profile.get(IDENTITY) is None:
            return None
        team = self._store.entries.team()
        if team is not None and team.mailboxes:
            raise SportelloError("already-in-team", team=team.name)
        return known(self._store.profile, self._secrets, self._entropy)

    def _genesis(self, journal: Journal, founder: Founder, probe: Probe) -> str:
        """The stored genesis's id."""
        stored = next((row.id for row in self._store.outbox.pending() if row.kind == "genesis"), None)
        body = Genesis(
            team=self._entropy.token(16).hex(),
            team_name=founder.team,
            founder_key=journal.me.signer.public,
            founder_name=journal.me.name,
            probe={"colour": probe.colour, "findings": ", ".join(probe.findings)},
        )
        return stored or journal.queue("", body)

    def invite(
        self, journal: Journal, role: Role, language: str = "", settings: Mapping[str, str | int | bool] | None = None
    ) -> TeamFile:
        """A one-time invitation in the journal and the file that carries its private half, with what the new
        workstation begins with: its window's language, and preferences."""
        one_time = self._entropy.token(32)
        expires = int(self._clock.now().timestamp()) + INVITATION
        say_as_lead(journal, Invited(invitation=Signer(one_time).public, role=role.value, expires=expires))
        team, me = journal.team, journal.me
        return TeamFile(
            sportello_team_file=VERSION,
            team=team.id,
            name=team.name,
            journal=me.journal,
            generation=me.generation,
            folder=me.folder,
            home=me.home,
            mailboxes=team.mailboxes,
            invitation=one_time.hex(),
            role=role,
            expires=expires,
            signer=me.signer.public,
            said_fingerprint=fingerprint(team.id),
            language=language,
            settings=dict(settings or {}),
            updates=str(team.policy.get(UPDATES, "")),
        )

    def join(self, file: TeamFile, agent: str) -> Journal:
        """Enrol this workstation with a key of its own. In a profile that has been in the team before (its
        database was restored, say) the new key replaces the old one; drafts and mail stay."""
        invitation = Signer(bytes.fromhex(file.invitation))
        if file.expires < int(self._clock.now().timestamp()):
            raise SportelloError("invitation-expired", team=file.name)
        identity = self._joining(file, agent, invitation.public)
        journal = self._journal_of(identity)
        journal.catch_up()
        if journal.team.member(identity.workstation) is None:
            self._check(journal.team, file, invitation.public)
            self._enrol(journal, invitation)
        self._store.profile.put(MAILBOXES, file.mailboxes)
        self._store.profile.put(UPDATES, file.updates)
        remember(self._store.profile, identity)
        self._store.profile.delete(_JOINING)
        journal.safety.enrolled()
        return journal

    def _joining(self, file: TeamFile, agent: str, public: str) -> Identity:
        """The identity to enrol; the one of a join that was cut short, if there was one with this invitation."""
        begun = self._store.profile.get(_JOINING, {})
        identity = self._new_identity(agent, file.home, file.journal, file.generation, file.folder)
        if begun.get("invitation") == public and begun.get("agent") == identity.agent:
            seed = self._secrets.signing_key(key_name(begun["key"]))
            return replace(identity, signer=Signer(seed), seed=seed)
        key = identity.signer.public
        self._secrets.store_signing_key(key_name(key), identity.seed)
        self._store.profile.put(_JOINING, {"invitation": public, "agent": identity.agent, "key": key})
        return identity

    def _enrol(self, journal: Journal, invitation: Signer) -> None:
        """Joined, signed with both keys. What the former key has signed can no longer be appended: to review."""
        me = journal.me
        proof = invitation.sign(joining_statement(me.journal, me.signer.public, me.name))
        for row in self._store.outbox.pending():
            self._store.outbox.refuse(row.id, "new-key")
        try:
            journal.write("", Joined(me.signer.public, me.name, invitation.public, proof))
        except RefusedByTeam as refused:
            raise SportelloError("invitation-used", team=journal.team.name) from refused

    def add_mailbox(self, journal: Journal, address: str, settings: Settings) -> None:
        """For the whole team; by a lead."""
        say_as_lead(journal, MailboxAdded(address=address, settings=settings))

    def _check(self, team: Team, file: TeamFile, public: str) -> None:
        signers = [m for m in team.members.values() if m.key == file.signer and m.is_lead and m.active]
        invitation = team.invitations.get(public)
        if not signers or invitation is None:
            raise SportelloError("team-file-tampered")
        if invitation.used_by:
            raise SportelloError("invitation-used", team=file.name)
        cursor = self._store.entries.cursor()
        if invitation.withdrawn or (cursor is not None and cursor.date > invitation.expires):
            raise SportelloError("invitation-expired", team=file.name)

    def _new_identity(self, agent: str, home: str, journal: str, generation: int, folder: str) -> Identity:
        name = readable_name(agent)
        seed = self._entropy.token(32)
        run = self._entropy.token(8).hex()
        return Identity(agent_id(name), name, home, journal, generation, folder, Signer(seed), run, seed)


def _add(journal: Journal, address: str, settings: Settings) -> None:
    _, verdict = journal.write("", MailboxAdded(address=address, settings=settings))
    if not verdict.applied:
        raise no_right(verdict.reason)
