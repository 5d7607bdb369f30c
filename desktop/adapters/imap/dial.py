"""A connected socket, by TLS where the account says so; names and certificates always checked."""

from __future__ import annotations

import socket
import ssl

from desktop.adapters.imap.account import ImapAccount
from desktop.domain.errors import SportelloError


def context_of(account: ImapAccount) -> ssl.SSLContext:
    """Certificate and host name checked, TLS 1.2 or newer. Raises SportelloError ``authority-file``."""
    try:
        return ssl.create_default_context(cafile=account.ca_file)
    except OSError as error:
        raise SportelloError("authority-file", path=account.ca_file or "", detail=str(error)) from error


def dial(account: ImapAccount, seconds: float) -> socket.socket:
    """TCP, and TLS from the first octet for ``tls``. Raises SportelloError ``plain-not-allowed``, OSError."""
    if account.security not in ("tls", "starttls") and not account.is_local():  # settings come from others
        raise SportelloError("plain-not-allowed", host=account.host, address=account.address)
    try:
        sock = socket.create_connection((account.host, account.port), timeout=seconds)
    except UnicodeError as odd:
        raise OSError(f"not a host name: {account.host!r}") from odd
    try:
        # Nagle's algorithm costs 40 ms a claim.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if account.security == "tls":
            return context_of(account).wrap_socket(sock, server_hostname=account.host)
    except BaseException:
        sock.close()
        raise
    return sock


def certificate_error(account: ImapAccount, error: OSError) -> SportelloError | None:
    """The error as a refused certificate, or None when it is something else."""
    if isinstance(error, ssl.SSLCertVerificationError):
        # 62 is X509_V_ERR_HOSTNAME_MISMATCH, 64 X509_V_ERR_IP_ADDRESS_MISMATCH.
        other_name = error.verify_code in (62, 64)
        code = "certificate-other-name" if other_name else "certificate-refused"
        return SportelloError(code, host=account.host, address=account.address, detail=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return SportelloError(
            "tls-failed", host=account.host, port=account.port, address=account.address, detail=str(error.reason)
        )
    return None
