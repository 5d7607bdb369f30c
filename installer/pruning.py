"""What is left out of the frozen bundle, and why. The self-check (``sportello doctor --self``) says if it was too much.

Qt's ICU data, a fifth of the whole, has to stay: Qt6Core does not load without it.
"""

from __future__ import annotations

import re

MODULES = {
    "tkinter": "another window system",
    "pymap": "the demo's server: never on a workstation",
    "aiosmtpd": "the demo's server",
    "desktop.ui.screen": "the demo's probe of a screen, run by the interpreter that a bundle does not have",
    "desktop.ui.hands": "the demo's player, which strikes keys",
    "PySide6.QtTest": "for tests",
    "PySide6.QtQml": "the window is of widgets",
    "PySide6.QtQuick": "the window is of widgets",
    "PySide6.QtDBus": "notifications speak D-Bus through jeepney",
    "PySide6.QtOpenGL": "the window is painted by the processor",
    "PySide6.QtOpenGLWidgets": "the window is painted by the processor",
    "PySide6.QtSql": "the database is sqlite3's",
    "PySide6.QtXml": "never imported",
    "PySide6.QtConcurrent": "lanes are threads of Python",
    "PIL": "never imported; a library offers pictures to who has it",
    "setuptools": "for building",
    "pip": "for installing",
    "pytest": "for tests",
    "lib2to3": "for old Python",
    "pydoc_data": "the interpreter's own help",
    "readline": "there is no prompt",
    "curses": "there is no terminal screen",
}
"""Python modules that something names and nothing needs."""

FILES = {
    r"Qt6(Qml|Quick|Labs|Pdf|VirtualKeyboard|Test|Sql|Designer|Help|Concurrent)": "libraries that only plug-ins want",
    r"plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)": "screens without a desktop",
    r"plugins/platforminputcontexts/libqtvirtualkeyboard": "a keyboard on the glass",
    r"plugins/platformthemes/libqgtk3": "would bring all of GTK in; the portal theme does its work",
    r"plugins/(egldeviceintegrations|generic|sqldrivers|qmltooling|qmllint|designer|multimedia)/": "nothing loads them",
    r"plugins/wayland-graphics-integration-server/": "for programs that are themselves a desktop",
    r"plugins/imageformats/libq(pdf|tga|wbmp|icns)": "no mail shows these",
    r"PySide6/Qt/qml/": "the window is of widgets",
    r"PySide6/Qt/translations/(?!qtbase_(it|en)\.qm)": "languages that the window does not speak",
    r"Qt6EglF": "screens without a desktop",
    r"_resources/demo/": "the demo's mails: its servers are not here either",
    r"\.(c|cpp|h|pyx|pxd|pyi)$": "sources",
    r"\.dist-info/(RECORD|INSTALLER|REQUESTED|WHEEL|direct_url\.json|sboms/)": "for installing",
}
"""Regular expressions over a file's place in the bundle."""

KEPT_OF_THE_SYSTEM = ("libpython3", "libmpdec")
"""Of the libraries that lie in the system's own folders only these go in: the interpreter, and one that newer systems
no longer have under this name. The others stay the system's: they get its corrections (OpenSSL, SQLite), and a second
libstdc++, zlib or fontconfig beside the graphics driver's own is what makes frozen programs crash on another system.
"""

_PATTERNS = [re.compile(pattern) for pattern in FILES]
_SYSTEM = ("/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/")


def is_left_out(place: str, source: str) -> bool:
    """``place`` in the bundle, with slashes; ``source`` on this machine."""
    if any(pattern.search(place) for pattern in _PATTERNS):
        return True
    name = source.rsplit("/", 1)[-1]
    of_the_system = source.startswith(_SYSTEM) and ".so" in name and "/python3" not in source
    return of_the_system and not name.startswith(KEPT_OF_THE_SYSTEM)
