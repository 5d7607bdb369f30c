"""One command's run: the opened profile, the workstation in the right mode, the printer."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from desktop.domain.errors import Interrupted, SportelloError
from desktop.engine.signing_in import Shown
from desktop.engine.workstation import Workstation
from desktop.journal.state import Team
from desktop.runtime import enrolment
from desktop.runtime.cli.printing import Printer
from desktop.runtime.compose import Profile


@dataclass
class Session:
    profile: Profile
    words: argparse.Namespace
    out: Printer

    @cached_property
    def acting(self) -> Workstation:
        """Takes the profile's lock and settles what a former process left."""
        return self.profile.started()

    @cached_property
    def reading(self) -> Workstation:
        """No lock: lists and shows go on beside a process that holds the profile."""
        return self.profile.workstation()

    def broken_off(self) -> SportelloError:
        """What to tell the person who ended this command while it was at work."""
        if "acting" not in self.__dict__:
            return Interrupted("command-interrupted")
        return self.acting.broken_off()

    def follow(self) -> bool:
        """Go on in the journal that a lead restored elsewhere, if there is one; ``acting`` is then another."""
        if self.acting.restoring.follow() is None:
            return False
        self.acting = self.profile.workstation()
        return True

    @property
    def team(self) -> Team:
        team = self.profile.store.entries.team()
        if team is None:
            raise SportelloError("no-team")
        return team

    def see_to(self, address: str) -> None:
        """Whatever opens a mailbox: its provider's page, or a password."""
        if self.profile.tokens.client(address) is None:
            self._ask_password(address)
        elif enrolment.needs_sign_in(self.profile, address):
            self.sign_in(address)

    def sign_in(self, address: str) -> bool:
        """By the provider's page, whether or not anybody has. Whether it is kept."""
        client = self.profile.tokens.client(address)
        if client is None:
            raise SportelloError("has-a-password", address=address)
        shows_pages = _shows_pages(self.profile.environ) or not client.provider.device
        by_code = getattr(self.words, "device_code", False) or not shows_pages
        show = partial(self._show, client.provider.name, address)
        return self.profile.tokens.sign_in(address, show, lambda: False, by_code=by_code)

    def _show(self, provider: str, address: str, shown: Shown) -> None:
        line = self.out.sentences.line
        document = {"sign_in": address, "provider": provider, "page": shown.page, "code": shown.code}
        said = "sign-in-by-code" if shown.code else "sign-in-by-page"
        self.out.aside(document, line(said, address=address, provider=provider, page=shown.page, code=shown.code))

    def _ask_password(self, address: str) -> None:
        """At a terminal, ask for a password that nothing else gives, and keep it where there is a keyring; where there
        is none, or a locked one, it is known until this command ends."""
        try:
            self.profile.secrets.password(address)
        except SportelloError:
            if not sys.stdin or not sys.stdin.isatty():
                raise
            typed = getpass.getpass(self.out.sentences.line("ask-password", address=address))
            self.profile.secrets.hold(address, typed)
            if not self._keeps(address, typed):
                said = self.out.sentences.of(SportelloError("password-not-kept", address=address))
                self.out.aside(None, f"{said.message} {said.remedy}")

    def _keeps(self, address: str, password: str) -> bool:
        try:
            return self.profile.secrets.remember(address, password)
        except SportelloError:
            return False


def _shows_pages(environ: Mapping[str, str]) -> bool:
    """Whether a browser on this computer can be expected; a code is typed on any other."""
    return sys.platform in ("win32", "darwin") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
