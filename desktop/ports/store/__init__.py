"""The local store by aggregate. One SQLite database per profile; every value that comes out is frozen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from desktop.ports.store.contents import Contents
from desktop.ports.store.drafts import Drafts
from desktop.ports.store.entries import Entries
from desktop.ports.store.messages import Messages
from desktop.ports.store.missing import MissingMails
from desktop.ports.store.outbox import Outbox
from desktop.ports.store.people import People
from desktop.ports.store.personal import Personal
from desktop.ports.store.plans import Plans
from desktop.ports.store.profile import Profile
from desktop.ports.store.reader import Reader
from desktop.ports.store.sends import Sends
from desktop.ports.store.snoozes import Snoozes
from desktop.ports.store.space import Space


class CutShort(Exception):
    """What was being written has been undone, because something is to go first."""


class Store(Protocol):
    """All aggregates over one connection. Not shared between threads."""

    @property
    def entries(self) -> Entries: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def contents(self) -> Contents: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def sends(self) -> Sends: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def missing(self) -> MissingMails: ...
    @property
    def people(self) -> People: ...
    @property
    def personal(self) -> Personal: ...
    @property
    def plans(self) -> Plans: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def reader(self) -> Reader: ...
    @property
    def snoozes(self) -> Snoozes: ...
    @property
    def space(self) -> Space: ...

    def transaction(self) -> AbstractContextManager[object]:
        """BEGIN IMMEDIATE; commits at the end, rolls back on any exception; may be nested. Without it every call
        is a transaction of its own, durable when it returns."""
        ...

    def in_bulk(self) -> AbstractContextManager[object]:
        """Many transactions inside, none of them delayed by bringing earlier ones to their place (``settle`` does it).
        Not inside a transaction."""
        ...

    def cuttable(self) -> AbstractContextManager[Callable[[], None]]:
        """Gives what ends, from any thread, the work inside at its next statement: its transaction is undone and it
        raises CutShort. Not inside a transaction."""
        ...

    def settle(self) -> None:
        """What has been committed in bulk is brought to its place, while others go on reading and writing; without it
        whoever commits next may have to."""
        ...

    def close(self) -> None: ...
