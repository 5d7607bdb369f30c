"""What the scenes are played with: the two desks, the servers, the voice, and who of the customers is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.outcomes import spoken
from desktop.runtime.demo.reckoning import Asked, asked
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import DemoMail, later
from desktop.runtime.demo.stage import Done, Stage
from desktop.runtime.resources import resource
from desktop.runtime.sentences import Sentences


@dataclass
class Director:
    stage: Stage
    servers: DemoServers
    narrator: Narrator
    sentences: Sentences
    folder: Path
    inbox: dict[str, Asked]
    """By the name of the mail's file without its ending: ``it-broken-lamp``."""
    numbers: dict[str, str] = field(default_factory=dict)
    """Ticket numbers (``#1026``) by the customer's address, as soon as there are tickets."""
    expected: set[str] = field(default_factory=set)
    """Message-IDs that the scenes have had answered."""
    touched: list[str] = field(default_factory=list)
    """The tickets that the scenes have had to do with, each once."""

    def ticket(self, mail: str) -> str:
        number = self.numbers[self.inbox[mail].address]
        if number not in self.touched:
            self.touched.append(number)
        return number

    def act(self, agent: str, *words: str, code: int = 0) -> Done:
        """The command, told with what it said. Raises SportelloError ``demo-other-turn`` when its exit code is not
        ``code``."""
        self.narrator.command(agent, _told(words))
        done = self.stage.run(agent, words)
        self.narrator.outcome(spoken(done, self.sentences), done.code)
        return _as_told(done, code)

    def reply(self, agent: str, mail: str, text: str, code: int = 0) -> Done:
        """With the text of ``resources/demo/answers/TEXT.txt``; no undo window: nobody is there to use it."""
        return self.act(agent, *self.reply_words(mail, text), code=code)

    def reply_words(self, mail: str, text: str) -> tuple[str, ...]:
        return "reply", self.ticket(mail), "--text-file", answer_file(text), "--no-undo"

    def race(self, plays: Mapping[str, Sequence[str]]) -> tuple[Done, Done]:
        """Both at the same moment: neither is let to the server before the other is there too. The winner, the
        loser."""
        for number, (agent, words) in enumerate(plays.items()):
            self.narrator.command(agent, _told(words), first=number == 0)
        self.servers.gather(len(plays))
        ended = sorted(self.stage.together(plays.items()), key=lambda done: done.code)
        for done in ended:
            self.narrator.outcome(spoken(done, self.sentences), done.code, done.agent)
        winner, loser = ended
        return _as_told(winner, 0), _as_told(loser, 3)

    def writes(self, name: str, answer: str = "") -> None:
        """A customer writes again; see ``shop.later``."""
        mail = later(name, datetime.now(UTC), answer)
        self.inbox[name] = asked(mail)
        self.servers.arrive(mail.raw, mail.when)

    def answered(self, *mails: str) -> None:
        """These have got their one answer now."""
        self.expected |= {self.inbox[mail].message_id for mail in mails}


def inbox_of(mails: Sequence[DemoMail]) -> dict[str, Asked]:
    return {Path(mail.file).stem: asked(mail) for mail in mails if mail.file.startswith("inbox/")}


def answer_file(name: str) -> str:
    return str(resource("demo", "answers", f"{name}.txt"))


def _told(words: Sequence[str]) -> list[str]:
    """As a person would type them: files by their names, words with spaces in quotes."""
    return [Path(word).name if Path(word).is_absolute() else f'"{word}"' if " " in word else word for word in words]


def _as_told(done: Done, code: int) -> Done:
    if done.code != code:
        raise SportelloError("demo-other-turn", command=" ".join(done.words[:2]), expected=code, exit=done.code)
    return done
