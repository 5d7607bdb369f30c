"""``snooze``: out of sight here and on a colleague's workstation, back by the customer's mail or by a word."""

from __future__ import annotations

from tests.integration.cli.shop import Office, Station


def listed(station: Station, place: str) -> dict[str, dict[str, object]]:
    return {row["reference"]: row for row in station.ok("tickets", "--place", place)["tickets"]}


def test_out_of_sight_for_the_whole_team_until_the_customer_writes(office: Office) -> None:
    reference, anna, bruno = office.ticket("Posticipato"), office.anna, office.bruno
    state = anna.ok("snooze", reference, "--until", "3d")
    assert state["snoozed_until"].endswith("Z")
    bruno.ok("sync", "--once")
    assert reference not in listed(bruno, "open")
    assert listed(bruno, "snoozed")[reference]["snoozed_until"] == state["snoozed_until"]

    assert anna.ok("snooze", reference, "--until-customer")["snoozed_until"] == "customer"
    office.customer_writes_again(reference)
    bruno.ok("sync", "--once")
    back = listed(bruno, "open")[reference]
    assert (back["back"], back["snoozed_until"]) == ("customer", None)
    assert next(iter(listed(bruno, "open"))) == reference, "before all others"

    bruno.ok("tag", reference, "+visto")
    assert listed(bruno, "open")[reference]["back"] is None, "seen to"


def test_a_word_brings_it_back_and_what_cannot_be_snoozed_is_said(office: Office) -> None:
    reference, anna = office.ticket("Ripreso"), office.anna
    anna.ok("snooze", reference, "--until", "monday 9:00")
    assert anna.ok("snooze", reference, "--end")["snoozed_until"] is None
    anna.fails(3, "not-snoozed", "snooze", reference, "--end")
    anna.fails(2, "bad-time", "snooze", reference, "--until", "ieri")
    anna.ok("status", reference, "resolved")
    anna.fails(3, "done", "snooze", reference, "--until", "2h")
