"""Lists within lists: which list a paragraph of the editor is of, how deep, and how an item goes deeper or comes back.

Qt numbers the items of one list object, wherever they stand; so each list that a reader sees is one object."""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextList, QTextListFormat

from desktop.mime.rich import BULLET, DEEPEST, NUMBER

STYLES = {BULLET: QTextListFormat.Style.ListDisc, NUMBER: QTextListFormat.Style.ListDecimal}
_ITEMS = {style: item for item, style in STYLES.items()}


def item_of(block: QTextBlock) -> str:
    """BULLET or NUMBER; empty for a paragraph of no list."""
    listed = block.textList()
    return _ITEMS.get(listed.format().style(), BULLET) if listed is not None else ""


def depth_of(block: QTextBlock) -> int:
    """From 0; of no list too."""
    listed = block.textList()
    return max(0, listed.format().indent() - 1) if listed is not None else 0


class Nest:
    """Paragraphs are put in one after the other."""

    def __init__(self) -> None:
        self._held: list[tuple[str, QTextList]] = []
        """That go on, the innermost last."""

    def put(self, block: QTextBlock, item: str, depth: int) -> None:
        """``item``: empty for a paragraph of no list."""
        depth = min(depth, len(self._held)) if item else 0
        goes_on = len(self._held) > depth and self._held[depth][0] == item
        del self._held[depth + goes_on :]
        if goes_on:
            self._held[depth][1].add(block)
        elif item:
            kind = QTextListFormat()
            kind.setStyle(STYLES[item])
            kind.setIndent(depth + 1)
            self._held.append((item, QTextCursor(block).createList(kind)))


def deepened(cursor: QTextCursor, by: int) -> bool:
    """The items that are selected, with all that stands in them. Whether they could: nothing is more than one deeper
    than what it stands in."""
    around = _around(cursor.document().findBlock(cursor.selectionStart()))
    depths = [depth_of(block) for block in around]
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    chosen = [n for n, block in enumerate(around) if block.position() + block.length() > first]
    chosen = [n for n in chosen if around[n].position() <= last]
    if not chosen or not cursor.document().findBlock(last).textList():
        return False
    top = min(depths[n] for n in chosen)
    behind = takewhile(lambda n: depths[n] > depths[chosen[-1]], range(chosen[-1] + 1, len(around)))
    moved = {*chosen, *behind}
    above = depths[chosen[0] - 1] if chosen[0] else -1
    if top + by < 0 or depths[chosen[0]] + by > above + 1 or max(depths[n] for n in moved) + by > DEEPEST:
        return False
    cursor.beginEditBlock()
    nest = Nest()
    for n, (block, item) in enumerate([(block, item_of(block)) for block in around]):
        nest.put(block, item, depths[n] + by * (n in moved))
    cursor.endEditBlock()
    return True


def left(cursor: QTextCursor) -> bool:
    """An empty item becomes one of the list around, or a paragraph of none. Whether it was one."""
    block = cursor.block()
    listed = block.textList()
    if listed is None or cursor.hasSelection() or block.text():
        return False
    if not deepened(cursor, -1):
        cursor.beginEditBlock()
        listed.remove(block)
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.endEditBlock()
    return True


def _around(block: QTextBlock) -> list[QTextBlock]:
    """All items before and behind, up to what is of no list; none where the block is not."""
    found: list[QTextBlock] = []
    before = block
    while before.isValid() and before.textList() is not None:
        found.insert(0, before)
        before = before.previous()
    behind = block.next()
    while found and behind.isValid() and behind.textList() is not None:
        found.append(behind)
        behind = behind.next()
    return found
