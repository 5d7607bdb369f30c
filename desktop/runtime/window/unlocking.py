"""A key that lies sealed in the profile, on a computer without a keyring, is opened before the window."""

from __future__ import annotations

from desktop.domain.errors import OPENED_BY_PASSPHRASE, SportelloError
from desktop.engine.identity import key_name
from desktop.runtime.compose import Profile
from desktop.runtime.sentences import Sentences
from desktop.ui.application import Application, already_open
from desktop.ui.passphrase import Unlock


def unlocked(profile: Profile, qt: Application, language: str) -> bool:
    """False when the person closed the question, or another start of the profile is open already. What no passphrase
    mends is told in the window: reading needs no key."""
    name = key_name(profile.identity().signer.public)
    while profile.secrets.seals(name):
        try:
            profile.secrets.signing_key(name)
            return True
        except SportelloError as why:
            if why.code not in OPENED_BY_PASSPHRASE:
                return True
            if already_open(profile.path):
                return False
            asked = Unlock(why, Sentences(language, "window"), profile.path)
        asked.show()
        qt.run()
        asked.close()
        asked.deleteLater()
        if not asked.passphrase:
            return False
        profile.secrets.typed.passphrase = asked.passphrase
    return True
