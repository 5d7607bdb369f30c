"""A canned response's template and what is known of the ticket to the words that a customer reads.

Templates are Jinja's, with fields ``{{ order }}`` and ``{% if order %} ... {% else %} ... {% endif %}``, and nothing
else: what is not in ``_ALLOWED`` is refused when a text is saved and again when it is filled in, because texts come
from files and from the journal. No loops, no attributes, no calls, no arithmetic: what comes out is never much longer
than what went in. Whatever still slips through meets Jinja's own sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from desktop.domain import texts

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FIELDS: Mapping[str, tuple[str, str, str]] = {
    "first_name": ("nome", "first name", "nome"),
    "name": ("nome_intero", "full name", "nome e cognome"),
    "order": ("ordine", "order number", "numero d'ordine"),
    "reference": ("riferimento", "ticket reference", "riferimento"),
    "number": ("numero", "ticket number", "numero del ticket"),
    "subject": ("oggetto", "subject", "oggetto"),
    "agent": ("operatore", "agent's name", "nome dell'operatore"),
    "shop": ("negozio", "shop's name", "nome del negozio"),
    "mailbox": ("casella", "mailbox", "casella"),
    "today": ("oggi", "today's date", "data di oggi"),
    "promise": ("promessa", "until when", "entro quando"),
}
"""What is known by itself: its Italian name in a template, and what a gap calls it in English and Italian. Any other
name is a gap of its own: ``{{ discount_code }}`` is written ``[discount code?]``."""

LONGEST = 20_000
"""Characters of a template, and of a filled text."""

_LONGEST_VALUE = 200
_DEPTH = 30
_ALLOWED = frozenset(
    "Template Output TemplateData Name If CondExpr Const And Or Not Compare Operand Filter Keyword".split()
)
_FILTERS = frozenset(("upper", "lower", "capitalize", "title", "trim"))
_NAMES = {italian: name for name, (italian, _, _) in FIELDS.items()}


class NotAllowed(ValueError):
    """A template that says what no text may; the message names it, and its line."""


class _Missing(str):
    """Shown as a gap, and false where a text asks whether it is there."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def check(template: str) -> None:
    """Raises NotAllowed."""
    _parsed(template)


def fill(template: str, fields: Mapping[str, str], language: str) -> str:
    """``fields`` by their English names; what is empty or unknown becomes a gap. Raises NotAllowed."""
    from jinja2 import TemplateError, meta

    tree = _parsed(template)
    values = {name: _value(name, fields, language) for name in meta.find_undeclared_variables(tree)}
    try:
        text = _environment().from_string(template).render(values)
    except (TemplateError, SyntaxError, RecursionError, TypeError, ValueError) as error:
        raise NotAllowed(str(error)[:200]) from error
    if len(text) > LONGEST:
        raise NotAllowed(f"> {LONGEST}")
    return text.strip("\n")


def _value(typed: str, fields: Mapping[str, str], language: str) -> str:
    name = _NAMES.get(typed, typed)
    found = " ".join("".join(c if c.isprintable() else " " for c in fields.get(name, "")).split())
    if found:
        return found[:_LONGEST_VALUE]
    called = FIELDS[name][2 if language == "it" else 1] if name in FIELDS else typed
    return _Missing(texts.gap(called))


def _parsed(template: str) -> nodes.Template:
    from jinja2 import TemplateError

    if len(template) > LONGEST:
        raise NotAllowed(f"> {LONGEST}")
    try:
        tree = _environment().parse(template)
        _require(tree)
    except TemplateError as error:
        raise NotAllowed(f"{error} ({getattr(error, 'lineno', 1)})"[:200]) from error
    except RecursionError as error:
        raise NotAllowed("nested too deeply") from error
    return tree


def _require(node: nodes.Node, depth: int = 0) -> None:
    kind = type(node).__name__
    name = getattr(node, "name", "")
    if depth > _DEPTH:
        raise NotAllowed(f"nested too deeply ({node.lineno})")
    if kind not in _ALLOWED or (kind == "Filter" and name not in _FILTERS) or str(name).startswith("_"):
        raise NotAllowed(f"{kind} {name}".strip() + f" ({node.lineno})")
    for child in node.iter_child_nodes():
        _require(child, depth + 1)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    """Imported with the first text: it takes longer than a window may take to appear."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.clear()
    return environment
