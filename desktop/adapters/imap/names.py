"""Which folder holds what was sent: by SPECIAL-USE (RFC 6154), else by its usual names.

Names as Gmail, Outlook, Exchange, Thunderbird, Apple Mail, Dovecot, Courier and the Italian, German,
French and Spanish webmails give them.
"""

from __future__ import annotations

from desktop.adapters.imap.account import ImapAccount
from desktop.adapters.imap.responses import Listing
from desktop.ports.mailbox import MailFolders

_SENT = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "posta inviata",
    "inviata",
    "inviati",
    "messaggi inviati",
    "elementi inviati",
    "gesendet",
    "gesendete objekte",
    "gesendete elemente",
    "envoyés",
    "éléments envoyés",
    "messages envoyés",
    "enviados",
    "elementos enviados",
    "mensajes enviados",
)

_FILES_ITSELF = ("gmail.com", "googlemail.com", "outlook.com", "office365.com")
"""Providers whose SMTP server files a copy in Sent by itself."""


def mail_folders(account: ImapAccount, listing: Listing, capabilities: frozenset[str]) -> MailFolders:
    host = account.host.lower()
    provider = any(host == name or host.endswith("." + name) for name in _FILES_ITSELF)
    inbox = next((name for _, _, name in listing if name.upper() == "INBOX"), "INBOX")
    return MailFolders(inbox, _sent(listing), provider or "X-GM-EXT-1" in capabilities)


def _sent(listing: Listing) -> str | None:
    usable = [one for one in listing if not one[0] & {"\\noselect", "\\nonexistent"}]
    for attributes, _, name in usable:
        if "\\sent" in attributes:
            return name
    for wanted in _SENT:
        for _, separator, name in usable:
            last = name.rpartition(separator)[2] if separator else name
            if last.lower() == wanted:
                return name
    return None
