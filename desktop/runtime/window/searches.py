"""What the window asks for when somebody searches: posted to the lane that does it, answered by notices."""

from __future__ import annotations

from desktop.domain.search import Query
from desktop.runtime.lanes import Lane
from desktop.runtime.window.papers import Papers
from desktop.runtime.window.searching import Searching


class Searches:
    """Implements ``ui.desk.Searches``."""

    def __init__(self, searching: Lane[Searching], papers: Lane[Papers]) -> None:
        self._searching = searching
        self._papers = papers
        self._wanted = 0
        """The newest search. Set by the window, looked at by the search's lane."""

    def search(self, number: int, query: Query) -> None:
        """What was searched for before is given up."""
        self._wanted = number
        self._searching.post(lambda lane: lane.find(number, query))

    def figures(self) -> None:
        self._searching.post(Searching.figures)

    def given_up(self, number: int) -> bool:
        return number != self._wanted or self._searching.ending

    def read(self, slot: str) -> None:
        self._papers.post(lambda papers: papers.read_history(slot))

    def tell(self) -> None:
        self._papers.post(Papers.searches)

    def save(self, name: str, typed: str) -> None:
        self._papers.post(lambda papers: papers.save_search(name, typed))

    def rename(self, name: str, new: str) -> None:
        self._papers.post(lambda papers: papers.rename_search(name, new))

    def remove(self, name: str) -> None:
        self._papers.post(lambda papers: papers.remove_search(name))
