"""A name is the same name however a keyboard composes its letters."""

from __future__ import annotations

import pytest

from desktop.domain.errors import UsageError
from desktop.engine import founding


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert founding.readable_name("Jose\u0301") == founding.readable_name("Jos\u00e9") == "Jos\u00e9"


@pytest.mark.parametrize("typed", ["", "   ", "x" * 81, "An\u202ena"])
def test_a_name_has_to_be_readable(typed: str) -> None:
    with pytest.raises(UsageError):
        founding.readable_name(typed)
