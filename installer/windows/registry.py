"""What Windows is told of Sportello, once for both packages: its kinds of file, its links, its place among programs.

``{folder}`` is where it was installed. Everything lies under Software of the computer, or of the person it was
installed for; Windows asks the person which program takes ``mailto:``, none can make itself the one.
"""

from __future__ import annotations

from typing import NamedTuple

TEAM_FILE, LINK = "Sportello.TeamFile", "Sportello.Mailto"
CAPABILITIES = r"Software\Sportello\Capabilities"
_PROGRAM = r"{folder}\sportello.exe"
_OPEN = f'"{_PROGRAM}" "%1"'
_ICON = f'"{_PROGRAM}",0'
_CLASSES = "Software\\Classes\\"


class Value(NamedTuple):
    key: str
    name: str
    """Empty: the key's own value."""
    text: str


VALUES = (
    Value(f"{_CLASSES}.sportello", "", TEAM_FILE),
    Value(f"{_CLASSES}.sportello", "Content Type", "application/x-sportello-team"),
    Value(f"{_CLASSES}{TEAM_FILE}", "", "Sportello team"),
    Value(f"{_CLASSES}{TEAM_FILE}\\DefaultIcon", "", _ICON),
    Value(f"{_CLASSES}{TEAM_FILE}\\shell\\open\\command", "", _OPEN),
    Value(f"{_CLASSES}{LINK}", "", "URL:Sportello"),
    Value(f"{_CLASSES}{LINK}", "URL Protocol", ""),
    Value(f"{_CLASSES}{LINK}\\DefaultIcon", "", _ICON),
    Value(f"{_CLASSES}{LINK}\\shell\\open\\command", "", _OPEN),
    Value(CAPABILITIES, "ApplicationName", "Sportello"),
    Value(CAPABILITIES, "ApplicationDescription", "Answer shared mailboxes as a team"),
    Value(CAPABILITIES, "ApplicationIcon", _ICON),
    Value(f"{CAPABILITIES}\\UrlAssociations", "mailto", LINK),
    Value(f"{CAPABILITIES}\\FileAssociations", ".sportello", TEAM_FILE),
    Value(r"Software\RegisteredApplications", "Sportello", CAPABILITIES),
    Value(r"Software\Microsoft\Windows\CurrentVersion\App Paths\sportello.exe", "", _PROGRAM),
)

OWN_KEYS = (
    f"{_CLASSES}{TEAM_FILE}",
    f"{_CLASSES}{LINK}",
    r"Software\Sportello",
    r"Software\Microsoft\Windows\CurrentVersion\App Paths\sportello.exe",
)
"""Gone whole with the program. Of other keys only our values go."""
