"""Outlines numbered in decimals, as emergency plans are: 1 总则, 1.1 编制目的, 2.1.1 市指挥部.

A number alone proves nothing, 2.5万人 may begin a line; that each number follows from the one before does.
"""

import re
from collections.abc import Iterator, Sequence

from converters.lines import Line
from converters.looks import PLAIN, Form
from converters.text import HAN

_DECIMAL_RE = re.compile(f"(?P<number>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{0,3}})[.．、]?(?P<rest>[{HAN}“《].*)")
_POINT_RE = re.compile("[0-9]{1,2}[.．][0-9]")
_LEAST = 4
_LONGEST_HEADING = 30

_Number = tuple[int, ...]


def find_decimals(lines: Sequence[Line], looks: list[Form]) -> None:
    """Mark in `looks` that the numbers of such an outline begin paragraphs, and so what stands under its headings."""
    for run in _runs(lines, looks):
        plain = [i for i in run if looks[i] is PLAIN]
        if len(run) < _LEAST or sum(bool(_POINT_RE.match(lines[i].tight)) for i in plain) < _LEAST // 2:
            continue
        for i in plain:
            looks[i] = Form.APART
        for i in run:
            if i + 1 < len(lines) and looks[i + 1] is PLAIN and _is_heading(lines[i]):
                looks[i + 1] = Form.APART


def _runs(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[list[int]]:
    """Lines whose numbers follow from each other; 1 begins anew. 1. 2. 3. are level 3, and stay so."""
    last: _Number = (0,)
    run: list[int] = []
    for i in [i for i, line in enumerate(lines) if "0" <= line.tight < ":"]:  # which all begin with a digit
        match = _DECIMAL_RE.fullmatch(lines[i].tight) if looks[i] in (PLAIN, Form.LEVEL3) else None
        if not match:
            continue
        number = tuple(map(int, re.split("[.．]", match["number"])))
        if number == (1,):
            yield run
            run = []
        if number == (1,) or _follows(last, number):
            run.append(i)
            last = number
    yield run


def _follows(last: _Number, number: _Number) -> bool:
    """Whether a number comes next: 1.1 → 1.1.1, 1.2, 2."""
    if len(number) > len(last):
        return number == (*last, 1)
    return number == (*last[: len(number) - 1], last[len(number) - 1] + 1)


def _is_heading(line: Line) -> bool:
    return len(line.tight) <= _LONGEST_HEADING and not re.search("[，。；：、]", line.tight)
