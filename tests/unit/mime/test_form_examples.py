"""A rule made from one mail of a form finds the same in the next one."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from desktop.mime.form_examples import guessed, labelled, rule_from, written
from desktop.mime.forms import Rules, origin_of, rules_of
from desktop.mime.mail import ParsedMail
from desktop.runtime.rules import shipped_rules
from tests.unit.store.samples import mail

SHOP = "info@shop.example"
TEXT = """Nuova richiesta

Nome e cognome: Maria Bianchi
Indirizzo di posta: maria@example.org
Ordine n.: 10234
Motivo
Reso
Testo del cliente:
Le scarpe sono piccole.
Grazie
"""


def form(text: str = TEXT, sender: str = "noreply@gest.example") -> ParsedMail:
    return mail("Richiesta", text, sender=sender, name="Sito")


LABELS = {
    "email": "Indirizzo di posta", "name": "Nome e cognome", "order": "Ordine n.", "about": "Motivo",
    "says": "Testo del cliente",
}  # fmt: skip


def test_lines_are_told_apart() -> None:
    found = {line.label: line.value for line in labelled(form())}
    assert {label: found[label] for label in LABELS.values()} == {
        "Indirizzo di posta": "maria@example.org",
        "Nome e cognome": "Maria Bianchi",
        "Ordine n.": "10234",
        "Motivo": "Reso",
        "Testo del cliente": "Le scarpe sono piccole.",
    }


def test_the_next_mail_is_read_by_it_and_survives_being_written() -> None:
    rule = rule_from(form(), 'Il "modulo"', LABELS)
    (again,) = rules_of(tomllib.loads(written(Rules((rule,))))).rules
    assert again == rule
    another = (
        TEXT.replace("Maria", "Luca").replace("maria@", "luca@").replace("10234", "B-99").replace("Reso", "Cambio")
    )
    found = origin_of(form(another), Rules((again,)), SHOP, [SHOP])
    assert found is not None
    assert found.customer is not None
    assert (found.customer.email, found.name, found.order, found.reason) == (
        "luca@example.org",
        "Luca Bianchi",
        "B-99",
        "Cambio",
    )
    assert another[found.begins :].startswith("Le scarpe")
    assert origin_of(form(another, "altro@gest.example"), Rules((again,)), SHOP, [SHOP]) is None, "only of that sender"


def test_what_is_likely_is_proposed() -> None:
    found = guessed(form(), shipped_rules())
    assert (found["email"], found["name"], found["order"]) == ("Indirizzo di posta", "Nome e cognome", "Ordine n.")


@pytest.mark.parametrize(
    ("text", "labels"),
    [(TEXT, {"email": "E-mail"}), (TEXT, {"order": "Ordine n."}), ("Solo parole, nient'altro.", {})],
)
def test_what_cannot_be_a_rule(text: str, labels: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        rule_from(form(text), "Modulo", labels)


def test_a_form_that_says_the_customer_in_reply_to_needs_no_line() -> None:
    from_form = replace(form("Solo parole."), reply_to=(mail(sender="c@x.example").sender,))  # type: ignore[arg-type]
    rule = rule_from(from_form, "", {}, taken=["form"])
    assert rule.id == "form-2"
    assert origin_of(from_form, Rules((rule,)), SHOP, [SHOP]) is not None


def test_names_of_rules_are_told_apart() -> None:
    assert rule_from(form(), "Più informazioni!", LABELS).id == "piu-informazioni"
    assert rule_from(form(), "Common", LABELS).id == "common-2"
    assert rule_from(form(), "日本", LABELS, taken=["form"]).id == "form-2"


def test_no_text_of_a_mail_breaks_out_of_the_rules() -> None:
    nasty = 'E-mail "]\\ [x] \x7f'
    rule = rule_from(form(f"{nasty}: maria@example.org\n"), nasty, {"email": nasty})
    (again,) = rules_of(tomllib.loads(written(Rules((rule,))))).rules
    assert again.email == (nasty.replace("\x7f", ""),)


@pytest.mark.parametrize("shape", ["*{}:* {}", "* {}: {}", "**{}**: {}", "{}: {}"])
def test_what_is_offered_is_found_again_however_the_lines_begin(shape: str) -> None:
    lines = {"Nome": "Anna Verdi", "Posta {}": "niente", "Posta": "anna@example.org"}
    example = form("\n".join(shape.format(label, value) for label, value in lines.items()))
    assert [line.label for line in labelled(example)] == ["Nome", "Posta"]
    rule = rule_from(example, "Modulo", {"email": "Posta", "name": "Nome"})
    found = origin_of(example, Rules((rule,)), SHOP, [SHOP])
    assert found is not None
    assert found.customer is not None
    assert (found.customer.email, found.customer.name) == ("anna@example.org", "Anna Verdi")
