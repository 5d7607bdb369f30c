"""What an author may have overlooked."""

from __future__ import annotations

import pytest

from desktop.domain.cautions import addresses_in, file_spoken_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le mando in allegato la fattura.", "in allegato"),
        ("Allego il modulo di reso", "Allego"),
        ("Please find attached our form", "attached"),
        ("See the attachment.", "attachment"),
        ("Veuillez trouver ci-joint la facture", "ci-joint"),
        ("La pièce jointe contient tout", "pièce jointe"),
        ("Im Anhang finden Sie die Rechnung", "Im Anhang"),
        ("Anbei die Rechnung", "Anbei"),
        ("Le adjuntamos la factura", "adjuntamos"),
        ("Il pacco arriva domani", ""),
        ("Un collegato di lista", ""),
        ("> in allegato la foto\nGrazie della foto.", ""),
    ],
)
def test_a_file_that_the_text_speaks_of(text: str, words: str) -> None:
    assert file_spoken_of(text).endswith(words) if words else file_spoken_of(text) == ""


def test_addresses_within_words() -> None:
    said = "Scriva a Maria.Bianchi@Example.com, o a info@shop.it. Di nuovo: info@shop.it; non @nulla."
    assert addresses_in(said) == ("maria.bianchi@example.com", "info@shop.it")
