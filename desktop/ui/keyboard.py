"""What each action of the key map does in one window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.ticket import Priority
from desktop.ui import keymap
from desktop.ui.offers import Commands, Places, Texts, Tickets
from desktop.ui.shortcuts import Shortcuts, Translated

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.window import MainWindow

Member = Callable[[Callable[[], object]], Callable[[], object]]
"""Makes of an act one that is only of a computer in the team."""

_PLACES = (
    "mine", "unassigned", "open", "never-opened", "leaving", "waiting", "promises", "snoozed", "review", "resolved",
)  # fmt: skip
"""Those with a key of their own, which is named by the first word."""


def place(window: MainWindow) -> str:
    """Where the person is, for keys that mean something else there."""
    return keymap.REVIEW if window.list.is_review else keymap.LEAVING if window.list.is_leaving else ""


def actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    """By the names in ``keys.KEYS``. All of it runs in the GUI thread, which alone presses keys."""
    ticket, taking, go = window.on_ticket, window.taking, window.places.go

    def settle(letter: str) -> Callable[[], object]:
        return partial(window.review.decide, letter)

    def member(act: Callable[[], object]) -> Callable[[], object]:
        """Only of a computer that is in the team."""
        return lambda: ticket.barred() or act()

    return {
        **_writing(window, member),
        "next": window.next_ticket,
        "previous": window.previous_ticket,
        "select": window.list.mark,
        **{f"select-{way}": partial(window.list.extend, by) for way, by in (("next", 1), ("previous", -1))},
        "select-all": window.list.mark_all,
        "reply": member(taking.reply),
        "canned": member(window.canned.answer),
        "claim": member(taking.claim),
        "release": member(taking.release),
        "note": member(taking.note),
        **{one.value: member(partial(ticket.prioritise, one.value)) for one in Priority},
        "tag": member(ticket.pick_tag),
        "pre-sale": member(ticket.pre_sale),
        "post-sale": member(ticket.post_sale),
        "assign": member(ticket.pick_assignee),
        "status": member(ticket.pick_status),
        "resolve": member(ticket.resolve),
        "reason": member(ticket.say_reason),
        "snooze": member(ticket.pick_snooze),
        "unread": taking.unread,
        "spam": member(ticket.spam),
        "browser": window.browse,
        **_reading(window),
        "correct": member(window.corrections.correct),
        "split": member(window.corrections.split),
        "put-back": member(window.corrections.put_back),
        "send-later": window.postponing.send_later,
        "send-wait": window.postponing.send_and_wait,
        "undo": lambda: window.leaving.undo_newest() or window.postponing.undo(ticket.newest) or member(ticket.undo)(),
        "search": window.find,
        "save-search": window.saved.ask_name,
        "go-saved": window.saved.pick,
        "fetch": window.fetch,
        **{f"go-{key.partition('-')[0]}": partial(go, key) for key in _PLACES},
        **_dialogs(window),
        **{f"review-{letter.lower()}": settle(letter) for letter in "AOSNMD"},
        "merge": member(ticket.joining.pick_merge),
        "stop": window.list.stop,
        "write-on": window.list.leaving.write_on,
        "next-pane": window.next_pane,
    }


def _dialogs(window: MainWindow) -> dict[str, Callable[[], object]]:
    beside = window.beside
    return {
        "team": window.show_team,
        "texts": window.canned.show_all,
        "figures": window.dialogs.show_figures,
        "moving": window.dialogs.show_moving,
        "mailboxes": window.mailboxes.bring,
        "palette": beside.show_palette,
        "settings": beside.show_settings,
        "keys": beside.show_keys,
    }


def _reading(window: MainWindow) -> dict[str, Callable[[], object]]:
    thread = window.ticket.thread_view
    return {
        "customer": window.acquainted.turn,
        "customer-data": window.acquainted.show_data,
        "next-customer": thread.show_next_of_customer,
        "source": thread.ask_for_source,
        "save-mail": thread.save_mail,
        "print": window.paper.print,
        "pdf": window.paper.save,
    }


def bring_in(window: MainWindow, desk: Desk) -> None:
    """Every way to an action: its keys, and its name in the palette."""

    def put_in(key: str) -> None:
        if not window.on_ticket.barred():
            window.canned.put_in(key)

    known, here = actions(window), partial(place, window)
    Shortcuts(window, known, here, desk.chosen)
    for widget in (window.ticket.composer.text, window.ticket.composer):
        Translated(widget, desk.chosen)
    places, tickets = window.places, Tickets(desk, window.go_to_ticket, window.look_for)
    texts = Texts(desk, put_in)
    window.beside.offer(tickets, Commands(known, here, desk), Places(places.model, places.go), texts)


def _writing(window: MainWindow, member: Member) -> dict[str, Callable[[], object]]:
    """What concerns a text, or begins one that is no answer."""
    composer = window.ticket.composer

    def writing(act: Callable[[], object]) -> Callable[[], object]:
        """Only where the cursor is in a text that may be formatted."""
        return lambda: composer.text.hasFocus() and act()

    return {
        "forward": member(window.forwarding.forward),
        "new-mail": member(window.forwarding.new_mail),
        "bold": writing(composer.text.embolden),
        "italic": writing(composer.text.italicise),
        "link": writing(composer.link.ask),
        "bullets": writing(composer.text.bullets),
        "numbers": writing(composer.text.numbers),
        "paste-plain": writing(composer.text.paste_plain),
        "spelling": writing(composer.text.spelling.offer),
        "copies": composer.ask_for_copies,
        "attach-mail": window.forwarding.attach_whole,
        "attach": composer.ask_for_files,
    }
