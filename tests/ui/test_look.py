"""Icons in the ink of the theme, rows of two heights, and what an empty place says."""

from __future__ import annotations

import os
import re

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.ports.store.reader import TicketRow
from desktop.runtime.resources import resource
from desktop.runtime.window.opening import application
from desktop.ui import icons
from desktop.ui.models.places import PLACE
from tests.integration.cli.shop import Office, mail
from tests.ui.showing import showing


def ink_of(name: str, ink: str) -> set[str]:
    """The colours of what is drawn at full strength."""
    drawn = QPixmap(icons.SIZE, icons.SIZE)
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    icons.draw(painter, 0, icons.SIZE / 2, name, ink)
    painter.end()
    image = drawn.toImage()
    pixels = (image.pixelColor(x, y) for x in range(icons.SIZE) for y in range(icons.SIZE))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_every_icon_is_drawn_in_the_ink_of_the_theme(qapp: QApplication) -> None:
    assert application(os.environ).qt is qapp
    for path in sorted(resource("icons", "line").iterdir()):
        source = path.read_text()
        assert 'viewBox="0 0 20 20"' in source, path.name
        assert 'stroke="currentColor"' in source, path.name
        assert not re.search(r"#[0-9a-f]{3}", source), "no colour of its own"
        assert ink_of(path.stem, "#a8231c") <= {"#a8231c"}, path.name
        assert ink_of(path.stem, "#ffffff") <= {"#ffffff"}, path.name


def test_every_place_has_an_icon_and_says_what_to_do_when_it_is_empty(fresh: Office) -> None:
    with showing(fresh.anna) as one:
        one.online()
        model = one.window.places.model
        places = [model.index(row).data(PLACE) for row in range(model.rowCount())]
        for place in places:
            if not place.is_heading:
                assert resource("icons", "line", f"{icons.of_place(place.key)}.svg")
                one.window.places.go(place.key)
                nothing = one.window.list._nothing
                assert nothing.isVisible(), place.key
                what, then = nothing.text.split("\n", 1)
                assert what, place.key
                assert then, place.key


def test_compact_rows_show_more_tickets_and_keep_the_choice(office: Office) -> None:
    office.ticket("Stretta")
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Stretta")
        view = one.window.list.tickets
        before, chosen = view.rowHeight(0), view.currentIndex().row()
        one.window._desk.chosen.change(density="compact")
        QApplication.processEvents()
        assert view.rowHeight(0) < 0.7 * before
        assert view.currentIndex().row() == chosen
        one.window._desk.chosen.change(density="comfortable")
        QApplication.processEvents()
        assert view.rowHeight(0) == before


def test_who_writes_again_before_an_answer_is_seen_to_do_so(office: Office) -> None:
    first = office.shop.deliver(mail("Ancora niente", to=office.shop.address))
    for _ in range(2):
        again = mail("Re: Ancora niente", "Allora?", to=office.shop.address)
        again["In-Reply-To"] = first["Message-ID"]
        office.shop.deliver(again)
    with showing(office.anna) as one:
        one.online()
        one.go("o")
        one.open("Ancora niente")
        view = one.window.list.tickets
        row = one.window.list.model.row(view.currentIndex().row())
        assert isinstance(row, TicketRow)
        assert "2 chase-ups" in [words for words, _ in view._delegate._states(row)]
