"""Which share of the promises was kept, and what still waits."""

from __future__ import annotations

from desktop.engine.figures import Promises, Share, promises
from desktop.journal.state import Promise

DAY = 86_400
NOW = 1_800_000_000


def made(due: float, answered: float | None = None) -> Promise:
    """In days from now."""
    return Promise(NOW + int(due * DAY), "anna", 0, NOW + int(answered * DAY) if answered is not None else 0)


def test_an_answer_in_time_keeps_a_promise_and_its_time_breaks_it() -> None:
    late = made(-1, answered=-0.5)
    early = made(2, answered=-1)
    forgotten, pending = made(-2), made(1)
    last_month = made(-40, answered=-41)
    found = promises([late, early, forgotten, pending, last_month, made(-70)], NOW)
    assert found == Promises(Share(1, 3), Share(1, 1), waiting=3, late=2)


def test_what_was_answered_late_in_the_next_month_was_broken_in_this_one() -> None:
    assert promises([made(-31, answered=-1)], NOW).before == Share(0, 1)


def test_a_share_is_whole_only_when_it_is() -> None:
    assert [Share(*one).percent for one in ((0, 0), (0, 3), (1, 1000), (999, 1000), (3, 3))] == [None, 0, 1, 99, 100]
