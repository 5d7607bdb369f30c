"""Forms, shops and marketplaces: the real customer, and nobody whom a stranger would like to be taken for."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.mime.forms import Rules, origin_of, rules_of
from desktop.mime.mail import Address, Origin
from desktop.mime.quoting import first_words
from desktop.mime.reading import read_mail
from desktop.runtime.resources import resource
from tests.unit.mime.form_samples import CF7_EN, CF7_IT, ELEMENTOR_IT, SAMPLES, SHOPIFY_EN, Sample, mail
from tests.unit.mime.samples import ALL

MAILBOX = "info@shop.example"
RULES = rules_of(tomllib.loads(resource("rules", "forms.toml").read_text("utf-8")))


def origin(raw: bytes, rules: Rules = RULES, mailbox: str = MAILBOX) -> Origin | None:
    return origin_of(read_mail(raw), rules, mailbox, {mailbox, "ordini@shop.example"})


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_samples(sample: Sample) -> None:
    found = origin(sample.raw)
    assert found is not None
    named = found.customer.email if found.customer else found.name
    assert (found.rule, found.channel, named, found.reason, found.order, found.doubt) == (
        sample.via, sample.channel, sample.customer, sample.reason, sample.order, False,
    )  # fmt: skip
    assert found.elsewhere == (sample.channel == "social")
    if sample.says:
        parsed = replace(read_mail(sample.raw), origin=found)
        assert first_words(parsed.own_text).startswith(sample.says)


@pytest.mark.parametrize("raw", ALL)
def test_a_persons_mail_is_left_alone(raw: bytes) -> None:
    assert origin(raw) is None


@pytest.mark.parametrize(
    ("file", "customer", "says"),
    [
        ("it-form-dimmer", Address("Stefano Barbieri", "s.barbieri@posta-nordest.example"), "vorrei sapere se"),
        ("it-form-wedding-list", Address("Beatrice Fontana", "beatrice.fontana@postaverd.example"), "io e il mio"),
    ],
)
def test_the_demo_shop_s_own_form(file: str, customer: Address, says: str) -> None:
    raw = resource("demo", "inbox", f"{file}.eml").read_bytes()
    found = origin(raw, mailbox="info@bottegalume.example")
    assert found is not None
    assert (found.rule, found.customer) == ("web-form", customer)
    assert first_words(replace(read_mail(raw), origin=found).own_text).startswith(says)


def test_names_are_found() -> None:
    found = [origin(raw) for raw in (CF7_IT, ELEMENTOR_IT, SHOPIFY_EN)]
    assert [one.customer for one in found if one] == [Address("Carla Bianchi", "carla@example.org")] * 3


def test_a_strangers_mail_that_looks_like_a_form_is_a_strangers() -> None:
    for sender in (b"stranger@example.net", b"info@shop.example.evil.example", b"stranger@notshop.example"):
        raw = CF7_EN.replace(b"wordpress@shop.example", sender)
        assert origin(raw) is None


def test_at_a_free_provider_nobody_is_the_shop_but_its_own_address() -> None:
    raw = ELEMENTOR_IT.replace(b"info@shop.example", b"stranger@gmail.com", 1)
    assert origin(raw, mailbox="bottega@gmail.com") is None
    assert origin(raw.replace(b"stranger@", b"bottega@"), mailbox="bottega@gmail.com") is not None


def test_a_field_with_several_addresses_names_nobody() -> None:
    raw = CF7_IT.replace(b"<carla@example.org>", b"<carla@example.org>, bruno@example.org, x@example.org")
    assert origin(raw) is None


def test_further_addresses_in_reply_to_count_for_nothing() -> None:
    raw = ELEMENTOR_IT.replace(b"Reply-To: carla@example.org", b"Reply-To: a@example.org, b@example.org")
    found = origin(raw)
    assert found is not None
    assert found.customer == Address("Carla Bianchi", "carla@example.org")


def test_two_different_customers_are_said_to_be_in_doubt() -> None:
    found = origin(ELEMENTOR_IT.replace(b"Reply-To: carla@example.org", b"Reply-To: bruno@example.org"))
    assert found is not None
    assert (found.customer and found.customer.email, found.doubt) == ("bruno@example.org", True)
    found = origin(CF7_IT.replace(b"Carla\r\n", b"Da: Bruno <bruno@example.org>\r\n"))
    assert found is not None
    assert (found.customer and found.customer.email, found.doubt) == ("carla@example.org", True)


@pytest.mark.parametrize("typed", ["ordini@shop.example", "nobody", "a b@example.org>", "x@localhost", "ü@example.org"])
def test_an_address_that_cannot_be_a_customers(typed: str) -> None:
    assert origin(CF7_IT.replace(b"carla@example.org", typed.encode())) is None or typed == "a b@example.org>"


def test_a_bounce_of_a_forms_mail_is_a_bounce() -> None:
    assert origin(b"X-Failed-Recipients: a@b.it\r\n" + CF7_EN) is None


def test_own_rules_come_first_and_any_can_be_switched_off() -> None:
    own = rules_of(
        tomllib.loads("""
[booking]
channel = "form"
reason = "visit"
from = ["booking.example"]
email = ["Guest mail"]
name = ["Guest"]
""")
    )
    raw = mail("From: x@booking.example\nSubject: Visit", "Guest: Carla\nGuest mail: carla@example.org\n")
    found = origin(raw, own.before(RULES, ()))
    assert found is not None
    assert (found.rule, found.customer, found.reason) == ("booking", Address("Carla", "carla@example.org"), "visit")
    assert origin(raw, own.before(RULES, ("booking",))) is None
    assert origin(CF7_IT, own.before(RULES, ("contact-form-7", "web-form"))) is None


@pytest.mark.parametrize(
    "text",
    [
        "[X y]\nchannel = 'form'\nfrom = ['own']",
        "[x]\nchannel = 'fax'\nfrom = ['own']",
        "[x]\nchannel = 'form'",
        "[x]\nchannel = 'form'\nfrom = 'own'",
        "[x]\nchannel = 'form'\nfrom = ['own']\npattern = '(a+)+'",
        "[x]\nchannel = 'form'\nfrom = [1]",
        "x = 1",
        "".join(f"[x{n}]\nchannel = 'form'\nfrom = ['own']\n" for n in range(60)),
    ],
)
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        rules_of(tomllib.loads(text))


@given(
    st.lists(
        st.sampled_from([*b"".join(s.raw for s in SAMPLES).split(b"\r\n"), b"Da: ", b"{}", b"x@y.z" * 90]), max_size=40
    )
)
def test_any_mixture_of_lines_is_read(lines: list[bytes]) -> None:
    found = origin(b"From: wordpress@shop.example\r\nSubject: x\r\n\r\n" + b"\r\n".join(lines))
    assert (
        found is None or found.customer is None or found.customer.email.lower() not in (MAILBOX, "ordini@shop.example")
    )
