"""Replies whose text is HTML only: what the mail programs of this world mark as quoted is folded, answers between it
are not."""

from __future__ import annotations

import pytest

from desktop.mime.quoting import new_text
from desktop.mime.reading import read_mail

GMAIL = (
    '<div dir="ltr">Va bene.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
    "Il giorno lun 9 nov 2026 alle ore 10:12 Bottega &lt;<a href='mailto:info@shop.example'>info@shop.example</a>&gt; "
    'ha scritto:<br></div><blockquote class="gmail_quote"><div>Testo di prima</div></blockquote></div>'
)
BETWEEN = GMAIL.replace("Testo di prima</div></blockquote>", "Che taglia?</div></blockquote><div>La 42.</div>")
APPLE = (
    "<div>Va bene.</div><div><br><blockquote type='cite'><div>Il giorno 9 nov 2026, alle ore 10:12, Bottega "
    "&lt;info@shop.example&gt; ha scritto:</div><br><div>Testo di prima</div></blockquote></div>"
)
OUTLOOK = (
    "<p class='MsoNormal'>Va bene.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class='MsoNormal'>"
    "<b>Da:</b> Bottega &lt;info@shop.example&gt;<br><b>Inviato:</b> lunedì 9 novembre 2026 10:12<br>"
    "<b>A:</b> Carla<br><b>Oggetto:</b> R: Reso</p></div><p class='MsoNormal'>Testo di prima</p>"
)
OUTLOOK_WEB = (
    "<div>Va bene.</div><div id='appendonsend'></div><hr style='display:inline-block;width:98%'>"
    "<div id='divRplyFwdMsg'><font face='Calibri'><b>From:</b> Bottega &lt;info@shop.example&gt;<br>"
    "<b>Sent:</b> Monday, November 9, 2026 10:12 AM<br><b>To:</b> Carla<br><b>Subject:</b> Re: Return</font></div>"
    "<div>Testo di prima</div>"
)
THUNDERBIRD = (
    "<p>Va bene.</p><div class='moz-cite-prefix'>Il 09/11/26 10:12, Bottega ha scritto:<br></div>"
    "<blockquote type='cite'>Testo di prima</blockquote>"
)


def read(body: str) -> str:
    head = "From: carla@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return new_text(read_mail((head + body).encode()).text)


@pytest.mark.parametrize("body", [GMAIL, APPLE, OUTLOOK, OUTLOOK_WEB, THUNDERBIRD])
def test_what_was_quoted_is_folded(body: str) -> None:
    assert read(body) == "Va bene."


def test_an_answer_between_is_not() -> None:
    assert [line for line in read(BETWEEN).split("\n") if line] == ["Va bene.", "La 42."]


@pytest.mark.parametrize(
    "tag",
    [
        "style='margin:0 0 0 40px;border:none;padding:0px'",
        "class='webkit-indent-blockquote' style='margin: 0 0 0 40px; border: none; padding: 0px;'",
        "style='margin-left:40px'",
        "style='margin-top:0;margin-bottom:0'",
    ],
)
def test_what_somebody_has_indented_is_no_quote(tag: str) -> None:
    assert "Scarpe 42" in read(f"<div>Vorrei</div><blockquote {tag}><div>Scarpe 42</div></blockquote><div>Ok?</div>")


@pytest.mark.parametrize(
    "tag", ["", "type='cite' style='border:none'", "style='border:none;border-left:solid blue 1.5pt;margin-left:40px'"]
)
def test_what_a_program_has_quoted_is_one(tag: str) -> None:
    assert read(f"<div>Ok.</div><blockquote {tag}><div>Scarpe 42</div></blockquote>") == "Ok."
