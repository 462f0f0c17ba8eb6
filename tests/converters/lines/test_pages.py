"""Pages whose lines hold whole paragraphs: where one begins, and what goes on there behind a full stop."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import pytest

from converters.documents.joining import join
from converters.lines.layout import Layout
from converters.lines.lines import Line
from converters.lines.pages import page_tops
from tests.dialects import Indent, wrap
from tests.rawtext import lines

WORDS = ("规划绿道", "养护步道", "修复湿地", "建设驿站", "栽植行道树", "清理河岸", "更新路灯", "开放庭院", "巡查水面")


class Printed(NamedTuple):
    """A text as its pages cut it: the pieces of its paragraphs, and which of them begin one."""

    pieces: tuple[str, ...]
    begin: frozenset[int]

    @property
    def lines(self) -> list[Line]:
        """The raw lines, blank ones between them."""
        return lines("\n\n".join(self.pieces))

    @property
    def hidden(self) -> list[int]:
        """Pieces that go on behind a full stop."""
        return [i for i in range(1, len(self.pieces)) if i not in self.begin and self.pieces[i - 1].endswith("。")]

    @property
    def second(self) -> int:
        """The piece that begins the first paragraph without a number."""
        return next(i for i in sorted(self.begin) if not self.pieces[i][0].isdigit())


def printed(random: Random, seconds: int, width: int, height: int) -> Printed:
    """Sixty numbered items, of which some have a second paragraph, set in pages of a `height` in lines."""

    def paragraph() -> str:
        return "".join("，".join(random.choices(WORDS, k=random.randint(3, 8))) + "。" for _ in range(4))

    long = random.sample(range(59), seconds)
    items = [[f"{n + 1}. {WORDS[n % 9]}。{paragraph()}", *([paragraph()] if n in long else [])] for n in range(60)]
    set_lines = [
        (line, place == 0)
        for item in items
        for words in item
        for place, line in enumerate(wrap(words, width, Indent.LOST))
    ]
    pieces: list[str] = []
    begin = set()
    for i, (line, begins) in enumerate(set_lines):
        if begins:
            begin.add(len(pieces))
        if begins or i % height == 0:
            pieces.append("")
        pieces[-1] += line
    return Printed(tuple(pieces), frozenset(begin))


def texts(seconds: int, width: int = 18, height: int = 30) -> Iterator[Printed]:
    """Texts without end, the same in every run."""
    random = Random(f"{seconds} {width} {height}")  # noqa: S311  # sample text, no secret
    while True:
        yield printed(random, seconds, width, height)


def begun(text: Printed) -> set[int]:
    """The pieces with which paragraphs begin, as they are joined."""
    found = text.lines
    places = {line.no: i for i, line in enumerate(found)}
    joined = join(found, Layout(None, False), [line.form for line in found])
    return {places[paragraph.lines[0].no] for paragraph in joined}


def cut_behind_a_stop(seconds: int, width: int = 18, height: int = 30) -> Iterator[Printed]:
    """Texts of which one page, neither the first nor the last, ends behind a full stop inside a paragraph."""
    for text in texts(seconds, width, height):
        cuts = [i for i in range(len(text.pieces)) if i not in text.begin]
        if len(text.hidden) == 1 and text.hidden[0] in cuts[1:-1]:
            yield text


@pytest.mark.parametrize(("width", "height"), [(18, 30), (18, 36), (20, 32)])
def test_an_item_goes_on_at_the_top_of_a_page(width: int, height: int) -> None:
    some = [text for text, _ in zip(cut_behind_a_stop(0, width, height), range(12), strict=False)]
    joined = [begun(text) for text in some]
    assert all(text.begin <= found for text, found in zip(some, joined, strict=True))
    assert sum(found == text.begin for text, found in zip(some, joined, strict=True)) >= 9


def test_second_paragraphs_are_a_habit_where_two_items_have_one() -> None:
    text = next(cut_behind_a_stop(2))
    assert begun(text) == text.begin | {text.hidden[0]}


def test_the_only_second_paragraph_stays_one_inside_a_page() -> None:
    inside = (text for text in texts(1) if not text.hidden and not [*page_tops(text.lines, [text.second])])
    for text, _ in zip(inside, range(8), strict=False):
        assert begun(text) == text.begin


def test_hardly_any_other_paragraph_begins_where_a_page_would() -> None:
    asked, tops = 0, 0
    for text, _ in zip(texts(0), range(12), strict=False):
        asked += len(text.begin)
        tops += len([*page_tops(text.lines, sorted(text.begin))])
    assert tops < 0.06 * asked


def test_unequal_pages_tell_nothing() -> None:
    text = next(text for text in cut_behind_a_stop(0) if begun(text) == text.begin)
    for change in (_shorten, _swell):
        assert not [*page_tops(change(text.lines, text.hidden[0]), text.hidden)]


def _shorten(found: list[Line], at: int) -> Sequence[Line]:
    """Without the pages before and behind, which could tell how much one holds."""
    return found[: at + 2]


def _swell(found: list[Line], at: int) -> Sequence[Line]:
    """With more before the line than a page holds."""
    found[at - 1].width += 200
    return found
