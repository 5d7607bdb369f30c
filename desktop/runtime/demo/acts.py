"""The tour's story as it is played in two windows, by their own keys. The same shop, team and customers as on the
terminal; each act plays on the team's state as the one before left it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.director import answer_file
from desktop.runtime.demo.narrator import Narrator
from desktop.runtime.demo.reckoning import Asked, asked
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.demo.shop import later
from desktop.runtime.demo.stage import BRUNO
from desktop.runtime.sentences import Sentences
from desktop.ui.hands import Hands

_SEND = "Ctrl+Return"


@dataclass
class Play:
    """What the acts are played with."""

    anna: Hands
    bruno: Hands
    servers: DemoServers
    narrator: Narrator
    sentences: Sentences
    folder: Path
    inbox: dict[str, Asked]
    """By the name of the mail's file without its ending."""
    expected: set[str] = field(default_factory=set)
    """Message-IDs that the acts have had answered."""
    touched: dict[str, None] = field(default_factory=dict)
    """Customers' addresses that the acts have had to do with, each once."""
    pictures: int = 0

    def find(self, hands: Hands, mail: str) -> None:
        question = self.inbox[mail]
        self.touched[question.address] = None
        hands.find(question.address)
        self.says(hands, f"«{question.subject}»")

    def press(self, hands: Hands, *keys: str) -> None:
        self.says(hands, " ".join(keys))
        hands.press(*keys)

    def send(self, hands: Hands, text: str) -> None:
        """With the text of ``resources/demo/answers/TEXT.txt``."""
        self.says(hands, f"R, {text}.txt, {_SEND}")
        hands.write(_text(text))
        hands.press(_SEND)

    def leaves(self, hands: Hands, text: str, mail: str, *others: str) -> None:
        """An answer that must leave."""
        before = len(self.servers.deliveries())
        self.send(hands, text)
        self.left(before + 1)
        self.expected |= {self.inbox[one].message_id for one in (mail, *others)}

    def left(self, count: int) -> None:
        """So many mails have left, seen by the server."""
        self.anna.wait(lambda: len(self.servers.deliveries()) >= count, "SMTP")

    def says(self, hands: Hands, words: str) -> None:
        self.narrator.outcome([words], agent=hands.name)

    def banner(self, hands: Hands) -> None:
        self.narrator.outcome([f"● {hands.banner}"], agent=hands.name)

    def picture(self, hands: Hands, name: str) -> None:
        self.pictures += 1
        path = self.folder / f"{self.pictures:02}-{name}-{hands.name}.png"
        hands.picture(path)
        self.narrator.outcome([self.sentences.line("tour-picture", file=path.name)])

    def writes(self, name: str, answer: str = "") -> None:
        """A customer writes again."""
        mail = later(name, datetime.now(UTC), answer)
        self.inbox[name] = asked(mail)
        self.servers.arrive(mail.raw, mail.when)


def opening(play: Play) -> None:
    play.narrator.scene("tour-scene-team", 0)
    play.narrator.tell("tour-team")
    waiting = len({one.address for one in play.inbox.values() if not one.answered_before})
    for hands in (play.anna, play.bruno):
        hands.wait(lambda hands=hands: hands.online, "online")  # type: ignore[misc]
        hands.to_front()
        hands.press("G, O")
        model = hands.window.list.model
        hands.wait(lambda model=model: model.rowCount() >= waiting - 4, "tickets", 60)  # type: ignore[misc]
        play.picture(hands, "open")


def one_claim(play: Play) -> None:
    play.narrator.scene("tour-scene-claim", 1)
    play.narrator.tell("tour-claim")
    winner, loser = _race(play, "it-broken-lamp", "claim", (play.anna, play.bruno))
    play.picture(loser, "held")
    play.narrator.tell("tour-claim-end", winner=_name(winner), loser=_name(loser))
    winner.to_front()
    play.leaves(winner, "elena", "it-broken-lamp")


def one_answer(play: Play) -> None:
    play.narrator.scene("tour-scene-answer", 2)
    play.narrator.tell("tour-windows-answer")
    before = len(play.servers.deliveries())
    winner, loser = _race(play, "en-gift", "reply", (play.bruno, play.anna))
    for hands in (loser, winner):
        hands.to_front()
        hands.write(_text(f"priya-{hands.name}"))
    for hands in (loser, winner):
        play.press(hands, _SEND)
    play.left(before + 1)
    play.expected.add(play.inbox["en-gift"].message_id)
    loser.look_through_review()
    play.picture(loser, "review")
    play.narrator.tell("tour-answer-end", winner=_name(winner), loser=_name(loser))
    loser.throw_away()


def one_for_three(play: Play) -> None:
    play.narrator.scene("tour-scene-chase", 3)
    play.narrator.tell("tour-chase")
    play.find(play.anna, "it-delay-1")
    play.picture(play.anna, "thread")
    play.leaves(play.anna, "giulia", "it-delay-1", "it-delay-2-chase", "it-delay-3-chase")


def cut_line(play: Play) -> None:
    anna, bruno = play.anna, play.bruno
    play.narrator.scene("tour-scene-cut", 4)
    play.narrator.tell("tour-windows-cut")
    play.servers.cut(BRUNO)
    bruno.to_front()
    bruno.press("Esc")
    play.press(bruno, "F5")
    bruno.wait(lambda: not bruno.online, "offline")
    play.find(bruno, "en-presale-cable")
    play.press(bruno, "Alt+1")
    play.press(bruno, "N")
    bruno.type(play.sentences.line("tour-note"))
    bruno.press(_SEND)
    play.find(bruno, "it-thanks")
    play.says(bruno, "T")
    bruno.pick("T", "waiting")
    ended = bruno.ended
    for mail, text in (("it-discount-code", "sara"), ("it-availability", "federica-bruno")):
        play.find(bruno, mail)
        play.send(bruno, text)
    bruno.wait(lambda: bruno.ended == ended + 2, "kept")
    play.picture(bruno, "offline")
    play.narrator.tell("tour-cut-meanwhile")
    play.find(anna, "it-thanks")
    play.press(anna, "E", "Return", "Return")
    play.find(anna, "it-availability")
    play.leaves(anna, "federica-anna", "it-availability")
    before = len(play.servers.deliveries())
    play.narrator.tell("tour-windows-back")
    play.servers.mend(BRUNO)
    bruno.to_front()
    play.press(bruno, "F5")
    bruno.wait(lambda: bruno.online, "online")
    play.left(before + 1)
    play.expected.add(play.inbox["it-discount-code"].message_id)
    bruno.wait(lambda: bruno.ended == ended + 4, "what was kept")
    bruno.look_through_review(2)
    play.picture(bruno, "back")
    play.narrator.tell("tour-cut-review")
    bruno.throw_away()


def something_new(play: Play) -> None:
    anna = play.anna
    play.narrator.scene("tour-scene-new", 5)
    play.narrator.tell("tour-new")
    play.find(anna, "it-double-charge")
    anna.write(_text("andrea-1"))
    play.narrator.tell("tour-new-arrives")
    play.writes("it-double-charge-hours")
    play.press(anna, _SEND)
    anna.look_through_review()
    play.picture(anna, "stopped")
    play.narrator.tell("tour-new-stopped")
    play.press(anna, "A")
    anna.wait(lambda: anna.window.ticket.composer.is_open, "composer")
    before = len(play.servers.deliveries())
    play.send(anna, "andrea-2")
    play.left(before + 1)
    play.expected |= {play.inbox[one].message_id for one in ("it-double-charge", "it-double-charge-hours")}


def uncertain(play: Play) -> None:
    anna, bruno = play.anna, play.bruno
    play.narrator.scene("tour-scene-uncertain", 6)
    play.narrator.tell("tour-uncertain")
    play.find(bruno, "en-voltage")
    play.servers.lose_replies(True)
    play.leaves(bruno, "rachel-bruno", "en-voltage")
    bruno.look_through_review()
    play.servers.lose_replies(False)
    play.picture(bruno, "uncertain")
    play.narrator.tell("tour-uncertain-nobody")
    play.find(anna, "en-voltage")
    play.banner(anna)
    play.picture(anna, "maybe-sent")
    play.narrator.tell("tour-uncertain-evidence")
    play.writes("en-voltage-thanks", answer=play.servers.deliveries()[-1].message_id)
    for hands in (anna, bruno):
        play.press(hands, "F5")
    bruno.wait(lambda: bruno.reviewed == 0, "evidence", 60)
    play.narrator.tell("tour-windows-end")


ACTS: tuple[Callable[[Play], None], ...] = (
    opening,
    one_claim,
    one_answer,
    one_for_three,
    cut_line,
    something_new,
    uncertain,
)


def played(play: Play) -> bool:
    """Whether every act went as it is told; what was not seen ends the story, not the account."""
    try:
        for act in ACTS:
            act(play)
    except SportelloError as error:
        said = play.sentences.of(error)
        play.narrator.outcome([f"{said.message} {said.remedy}"])
        for hands in (play.anna, play.bruno):
            play.picture(hands, "stopped")
        return False
    return True


def _race(play: Play, mail: str, action: str, both: tuple[Hands, Hands]) -> tuple[Hands, Hands]:
    """The same in both windows, before either hears of the other. Who has the ticket, and who has not."""
    for hands in both:
        play.find(hands, mail)
    for hands in both:
        hands.do(action)
    for hands in both:
        play.says(hands, {"claim": "P", "reply": "R"}[action])
        hands.wait(lambda hands=hands: bool(hands.holder), "claim")  # type: ignore[misc]
        play.banner(hands)
    winner, loser = sorted(both, key=lambda hands: hands.holder != hands.name)
    winner.wait(lambda: winner.holder == loser.holder == winner.name, "one holder")
    return winner, loser


def _text(name: str) -> str:
    return Path(answer_file(name)).read_text("utf-8").strip("\n")


def _name(hands: Hands) -> str:
    return hands.name.capitalize()
