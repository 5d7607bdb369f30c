"""``make prove-windows``: what ``make windows`` has built, used as a person would, under wine; a line for each step.

Pictures and transcript go to ``build/prove-windows``. Ends with 1 at the first step that is not as it should be.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from desktop import __version__
from installer import debian
from installer.locks import ROOT
from installer.windows import launchers, packages, payload
from installer.windows.__main__ import DIST, WORK, has, needs
from tests.integration.cli.shop import Shop
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.smtp import SmtpSink
from tests.peers.transcript import Transcript
from tests.wine.computer import Computer, until
from tests.wine.stubs import LIBRARIES

OUT = ROOT / "build" / "prove-windows"
OLD = "0.0.9"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Sportello"
OPEN = r"HKCU\Software\Classes\{}\shell\open\command"
DRAFT = "questa bozza resta"


class Proof:
    def __init__(self, computer: Computer, shop: Shop) -> None:
        self.computer = computer
        self.shop = shop
        self.folder = computer.home / "AppData" / "Local" / "Programs" / "Sportello"
        self.data = computer.home / "AppData" / "Local" / "sportello"
        self.setup = computer.scratch / "given" / f"Sportello-{OLD}-setup.exe"
        self.say = Transcript(OUT).say

    def cli(self, *words: str) -> Any:
        """A command of the installed program, its answer as JSON."""
        ran = self.computer.run(str(self.folder / "sportello-cli.exe"), "--json", *words, **ENVIRON)
        if ran.returncode:
            raise AssertionError(f"{words}: {ran.returncode} {ran.stdout} {ran.stderr}")
        return json.loads(ran.stdout)

    def shows(self, title: str, picture: str, *words: str) -> tuple[str, subprocess.Popen[bytes], float]:
        began = time.monotonic()
        program = self.computer.start(*(words or [str(self.folder / "sportello.exe")]), **ENVIRON)
        window = self.computer.screen.window(title)
        seconds = time.monotonic() - began
        self.computer.screen.picture(OUT / picture)
        return window, program, seconds

    # -- the steps ----------------------------------------------------------------------------------------------

    def install(self, invitation: Path) -> None:
        self.setup.parent.mkdir()
        shutil.copy(invitation, self.setup.parent / "bottega.sportello")
        older = self.computer.scratch / "older"
        shutil.copytree(WORK / "payload", older)
        launchers.build(older, OLD, WORK / "sportello.ico")
        (older / "lib" / "of-the-old-version.txt").write_text("gone with it\n", encoding="ascii")
        packages.setup_program(older, OLD, WORK / "sportello.ico", self.setup, self.computer.scratch, quick=True)
        code = self.computer.run(str(self.setup), "/S").returncode
        self.say(code == 0, f"the set-up program of version {OLD} installed without a word, for one person")
        self.say((self.folder / "team.sportello").exists(), "the team file that lay beside it lies beside the program")
        self.say(self.computer.told(UNINSTALL, "DisplayVersion") == OLD, "Windows lists the program and its version")
        for kind, what in (("Sportello.TeamFile", "team files"), ("Sportello.Mailto", "mailto links")):
            self.say('sportello.exe" "%1"' in self.computer.told(OPEN.format(kind)), f"{what} open with it")
        menu = list(self.computer.home.rglob("Sportello.lnk"))
        self.say(len(menu) == 1, "the Start menu has one entry")

    def first_start(self) -> None:
        window, program, seconds = self.shows("Sportello", "1-first-start.png")
        self.say(window, f"the window stands {seconds:.1f} s after the first start, with the team file that was there")
        self.computer.close(program)

    def open_file(self) -> None:
        (self.folder / "team.sportello").rename(self.folder / "put-away")
        file = self.setup.parent / "bottega.sportello"
        # Wine 8 does not ask a person's own classes when it opens a file: the command they name is run as it stands.
        named = self.computer.told(OPEN.format("Sportello.TeamFile"))
        words = [one.replace("%1", self.computer.path(file)) for one in re.findall('"(.*?)"', named)]
        window, program, seconds = self.shows("Sportello", "2-team-file.png", *words)
        self.say(window, f"a team file that is opened by its name comes up in the window, {seconds:.1f} s later")
        self.computer.close(program)
        (self.folder / "put-away").rename(self.folder / "team.sportello")

    def answer(self) -> None:
        file = self.computer.path(self.setup.parent / "bottega.sportello")
        joined = self.cli("team", "join", file, "--agent", "Bruno", "--yes")
        self.say(joined, "Bruno joined his team with the file, a name and a password")
        self.cli("sync", "--once")
        rows = self.cli("tickets", "--place", "all")["tickets"]
        self.say(len(rows) == 2, "both customers' mails are tickets (read by parser children of the installed program)")
        self.reference = next(row["reference"] for row in rows if row["subject"] == "Dov'è il mio pacco?")
        text = self.computer.scratch / "text.txt"
        text.write_text("Buongiorno, è partito oggi.\n", encoding="utf-8")
        self.cli("reply", self.reference, "--text-file", self.computer.path(text), "--no-undo")
        sent = self.shop.sink.accepted
        self.say(len(sent) == 1 and b"partito oggi" in sent[0].message, "one ticket was answered, and left once")
        folder = self.computer.home / "Saved"
        folder.mkdir()
        self.cli("attachment", "save", self.reference, "1", "--to", self.computer.path(folder))
        marks = list(folder.glob("*Zone.Identifier"))
        saved = [one.read_bytes() for one in folder.iterdir() if one not in marks]
        self.say(saved == [b"%PDF-1.4"], "its attachment was saved as it came")
        kept = "is kept as a file beside it" if marks else "is not kept: wine's disks have no streams"
        self.say(True, f"the mark that it came from elsewhere {kept}")

    def draft(self) -> None:
        window, program, seconds = self.shows("Sportello", "3-window.png")
        self.say(window, f"the window of who is in the team stands after {seconds:.1f} s")
        self.computer.screen.keys(window, "g", "n")
        self.computer.screen.keys(window, "j")
        self.computer.screen.keys(window, "r")
        self.computer.screen.picture(OUT / "4-reply.png")
        self.computer.screen.types(DRAFT)
        self.computer.screen.picture(OUT / "4-draft.png")
        self.say(until(lambda: "x" * self.has_draft(), 30, "the draft"), "what was typed is on the disk as it is typed")
        code = self.computer.run(str(DIST / f"Sportello-{__version__}-setup.exe"), "/S").returncode
        self.say(code == 3, "an upgrade does not touch a program that is open, and says so (exit code 3)")
        self.say(program.poll() is None, "the program went on meanwhile")
        self.say(self.computer.close(program) == 0, "the window closed as a person closes it")

    def has_draft(self) -> bool:
        return any(DRAFT.encode() in one.read_bytes() for one in (self.data / "profile").glob("sportello.db*"))

    def upgrade(self) -> None:
        before = self.cli("tickets", "--place", "all")["tickets"]
        code = self.computer.run(str(DIST / f"Sportello-{__version__}-setup.exe"), "/S").returncode
        self.say(code == 0, f"version {__version__} installed over it")
        self.say(self.computer.told(UNINSTALL, "DisplayVersion") == __version__, "Windows lists the new version")
        gone = not (self.folder / "lib" / "of-the-old-version.txt").exists()
        self.say(gone, "what only the old version had is gone")
        self.say(self.cli("tickets", "--place", "all")["tickets"] == before, "the tickets are as they were")
        self.say(self.has_draft(), "the draft is there")
        window, program, _ = self.shows("Sportello", "5-upgraded.png")
        self.say(window, "the window opens after the upgrade, the key still in Windows' own keyring")
        self.computer.close(program)

    def remove(self) -> None:
        self.computer.run(str(self.folder / "uninstall.exe"), "/S")
        until(lambda: "gone" * (not self.folder.exists()), 60, "the folder to go")
        self.say(True, "removed without a question; its folder is gone")
        self.say(not self.computer.told(OPEN.format("Sportello.TeamFile")), "Windows knows of it no more")
        self.say(not list(self.computer.home.rglob("Sportello.lnk")), "nor does the Start menu")
        kept = sorted(one.name for one in self.data.iterdir())
        self.say(kept == ["profile"] and self.has_draft(), "what is left is the person's: the profile, with the draft")

    def for_all(self) -> None:
        team = self.setup.parent / "bottega.sportello"
        setup = str(DIST / f"Sportello-{__version__}-setup.exe")
        done = self.computer.run(setup, "/S", "/ALLUSERS", f"/SETUPFILE={self.computer.path(team)}")
        folder = self.computer.drive / "Program Files" / "Sportello"
        self.say(done.returncode == 0 and folder.exists(), "with /ALLUSERS it installed for the whole computer")
        self.say((folder / "team.sportello").read_bytes() == team.read_bytes(), "and took the file of /SETUPFILE along")
        everybodys = UNINSTALL.replace("HKCU", "HKLM")
        self.say(self.computer.told(everybodys, "DisplayVersion") == __version__, "Windows lists it for everybody")
        self.computer.run(str(folder / "uninstall.exe"), "/S")
        until(lambda: "gone" * (not folder.exists()), 60, "the folder to go")
        self.say(not self.computer.told(everybodys, "DisplayVersion"), "and it was removed for everybody")

    def managed(self) -> None:
        package, team = (
            self.computer.path(DIST / f"Sportello-{__version__}.msi"),
            self.setup.parent / "bottega.sportello",
        )
        done = self.computer.run("msiexec", "/i", package, "/qn", f"SETUPFILE={self.computer.path(team)}")
        self.folder = self.computer.drive / "Program Files" / "Sportello"
        self.say(done.returncode == 0, "the managed package installed unseen, for the computer")
        self.say((self.folder / "team.sportello").read_bytes() == team.read_bytes(), "with the team file it was given")
        rows = self.cli("tickets", "--place", "all")["tickets"]
        self.say(len(rows) == 2, "what it installed finds the person's tickets")
        self.computer.run("msiexec", "/x", package, "/qn")
        self.say(not self.folder.exists() and self.has_draft(), "and was removed again; the profile stayed")


ENVIRON = {"SPORTELLO_PASSWORD": PASSWORD, "SPORTELLO_LANGUAGE": "it"}


def customer(subject: str, text: str, to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Carla Neri <carla@cliente.example>", to, subject
    mail["Message-ID"] = f"<{abs(hash(subject))}@cliente.example>"
    mail.set_content(text)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="ricevuta.pdf")
    return mail


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    debian.provide([*needs(), *proof_needs()])
    inside = {path.stem.lower() for path in payload.files(WORK / "payload")}
    with Dovecot() as server, SmtpSink() as sink, Computer(WORK / "payload") as computer:
        shop = Shop(server, sink, computer.scratch)
        anna = shop.found()
        shop.deliver(customer("Dov'è il mio pacco?", "Buongiorno, quando arriva?", shop.address))
        shop.deliver(customer("Cambio taglia", "Vorrei la 42, grazie.", shop.address))
        anna.ok("sync", "--once")
        proof = Proof(computer, shop)
        proof.say(
            not inside & set(LIBRARIES), f"none of the libraries made for wine is shipped: {', '.join(LIBRARIES)}"
        )
        proof.install(Path(shop.invitation(anna)))
        for step in (proof.first_start, proof.open_file, proof.answer, proof.draft, proof.upgrade, proof.remove):
            step()
        proof.for_all()
        proof.managed()
        [answered] = [row for row in _synced(anna) if row["reference"] == proof.reference]
        proof.say(answered["status"] != "open", "Anna, on Linux, sees Bruno's answer")
    return 0


def _synced(station: Any) -> list[dict[str, Any]]:
    station.ok("sync", "--once")
    return list(station.ok("tickets", "--place", "all")["tickets"])


def proof_needs() -> list[debian.Need]:
    programs = {"wine": "wine", "wine64": "wineserver", "xvfb": "Xvfb", "xdotool": "xdotool", "imagemagick": "import"}
    return [debian.Need(package, partial(has, program)) for package, program in programs.items()]


if __name__ == "__main__":
    sys.exit(main())
