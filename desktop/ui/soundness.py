"""Whether Qt is whole here: its plug-ins with the libraries they want, its pictures, our icon and our words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader, QTranslator
from PySide6.QtGui import QGuiApplication, QImageReader, QPixmap

from desktop.domain.errors import SportelloError

_PICTURES = {"gif", "ico", "jpeg", "png", "svg", "webp"}
_PLATFORMS = {"linux": ("xcb", "wayland"), "win32": ("windows",), "darwin": ("cocoa",)}


def platform_plugins() -> str:
    """Raises SportelloError ``program-incomplete`` or ``library-missing``."""
    found = []
    for name in _PLATFORMS.get(sys.platform, ()):
        for file in _plugins("platforms", name):
            loader = QPluginLoader(str(file))
            if not loader.load():
                raise SportelloError("library-missing", detail=loader.errorString())
            found.append(name)
            break
        else:
            raise SportelloError("program-incomplete", detail=f"Qt: platforms/{name}")
    return ", ".join(found)


def pictures(icon: Path) -> str:
    """Raises SportelloError ``program-incomplete``."""
    running = QGuiApplication.instance() or QGuiApplication(["sportello"])
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if missing := _PICTURES - formats:
        raise SportelloError("program-incomplete", detail=f"Qt: {', '.join(sorted(missing))}")
    if QPixmap(str(icon)).isNull():
        raise SportelloError("program-incomplete", detail=f"Qt: {icon.name}")
    del running
    return f"{len(formats)}"


def words(translations: Path | None) -> str:
    """Ours and Qt's own. Raises SportelloError ``program-incomplete``."""
    own = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_it.qm"
    for file in (translations, own):
        if file is None or not QTranslator().load(str(file)):
            raise SportelloError("program-incomplete", detail=f"it: {file}")
    return "it"


def _plugins(kind: str, name: str) -> Iterator[Path]:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / kind
    return (file for file in sorted(folder.glob(f"*q{name}*")) if file.suffix in (".so", ".dll", ".dylib"))
