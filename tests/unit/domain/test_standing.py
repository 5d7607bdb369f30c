"""How a mailbox stands, counted from a few letters."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.standing import HOUR, Letter, Read, Standing, standing

NOW = 1_000 * 24 * HOUR
READ = Read(90, 0, 0, True)
_numbers = count(1)


def letter(hours_ago: float, who: str = "carla", *, ours: bool = False, answers: str = "", **more: object) -> Letter:
    at = NOW - round(hours_ago * HOUR)
    given = {"id": f"<{next(_numbers)}>", "subject": "Ordine", "name": "", "marked": False, **more}
    return Letter(references=(answers,) if answers else (), who=who, at=at, ours=ours, **given)  # type: ignore[arg-type]


def at_sixteen(_: int) -> tuple[int, int]:
    return 16, 0


def counted(*letters: Letter, read: Read = READ) -> Standing:
    return standing(letters, read, NOW, at_sixteen)


def test_nothing_is_nothing() -> None:
    found = counted()
    assert (found.conversations, found.open, found.oldest, found.median) == (0, 0, None, None)


def test_an_answer_ends_the_wait() -> None:
    found = counted(letter(10), letter(7, ours=True))
    assert (found.conversations, found.open, found.median) == (1, 0, 3 * HOUR)
    assert [(one.answered, one.of) for one in found.within] == [(1, 1), (1, 1), (1, 1)]
    assert (found.hours[16], found.weekdays[0]) == (1, 1), "ours are no customer's"


def test_the_oldest_without_an_answer() -> None:
    found = counted(letter(30, "dario", name="Dario"), letter(200, "emma"), letter(199, "emma", ours=True), letter(5))
    assert (found.open, found.conversations) == (2, 3)
    assert found.oldest is not None
    assert (found.oldest.who, found.oldest.since) == ("Dario", NOW - 30 * HOUR)


def test_who_waits_and_writes_again_chases_but_not_within_the_hour() -> None:
    found = counted(letter(50), letter(49.5), letter(20), letter(10), letter(5, ours=True), letter(1))
    assert (found.chase_ups, found.chasing, found.median) == (2, 1, 45 * HOUR)
    assert found.open == 1, "the last one waits anew"


def test_a_wait_that_goes_on_counts_only_where_it_is_too_long_already() -> None:
    found = counted(letter(30), letter(10, "dario"), letter(9, "dario", ours=True))
    assert [(one.answered, one.of) for one in found.within] == [(1, 2), (1, 2), (1, 1)]


def test_references_hold_a_conversation_together_whatever_its_subject() -> None:
    found = counted(letter(10, id="<a>"), letter(8, answers="<a>", subject="Altro", ours=True, who="ufficio"))
    assert (found.conversations, found.open) == (1, 0)
    apart = counted(letter(10, subject="Uno"), letter(8, subject="Due"))
    assert apart.conversations == 2
    assert counted(letter(10, subject=""), letter(8, subject="")).conversations == 2, "no subject is none in common"


def test_without_sent_mail_marks_count_and_times_are_not_known() -> None:
    read = Read(90, 0, 0, False)
    found = counted(letter(50, marked=True), letter(40, "dario"), read=read)
    assert (found.open, found.median, found.within) == (1, None, ())
    again = counted(letter(50, marked=True), letter(3, name="Carla"), read=read)
    assert again.oldest is not None
    assert (again.oldest.since, again.oldest.who) == (NOW - 3 * HOUR, "Carla")


@given(st.lists(st.tuples(st.floats(0, 2000), st.sampled_from("abc"), st.booleans(), st.booleans()), max_size=30))
def test_the_figures_fit_together(drawn: list[tuple[float, str, bool, bool]]) -> None:
    found = counted(*(letter(hours, who, ours=ours, marked=marked) for hours, who, ours, marked in drawn))
    assert 0 <= found.open <= found.conversations
    assert found.chasing <= found.conversations
    assert (found.oldest is None) == (found.open == 0)
    assert sum(found.hours) == sum(found.weekdays) == sum(not ours for _, _, ours, _ in drawn)
    shares = [one.answered for one in found.within]
    assert shares == sorted(shares)
    assert all(one.answered <= one.of for one in found.within)
