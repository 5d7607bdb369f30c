"""Whatever a person types is a search, never a syntax error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import MOST_TERMS, parsed
from tests.unit.store.samples import folded, mail, message, place, reached, ticket

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path_factory.mktemp("search") / "store.db", synchronous="OFF")
    store.messages.add([(message("s1:a", mail("Perché", "il pacco")), place(1))], reached(1))
    store.entries.commit(folded(1, tickets=[ticket("s1:a", tags=("reso",))]))
    yield store
    store.close()


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("\"'*^():-+aA1 "), max_size=40))
@example('pa"cco')
@example("pacco\0NEAR(")
@example("\ud800")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_finds_or_does_not(shop: SqliteStore, typed: str) -> None:
    assert {row.id for row in shop.reader.tickets("all", "", parsed(typed, TODAY), 9)} <= {"s1:a"}


@given(st.text(max_size=10), st.text(max_size=10))
def test_any_beginning_of_the_last_word_is_enough(shop: SqliteStore, before: str, after: str) -> None:
    """Quotes, stars and other marks around a word change nothing, but for a minus: that asks for what is not so."""
    noise = "".join(c for c in before + after if not c.isalnum() and c != "-")
    assert [row.id for row in shop.reader.tickets("all", "", parsed(f"{noise} pacco {noise} perc", TODAY), 9)] == [
        "s1:a"
    ]


def test_words_without_letters_or_digits_are_no_words() -> None:
    assert not parsed(' - "" ! ', TODAY).terms


def test_there_is_an_end_to_the_words() -> None:
    assert len(parsed("parola " * 10_000, TODAY).terms) == MOST_TERMS


def test_a_long_word_is_one_word(shop: SqliteStore) -> None:
    assert shop.reader.tickets("all", "", parsed("x" * 100_000, TODAY), 9) == []
