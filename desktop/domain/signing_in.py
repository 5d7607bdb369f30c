"""Mailboxes without a password: their provider lets programs in by a page of its own (OAuth 2, RFC 6749).

What a mailbox's settings say of it: ``sign_in`` (``google``, ``microsoft`` or ``own``), ``client_id`` and, where the
provider wants one, ``client_secret`` of the team's own registration: none comes with the program. ``tenant`` narrows
Microsoft to one organisation; ``own`` names its pages: ``authorize_url``, ``token_url``, perhaps ``device_url``, and
``scope``. The secret of a program on a person's computer is none (RFC 8252, 8.5): what protects is PKCE.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.domain.errors import SportelloError

SIGN_IN = "sign_in"
GOOGLE, MICROSOFT, OWN = "google", "microsoft", "own"
WAYS = (GOOGLE, MICROSOFT, OWN)
_PAGES = ("authorize_url", "token_url", "device_url")
OF_SIGN_IN = (SIGN_IN, "client_id", "client_secret", "tenant", *_PAGES, "scope")
"""Settings of a mailbox."""
_TENANT = re.compile(r"[A-Za-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True)
class Identities:
    """Whose page it is."""

    id: str
    name: str
    authorize: str
    token: str
    scope: str
    device: str = ""
    """Where a code is had that is typed on another device (RFC 8628); empty where there is none for mail."""
    hosts: tuple[str, ...] = ()
    """Ends of names of the mail servers that its tokens may be shown to; empty: those of the mailbox."""
    extra: tuple[tuple[str, str], ...] = ()
    """What its page wants to be told beside what the standard has."""
    redirect: str = "127.0.0.1"
    """What this computer is called in the address that the browser is sent back to."""
    delegates: bool = False
    """Whether a person signs in as themselves for the shared mailboxes that they may open."""


@dataclass(frozen=True, slots=True)
class Client:
    """The team's registration with a provider."""

    provider: Identities
    id: str
    secret: str = ""


_GOOGLE = Identities(
    GOOGLE,
    "Google",
    "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token",
    "https://mail.google.com/",
    # Its codes for other devices are not for mail: developers.google.com/identity/protocols/oauth2/limited-input-device
    hosts=("gmail.com", "googlemail.com", "google.com"),
    # Only a page that asks anew gives a token that outlives the hour.
    extra=(("access_type", "offline"), ("prompt", "consent")),
)


def _microsoft(tenant: str) -> Identities:
    pages = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
    return Identities(
        MICROSOFT,
        "Microsoft",
        f"{pages}/authorize",
        f"{pages}/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        f"{pages}/devicecode",
        hosts=("office365.com", "outlook.com", "office.com"),
        extra=(("prompt", "select_account"),),
        # The form in which the portal takes an address with any port; an address in digits needs the manifest.
        redirect="localhost",
        delegates=True,
    )


def name_of(settings: Mapping[str, str | int]) -> str:
    """Whose page opens the mailbox; empty where a password does."""
    way = str(settings.get(SIGN_IN, ""))
    if way == OWN:
        page = str(settings.get("authorize_url", ""))
        return urlsplit(page).hostname or OWN if _is_page(page) else OWN
    return {GOOGLE: "Google", MICROSOFT: "Microsoft"}.get(way, way)


def merged(before: Mapping[str, str | int], said: Mapping[str, str | int]) -> dict[str, str | int]:
    """A mailbox's settings with what was said of it anew; one that is opened by a password from now on has no page, and
    another page no client of before."""
    return {**{name: value for name, value in before.items() if name not in OF_SIGN_IN}, **said}


def client_of(address: str, settings: Mapping[str, str | int]) -> Client | None:
    """None for a mailbox with a password. Raises SportelloError ``sign-in-settings``, ``sign-in-elsewhere``."""
    way = settings.get(SIGN_IN, "")
    if not way:
        return None
    identities = _identities(str(way), settings)
    id_, secret = (str(settings.get(f"client_{part}", "")).strip() for part in ("id", "secret"))
    if identities is None or not id_ or not (id_ + secret).isprintable():
        raise SportelloError("sign-in-settings", address=address, provider=name_of(settings))
    for host in (str(settings.get(f"{side}_host", "")).lower() for side in ("imap", "smtp")):
        if identities.hosts and not any(f".{host}".endswith(f".{end}") for end in identities.hosts):
            raise SportelloError("sign-in-elsewhere", address=address, host=host, provider=identities.name)
    return Client(identities, id_, secret)


def may_be_asked(page: str) -> bool:
    """Whether a page is encrypted on the way, or lies on this computer."""
    parts = urlsplit(page)
    host = parts.hostname or ""
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_here(host)))


def is_here(host: str) -> bool:
    """Whether a name can only mean this computer."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _identities(way: str, settings: Mapping[str, str | int]) -> Identities | None:
    if way == GOOGLE:
        return _GOOGLE
    if way == MICROSOFT:
        tenant = str(settings.get("tenant", "") or "common")
        return _microsoft(tenant) if _TENANT.fullmatch(tenant) else None
    authorize, token, device = (str(settings.get(page, "")) for page in _PAGES)
    pages = [authorize, token, *([device] if device else [])]
    if way != OWN or not all(_is_page(page) for page in pages) or len({urlsplit(page).hostname for page in pages}) > 1:
        return None
    return Identities(OWN, name_of(settings), authorize, token, str(settings.get("scope", "")), device)


def _is_page(text: str) -> bool:
    try:
        return text.isprintable() and " " not in text and may_be_asked(text)
    except ValueError:  # what urlsplit says of brackets that do not close
        return False
