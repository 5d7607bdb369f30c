"""Whatever a person types is a search, never a syntax error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.adapters.store.sqlite import SqliteStore
from desktop.domain.search import MOST_TERMS, parsed
from desktop.journal.state import Note
from desktop.mime.mail import Address
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


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Straße 5", "strasse"), ("strasse", "straße"), ("ŁÓDŹ", "lodz"), ("Smørrebrød", "smorreb"), ("cœur", "coeur")],
)
def test_letters_that_the_own_keyboard_has_not(tmp_path: Path, written: str, typed: str) -> None:
    """In a text, a name and a note, by their beginning too; and the index stays what its source says."""
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    one = replace(mail("Ordine", written), sender=Address(written, "c@x.example"))
    store.messages.add([(message("s1:a", one), place(1)), (message("s1:b"), place(2))], reached(2))
    note = Note("n", "anna", 1, written)
    store.entries.commit(folded(1, tickets=[ticket("s1:a"), ticket("s1:b", 1002, notes=(note,))]))

    def found(query: str) -> list[str]:
        return sorted(row.id for row in store.reader.tickets("all", "", parsed(query, TODAY), 9))

    assert found(typed) == ["s1:a", "s1:b"]
    assert found(f"from:{typed}") == ["s1:a"]
    store.entries.commit(folded(2, tickets=[ticket("s1:b", 1002)]))
    assert found(typed) == ["s1:a"]
    for index in ("words", "note_words"):  # rank 1: with what the index was made of
        store._connection.run(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    store.close()
