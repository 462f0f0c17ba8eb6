"""Rows of tables of which each cell has a line of its own, or several: under 序号 … they begin at 1, 2, 3 ….

Where a table is parted, the next part goes on with 4, 5 ….
"""

from collections.abc import Sequence
from itertools import pairwise

from converters.lines.cells import is_cell
from converters.lines.folios import ORDINALS, row_number
from converters.lines.lines import Line, Lines, with_parts
from converters.lines.looks import PLAIN
from converters.lines.rows import is_tail
from converters.text import concat

_LEAST_COLUMNS, _MOST_COLUMNS, _LEAST_ROWS, _MOST_LINES = 2, 8, 2, 2
"""Columns and rows of such a table; lines that a cell of it takes on average"""
_ORDINAL_ENDS = "".join({ordinal[-1] for ordinal in ORDINALS})


def stacked_rows(lines: Lines, raw: str) -> Lines:
    """Lines of a `raw` text; one row in the place of those that are its cells."""
    if not any(ordinal[0] in raw for ordinal in ORDINALS):
        return lines
    heads = [i for i in lines.ending(_ORDINAL_ENDS) if lines[i].tight in ORDINALS]
    parts: dict[int, Sequence[Line]] = {}
    for head in heads:
        if head not in parts:
            rows = _find_rows(lines, head)
            parts |= {i: () for row in rows for i in row}
            parts |= {row.start: [made] for row, made in zip(rows, _made(lines, rows), strict=True)}
    return with_parts(lines, parts)


def _find_rows(lines: Sequence[Line], head: int) -> list[range]:
    """The head of a table, whose first cell is told, and its rows: their number stands on a line of its own."""
    first = _next(lines, head, None, _MOST_COLUMNS)
    width = first - head
    starts = [first]
    number = row_number(lines[first].tight)
    while (start := _next(lines, starts[-1], number + len(starts), width * _MOST_LINES)) > starts[-1]:
        starts.append(start)
    if width < _LEAST_COLUMNS or len(starts) < _LEAST_ROWS or not all(map(is_tail, lines[head:first])):
        return []
    rows = [range(*span) for span in pairwise([head, *starts])]
    broken = [lines[i].width for row in rows for i in _broken(lines, row, width)]
    return [*rows, range(starts[-1], _last_end(lines, starts[-1], width, min(broken, default=0)))]


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
