"""Places that fill by themselves: what nobody has opened, and what is about to leave. By keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.integration.cli.shop import Office, mail
from tests.ui.showing import Showing, showing


def count(one: Showing, place: str) -> int:
    model = one.window.places.model
    return model.place(model.row_of(place)).count or 0


def test_opening_a_ticket_tells_the_team(fresh: Office) -> None:
    fresh.ticket("Mai vista")
    fresh.ticket("Anche questa")
    with showing(fresh.anna) as one:
        one.online()
        one.go("o")
        one.open("Mai vista")
        one.wait(lambda: count(one, "never-opened") == 1, "one is left, by the journal")
        one.go("n")
        assert one.subjects() == ["Anche questa"]
    with showing(fresh.bruno) as one:
        one.online()
        one.wait(lambda: count(one, "never-opened") == 1, "his colleague knows too")


def test_what_is_about_to_leave_is_listed_and_stopped(fresh: Office) -> None:
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "3d")
    fresh.sync()
    references = [fresh.ticket(subject) for subject in ("Primo", "Secondo")]
    for reference in references:
        fresh.anna.ok("status", reference, "resolved")
    with showing(fresh.anna) as one:
        one.online()
        one.wait(lambda: count(one, "leaving") == 2, "both are counted")
        one.go("l")
        one.wait(lambda: one.window.list.is_leaving, "the place is shown")
        one.wait(lambda: one.subject in ("Primo", "Secondo"), "the ticket of the first")
        first = one.subject
        one.press("d")
        one.wait(lambda: count(one, "leaving") == 1, "one is left")
        one.wait(lambda: one.subject not in ("", first), "the other one")
    other = references[first == "Primo"]
    assert [found["reference"] for found in fresh.anna.ok("followup", "list")["follow_ups"]] == [other]


def test_the_customers_answer_stands_above_the_conversation(fresh: Office) -> None:
    fresh.anna.ok("mailbox", "follow-up", fresh.shop.address, "--on", "--after", "0s")
    fresh.sync()
    reference = fresh.ticket("Com'è andata")
    fresh.anna.ok("status", reference, "resolved")
    fresh.sync()
    (question,) = fresh.sent(reference)
    answer = mail("Re: Com'è andata", "4\n", to=fresh.shop.address)
    answer["In-Reply-To"] = question["Message-ID"]
    fresh.shop.deliver(answer)
    fresh.sync()
    with showing(fresh.anna) as one:
        one.online()
        one.go("r")
        one.open("Com'è andata")
        said = [label.text() for label in one.window.ticket.head.findChildren(QLabel)]
        assert "Customer: 4 of 5" in said


def test_where_nothing_waits_the_pane_says_so_at_the_first_look(fresh: Office) -> None:
    fresh.sync()
    with showing(fresh.bruno) as one:
        one.online()
        one.go("v")
        pane = one.window.review
        one.wait(pane.isVisible, "the pane")
        assert pane.item is None
        assert "kept and shown here" in pane.why
        assert pane._now_title.isHidden(), "there is no answer beside which it would stand"
