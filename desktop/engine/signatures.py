"""What stands under an agent's mails: own lines, kept on this workstation, above those of the mailbox, which leads keep
for the whole team."""

from __future__ import annotations

from desktop.domain.errors import UsageError
from desktop.journal.state import Team
from desktop.mime.cleaning import clean_text
from desktop.mime.replying import signature_of
from desktop.ports.store.profile import Profile

_OWN = "signature:"
LONGEST = 2_000
"""Characters of an own signature."""


class Signatures:
    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def own(self, mailbox: str) -> str:
        """The agent's own for mails from this mailbox, else for all."""
        return str(self._profile.get(_OWN + mailbox, "") or self._profile.get(_OWN, ""))

    def all(self) -> dict[str, str]:
        """By mailbox; under the empty name the one for all others."""
        return {key.removeprefix(_OWN): str(text) for key, text in self._profile.items(_OWN).items()}

    def say(self, text: str, mailbox: str = "") -> None:
        """An empty one takes it away. Raises UsageError ``signature-too-long``."""
        own = clean_text(text).strip("\n")
        if len(own) > LONGEST:
            raise UsageError("signature-too-long", limit=LONGEST)
        if own:
            self._profile.put(_OWN + mailbox, own)
        else:
            self._profile.delete(_OWN + mailbox)

    def under(self, team: Team, mailbox: str) -> str:
        """Under a mail that leaves from this mailbox now."""
        return signature_of(self.own(mailbox), str(team.mailboxes.get(mailbox, {}).get("signature", "")))
