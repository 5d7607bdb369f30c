"""The headers of an answer, the signature, and the quoted words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.mime.mail import Address
from desktop.mime.reading import read_mail
from desktop.mime.replying import quote, reply_headers, reply_subject, with_signature
from tests.unit.mime.samples import ALTERNATIVE, PLAIN

OWN = frozenset({"INFO@negozio.example"})
CUSTOMER = read_mail(PLAIN)


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        *(("Ordine", "Re: Ordine"), ("Re: Ordine", "Re: Ordine"), ("RE: R: Rif: Ordine", "Re: Ordine")),
        *(("AW: Bestellung", "Re: Bestellung"), ("I: Ordine", "Re: Ordine"), ("Re[2]: Ordine", "Re: Ordine")),
        *(("Fwd: Re : Ordine", "Re: Ordine"), ("Reso: scarpe", "Re: Reso: scarpe"), ("", "Re:"), ("re:", "Re:")),
    ],
)
def test_the_mark_stands_once(subject: str, answered: str) -> None:
    assert reply_subject(subject) == answered
    assert reply_subject(answered) == answered


def test_headers() -> None:
    headers = reply_headers(CUSTOMER, OWN)
    assert (headers.to, headers.cc) == ((CUSTOMER.sender,), ())
    assert headers.in_reply_to == "<p1@example.com>"
    assert headers.references == ("<root@negozio.example>", "<before@negozio.example>", "<p1@example.com>")


def test_reply_to_goes_before_from_and_others_stay_in_copy() -> None:
    headers = reply_headers(read_mail(ALTERNATIVE), OWN)
    assert headers.to == (Address("", "altra@example.fr"),)
    assert headers.cc == (Address("", "marta@negozio.example"), Address("", "terzo@example.org"))


def test_our_own_mail_is_answered_to_those_it_went_to() -> None:
    ours = replace(CUSTOMER, sender=Address("", "info@negozio.example"), to=(Address("", "g@example.com"),))
    assert reply_headers(ours, OWN).to == (Address("", "g@example.com"),)


def test_a_copy_that_cannot_be_written_to_is_left_out() -> None:
    odd = replace(CUSTOMER, cc=(Address("", "è@example.com"), Address("", "ok@example.com")))
    assert reply_headers(odd, OWN).cc == (Address("", "ok@example.com"),)


def test_what_cannot_be_written_to_does_not_keep_the_answer_from_the_others() -> None:
    bad, good = Address("", "info@localhost"), Address("", "ok@example.com")
    both = reply_headers(replace(CUSTOMER, reply_to=(good, bad)), OWN)
    assert (both.to, both.unusable) == ((good,), (bad,))
    none = reply_headers(replace(CUSTOMER, reply_to=(bad,)), OWN)
    assert (none.to, none.unusable) == ((), (bad,)), "a form's From is read by nobody"


def test_references_are_capped_and_in_reply_to_serves_without_them() -> None:
    many = replace(CUSTOMER, references=tuple(f"<{number}@x>" for number in range(50)))
    found = reply_headers(many, OWN).references
    assert (len(found), found[0], found[1], found[-1]) == (20, "<0@x>", "<32@x>", "<p1@example.com>")
    none = replace(CUSTOMER, references=())
    assert reply_headers(none, OWN).references == ("<before@negozio.example>", "<p1@example.com>")
    damaged = replace(CUSTOMER, references=("<a b>",), message_id="<è@x>")
    assert reply_headers(damaged, OWN).references == ()
    assert reply_headers(damaged, OWN).in_reply_to == ""


def test_signature() -> None:
    assert with_signature("Ciao\n\n", "Negozio\nvia Roma\n") == "Ciao\n\n-- \nNegozio\nvia Roma"
    assert with_signature("Ciao\n", "  ") == "Ciao"


def test_quote() -> None:
    assert quote("a\n\n> b\n", "Il 3 novembre Giulia ha scritto:") == "Il 3 novembre Giulia ha scritto:\n> a\n>\n>> b"
    assert quote(" \n", "x") == ""
    assert quote("first line\nsecond line", "x", 15) == "x\n> first line\n> [...]"
