"""``python -m installer.sizes``: what is over the limits of size. They are alarms, not goals: aim at half of each."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from installer.locks import ROOT

_MODULE_LINES, _CLASS_METHODS, _FUNCTION_LINES = 600, 30, 60
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def oversized(source: str) -> Iterator[str]:
    """Each thing in a module's source that is over its limit, with its measure."""
    lines = source.count("\n")
    if lines > _MODULE_LINES:
        yield f"module: {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, _FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > _FUNCTION_LINES:
                yield f"{node.name}: {lines} lines"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, _FUNCTIONS) for part in node.body)
            if methods > _CLASS_METHODS:
                yield f"{node.name}: {methods} methods"


def oversized_in_tree() -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {excess}"
        for part in ("desktop", "installer")
        for path in sorted((ROOT / part).rglob("*.py"))
        for excess in oversized(path.read_text(encoding="utf-8"))
    ]


if __name__ == "__main__":
    found = oversized_in_tree()
    print("\n".join(found))
    sys.exit(bool(found))
