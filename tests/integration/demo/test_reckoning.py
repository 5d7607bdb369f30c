"""The tour's account must go red: on a double, on a missing answer, on a journal that says otherwise."""

from __future__ import annotations

from desktop.runtime.demo.reckoning import Asked, Table, reckoned
from desktop.runtime.demo.sink import Delivery

FIRST, CHASE = "<first@postaverde.example>", "<chase@postaverde.example>"
OTHER, OLD = "<other@casaposta.example>", "<old@postaverde.example>"
INBOX = (
    Asked(OLD, "Giulia Ferrante", "giulia@postaverde.example", "Un altro ordine", answered_before=True),
    Asked(FIRST, "Giulia Ferrante", "giulia@postaverde.example", "Dov'è?", answered_before=False),
    Asked(CHASE, "Giulia Ferrante", "giulia@postaverde.example", "Re: Dov'è?", answered_before=False),
    Asked(OTHER, "Elena Sartori", "elena@casaposta.example", "Rotta", answered_before=False),
)


def answer(number: int, in_reply_to: str, *references: str) -> Delivery:
    message_id = f"<answer-{number}@bottegalume.example>"
    return Delivery("info@bottegalume.example", ("chi@postaverde.example",), message_id, in_reply_to, references, b"")


def counts(table: Table) -> dict[str, int]:
    return {row.asked.message_id: len(row.answers) for row in table.rows}


def wrong(table: Table) -> set[str]:
    return {row.asked.message_id for row in table.rows if not row.right}


def test_one_answer_covers_the_chase_up_and_what_it_chases_but_not_what_was_answered_before() -> None:
    table = reckoned(INBOX, [answer(1, CHASE, OLD, FIRST, CHASE)], {FIRST: 1, CHASE: 1}, {FIRST, CHASE})
    assert counts(table) == {FIRST: 1, CHASE: 1, OTHER: 0, OLD: 0}
    assert (table.answered, table.doubles, table.deviations) == (2, 0, 0)
    assert [row.asked.message_id for row in table.rows] == [FIRST, CHASE, OLD, OTHER]


def test_a_second_answer_to_the_same_message_is_a_double() -> None:
    table = reckoned(INBOX, [answer(1, OTHER, OTHER), answer(2, OTHER, OTHER)], {OTHER: 1}, {OTHER})
    assert counts(table)[OTHER] == 2
    assert (table.doubles, table.deviations, wrong(table)) == (1, 1, {OTHER})


def test_a_second_answer_to_a_message_that_a_chase_up_had_covered_is_a_double() -> None:
    table = reckoned(INBOX, [answer(1, CHASE, FIRST, CHASE), answer(2, FIRST, FIRST)], {}, {FIRST, CHASE})
    assert (table.doubles, wrong(table)) == (1, {FIRST})


def test_the_next_answer_of_a_thread_is_no_double_of_the_one_before() -> None:
    table = reckoned(INBOX, [answer(1, FIRST, FIRST), answer(2, CHASE, FIRST, CHASE)], {}, {FIRST, CHASE})
    assert (counts(table)[FIRST], counts(table)[CHASE], table.deviations) == (1, 1, 0)


def test_an_answer_to_what_had_been_answered_before_the_tour_is_a_deviation() -> None:
    assert wrong(reckoned(INBOX, [answer(1, OLD, OLD)], {}, ())) == {OLD}


def test_a_message_that_was_to_be_answered_and_was_not_is_a_deviation() -> None:
    assert wrong(reckoned(INBOX, [], {}, {OTHER})) == {OTHER}


def test_a_journal_that_says_otherwise_than_the_server_is_a_deviation() -> None:
    assert wrong(reckoned(INBOX, [answer(1, OTHER, OTHER)], {OTHER: 0}, {OTHER})) == {OTHER}
    assert wrong(reckoned(INBOX, [], {OTHER: 1}, ())) == {OTHER}


def test_a_mail_that_answers_nobody_is_a_deviation() -> None:
    table = reckoned(INBOX, [answer(1, "<unknown@postaverde.example>")], {}, ())
    assert (table.strays, table.deviations, wrong(table)) == (("<answer-1@bottegalume.example>",), 1, set())
