"""team and mailbox: create, invite, join, list, set, remove, halt; add, list, password."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from desktop.domain.errors import Interrupted, SportelloError, UsageError
from desktop.domain.reasons import ASKED, OUTCOMES, REASONS
from desktop.domain.signing_in import OF_SIGN_IN, SIGN_IN, WAYS, merged
from desktop.domain.ticket import Role
from desktop.engine import teamfile
from desktop.engine.attachments import comes_along
from desktop.engine.founding import Founder, Settings, readable_name
from desktop.engine.identity import Identity
from desktop.engine.leading import say_as_lead
from desktop.engine.planning import ON
from desktop.engine.restoring import never_heard
from desktop.engine.retention import months_of
from desktop.engine.teamfile import UPDATES, TeamFile
from desktop.journal.entries import Halted, Kind, PolicySet, Removed, Resumed
from desktop.journal.state import Team
from desktop.runtime import enrolment
from desktop.runtime.cli.printing import moment
from desktop.runtime.cli.session import Session
from desktop.runtime.files import new_file, text_of


def create(session: Session) -> None:
    words = session.words
    founder = Founder(readable_name(words.name), readable_name(words.agent), words.address, _settings(words))
    language = words.language or session.out.sentences.language
    probe = enrolment.found(session.profile, founder, language, session.see_to, _silently)
    document = {
        **_identity(session),
        "probe": {
            "colour": probe.colour,
            "findings": [_finding(session, finding) for finding in probe.findings],
            "connections": probe.connections,
        },
    }
    line = session.out.sentences.line
    session.out.answer(
        document,
        lambda: [
            line("team-created", team=founder.team, agent=founder.agent, address=founder.address),
            line(f"probe-{probe.colour}"),
            *(f"- {_finding(session, finding)}" for finding in probe.findings),
            line("next-invite"),
        ],
    )


def invite(session: Session) -> None:
    words = session.words
    station = session.acting
    with new_file(words.out) as out:
        role, settings = Role(words.role), dict(words.set)
        file = session.profile.founding().invite(station.journal, role, words.language, settings)
        out.write(teamfile.written(file, station.journal.me.signer))
    document = {
        "file": str(words.out),
        "role": words.role,
        "expires": moment(file.expires),
        "fingerprint": file.fingerprint,
    }
    line = session.out.sentences.line
    facts: dict[str, str | int] = {"path": str(words.out), "until": file.expires, "fingerprint": file.fingerprint}
    session.out.answer(document, lambda: [line("invited", **facts)])


def join(session: Session) -> None:
    words = session.words
    file = enrolment.team_file(words.file)
    agent = readable_name(words.agent)
    _confirm(session, file)
    enrolment.enrol(session.profile, file, agent, session.see_to, _silently)
    line = session.out.sentences.line
    facts = {"team": file.name, "agent": agent, "fingerprint": file.fingerprint}
    session.out.answer(_identity(session), lambda: [line("joined", **facts), line("next-sync")])


def listed(session: Session) -> None:
    me = session.profile.identity()
    team = session.team
    members = _members(team, me.workstation)
    document = {
        "team": team.name,
        "journal": team.journal,
        "fingerprint": _fingerprint(team),
        "members": members,
        "invitations": [
            {"role": i.role.value, "expires": moment(i.expires), "state": _state(i.used_by, i.withdrawn)}
            for i in team.invitations.values()
        ],
        "halted": team.halted,
        "policy": team.policy,
        "not_heard": list(never_heard(team)),
    }

    def lines() -> list[str]:
        rows = [f"{team.name}  ({_fingerprint(team)})"]
        for member in members:
            marks = [
                member["role"],
                *(["removed"] if not member["active"] else []),
                *(["you"] if member["you"] else []),
            ]
            rows.append(f"  {member['name']}  [{', '.join(marks)}]  {member['workstation']}")
        return rows

    session.out.answer(document, lines)


def remove(session: Session) -> None:
    found = [w for w in session.team.members if w.startswith(session.words.workstation)]
    if len(found) != 1:
        raise UsageError("no-such-workstation", workstation=session.words.workstation)
    _leads_word(session, Removed(workstation=found[0]), {"removed": found[0]}, "removed-workstation")


def halt(session: Session) -> None:
    _leads_word(session, Halted(reason=session.words.reason), {"halted": True}, "team-halted")


def resume(session: Session) -> None:
    _leads_word(session, Resumed(), {"halted": False}, "team-resumed")


def change(session: Session) -> None:
    words = session.words
    lists = {name: getattr(words, f"{name}_file") for name in (REASONS, OUTCOMES)}
    said = {
        "undo": words.undo,
        "language": words.language,
        UPDATES: words.updates,
        ASKED: int(words.ask_reason == "yes") if words.ask_reason is not None else None,
        **{name: text_of(str(file)) if file is not None else None for name, file in lists.items()},
    }
    policy = {name: value for name, value in said.items() if value is not None}
    if not policy:
        raise UsageError("nothing-to-change")
    _leads_word(session, PolicySet(policy=policy), {"changed": policy}, "team-changed")


def restore(session: Session) -> None:
    """Begin a lost journal anew from this workstation's state."""
    _go_on_in(session, session.acting.restoring.restore(anew=session.words.anew))


def renew(session: Session) -> None:
    """Begin a journal that is there anew from this workstation's state, and let the old one go."""
    if not session.words.yes:
        _ask_to_renew(session)
    _go_on_in(session, session.acting.restoring.renew())


def _ask_to_renew(session: Session) -> None:
    """What it does cannot be undone: a script says --yes, a person is asked."""
    line, folder = session.out.sentences.line, session.acting.journal.me.folder
    if session.words.json or not sys.stdin or not sys.stdin.isatty():
        raise UsageError("renew-unconfirmed", folder=folder)
    session.out.aside(None, line("renew-what", folder=folder))
    if input(line("ask-renew")).strip().lower() not in line("ask-join-yes").split():
        raise Interrupted("command-interrupted")


def _go_on_in(session: Session, identity: Identity) -> None:
    session.acting = session.profile.workstation()
    session.acting.syncing.journal_only()
    silent = never_heard(session.team)
    document = {**_identity(session), "folder": identity.folder, "not_heard": list(silent)}
    line = session.out.sentences.line
    session.out.answer(document, lambda: [line("restored", folder=identity.folder, names=", ".join(silent) or "-")])


def add_mailbox(session: Session) -> None:
    words, profile = session.words, session.profile
    before = session.team.mailboxes.get(words.address, {})
    settings = {**before, **_settings(words)} if words.sign_in is None else merged(before, _settings(words))
    enrolment.try_mailbox(profile, words.address, settings, session.see_to)
    profile.founding().add_mailbox(session.acting.journal, words.address, settings)
    document = {"mailbox": words.address}
    session.out.answer(document, lambda: [session.out.sentences.line("mailbox-added", address=words.address)])


def list_mailboxes(session: Session) -> None:
    home = session.profile.identity().home
    found = [_mailbox(address, settings, home) for address, settings in session.team.mailboxes.items()]
    found.sort(key=lambda mailbox: (not mailbox["home"], mailbox["address"]))
    session.out.answer(
        {"mailboxes": found},
        lambda: [f"{m['address']}  imap {m['imap']}  smtp {m['smtp']}  {m['security']}" for m in found],
    )


def password(session: Session) -> None:
    """Typed at the terminal, or one line of standard input; only ever into the keyring."""
    address = session.words.address
    line = session.out.sentences.line
    typed = ""
    if sys.stdin is not None:
        ask = getpass.getpass if sys.stdin.isatty() else lambda _: sys.stdin.readline().rstrip("\n")
        typed = ask(line("ask-password", address=address))
    if not typed:
        raise UsageError("empty-password")
    if not session.profile.secrets.remember(address, typed):
        variable = session.profile.password_variable(address)
        raise SportelloError("no-keyring", address=address, variable=variable)
    session.out.answer({"mailbox": address, "kept": True}, lambda: [line("password-kept", address=address)])


def sign_in(session: Session) -> None:
    """By the page of the mailbox's provider, again or for the first time."""
    address = session.words.address
    if address not in session.profile.mailboxes.settings():
        raise SportelloError("unknown-mailbox", address=address)
    kept = session.sign_in(address)
    session.profile.place(address).folders()
    session.profile.outgoing.check(address)
    line = session.out.sentences.line
    said = "signed-in" if kept else "signed-in-not-kept"
    session.out.answer({"mailbox": address, "kept": kept}, lambda: [line(said, address=address)])


def _confirm(session: Session, file: TeamFile) -> None:
    """Whose servers will be given a password is for a person to say, where there is one to ask: a script has."""
    if session.words.yes or session.words.json or not sys.stdin or not sys.stdin.isatty():
        return
    line, aside = session.out.sentences.line, session.out.aside
    aside(None, line("join-team", team=file.name, fingerprint=file.fingerprint))
    for address, settings in sorted(file.mailboxes.items()):
        servers = {side: f"{settings[f'{side}_host']}:{settings[f'{side}_port']}" for side in ("imap", "smtp")}
        aside(None, line("join-mailbox", address=address, **servers))
    if input(line("ask-join")).strip().lower() not in line("ask-join-yes").split():
        raise Interrupted("command-interrupted")


def _silently(_: object) -> None:
    """A command speaks when it has ended."""


def _leads_word(session: Session, body: Kind, document: dict[str, Any], said: str) -> None:
    say_as_lead(session.acting.journal, body)
    session.out.answer(document, lambda: [session.out.sentences.line(said)])


def _settings(words: argparse.Namespace) -> Settings:
    (imap_host, imap_port), (smtp_host, smtp_port) = words.imap, words.smtp
    settings: Settings = {
        "imap_host": imap_host,
        "imap_port": imap_port,
        "smtp_host": smtp_host,
        "smtp_port": smtp_port,
        "security": words.security,
        "smtp_security": words.smtp_security or words.security,
        "user": words.user or words.address,
    }
    if words.sign_in in WAYS:
        given = {name: getattr(words, name) for name in OF_SIGN_IN}
        settings |= {name: value for name, value in given.items() if value}
    if words.sender_name is not None:
        settings["name"] = words.sender_name
    if words.signature_file:
        settings["signature"] = text_of(str(words.signature_file))
    if words.acknowledge_file:
        settings["acknowledgement"] = text_of(str(words.acknowledge_file))
    return settings


def _identity(session: Session) -> dict[str, Any]:
    me, team = session.profile.identity(), session.team
    member = team.member(me.workstation)
    return {
        "team": team.name,
        "journal": team.journal,
        "fingerprint": _fingerprint(team),
        "agent": me.name,
        "role": member.role.value if member else None,
        "workstation": me.workstation,
    }


def _fingerprint(team: Team) -> str:
    return teamfile.fingerprint(team.id)


def _members(team: Team, me: str) -> list[dict[str, Any]]:
    return [
        {
            "agent": m.agent,
            "name": m.name,
            "role": m.role.value,
            "workstation": m.workstation,
            "active": m.active,
            "you": m.workstation == me,
        }
        for m in sorted(team.members.values(), key=lambda m: (m.agent, m.workstation))
    ]


def _mailbox(address: str, settings: dict[str, str | int], home: str) -> dict[str, Any]:
    return {
        "address": address,
        "home": address == home,
        "imap": f"{settings.get('imap_host', '?')}:{settings.get('imap_port', '?')}",
        "smtp": f"{settings.get('smtp_host', '?')}:{settings.get('smtp_port', '?')}",
        "security": settings.get("security", "tls"),
        "sign_in": settings.get(SIGN_IN) or None,
        "user": settings.get("user", address),
        "follow_up": bool(settings.get(ON)),
        "months": months_of(settings) or None,
        "files_kb": comes_along(settings),
    }


def _state(used_by: str, withdrawn: bool) -> str:
    return "used" if used_by else "withdrawn" if withdrawn else "open"


def _finding(session: Session, finding: str) -> str:
    return session.out.sentences.of(SportelloError(finding)).message
