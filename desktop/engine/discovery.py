"""The servers of a mailbox, from nothing but its address.

Five ways, the surest first: our own table by the address's domain; the table by the servers that take the domain's
mail; what the domain says of itself by autoconfig; what it says by SRV records (RFC 6186, RFC 8314); and a guess, which
counts only when a server answers there under a certificate for its name. ``decided`` is the whole judgement and pure;
``find`` asks for what it needs.

The network learns the domain, which a question about it cannot hide, and never more: autoconfig wants an address, and
is given the domain's ``postmaster``, whom every domain has (RFC 5321, 4.5.1), instead of the person's. No password
exists at this time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.providers import Provider, Server, by_domain, by_exchangers, domain_of, user_of
from desktop.engine import autoconfig
from desktop.ports.discovery import Answer, Exchangers, Greets, Keepers, Lookups, Page, Question, Service, Services


class Way(StrEnum):
    """By which the servers were found."""

    TABLE = "table"
    EXCHANGERS = "exchangers"
    AUTOCONFIG = "autoconfig"
    SERVICES = "services"
    GUESS = "guess"
    NOTHING = "nothing"
    NO_NETWORK = "no-network"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person is shown, and may change. Without ``imap`` nothing was found."""

    address: str
    way: Way
    imap: Server | None = None
    smtp: Server | None = None
    user: str = ""
    """Empty where a person has to know it."""
    provider: Provider | None = None
    elsewhere: bool = False
    """The domain names a server outside itself, and nothing but an unsigned answer of the DNS says so."""


_Answers = Mapping[Question, Answer]


def find(address: str, providers: Sequence[Provider], lookups: Lookups) -> Proposal:
    """At most two rounds of questions, of five seconds each."""
    address = address.strip().lower()
    domain = domain_of(address)
    provider = by_domain(providers, domain)
    if provider is not None:
        return _known(address, Way.TABLE, provider)
    answers: dict[Question, Answer] = {}
    asked = questions(domain)
    for question, answer in lookups.ask(asked):
        answers[question] = answer
        if (found := decided(address, providers, answers)) is not None:
            return found
    answers = {**dict.fromkeys(asked), **answers}
    if (found := decided(address, providers, answers)) is not None:
        return found
    greeted = {question for question, answer in lookups.ask(guesses(domain)) if answer}
    return _guessed(address, greeted) or Proposal(address, _silence(answers))


def questions(domain: str) -> tuple[Question, ...]:
    return (Exchangers(domain), Keepers(domain), *_pages(domain), *_services(domain))


def guesses(domain: str) -> tuple[Greets, ...]:
    """As most providers name them, the likelier first."""
    imap = [Server(f"{name}.{domain}", 993, "tls") for name in ("imap", "mail")]
    smtp = [Server(f"{name}.{domain}", 465, "tls") for name in ("smtp", "mail")]
    smtp += [Server(f"{name}.{domain}", 587, "starttls") for name in ("smtp", "mail")]
    return (*(Greets(one, "imap") for one in imap), *(Greets(one, "smtp") for one in smtp))


def decided(address: str, providers: Sequence[Provider], answers: _Answers) -> Proposal | None:
    """The proposal of the surest way that has found something; None while a surer one than that may still find
    something, and when none of them has."""
    domain = domain_of(address)
    for questions_, judge in (
        ((Exchangers(domain), Keepers(domain)), _by_exchangers),
        *(((page,), _by_autoconfig) for page in _pages(domain)),
        (_services(domain), _by_services),
    ):
        if (found := judge(address, providers, [answers.get(one) for one in questions_])) is not None:
            return found
        if any(one not in answers for one in questions_):
            return None
    return None


def _pages(domain: str) -> tuple[Page, Page]:
    asked = _asked_as(domain).replace("@", "%40")
    return (
        Page(f"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={asked}"),
        Page(f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml"),
    )


def _services(domain: str) -> tuple[Services, ...]:
    return tuple(Services(f"{name}._tcp.{domain}") for name in ("_imaps", "_imap", "_submissions", "_submission"))


def _by_exchangers(address: str, providers: Sequence[Provider], answers: Sequence[Answer]) -> Proposal | None:
    exchangers, keepers = (_names(answer) for answer in answers)
    provider = by_exchangers(providers, domain_of(address), exchangers, keepers)
    return _known(address, Way.EXCHANGERS, provider) if provider is not None else None


def _by_autoconfig(address: str, _: Sequence[Provider], answers: Sequence[Answer]) -> Proposal | None:
    raw = answers[0]
    told = autoconfig.read(raw, address, _asked_as(domain_of(address))) if isinstance(raw, bytes) else None
    return Proposal(address, Way.AUTOCONFIG, told.imap, told.smtp, told.user) if told is not None else None


def _by_services(address: str, _: Sequence[Provider], answers: Sequence[Answer]) -> Proposal | None:
    """Encrypted from the first octet before STARTTLS (RFC 8314, 3)."""
    ways = ("tls", "starttls", "tls", "starttls")
    imaps, imap, submissions, submission = (
        Server(best.host.lower(), best.port, way) if (best := _best(answer)) is not None else None
        for answer, way in zip(answers, ways, strict=True)
    )
    incoming, outgoing = imaps or imap, submissions or submission
    if incoming is None or outgoing is None:
        return None
    domain = domain_of(address)
    elsewhere = any(not f".{one.host}".endswith(f".{domain}") for one in (incoming, outgoing))
    return Proposal(address, Way.SERVICES, incoming, outgoing, address, elsewhere=elsewhere)


def _guessed(address: str, greeted: set[Question]) -> Proposal | None:
    found = [one for one in guesses(domain_of(address)) if one in greeted]
    imap = next((one.server for one in found if one.protocol == "imap"), None)
    smtp = next((one.server for one in found if one.protocol == "smtp"), None)
    return Proposal(address, Way.GUESS, imap, smtp, address) if imap is not None and smtp is not None else None


def _known(address: str, way: Way, provider: Provider) -> Proposal:
    return Proposal(address, way, provider.imap, provider.smtp, user_of(provider, address), provider)


def _silence(answers: _Answers) -> Way:
    """Whether there is nothing, or nobody could be asked."""
    named = [answer for question, answer in answers.items() if not isinstance(question, Page)]
    return Way.NO_NETWORK if named and all(answer is None for answer in named) else Way.NOTHING


def _names(answer: Answer) -> tuple[str, ...]:
    return tuple(one for one in answer if isinstance(one, str)) if isinstance(answer, tuple) else ()


def _best(answer: Answer) -> Service | None:
    return next((one for one in answer if isinstance(one, Service)), None) if isinstance(answer, tuple) else None


def _asked_as(domain: str) -> str:
    return f"postmaster@{domain}"
