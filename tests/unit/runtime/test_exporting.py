"""Cells of an exported table: what strangers wrote is text, and no spreadsheet computes it."""

from __future__ import annotations

import pytest

from desktop.runtime.exporting import _cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+39 055", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "＝1+1", "＠SUM", "\u200b=1", " \ufeff-1"]
)
def test_what_would_be_computed_is_quoted(text: str) -> None:
    assert _cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Reso = rimborso", "a@b.it", "7KQ2-MXAD", "£5", "’= virgolette"])
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert _cell(text) == text
