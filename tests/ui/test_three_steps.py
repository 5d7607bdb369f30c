"""A team's beginning in three steps, by keyboard on a real server: the address finds the servers, the password opens
them, the picture shows how the mailbox stands. And the picture again, later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.adapters.imap.place import ImapPlace
from desktop.domain.errors import Offline
from desktop.domain.providers import Provider, Server
from desktop.engine import survey
from desktop.ports.log import Probe
from desktop.runtime import enrolment
from desktop.runtime.window import enrolling
from tests.integration.cli.shop import Office, Shop, mail
from tests.peers.dovecot import PASSWORD
from tests.ui.beginning import fill_in, first_run
from tests.ui.showing import showing
from tests.ui.test_mailbox_rules import dialog, press, words

CTRL = Qt.KeyboardModifier.ControlModifier
HOUR = 3600.0


@pytest.fixture(autouse=True)
def _probed_at_once() -> Iterator[None]:
    """The probe has tests of its own, and takes a second."""

    def probe(place: ImapPlace) -> Probe:
        place.folders()
        return Probe("green", (), 6, ())

    with patch.object(ImapPlace, "probe", probe):
        yield


@pytest.fixture
def known(shop: Shop) -> Iterator[Provider]:
    """The shop's servers are in the table."""
    port: int = shop.sink.port
    here = (Server("127.0.0.1", shop.server.port, "none"), Server("127.0.0.1", port, "none"))
    notes = {"en": "Make a password for programs.", "it": "Crea una password per i programmi."}
    one = Provider("prova", "Prova", *here, domains=("esempio.it",), user="local", connections=9, notes=notes)
    with patch.object(enrolling, "shipped_providers", lambda: (one,)):
        yield one


def filled(shop: Shop) -> None:
    asked = shop.deliver(mail("Pacco", to=shop.address), age=30 * HOUR)
    shop.imap_create("Sent")
    answer = mail("Re: Pacco", to="carla@posta.example", sender=shop.address, In_Reply_To=asked["Message-ID"])
    shop.deliver(answer, age=20 * HOUR, folder="Sent")
    shop.deliver(mail("Reso", to=shop.address, sender="Dario <dario@posta.example>"), age=5 * HOUR)
    shop.deliver(mail("Reso", to=shop.address, sender="Dario <dario@posta.example>"), age=2 * HOUR)


@pytest.mark.usefixtures("known")
def test_from_the_address_to_the_picture(shop: Shop) -> None:
    filled(shop)
    with first_run(shop.folder / "first") as one:
        window = one.window
        one.press(Qt.Key.Key_Space)
        one.type(shop.address)
        one.press(Qt.Key.Key_Return)
        one.wait("Found: Prova")
        for said in ("127.0.0.1, port", f"signs in as {shop.user}", "9 connections", "comes with Sportello"):
            assert said in one.said
        assert window.focusWidget() is window.go
        one.press(Qt.Key.Key_Space)
        one.keys("Bottega", "Anna")
        assert "Make a password for programs." in " ".join(words(window.team_form).split())
        one.type(PASSWORD)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("you are in the team Bottega")
        standing = window.end.standing
        one.until(standing.again_button.isVisible, "it is counted")
        for said in ("last 90 days, 4 mails", "1 wait for an answer", "5 h the longest wait Dario: Reso", "10 h until"):
            assert said in standing.text
        assert "1 chase-ups in 1 conversations of 2" in standing.text
        assert "answered within 24 h: 100 %" in standing.text
        assert "How this is counted" in standing.text
        one.press(Qt.Key.Key_Space)
        assert not window.isVisible(), "the inbox is one key away"


@pytest.mark.usefixtures("known")
def test_back_and_another_address_lose_nothing_and_look_anew(shop: Shop) -> None:
    with first_run(shop.folder / "first", language="it") as one:
        window = one.window
        one.press(Qt.Key.Key_Space)
        window.address_form.address.edit.setText("Info@Città.example")  # QTest has keys for ASCII only
        one.press(Qt.Key.Key_Return)
        one.wait("non si sono trovati")
        assert "non ha rete" in one.said
        assert window.focusWidget() is window.address_form.servers.imap.edit
        one.retype("posta.altrove.example")
        window.address_form.address.edit.setFocus()
        one.retype(shop.address)
        assert window.go.text() == "Trova i server"
        one.press(Qt.Key.Key_Return)
        one.wait("Trovato: Prova")
        one.press(Qt.Key.Key_Return, CTRL)
        one.keys("Bottega", "Anna")
        one.type("mezza parola")
        window.go_back()
        assert window.address_form.address.text == shop.address
        one.press(Qt.Key.Key_Return, CTRL)
        form = window.team_form
        assert (form.team.text, form.agent.text, form.password.edit.text()) == ("Bottega", "Anna", "mezza parola")


def test_looking_can_be_given_up(shop: Shop) -> None:
    begun, go = threading.Event(), threading.Event()

    class Slow:
        def ask(self, _: object) -> Iterator[Any]:
            begun.set()
            assert go.wait(20)
            return iter(())

    with first_run(shop.folder / "first") as one, patch.object(enrolling, "lookups", lambda _: Slow()):
        one.press(Qt.Key.Key_Space)
        one.type("info@bottega.example")
        one.press(Qt.Key.Key_Return)
        one.until(begun.is_set, "it looks")
        assert one.window.busy
        one.press(Qt.Key.Key_Escape)
        assert not one.window.busy
        assert one.window.focusWidget() is one.window.address_form.address.edit
        go.set()
        one.window.address_form.by_hand()
        assert one.window.address_form.servers.imap.text == "imap.bottega.example"
        one.wait("")
        assert one.window.address_form.proposal is None, "what was given up is not told"


def test_a_picture_that_cannot_be_taken_says_why_and_can_be_tried_again(shop: Shop) -> None:
    def lost(*_: object, **__: object) -> None:
        raise Offline("connection-lost", host="imap.bottega.example", port=993, address="x", detail="", folder="")

    with first_run(shop.folder / "first") as one:
        fill_in(one, shop)
        with patch.object(enrolment, "picture", lost):
            one.press(Qt.Key.Key_Return, CTRL)
            one.wait("you are in the team")
            standing = one.window.end.standing
            one.until(lambda: "imap.bottega.example" in standing.text, "it says why")
        standing.again_button.setFocus()
        one.press(Qt.Key.Key_Space)
        one.until(lambda: "No customer has written" in standing.text, "it is counted")
        assert "you are in the team" in one.said


def test_an_old_team_opens_the_picture_again(office: Office) -> None:
    shop = office.shop
    filled(shop)
    with showing(office.anna) as one:
        one.online()
        one.go("b")
        boxes = dialog(one, "Mailboxes")
        press(boxes, "How it stands …")
        picture = dialog(one, "How the mailbox stands")
        one.wait(lambda: "Reso" in one.window._panes.dialogs.standing.view.text, "it is counted")
        stopped = threading.Event()

        def slow(*given: Any, **_: object) -> Any:
            say = given[5]
            while not stopped.wait(0.01):
                say(survey.Counting(shop.address, 7, 9))

        with patch.object(survey, "survey", slow):
            press(picture, "Count again")
            one.wait(lambda: "7 of 9 mails" in one.window._panes.dialogs.standing.view.text, "it counts")
            press(picture, "Stop counting")
            assert "Not counted to the end." in words(picture)
            assert [b.text() for b in picture.findChildren(QAbstractButton) if b.isVisible()] == [
                "Count again",
                "Close",
            ]
        stopped.set()
        picture.close()
        boxes.close()


def test_a_huge_mailbox_is_a_sample_and_says_so(shop: Shop) -> None:
    filled(shop)
    with (
        first_run(shop.folder / "first", language="it") as one,
        patch.object(survey, "survey", partial(survey.survey, most=1)),
    ):
        fill_in(one, shop)
        one.press(Qt.Key.Key_Return, CTRL)
        one.wait("sei nella squadra Bottega")
        one.until(lambda: "Un campione" in one.window.end.standing.text, "it is counted")
