"""Tables that go on over pages: the head row that each page prints again above the rows that follow."""

from collections.abc import Container, Iterable, Iterator, Sequence

from converters.lines.cells import cells_apart, cells_of
from converters.lines.folios import ORDINALS, row_number
from converters.lines.lines import Line
from converters.lines.looks import DIVISIONS, Form

_LEAST_CELLS, _MOST_CELLS, _MOST_BETWEEN, _MOST_HEAD_LINES = 2, 8, 120, 4
_MOST_STACKED = 400
_NO_ROW = frozenset((Form.ANNEX, Form.DATE, Form.DOCNO, Form.PRINTED, Form.ARTICLE, *DIVISIONS))


def repeated_heads(lines: Sequence[Line], page: Container[int], ends: Iterable[int], start: int) -> Iterator[int]:
    """Places of the lines below the edge of a page that print again how the table began which the page cut.

    `page` has the places of what stands at the edges of pages, `ends` the same in any order;
    no table begins before `start`.
    """
    for i in (i + 1 for i in ends):
        if i < len(lines) and lines[i].tight in ORDINALS:
            yield from _stacked_head(lines, i)
        if i >= len(lines) or i in page or not _is_row(lines[i]):
            continue
        above = (j for j in range(i - 2, max(i - _MOST_BETWEEN, start) - 1, -1) if lines[j].tight == lines[i].tight)
        head = next((j for j in above if lines[j].header or j - 1 in page or not (j and _is_row(lines[j - 1]))), None)
        if head is None or not _is_one_table(lines, head, i, page):
            continue
        for k in range(_MOST_HEAD_LINES):
            if i + k == len(lines) or lines[head + k].tight != lines[i + k].tight:
                break
            yield i + k


def _stacked_head(lines: Sequence[Line], i: int) -> range:
    """The lines of a head at `i` of which each cell has a line, where the same stands above and the numbers go on."""
    above = next((j for j in range(i - 1, max(i - _MOST_STACKED, 0) - 1, -1) if lines[j].tight == lines[i].tight), i)
    width = 1
    while i + width < len(lines) and lines[i + width].tight == lines[above + width].tight and width < _MOST_CELLS:
        width += 1
    first, then = (row_number(lines[k].tight) if k < len(lines) else 0 for k in (above + width, i + width))
    goes_on = width >= _LEAST_CELLS and 0 < first < then
    return range(i, i + width if above < i and goes_on else i)


def _is_row(line: Line) -> bool:
    """Whether words stand side by side on a line, as cells do, and are no number of an article with its text."""
    if line.form in _NO_ROW:
        return False
    return bool(line.cells) or max(len(cells_apart(line.words)), len(cells_of(line.words))) >= _LEAST_CELLS


def _is_one_table(lines: Sequence[Line], head: int, end: int, page: Container[int]) -> bool:
    """Whether nothing but rows, and what pages print, stands from a head to a line that may repeat it."""
    between = [lines[j] for j in range(head + 1, end) if j not in page]
    deep = lines[head].indent + _DEEP
    rows = sum(_is_row(line) or line.indent > deep for line in between)
    return bool(between) and 2 * rows > len(between) and not any(line.form in _NO_ROW for line in between)


_DEEP = 3
"""Full-width characters that the rest of a cell stands further in than the head of its table"""
