"""Pictures of the window, each a state that a person meets: ``python -m tests.ui.shots [FOLDER]``.

Everything is real: a Dovecot, an SMTP sink, two workstations, the demo shop's mail. The nineteen states by which the
window is judged stand together in ``nineteen``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.ui.quiet import be_quiet
from tests.integration.cli.shop import Shop
from tests.peers.dovecot import Dovecot, Options
from tests.peers.smtp import SmtpSink
from tests.ui.shots import around, beginnings, letters, tickets, trouble
from tests.ui.shots.camera import Camera

NINETEEN = {
    "empty": "empty",
    "first run": "found-en",
    "busy": "busy",
    "offline": "offline",
    "claimed by a colleague": "claimed-by-a-colleague",
    "lost": "lost",
    "uncertain": "uncertain",
    "locks not available": "locks-not-available",
    "dark": "dark",
    "Italian": "italian",
    "compact": "compact",
    "200 %": "twice-as-large",
    "error": "error",
    "palette": "palette-en",
    "key sheet": "key-sheet-en",
    "missing field": "missing-field-it",
    "undo": "undo",
    "search": "search",
    "side conversation": "side-conversation",
}
"""What is asked for, and the picture that shows it."""

SCENES = (
    tickets.empty,
    tickets.busy,
    tickets.compact,
    tickets.searched,
    tickets.held,
    letters.writing,
    around.chosen,
    letters.undo,
    tickets.lost,
    tickets.uncertain,
    tickets.dark,
    around.forms,
    tickets.italian,
    tickets.selected,
    around.team,
    tickets.leaving,
    tickets.returned,
    tickets.snoozed,
    around.enclosed,
    around.acquainted,
    letters.canned,
    letters.formatted,
    letters.beside,
    trouble.no_locks,
    trouble.offline,
    trouble.broken,
    around.parted,
)
_TWICE = "--twice-as-large"


def main(folder: Path) -> int:
    camera = Camera(folder)
    with tempfile.TemporaryDirectory() as home, Dovecot(Options()) as server, SmtpSink() as sink:
        beginnings.beginning(camera, Shop(server, sink, Path(home)))
        beginnings.without_keyring(camera, Shop(server, sink, Path(home)))
        office = beginnings.filled(Shop(server, sink, Path(home)))
        for scene in SCENES:
            scene(camera, office)
    # Qt is told once, at the start of a process, how large a pixel is.
    enlarged = dict(os.environ, QT_SCALE_FACTOR="2")
    subprocess.run([sys.executable, "-m", "tests.ui.shots", str(folder), _TWICE], env=enlarged, check=True)
    return _gather(folder)


def twice_as_large(folder: Path) -> int:
    camera = Camera(folder)
    with tempfile.TemporaryDirectory() as home, Dovecot(Options()) as server, SmtpSink() as sink:
        tickets.busy(camera, beginnings.filled(Shop(server, sink, Path(home))), "twice-as-large")
    return 0


def _gather(folder: Path) -> int:
    """The nineteen in a folder of their own; 1 when one was not taken."""
    together = folder / "nineteen"
    shutil.rmtree(together, ignore_errors=True)
    together.mkdir()
    missing = []
    for number, (state, name) in enumerate(NINETEEN.items(), 1):
        found = sorted(folder.glob(f"[0-9]*-{name}.png"))
        if found:
            shutil.copy(found[0], together / f"{number:02}-{state.replace(' %', '').replace(' ', '-').lower()}.png")
        else:
            missing.append(state)
    sys.stdout.write(f"{together}: {len(NINETEEN) - len(missing)} of {len(NINETEEN)}\n")
    for state in missing:
        sys.stderr.write(f"not taken: {state}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    be_quiet()
    given = [word for word in sys.argv[1:] if word != _TWICE]
    target = Path(given[0]) if given else Path("build/pictures")
    sys.exit(twice_as_large(target) if _TWICE in sys.argv else main(target))
