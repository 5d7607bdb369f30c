"""A key that lies sealed in the profile, on a computer without a keyring, is opened before the window."""

from __future__ import annotations

from desktop.domain.errors import OPENED_BY_PASSPHRASE, SportelloError
from desktop.engine.identity import key_name
from desktop.runtime.compose import Profile
from desktop.runtime.sentences import Sentences
from desktop.ui.application import Application, Next, already_open
from desktop.ui.passphrase import Unlock


def unlocked(profile: Profile, qt: Application, language: str) -> Next | None:
    """None when the key is open. Else what comes instead: the person closed the question, or has forgotten the
    passphrase and has a new team file, or another start of the profile is open already. What no passphrase mends is
    told in the window: reading needs no key."""
    name = key_name(profile.identity().signer.public)
    while profile.secrets.seals(name):
        try:
            profile.secrets.signing_key(name)
            return None
        except SportelloError as why:
            if why.code not in OPENED_BY_PASSPHRASE:
                return None
            if already_open(profile.path):
                return Next.END
            asked = Unlock(why, Sentences(language, "window"), profile.path)
        asked.show()
        qt.run()
        asked.close()
        asked.deleteLater()
        profile.secrets.typed.passphrase = asked.passphrase
        if not asked.passphrase:
            return Next.JOIN if asked.forgotten else Next.END
    return None
