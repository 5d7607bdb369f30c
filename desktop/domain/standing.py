"""How a mailbox stands before anybody changes a habit: what is open, how long answers took, who had to ask twice.

Counted from the headers of the last weeks alone. A conversation is what the mails' own references hold together, and
beside them the same customer writing under the same subject within a month. A customer waits from the first mail that
nobody has answered to our next mail in the conversation, by the clock on the wall, nights and Sundays included. A
chase-up is another mail of a customer who still waits, an hour or more after the one before: what comes sooner is a
second thought ("I forgot the attachment").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

Local = Callable[[int], tuple[int, int]]
"""The hour of a moment, and the day of the week from Monday, where the team is."""

HOUR = 3600
LIMITS = (4 * HOUR, 24 * HOUR, 72 * HOUR)
SECOND_THOUGHT = HOUR
_SAME_SUBJECT = 30 * 24 * HOUR


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, by its headers. Automatic mail is none."""

    id: str
    references: tuple[str, ...]
    who: str
    """The customer's address, also of a mail of ours: its first addressee."""
    name: str
    """As the customer's mail program gives it; may be empty."""
    subject: str
    """Without the marks of replies and forwarded mail."""
    at: int
    """Seconds since 1970 UTC."""
    ours: bool
    marked: bool = False
    """Marked as answered by some mail program: when is not known."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest customer without an answer."""

    who: str
    subject: str
    since: int


@dataclass(frozen=True, slots=True)
class Within:
    """Of the waits that have lasted so long or have ended, how many ended within ``seconds``."""

    seconds: int
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class Read:
    """What the figures were taken from."""

    days: int
    mails: int
    total: int
    """Of these days; more than ``mails`` when only the newest were read."""
    sent: bool
    """Whether there is a folder of sent mail: without one no answer has a time."""


@dataclass(frozen=True, slots=True)
class Standing:
    read: Read
    conversations: int
    """That a customer has written in."""
    open: int
    oldest: Waiting | None
    within: tuple[Within, ...]
    median: int | None
    """Seconds of the waits that have ended; None when none has, or when is not known."""
    chase_ups: int
    chasing: int
    """Conversations with a chase-up."""
    hours: tuple[int, ...]
    """Mails of customers by hour of the day."""
    weekdays: tuple[int, ...]
    """From Monday."""


def standing(letters: Iterable[Letter], read: Read, now: int, local: Local) -> Standing:
    told = [_story(thread) for thread in _threads(sorted(letters, key=lambda one: (one.at, one.ours, one.id)))]
    stories = [one for one in told if one.mails]
    waits = [wait for one in stories for wait in one.waits]
    open_ = [one.waiting for one in stories if one.waiting is not None]
    hours, weekdays = [0] * 24, [0] * 7
    for at in (at for one in stories for at in one.mails):
        hour, weekday = local(at)
        hours[hour] += 1
        weekdays[weekday] += 1
    return Standing(
        read,
        len(stories),
        len(open_),
        min(open_, key=lambda one: one.since, default=None),
        tuple(_within(limit, waits, open_, now) for limit in LIMITS) if read.sent else (),
        round(median(waits)) if waits else None,
        sum(one.chase_ups for one in stories),
        sum(one.chase_ups > 0 for one in stories),
        tuple(hours),
        tuple(weekdays),
    )


@dataclass(slots=True)
class _Story:
    mails: list[int]
    """When the customer wrote."""
    waits: list[int]
    """Seconds, of those that have ended."""
    waiting: Waiting | None = None
    chase_ups: int = 0


def _story(thread: Sequence[Letter]) -> _Story:
    story, last = _Story([], []), 0
    for one in thread:
        if one.ours:
            if story.waiting is not None:
                story.waits.append(one.at - story.waiting.since)
                story.waiting = None
            continue
        story.mails.append(one.at)
        if story.waiting is not None and one.at - last >= SECOND_THOUGHT:
            story.chase_ups += 1
        story.waiting = story.waiting or Waiting(one.name or one.who, one.subject, one.at)
        last = one.at
    marked = [one.at for one in thread if one.marked and not one.ours]
    if story.waiting is not None and marked and marked[-1] >= story.waiting.since:
        after = [at for at in story.mails if at > marked[-1]]
        first = next((one for one in thread if not one.ours and after and one.at == after[0]), None)
        story.waiting = Waiting(first.name or first.who, first.subject, first.at) if first is not None else None
    return story


def _within(limit: int, waits: Sequence[int], open_: Sequence[Waiting], now: int) -> Within:
    """Who waits still, but not for so long yet, may yet be answered within the limit, and says nothing."""
    in_time = sum(wait <= limit for wait in waits)
    return Within(limit, in_time, len(waits) + sum(now - one.since > limit for one in open_))


def _threads(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Rising in time, each."""
    root = list(range(len(letters)))
    places: dict[str, int] = {}
    subjects: dict[tuple[str, str], int] = {}

    def top(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, one in enumerate(letters):
        named = [identity for identity in (one.id, *one.references) if identity]
        known = [places[identity] for identity in named if identity in places]
        key = (one.who, one.subject.casefold())
        before = subjects.get(key)
        if not known and before is not None and one.subject and one.at - letters[before].at <= _SAME_SUBJECT:
            known = [before]
        for other in known:
            root[top(other)] = top(place)
        places.update(dict.fromkeys(named, place))
        subjects[key] = place
    threads: dict[int, list[Letter]] = {}
    for place, one in enumerate(letters):
        threads.setdefault(top(place), []).append(one)
    yield from threads.values()
