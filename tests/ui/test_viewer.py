"""The HTML viewer: it shows what it was given, and no question of any scheme leaves it."""

from __future__ import annotations

import select
import socket
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from desktop.mime.mail import Page
from desktop.mime.safe_html import PLACES, safe_page
from desktop.ui import pictures
from desktop.ui.pictures import Pictures
from desktop.ui.viewer import Viewer

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


def picture(colour: QColor, side: int = 40) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(colour)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return bytes(data.data())


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(400, 300)
    return viewer


def seen(viewer: Viewer, colour: QColor) -> bool:
    """Whether anything of that colour is on the screen."""
    image = viewer.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return any(image.pixelColor(x, y) == colour for x, y in points)


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def was_called(server: socket.socket) -> bool:
    return bool(select.select([server], [], [], 0.5)[0])


def everywhere(places: list[str]) -> str:
    """Every way in which HTML that nobody has cleaned asks for something."""
    found = []
    for place in places:
        found += [
            f'<img src="{place}">',
            f'<link rel="stylesheet" href="{place}">',
            f'<style>@import url("{place}"); p {{ background-image: url({place}) }}</style><p>a</p>',
            f'<div style="background-image:url({place}); list-style-image:url({place})">b</div>',
            f'<table background="{place}"><tr><td background="{place}">c</td></tr></table>',
            f'<body background="{place}">d</body>',
            f'<object data="{place}"></object><iframe src="{place}"></iframe><img srcset="{place} 2x">',
        ]
    return "".join(found)


def test_no_question_reaches_network_or_disk(
    viewer: Viewer, listening: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not the working directory, where Qt looks for what was answered with nothing."""
    (tmp_path / "green.png").write_bytes(picture(GREEN))
    (tmp_path / "cid:green").write_bytes(picture(GREEN))
    (tmp_path / "remote:0").write_bytes(picture(GREEN))
    monkeypatch.chdir(tmp_path)
    port = listening.getsockname()[1]
    places = [
        f"http://127.0.0.1:{port}/a.png", f"HTTP://127.0.0.1:{port}/b", f"//127.0.0.1:{port}/c", "cid:green",
        "remote:0", (tmp_path / "green.png").as_uri(), str(tmp_path / "green.png"), "green.png", "./green.png",
        "qrc:/green.png", "ftp://127.0.0.1/x", "javascript:alert(1)", ":/qt-project.org/logos/pysidelogo.png", "",
    ]  # fmt: skip
    viewer.show_page(Page(everywhere(places)), Pictures())
    assert not seen(viewer, GREEN)
    viewer.setSource(QUrl(f"http://127.0.0.1:{port}/page"))
    viewer.setSource(QUrl.fromLocalFile(str(tmp_path / "green.png")))
    assert not seen(viewer, GREEN)
    assert not was_called(listening)


@pytest.mark.parametrize("kind", [kind.value for kind in QTextDocument.ResourceType])
@pytest.mark.parametrize("place", ["http://x.example/a", "file:///etc/passwd", "cid:x", "data:,x", "remote:0", "", "a"])
def test_every_question_gets_an_answer(viewer: Viewer, kind: int, place: str) -> None:
    assert viewer.loadResource(kind, QUrl(place)) is not None
    if kind == QTextDocument.ResourceType.ImageResource.value:
        image = viewer.loadResource(kind, QUrl(place))
        assert isinstance(image, QImage)
        assert not image.isNull(), "what is null, Qt looks for itself"


def test_the_mails_own_images(viewer: Viewer, qtbot: QtBot) -> None:
    page = Page('<p>ciao <img src="cid:Logo@x"></p>')
    viewer.show_page(page, Pictures({"cid:Logo@x": picture(RED)}))
    assert seen(viewer, RED)
    viewer.show_page(page, Pictures())
    assert not seen(viewer, RED)
    viewer.provide("cid:Logo@x", picture(BLUE))
    qtbot.waitUntil(lambda: seen(viewer, BLUE))


def test_an_image_in_the_text_itself(viewer: Viewer) -> None:
    data = b64encode(picture(RED)).decode()
    viewer.show_page(Page(f'<img src="data:image/png;base64,{data}">'), Pictures())
    assert seen(viewer, RED)


def test_images_elsewhere_only_after_a_click(viewer: Viewer, qtbot: QtBot) -> None:
    page = Page('<img src="remote:0"><img src="remote:1">', ("http://a.example/1", "http://a.example/2"))
    viewer.show_page(page, Pictures())
    assert (viewer.remote_images, seen(viewer, RED)) == (2, False)
    with qtbot.waitSignal(viewer.remote_wanted) as wanted:
        viewer.ask_for_remote()
    assert wanted.args == [{"remote:0": "http://a.example/1", "remote:1": "http://a.example/2"}]
    viewer.provide("remote:0", picture(RED))
    qtbot.waitUntil(lambda: seen(viewer, RED))
    assert viewer.remote_images == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image",
        b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_image_is_passed_over(viewer: Viewer, data: bytes) -> None:
    viewer.show_page(Page('<img src="remote:0">', ("http://a.example/1",)), Pictures({"cid:x": data}))
    viewer.provide("remote:0", data)
    assert viewer.remote_images == 1


def test_a_picture_that_would_unfold_to_gigabytes(viewer: Viewer) -> None:
    wide = bytearray(picture(RED, 4))
    wide[16:24] = (60_000).to_bytes(4, "big") * 2
    viewer.show_page(Page('<img src="remote:0">', ("http://a.example/1",)), Pictures())
    viewer.provide("remote:0", bytes(wide))
    assert viewer.remote_images == 1


def test_pictures_of_one_mail_take_no_more_room_than_a_screen_needs(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is made smaller as room runs out; what would take too long to read is left out."""
    for limit in ("_LARGEST", "_READ", "_KEPT"):
        monkeypatch.setattr(pictures, limit, getattr(pictures, limit) // 100)
    large, photo = picture(RED, 400), picture(BLUE, 140)
    kept = Pictures({f"cid:{number}": large for number in range(5)})
    sides = [image.width() for number in range(5) if (image := kept.get(f"cid:{number}"))]
    assert len(sides) == 3
    assert sides == sorted(sides, reverse=True)
    assert sides[0] < 150
    photos = Pictures({f"cid:{number}": photo for number in range(20)})
    areas = [image.width() * image.height() for number in range(20) if (image := photos.get(f"cid:{number}"))]
    assert len(areas) == 20
    assert sum(areas) < 160_000
    viewer.show_page(Page('<img src="cid:0">'), kept)
    assert seen(viewer, RED)


def test_a_link_is_only_named(viewer: Viewer, qtbot: QtBot) -> None:
    page = safe_page('<a href="https://x.example/a?b=1">qui</a>')
    assert page is not None
    viewer.show_page(page, Pictures())
    viewer.show()
    cursor = viewer.cursorRect(viewer.textCursor())
    with qtbot.waitSignal(viewer.link_chosen) as chosen:
        qtbot.mouseClick(viewer.viewport(), Qt.MouseButton.LeftButton, pos=cursor.center() + QPoint(6, 0))
    assert chosen.args == ["https://x.example/a?b=1"]
    assert viewer.toPlainText() == "qui"


def test_the_deepest_page_is_laid_out_at_once(viewer: Viewer, qtbot: QtBot) -> None:
    page = safe_page("".join(f"<table><tr><td>w{n}<td>x" for n in range(60)) + "<p>a</p>" * 3_000)
    assert page is not None
    viewer.show_page(page, Pictures())
    viewer.show()
    qtbot.waitUntil(lambda: viewer.document().size().height() > 0, timeout=5_000)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td colspan=99 rowspan=99>a</td></tr>" * 100,
        "<tr>" + "<td>a</td>" * 2_000 + "</tr>" + "<tr><td>b</td></tr>" * 400,
        "<tr>" + "<td rowspan=90>a</td>" * 60 + "</tr>" + "<tr><td>b</td></tr>" * 60,
        "<tr><td><table><tr><td><table>" + "<tr><td>b</td></tr>" * 1_200,
    ],
)
def test_a_table_costs_its_columns_times_its_rows(rows: str) -> None:
    """The first, of four kilobytes, kept Qt busy for 46 seconds, the second for three minutes."""
    page = safe_page(f"<table>{rows}</table>")
    assert page is not None
    assert page.left_out > 0
    assert laid_out(page) <= PLACES


@pytest.mark.usefixtures("qapp")
def test_an_order_of_a_hundred_lines_stays_a_table() -> None:
    page = safe_page("<table>" + "<tr><td>lampada</td><td colspan=2>2</td><td>10,00</td></tr>" * 100 + "</table>")
    assert page is not None
    assert page.left_out == 0
    assert laid_out(page) == 400


def laid_out(page: Page) -> int:
    """Columns times rows of the outermost table, as Qt counts them, and of those inside."""
    viewed = QTextDocument()
    viewed.setHtml(page.html)
    frames = viewed.rootFrame().childFrames()
    for frame in frames:
        frames += frame.childFrames()
    return sum(table.rows() * table.columns() for table in frames if isinstance(table, QTextTable))
