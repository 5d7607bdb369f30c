"""What is told of files that leave this workstation or come in: tickets handed out, old mail taken in, a back-up of
one's own settings and drafts. ``why`` it was not done, where it was not."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.errors import SportelloError


@dataclass(frozen=True, slots=True)
class Exported:
    """Into the folder ``path``; ``left_out`` mails could not be had as they came."""

    path: str
    tickets: int = 0
    mails: int = 0
    left_out: int = 0
    why: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """``new`` mails; the others were ``known``, of customers who were ``erased``, or could not be read, which were in
    these places."""

    new: int = 0
    known: int = 0
    erased: int = 0
    unreadable: tuple[str, ...] = ()
    why: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class BackedUp:
    path: str
    drafts: int = 0
    why: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """``drafts`` of the file wait in *To review*; ``passed_over`` were here already, or of a customer who was erased
    since."""

    drafts: int = 0
    passed_over: int = 0
    why: SportelloError | None = None


MovingNotice = Exported | TakenIn | BackedUp | BroughtBack
