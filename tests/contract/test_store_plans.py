"""``ports.store.plans``: one row for each ticket that is resolved now, by due time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.ticket import Status
from desktop.journal.keys import FOLLOW_UP, automatic_id
from desktop.journal.state import Plan, PlanState, Resolution, Ticket
from desktop.ports.store import Store
from desktop.ports.store.plans import PlanRow
from tests.unit.store.samples import SHOP, TEAM, folded, ticket


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db")
    yield store
    store.close()


def resolved(slot: str, number: int, entry: str, date: int) -> Ticket:
    return ticket(slot, number, status=Status.RESOLVED, resolved=Resolution(entry, date))


def with_plan(whole: Ticket, due: int, state: PlanState = PlanState.PLANNED) -> Ticket:
    assert whole.resolution is not None
    plan = Plan(automatic_id(FOLLOW_UP, whole.resolution.entry), whole.resolution.entry, due, state)
    return msgspec.structs.replace(whole, plans={plan.id: plan})


def row(whole: Ticket, due: int = 0) -> PlanRow:
    assert whole.resolution is not None
    entry, date = whole.resolution.entry, whole.resolution.date
    return PlanRow(automatic_id(FOLLOW_UP, entry), whole.id, SHOP, entry, date, due)


def test_resolved_and_not_planned(store: Store) -> None:
    early, late = resolved("s1:a", 1001, "e5", 50), resolved("s1:b", 1002, "e6", 60)
    store.entries.commit(folded(1, tickets=[late, early, ticket("s1:c", 1003)], team=TEAM))
    assert list(store.plans.unplanned(0)) == [row(early), row(late)]
    assert list(store.plans.unplanned(51)) == [row(late)]
    assert list(store.plans.planned()) == []


def test_planned_by_due_time(store: Store) -> None:
    a = with_plan(resolved("s1:a", 1001, "e5", 50), 500)
    b = with_plan(resolved("s1:b", 1002, "e6", 60), 400)
    store.entries.commit(folded(1, tickets=[a, b], team=TEAM))
    assert list(store.plans.planned()) == [row(b, 400), row(a, 500)]
    assert list(store.plans.unplanned(0)) == []


def test_of_the_same_second_in_an_order_that_every_workstation_has(store: Store) -> None:
    whole = [with_plan(resolved(f"s1:{n}", 1000 + n, f"e{n}", 50), 400) for n in range(8)]
    rows = sorted((row(one, 400) for one in whole), key=lambda found: found.id)
    store.entries.commit(folded(1, tickets=whole, team=TEAM))
    assert list(store.plans.planned()) == rows
    assert rows != [row(one, 400) for one in whole]


@pytest.mark.parametrize("state", [state for state in PlanState if state is not PlanState.PLANNED])
def test_what_has_ended_waits_no_more(store: Store, state: PlanState) -> None:
    whole = with_plan(resolved("s1:a", 1001, "e5", 50), 500)
    store.entries.commit(folded(1, tickets=[whole], team=TEAM))
    store.entries.commit(folded(2, tickets=[with_plan(whole, 500, state)]))
    assert (list(store.plans.planned()), list(store.plans.unplanned(0))) == ([], [])


def test_reopened_or_merged_away_it_is_gone(store: Store) -> None:
    a = with_plan(resolved("s1:a", 1001, "e5", 50), 500)
    b = with_plan(resolved("s1:b", 1002, "e6", 60), 400)
    store.entries.commit(folded(1, tickets=[a, b], team=TEAM))
    opened = msgspec.structs.replace(a, status=Status.OPEN)
    merged = msgspec.structs.replace(b, merged_into="s1:a", plans={})
    store.entries.commit(folded(2, tickets=[opened, merged]))
    assert (list(store.plans.planned()), list(store.plans.unplanned(0))) == ([], [])


def test_resolved_again_is_another_plan(store: Store) -> None:
    first = with_plan(resolved("s1:a", 1001, "e5", 50), 500)
    again = msgspec.structs.replace(first, resolved=Resolution("e7", 70))
    store.entries.commit(folded(1, tickets=[again], team=TEAM))
    assert list(store.plans.unplanned(0)) == [row(again)]
    assert list(store.plans.planned()) == []


def test_forgotten_with_the_rest_of_the_state(store: Store) -> None:
    store.entries.commit(folded(1, tickets=[with_plan(resolved("s1:a", 1001, "e5", 50), 500)], team=TEAM))
    store.entries.reset()
    assert list(store.plans.planned()) == []
