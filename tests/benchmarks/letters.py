"""A shop's mail without a server: seeded, in Italian and English, words as frequent as in life, threads, attachments.
The same letters go into a store and, as files, to a peer."""

from __future__ import annotations

import bisect
import itertools
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from desktop.mime.mail import Address, Attachment, ParsedMail

SHOP = "info@shop.example"
_COMMON = (
    "ordine spedizione pacco reso rimborso fattura taglia colore consegna corriere pagamento carta bonifico sconto"
    " codice prodotto disponibile arrivato grazie buongiorno salve cordiali saluti vorrei sapere quando ancora"
    " ricevuto scarpe maglia giacca regalo urgente order parcel refund invoice size colour delivery courier payment"
    " discount code thanks hello regards would like know when still received shoes jacket gift perché città però"
).split()
_SYLLABLES = (
    "ba be bi ca ce co da de di fa fe fi ga ge la le li ma me mi na ne no pa pe pi ra re ri sa se ta te va".split()
)
_NAMES = (
    "Anna Bruno Carla Dario Elena Fabio Giulia Hans Ilaria José Lucia Marco Nicolò Olga Paolo Renée Sara Tom".split()
)
_LAST = "Rossi Bianchi Neri Verdi Ferrari Romano Galli Conti Greco Smith Müller Costa Fontana Moretti Barbieri".split()
_YEARS = 3
_DAY = 24 * 3600
NEWEST = 1_790_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    number: int
    mail: ParsedMail
    received: int

    @property
    def octets(self) -> bytes:
        """As a file."""
        said = EmailMessage()
        sender = self.mail.sender or Address("", "nobody@client.example")
        said["From"] = f"{sender.name} <{sender.email}>"
        said["To"] = SHOP
        said["Subject"] = self.mail.subject
        said["Date"] = format_datetime(datetime.fromtimestamp(self.received, UTC))
        said["Message-ID"] = self.mail.message_id
        if self.mail.references:
            said["References"] = " ".join(self.mail.references)
        said.set_content(self.mail.text)
        for one in self.mail.attachments:
            said.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=one.filename)
        return said.as_bytes()


class Post:
    """``letters`` gives so many, newest first."""

    def __init__(self, seed: int = 4) -> None:
        self._chance = random.Random(seed)
        rare = ("".join(syllables) for syllables in itertools.product(_SYLLABLES, repeat=3))
        self._words = [*_COMMON, *self._chance.sample(list(rare), 25_000)]
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def letters(self, number: int) -> Iterator[Letter]:
        step = _YEARS * 365 * _DAY // number
        for n in range(number):
            yield self._letter(n, NEWEST - n * step)

    def word(self) -> str:
        """As frequent as in the mails."""
        return self._words[bisect.bisect(self._weights, self._chance.random() * self._weights[-1])]

    def _letter(self, number: int, received: int) -> Letter:
        chance = self._chance
        name, last = chance.choice(_NAMES), chance.choice(_LAST)
        count = min(3000, int(math.exp(chance.gauss(4.8, 0.9))))
        text = " ".join(self.word() for _ in range(count))
        answers = chance.random() < 0.4
        files = (Attachment("2", f"fattura-{number}.pdf", "application/pdf", 9),) if chance.random() < 0.15 else ()
        mail = ParsedMail(
            message_id=f"<{number}@client.example>",
            in_reply_to=(),
            references=(f"<{number + 1}@client.example>",) if answers else (),
            sender=Address(f"{name} {last}", f"{name}.{last}{chance.randrange(999)}@client.example".casefold()),
            reply_to=(),
            to=(Address("Shop", SHOP),),
            cc=(),
            subject=f"{'Re: ' if answers else ''}{self.word()} {self.word()} {100_000 + number}",
            date=received,
            text=f"Ordine {chance.randrange(10_000, 99_999)}/{chance.randrange(2023, 2027)}. {text}",
            attachments=files,
            automatic="",
        )
        return Letter(number, mail, received)
