"""Rows of tables that are drawn of signs, │ and ├───┤, where a cell takes several lines."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from converters.lines.lines import Line, Lines, with_parts
from converters.printed.characters import line_around
from converters.text import NOTHING, concat

_SIGNS = "│┃║"
_LEAST_RULES = 2
"""Rules between the rows of a table, at least, that part them all"""


def whole_rows(lines: Lines, raw: str) -> Lines:
    """Lines of a `raw` text; between two rules of a table one row, where lines leave cells empty."""
    if not any(sign in raw for sign in _SIGNS):
        return lines
    tables = list(_tables(lines, raw))
    parts: dict[int, list[Line]] = {i: [] for run in tables for i in run}
    parts |= {run[0]: _joined([lines[i] for i in run]) for run in tables}
    return with_parts(lines, parts)


def _tables(lines: Sequence[Line], raw: str) -> Iterator[list[int]]:
    """The rows of each table that has rules between most of its rows."""
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        if line and line.cells and raw[line_around(raw, line.at)[0] : line.at].strip(" \t\u3000")[:1] in _SIGNS:
            run.append(i)
            continue
        if sum(lines[j].gap > 0 for j in run[1:]) >= _LEAST_RULES:
            yield run
        run = []


def _joined(rows: Sequence[Line]) -> list[Line]:
    """Rows, those put to the one above them that no rule parts from it and that leave cells empty."""
    out: list[Line] = []
    for row in rows:
        if out and not row.gap and not all(row.cells):
            above = out[-1]
            cells = tuple(concat(pair) for pair in zip_longest(above.cells, row.cells, fillvalue=NOTHING))
            out[-1] = Line.of(above.no, concat(cells), above.indent, above.gap, cells)
            out[-1].header, out[-1].last = above.header, row.no
        else:
            out.append(row)
    return out
