"""Rows of tables that a text layer reads cell by cell, where the head, and rows that fit, stand on one line.

Under 序号 文件名称 文号 stand 1, 2, 3 …, alone or with the first words of their row.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from converters.lines.folios import ORDINALS
from converters.lines.lines import Line, Lines, with_parts
from converters.lines.looks import PLAIN, Form
from converters.printed.characters import BLANK, HAN, width
from converters.text import Log, concat

_LEAST_COLUMNS, _LEAST_ROWS, _MOST_LINES = 3, 2, 3
"""Columns and rows of such a table; lines that a cell of it takes on average at most"""
_CELLS = frozenset((PLAIN, Form.DOCNO, Form.DATE))
"""What a line of cells can look like"""
_STOPS = "。；："
_NUMBER_RE = re.compile(f"[0-9]{{1,3}}(?![^{BLANK}])")
_WORDS_RE = re.compile(
    f"^{_NUMBER_RE.pattern}|(?:[^{BLANK}]|(?<=[{HAN}〔（])[{BLANK}](?=[0-9])|(?<=[0-9])[{BLANK}](?=[{HAN}〕）]))+"
)
"""A cell: the number of the row, or words in which figures may be spaced out, 云政发〔2018〕3 号"""


class _Piece(NamedTuple):
    """A cell on one line, or a part of one: from one place of the words of a line to another."""

    line: int
    start: int
    end: int


def cellwise_rows(lines: Lines, log: Log) -> Lines:
    """Lines, one row in the place of those that hold its cells, in tables with rows of which each cell has its own."""
    parts: dict[int, Sequence[Line]] = {}
    behind = 0
    for head in lines.beginning("".join({ordinal[0] for ordinal in ORDINALS})):
        names = _pieces(lines[head], head)
        if head < behind or len(names) < _LEAST_COLUMNS or lines[head].words[: names[0].end] not in ORDINALS:
            continue
        starts = _starts(lines, head, len(names))
        behind = max(starts, default=head) + 1
        if len(starts) < _LEAST_ROWS or not any(lines[i].tight.isdecimal() for i in starts):
            continue
        end = _end(lines, head, starts, len(names))
        rows = [_cells(lines, range(*span), len(names)) for span in pairwise((head, *starts, end))]
        if all(rows):
            parts |= dict.fromkeys(range(head, end), ())
            parts |= {row[0][0].line: [_made(lines, row, log, header=row is rows[0])] for row in rows}
    return with_parts(lines, parts)


def _pieces(line: Line, i: int) -> list[_Piece]:
    return [_Piece(i, *match.span()) for match in _WORDS_RE.finditer(line.words)]


def _is_of_cells(line: Line) -> bool:
    return line.form in _CELLS and line.tight[-1] not in _STOPS


def _starts(lines: Sequence[Line], head: int, columns: int) -> list[int]:
    """Where rows begin: at 1, 2, 3 … or, in a table that was parted, at 4, 5 …, each behind the cells of another."""
    starts: list[int] = []
    number = seen = 0
    for i in range(head + 1, len(lines)):
        match = _NUMBER_RE.match(lines[i].words)
        if match and (not starts or (int(match[0]) == number + 1 and seen >= columns)):
            starts.append(i)
            number, seen = int(match[0]), 0
        elif not _is_of_cells(lines[i]) or i - (starts or [head])[-1] >= columns * _MOST_LINES:
            break
        seen += len(_pieces(lines[i], i))
    return starts


def _end(lines: Sequence[Line], head: int, starts: Sequence[int], columns: int) -> int:
    """Index behind the last row, which no number follows: it has as many cells, and ends as the others do."""
    widest = max(line.width for line in lines[head : starts[-1]])
    ends = {lines[i - 1].tight[-1] for i in starts[1:]}
    end, seen = starts[-1], 0
    while end < len(lines) and _is_of_cells(lines[end]) and (end == starts[-1] or not lines[end].gap):
        line = lines[end]
        seen += len(_pieces(line, end)) - (line.width > widest - 1)
        end += 1
        if seen >= columns and (len(ends) > 1 or line.tight[-1] in ends):
            break
    return end


def _cells(lines: Sequence[Line], row: range, columns: int) -> list[list[_Piece]]:
    """The cells of a row, its number the first; none where its lines do not tell them.

    Where there are more pieces than columns, the widest at ends of lines go on in the next, as those filled cells.
    """
    pieces = [piece for i in row for piece in _pieces(lines[i], i)]
    more = max(len(pieces) - columns, 0)
    ends = [j for j in range(1, len(pieces) - 1) if pieces[j].line < pieces[j + 1].line]
    open_ = [j for j in ends if lines[pieces[j + 1].line].form is PLAIN]
    broken = sorted(open_, key=lambda j: -width(_words(lines, pieces[j])))[:more]
    if len(broken) < more:
        return []
    starts = [j for j in range(len(pieces)) if j - 1 not in broken]
    return [pieces[start:end] for start, end in pairwise((*starts, len(pieces)))]


def _words(lines: Sequence[Line], piece: _Piece) -> str:
    return lines[piece.line].words[piece.start : piece.end]


def _made(lines: Sequence[Line], row: Sequence[Sequence[_Piece]], log: Log, *, header: bool) -> Line:
    """A row as a line with cells."""
    cells = tuple(concat([lines[piece.line].text[piece.start : piece.end] for piece in cell]) for cell in row)
    for one, two in pairwise([piece for cell in row for piece in cell]):
        if one.line == two.line:
            log.drop(map(lines[one.line].text.raw_at, range(one.end, two.start)), "space")
    first = lines[row[0][0].line]
    line = Line.of(first.no, concat(cells), first.indent, first.gap, cells)
    line.last, line.header = lines[row[-1][-1].line].end, header
    return line
