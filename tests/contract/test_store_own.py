"""What only this workstation knows: its outbox, drafts, sends and facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.store.sqlite import SqliteStore
from desktop.journal.entries import Position, SlotKey
from desktop.ports.store import Store
from desktop.ports.store.drafts import Draft, DraftFile
from desktop.ports.store.sends import Send
from tests.unit.store.samples import SHOP, own


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "store.db", synchronous="OFF")
    yield store
    store.close()


def draft(name: str, state: str = "kept", created: int = 5) -> Draft:
    return Draft(
        name, "s1:a", SHOP, ("a@x",), ("c@x",), "Ordine", "Città\n", True, False, Position(1, 7), created, state
    )


def send(name: str, state: str = "prepared") -> Send:
    return Send(
        name, "s1:a", "d1", SHOP, ("a@x", "b@x"), (SlotKey("s1:a", 0), SlotKey("s1:b", 2)), f"<{name}@x>", "00" * 32,
        b"From: x\r\n\r\n\xff\0", state, "run-1",
    )  # fmt: skip


def ids(rows: object) -> list[str]:
    return [row.id for row in rows]  # type: ignore[attr-defined]


def test_the_outbox_keeps_its_order(store: Store) -> None:
    for entry in ("z", "a", "m"):
        store.outbox.add(own(entry, statement=b"{\xff}"))
    assert ids(store.outbox.pending()) == ["z", "a", "m"]
    assert store.outbox.get("a") == own("a", statement=b"{\xff}")
    assert store.outbox.get("x") is None


def test_adding_an_entry_again_changes_nothing(store: Store) -> None:
    store.outbox.add(own("e1"))
    store.outbox.void("e1")
    store.outbox.add(own("e1", statement=b"other"))
    assert store.outbox.get("e1") == own("e1", "void")


def test_a_void_entry_is_never_pending_again(store: Store) -> None:
    store.outbox.add(own("e1"))
    store.outbox.void("e1")
    store.outbox.refuse("e1", "removed")
    assert ids(store.outbox.pending()) == ids(store.outbox.refused()) == []
    assert store.outbox.get("e1") == own("e1", "void")


def test_a_refusal_is_kept_until_a_person_settles_it(store: Store) -> None:
    for entry in ("b", "a"):
        store.outbox.add(own(entry))
        store.outbox.refuse(entry, "removed")
    assert ids(store.outbox.refused()) == ["b", "a"]
    store.outbox.settle("b")
    assert ids(store.outbox.refused()) == ["a"]
    assert store.outbox.get("b") == replace(own("b", "refused"), reason="removed", settled=True)


def test_a_draft_survives_to_the_last_field(store: Store) -> None:
    files = (DraftFile("f.pdf", "application/pdf", b"\0\xff" * 1000), DraftFile("è.txt", "text/plain", b""))
    whole = replace(draft("d1"), reason="answered", agent="bruno", date=9, send="e1", again=True, files=files)
    store.drafts.put(whole)
    assert store.drafts.get("d1") == whole
    assert store.drafts.get("d2") is None
    changed = replace(whole, state="stopped", text="altro")
    store.drafts.put(changed)
    assert store.drafts.get("d1") == changed
    fewer = replace(changed, files=files[1:])
    store.drafts.put(fewer)
    assert store.drafts.get("d1") == fewer
    assert list(store.drafts.in_state("stopped")) == [fewer]


def test_drafts_by_state_oldest_first(store: Store) -> None:
    for one in (draft("d3", "kept", 7), draft("d1", "stopped", 8), draft("d2", "kept", 7), draft("d4", "sent", 1)):
        store.drafts.put(one)
    store.drafts.put(draft("d3", "kept", 7))
    assert ids(store.drafts.in_state("kept", "stopped")) == ["d3", "d2", "d1"]
    assert ids(store.drafts.in_state()) == ids(store.drafts.in_state("dismissed")) == []


def test_where_something_is_being_written(store: Store) -> None:
    assert store.drafts.written_on() == frozenset()
    store.drafts.put(replace(draft("d1", "writing"), ticket="s1:a", text='"ticket": "s1:z"'))
    store.drafts.put(replace(draft("d2", "writing"), ticket="s1:a"))
    store.drafts.put(replace(draft("d3", "sent"), ticket="s1:b"))
    assert store.drafts.written_on() == {"s1:a"}


def test_a_send_survives_to_the_last_field(store: Store) -> None:
    whole = replace(send("e1"), mark=True, attempts=2, detail="250 ok", address="b@x", filed=True, slots=())
    store.sends.add(whole)
    assert store.sends.get("e1") == whole
    assert store.sends.get("e2") is None
    assert store.sends.by_message_id("<e1@x>") == whole
    assert store.sends.by_message_id("<e2@x>") is None


def test_a_send_goes_its_way(store: Store) -> None:
    store.sends.add(send("e1"))
    store.sends.set_state("e1", "granted")
    store.sends.set_mark("e1", True)
    assert (store.sends.count_attempt("e1"), store.sends.count_attempt("e1")) == (1, 2)
    store.sends.set_state("e1", "refused", "550 no such user", "b@x")
    expected = replace(send("e1", "refused"), mark=True, attempts=2, detail="550 no such user", address="b@x")
    assert store.sends.get("e1") == expected
    store.sends.set_mark("e1", False)
    store.sends.set_filed("e1")
    assert store.sends.get("e1") == replace(expected, mark=False, filed=True)


def test_unfinished_are_those_that_still_ask_for_something(store: Store) -> None:
    for name, state in [("e4", "prepared"), ("e3", "granted"), ("e2", "sent"), ("e1", "uncertain"), ("e0", "sent")]:
        store.sends.add(send(name, state))
    store.sends.set_filed("e2")
    assert ids(store.sends.unfinished()) == ["e4", "e3", "e1", "e0"]


def test_a_send_that_is_not_there_is_an_error(store: Store) -> None:
    """A mark that was not set must never pass for one that was."""
    for change in (
        lambda: store.sends.set_mark("e1", True),
        lambda: store.sends.set_state("e1", "sent"),
        lambda: store.sends.set_filed("e1"),
        lambda: store.sends.count_attempt("e1"),
    ):
        with pytest.raises(LookupError):
            change()


def test_facts(store: Store) -> None:
    profile = store.profile
    assert profile.get("a") is None
    assert profile.get("a", 7) == 7
    for key, value in {"a": {"x": [1, None, "è"]}, "shown.1": 1, "shown.2": False, "shown": 3, "showm": 4}.items():
        profile.put(key, value)
    assert profile.get("a") == {"x": [1, None, "è"]}
    assert profile.items("shown.") == {"shown.1": 1, "shown.2": False}
    assert profile.items("%") == profile.items("_") == {}
    profile.put("a", None)
    assert profile.get("a", 7) is None
    profile.delete("a")
    profile.delete("a")
    assert profile.get("a", 7) == 7
    assert set(profile.items("")) == {"shown.1", "shown.2", "shown", "showm"}


def test_a_draft_keeps_its_formatting_and_its_pictures(store: Store) -> None:
    picture = DraftFile("foto.png", "image/png", b"\x89PNG", "ab12@sportello")
    whole = replace(
        draft("d1", "writing"),
        html='<div><b>Ordine</b> <img src="cid:ab12@sportello" alt="foto.png"></div>',
        bcc=("capo@x",),
        kind="forward",
        side="d1:x",
        quoted="s1:a",
        files=(DraftFile("a.txt", "text/plain", b"a"), picture),
    )
    store.drafts.put(whole)
    kept = store.drafts.get("d1")
    assert kept == whole
    assert (kept.pictures, [file.filename for file in kept.attached]) == ((picture,), ["a.txt"])
