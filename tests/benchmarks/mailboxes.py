"""A shop's mailbox from a seed: sizes as in real mail (median 7 kB, p90 33 kB, p99 480 kB), Italian and English,
conversations with the shop's answers, HTML, attachments. The same seed gives the same octets.

``python -m tests.benchmarks.mailboxes [mails] [seed]`` prints what the sizes of such a mailbox are.
"""

from __future__ import annotations

import base64
import os
import random
import sys
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate
from math import exp, log
from pathlib import Path

SHOP = "info@esempio.it"
INBOX, SENT = "INBOX", "Sent"

_SIZES = ((0.0, 1_200), (0.1, 2_500), (0.5, 7_000), (0.9, 33_000), (0.99, 480_000), (1.0, 1_500_000))
"""Quantiles of a mail's octets; between them the logarithm is taken to rise evenly."""

_YEAR = 365 * 24 * 3600
_HTML_FROM, _FILE_FROM = 5_000, 30_000
"""Octets from which most mails carry HTML, and from which an attachment is what makes them big."""

_NAMES = ("Giulia Neri", "Luca Ferrari", "Sofia Colombo", "Davide Greco", "Emma Brown", "James Wilson", "Chiara Rizzo")
_ITALIAN = (
    "Buongiorno, ho ordinato la lampada da tavolo due settimane fa e non è ancora arrivata. ",
    "Il corriere dice che il pacco è in consegna, ma oggi non è passato nessuno. ",
    "Vorrei sapere se è possibile cambiare il colore prima della spedizione. ",
    "Allego la fattura e una fotografia del danno, perché la scatola era già aperta. ",
    "Potete confermarmi che il rimborso è stato disposto? Grazie e cordiali saluti. ",
    "Il numero dell'ordine è quello che trovate qui sopra; la garanzia scade in aprile. ",
)
_ENGLISH = (
    "Hello, I ordered the desk lamp two weeks ago and it has not arrived yet. ",
    "The courier says it is out for delivery, but nobody came today. ",
    "Could I still change the colour before it is shipped? ",
    "I attach the invoice and a picture of the damage, as the box was already open. ",
    "Please confirm that the refund has been arranged. Kind regards. ",
    "The order number is the one above; the warranty ends in April. ",
)
_SUBJECTS = ("Ordine {}", "Reso {}", "Dov'è il mio pacco {}?", "Order {}", "Fattura {}", "Invoice for {}")
_FILES = (("fattura.pdf", "application/pdf"), ("foto.jpg", "image/jpeg"), ("condizioni è.pdf", "application/pdf"))
_POOL = 4_000_000


@dataclass(frozen=True, slots=True)
class Made:
    folder: str
    date: int
    """Seconds since 1970 UTC; the server's date too."""
    answered: bool
    raw: bytes


class Generator:
    """``most``: no mail is bigger than about that. ``until``: the date of the newest mail."""

    def __init__(self, seed: int = 1, most: int = 1_500_000, until: int = 1_760_000_000) -> None:
        self._random = random.Random(seed)
        self._most = most
        self._until = until
        self._pool = base64.encodebytes(self._random.randbytes(_POOL)).replace(b"\n", b"\r\n")
        self._number = 0

    def mails(self, count: int) -> Iterator[Made]:
        """Oldest first. A customer writes, most are answered, some write again."""
        begun = self._until - _YEAR
        made = 0
        while made < count:
            conversation = list(self._conversation(begun + _YEAR * made // count))[: count - made]
            yield from conversation
            made += len(conversation)

    def _conversation(self, date: int) -> Iterator[Made]:
        name = self._random.choice(_NAMES)
        customer = f"{name.lower().replace(' ', '.')}{self._random.randrange(4000)}@posta.example"
        subject = self._random.choice(_SUBJECTS).format(self._random.randrange(10_000, 99_999))
        words = _ITALIAN if self._random.random() < 0.6 else _ENGLISH
        named: list[str] = []
        for turn in range(self._random.choice((1, 1, 2, 3, 4))):
            ours = turn % 2 == 1
            self._number += 1
            own = f"<{self._number}.{self._random.getrandbits(48):x}@{'esempio.it' if ours else 'posta.example'}>"
            people = (f"Bottega <{SHOP}>", f"{name} <{customer}>")
            sender, recipient = people if ours else people[::-1]
            head = self._head(sender, recipient, ("Re: " if turn else "") + subject, own, named, date)
            raw = self._whole(head, words, self._size())
            yield Made(SENT if ours else INBOX, date, not ours and self._random.random() < 0.3, raw)
            named.append(own)
            date += self._random.randrange(600, 5 * 3600)

    def _size(self) -> int:
        place = self._random.random()
        at = min(bisect([quantile for quantile, _ in _SIZES], place), len(_SIZES) - 1)
        (low, least), (high, most) = _SIZES[at - 1], _SIZES[at]
        share = (place - low) / (high - low)
        return min(int(exp(log(least) + share * (log(most) - log(least)))), self._most)

    def _head(self, sender: str, to: str, subject: str, own: str, named: list[str], date: int) -> bytes:
        relay = f"from relay{date % 97}.posta.example by mx.esempio.it with ESMTPS; {formatdate(date)}"
        lines = [f"Return-Path: {sender[sender.index('<') :]}", *[f"Received: {relay}"] * 3]
        lines += [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Message-ID: {own}"]
        lines += [f"Date: {formatdate(date)}", "MIME-Version: 1.0"]
        if named:
            lines += [f"In-Reply-To: {named[-1]}", "References: " + "\r\n ".join(named)]
        return "\r\n".join(lines).encode()

    def _whole(self, head: bytes, words: tuple[str, ...], size: int) -> bytes:
        left = size - len(head)
        if left > _FILE_FROM or (left > 10_000 and self._random.random() < 0.3):
            text = min(left // 4, self._random.randrange(1_500, 8_000))
            return self._joined(head, b"mixed", [self._text(words, text), self._file(left - text)])
        if left > _HTML_FROM or self._random.random() < 0.3:
            return self._joined(head, b"alternative", [self._text(words, left // 5), self._html(words, left * 4 // 5)])
        return head + b"\r\n" + self._text(words, left)

    def _joined(self, head: bytes, kind: bytes, parts: list[bytes]) -> bytes:
        mark = b"=_%016x" % self._random.getrandbits(64)
        begun = head + b'\r\nContent-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, mark)
        return begun + b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts) + b"--%s--\r\n" % mark

    def _text(self, words: tuple[str, ...], size: int) -> bytes:
        lines = []
        while size > 0:
            lines.append("".join(self._random.choices(words, k=3)).rstrip())
            size -= len(lines[-1])
        body = "\r\n\r\n".join(lines).encode()
        return b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body + b"\r\n"

    def _html(self, words: tuple[str, ...], size: int) -> bytes:
        cells = []
        while size > 0:
            text = self._random.choice(words)
            cells.append(
                f'<tr><td style="padding:4px 12px;font-family:Arial,sans-serif;color:#333333" width="600">{text}'
                f'<a href="https://negozio.example/ordini/{self._random.randrange(10**6)}">ordine</a></td></tr>'
            )
            size -= len(cells[-1])
        page = "<html><head><style>td{color:#333}</style></head><body><table>" + "\r\n".join(cells) + "</table></body>"
        return b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page.encode()

    def _file(self, size: int) -> bytes:
        name, kind = self._random.choice(_FILES)
        size -= size % 78
        begin = self._random.randrange(0, len(self._pool) - size - 78) // 78 * 78
        head = f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename*=utf-8''{name}\r\n"
        return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + self._pool[begin : begin + max(size, 78)]


def into_maildir(root: Path, mails: Iterator[Made]) -> int:
    """Written straight into a Dovecot Maildir, whose server date is the file's; octets written."""
    octets = 0
    folders = {INBOX: root, SENT: root / ".Sent"}
    for folder in folders.values():
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    for number, made in enumerate(mails):
        flags = "RS" if made.answered else "S"
        path = folders[made.folder] / "cur" / f"{made.date}.M{number:07}.bench,S={len(made.raw)}:2,{flags}"
        path.write_bytes(made.raw)
        os.utime(path, (made.date, made.date))
        octets += len(made.raw)
    return octets


def main(count: int, seed: int) -> None:
    sizes = sorted(len(made.raw) for made in Generator(seed).mails(count))
    for quantile in (0.1, 0.5, 0.9, 0.99):
        print(f"p{quantile * 100:<4.0f} {sizes[int(quantile * count)]:10} octets")
    print(f"{count} mails, {sum(sizes) / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
