"""The tables and the diagram of WIRE.md, rendered from the code, so that they are never stale.

``python -m tests.unit.journal.wire_tables`` writes them anew between their markers.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

import desktop.journal
from desktop.domain.texts import Actions, Attachment, Body, Text
from desktop.journal import roster
from desktop.journal.claims import RULES, Saying, Standing
from desktop.journal.entries import (
    KINDS,
    NEVER_QUEUED,
    OUTCOMES,
    Evidence,
    Kind,
    OpenedTicket,
    Position,
    SlotKey,
)
from desktop.journal.grants import TABLE, Event
from desktop.journal.state import UNRESOLVED, GrantState

WIRE = Path(desktop.journal.__file__).parent / "WIRE.md"
_BLOCK = re.compile(r"(<!-- from the code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
VALUES = (Position, SlotKey, OpenedTicket, Evidence, Text, Body, Actions, Attachment)
_BECOMES = {"refresh": "renewed", "grant": "**granted**", "end": "ended"}


def rewritten(text: str) -> str:
    """WIRE.md with every block between markers as the code has it."""
    return _BLOCK.sub(lambda block: f"{block[1]}{BLOCKS[block[2]]()}\n{block[3]}", text)


def claims() -> str:
    head = ["the author's standing", *Saying]
    rows = ([standing, *(_effect(RULES[standing, saying]) for saying in Saying)] for standing in Standing)
    return _table(head, rows)


def grants() -> str:
    head = ["state", *Event]
    rows = ([_state(state), *(TABLE.get((state, event), "·") for event in Event)] for state in GrantState)
    return _table(head, rows)


def diagram() -> str:
    """Mermaid; events that lead from one state to the same other one share an arrow."""
    arrows: dict[tuple[GrantState, GrantState], list[str]] = {}
    for (before, event), after in TABLE.items():
        arrows.setdefault((before, after), []).append(event)
    lines = [f'    state "{state}" as {_id(state)}' for state in GrantState]
    lines += [f"    [*] --> {_id(state)}" for state in (GrantState.GRANTED, GrantState.VOID)]
    lines += [f"    {_id(a)} --> {_id(b)}: {', '.join(events)}" for (a, b), events in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def kinds() -> str:
    rows = ([f"`{name}`", _fields(kind), _notes(kind)] for name, kind in KINDS.items())
    values = ([struct.__name__, _fields(struct), _shape(struct)] for struct in VALUES)
    return _table(["kind", "fields", ""], [*rows, *values])


def _effect(effect: str) -> str:
    return _BECOMES.get(effect, f"refused: {effect}")


def _state(state: GrantState) -> str:
    return f"**{state}**" if state in UNRESOLVED else state


def _id(state: GrantState) -> str:
    return state.replace("-", "_")


def _shape(value: type[Any]) -> str:
    is_array = issubclass(value, msgspec.Struct) and value.__struct_config__.array_like
    return "an array" if is_array else "an object"


def _fields(kind: type[Any]) -> str:
    hints = typing.get_type_hints(kind)
    words = (f"`{name}`{'' if required else '?'} {_type(hints[name])}" for name, required in _required(kind))
    return ", ".join(words) or "none"


def _required(kind: type[Any]) -> list[tuple[str, bool]]:
    if issubclass(kind, msgspec.Struct):
        return [(field.encode_name, field.required) for field in msgspec.structs.fields(kind)]
    missing = dataclasses.MISSING
    return [
        (field.name, field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
    ]


def _type(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return f"[{_type(arguments[0])}]"
    if origin is dict:
        return "object"
    if origin in (types.UnionType, typing.Union):
        return " or ".join(_type(argument) for argument in arguments if argument is not type(None))
    names = {str: "text", int: "number", bool: "yes/no"}
    return names.get(hint, hint.__name__)


def _notes(kind: type[Kind]) -> str:
    notes = []
    if issubclass(kind, roster.LEADS_ONLY):
        notes.append("leads")
    if issubclass(kind, NEVER_QUEUED):
        notes.append("never queued")
    if issubclass(kind, OUTCOMES):
        notes.append("outcome")
    return ", ".join(notes)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


BLOCKS = {"claims": claims, "grants": grants, "diagram": diagram, "kinds": kinds}

if __name__ == "__main__":
    WIRE.write_text(rewritten(WIRE.read_text("utf-8")), "utf-8")
