"""``ports.discovery.Lookups``: every question on a thread of its own, so that a server that hangs keeps no other
waiting. A thread that nobody listens to any more ends by itself, within its own deadline; it holds nothing."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from desktop.adapters.discovery.greeting import greets
from desktop.adapters.discovery.names import Names
from desktop.adapters.discovery.pages import page
from desktop.ports.discovery import Answer, Exchangers, Greets, Keepers, Page, Question, Services

SECONDS = 5.0
_BEAT = 0.1
"""Seconds between two looks whether a person has given it up."""


class NetworkLookups:
    """``largest``: octets of a page. ``given_up`` may be answered from any thread; ``ca_file`` and ``names`` where the
    system's are not to be used."""

    def __init__(
        self,
        largest: int,
        given_up: Callable[[], bool] = lambda: False,
        ca_file: str | None = None,
        names: Names | None = None,
    ) -> None:
        self._largest = largest
        self._given_up = given_up
        self._context = ssl.create_default_context(cafile=ca_file)
        self._names = names or Names(SECONDS)

    def ask(self, questions: Sequence[Question]) -> Iterator[tuple[Question, Answer]]:
        answers: queue.SimpleQueue[tuple[Question, Answer]] = queue.SimpleQueue()
        deadline = time.monotonic() + SECONDS
        for one in questions:
            threading.Thread(target=self._answer, args=(one, answers), name="lookup", daemon=True).start()
        left = len(questions)
        while left and time.monotonic() < deadline and not self._given_up():
            try:
                yield answers.get(timeout=_BEAT)
            except queue.Empty:
                continue
            left -= 1

    def _answer(self, question: Question, answers: queue.SimpleQueue[tuple[Question, Answer]]) -> None:
        try:
            answers.put((question, self._asked(question)))
        except (OSError, UnicodeError):
            answers.put((question, None))

    def _asked(self, question: Question) -> Answer:
        match question:
            case Exchangers(domain):
                return self._names.exchangers(domain)
            case Keepers(domain):
                return self._names.keepers(domain)
            case Services(name):
                return self._names.services(name)
            case Page(address):
                return page(address, SECONDS, self._largest, self._context)
            case Greets(server, protocol):
                return greets(server, protocol, SECONDS, self._context)
