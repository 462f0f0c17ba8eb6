"""Rows of tables that a text layer reads cell by cell, where the head, and rows that fit, stand on one line.

Under 序号 文件名称 文号 stand 1, 2, 3 …, alone or with the first words of their row.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from converters.lines.cells import Piece, heads_of_tables, is_cell, row_of
from converters.lines.lines import Line, Lines
from converters.lines.looks import PLAIN
from converters.printed.characters import BLANK, HAN, width
from converters.text import Log

_LEAST_ROWS, _MOST_LINES = 2, 3
"""Rows of such a table; lines that a cell of it takes on average at most"""
_NUMBER_RE = re.compile(f"[0-9]{{1,3}}(?![^{BLANK}])")
_WORDS_RE = re.compile(
    f"^{_NUMBER_RE.pattern}|(?:[^{BLANK}]|(?<=[{HAN}〔（])[{BLANK}](?=[0-9])|(?<=[0-9])[{BLANK}](?=[{HAN}〕）]))+"
)
"""A cell: the number of the row, or words in which figures may be spaced out, 云政发〔2018〕3 号"""


def cellwise_rows(lines: Lines, log: Log) -> Iterator[tuple[range, Line]]:
    """The rows, each with the lines that hold its cells, of tables with rows of which each cell has its own line."""
    behind = 0
    for head in heads_of_tables(lines):
        columns = len(_pieces(lines[head], head))
        starts = _starts(lines, head, columns) if head >= behind else []
        if len(starts) < _LEAST_ROWS:
            continue
        behind = starts[-1] + 1
        end = _end(lines, head, starts, columns)
        rows = [range(*span) for span in pairwise((head, *starts, end))]
        cells = [_cells(lines, row, columns) for row in rows]
        if all(cells) and any(lines[i].tight.isdecimal() for i in starts):
            for row, of_row in zip(rows, cells, strict=True):
                yield row, row_of(lines, of_row, log, header=row.start == head)


def _pieces(line: Line, i: int) -> list[Piece]:
    return [Piece(i, *match.span()) for match in _WORDS_RE.finditer(line.words)]


def _starts(lines: Sequence[Line], head: int, columns: int) -> list[int]:
    """Where rows begin: at 1, 2, 3 … or, in a table that was parted, at 4, 5 …, each behind the cells of another."""
    starts: list[int] = []
    number = seen = 0
    for i in range(head + 1, len(lines)):
        match = _NUMBER_RE.match(lines[i].words)
        if match and (not starts or (int(match[0]) == number + 1 and seen >= columns)):
            starts.append(i)
            number, seen = int(match[0]), 0
        elif not is_cell(lines[i]) or i - (starts or [head])[-1] >= columns * _MOST_LINES:
            break
        seen += len(_pieces(lines[i], i))
    return starts


def _end(lines: Sequence[Line], head: int, starts: Sequence[int], columns: int) -> int:
    """Index behind the last row, which no number follows: it has as many cells, and ends as the others do."""
    widest = max(line.width for line in lines[head : starts[-1]])
    ends = {lines[i - 1].tight[-1] for i in starts[1:]}
    seen = enough = 0
    for i in range(starts[-1], min(starts[-1] + columns * _MOST_LINES, len(lines))):
        line = lines[i]
        if i > starts[-1] and (line.gap or not is_cell(line)):
            return enough or i
        seen += len(_pieces(line, i)) - (line.width > widest - 1)
        if seen >= columns:
            enough = enough or i + 1
            if len(ends) > 1 or line.tight[-1] in ends:
                return i + 1
    return enough or i + 1


def _cells(lines: Sequence[Line], row: range, columns: int) -> list[list[Piece]]:
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


def _words(lines: Sequence[Line], piece: Piece) -> str:
    return lines[piece.line].words[piece.start : piece.end]
