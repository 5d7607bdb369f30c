"""A mail by its header fields alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.standing import Letter
from desktop.mime.heads import letter

OURS = {"info@bottega.example"}


def read(*lines: str, sent: bool = False, marked: bool = False) -> Letter | None:
    return letter("\r\n".join((*lines, "", "")).encode(), 1_000, OURS, sent=sent, marked=marked)


def test_a_customers_mail() -> None:
    found = read(
        "From: Carla Rossi <Carla@Posta.example>",
        "To: info@bottega.example",
        "Subject: R: Re: =?utf-8?q?Dov=27=C3=A8_il_pacco?=",
        "Message-ID: <2@posta.example>",
        "References: <0@x> <1@x>",
        "In-Reply-To: <1@x>",
        marked=True,
    )
    assert found == Letter(
        "<2@posta.example>",
        ("<0@x>", "<1@x>", "<1@x>"),
        "carla@posta.example",
        "Carla Rossi",
        "Dov'è il pacco",
        1_000,
        ours=False,
        marked=True,
    )


def test_a_mail_of_ours_is_its_addressees() -> None:
    found = read("From: info@bottega.example", "To: Info@bottega.example, carla@posta.example", sent=True)
    assert found is not None
    assert (found.who, found.ours) == ("carla@posta.example", True)


def test_a_form_of_our_own_website_is_who_filled_it_in() -> None:
    found = read("From: info@bottega.example", "Reply-To: carla@posta.example", "To: info@bottega.example")
    assert found is not None
    assert (found.who, found.ours) == ("carla@posta.example", False)


def test_registered_mail_is_the_customers_and_not_its_providers() -> None:
    found = read(
        'From: "Per conto di: carla@pec.example" <posta-certificata@gestore.example>',
        "Reply-To: carla@pec.example",
        "X-Trasporto: posta-certificata",
    )
    assert found is not None
    assert found.who == "carla@pec.example"


@pytest.mark.parametrize(
    "lines",
    [
        ("From: a@x.example", "Auto-Submitted: auto-replied"),
        ("From: a@x.example", "List-Unsubscribe: <https://x.example>"),
        ("From: a@x.example", "Precedence: bulk"),
        ("From: mailer-daemon@x.example", "Return-Path: <>"),
        ("From: posta-certificata@pec.example", "X-Ricevuta: accettazione"),
        ("From: info@bottega.example", "To: info@bottega.example"),
        ("Subject: nobody",),
    ],
)
def test_what_no_customer_wrote(lines: tuple[str, ...]) -> None:
    assert read(*lines) is None


@given(st.binary(max_size=400), st.booleans())
def test_nothing_raises(raw: bytes, sent: bool) -> None:
    letter(raw, 0, OURS, sent=sent, marked=False)
