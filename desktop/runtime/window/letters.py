"""What the window asks for of letters that belong to no ticket yet, and of what stands under all of them: posted to the
papers lane, answered by notices."""

from __future__ import annotations

from desktop.engine import notices
from desktop.ports.spelling import Spelling
from desktop.runtime.lanes import Lane
from desktop.runtime.window.coordination import Tell
from desktop.runtime.window.papers import Papers


class Letters:
    """Implements ``ui.desk.Letters``."""

    def __init__(self, papers: Lane[Papers], spelling: Spelling, tell: Tell) -> None:
        self._papers = papers
        self._spelling = spelling
        self._tell = tell

    def spell(self, language: str) -> None:
        self._papers.post(lambda _: self._tell(notices.SpellerFound(language, self._spelling.speller(language))))

    def begin_mail(self) -> None:
        self._papers.post(Papers.begin_mail)

    def jot(self, about: str, value: object) -> None:
        self._papers.post(lambda papers: papers.jot(about, value))

    def sign(self, text: str, mailbox: str) -> None:
        self._papers.post(lambda papers: papers.sign(text, mailbox))
