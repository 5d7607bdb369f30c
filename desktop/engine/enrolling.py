"""What is asked of a first run, and what it tells while it works: a team begun, or one joined by its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.errors import SportelloError
from desktop.engine.discovery import Proposal
from desktop.engine.founding import Founder, Settings
from desktop.engine.signing_in import SignInShown
from desktop.engine.survey import Counted, Counting
from desktop.engine.teamfile import TeamFile
from desktop.ports.log import Probe

USUAL_PORTS = {"tls": (993, 465), "starttls": (143, 587), "none": (143, 25)}
"""Incoming and outgoing, by how the connection is kept secret (RFC 8314 section 7.3)."""


@dataclass(frozen=True, slots=True)
class TeamWanted:
    """A team to be begun; ``founder`` carries the mailbox and its servers."""

    founder: Founder
    password: str
    language: str
    """Of what customers read that the program writes."""
    passphrase: str = ""
    """Of this computer, where it has no keyring."""
    by_code: bool = False
    """Whether whoever signs in by a page does so on another device."""


@dataclass(frozen=True, slots=True)
class MailboxWanted:
    address: str
    settings: Settings
    password: str


@dataclass(frozen=True, slots=True)
class PlaceWanted:
    """A place in the team that a file invites to."""

    file: TeamFile
    agent: str
    passwords: Mapping[str, str]
    """By mailbox; the home mailbox's at least, if it has one; others may be asked for later."""
    passphrase: str = ""
    """Of this computer, where it has no keyring."""
    by_code: bool = False
    """Whether whoever signs in by a page does so on another device."""


@dataclass(frozen=True, slots=True)
class Doing:
    """``step``: probing, outgoing, founding, mailboxes, enrolling."""

    step: str


@dataclass(frozen=True, slots=True)
class Probed:
    probe: Probe


@dataclass(frozen=True, slots=True)
class ServersFound:
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class FileRead:
    file: TeamFile


@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing is half done that another attempt would not finish."""

    why: SportelloError


@dataclass(frozen=True, slots=True)
class Enrolled:
    team: str
    agent: str
    fingerprint: str
    kept: bool
    """Whether the passwords are where the next start finds them."""
    sealed: bool
    """Whether each start asks for the passphrase."""


Told = Doing | Probed | ServersFound | FileRead | Stopped | Enrolled | SignInShown | Counting | Counted


def usual_hosts(address: str) -> tuple[str, str]:
    """Where most providers keep the incoming and the outgoing server; empty as long as there is no domain."""
    domain = address.strip().rpartition("@")[2] if "@" in address else ""
    return (f"imap.{domain}", f"smtp.{domain}") if "." in domain.strip(".") else ("", "")
