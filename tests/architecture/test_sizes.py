"""The limits of size. They are alarms, not goals: aim at half of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES, CLASS_METHODS, FUNCTION_LINES = 600, 30, 60

MODULES = sorted(path for part in ("desktop", "installer") for path in (ROOT / part).rglob("*.py"))


def oversized(source: str) -> Iterator[str]:
    """Each thing in a module that is over its limit, with its measure."""
    lines = source.count("\n")
    if lines > MODULE_LINES:
        yield f"module: {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name}: {lines} lines"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if methods > CLASS_METHODS:
                yield f"{node.name}: {methods} methods"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_within_the_limits(path: Path) -> None:
    assert list(oversized(path.read_text(encoding="utf-8"))) == []


def test_the_limits_are_seen() -> None:
    method = "    def m(self): ...\n"
    assert list(oversized("x = 1\n" * 601)) == ["module: 601 lines"]
    assert list(oversized("class C:\n" + method * 31)) == ["C: 31 methods"]
    assert list(oversized("def f():\n" + "    x = 1\n" * 60)) == ["f: 61 lines"]
    assert list(oversized("class C:\n" + method * 30 + "def f():\n" + "    x = 1\n" * 59)) == []
