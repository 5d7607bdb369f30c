"""The system's mark on a file that came from elsewhere, which makes it ask before such a file may do anything.

Windows: the alternate stream ``Zone.Identifier``, zone 3 (MS-FSCC 5.6.1); Office opens such files in protected view.
macOS: the extended attribute ``com.apple.quarantine``; Gatekeeper asks. Linux: ``user.xdg.origin.url`` (freedesktop's
common extended attributes), which says where from and stops nothing. A disk that can hold no mark gets none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

Mark = Callable[[Path], None]
Attributes = Callable[[str, str, bytes], None]
"""Sets an extended attribute: path, name, value."""


def zone_stream(path: Path) -> None:
    """NTFS names a stream behind a colon."""
    with Path(f"{path}:Zone.Identifier").open("wb") as stream:
        stream.write(b"[ZoneTransfer]\r\nZoneId=3\r\n")


def origin_attribute(path: Path, put: Attributes) -> None:
    put(os.fspath(path), "user.xdg.origin.url", b"mailto:")


def quarantine(path: Path, put: Attributes) -> None:
    """0081: to be asked about, by a program that is no sandbox; then when, in hexadecimal, and who."""
    put(os.fspath(path), "com.apple.quarantine", b"0081;00000000;Sportello;")


if sys.platform == "win32":

    def _set(path: str, name: str, value: bytes) -> None:
        raise OSError(path, name, value)

elif sys.platform == "darwin":
    import ctypes

    def _set(path: str, name: str, value: bytes) -> None:
        """setxattr(2) with position and options 0."""
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.setxattr(os.fsencode(path), name.encode(), value, len(value), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), name)

else:

    def _set(path: str, name: str, value: bytes) -> None:
        os.setxattr(path, name, value)


def _with_attributes(mark: Callable[[Path, Attributes], None]) -> Mark:
    return lambda path: mark(path, _set)


MARKS: Mapping[str, Mark] = {
    "win32": zone_stream,
    "darwin": _with_attributes(quarantine),
    "linux": _with_attributes(origin_attribute),
}


def mark_origin(path: Path, system: str = sys.platform) -> None:
    """As ``system`` does it; quiet where the disk cannot."""
    with suppress(OSError):
        MARKS.get(system, MARKS["linux"])(path)
