"""File names that lie, escape or cannot be written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.filenames import safe_filename


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("fattura n° 1.pdf", "fattura n° 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\photo.jpg", "photo.jpg"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("invoice.pdf.exe", "invoice_pdf.exe"),
        ("invoice.pdf" + " " * 80 + ".scr", "invoice_pdf.scr"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("a\0b\r\nc.txt", "ab c.txt"),
        ("CON.txt", "_CON.txt"),
        (".htaccess", "htaccess"),
        ("x.txt. . ", "x.txt"),
        ('<>:"|?*', "part-2.pdf"),
        ("", "part-2.pdf"),
        ("..", "part-2.pdf"),
        ("x" * 119 + " y", "x" * 119),
        ("f.pdf" + "x" * 111 + ".exe" + "y" * 40, "f_pdf" + "x" * 111 + ".exe"),
        ("con .txt", "_con.txt"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("CONIN$", "_CONIN$"),
        ("zero\u200bwidth\u200f.pdf", "zerowidth.pdf"),
    ],
)
def test_safe_filename(name: str, safe: str) -> None:
    assert safe_filename(name, "application/pdf", "2") == safe


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_filename("x" * 500 + ".pdf", "application/pdf", "2")
    assert (len(name), name[-4:]) == (120, ".pdf")


@given(st.text(max_size=300))
def test_any_name(name: str) -> None:
    safe = safe_filename(name, "application/x-unknown", "1.2")
    assert 0 < len(safe) <= 121
    assert not set(safe) & set('/\\<>:"|?*\0\r\n\t\u202e')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    safe.encode("utf-8")
