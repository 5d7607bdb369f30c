"""A text that was kept because there was no line: either it leaves, or its author writes on; never both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.engine.workstation import Workstation
from desktop.ports.store.drafts import Draft
from desktop.runtime.window.papers import Papers
from tests.unit.engine.shop import Shop, asked, reply


def kept(shop: Shop, anna: Workstation) -> Draft:
    draft = replace(reply(anna, asked(shop, anna)), state="kept", created=int(shop.now))
    anna.store.drafts.put(draft)
    return draft


def papers(anna: Workstation) -> Papers:
    return Papers(anna, lambda _: None, lambda: None, lambda: None)


@pytest.mark.parametrize("first", ["rewrite", "leave"])
def test_of_writing_on_and_leaving_one_happens(shop: Shop, first: str) -> None:
    """The other lane comes in where the first has looked, and not begun yet."""
    anna = shop.desks[0].start()
    draft = kept(shop, anna)
    others: dict[str, Callable[[], object]] = {
        "rewrite": anna.sending.leave_kept,
        "leave": lambda: papers(anna).rewrite(draft.id),
    }
    between = iter([others[first]])

    def then(value: object) -> object:
        if (other := next(between, None)) is not None:
            other()
        return value

    with pytest.MonkeyPatch.context() as patched:
        if first == "leave":
            now = shop.desks[0].clock.now
            patched.setattr(shop.desks[0].clock, "now", lambda: then(now()))
            anna.sending.leave_kept()
        else:
            conversation = anna.queries.conversation
            patched.setattr(anna.queries, "conversation", lambda ticket: then(conversation(ticket)))
            papers(anna).rewrite(draft.id)
    assert (shop.answers(), len(anna.store.drafts.in_state("writing"))) == (1, 0)
    found = anna.store.drafts.get(draft.id)
    assert found is not None
    assert found.state == "sent"
