from __future__ import annotations

from desktop.engine.progress import Pace, Progress


def test_rate_and_time_left_are_those_of_the_last_moments() -> None:
    pace = Pace()
    first = pace.at(100.0, 0, 1000)
    assert (first.rate, first.left) == (0.0, None)
    assert pace.at(101.0, 100, 1000) == Progress(100, 1000, 100.0)
    slower = [pace.at(101.0 + n, 100 + 10 * n, 1000) for n in range(1, 12)][-1]
    assert slower.rate == 10.0
    assert slower.left == 79
    pace.rest()
    assert pace.at(500.0, 300, 1000).left is None


def test_a_clock_that_stands_still_divides_by_nothing() -> None:
    pace = Pace()
    assert [pace.at(1.0, held, 10).rate for held in (0, 5)] == [0.0, 0.0]
