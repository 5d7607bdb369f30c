from __future__ import annotations

from installer.sizes import oversized, oversized_in_tree


def test_the_tree_keeps_the_limits() -> None:
    assert oversized_in_tree() == []


def test_what_is_over_a_limit_is_seen() -> None:
    method = "    def m(self): ...\n"
    assert list(oversized("x = 1\n" * 601)) == ["module: 601 lines"]
    assert list(oversized("class C:\n" + method * 31)) == ["C: 31 methods"]
    assert list(oversized("async def f():\n" + "    x = 1\n" * 60)) == ["f: 61 lines"]
    assert list(oversized("class C:\n" + method * 30 + "def f():\n" + "    x = 1\n" * 59)) == []
