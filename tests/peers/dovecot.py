"""A private Dovecot on a loopback port of its own: the real thing, as root or as a plain user.

Everything it writes lies in one temporary directory, which goes away with ``close``. Processes run in a
group of their own, so that ``kill9`` ends the master and every child, and nothing else.
"""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from desktop.adapters.imap.account import ImapAccount
from tests.peers.waiting import free_port, greets, until

PASSWORD = "segreto-di-prova"

CUT_DOWN = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE CHILDREN NAMESPACE"
"""``imap_capability`` without UIDPLUS, LITERAL+, CONDSTORE, QRESYNC, IDLE, SPECIAL-USE."""


@dataclass(frozen=True)
class Options:
    store: str = "maildir"
    """maildir, sdbox or mdbox."""
    capability: str | None = None
    """Replaces the capabilities announced after login."""
    prefix: str = ""
    separator: str = "/"
    quota: str | None = None
    """Storage limit of each user, for example ``20k``."""
    acl: bool = False
    tls_name: str | None = None
    """With a name: TLS on ``tls_port`` and STARTTLS on ``port``, certificate for that name from a CA of our own."""
    per_user: int = 500
    """mail_max_userip_connections."""
    users: tuple[str, ...] = ("info",)
    introspection: str = ""
    """Where it asks whether a token holds; then mailboxes are opened by tokens too."""
    bearers: str = "xoauth2 oauthbearer"
    """By which mechanisms."""
    extra: str = field(default="", repr=False)


class Dovecot:
    """Started by the constructor; ``close`` it. ``port`` stays the same over ``kill9`` and ``start``."""

    def __init__(self, options: Options = Options()) -> None:
        self.options = options
        self.home = Path(tempfile.mkdtemp(prefix="sportello-dovecot-"))
        self.home.chmod(0o755)
        self._owner = "nobody" if os.geteuid() == 0 else getpass.getuser()
        for name in ("run", "mail", "log", "state", "users"):
            (self.home / name).mkdir()
            self._give(self.home / name)
        self.ca_file = str(self.home / "ca.pem")
        if options.tls_name:
            self._issue(options.tls_name)
        for user in options.users:
            self.set_password(user, PASSWORD)
        self._acls: dict[str, str] = {}
        (self.home / "acls").touch()
        self._process: subprocess.Popen[bytes] | None = None
        self._token = secrets.token_hex(8)
        self.port = free_port()
        self.tls_port = free_port()
        self.start()

    def __enter__(self) -> Dovecot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Returns when it greets. A port taken meanwhile by somebody else is changed before the first start."""
        for _ in range(5):
            (self.home / "dovecot.conf").write_text(self._configuration())
            with (self.home / "log" / "stdout").open("wb") as out:
                self._process = subprocess.Popen(
                    ["/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
            until(lambda: self._greets() or self._ended(), f"Dovecot greets: {self.log()}")
            if not self._ended():
                return
            if "in use" not in self.log():
                break
            self.port, self.tls_port = free_port(), free_port()
        raise RuntimeError(f"Dovecot did not start: {self.log()}")

    def kill9(self) -> None:
        """SIGKILL to the master and all its children, as a power cut would. What they left locked is freed: a lock in
        which nobody had written their name yet would be waited for two minutes."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
        self._process = None
        until(lambda: not greets(self.port, self._token.encode()), "Dovecot is gone")
        for left in (self.home / "mail").rglob("*.lock"):
            left.unlink(missing_ok=True)

    def close(self) -> None:
        self.kill9()
        shutil.rmtree(self.home, ignore_errors=True)

    def account(self, user: str = "info", port: int | None = None) -> ImapAccount:
        """The mailbox of that user, spoken to in the clear, perhaps through a proxy; password ``PASSWORD``."""
        return ImapAccount(f"{user}@esempio.it", user, "127.0.0.1", port or self.port, "none")

    def set_password(self, user: str, password: str) -> None:
        """Adds a user at once, or changes the password (Dovecot looks for a change once a second)."""
        target = self.home / "users" / user
        before = target.stat().st_mtime if target.exists() else 0
        target.write_text(f"{user}:{{PLAIN}}{password}:::::\n", encoding="utf-8")
        if before:
            os.utime(target, (before + 2, before + 2))

    def set_rights(self, folder: str, rights: str) -> None:
        """Every user's rights on a folder of that name (``acl`` option), for example ``lr``; for connections
        made later."""
        self._acls[folder] = rights
        lines = [f'"{name}" owner {given}' for name, given in self._acls.items()]
        (self.home / "acls").write_text("\n".join(lines) + "\n")

    def mail_of(self, user: str) -> Path:
        """The user's mail directory."""
        return self.home / "mail" / user

    def log(self) -> str:
        """What it has complained of so far."""
        files = (self.home / "log" / "stdout", self.home / "log" / "dovecot.log")
        return "\n".join(one.read_text(errors="replace")[-2000:] for one in files if one.exists())

    def _greets(self) -> bool:
        return greets(self.port, self._token.encode())

    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            entry = pwd.getpwnam(self._owner)
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def _issue(self, name: str) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.ca_file)
        issued = authority.issue_cert(name)
        issued.private_key_pem.write_to_path(str(self.home / "key.pem"))
        chain = b"".join(blob.bytes() for blob in issued.cert_chain_pems)
        (self.home / "cert.pem").write_bytes(chain)

    def _configuration(self) -> str:
        group = grp.getgrgid(pwd.getpwnam(self._owner).pw_gid).gr_name
        root = os.geteuid() == 0
        values = {
            "home": self.home,
            "token": self._token,
            "port": self.port,
            "tls_port": self.tls_port if self.options.tls_name else 0,
            "owner": self._owner,
            "group": group,
            "internal": "dovecot" if root else self._owner,
            "internal_group": "dovecot" if root else group,
            "login": "dovenull" if root else self._owner,
            "no_chroot": "" if root else "chroot =",
            "location": self._location(),
            "per_user": self.options.per_user,
            "prefix": self.options.prefix,
            "separator": self.options.separator,
            "options": self._optional(),
        }
        return _TEMPLATE.format(**values)

    def _location(self) -> str:
        folder = "Maildir" if self.options.store == "maildir" else self.options.store
        return f"{self.options.store}:{self.home}/mail/%u/{folder}"

    def _optional(self) -> str:
        chosen = self.options
        lines = [chosen.extra]
        if chosen.capability:
            lines.append(f"imap_capability = {chosen.capability}")
        if chosen.tls_name:
            lines += ["ssl = yes", f"ssl_cert = <{self.home}/cert.pem", f"ssl_key = <{self.home}/key.pem"]
        else:
            lines.append("ssl = no")
        if chosen.introspection:
            asking = self.home / "oauth2.conf"
            asking.write_text(_INTROSPECTION.format(url=chosen.introspection))
            bearers = chosen.bearers
            lines.append(f"auth_mechanisms = plain login {bearers}")
            lines.append(f"passdb {{\n  driver = oauth2\n  mechanisms = {bearers}\n  args = {asking}\n}}")
        plugins = (["quota"] if chosen.quota else []) + (["acl"] if chosen.acl else [])
        lines.append(f"mail_plugins = {' '.join(plugins)}")
        inside = []
        if chosen.quota:
            inside += ["quota = count:User quota", "quota_vsizes = yes", f"quota_rule = *:storage={chosen.quota}"]
        if chosen.acl:
            inside += [f"acl = vfile:{self.home}/acls:cache_secs=0"]
        lines += ["plugin {", *inside, "}"]
        return "\n".join(lines)


_INTROSPECTION = """\
introspection_url = {url}
introspection_mode = get
active_attribute = active
active_value = true
username_attribute = username
username_format = %u
"""

_TEMPLATE = """\
protocols = imap
listen = 127.0.0.1
login_greeting = {token}
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log/dovecot.log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_uid = {owner}
mail_gid = {group}
mail_home = {home}/mail/%u
mail_location = {location}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = {per_user}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users/%u
  mechanisms = plain login
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  prefix = {prefix}
  separator = {separator}
  mailbox Sent {{
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
  {no_chroot}
  service_count = 0
  process_min_avail = 1
  client_limit = 1000
}}
service imap {{
  process_limit = 1024
  client_limit = 1
}}
service anvil {{
  {no_chroot}
  client_limit = 4096
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {no_chroot}
  client_limit = 4096
}}
service auth {{
  client_limit = 4096
}}
{options}
"""
