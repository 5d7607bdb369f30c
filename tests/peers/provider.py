"""An identity provider on loopback: code grant with PKCE, device grant, refresh, revocation, introspection.

A person's part is the test's: it opens the page that the program shows, and consents or does not. What the standards
want of a provider is checked here and not believed: a code holds once, for its client, its redirect and its verifier.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "negozio-di-prova", "non-e-un-segreto"
SCOPE = "mail offline_access"


@dataclass
class Provider:
    """``with Provider() as provider:``; ``person`` is who sits at the browser."""

    person: str = "marta@esempio.it"
    life: int = 3600
    """Seconds that a token holds, as it says."""
    rotates: bool = False
    """Whether each refresh token holds once."""
    long: int = 0
    """Characters by which its tokens are longer than they need to be."""
    denies: bool = False
    """Whether the person says no."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and form, or query, of each request but introspection."""
    access: dict[str, str] = field(default_factory=dict)
    """Token to its person."""
    refresh: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    devices: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Device code to what is typed for it, and whether it has been."""
    slow: int = 0
    """How often a device that asks is told to slow down."""
    down: bool = False

    def __enter__(self) -> Provider:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._serve(self, "")

            def do_POST(self) -> None:
                provider._serve(self, self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def settings(self) -> dict[str, str | int]:
        """Of a mailbox that signs in here."""
        return {
            "sign_in": "own",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "authorize_url": self.page("authorize"),
            "token_url": self.page("token"),
            "device_url": self.page("device"),
            "scope": SCOPE,
        }

    def words(self) -> list[str]:
        """The same as options of the command line."""
        found = [("--sign-in", "own"), ("--client-id", CLIENT), ("--client-secret", SECRET), ("--scope", SCOPE)]
        found += [(f"--{name}-url", self.page(name)) for name in ("authorize", "token", "device")]
        return [word for pair in found for word in pair]

    def page(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def introspection(self) -> str:
        """Where Dovecot asks whether a token holds; it appends the token."""
        return f"{self.page('introspect')}?token="

    def revoke(self) -> None:
        """The consent is taken back: nothing that was given holds any more."""
        self.access.clear()
        self.refresh.clear()

    def forget_access(self) -> None:
        """Tokens end before their time, as after a change of password; consent goes on."""
        self.access.clear()

    def type_code(self, code: str) -> None:
        """The person does, on another device."""
        for device, (typed, _) in self.devices.items():
            if typed == code:
                self.devices[device] = code, True

    def _serve(self, caller: BaseHTTPRequestHandler, body: str) -> None:
        parts = urlsplit(caller.path)
        form = {name: values[0] for name, values in parse_qs(body or parts.query).items()}
        if parts.path != "/introspect":
            self.asked.append((parts.path, form))
        if parts.path == "/authorize":
            self._redirect(caller, self._authorized(form))
            return
        status, document = (503, {}) if self.down else self._answered(parts.path, form)
        found = json.dumps(document).encode()
        caller.send_response(status)
        caller.send_header("Content-Type", "application/json")
        caller.send_header("Content-Length", str(len(found)))
        caller.end_headers()
        caller.wfile.write(found)

    def _redirect(self, caller: BaseHTTPRequestHandler, to: str) -> None:
        caller.send_response(302)
        caller.send_header("Location", to)
        caller.send_header("Content-Length", "0")
        caller.end_headers()

    def _authorized(self, form: dict[str, str]) -> str:
        redirect = urlsplit(form["redirect_uri"])
        assert redirect.hostname in ("127.0.0.1", "localhost"), redirect
        assert form["response_type"] == "code"
        assert (form["client_id"], form["scope"], form["code_challenge_method"]) == (CLIENT, SCOPE, "S256")
        if self.denies:
            return f"{form['redirect_uri']}/?{urlencode({'error': 'access_denied', 'state': form['state']})}"
        code = secrets.token_hex(16)
        self.codes[code] = form
        return f"{form['redirect_uri']}/?{urlencode({'code': code, 'state': form['state']})}"

    def _answered(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        if path == "/introspect":
            person = self.access.get(form.get("token", ""))
            return 200, {"active": person is not None, **({"username": person} if person else {})}
        if path == "/device":
            device, typed = secrets.token_hex(16), secrets.token_hex(4).upper()
            self.devices[device] = typed, False
            offer = {"device_code": device, "user_code": typed, "verification_uri": self.page("typed"), "interval": 1}
            return 200, {**offer, "expires_in": 600}
        if form.get("client_id") != CLIENT or form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}
        grant = {
            "authorization_code": self._by_code,
            "refresh_token": self._by_refresh,
            "urn:ietf:params:oauth:grant-type:device_code": self._by_device,
        }.get(form.get("grant_type", ""))
        return grant(form) if grant is not None else (400, {"error": "unsupported_grant_type"})

    def _by_code(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant", "error_description": "code, verifier or redirect"}
        return self._given(secrets.token_hex(16))

    def _by_refresh(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        token = form.get("refresh_token", "")
        if token not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "consent was taken back"}
        if self.rotates:
            del self.refresh[token]
            return self._given(secrets.token_hex(16))
        return self._given("")

    def _by_device(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        device = form.get("device_code", "")
        if device not in self.devices:
            return 400, {"error": "expired_token"}
        if self.slow:
            self.slow -= 1
            return 400, {"error": "slow_down"}
        if not self.devices[device][1]:
            return 400, {"error": "authorization_pending"}
        del self.devices[device]
        return self._given(secrets.token_hex(16))

    def _given(self, refresh: str) -> tuple[int, dict[str, object]]:
        access = secrets.token_hex(16) + "a" * self.long
        self.access[access] = self.person
        given: dict[str, object] = {"access_token": access, "token_type": "Bearer", "expires_in": self.life}
        if refresh:
            refresh += "r" * self.long
            self.refresh[refresh] = self.person
            given["refresh_token"] = refresh
        return 200, given
