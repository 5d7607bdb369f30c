"""Small mails of our own writing, as the servers of the world would hand them over."""

from __future__ import annotations


def crlf(text: str, charset: str = "utf-8") -> bytes:
    return text.replace("\n", "\r\n").encode(charset)


PLAIN = crlf(
    """Return-Path: <giulia@example.com>
Message-ID: <p1@example.com>
Date: Mon, 03 Nov 2025 10:15:00 +0100
From: Giulia Bianchi <giulia@Example.com>
To: info@negozio.example
Subject: Ordine 4711
In-Reply-To: <before@negozio.example>
References: <root@negozio.example>
 <before@negozio.example>
Content-Type: text/plain; charset=utf-8

Buongiorno,
il pacco è arrivato rotto.

Giulia
"""
)

ALTERNATIVE = crlf(
    """Message-ID: <a1@example.com>
Date: Tue, 04 Nov 2025 09:00:00 +0000
From: =?utf-8?q?Andr=C3=A9?= <andre@example.fr>
To: "Negozio, assistenza" <info@negozio.example>, marta@negozio.example
Cc: terzo@example.org
Reply-To: altra@example.fr
Subject: =?iso-8859-1?Q?Taglia_e_colore?= =?utf-8?b?IOKAkyBwZXJjaMOpPw==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="out"

This is a message in MIME format.
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Perch=E9 cos=EC tanto?
--in
Content-Type: text/html; charset=utf-8

<p>never shown</p>
--in--
--out
Content-Type: application/pdf; name="x.pdf"
Content-Disposition: attachment; filename*=UTF-8''fattura%20n%C2%BA1.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--out
Content-Type: message/rfc822

From: nobody@example.com
Subject: inside

inner text
--out--
"""
)

HTML = crlf(
    """Message-ID: <h1@example.com>
Date: Wed, 5 Nov 2025 09:00:00 GMT
From: h@example.com
Subject: Resi
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><head><style>p {color: red}</style><title>t</title></head><body>
<div style="display:none">preheader</div>
<p>Salve,<br>vorrei   <b>rendere</b> due&nbsp;cose:</p>
<ul><li>scarpe</li><li>cintura</li></ul>
<table><tr><td>Ordine</td><td>4711</td></tr></table>
<script>alert(1)</script><blockquote><p>Gentile cliente</p></blockquote>
</body></html>
"""
)

BOUNCE = crlf(
    """Return-Path: <>
Message-ID: <b1@mx.example.com>
Date: Wed, 5 Nov 2025 09:00:00 +0000
From: MAILER-DAEMON@mx.example.com
To: info@negozio.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

Your mail could not be delivered.
--r
Content-Type: message/delivery-status

Final-Recipient: rfc822; gone@example.com
Action: failed
Status: 5.1.1
--r
Content-Type: message/rfc822

Message-ID: <sportello.7KQ2MXAD.abc@negozio.example>
From: info@negozio.example
Subject: Re: Ordine

Ciao
--r--
"""
)

OLD_BOUNCE = crlf(
    """Return-Path: <>
From: MAILER-DAEMON@mx.example.com
Subject: failure notice
Message-ID: <q1@mx.example.com>

Hi. This is the qmail-send program.
Message-ID: <q1@mx.example.com>
--- Below this line is a copy of the message.

Message-ID: <sportello.7KQ2MXAD.abc@negozio.example>
From: info@negozio.example
"""
)

EIGHT_BIT = crlf(
    """From: Citt\u00e0 Pi\u00f9 <c@example.it>
Subject: Perch\u00e9 cos\u00ec
Date: Thu, 6 Nov 2025 09:00:00 +0100
Content-Type: multipart/mixed; boundary="b"

--b

la taglia \u00e8 sbagliata
--b
Content-Type: image/png; name="caff\u00e8.png"
Content-Disposition: attachment

x
""",
    "cp1252",
)

ALL = (PLAIN, ALTERNATIVE, HTML, BOUNCE, OLD_BOUNCE, EIGHT_BIT)
