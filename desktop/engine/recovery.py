"""What a former process of this profile left behind, read from what it stored before each step.

Mark not set: it never wrote the dot, so its grant is abandoned and the text goes to *To review*; it is never
resumed. Mark set: it may have left, so it is uncertain. An outcome that was stored but not appended is appended.
Runs once at the start, under the profile's lock; and for this process's own mails when its person breaks it off.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.errors import Interrupted, OutcomeUncertain, SportelloError
from desktop.domain.ticket import shown_reference
from desktop.engine.aftermath import Aftermath
from desktop.engine.journal import Journal
from desktop.engine.transactions import outcome_entry
from desktop.ports.store import Store
from desktop.ports.store.sends import Send

NOTHING_BEGUN = "command-interrupted"
_OPEN = ("prepared", "granted")


def recover(store: Store, journal: Journal) -> None:
    """Local part, needs no connection: settle what is open, queue its outcome, bring texts back."""
    for send in store.sends.unfinished():
        if send.state in _OPEN and send.run != journal.me.run:
            _settle(store, journal, send)
    _bring_back(store)


def broken_off(store: Store, journal: Journal) -> SportelloError:
    """The same for what this run has begun and will not end: what its person has to be told, OutcomeUncertain or
    Interrupted."""
    mine = [send for send in store.sends.unfinished() if send.state in _OPEN and send.run == journal.me.run]
    for send in mine:
        _settle(store, journal, send)
    texts = _bring_back(store) + sum(bool(send.draft) for send in mine)
    for send in mine:
        if send.mark and not send.is_automatic:
            reference = shown_reference(journal.ticket(send.ticket).reference)
            return OutcomeUncertain("send-uncertain", reference=reference, detail="Ctrl+C", id=send.id)
    return Interrupted("send-interrupted" if texts else NOTHING_BEGUN)


def _bring_back(store: Store) -> int:
    """How many texts no mail of theirs had been settled of."""
    texts = 0
    for draft in store.drafts.in_state("sending"):
        last = store.sends.get(draft.send) if draft.send else None
        if last is None or last.state != "sent":  # what has left is finished online (``Sending.finish_interrupted``)
            store.drafts.put(replace(draft, state="stopped", reason="interrupted"))
            texts += 1
    return texts


def finish(store: Store, aftermath: Aftermath) -> None:
    """Online part: copies and flags that are still owed. A reply of unknown outcome waits for it (``believe_log``)."""
    for send in store.sends.unfinished():
        waits = send.state == "uncertain" and not send.is_automatic
        if send.state not in _OPEN and not waits:
            aftermath.finish(send)


def _settle(store: Store, journal: Journal, send: Send) -> None:
    outcome = "uncertain" if send.mark else "abandoned"
    with store.transaction():
        store.sends.set_state(send.id, outcome, "interrupted")
        intent = store.outbox.get(send.id)
        if intent is not None and intent.state == "pending":
            store.outbox.void(send.id)
        journal.queue(send.ticket, outcome_entry(send, outcome, "interrupted"))
        draft = store.drafts.get(send.draft) if send.draft else None
        if draft is not None:
            reason = "send-uncertain" if send.mark else "interrupted"
            store.drafts.put(replace(draft, state="stopped", reason=reason))
