"""Errors that a person can meet: a code and facts here, sentences in ``resources/i18n``.

An adapter translates a foreign error once, at the border, into one of these; nothing below ``runtime``
writes a sentence for people. The class says what kind of stop it is (and so the exit code of the command
line), the code says which sentence and remedy to show. Bugs are ordinary exceptions and are not caught.
"""

from __future__ import annotations

Fact = str | int

NEEDS_PASSWORD = frozenset({"wrong-password", "no-password", "smtp-wrong-password", "password-locked"})
"""Codes of what another password of the mailbox named in ``address`` would mend."""

NEEDS_SIGN_IN = frozenset({"no-sign-in", "sign-in-locked", "sign-in-revoked", "token-refused", "smtp-token-refused"})
"""Codes of what signing in by the provider's page, again, would mend for the mailbox named in ``address``."""

TOKEN_UNJUDGED = frozenset({"token-unavailable", "smtp-token-unavailable"})
"""Codes of a server that could not tell whether a token holds."""

TOKEN_REFUSED = frozenset({"token-refused", "smtp-token-refused"}) | TOKEN_UNJUDGED
"""Codes of what another token may mend, which is tried once before a person hears of it."""

SEALED = "signing-key-sealed"
OPENED_BY_PASSPHRASE = frozenset({"no-sealing-password", SEALED})
"""Codes of what a passphrase of this computer would open: none was given, or another one."""

MENDED_BY_TEAM_FILE = frozenset({"removed", "database-copy", "no-signing-key", "signing-key-damaged", "unknown-author"})
"""Codes of what ends when this computer joins anew, with a key of its own; mail and drafts stay."""


class SportelloError(Exception):
    """Something a person must know of: ``code`` names the sentence, ``facts`` fill it."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts


class UsageError(SportelloError):
    """The command's words do not fit (a name, a number, a file that is not there)."""


class RefusedByTeam(SportelloError):
    """The team's state forbids it: held, answered, or something new to read. Says who and when."""


class OutcomeUncertain(SportelloError):
    """A mail may or may not have left. Only a person, or evidence, settles it."""


class Offline(SportelloError):
    """A server cannot be reached now. What was asked for is kept where that is allowed."""


class LocksNotAvailable(SportelloError):
    """Order or identity of the journal is in doubt: claiming and sending stop, the rest goes on."""


class Interrupted(SportelloError):
    """A person, or the system, ended the command before it was done."""


class ProfileInUse(SportelloError):
    """Another process holds this profile."""
