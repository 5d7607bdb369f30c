"""The journal's folder and shared mailboxes over IMAP4rev1 (RFC 3501). Only ``gateway`` knows IMAPClient."""
