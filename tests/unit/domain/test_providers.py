"""The table as it is shipped, and whose an address is."""

from __future__ import annotations

import re

import pytest

from desktop.domain.providers import Provider, by_domain, by_exchangers, user_of
from desktop.runtime.providers import shipped_providers

SHIPPED = shipped_providers()
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.id)
def test_every_provider_is_whole(one: Provider) -> None:
    assert one.domains or one.mx
    for server, ports in ((one.imap, {993, 143, 1143}), (one.smtp, {465, 587, 1025})):
        assert HOST.fullmatch(server.host)
        assert server.port in ports
        assert server.security in ("tls", "starttls")
    assert all(HOST.fullmatch(name) for name in (*one.domains, *one.mx, *one.keepers))
    assert (one.user in ("address", "local", "own"), one.password in ("own", "app", "page", "refused")) == (True, True)
    assert one.sign_in in ("", "google", "microsoft")
    assert one.sign_in or one.password != "page"
    assert set(one.notes) in (set(), {"en", "it"})
    if one.password != "own" or one.user == "own":
        assert one.notes, "a person has to be told how to get in"


def test_no_domain_belongs_to_two() -> None:
    domains = [domain for one in SHIPPED for domain in one.domains]
    assert len(domains) == len(set(domains))
    ends = [end for one in SHIPPED for end in one.mx]
    assert len(ends) == len(set(ends))


@pytest.mark.parametrize(
    "name",
    "Aruba Register Libero TIM Tiscali Gmail Microsoft iCloud Yahoo Zoho Qboxmail OVH IONOS PEC Legalmail".split(),
)
def test_whoever_an_italian_shop_is_with_is_there(name: str) -> None:
    assert any(name in one.name for one in SHIPPED)


@pytest.mark.parametrize(
    ("exchangers", "keepers", "found"),
    [
        (["aspmx.l.google.com"], [], "gmail"),
        (["bottega-it.mail.protection.outlook.com."], [], "microsoft"),
        (["MX1.QBOXMAIL.COM"], [], "qboxmail"),
        (["mx.pec.aruba.it"], [], "aruba-pec"),
        (["mx.aruba.it"], [], "aruba"),
        (["mx.bottega.it"], ["dns.technorail.com", "dns3.arubadns.net"], "aruba"),
        (["mx.altrove.it"], ["dns.technorail.com"], None),
        (["mx.bottega.it"], ["ns1.altrove.it"], None),
        (["notgoogle.com"], [], None),
        (["mx.altrove.it", "aspmx.l.google.com"], [], None),
        ([], ["dns.technorail.com"], None),
    ],
)
def test_whose_servers_take_a_domains_mail(exchangers: list[str], keepers: list[str], found: str | None) -> None:
    one = by_exchangers(SHIPPED, "bottega.it", exchangers, keepers)
    assert (one.id if one is not None else None) == found


def test_by_its_domain_alone() -> None:
    one = by_domain(SHIPPED, "libero.it")
    assert one is not None
    assert user_of(one, "info@libero.it") == "info@libero.it"
    assert by_domain(SHIPPED, "nonlibero.it") is None
    legalmail = by_domain(SHIPPED, "legalmail.it")
    assert legalmail is not None
    assert (user_of(legalmail, "info@legalmail.it"), legalmail.certified) == ("", True)
