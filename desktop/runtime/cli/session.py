"""One command's run: the opened profile, the workstation in the right mode, the printer."""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import dataclass
from functools import cached_property

from desktop.domain.errors import Interrupted, SportelloError
from desktop.engine.workstation import Workstation
from desktop.journal.state import Team
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

    def ask_password(self, address: str) -> None:
        """At a terminal, ask for a password that nothing else gives, and keep it where there is a keyring."""
        try:
            self.profile.secrets.password(address)
        except SportelloError:
            if not sys.stdin or not sys.stdin.isatty():
                raise
            typed = getpass.getpass(self.out.sentences.line("ask-password", address=address))
            self.profile.secrets.remember(address, typed)
