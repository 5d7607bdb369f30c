"""Courier's imapd from Debian's packages, behind a login of ours, on a loopback port of its own.

Debian's courier-imap and dovecot-imapd cannot be installed side by side, so Courier is not installed: the
set-up of ``make test`` unpacks its packages under the environment. Its ``imaplogin`` wants an authentication
daemon at a fixed place of the system; a small listener takes its part: it greets, checks the password and
starts ``imapd`` on the connection in the way ``imaplogin`` does. From the answer to the login on, every octet
is Courier's. Its folder locks ask gamin's file monitor, which runs beside it under a name of our own (without
it every lock waits for two seconds).
"""

from __future__ import annotations

import base64
import contextlib
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.adapters.imap.account import ImapAccount

PASSWORD = "segreto-di-prova"
TREE = Path(sys.prefix) / "peers" / "courier"
"""Where courier-imap, courier-authlib, gamin and their libraries lie unpacked."""

_GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Courier-IMAP ready.\r\n"


class Courier:
    """Started by the constructor; ``close`` it. Users come with ``set_password``."""

    def __init__(self) -> None:
        self._monitor_name = f"sportello-{secrets.token_hex(4)}"
        for needed in ("bin/imapd", "libexec/gam_server"):
            if not (TREE / "usr" / needed).exists():
                raise RuntimeError(f"{TREE} lacks usr/{needed}: remove it and run `make test`")
        self.home = Path(tempfile.mkdtemp(prefix="sportello-courier-"))
        self.home.chmod(0o755)
        self._tree = self._reachable()
        self._passwords: dict[str, str] = {}
        self._servants: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._monitor = self._run(
            [str(self._tree / "usr" / "libexec" / "gam_server"), "--notimeout", self._monitor_name]
        )
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Courier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def account(self, user: str = "info") -> ImapAccount:
        from desktop.adapters.imap.account import ImapAccount

        return ImapAccount(f"{user}@esempio.it", user, "127.0.0.1", self.port, "none")

    def set_password(self, user: str, password: str) -> None:
        """Adds a user with an empty Maildir, or changes the password."""
        self._passwords[user] = password
        for part in ("cur", "new", "tmp"):
            (self.home / user / "Maildir" / part).mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            entry = pwd.getpwnam("nobody")
            for part in (self.home / user, *(self.home / user).rglob("*")):
                os.chown(part, entry.pw_uid, entry.pw_gid)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        with self._lock:
            for servant in (*self._servants, self._monitor):
                servant.kill()
                servant.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._greet, args=(client,), daemon=True).start()

    def _greet(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.settimeout(30)
            client.sendall(_GREETING)
            if login := self._login(client):
                client.settimeout(None)
                self._serve(client, *login)

    def _login(self, client: socket.socket) -> tuple[str, str] | None:
        """Tag and user of the login that succeeded; None when the client leaves."""
        while line := _line(client):
            tag, _, rest = line.decode("utf-8", "replace").partition(" ")
            word = rest.split(" ")[0].upper()
            if word == "CAPABILITY":
                client.sendall(f"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n".encode())
            elif word in ("LOGIN", "AUTHENTICATE"):
                user, password = _plain(client) if word == "AUTHENTICATE" else _quoted(rest)
                if self._passwords.get(user) == password:
                    return tag, user
                client.sendall(f"{tag} NO Login failed.\r\n".encode())
            elif word == "LOGOUT":
                return None
            else:
                client.sendall(f"{tag} BAD Login first.\r\n".encode())
        return None

    def _serve(self, client: socket.socket, tag: str, user: str) -> None:
        environment = {
            **_settings(self._tree / "etc" / "courier" / "imapd"),
            "GAM_CLIENT_ID": self._monitor_name,
            "PATH": os.environ["PATH"],
            "HOME": str(self.home / user),
            "AUTHENTICATED": user,
            "IMAPLOGINTAG": tag,
            "HOSTNAME": "localhost",
            "TCPREMOTEIP": "127.0.0.1",
            "TCPREMOTEPORT": "1",
        }
        with self._lock:
            servant = self._run([str(self._tree / "usr" / "bin" / "imapd"), "Maildir"], client, environment)
            self._servants = [one for one in self._servants if one.poll() is None] + [servant]

    def _reachable(self) -> Path:
        """Where the programs can be started from. As root they run as nobody, who may not look into root's home."""
        if os.geteuid() != 0:
            return TREE
        copy = self.home / "courier"
        shutil.copytree(TREE, copy, symlinks=True)
        return copy

    def _run(
        self, command: list[str], client: socket.socket | None = None, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=client or subprocess.DEVNULL,
            stdout=client or subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=environment["HOME"] if environment else self.home,
            env={**(environment or {}), "LD_LIBRARY_PATH": ":".join(str(one) for one in self._libraries())},
            user="nobody" if os.geteuid() == 0 else None,
            group="nogroup" if os.geteuid() == 0 else None,
        )

    def _libraries(self) -> list[Path]:
        base = self._tree / "usr" / "lib"
        return [base, base / "courier-authlib", *base.glob("*-linux-gnu*")]


def _line(client: socket.socket) -> bytes:
    """One line, and not an octet more: what follows is for imapd."""
    read = b""
    while not read.endswith(b"\n"):
        octet = client.recv(1)
        if not octet:
            return b""
        read += octet
    return read.rstrip(b"\r\n")


def _plain(client: socket.socket) -> tuple[str, str]:
    client.sendall(b"+ \r\n")
    _, user, password = base64.b64decode(_line(client)).decode().split("\0")
    return user, password


def _quoted(rest: str) -> tuple[str, str]:
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', rest)
    user, password = (re.sub(r"\\(.)", r"\1", quoted) or plain for quoted, plain in words[1:3])
    return user, password


def _settings(file: Path) -> dict[str, str]:
    """Debian's own settings for imapd, as its start script would export them."""
    lines = re.findall(r'^([A-Z_]+)="?([^"\n]*)"?$', file.read_text(), re.MULTILINE)
    return {name: value for name, value in lines if name.startswith("IMAP_") and "$" not in value}
