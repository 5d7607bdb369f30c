"""No rules for forms: every mail is what it says."""

from __future__ import annotations

from desktop.mime.mail import ParsedMail


class NoForms:
    def read(self, mailbox: str, mail: ParsedMail) -> ParsedMail:  # noqa: ARG002 - as engine.forms.Forms
        return mail
