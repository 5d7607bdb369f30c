"""Entries to messages and back: every kind comes through, nothing that was changed is believed, nothing raises."""

from __future__ import annotations

import base64
import dataclasses
import re
import types
import typing
from dataclasses import replace
from email import message_from_bytes
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.journal.codec import MAXIMUM, Draft, Invalid, Signed, message, read, read_statement
from desktop.journal.entries import (
    KINDS,
    START,
    Author,
    AutomaticClaimed,
    Claimed,
    Evidence,
    External,
    FollowUpPlanned,
    FollowUpScored,
    Genesis,
    Joined,
    Kind,
    Noted,
    Opened,
    OpenedTicket,
    Position,
    SendIntended,
    SlotKey,
    Tagged,
    Unknown,
)
from desktop.journal.keys import (
    Signer,
    automatic_id,
    external_id,
    joining_statement,
    plan_id,
    score_id,
    workstation_id,
)
from tests.unit.journal.office import ANNA, BRUNO, JOURNAL, MORNING, Office, Row, joined, row_of

PLACE = Position(1, 7)
NUMBERS = st.integers(0, 2**53 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=20)


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of a kind may hold."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        if arguments[0] is int and (most := typing.cast("msgspec.Meta", arguments[1]).le) is not None:
            return st.integers(int(typing.cast("msgspec.Meta", arguments[1]).ge or 0), int(most))
        return NAMES if arguments[0] is str else _values(arguments[0])
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=4).map(tuple)
    if origin is dict:
        return st.dictionaries(TEXTS, _values(arguments[1]), max_size=3)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*map(_values, arguments))
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        hints = typing.get_type_hints(annotation, include_extras=True)
        return st.builds(annotation, **{name: _values(hints[name]) for name in annotation.__struct_fields__})
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        hints = typing.get_type_hints(annotation)
        return st.builds(annotation, **{name: _values(hint) for name, hint in hints.items()})
    return {str: TEXTS, int: NUMBERS, bool: st.booleans(), type(None): st.none()}[annotation]


@st.composite
def drafts(draw: st.DrawFn, kind: type[Kind]) -> Draft:
    body = draw(_values(kind))
    entry_id = draw(st.text("0123456789abcdef", min_size=24, max_size=24))
    author = Author(ANNA.author.agent, ANNA.signer.workstation, "run")
    match body:
        case Genesis():
            body = msgspec.structs.replace(body, founder_key=ANNA.signer.public, founder_name="Anna")
        case Joined():
            body = joined(ANNA, Signer(b"1" * 32), draw(NAMES))
        case External(slot=slot, evidence=evidence):
            entry_id = external_id(slot, evidence.mailbox, evidence.uid_validity, evidence.uid)
        case AutomaticClaimed(purpose=purpose, occasion=occasion):
            entry_id = automatic_id(purpose, occasion)
        case FollowUpPlanned(occasion=occasion):
            entry_id = plan_id(occasion)
        case FollowUpScored(slot=slot):
            entry_id = score_id(slot)
    # Seconds up to the year 2200: a Date line knows no year after 9999.
    clock = draw(st.integers(0, 7_258_118_400))
    seen = Position(draw(st.integers(0, 99)), draw(NUMBERS))
    return Draft(JOURNAL, 1, entry_id, draw(TEXTS), author, clock, seen, body)


def _row(draft: Draft, headline: str = "Anna took it", address: str = "home@shop.example") -> Row:
    return row_of(message(draft.statement(), ANNA.signer, headline, address, "attempt"), PLACE.uid, MORNING)


def _read(row: Row, journal: str | None = JOURNAL) -> Signed | Invalid:
    return read(row.headers, row.body, Position(1, row.uid), row.internal_date, journal)


def _draft(body: Kind, entry_id: str = "a" * 24) -> Draft:
    return Draft(JOURNAL, 1, entry_id, "s1:a", ANNA.author, MORNING, START, body)


def _signed(body: Kind, entry_id: str = "a" * 24) -> Signed:
    found = _read(_row(_draft(body, entry_id)))
    assert isinstance(found, Signed), found
    return found


# --- round trip -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@settings(max_examples=settings().max_examples // 5)
@given(data=st.data(), headline=TEXTS)
def test_every_kind_comes_through(kind: type[Kind], data: st.DataObject, headline: str) -> None:
    draft = data.draw(drafts(kind))
    row = _row(draft, headline)
    assert len(row.headers) < 2_000
    found = _read(row)
    assert isinstance(found, Signed)
    assert found.by(ANNA.signer.public)
    assert found.statement == draft.statement()
    expected = replace_place(draft)
    assert found.entry == expected
    assert read_statement(found.statement, PLACE, MORNING) == expected


def replace_place(draft: Draft) -> msgspec.Struct:
    return msgspec.structs.replace(draft.entry(), position=PLACE, date=MORNING)


def test_the_statement_is_canonical() -> None:
    statement = _draft(Tagged(add=("b", "a"))).statement()
    assert statement == (
        b'{"author":{"agent":"anna","run":"run-1","workstation":"%s"},"clock":1760000000,'
        b'"data":{"add":["b","a"],"kind":"tagged"},"gen":1,"id":"%s","journal":"%s","min":1,"seen":[0,0],'
        b'"ticket":"s1:a","v":1}' % (ANNA.signer.workstation.encode(), b"a" * 24, JOURNAL.encode())
    )


def test_the_message_is_plain_mail() -> None:
    raw = message(_draft(Claimed()).statement(), ANNA.signer, "Anna took 7KQ2-MXAD\r\nBcc: x", "home@shop.example", "n")
    mail = message_from_bytes(raw)
    assert mail["Subject"] == "Anna took 7KQ2-MXAD??Bcc: x"
    assert mail["Message-ID"] == f"<n.{'a' * 24}@sportello.invalid>"
    assert mail["X-Sportello"] == f"1 {JOURNAL} {'a' * 24}"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "bcc" not in mail
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_an_address_outside_ascii_writes_a_message_all_the_same() -> None:
    assert isinstance(_read(_row(_draft(Claimed()), address="info@caffè.example")), Signed)


@pytest.mark.parametrize("length", [500, 600, 700, 30_000])
def test_long_statements_travel_as_base64(length: int) -> None:
    row = _row(_draft(Noted(text="n" * length)))
    assert (b"base64" in row.headers) is (not row.body.startswith(b"{"))
    assert max(map(len, row.body.splitlines())) <= 900
    assert isinstance(_read(row), Signed)


def test_a_note_full_of_brackets_is_a_note() -> None:
    text = "[{" * 10_000 + '"\\' * 100
    found = _signed(Noted(text=text))
    assert found.entry.body == Noted(text=text)


def test_two_hundred_tickets_fit_an_entry() -> None:
    tickets = tuple(OpenedTicket((f"s1:{n:064x}",), "servizioclienti@shop.example") for n in range(200))
    assert isinstance(_signed(Opened(tickets=tickets)).entry.body, Opened)


# --- what newer versions say ------------------------------------------------------------------------------------


def _envelope(statement: bytes, **fields: object) -> bytes:
    return msgspec.json.encode({**msgspec.json.decode(statement), **fields})


def _said(statement: bytes) -> Signed | Invalid:
    return _read(row_of(message(statement, ANNA.signer, "x", "a@b.example", "n"), PLACE.uid, MORNING))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@given(kind=NAMES, data=st.dictionaries(NAMES, JSON, max_size=4), extra=st.dictionaries(NAMES, JSON, max_size=3))
def test_an_unknown_kind_and_unknown_fields_are_kept_as_they_were_signed(
    kind: str, data: dict[str, object], extra: dict[str, object]
) -> None:
    kind = f"new {kind}"
    known = msgspec.json.decode(_draft(Claimed()).statement())
    statement = msgspec.json.encode({**extra, **known, "data": {**data, "kind": kind}})
    found = _said(statement)
    assert isinstance(found, Signed)
    assert found.entry.body == Unknown(kind)
    assert found.statement == statement
    assert found.by(ANNA.signer.public)


@given(extra=st.dictionaries(NAMES.map(lambda name: f"new {name}"), JSON, max_size=4))
def test_unknown_fields_of_a_known_kind_do_not_hide_the_known_ones(extra: dict[str, object]) -> None:
    statement = _envelope(_draft(Claimed()).statement(), data={**extra, "kind": "tagged", "add": ["x"]})
    found = _said(statement)
    assert isinstance(found, Signed)
    assert found.entry.body == Tagged(add=("x",))
    assert found.statement == statement


def test_positions_and_slot_keys_may_grow() -> None:
    body = {"kind": "send-intended", "slots": [["s1:a", 0, "more"]], "shown": [1, 2, 3], "message_id": "", "sha256": ""}
    found = _said(_envelope(_draft(Claimed()).statement(), data=body))
    assert isinstance(found, Signed)
    assert found.entry.body == SendIntended((SlotKey("s1:a", 0),), Position(1, 2), "", "")


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "tagged", "add": {"tag": "x"}},
        {"kind": "noted", "html": "x"},
        {"kind": "external", "slot": "s1:a", "evidence": ["elsewhere"]},
        {"kind": "automatic-claimed", "occasion": "o", "purpose": "p", "message_id": "", "sha256": "", "round": 2},
    ],
)
def test_what_a_newer_version_says_differently_is_unknown_not_malformed(data: dict[str, object]) -> None:
    """Else an old version would never learn that it must stop writing."""
    statement = _draft(Claimed()).statement()
    newer = _said(_envelope(statement, min=2, data=data))
    assert isinstance(newer, Signed)
    assert newer.entry.body == Unknown(str(data["kind"]))
    assert newer.entry.minimum_reader == 2
    assert _said(_envelope(statement, data=data)) == Invalid(PLACE, "malformed")


# --- what is not believed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "headers"),
    [
        ("foreign", b"Subject: x\r\n"),
        ("foreign", b"X-Sportello: 1 %s\r\n" % JOURNAL.encode()),
        ("foreign", b"X-Sportello: 1 %s %s\r\n" % (b"f" * 32, b"a" * 24)),
        ("foreign", b"X-Sportello: one %s %s\r\n" % (JOURNAL.encode(), b"a" * 24)),
        ("unsigned", b"X-Sportello: 1 %s %s\r\n" % (JOURNAL.encode(), b"a" * 24)),
        ("unsigned", b"X-Sportello: 1 %s %s\r\nX-Sportello-Signature: 00\r\n" % (JOURNAL.encode(), b"a" * 24)),
        (
            "malformed",
            b"X-Sportello: 1 %s %s\r\nX-Sportello-Signature: %s\r\n" % (JOURNAL.encode(), b"b" * 24, b"0" * 128),
        ),
    ],
)
def test_headers_that_do_not_fit(reason: str, headers: bytes) -> None:
    body = _draft(Claimed()).statement()
    assert read(headers, body, PLACE, MORNING, JOURNAL) == Invalid(PLACE, reason)


def _body(**fields: object) -> bytes:
    return _envelope(_draft(Claimed()).statement(), **fields)


_BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "white space": b" \r\n\t\r\n",
    "not base64": b"!!!!",
    "half a base64 quantum": b"eyJhIjox=",
    "base64 of nothing much": base64.b64encode(b"hello"),
    "not JSON": b"{",
    "an array": base64.b64encode(b"[]"),
    "a number": base64.b64encode(b"1"),
    "not UTF-8": _draft(Noted(text="XX")).statement().replace(b"XX", b"\xff\xfe"),
    "a surrogate alone": _draft(Noted(text="XX")).statement().replace(b"XX", rb"\ud800"),
    "surrogates in UTF-8": _draft(Noted(text="XX")).statement().replace(b"XX", b"\xed\xa0\x80"),
    "12,000 brackets": b'{"a":' * 12_000,
    "50,000 brackets": b"{" + b'"a":' + b"[" * 25_000 + b"]" * 25_000 + b"}",
    "strings that never end": b"{" * 40 + rb"\"" * 30_000,
    "brackets in an unknown field": _body(extra="XX").replace(b'"XX"', b"[" * 500 + b"]" * 500),
    "no data": _body(data=None),
    "data without a kind": _body(data={}),
    "a kind that is a number": _body(data={"kind": 7}),
    "a short id": _body(id="abc"),
    "an id in capitals": _body(id="A" * 24),
    "a journal that is none": _body(journal="x"),
    "another generation": _body(gen=2),
    "a number of 400 digits": _body(clock=0).replace(b'"clock":0', b'"clock":1' + b"0" * 400),
    "a number of 5,000 digits": _body(clock=0).replace(b'"clock":0', b'"clock":1' + b"0" * 5_000),
    "a fraction": _body(clock=0.5),
    "a time before time": _body(seen=[-1, -1]),
    "a negative answer": _body(
        data={"kind": "send-intended", "slots": [["s1:a", -1]], "shown": [1, 1], "message_id": "", "sha256": ""}
    ),
    "a slot with no name": _body(data={"kind": "arrived", "slots": [""]}),
    "an author with no workstation": _body(author={"agent": "anna", "run": "r"}),
}


@pytest.mark.parametrize("body", _BROKEN.values(), ids=list(_BROKEN))
def test_a_broken_body_is_malformed(body: bytes) -> None:
    headers = b"X-Sportello: 1 %s %s\r\nX-Sportello-Signature: %s\r\n" % (JOURNAL.encode(), b"a" * 24, b"0" * 128)
    assert read(headers, body, PLACE, MORNING, JOURNAL) == Invalid(PLACE, "malformed")


def _at_depth(frames: int, row: Row) -> Signed | Invalid:
    return _read(row) if frames == 0 else _at_depth(frames - 1, row)


@pytest.mark.parametrize("nesting", [20, 40, 300, 900])
def test_nesting_is_judged_the_same_however_deep_the_reader_stands(nesting: int) -> None:
    """The interpreter's own limit counts the reader's frames too: two workstations would not agree."""
    row = _row(_draft(Claimed()))
    brackets = b"[" * nesting + b"]" * nesting
    row = replace(row, body=row.body.replace(b'"gen"', b'"extra":' + brackets + b',"gen"'))
    assert type(_read(row)) is type(_at_depth(500, row))


@pytest.mark.parametrize("size", [MAXIMUM + 1, 10 * MAXIMUM])
def test_too_much_is_not_looked_at(size: int) -> None:
    row = _row(_draft(Claimed()))
    assert read(row.headers, row.body.ljust(size), PLACE, MORNING, JOURNAL) == Invalid(PLACE, "too-large")
    assert read(row.headers.ljust(size), row.body, PLACE, MORNING, JOURNAL) == Invalid(PLACE, "too-large")


def test_64_kb_are_read_to_the_last_octet() -> None:
    row = _row(_draft(Claimed()))
    assert isinstance(read(row.headers, row.body.ljust(MAXIMUM - len(row.headers)), PLACE, MORNING, JOURNAL), Signed)


def test_hashed_ids_are_those_hashes() -> None:
    evidence = Evidence("home@shop.example", 1, 2, "<x@y>")
    own = external_id("s1:a", evidence.mailbox, 1, 2)
    assert isinstance(_signed(External(slot="s1:a", evidence=evidence), own).entry.body, External)
    assert _read(_row(_draft(External(slot="s1:b", evidence=evidence), own))) == Invalid(PLACE, "malformed")
    body = AutomaticClaimed(occasion="s1:a", purpose="acknowledgement", message_id="", sha256="")
    assert _signed(body, automatic_id("acknowledgement", "s1:a")).entry.body == body
    assert _read(_row(_draft(body, "b" * 24))) == Invalid(PLACE, "malformed")


@pytest.mark.parametrize("change", [str.upper, lambda key: f"{key[:8]} {key[8:]}", lambda key: key[:-2], lambda _: ""])
def test_a_key_is_written_in_one_way(change: Any) -> None:
    """Two spellings of one key would be two workstations."""
    spelt = change(BRUNO.signer.public)
    proof = Signer(b"1" * 32).sign(joining_statement(JOURNAL, spelt, "Bruno"))
    body = Joined(key=spelt, name="Bruno", invitation=Signer(b"1" * 32).public, proof=proof)
    author = Author("bruno", workstation_id(spelt), "run")
    assert _read(_row(replace(_draft(body), author=author))) == Invalid(PLACE, "malformed")


@pytest.mark.parametrize("name", ["", "Berta"])
def test_a_genesis_is_written_by_the_founder_it_names(name: str) -> None:
    """Else nobody could ever say anything in the journal that it founds."""
    body = Genesis(team="t", team_name="Shop", founder_key=ANNA.signer.public, founder_name=name)
    assert _read(_row(_draft(body))) == Invalid(PLACE, "malformed")


# --- mutations --------------------------------------------------------------------------------------------------


_JUNK = (b"[" * 50_000, b"9" * 5_000, b"\xff\xfe", b"\r\n ", b"\x00", b'"', b"=", b"{")


@st.composite
def mutations(draw: st.DrawFn, raw: bytes) -> bytes:
    """A message that something on the way has damaged."""
    at = draw(st.integers(0, len(raw) - 1))
    until = draw(st.integers(at, min(len(raw), at + 200)))
    match draw(st.sampled_from(("flip", "cut", "drop", "double", "insert", "fold", "swap"))):
        case "flip":
            return raw[:at] + bytes([raw[at] ^ (1 << draw(st.integers(0, 7)))]) + raw[at + 1 :]
        case "cut":
            return raw[:at]
        case "drop":
            return raw[:at] + raw[until:]
        case "double":
            return raw[:until] + raw[at:]
        case "insert":
            return raw[:at] + draw(st.sampled_from(_JUNK)) + raw[at:]
        case "fold":
            return raw.replace(b": ", b":\r\n\t")
    return raw[until:] + raw[:until]


_SAMPLES = {
    "plain": _draft(Tagged(add=("fragile",), remove=("vip",))),
    "base64": _draft(Noted(text="Perché no? " * 60)),
}


@pytest.mark.parametrize("sample", _SAMPLES)
@given(data=st.data())
def test_a_damaged_entry_never_raises_and_is_never_believed(sample: str, data: st.DataObject) -> None:
    draft = _SAMPLES[sample]
    whole = message(draft.statement(), ANNA.signer, "x", "home@shop.example", "n")
    damaged = row_of(data.draw(mutations(whole)), PLACE.uid, MORNING)
    found = _read(damaged)
    if isinstance(found, Signed) and found.by(ANNA.signer.public):
        assert found.statement == draft.statement()
        assert found.entry == replace_place(draft)


@given(headers=st.binary(max_size=300), body=st.binary(max_size=300))
def test_noise_never_raises(headers: bytes, body: bytes) -> None:
    assert isinstance(read(headers, body, PLACE, MORNING, None), Invalid)


def test_one_octet_of_the_statement_less_or_more_and_the_signature_is_bad() -> None:
    office = Office().found()
    ticket = office.open("s1:a")
    draft = office.draft(BRUNO, ticket, Noted(text="twelve euros"))
    raw = message(draft.statement(), BRUNO.signer, "x", "home@shop.example", "n")
    for forged in (raw.replace(b"twelve", b"eleven"), raw.replace(b"euros", b"euro")):
        assert office.append(forged).reason == "bad-signature"
    assert office.append(raw).applied


def test_folding_headers_changes_nothing() -> None:
    row = _row(_draft(Claimed()))
    folded = re.sub(rb": ", b":\r\n  ", row.headers)
    assert isinstance(read(folded, row.body, PLACE, MORNING, JOURNAL), Signed)
    assert isinstance(read(folded.replace(b"\r\n", b"\n"), row.body, PLACE, MORNING, JOURNAL), Signed)


def test_every_kind_has_its_own_name_and_words() -> None:
    assert len({kind.verb for kind in KINDS.values()}) == len(KINDS)
