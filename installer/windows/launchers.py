"""The two programs, by MinGW from ``launcher.c``: with the name, the icon and the version that Windows shows."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
_COMPILER, _RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Points of the icon: what Explorer, the task bar and large displays ask for."""


def build(folder: Path, version: str, icon: Path) -> None:
    """``sportello.exe`` without a console and ``sportello-cli.exe`` with one, into ``folder``."""
    _build(folder / "sportello.exe", version, icon, ["-mwindows"])
    _build(folder / "sportello-cli.exe", version, icon, ["-DCONSOLE", "-mconsole"])


def _build(target: Path, version: str, icon: Path, options: list[str]) -> None:
    script, compiled = target.with_suffix(".rc"), target.with_suffix(".res")
    script.write_text(resource_script(target.name, version, icon), encoding="utf-8")
    subprocess.run([_RESOURCES, "-c", "65001", "-O", "coff", str(script), str(compiled)], check=True)
    compile_program([*options, str(HERE / "launcher.c"), str(compiled)], target)
    script.unlink()
    compiled.unlink()


def compile_program(words: list[str], target: Path) -> None:
    """One small program that needs nothing but Windows."""
    common = ["-municode", "-Os", "-s", "-static", "-Wall", "-Wextra", "-Werror", "-Wl,--no-insert-timestamp"]
    subprocess.run([_COMPILER, *common, *words, "-o", str(target)], check=True)


def resource_script(name: str, version: str, icon: Path) -> str:
    """VERSIONINFO as Explorer's details show it. The manifest: what Qt and long paths want."""
    numbers = ",".join((*version.split("."), "0", "0", "0")[:4])
    shown = {
        "CompanyName": "Sportello",
        "FileDescription": "Sportello",
        "FileVersion": version,
        "InternalName": name.removesuffix(".exe"),
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": name,
        "ProductName": "Sportello",
        "ProductVersion": version,
    }
    values = "\n".join(f'      VALUE "{key}", "{value}\\0"' for key, value in shown.items())
    return f"""1 ICON "{icon}"
1 24 "{HERE / "sportello.manifest"}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 0x1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
{values}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
"""


def ico(pictures: dict[int, bytes]) -> bytes:
    """Windows' icon file of PNG pictures by their size; each may be one since Windows Vista."""
    entries, bodies, at = b"", b"", 6 + 16 * len(pictures)
    for size, png in sorted(pictures.items()):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at + len(bodies))
        bodies += png
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies


def icon_of(drawing: Path) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(drawing))
    pictures: dict[int, bytes] = {}
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        pictures[size] = bytes(data.data())
    return ico(pictures)
