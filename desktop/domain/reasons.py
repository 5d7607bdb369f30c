"""Why a customer wrote, in two levels, and what came of it.

A reason is a path of two words, ``delivery/late``. The words of the lists that come with the program are shown in the
reader's language; a team may have lists of its own (``REASONS`` and ``OUTCOMES`` of its policy, a line for each), whose
words stand as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.search import folded

REASONS, OUTCOMES, ASKED = "reasons", "outcomes", "ask_reason"
"""Of the team's policy; ``ASKED`` 0: nobody is asked when a ticket is closed."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "order": ("Order", "Ordine"),
    "status": ("Where it stands", "A che punto è"),
    "change": ("To be changed", "Da modificare"),
    "cancel": ("To be cancelled", "Da annullare"),
    "delivery": ("Delivery", "Consegna"),
    "late": ("Late", "In ritardo"),
    "lost": ("Not arrived", "Non arrivata"),
    "address": ("Address", "Indirizzo"),
    "damaged": ("Damaged", "Danneggiata"),
    "product": ("Product", "Prodotto"),
    "question": ("Question before buying", "Domanda prima dell'acquisto"),
    "availability": ("Availability", "Disponibilità"),
    "faulty": ("Faulty", "Difettoso"),
    "wrong": ("Wrong or missing", "Sbagliato o mancante"),
    "return": ("Return", "Reso"),
    "how": ("How to", "Come si fa"),
    "refund": ("Refund", "Rimborso"),
    "exchange": ("Exchange", "Cambio"),
    "payment": ("Payment", "Pagamento"),
    "failed": ("Not gone through", "Non riuscito"),
    "invoice": ("Invoice", "Fattura"),
    "discount": ("Discount code", "Codice sconto"),
    "shop": ("Shop", "Negozio"),
    "complaint": ("Complaint", "Reclamo"),
    "thanks": ("Thanks", "Ringraziamento"),
    "trade": ("Trade and partners", "Rivenditori e collaborazioni"),
    "other": ("Something else", "Altro"),
    "informed": ("Informed", "Informazione data"),
    "solved": ("Solved", "Risolto"),
    "replaced": ("Replaced", "Sostituito"),
    "refunded": ("Refunded", "Rimborsato"),
    "discounted": ("Discount given", "Sconto concesso"),
    "cancelled": ("Cancelled", "Annullato"),
    "declined": ("Declined", "Non accolto"),
    "silent": ("Customer fell silent", "Il cliente non ha più scritto"),
    "nothing": ("Nothing to do", "Niente da fare"),
}
"""Each word in English and Italian."""

_DEFAULT = {
    "order": ("status", "change", "cancel"),
    "delivery": ("late", "lost", "address", "damaged"),
    "product": ("question", "availability", "faulty", "wrong"),
    "return": ("how", "refund", "exchange"),
    "payment": ("failed", "invoice", "discount"),
    "shop": ("complaint", "thanks", "trade", "other"),
}
DEFAULT_REASONS = tuple(f"{first}/{second}" for first, seconds in _DEFAULT.items() for second in seconds)
DEFAULT_OUTCOMES = (
    "informed", "solved", "replaced", "refunded", "discounted", "cancelled", "declined", "silent", "nothing",
)  # fmt: skip
_MOST = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What a team chooses from."""

    reasons: tuple[str, ...]
    outcomes: tuple[str, ...]
    asks: bool
    """Whether who closes a ticket without them is asked."""


def choices(policy: Mapping[str, str | int]) -> Choices:
    own = {name: _lines(str(policy.get(name, ""))) for name in (REASONS, OUTCOMES)}
    return Choices(own[REASONS] or DEFAULT_REASONS, own[OUTCOMES] or DEFAULT_OUTCOMES, bool(policy.get(ASKED, 1)))


def shown(path: str, language: str) -> str:
    """``Delivery › Late``; words that are nobody's but the team's as they are. Also of an outcome."""
    column = 1 if language == "it" else 0
    words = (part.strip() for part in path.split("/", 1))
    return " › ".join(_WORDS[word][column] if word in _WORDS else word for word in words if word)


def meant(typed: str) -> list[str]:
    """Of the lists that come with the program: the reasons that a person may mean, by the beginning of a word of
    either level, in either language."""
    wanted = folded(typed)
    return [path for path in DEFAULT_REASONS if any(f" {wanted}" in f" {way}" for way in _ways(path))]


def _ways(path: str) -> list[str]:
    levels = [(word, *_WORDS[word]) for word in path.split("/")]
    return [folded(way) for level in levels for way in level] + [folded(shown(path, one)) for one in ("en", "it")]


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split())[:120] for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:_MOST]
