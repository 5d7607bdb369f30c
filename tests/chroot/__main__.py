"""``make prove-deb``: the package that ``make deb`` has built, used as a person would in a clean Debian 12; a line for
each step.

Pictures and transcript go to ``build/prove-deb``. Ends with 1 at the first step that is not as it should be.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from desktop import __version__
from installer import debian
from installer.bundle import make_bundle
from installer.linux.deb import make_deb
from installer.locks import ROOT
from installer.product import APP_ID, NAME
from tests.chroot.system import System, clean
from tests.integration.cli.shop import Shop, mail
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.screen import Screen
from tests.peers.smtp import SmtpSink
from tests.peers.transcript import Transcript
from tests.peers.waiting import until

OUT = ROOT / "build" / "prove-deb"
OLDER = f"{__version__}~before"
SUBJECT = "Dov'è il mio pacco?"
DRAFT = "questa bozza resta"


class Proof:
    def __init__(
        self, system: System, shop: Shop, screen: Screen, older: Path, newer: Path, transcript: Transcript
    ) -> None:
        self.system = system
        self.shop = shop
        self.screen = screen
        self.older = older
        self.newer = newer
        self.data = system.home / ".local" / "share" / NAME
        self.say = transcript.say

    def cli(self, *words: str) -> Any:
        """A command of the installed program, its answer as JSON."""
        ran = self.system.run(NAME, "--json", *words)
        if ran.returncode:
            raise AssertionError(f"{words}: {ran.returncode} {ran.stdout} {ran.stderr}")
        return json.loads(ran.stdout)

    def shows(self, picture: str, *words: str) -> tuple[str, subprocess.Popen[bytes], float]:
        began = time.monotonic()
        program = self.system.start(*words, **self.screen.environ)
        window = self.screen.window("Sportello", lambda: program.poll() is None)
        seconds = time.monotonic() - began
        if window:
            self.screen.picture(OUT / picture)
        return window, program, seconds

    def close(self, program: subprocess.Popen[bytes]) -> int:
        program.terminate()
        return program.wait(60)

    # -- the steps ----------------------------------------------------------------------------------------------

    def install(self) -> None:
        lacking = self.system.as_root("sh", "-c", "command -v python3 || command -v qmake").returncode
        self.say(lacking, "a clean Debian 12, without Python and without Qt")
        needed = subprocess.run(
            ["dpkg-deb", "-f", str(self.older), "Depends"], capture_output=True, text=True, check=True
        )
        self.system.as_root("apt-get", "-qq", "update")
        quietly = ("apt-get", "-qq", "-y", "--no-install-recommends")
        done = self.system.as_root(*quietly, "satisfy", needed.stdout.strip())
        self.say(done.returncode == 0, f"Debian has the {needed.stdout.count(',') + 1} packages that it depends on")
        self.say("python3" not in needed.stdout, "libraries of the system all, no Python among them")
        self.before = self.system.files()
        began = time.monotonic()
        self.unpack(self.older)
        self.say(True, f"{self.older.name} installed in {time.monotonic() - began:.0f} s")
        known = (self.system.root / "usr/share/mime/globs2").read_text(encoding="utf-8")
        self.say("*.sportello" in known, "the desktop knows team files by their ending")

    def validate(self) -> None:
        share = self.system.root / "usr" / "share"
        checks = {
            "lintian finds no error in the package": ("lintian", "--fail-on", "error", str(self.newer)),
            "its entry in the menu is valid": ("desktop-file-validate", str(share / f"applications/{NAME}.desktop")),
            "so is its page among programs": (
                ("appstreamcli", "validate", "--no-net", str(share / f"metainfo/{APP_ID}.metainfo.xml"))
            ),
        }
        for sentence, command in checks.items():
            self.say(subprocess.run(command, capture_output=True, check=False).returncode == 0, sentence)

    def unpack(self, package: Path) -> None:
        name = self.system.put(package, package.name)
        done = self.system.as_root("dpkg", "--install", name)
        if done.returncode:
            raise AssertionError(done.stderr)
        (self.system.home / package.name).unlink()

    def check(self) -> None:
        ran = self.system.run(NAME, "doctor", "--self", QT_QPA_PLATFORM="offscreen")
        self.say(ran.returncode == 0, "it finds itself whole there (sportello doctor --self)")

    def open_team_file(self, invitation: Path) -> None:
        self.file = self.system.put(invitation, "bottega.sportello")
        entry = (self.system.root / f"usr/share/applications/{NAME}.desktop").read_text(encoding="utf-8")
        command = next(line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec="))
        words = [self.file if word == "%u" else word for word in command.split()]
        window, program, seconds = self.shows("1-team-file.png", *words)
        self.say(window, f"opened as the desktop opens a team file, the window stands after {seconds:.1f} s")
        self.close(program)

    def answer(self) -> None:
        self.cli("team", "join", self.file, "--agent", "Bruno", "--yes")
        self.say(True, "Bruno joined his team with the file, a name and a password")
        self.cli("sync", "--once")
        rows = self.cli("tickets", "--place", "all")["tickets"]
        self.say(len(rows) == 2, "both customers' mails are tickets (read by parser children of the frozen program)")
        self.reference = next(row["reference"] for row in rows if row["subject"] == SUBJECT)
        text = self.system.home / "text.txt"
        text.write_text("Buongiorno, è partito oggi.\n", encoding="utf-8")
        self.cli("reply", self.reference, "--text-file", f"/home/{self.system.user}/text.txt", "--no-undo")
        sent = self.shop.sink.accepted
        self.say(len(sent) == 1 and b"partito oggi" in sent[0].message, "one ticket was answered, and left once")

    def draft(self) -> None:
        window, program, seconds = self.shows("2-window.png", NAME)
        self.say(window, f"the window of who is in the team stands after {seconds:.1f} s")
        for key in (("g", "n"), ("j",), ("r",)):
            self.screen.keys(window, *key)
        self.screen.picture(OUT / "3-reply.png")
        self.screen.types(DRAFT)
        until(self.has_draft, "the draft", 30)
        self.screen.picture(OUT / "4-draft.png")
        self.say(True, "what was typed is on the disk as it is typed")
        self.say(self.close(program) == 0, "the window closed when it was asked to")

    def has_draft(self) -> bool:
        return any(DRAFT.encode() in one.read_bytes() for one in self.data.rglob("sportello.db*"))

    def upgrade(self) -> None:
        before = self.cli("tickets", "--place", "all")["tickets"]
        self.unpack(self.newer)
        listed = self.system.as_root("dpkg-query", "-W", "-f", "${Version}", NAME).stdout
        self.say(listed == __version__, f"upgraded to {__version__}")
        self.say(self.cli("tickets", "--place", "all")["tickets"] == before, "the tickets are as they were")
        window, program, _ = self.shows("5-upgraded.png", NAME)
        self.say(window and self.has_draft(), "the window opens after the upgrade, and the draft is there")
        self.close(program)

    def remove(self) -> None:
        self.system.as_root("dpkg", "--remove", NAME)
        self.say(not (self.system.root / "usr/lib" / NAME).exists(), "removed: the program is gone")
        self.say(self.has_draft(), "the person's data stays, the draft in it")
        self.system.as_root("dpkg", "--purge", NAME)
        left = sorted(self.system.files() - self.before)
        self.say(
            not left, f"purged: the system has the files that it had before, and no other {left[:5] or ''}".rstrip()
        )
        listed = self.system.as_root("dpkg-query", "-W", NAME)
        self.say(listed.returncode, "and does not list it any more")
        self.say(self.has_draft(), "the person's data is still there")


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        sys.stderr.write("This needs root's rights: it makes a system of its own.\n")
        return 1
    debian.provide(proof_needs())
    environ = {"SPORTELLO_PASSWORD": PASSWORD, "SPORTELLO_LANGUAGE": "it"}
    newer, older = make_deb(), make_deb(OLDER)  # of what ``make bundle`` has just built
    transcript = Transcript(OUT)
    try:
        with Dovecot() as server, SmtpSink() as sink, Screen() as screen, clean(environ) as system:
            shop = Shop(server, sink, system.root / "tmp")
            anna = shop.found()
            shop.deliver(mail(SUBJECT, "Buongiorno, quando arriva?", to=shop.address))
            shop.deliver(mail("Cambio taglia", "Vorrei la 42, grazie.", to=shop.address))
            anna.ok("sync", "--once")
            proof = Proof(system, shop, screen, older, newer, transcript)
            proof.install()
            proof.validate()
            proof.check()
            proof.open_team_file(Path(shop.invitation(anna)))
            for step in (proof.answer, proof.draft, proof.upgrade, proof.remove):
                step()
            anna.ok("sync", "--once")
            proof.say(anna.ticket(SUBJECT)["status"] != "open", "Anna, outside, sees Bruno's answer")
        before = newer.read_bytes()
        make_bundle()
        transcript.say(make_deb().read_bytes() == before, "built once more, the package is the same to the octet")
    finally:
        older.unlink()
    return 0


def proof_needs() -> list[debian.Need]:
    """What the proof needs on top of what builds the package."""
    programs = {
        "debootstrap": "debootstrap",
        "xvfb": "Xvfb",
        "xdotool": "xdotool",
        "imagemagick": "import",
        "lintian": "lintian",
        "desktop-file-utils": "desktop-file-validate",
        "appstream": "appstreamcli",
    }
    return [debian.Need(package, partial(debian.has, program)) for package, program in programs.items()]


if __name__ == "__main__":
    sys.exit(main())
