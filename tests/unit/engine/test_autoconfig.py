"""What a domain says of its servers, believed only as far as it is harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.providers import Server
from desktop.engine.autoconfig import LARGEST, read

ME = "info@bottega.example"


def document(
    incoming: str = "imap.bottega.example",
    port: str = "993",
    way: str = "SSL",
    user: str = "%EMAILADDRESS%",
    authentication: str = "password-cleartext",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
    before: str = "",
) -> bytes:
    return f"""{head}
<clientConfig version="1.1"><emailProvider id="bottega.example"><domain>bottega.example</domain>{before}
<incomingServer type="pop3"><hostname>pop.bottega.example</hostname><port>995</port><socketType>SSL</socketType>
</incomingServer>
<incomingServer type="imap"><hostname>{incoming}</hostname><port>{port}</port><socketType>{way}</socketType>
<username>{user}</username><authentication>{authentication}</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.%EMAILDOMAIN%</hostname><port>587</port><socketType>STARTTLS</socketType>
<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>""".encode()


def test_the_first_pair_that_is_encrypted_and_takes_a_password() -> None:
    told = read(document(), ME)
    assert told is not None
    assert told.imap == Server("imap.bottega.example", 993, "tls")
    assert told.smtp == Server("smtp.bottega.example", 587, "starttls")
    assert told.user == ME


@pytest.mark.parametrize(
    ("user", "known_as"),
    [
        ("%EMAILLOCALPART%", "info"),
        ("%EMAILLOCALPART%.%EMAILDOMAIN%", "info.bottega.example"),
        ("postmaster@bottega.example", ME),
        ("postmaster", "info"),
        ("shop-4417", "shop-4417"),
        ("", ME),
        ("%REALNAME%", ME),
    ],
)
def test_who_signs_in(user: str, known_as: str) -> None:
    told = read(document(user=user), ME, "postmaster@bottega.example")
    assert told is not None
    assert told.user == known_as


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no xml at all",
        b"<html><body>404</body></html>",
        document(head='<?xml version="1.0"?><!DOCTYPE clientConfig>'),
        document(head='<?xml version="1.0"?>' + LAUGHS, incoming="&b;.bottega.example"),
        document(head='<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">'),
        document(head='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', user="&e;"),
        document(way="plain"),
        document(port="0"),
        document(port="70000"),
        document(port="٩٩٣"),
        document(incoming="localhost"),
        document(incoming="imap.bottega.example/../x"),
        document(incoming="a@b.example"),
        document(authentication="OAuth2"),
        document(before="<a>" * 30 + "</a>" * 30),
        document(before="x" * LARGEST),
        document()[:-10],
        document().replace(b"UTF-8", b"x-unknown"),
    ],
)
def test_what_is_refused(raw: bytes) -> None:
    assert read(raw, ME) is None


@given(st.binary(max_size=300))
def test_nothing_that_a_stranger_sends_raises(raw: bytes) -> None:
    assert read(raw, ME) is None
    whole = document()
    cut = len(whole) // 2
    found = read(whole[:cut] + raw + whole[cut:], ME)
    assert found is None or found.imap.security in ("tls", "starttls")


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_whatever_stands_in_the_fields_is_a_host_and_a_port_or_nothing(host: str, port: str, user: str) -> None:
    found = read(document(incoming=host, port=port, user=user), ME)
    if found is not None:
        assert set(found.imap.host) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
        assert 0 < found.imap.port < 65536
        assert found.user.isprintable()
