"""Whatever keeps this computer's key closed is asked of the person before the window opens."""

from __future__ import annotations

from desktop.domain.errors import OPENED_BY_PASSPHRASE, SportelloError
from desktop.runtime.compose import Profile
from desktop.runtime.sentences import Sentences
from desktop.ui.application import Application, already_open
from desktop.ui.unlock import Unlock

_OPENED_BY_A_PERSON = OPENED_BY_PASSPHRASE | {"keyring-locked"}


def unlocked(profile: Profile, qt: Application, language: str) -> bool:
    """False when the person closed the question, or another start of the profile is open already. Raises
    SportelloError for what nobody can mend by typing."""
    while True:
        try:
            profile.identity()
            return True
        except SportelloError as why:
            if why.code not in _OPENED_BY_A_PERSON:
                raise
            if already_open(profile.path):
                return False
            asked = Unlock(why, Sentences(language, "window"), profile.path)
        asked.show()
        qt.run()
        asked.close()
        asked.deleteLater()
        if not asked.answered:
            return False
        profile.secrets.typed.passphrase = asked.passphrase
