"""The editor by itself: what is formatted, pasted and shown is what will be sent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.mime.rich import BULLET, NUMBER, Paragraph, Rich, Run, from_html, normal, to_html
from desktop.ui.picturing import WIDEST, picture_of
from desktop.ui.views.editor import Editor

LETTERS = st.text(st.sampled_from("ab è<&>\n-1."), min_size=1, max_size=8)
RUNS = st.builds(Run, LETTERS, st.booleans(), st.booleans(), st.sampled_from(("", "https://shop.it/reso")))
PARAGRAPHS = st.builds(
    Paragraph, st.lists(RUNS, max_size=3).map(tuple), st.sampled_from(("", BULLET, NUMBER)), st.integers(0, 3)
)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor()
    qtbot.addWidget(made)
    return made


def red(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=5).map(tuple))
def test_what_is_opened_stands_there(editor: Editor, rich: Rich) -> None:
    wanted = normal(rich)
    editor.open("", to_html(wanted))
    assert editor.rich == (wanted if from_html(to_html(wanted)) else (Paragraph(),))


def test_tab_takes_an_item_deeper_and_enter_goes_out_of_an_empty_one(editor: Editor) -> None:
    editor.open("")
    editor.numbers()
    for words in ("reso", "scatola", "nastro"):
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "rimborso")
    upwards = editor.textCursor()
    upwards.movePosition(QTextCursor.MoveOperation.Up, QTextCursor.MoveMode.MoveAnchor)
    editor.setTextCursor(upwards)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    upwards.movePosition(QTextCursor.MoveOperation.Up, QTextCursor.MoveMode.MoveAnchor)
    editor.setTextCursor(upwards)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text == "1. reso\n   1. scatola\n      1. nastro\n2. rimborso", "what stands in it goes along"
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.html == "<ol><li>reso</li><li>scatola<ol><li>nastro</li></ol></li><li>rimborso</li></ol>"
    editor.undo()
    assert editor.text == "1. reso\n   1. scatola\n      1. nastro\n2. rimborso"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(2):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Grazie")
    assert editor.text.endswith("2. rimborso\nGrazie")


def test_tab_outside_a_list_goes_on_to_what_comes_next(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor, following = Editor(), QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(editor)
    layout.addWidget(following)
    window.show()
    editor.open("Gentile Carla")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert window.focusWidget() is following
    editor.setFocus()
    editor.bullets()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert window.focusWidget() is following, "the first item stands in nothing"


def test_plain_words_are_plain(editor: Editor) -> None:
    editor.open("Gentile Carla,\n\n  arriva domani.")
    assert (editor.text, editor.html, editor.pictures) == ("Gentile Carla,\n\n  arriva domani.", "", ())


def test_keys_format_what_is_typed(editor: Editor) -> None:
    editor.open("")
    editor.embolden()
    QTest.keyClicks(editor, "Reso")
    editor.embolden()
    editor.italicise()
    QTest.keyClicks(editor, " entro")
    editor.italicise()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.bullets()
    QTest.keyClicks(editor, "scatola")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "modulo ")
    editor.link("https://shop.it/reso")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.bullets()
    QTest.keyClicks(editor, "Grazie")
    assert editor.html == (
        "<div><b>Reso</b><i> entro</i></div><ul><li>scatola</li>"
        '<li>modulo <a href="https://shop.it/reso">shop.it/reso</a></li></ul><div>Grazie</div>'
    )
    assert editor.text == "Reso entro\n- scatola\n- modulo shop.it/reso\nGrazie"


def test_a_link_is_changed_and_taken_away_where_the_cursor_is(editor: Editor) -> None:
    editor.open("", '<div>il <a href="https://a.it">modulo</a> qui</div>')
    cursor = editor.textCursor()
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    assert editor.linked == ("modulo", "https://a.it")
    editor.link("https://b.it")
    assert editor.html == '<div>il <a href="https://b.it">modulo</a> qui</div>'
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    editor.link("")
    assert (editor.html, editor.text) == ("", "il modulo qui")


def test_what_is_pasted_keeps_only_what_a_mail_may_have(editor: Editor) -> None:
    editor.open("Ecco: ")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setHtml('<h1 style="color:red">Resi</h1><script>x</script><p onclick="y">entro <b>14</b> giorni</p>')
    data.setText("Resi")
    editor.insertFromMimeData(data)
    assert editor.html == "<div>Ecco: <b>Resi</b></div><div><br></div><div>entro <b>14</b> giorni</div>"


def test_a_note_takes_words_alone(editor: Editor) -> None:
    editor.open("", formats=False)
    data = QMimeData()
    data.setHtml("<b>Resi</b>")
    data.setText("Resi")
    data.setImageData(red(3, 3))
    editor.insertFromMimeData(data)
    editor.embolden()
    editor.bullets()
    assert (editor.text, editor.html) == ("Resi", "")


def test_what_is_copied_is_pasted_as_it_was(editor: Editor) -> None:
    html = (
        '<div>uno</div><ul><li>due</li><li><b>tre</b></li></ul><div><br></div><div><a href="https://a.it">q</a></div>'
    )
    editor.open("", html)
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    editor.open("")
    editor.insertFromMimeData(data)
    assert editor.html == html


def test_a_pasted_picture_stands_in_the_text_and_is_no_larger_than_is_of_use(editor: Editor, qtbot: QtBot) -> None:
    editor.open("")
    data = QMimeData()
    data.setImageData(red(3_000, 1_500))
    with qtbot.waitSignal(editor.told) as told:
        editor.insertFromMimeData(data)
    assert told.args == [f"The picture was made smaller: {WIDEST} pixels across"]
    (picture,) = editor.pictures
    assert QImage.fromData(picture.content).width() == WIDEST
    assert (picture.filename, picture.content_type) == ("picture.png", "image/png")
    assert editor.text == "[picture.png]"
    assert f'src="cid:{picture.cid}"' in editor.html
    html, pictures = editor.html, editor.pictures
    editor.open("", html, pictures)
    assert (editor.html, editor.pictures) == (html, pictures)
    editor.clear()
    assert editor.pictures == ()


def test_a_picture_file_leaves_without_its_path_and_what_it_says_of_its_maker(editor: Editor) -> None:
    image = red(20, 20)
    image.setText("Author", "Anna di casa")
    content = bytes(_png(image))
    assert b"Anna di casa" in content
    assert editor.add_picture("/home/anna/foto.png", content)
    (picture,) = editor.pictures
    assert picture.filename == "foto.jpg" if picture.content_type == "image/jpeg" else "foto.png"
    assert b"Anna di casa" not in picture.content
    assert not editor.add_picture("x.png", b"no picture")
    assert picture_of(b"GIF89a") is None


def _png(image: QImage) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_the_next_text_knows_nothing_of_the_manner_of_the_one_before(editor: Editor) -> None:
    editor.open("", '<ul><li><b><a href="https://a.it">qui</a></b></li></ul>')
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.open("Testo")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " nuovo")
    assert (editor.text, editor.html) == ("Testo nuovo", "")


def test_what_is_typed_behind_a_link_is_not_part_of_it(editor: Editor) -> None:
    editor.open("", '<div>il <a href="https://a.it">modulo</a></div>')
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " ora")
    assert editor.html == '<div>il <a href="https://a.it">modulo</a> ora</div>'
    cursor = editor.textCursor()
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "X")
    assert editor.html == '<div>il <a href="https://a.it">modXulo</a> ora</div>'
