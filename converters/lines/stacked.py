"""Rows of tables of which each cell has a line of its own, or several: under 序号 … they begin at 1, 2, 3 ….

Where a table is parted, the next part goes on with 4, 5 ….
"""

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from converters.lines.cells import is_cell
from converters.lines.folios import ORDINALS, row_number
from converters.lines.lines import Line, Lines
from converters.lines.looks import DIVISIONS, PLAIN, Form
from converters.lines.rows import is_tail
from converters.text import concat

_LEAST_COLUMNS, _MOST_COLUMNS, _LEAST_ROWS, _MOST_LINES = 2, 8, 2, 2
"""Columns and rows of such a table; lines that a cell of it takes on average"""
_ORDINAL_ENDS = "".join({ordinal[-1] for ordinal in ORDINALS})


def stacked_rows(lines: Lines) -> Iterator[tuple[range, Line]]:
    """The rows, each with the lines that are its cells."""
    known: set[tuple[str, ...]] = set()
    behind = 0
    for head in lines.ending(_ORDINAL_ENDS):
        if head >= behind and lines[head].tight in ORDINALS and (rows := _find_rows(lines, head, known)):
            known.add(_names(lines, rows[0]))
            behind = rows[-1].stop
            yield from zip(rows, _made(lines, rows), strict=True)


def _names(lines: Sequence[Line], head: range) -> tuple[str, ...]:
    return tuple(lines[i].tight for i in head)


def _find_rows(lines: Sequence[Line], head: int, known: Container[tuple[str, ...]]) -> list[range]:
    """The head of a table, whose first cell is told, and its rows: their number stands on a line of its own.

    One row is enough below a head that is `known` from a table above.
    """
    first = _next(lines, head, None, _MOST_COLUMNS)
    width = first - head
    starts = [first]
    number = row_number(lines[first].tight)
    while (start := _next_row(lines, starts[-1], number + len(starts), width)) > starts[-1]:
        starts.append(start)
    again = _names(lines, range(head, first)) in known
    if width < _LEAST_COLUMNS or len(starts) < _LEAST_ROWS - again or not all(map(is_tail, lines[head:first])):
        return []
    rows = [range(*span) for span in pairwise([head, *starts])]
    broken = [lines[i].width for row in rows for i in _broken(lines, row, width)]
    end = _last_end(lines, starts[-1], width, min(broken, default=0))
    sentences = again or not all(is_cell(lines[i]) for row in rows for i in row)
    counted = sentences and _is_row(lines, starts[-1], width)
    return [*rows, range(starts[-1], starts[-1] + width if counted else end)]


def _next_row(lines: Sequence[Line], start: int, number: int, width: int) -> int:
    """Index of the line that begins the next row; cells that are sentences are told by how many there are."""
    counted = start + width < len(lines) and row_number(lines[start + width].tight) == number
    below = _next(lines, start, number, width * _MOST_LINES)
    return start + width if below == start and counted and _is_row(lines, start, width) else below


def _is_row(lines: Sequence[Line], start: int, width: int) -> bool:
    """Whether as many lines as a table has columns can be a row of it, whatever its cells hold."""
    row = lines[start : start + width]
    return len(row) == width and not any(line.form in _NO_CELL for line in row)


_NO_CELL = DIVISIONS | {Form.ARTICLE, Form.ANNEX, Form.LEVEL1}


def _next(lines: Sequence[Line], start: int, number: int | None, most: int) -> int:
    """Index of the line behind `start` that is a row's number, only cells between them; `start` where none is.

    The first number is not known, and is None.
    """
    for i in range(start + 1, min(start + 1 + most, len(lines))):
        if (found := row_number(lines[i].tight)) and number in (None, found):
            return i
        if not is_cell(lines[i]):
            break
    return start


def _broken(lines: Sequence[Line], row: range, width: int) -> list[int]:
    """The lines of a row that go on in the next, where it has more than columns: the widest, as those filled cells."""
    more = max(len(row) - width, 0)
    open_ = [i for i in row[1:-1] if lines[i + 1].form is PLAIN]
    return sorted(sorted(open_, key=lambda i: -lines[i].width)[:more])


def _last_end(lines: Sequence[Line], start: int, width: int, broken: float) -> int:
    """Index behind the last row, which no number follows: it has as many cells as the head."""
    end = start + 1
    cells = 1
    while cells < width and end < len(lines) and is_cell(lines[end]):
        goes_on = 0 < broken <= lines[end].width and end + 1 < len(lines) and lines[end + 1].form is PLAIN
        cells += not goes_on
        end += 1
    return end


def _made(lines: Sequence[Line], rows: Sequence[range]) -> list[Line]:
    """The rows as lines with cells; the first is the table's head."""
    made = []
    for row in rows:
        broken = set(_broken(lines, row, len(rows[0])))
        starts = [i for i in row if i - 1 not in broken]
        cells = tuple(concat([line.text for line in lines[start:end]]) for start, end in pairwise([*starts, row.stop]))
        made.append(Line.row(lines[row.start], lines[row.stop - 1], cells, header=row is rows[0]))
    return made
