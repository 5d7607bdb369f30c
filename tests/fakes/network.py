"""A network in which nobody answers any question about a mail domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.ports.discovery import Answer, Question


class Nobody:
    """Implements ``ports.discovery.Lookups``."""

    def ask(self, questions: Sequence[Question]) -> Iterator[tuple[Question, Answer]]:
        for one in questions:
            yield one, None
