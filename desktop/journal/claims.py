"""Claims: who may answer a ticket, and who does the background work.

A claim belongs to a workstation, not to a process: taking a ticket on the command line and answering it minutes
later, or after a crash, is one claim. It ends when another claim is granted, or by Released or ClaimBroken. The
lease makes a claim *takeable*, it does not end it: nobody has to be awake for a lease to run out, and a holder
whom nobody contends goes on holding. Whether it has run out is asked only by a contending entry, by comparing two
dates that the server gave (never this machine's clock): its own and that of the claim's newest Claimed or Renewed.

A grant whose outcome is unknown outweighs all of this: while one stands, no claim on the ticket is given to anyone.

``RULES`` is the whole machine: (where the contender stands, what it says) to what happens.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop.journal.entries import ClaimBroken, Claimed, Entry, Released, Renewed
from desktop.journal.state import Claim
from desktop.journal.working import APPLIED, Verdict

LEASE = 15 * 60
"""Seconds between the newest Claimed or Renewed and a contender, after which the claim can be taken."""

RENEWAL = 5 * 60
"""Seconds between renewals while a composer is open."""


class Standing(StrEnum):
    """Where the author of an entry stands towards the ticket's claim."""

    FREE = "free"
    MINE = "mine"
    OWN_OTHER = "own-other"
    """The same agent's other workstation holds it."""
    HELD = "held"
    RUN_OUT = "run-out"
    """Another workstation holds it and its lease has run out for this entry."""


class Saying(StrEnum):
    CLAIM = "claim"
    TAKE = "take"
    """A claim that names the live claim it takes over."""
    RENEW = "renew"
    RELEASE = "release"
    """Naming the live claim."""
    BREAK = "break"
    """By a lead, naming the live claim."""


class Effect(StrEnum):
    GRANT = "grant"
    REFRESH = "refresh"
    END = "end"
    REFUSE_HELD = "held"
    REFUSE_LOST = "not-holder"


_S, _E = Standing, Effect
RULES: dict[tuple[Standing, Saying], Effect] = {
    (_S.FREE, Saying.CLAIM): _E.GRANT,
    (_S.FREE, Saying.TAKE): _E.GRANT,
    (_S.FREE, Saying.RENEW): _E.REFUSE_LOST,
    (_S.FREE, Saying.RELEASE): _E.REFUSE_LOST,
    (_S.FREE, Saying.BREAK): _E.REFUSE_LOST,
    (_S.MINE, Saying.CLAIM): _E.REFRESH,
    (_S.MINE, Saying.TAKE): _E.REFRESH,
    (_S.MINE, Saying.RENEW): _E.REFRESH,
    (_S.MINE, Saying.RELEASE): _E.END,
    (_S.MINE, Saying.BREAK): _E.END,
    (_S.OWN_OTHER, Saying.CLAIM): _E.REFUSE_HELD,
    (_S.OWN_OTHER, Saying.TAKE): _E.GRANT,
    (_S.OWN_OTHER, Saying.RENEW): _E.REFUSE_LOST,
    (_S.OWN_OTHER, Saying.RELEASE): _E.REFUSE_LOST,
    (_S.OWN_OTHER, Saying.BREAK): _E.END,
    (_S.HELD, Saying.CLAIM): _E.REFUSE_HELD,
    (_S.HELD, Saying.TAKE): _E.REFUSE_HELD,
    (_S.HELD, Saying.RENEW): _E.REFUSE_LOST,
    (_S.HELD, Saying.RELEASE): _E.REFUSE_LOST,
    (_S.HELD, Saying.BREAK): _E.END,
    (_S.RUN_OUT, Saying.CLAIM): _E.GRANT,
    (_S.RUN_OUT, Saying.TAKE): _E.GRANT,
    (_S.RUN_OUT, Saying.RENEW): _E.REFUSE_LOST,
    (_S.RUN_OUT, Saying.RELEASE): _E.REFUSE_LOST,
    (_S.RUN_OUT, Saying.BREAK): _E.END,
}


def standing(claim: Claim | None, entry: Entry) -> Standing:
    """Judged at the entry's own place in the log, by the server's dates."""
    if claim is None:
        return Standing.FREE
    if claim.workstation == entry.author.workstation:
        return Standing.MINE
    if entry.date - claim.renewed >= LEASE:
        return Standing.RUN_OUT
    return Standing.OWN_OTHER if claim.agent == entry.author.agent else Standing.HELD


def judge(claim: Claim | None, entry: Entry) -> tuple[Claim | None, Verdict]:
    """The claim after this entry, and what became of the entry."""
    saying = _saying(claim, entry)
    if saying is None:
        return claim, Verdict(False, Effect.REFUSE_LOST)
    effect = RULES[standing(claim, entry), saying]
    match effect:
        case Effect.GRANT:
            author = entry.author
            return Claim(entry.id, author.agent, author.workstation, entry.date, entry.date, entry.position), APPLIED
        case Effect.REFRESH if claim is not None:
            return msgspec.structs.replace(claim, renewed=entry.date), APPLIED
        case Effect.END:
            return None, APPLIED
    return claim, blocked_by(claim, effect)


def blocked_by(claim: Claim | None, reason: str) -> Verdict:
    """A refusal that says who holds it and since when."""
    return Verdict(False, reason, claim.agent, claim.since, claim.id) if claim else Verdict(False, reason)


def _saying(claim: Claim | None, entry: Entry) -> Saying | None:
    """None when the entry names a claim that is not the live one: whatever it meant is over."""
    live = claim.id if claim else ""
    match entry.body:
        case Claimed(takes=takes):
            return Saying.TAKE if takes and takes == live else Saying.CLAIM
        case Renewed(claim=named):
            return Saying.RENEW if named == live else None
        case Released(claim=named):
            return Saying.RELEASE if named == live else None
        case ClaimBroken(claim=named):
            return Saying.BREAK if named == live else None
    return None
