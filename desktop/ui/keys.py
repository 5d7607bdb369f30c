"""The key map as it comes: what a key does, in one table. ``ui.keymap`` lays the person's own keys over it, and
``ui.shortcuts`` brings it into a window. Single letters act only where nobody is typing: Qt gives a text field its own
keys first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

KEYS: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("next", ("J",), QT_TRANSLATE_NOOP("keys", "Next ticket")),
    ("previous", ("K",), QT_TRANSLATE_NOOP("keys", "Previous ticket")),
    ("select", ("X",), QT_TRANSLATE_NOOP("keys", "Select, or let go: keys then act on all selected (Esc: none)")),
    ("select-next", ("Shift+J",), QT_TRANSLATE_NOOP("keys", "Select on downwards, without opening")),
    ("select-previous", ("Shift+K",), QT_TRANSLATE_NOOP("keys", "Select on upwards, without opening")),
    ("select-all", ("Ctrl+A",), QT_TRANSLATE_NOOP("keys", "Select all of the place")),
    ("reply", ("R",), QT_TRANSLATE_NOOP("keys", "Reply, and take it when it is free")),
    ("canned", ("Q",), QT_TRANSLATE_NOOP("keys", "Reply with a canned response; within a reply, type :: and letters")),
    ("claim", ("P",), QT_TRANSLATE_NOOP("keys", "Take it")),
    ("release", ("Shift+P",), QT_TRANSLATE_NOOP("keys", "Give it back")),
    ("note", ("N",), QT_TRANSLATE_NOOP("keys", "Internal note")),
    ("urgent", ("1",), QT_TRANSLATE_NOOP("keys", "Priority: urgent")),
    ("high", ("2",), QT_TRANSLATE_NOOP("keys", "Priority: high")),
    ("normal", ("3",), QT_TRANSLATE_NOOP("keys", "Priority: normal")),
    ("low", ("4",), QT_TRANSLATE_NOOP("keys", "Priority: low")),
    ("tag", ("L",), QT_TRANSLATE_NOOP("keys", "Tag: type, then Enter")),
    ("pre-sale", ("Alt+1",), QT_TRANSLATE_NOOP("keys", "Tag: pre-sale")),
    ("post-sale", ("Alt+2",), QT_TRANSLATE_NOOP("keys", "Tag: post-sale")),
    ("assign", ("S",), QT_TRANSLATE_NOOP("keys", "Assign: type, then Enter")),
    ("status", ("T",), QT_TRANSLATE_NOOP("keys", "Status: type, then Enter")),
    ("merge", ("M",), QT_TRANSLATE_NOOP("keys", "Merge another ticket of the customer into this one")),
    ("resolve", ("E",), QT_TRANSLATE_NOOP("keys", "Resolve without an answer; open again what is done")),
    ("reason", ("Y",), QT_TRANSLATE_NOOP("keys", "Reason and outcome: why the customer wrote, what came of it")),
    ("snooze", ("H",), QT_TRANSLATE_NOOP("keys", "Snooze: a letter, or a date and time")),
    ("unread", ("U",), QT_TRANSLATE_NOOP("keys", "Unread for me")),
    ("spam", ("Ctrl+J",), QT_TRANSLATE_NOOP("keys", "Spam")),
    ("browser", ("B",), QT_TRANSLATE_NOOP("keys", "Open the mail in the browser")),
    ("correct", ("C",), QT_TRANSLATE_NOOP("keys", "Correct who wrote a form's mail, and what about")),
    ("put-back", ("W",), QT_TRANSLATE_NOOP("keys", "Put mail that was dragged away or deleted back where it was")),
    ("gap", ("Ctrl+G",), QT_TRANSLATE_NOOP("keys", "To the next gap of a canned response (in the composer)")),
    ("send", ("Ctrl+Return",), QT_TRANSLATE_NOOP("keys", "Send (in the composer)")),
    ("send-resolve", ("Ctrl+Shift+Return",), QT_TRANSLATE_NOOP("keys", "Send, resolve, next (in the composer)")),
    ("send-wait", ("Ctrl+Alt+Return",), QT_TRANSLATE_NOOP("keys", "Send, wait for others, remind (in the composer)")),
    ("send-later", ("Ctrl+Shift+L",), QT_TRANSLATE_NOOP("keys", "Send later (in the composer)")),
    ("attach", ("Ctrl+Shift+A",), QT_TRANSLATE_NOOP("keys", "Attach files (in the composer)")),
    ("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("keys", "Take back what is about to leave, else the last change or merge")),
    ("close", ("Esc",), QT_TRANSLATE_NOOP("keys", "Close the composer; the text is kept")),
    ("search", ("Ctrl+F",), QT_TRANSLATE_NOOP("keys", "Search")),
    ("save-search", ("Ctrl+S",), QT_TRANSLATE_NOOP("keys", "Save the search as a place (F2 renames, Del removes it)")),
    ("go-saved", ("G, S",), QT_TRANSLATE_NOOP("keys", "Go to: a saved search")),
    ("next-pane", ("F6",), QT_TRANSLATE_NOOP("keys", "In a narrow window: the pane that is folded away")),
    ("fetch", ("F5",), QT_TRANSLATE_NOOP("keys", "Look for mail now")),
    ("go-mine", ("G, M",), QT_TRANSLATE_NOOP("keys", "Go to: my tickets")),
    ("go-unassigned", ("G, U",), QT_TRANSLATE_NOOP("keys", "Go to: unassigned")),
    ("go-open", ("G, O",), QT_TRANSLATE_NOOP("keys", "Go to: all open")),
    ("go-never", ("G, N",), QT_TRANSLATE_NOOP("keys", "Go to: never opened")),
    ("go-waiting", ("G, W",), QT_TRANSLATE_NOOP("keys", "Go to: waiting")),
    ("go-promises", ("G, P",), QT_TRANSLATE_NOOP("keys", "Go to: promises")),
    ("go-snoozed", ("G, H",), QT_TRANSLATE_NOOP("keys", "Go to: snoozed")),
    ("go-leaving", ("G, L",), QT_TRANSLATE_NOOP("keys", "Go to: about to leave")),
    ("go-review", ("G, V",), QT_TRANSLATE_NOOP("keys", "Go to: to review")),
    ("go-resolved", ("G, R",), QT_TRANSLATE_NOOP("keys", "Go to: resolved")),
    ("team", ("G, T",), QT_TRANSLATE_NOOP("keys", "Team: who is in it, invite, remove")),
    ("texts", ("G, X",), QT_TRANSLATE_NOOP("keys", "Canned responses: look through, write, import")),
    ("mailboxes", ("G, B",), QT_TRANSLATE_NOOP("keys", "Mailboxes: rules for forms, how long mail is kept")),
    ("review-a", ("A",), QT_TRANSLATE_NOOP("keys", "To review: write anew, make the change")),
    ("review-o", ("O",), QT_TRANSLATE_NOOP("keys", "To review: open the ticket")),
    ("review-s", ("S",), QT_TRANSLATE_NOOP("keys", "To review: it was sent")),
    ("review-n", ("N",), QT_TRANSLATE_NOOP("keys", "To review: it was not sent")),
    ("review-m", ("M",), QT_TRANSLATE_NOOP("keys", "To review: send the same mail again")),
    ("review-d", ("D",), QT_TRANSLATE_NOOP("keys", "To review: throw away, seen")),
    ("stop", ("D",), QT_TRANSLATE_NOOP("keys", "About to leave: do not send it")),
    ("write-on", ("A",), QT_TRANSLATE_NOOP("keys", "About to leave: write on")),
    ("palette", ("Ctrl+K",), QT_TRANSLATE_NOOP("keys", "Find a command, a place, a ticket, a customer")),
    ("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("keys", "Settings: keys, language, look, notifications")),
    ("keys", ("F1",), QT_TRANSLATE_NOOP("keys", "This sheet")),
)
"""Action, keys, and what it does."""

ELSEWHERE = ("send", "send-resolve", "gap", "close")
"""Known to the composer itself, by the keys above; ``ui.shortcuts`` hands it the person's own as these."""
