"""Signing in by a provider's page, in the browser or by a code on another device, and staying signed in.

Our own and not a library's: msal and google-auth-oauthlib speak to one provider each and bring requests, a JWT library
and cryptography along; oauthlib takes a redirect to this computer only when an environment variable switches its checks
off for the whole process. What is left is three forms and their answers: the code grant with PKCE (RFC 7636, S256) and
a redirect to the loopback interface (RFC 8252), the device grant (RFC 8628), the refresh (RFC 6749, 6).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from desktop.domain.errors import Offline, SportelloError
from desktop.domain.signing_in import Client, may_be_asked
from desktop.ports.clock import Clock
from desktop.ports.entropy import Entropy
from desktop.ports.signing_in import Answer, GivenUp, Pages

PATIENCE = 600.0
"""Seconds for a person to sign in."""

_USUAL_LIFE = 3600
"""Seconds, where a provider does not say for how long a token holds."""
_LONGEST_LIFE = 24 * 3600
_LONGEST_TOKEN = 16 * 1024
_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_INTERVAL = 5.0
_BY_ERROR = {
    "invalid_grant": "sign-in-revoked",
    "interaction_required": "sign-in-revoked",
    "invalid_client": "sign-in-client-refused",
    "unauthorized_client": "sign-in-client-refused",
    "access_denied": "sign-in-denied",
    "authorization_declined": "sign-in-denied",
    "expired_token": "sign-in-timeout",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    access: str
    until: float
    """Boot time at which it no longer holds."""
    refresh: str
    """Empty where none was given, and the one of before goes on."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is to open: a page, and where ``code`` is not empty, to be typed there."""

    page: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignInShown:
    """Somebody is waited for, who signs in to a mailbox."""

    address: str
    provider: str
    page: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignInEnded:
    """``kept``: beyond this process; ``refused``: why nobody has signed in."""

    address: str
    kept: bool = True
    refused: SportelloError | None = None


Show = Callable[[Shown], None]


class SigningIn:
    def __init__(self, pages: Pages, clock: Clock, entropy: Entropy, pause: Callable[[float], None]) -> None:
        self._pages = pages
        self._clock = clock
        self._entropy = entropy
        self._pause = pause

    def by_browser(self, address: str, client: Client, show: Show, given_up: GivenUp) -> Tokens:
        """Raises SportelloError, Offline; ``sign-in-timeout`` after ten minutes."""
        verifier, state = self._secret(), self._secret()
        with self._pages.coming_back(client.provider.redirect, state) as back:
            show(Shown(page_of(address, client, back.address, state, challenge(verifier))))
            brought = back.wait(PATIENCE, given_up)
            redirect = back.address
        if brought is None:
            raise SportelloError("sign-in-timeout", **_facts(address, client))
        if "code" not in brought:
            raise refusal(address, client, brought)
        fields = {"grant_type": "authorization_code", "code": brought["code"], "redirect_uri": redirect}
        return self._had(address, client, {**fields, "code_verifier": verifier}, given_up, must_stay=True)

    def by_code(self, address: str, client: Client, show: Show, given_up: GivenUp) -> Tokens:
        """Typed on any device. Raises as ``by_browser``, and ``sign-in-no-code`` where the provider has none."""
        if not client.provider.device:
            raise SportelloError("sign-in-no-code", **_facts(address, client))
        asked = self._pages.post(
            client.provider.device, {"client_id": client.id, "scope": client.provider.scope}, given_up
        )
        offer = asked.document
        # Google's older name of the page is still met.
        page = offer.get("verification_uri") or offer.get("verification_url")
        device, code = offer.get("device_code"), offer.get("user_code")
        if asked.status != 200 or not (isinstance(device, str) and isinstance(code, str) and isinstance(page, str)):
            raise refusal(address, client, offer)
        if not may_be_asked(page):
            raise SportelloError("sign-in-misbehaves", **_facts(address, client), detail="verification_uri")
        show(Shown(page, code))
        end = self._clock.boottime() + min(_seconds(offer.get("expires_in"), int(PATIENCE)), PATIENCE)
        return self._typed(address, client, device, _seconds(offer.get("interval"), int(_INTERVAL)), end, given_up)

    def refreshed(self, address: str, client: Client, refresh: str) -> Tokens:
        """Raises SportelloError ``sign-in-revoked`` when it no longer holds."""
        fields = {"grant_type": "refresh_token", "refresh_token": refresh}
        return self._had(address, client, fields)

    def _typed(
        self, address: str, client: Client, device: str, interval: float, end: float, given_up: GivenUp
    ) -> Tokens:
        """Asks as often as the provider wants until the code has been typed (RFC 8628, 3.5)."""
        while True:
            self._pause(interval)
            if given_up() or self._clock.boottime() > end:
                raise SportelloError("sign-in-timeout", **_facts(address, client))
            fields = {"grant_type": _DEVICE_GRANT, "device_code": device, **_who(client)}
            answer = self._pages.post(client.provider.token, fields, given_up)
            error = answer.document.get("error")
            if error == "slow_down":
                interval += _INTERVAL
            elif error != "authorization_pending":
                return self._read(address, client, answer, must_stay=True)

    def _had(
        self,
        address: str,
        client: Client,
        fields: Mapping[str, str],
        given_up: GivenUp = lambda: False,
        *,
        must_stay: bool = False,
    ) -> Tokens:
        answer = self._pages.post(client.provider.token, {**fields, **_who(client)}, given_up)
        return self._read(address, client, answer, must_stay=must_stay)

    def _read(self, address: str, client: Client, answer: Answer, *, must_stay: bool) -> Tokens:
        """``must_stay``: signing in that does not outlive the hour is none."""
        document = answer.document
        if answer.status >= 500 or answer.status == 429:
            host = urlsplit(client.provider.token).hostname or ""
            raise Offline("sign-in-unreachable", host=host, detail=str(answer.status))
        if answer.status != 200:
            raise refusal(address, client, document)
        access, refresh = _token(document.get("access_token")), _token(document.get("refresh_token"))
        if not access or str(document.get("token_type", "bearer")).lower() != "bearer":
            raise SportelloError("sign-in-misbehaves", **_facts(address, client), detail="access_token")
        if must_stay and not refresh:
            raise SportelloError("sign-in-no-refresh", **_facts(address, client))
        life = min(_seconds(document.get("expires_in"), _USUAL_LIFE), _LONGEST_LIFE)
        return Tokens(access, self._clock.boottime() + life, refresh)

    def _secret(self) -> str:
        """43 characters without padding: 32 octets, as RFC 7636, 4.1 recommends."""
        return _unpadded(self._entropy.token(32))


def challenge(verifier: str) -> str:
    """S256 of RFC 7636, 4.2."""
    return _unpadded(hashlib.sha256(verifier.encode("ascii")).digest())


def page_of(address: str, client: Client, redirect: str, state: str, challenged: str) -> str:
    provider = client.provider
    asked = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": redirect,
        "scope": provider.scope,
        "state": state,
        "code_challenge": challenged,
        "code_challenge_method": "S256",
        **dict(provider.extra),
    }
    if not provider.delegates:  # a shared mailbox has nobody who could sign in as it
        asked["login_hint"] = address
    parts = urlsplit(provider.authorize)
    query = "&".join(filter(None, (parts.query, urlencode(asked))))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def refusal(address: str, client: Client, said: Mapping[str, object]) -> SportelloError:
    """A provider's error as a person meets it (RFC 6749, 5.2)."""
    error, words = (str(said.get(name, "")) for name in ("error", "error_description"))
    detail = "".join(one for one in f"{error}: {words}".strip(": ")[:300] if one.isprintable())
    return SportelloError(_BY_ERROR.get(error, "sign-in-refused"), **_facts(address, client), detail=detail or "-")


def _who(client: Client) -> dict[str, str]:
    return {"client_id": client.id, **({"client_secret": client.secret} if client.secret else {})}


def _facts(address: str, client: Client) -> dict[str, str | int]:
    return {"address": address, "provider": client.provider.name}


def _unpadded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def _token(value: object) -> str:
    """Printable ASCII without blanks (RFC 6749, A.12): it stands in commands to servers."""
    fits = isinstance(value, str) and len(value) <= _LONGEST_TOKEN
    return value if fits and isinstance(value, str) and all("!" <= one <= "~" for one in value) else ""


def _seconds(value: object, usual: int) -> int:
    """Some providers write numbers as texts."""
    try:
        found = int(value) if isinstance(value, int | str) else usual
    except ValueError:
        return usual
    return found if found > 0 else usual
