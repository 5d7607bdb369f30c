"""The demo's customers, who write back to an answer after a while: once each, and kindly."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid

from desktop.runtime.demo.reckoning import Asked
from desktop.runtime.demo.servers import DemoServers
from desktop.runtime.resources import resource

AFTER = 20.0
"""Seconds between an answer and what its customer writes back: long enough to look elsewhere."""

_LOOK = 0.5


class Customers:
    """Context manager: they write only inside it."""

    def __init__(self, servers: DemoServers, inbox: Mapping[str, Asked], after: float = AFTER) -> None:
        self._servers = servers
        self._asked = {one.message_id: (name, one) for name, one in inbox.items()}
        self._after = after
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._live, name="demo-customers", daemon=True)

    def __enter__(self) -> Customers:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _live(self) -> None:
        read = 0
        content: set[str] = set()
        while not self._ended.wait(_LOOK):
            for answer in self._servers.deliveries()[read:]:
                read += 1
                name, question = self._asked.get(answer.in_reply_to, ("", None))
                if question is None or question.address in content:
                    continue
                content.add(question.address)
                if self._ended.wait(self._after):
                    return
                self._write(name[:2], question, answer.message_id)

    def _write(self, language: str, question: Asked, answer: str) -> None:
        now = datetime.now(UTC)
        mail = EmailMessage(policy=SMTP)
        mail["From"] = formataddr((question.customer, question.address))
        mail["To"] = self._servers.address
        mail["Subject"] = f"Re: {question.subject.removeprefix('Re: ')}"
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = make_msgid(domain=question.address.rpartition("@")[2])
        mail["In-Reply-To"] = mail["References"] = answer
        words = resource("demo", "answers", f"customer-{'it' if language == 'it' else 'en'}.txt")
        mail.set_content(words.read_text("utf-8"))
        self._servers.arrive(mail.as_bytes(), now)
