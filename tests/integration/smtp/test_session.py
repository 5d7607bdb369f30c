"""TLS, login and what only a person can put right. Whatever happens here, nothing of a mail was said."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from desktop.domain.errors import Offline, SportelloError
from desktop.ports.outgoing import Accepted, NotNow, Rejected
from tests.integration.smtp.conftest import INFO, Desk
from tests.peers.smtp import Script

OpenDesk = Callable[..., Desk]
LOGIN = Script(auth="PLAIN LOGIN", logins=(("info", "pässword"),))


def refused(desk: Desk, **changes: str) -> SportelloError:
    """The error of a transaction, the same as that of check; nothing of a mail was said."""
    with pytest.raises(SportelloError) as checked:
        desk.outgoing(**changes).check(INFO)
    with pytest.raises(SportelloError) as sent:
        desk.outgoing(**changes).transact(INFO, INFO, ("a@b",), b"x\r\n", lambda: True, 30)
    assert (checked.value.code, checked.value.facts) == (sent.value.code, sent.value.facts)
    assert desk.sink.accepted == []
    assert not any("MAIL" in points for points in desk.sink.points)
    return sent.value


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
@pytest.mark.parametrize("auth", ["PLAIN LOGIN", "CRAM-MD5 LOGIN", "plain"])
def test_login_over_every_kind_of_connection(open_desk: OpenDesk, security: str, auth: str) -> None:
    desk = open_desk(Script(auth=auth, logins=LOGIN.logins), security, SPORTELLO_PASSWORD="pässword")
    assert isinstance(desk.send(), Accepted)
    desk.sink.wait_for_connections(1)
    assert "AUTH" in desk.sink.points[0]
    assert ("STARTTLS" in desk.sink.points[0]) is (security == "starttls")
    desk.outgoing().check(INFO)


def test_a_wrong_password(open_desk: OpenDesk) -> None:
    error = refused(open_desk(LOGIN, "tls", SPORTELLO_PASSWORD="wrong"))
    assert error.code == "smtp-wrong-password"
    assert error.facts["address"] == INFO
    assert "wrong" not in str(error).replace("smtp-wrong-password", "")


def test_no_password(open_desk: OpenDesk) -> None:
    assert refused(open_desk(LOGIN, "tls")).code == "no-password"


def test_a_login_refused_for_now(open_desk: OpenDesk) -> None:
    desk = open_desk(Script(auth="PLAIN", replies={"AUTH": "454 later"}), "tls", SPORTELLO_PASSWORD="x")
    result = desk.send()
    assert isinstance(result, NotNow)
    assert result.code == 454
    with pytest.raises(Offline) as checked:
        desk.outgoing().check(INFO)
    assert checked.value.code == "smtp-refused"


@pytest.mark.parametrize("auth", ["", "CRAM-MD5 XOAUTH2"])
def test_a_server_without_a_login_that_we_know(open_desk: OpenDesk, auth: str) -> None:
    desk = open_desk(Script(auth=auth), "tls", SPORTELLO_PASSWORD="x")
    assert refused(desk).code == "smtp-no-login"
    assert isinstance(desk.outgoing(user="").transact(INFO, INFO, ("a@b",), b"", lambda: True, 30), Accepted)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_another_authority(open_desk: OpenDesk, tmp_path: Path, security: str) -> None:
    desk = open_desk(LOGIN, security, SPORTELLO_PASSWORD="pässword")
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    error = refused(desk, ca_file=str(tmp_path / "other.pem"))
    assert error.code == "smtp-certificate-refused"
    assert not any("AUTH" in points for points in desk.sink.points)


def test_a_certificate_for_another_host(open_desk: OpenDesk) -> None:
    """The sink stands on another loopback address than the one that its certificate names."""
    desk = open_desk(LOGIN, "tls", host="127.0.0.2", SPORTELLO_PASSWORD="pässword")
    assert refused(desk).code == "smtp-certificate-refused"


def test_an_authority_file_that_is_not_there(open_desk: OpenDesk, tmp_path: Path) -> None:
    error = refused(open_desk(LOGIN, "tls"), ca_file=str(tmp_path / "none.pem"))
    assert (error.code, error.facts) == ("smtp-authorities-unreadable", {"file": str(tmp_path / "none.pem")})


def test_a_server_that_speaks_plainly_where_tls_was_set_up(open_desk: OpenDesk) -> None:
    assert refused(open_desk(LOGIN, "none"), security="tls").code == "smtp-tls-failed"


def test_starttls_that_is_not_offered_is_never_done_without(open_desk: OpenDesk) -> None:
    desk = open_desk(LOGIN, "none", SPORTELLO_PASSWORD="pässword")
    assert refused(desk, security="starttls").code == "smtp-no-starttls"
    desk.sink.wait_for_connections(2)
    assert set(desk.sink.points) == {("EHLO",)}


def test_starttls_that_is_refused_is_never_done_without(open_desk: OpenDesk) -> None:
    script = Script(auth="PLAIN", logins=LOGIN.logins, replies={"STARTTLS": "502 no"})
    desk = open_desk(script, "starttls", SPORTELLO_PASSWORD="pässword")
    assert isinstance(desk.send(), Rejected)
    desk.sink.wait_for_connections(1)
    assert desk.sink.points == [("EHLO", "STARTTLS")]


def test_text_slipped_in_before_tls_is_not_believed(open_desk: OpenDesk) -> None:
    """CVE-2011-0411: what came in clear behind the 220 must not count as said inside TLS."""
    script = Script(replies={"STARTTLS": "220 go on\n250 injected"})
    assert isinstance(open_desk(script, "starttls").send(), NotNow)


@pytest.mark.parametrize("host", ["mail.shop.example", "192.0.2.1", "127.0.0.1.example", "::ffff:192.0.2.1"])
def test_plain_is_refused_beyond_loopback_before_any_look_up(open_desk: OpenDesk, host: str) -> None:
    assert refused(open_desk(), host=host).code == "smtp-plain-refused"


def test_a_kind_of_security_that_nobody_knows_is_none(open_desk: OpenDesk) -> None:
    """A team file, or a lead's settings, may say anything; a password must not go out in clear for it."""
    assert refused(open_desk(), host="mail.shop.example", security="ssl").code == "smtp-plain-refused"


def test_localhost_by_its_name(open_desk: OpenDesk) -> None:
    desk = open_desk()
    result = desk.outgoing(host="localhost").transact(INFO, INFO, ("a@b",), b"", lambda: True, 30)
    assert isinstance(result, Accepted)


def test_nobody_listens(open_desk: OpenDesk) -> None:
    desk = open_desk()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    outgoing = desk.outgoing(port=port)
    result = outgoing.transact(INFO, INFO, ("a@b",), b"", lambda: True, 30)
    assert isinstance(result, NotNow)
    with pytest.raises(Offline) as checked:
        outgoing.check(INFO)
    assert checked.value.code == "smtp-unreachable"


@pytest.mark.parametrize("host", ["." * 300, "a" * 70 + ".example", "no-such-host.invalid"])
def test_a_host_that_cannot_be(open_desk: OpenDesk, host: str) -> None:
    with pytest.raises(Offline) as checked:
        open_desk(security="tls").outgoing(host=host).check(INFO)
    assert checked.value.code == "smtp-unreachable"


def test_a_mailbox_without_an_account(open_desk: OpenDesk) -> None:
    with pytest.raises(SportelloError) as unknown:
        open_desk().outgoing().check("other@shop.example")
    assert unknown.value.code == "smtp-no-account"


@pytest.mark.parametrize(("reply", "kind"), [("554 go away", Rejected), ("421 busy", NotNow)])
def test_an_unfriendly_greeting(open_desk: OpenDesk, reply: str, kind: type) -> None:
    desk = open_desk(Script(replies={"connect": reply}))
    assert isinstance(desk.send(), kind)
    with pytest.raises(SportelloError) as checked:
        desk.outgoing().check(INFO)
    assert checked.value.code == "smtp-refused"
    assert isinstance(checked.value, Offline) is (kind is NotNow)
