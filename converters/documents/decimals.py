"""Outlines numbered in decimals, as emergency plans are: 1 总则, 1.1 编制目的, 2.1.1 市指挥部.

A number alone proves nothing, 2.5万人 may begin a line; that each number follows from the one before does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge

from converters.lines.lines import Line, Lines
from converters.lines.looks import PLAIN, Form, not_plain, set_apart
from converters.printed import forms, numerals
from converters.printed.characters import BLANK, HAN
from converters.printed.numerals import ARABIC, DIGIT, DIGITS

DECIMAL_RE = re.compile(
    f"(?P<number>{DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,2}}){{0,3}}[.．、]?)[{BLANK}]*(?P<rest>(?:[{HAN}“《Ⅰ-Ⅻ]|[IVX]{{1,3}}级).*)"
)
_POINT_RE = re.compile(f"{DIGIT}{{1,2}}[.．]{DIGIT}")
_LEAST = 3
_LONGEST_HEADING = 30
_MOST_OPEN = 4

_Number = tuple[int, ...]


@dataclass(slots=True)
class _Run:
    """Lines whose numbers follow from each other."""

    last: _Number
    lines: list[int] = field(default_factory=list)

    def goes_on(self, number: _Number, *, apart: bool) -> bool:
        """Whether a number comes next: 1.1 → 1.1.1, 1.2, 2; where white space sets it apart, one may be missing."""
        last, rank = self.last, len(number) - 1
        if rank >= len(last):
            return number == (*last, 1)
        steps = (1, 2) if apart and len(self.lines) >= _LEAST else (1,)
        return number[:rank] == last[:rank] and number[rank] - last[rank] in steps


def find_decimals(lines: Lines, looks: list[Form], column: float | None) -> frozenset[int]:
    """Mark in `looks` that the numbers of such an outline begin paragraphs, and so what stands under its headings.

    `column` is the width of the lines, where they are hard-wrapped: one that fills it may be no whole heading. Returns
    the raw lines, 1-based, on which the numbers stand.
    """
    found: set[int] = set()
    digits = lines.beginning(DIGITS)
    if sum(bool(_POINT_RE.match(lines[i].tight)) for i in digits) < _LEAST - 1:
        return frozenset()
    for run in _runs(lines, looks, digits):
        pointed = {i for i in run if _POINT_RE.match(lines[i].tight)}
        if len(run) < _LEAST or sum(looks[i] is PLAIN for i in pointed) < _LEAST - 1:
            continue
        for i in run:
            if looks[i] is PLAIN or i in pointed:  # 3.2应急… may look like 3., straight before a figure
                looks[i] = Form.APART
        for i in run:
            if _is_heading(lines[i], column):
                set_apart(looks, i + 1)
        found.update(lines[i].no for i in _without_lists(lines, looks, run))
    return frozenset(found)


def _without_lists(lines: Sequence[Line], looks: Sequence[Form], run: Sequence[int]) -> Sequence[int]:
    """A run without its 1. 2. 3., where these are no sections: 1.1 stands under few of them."""
    numbers = {i: _number(lines[i], looks[i]) or () for i in run}
    known = {*numbers.values()}
    bare = {i for i in run if looks[i] is Form.LEVEL3}
    led = [i for i in bare if (*numbers[i], 1) in known]
    return run if 2 * len(led) >= len(bare) else [i for i in run if i not in bare]


def decimal_of(number: str) -> tuple[int, ...]:
    """A number, part by part.

    >>> decimal_of("2.1.2"), decimal_of("３．")
    ((2, 1, 2), (3,))
    """
    return tuple(map(int, _PART_RE.findall(number)))


_PART_RE = re.compile(ARABIC)


def _runs(lines: Sequence[Line], looks: Sequence[Form], digits: Sequence[int]) -> Iterator[list[int]]:
    """The places of lines whose numbers follow from each other. 1. 2. 3. are level 3, and stay so.

    1 begins anew, be it another outline or a list inside one, which goes on behind the list; so does 第一章 or 一、,
    under which 1.1 stands without a number of its own above it. `digits` are the lines that begin with one.
    """
    open_: list[_Run] = []
    heads = (i for i in not_plain(looks) if looks[i] in _HEADS)
    for i in merge(digits, heads):
        number = _number(lines[i], looks[i])
        if not number or _is_cited(lines, i):
            continue
        apart = lines[i].words[:_LONGEST_NUMBER] != lines[i].tight[:_LONGEST_NUMBER]
        run = next((run for run in reversed(open_) if run.goes_on(number, apart=apart)), None)
        if run:
            while open_[-1] is not run:
                yield open_.pop().lines
        elif number == (1,):
            open_, closed = [*open_[1 - _MOST_OPEN :], run := _Run(number)], open_[: 1 - _MOST_OPEN]
            yield from (old.lines for old in closed)
        else:
            continue
        run.last = number
        run.lines += [i] * (looks[i] not in _HEADS)
    yield from (run.lines for run in open_)


_HEADS, _LONGEST_NUMBER = (Form.LEVEL1, Form.CHAPTER), 8


def _number(line: Line, form: Form) -> _Number | None:
    """The number that a line begins with, part by part."""
    if form in _HEADS:
        head = (forms.CHAPTER_RE if form is Form.CHAPTER else forms.LEVEL_RES[0][1]).fullmatch(line.tight)
        return (numerals.parse(head["n"]),) if head else None
    match = DECIMAL_RE.fullmatch(line.tight) if form in _MAY_BE else None
    return decimal_of(match["number"]) if match else None


_MAY_BE = frozenset((PLAIN, Form.APART, Form.LEVEL3))


def _is_cited(lines: Sequence[Line], i: int) -> bool:
    """Whether a number that a break put at the head of a line is cited there: 按照 over 4.1, 4.1的规定."""
    if not i or not _POINT_RE.match(lines[i].tight):
        return False
    before = lines[i - 1].tight
    headed = _POINT_RE.match(before) and _is_heading(lines[i - 1], None)
    return bool(_CITED_RE.match(lines[i].tight)) or (before.endswith(_CITING) and not headed)


_CITED_RE = re.compile("[.．0-9０-９]+(?:[节条款]?(?:的|规定的|所[列述称])|[节条款]规定)")
_CITING = (*forms.CITING, "详见", "参见", "（见", "本预案", "本方案")
"""1.2 编制根据 is a heading and cites nothing"""


def _is_heading(line: Line, column: float | None) -> bool:
    short = len(line.tight) <= _LONGEST_HEADING and (column is None or line.width < column - _ROOM)
    return short and not _GOES_ON_RE.search(line.tight)


_GOES_ON_RE = re.compile(f"[，。；：、]|(?:[为于至和与及或]|会同|达到|(?<!目)的)(?<!{'|'.join(forms.WHOLE_WORDS)})$")
_ROOM = 2
"""What a line that could be cut leaves empty of the column at most"""
