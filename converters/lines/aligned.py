"""Rows of tables that a text layer sets as the page has them: white space between columns, cells of several lines.

Under 序号 … stand 1, 2, 3 …. A cell goes on below the number of its row; where cells are centred, it begins above.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from operator import itemgetter

from converters.lines.cells import CELL_FORMS, Piece, heads_of_tables, row_of
from converters.lines.lines import Line, Lines
from converters.lines.widths import first_piece
from converters.printed.characters import BLANK, line_around, width
from converters.text import Log

_LEAST_ROWS, _MOST_LINES = 2, 12
"""Rows of such a table; lines from the number of a row to the next at most"""
_NUMBER_RE = re.compile("(?:([0-9]{1,3})|[合总小] ?计)(?:  |[\t\u3000]|$)")
_WORDS_RE = re.compile(f"[^{BLANK}]+(?: [^{BLANK}]+)*")


def aligned_rows(lines: Lines, raw: str, log: Log) -> Iterator[tuple[range, Line]]:
    """The rows, each with the lines of a `raw` text that it takes, of tables in which any takes several."""
    behind = 0
    for head in heads_of_tables(lines):
        numbers = _numbers(lines, head) if head >= behind else []
        if len(numbers) < _LEAST_ROWS:
            continue
        behind = numbers[-1] + 1
        if table := _table(lines, head, numbers, raw):
            for row in table.rows:
                yield row, row_of(lines, _cells(table, row), log, header=row is table.rows[0])


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that stand together on a line: a cell, or what goes on with one."""

    start: int
    """Their offset in the words of the line."""
    words: str
    place: range
    """The columns of characters of the page that they take."""


_Cells = Mapping[int, _Words]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: its rows as ranges of lines, the head first, and what of each line stands in which column."""

    rows: Sequence[range]
    cells: Mapping[int, _Cells]
    columns: int


def _table(lines: Sequence[Line], head: int, numbers: Sequence[int], raw: str) -> _Table | None:
    """The table with a head and numbers below; None where columns do not show, or no row takes several lines."""
    body = range(head + 1, numbers[-1] + 1)
    found: list[tuple[int, dict[int, _Cells]]] = []
    for across in (len, _half_widths):  # some programs count characters, others what they take
        pieces = {i: _pieces(lines[i], raw, across) for i in range(head, min(body.stop + _MOST_LINES, len(lines)))}
        columns = _columns(piece for i in body for piece in pieces[i])
        if len(columns) == len(pieces[head]):
            cells = {i: _in_columns(lines[i], pieces[i], columns) for i in pieces}
            places = {(k, piece.place.start) for i in body for k, piece in cells[i].items()}
            cells[head] = dict(enumerate(pieces[head]))  # names stand over the middle of columns, or at their edge
            found.append((len(places), cells))
    if not found:
        return None
    _, cells = min(found, key=itemgetter(0))  # where they line up
    rows = [*_rows(lines, head, [i for i in body if 0 in cells[i]], cells)]
    return _Table(rows, cells, len(cells[head])) if max(map(len, rows)) > 1 else None


def _numbers(lines: Sequence[Line], head: int) -> list[int]:
    """Where lines below a head begin with 1, 2, 3 …, or with 合计; a table that was parted goes on with 4, 5 …."""
    found: list[int] = []
    wanted = None
    for i in range(head + 1, len(lines)):
        if lines[i].form not in CELL_FORMS or i - (found or [head])[-1] > _MOST_LINES:
            break
        match = _NUMBER_RE.match(lines[i].words)
        if match and (wanted is None or match[1] in (None, wanted)):
            found.append(i)
            wanted = str(int(match[1]) + 1) if match[1] else wanted
    return found


def _pieces(line: Line, raw: str, across: Callable[[str], int]) -> list[_Words]:
    start, _ = line_around(raw, line.at)
    before, pieces = across(raw[start : line.at]), []
    for match in _WORDS_RE.finditer(line.words):
        place = before + across(line.words[: match.start()])
        pieces.append(_Words(match.start(), match[0], range(place, place + across(match[0]))))
    return pieces


def _half_widths(words: str) -> int:
    """How many half-width characters words take, white space included."""
    return int(2 * width(words)) + sum(1 + (char == "\u3000") for char in words if char in BLANK)


def _columns(pieces: Iterable[_Words]) -> list[range]:
    """The columns of a table: what pieces of its lines take, white space between that no piece stands in."""
    columns: list[range] = []
    for place in sorted((piece.place for piece in pieces), key=lambda place: place.start):
        if columns and place.start < columns[-1].stop:
            columns[-1] = range(columns[-1].start, max(columns[-1].stop, place.stop))
        else:
            columns.append(place)
    return columns


def _in_columns(line: Line, pieces: Sequence[_Words], columns: Sequence[range]) -> _Cells:
    """Of each column what stands in it on a line; nothing where a piece stands in none, or in several."""
    found: dict[int, _Words] = {}
    for piece in pieces:
        start, stop = piece.place.start, piece.place.stop
        over = [k for k, column in enumerate(columns) if start < column.stop and column.start < stop]
        if len(over) != 1:
            return {}
        begin = found.get(over[0], piece)  # 范  里: what stands apart here does not so in other rows
        words = line.words[begin.start : piece.start + len(piece.words)]
        found[over[0]] = _Words(begin.start, words, range(begin.place.start, stop))
    return found


def _rows(lines: Sequence[Line], head: int, numbers: Sequence[int], cells: Mapping[int, _Cells]) -> Iterator[range]:
    """The rows of a table, the head first. Where cells are centred, a number stands in the middle of its row."""
    widths: Counter[int] = Counter()
    for i in range(head + 1, numbers[-1] + 1):
        for k, piece in cells[i].items():
            widths[k] = max(widths[k], ceil(width(piece.words)))
    above = {i: _goes_on([cells[i - 1]], cells[i], widths) for i in numbers if i - 1 not in {head, *numbers}}
    bare = any(1 not in cells[i] and cells[i][0].words.isdecimal() for i in numbers)
    centred = bare or above.get(numbers[0]) or 2 * sum(map(bool, above.values())) > len(above)
    start = head + 1 if centred else numbers[0]
    yield range(head, start)
    for number, after in zip(numbers, (*numbers[1:], None), strict=True):
        row = [cells[i] for i in range(start, number + 1)]
        end = after or _behind(lines, number, cells)
        below = [cells[i] for i in range(number + 1, end)]
        if centred:
            end = number + 1 + _taken(row, below, widths)
        elif after is None:
            end = number + 1 + _going_on(row, below, widths)
        yield range(start, end)
        start = end


def _behind(lines: Sequence[Line], number: int, cells: Mapping[int, _Cells]) -> int:
    """Index of the first line below the last number of a table that can be none of its lines."""
    end = number + 1
    while end in cells and cells[end] and 0 not in cells[end] and lines[end].form in CELL_FORMS and not lines[end].gap:
        end += 1
    return end


def _going_on(row: Sequence[_Cells], below: Sequence[_Cells], widths: Mapping[int, int]) -> int:
    """How many of the lines below a row go on with its cells."""
    ends = (taken for taken, line in enumerate(below) if not _goes_on([*row, *below[:taken]], line, widths))
    return next(ends, len(below))


def _taken(row: Sequence[_Cells], below: Sequence[_Cells], widths: Mapping[int, int]) -> int:
    """How many of the lines below the number of a centred row belong to it: as many as above, if nothing tells more."""
    costs = [abs(len(row) - 1 - taken) for taken in range(len(below) + 1)]
    for taken, line in enumerate(below):
        goes_on = _goes_on([*row, *below[:taken]], line, widths)
        costs[taken] += 0 if goes_on is None else _CUT_OFF if goes_on else _ENDED
    return costs.index(min(costs))


_CUT_OFF, _ENDED = 3, -1
"""Lines out of balance that a cut would have to save, to part what goes on; that it costs, where a cell has ended"""


def _goes_on(row: Sequence[_Cells], line: _Cells, widths: Mapping[int, int]) -> bool | None:
    """Whether a line goes on with the cells of a row, for which there was no room above; None where they are empty."""
    last = {k: piece for above in row for k, piece in above.items()}
    full = [width(last[k].words) + first_piece(piece.words) > widths[k] for k, piece in line.items() if k in last]
    return all(full) if full else None


def _cells(table: _Table, row: range) -> list[list[Piece]]:
    """The pieces of each cell of a row."""
    cells: list[list[Piece]] = [[] for _ in range(table.columns)]
    for i in row:
        for k, piece in table.cells[i].items():
            cells[k].append(Piece(i, piece.start, piece.start + len(piece.words)))
    return cells
