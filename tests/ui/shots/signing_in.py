"""A mailbox that its provider's page opens: ``python -m tests.ui.shots.signing_in FOLDER``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from tests.ui.shots.camera import CTRL, Camera, dressed_dark  # isort: skip - it says where Qt draws

from PySide6.QtCore import Qt

from desktop.engine import tokens
from desktop.engine.signing_in import SignInShown
from desktop.ui.quiet import be_quiet
from desktop.ui.views import sign_in as views
from tests.integration.signing_in.scenario import Office, at_work
from tests.ui.beginning import first_run
from tests.ui.showing import showing

_PAGE = SignInShown(
    "ordini@bottega.example", "Microsoft", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"
)
_CODE = SignInShown("ordini@bottega.example", "Microsoft", "https://microsoft.com/devicelogin", "HX7K-2PQM")


def first_steps(camera: Camera, office: Office, language: str, *, dark: bool) -> None:
    """What the provider wants in place of a password, and who is waited for."""
    with first_run(office.folder / f"steps-{language}", language=language) as one, dressed_dark(dark):
        page = one.window.address_form
        for address, name in (("ordini@outlook.com", "microsoft"), ("bottega@gmail.com", "google")):
            one.window.begin_team()
            page.address.edit.setFocus()
            one.retype(address)
            one.press(Qt.Key.Key_Return)
            one.until(lambda: page.proposal is not None, "the servers are looked for")
            camera.take(one, f"found-{name}-{language}")
            one.press(Qt.Key.Key_Return, CTRL)
            camera.take(one, f"sign-in-{name}-{language}")
        one.window._work("")
        one.window.told(_PAGE)
        camera.take(one, f"browser-{language}")
        one.window.told(_CODE)
        camera.take(one, f"code-{language}")


def joining(camera: Camera, office: Office) -> None:
    anna = office.begins()
    file = str(office.folder / "invito.sportello")
    anna.ok("team", "invite", "--out", file)
    for language, dark in (("en", False), ("it", True)):
        with first_run(office.folder / f"joins-{language}", file, language) as one, dressed_dark(dark):
            one.until(lambda: one.window.file_form.file is not None, "the file is read")
            camera.take(one, f"team-file-{language}")
    with patch.object(tokens, "FRESH", -1.0), showing(anna) as main:
        main.online()
        office.provider.revoke()
        office.dovecot.kill9()
        office.dovecot.start()
        main.window.fetch()
        bar = main.window._panes.sign_in
        main.wait(lambda: bool(bar.address), "the bar asks")
        camera.take(main, "revoked")
        bar.sign_in.click()
        main.wait(lambda: "is open in your browser" in bar.text, "it waits")
        camera.take(main, "signing-in-again")
        with dressed_dark():
            camera.take(main, "signing-in-again-dark")
        dialog = main.window._panes.dialogs.mailbox
        dialog.open_empty()
        for way in ("", "microsoft"):
            dialog.fields.opening.choose(way)
            camera.take_widget(dialog, f"add-a-mailbox-{way or 'password'}")
        dialog.close()


def main(folder: Path) -> None:
    be_quiet()
    camera = Camera(folder)
    opened = patch.object(views, "open_page", lambda _: True)
    with tempfile.TemporaryDirectory() as home, at_work(Path(home)) as office, opened:
        for language, dark in (("en", False), ("it", True)):
            first_steps(camera, office, language, dark=dark)
        joining(camera, office)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
