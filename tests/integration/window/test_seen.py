"""A colleague's start to answer reaches a program that only waits. How soon: ``tests.benchmarks.bench_seen``."""

from __future__ import annotations

from desktop.engine.notices import LinkChanged, TicketsChanged
from tests.integration.cli.shop import Office
from tests.integration.window.running import running
from tests.peers.waiting import until


def test_a_claim_is_told_by_the_server_and_nobody_has_to_look(office: Office) -> None:
    """Well before the watcher would look by itself."""
    reference = office.ticket("Chi la prende?")
    with running(office.anna) as anna, running(office.bruno) as bruno:
        for one in (anna, bruno):
            one.wait(LinkChanged, lambda link: link.online)
        ticket = anna.profile.store.entries.ticket_by_reference(reference.replace("-", ""))
        assert ticket is not None
        anna.forget()
        bruno.program.requests.claim(ticket)
        anna.wait(TicketsChanged, lambda told: ticket in told.ids)

        def holder() -> str:
            found = anna.profile.store.entries.ticket(ticket)
            return found.claim.agent if found is not None and found.claim is not None else ""

        until(lambda: holder() == "bruno", "Bruno has it")
        bruno.program.requests.release(ticket)
        until(lambda: holder() == "", "and has given it back")
