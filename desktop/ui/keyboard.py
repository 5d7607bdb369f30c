"""What each action of the key map does in one window. In *To review* its own letters win over the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.ticket import Priority

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

_PLACES = ("mine", "unassigned", "open", "never-opened", "leaving", "waiting", "promises", "review", "resolved")
"""Those with a key of their own, which is named by the first word."""


def actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    """By the names in ``keys.KEYS``. All of it runs in the GUI thread, which alone presses keys."""
    ticket, taking, go = window.on_ticket, window.taking, window.places.go

    def here(letter: str, otherwise: Callable[[], object] | None = None) -> None:
        if window.list.is_review:
            window.review.decide(letter)
        elif otherwise is not None:
            otherwise()

    def member(act: Callable[[], object]) -> Callable[[], object]:
        """Only of a computer that is in the team."""
        return lambda: ticket.barred() or act()

    def undo() -> None:
        if not window.leaving.undo_newest():
            ticket.undo_merge()

    return {
        "next": window.next_ticket,
        "previous": window.previous_ticket,
        "select": window.list.mark,
        "select-next": partial(window.list.extend, 1),
        "select-previous": partial(window.list.extend, -1),
        "select-all": window.list.mark_all,
        "reply": member(taking.reply),
        "canned": member(window.canned.answer),
        "claim": member(taking.claim),
        "release": member(taking.release),
        "note": partial(here, "N", member(taking.note)),
        **{one.value: member(partial(ticket.prioritise, one.value)) for one in Priority},
        "tag": member(ticket.pick_tag),
        "pre-sale": member(ticket.pre_sale),
        "post-sale": member(ticket.post_sale),
        "assign": partial(here, "S", member(ticket.pick_assignee)),
        "status": member(ticket.pick_status),
        "resolve": member(ticket.resolve),
        "reason": member(ticket.say_reason),
        "unread": taking.unread,
        "spam": member(ticket.spam),
        "browser": window.browse,
        "correct": member(window.corrections.correct),
        "put-back": member(window.corrections.put_back),
        "attach": window.ticket.composer.ask_for_files,
        "undo": undo,
        "search": window.find,
        "save-search": window.saved.ask_name,
        "go-saved": window.saved.pick,
        "fetch": window.fetch,
        **{f"go-{place.partition('-')[0]}": partial(go, place) for place in _PLACES},
        "team": window.show_team,
        "mailboxes": window.mailboxes.bring,
        "review-a": partial(here, "A"),
        "review-o": partial(here, "O"),
        "merge": partial(here, "M", member(ticket.pick_merge)),
        "review-d": partial(here, "D", window.list.stop),
        "next-pane": window.next_pane,
        "keys": window.show_keys,
    }
