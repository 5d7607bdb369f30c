"""What the window asks for of a mail's parts: posted to their lane, answered by notices. Nothing here waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.runtime.lanes import Lane
from desktop.runtime.window.enclosures import Enclosures


class PartRequests:
    """Implements ``ui.desk.Parts``."""

    def __init__(self, enclosures: Lane[Enclosures]) -> None:
        self._enclosures = enclosures

    def opened(self, ticket: str) -> None:
        """A person reads it."""
        self._enclosures.post(lambda lane: lane.opened(ticket))

    def page(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.page(slot))

    def pictures(self, slot: str, places: Mapping[str, str]) -> None:
        self._enclosures.post(lambda lane: lane.pictures(slot, places))

    def trust(self, slot: str, on: bool) -> None:
        self._enclosures.post(lambda lane: lane.trust(slot, on))

    def browse(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.browse(slot))

    def source(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.source(slot))

    def save(self, slot: str, part: str, path: str) -> None:
        self._enclosures.post(lambda lane: lane.save(slot, part, path))

    def lend_mail(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.lend_mail(slot))

    def glimpse(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.glimpse(slot))

    def look_at(self, slot: str, part: str) -> None:
        self._enclosures.post(lambda lane: lane.look_at(slot, part))

    def fetch_body(self, slot: str) -> None:
        self._enclosures.post(lambda lane: lane.fetch_body(slot))

    def export_customer(self, address: str, folder: str) -> None:
        self._enclosures.post(lambda lane: lane.export_customer(address, folder))

    def put_back(self, slots: Sequence[str]) -> None:
        self._enclosures.post(lambda lane: lane.put_back(slots))

    def put_back_all(self, tickets: Sequence[str]) -> None:
        self._enclosures.post(lambda lane: lane.put_back_all(tickets))

    def attach_mail(self, draft_id: str, slot: str, taken: int) -> None:
        self._enclosures.post(lambda lane: lane.attach_mail(draft_id, slot, taken))

    def attach(self, draft_id: str, paths: Sequence[str], taken: int) -> None:
        self._enclosures.post(lambda lane: lane.attach(draft_id, paths, taken))
