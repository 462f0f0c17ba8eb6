"""Words that stand side by side on a line: cells of a table that lost its rules, names, a person and an organ."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from converters.lines.folios import ORDINALS
from converters.lines.lines import Line, Lines
from converters.lines.looks import PLAIN, Form
from converters.printed import forms
from converters.printed.characters import BLANK, BLANKS_RE, HAN
from converters.printed.numerals import ARABIC, DIGITS, POINT
from converters.printed.surnames import SURNAMES
from converters.text import Log, concat

ROLE_PATTERN = f"[{HAN}](?:[{BLANK}]*[{HAN}]){{1,10}}[：:]"
"""成  员：, 指　挥　长："""
_NAMED = f"(?:[{BLANK}]*（[{HAN}、，]{{1,8}}）)?"
"""What a list says of a person behind the name: （女）, （女，回族）"""
SPREAD_NAME = f"[{HAN}](?:[{BLANK}]*[{HAN}]){{1,3}}"
"""A name whose characters may stand apart"""
_FOREIGN = f"[{HAN}]{{1,8}}·[{HAN}·]{{1,12}}"
NAME_PATTERN = f"(?:{_FOREIGN}|{SPREAD_NAME}){_NAMED}"
PERSON_PATTERN = f"(?:[{HAN}][{BLANK}]+[{HAN}]|[{HAN}]{{2,4}}|{_FOREIGN}){_NAMED}"
"""A name of which only a single character may stand apart, so that it ends before other words: 范　里, 阿布都·热依木"""
_TOTAL = f"[合总小][{BLANK}]+计(?![^{BLANK}])"
_NUMBERED = f"[{BLANK}]+(?=〔|（[{HAN}]{{2,12}}[{BLANK}]*〔)|(?<=[0-9])[{BLANK}]+(?=号(?:）|$))"
"""White space inside a 文号, however wide, and before its bracket, parts nothing: （云政发　〔2018〕 3 号）"""
RUN_RE, WIDE_RE = re.compile(f"{_TOTAL}|(?:[^{BLANK}]+|{_NUMBERED})+"), re.compile("\t|  |\u3000")
"""A run of characters; wide white space"""

LEAST_CELLS = 3
"""Fewer words side by side are a name and a post, or a heading with a space in it."""


ENTRY_RE = re.compile(f"(?P<number>{ARABIC}(?:{POINT}|，))(?![0-9０-９])[{BLANK}]*(?P<rest>.+)")
"""1.湖滨绿道: a running number and what it numbers"""


def cells_of(words: str) -> list[tuple[int, int]]:
    """The words that stand side by side on a line, as offsets: cells of a table that lost its rules.

    A name of two characters that was padded is one cell; spaced-out text has none.

    >>> cells_of("全 市 8 7 12"), cells_of("范 钟 市公安局 局长"), cells_of("统 筹 选 址")
    ([(0, 3), (4, 5), (6, 7), (8, 10)], [(0, 3), (4, 8), (9, 11)], [])
    """
    cells = [match.span() for match in _CELL_RE.finditer(words)]
    every = RUN_RE.findall(words)
    runs = [run for run in every if not run.isdecimal()]
    figures = len(every) - len(runs) > len(runs)
    return cells if figures or sum(map(len, runs)) >= _LEAST_CELL * len(runs) else []


_CELL_RE = re.compile(
    f"(?<![^{BLANK}])[{HAN}][{BLANK}]+[{HAN}](?![^{BLANK}])|(?:[^{BLANK}]|(?<=》) (?=（)|{_NUMBERED})+"
)
"""Such a cell; a space before the bracket of a 文号 parts nothing: 《…》 （云政发〔2018〕3号）"""
_LEAST_CELL = 1.5


def cells_apart(words: str) -> list[tuple[int, int]]:
    """The words of a line of which all stand wide apart, as offsets; none for other lines.

    Of single characters only numbers and marks are cells; others are those of a padded name. Where tabs stand, only
    these part.

    >>> cells_apart("云州机床厂　　云州电机厂"), cells_apart("1　滨河路　5000"), cells_apart("范　钟　市公安局局长")
    ([(0, 5), (7, 12)], [(0, 1), (2, 5), (6, 10)], [])
    """
    if not WIDE_RE.search(words):
        return []
    if "\t" in words:
        return [match.span() for match in _BETWEEN_TABS_RE.finditer(words)]
    pattern = RUN_RE if len(WIDE_RE.findall(words)) < LEAST_CELLS - 1 else _WORD_RE
    cells = [match.span() for match in pattern.finditer(words)]
    wide = all(two - one > 1 or words[one] in "\t\u3000" for (_, one), (two, _) in pairwise(cells))
    return cells if wide and all(end - start > 1 or words[start] in _NUMERALS for start, end in cells) else []


_NUMERALS = f"{DIGITS}一二三四五六七八九十—–－-/√×"
_WORD_RE = re.compile(f"{_TOTAL}|(?:[^{BLANK}]|(?<=[{HAN}]) (?=[0-9〔（《“])|(?<=[0-9]) (?=[{HAN}])|{_NUMBERED})+")
"""Words in which figures are spaced out, where others stand wide apart: 2018 年 12 月, 云政发〔2018〕3 号"""
_BETWEEN_TABS_RE = re.compile(f"[^{BLANK}](?:[^\t]*[^{BLANK}])?")


def heads_rows(words: str) -> bool:
    """Whether words are the head of a table: 序号 项目名称 审批部门."""
    return words[0] in "序编" and words.split(" ", 1)[0] in ORDINALS and len(cells_of(words)) >= LEAST_CELLS


CELL_FORMS = frozenset((PLAIN, Form.DOCNO, Form.DATE))
"""What the line of a cell can look like; what a label or a number begins is none"""
_STOPS = "。；："


def is_cell(line: Line) -> bool:
    """Whether a line may hold cells, or a part of one."""
    return line.form in CELL_FORMS and line.tight[-1] not in _STOPS


class Piece(NamedTuple):
    """A cell on one line, or a part of one: from one place of the words of a line to another."""

    line: int
    """Its index among the lines."""
    start: int
    end: int


def row_of(lines: Sequence[Line], cells: Sequence[Sequence[Piece]], log: Log, *, header: bool) -> Line:
    """The row of a table, by the pieces of its cells; white space between them is logged."""
    pieces = sorted(chain.from_iterable(cells))
    for one, two in pairwise(pieces):
        if one.line == two.line:
            log.drop(map(lines[one.line].text.raw_at, range(one.end, two.start)), "space")
    words = tuple(concat([lines[i].text[start:end] for i, start, end in cell]) for cell in cells)
    return Line.row(lines[pieces[0].line], lines[pieces[-1].line], words, header=header)


def heads_of_tables(lines: Lines) -> Iterator[int]:
    """Lines that name the columns of a table, of which the first has the numbers of its rows: 序号 文件名称 文号."""
    for i in lines.beginning("".join({ordinal[0] for ordinal in ORDINALS})):
        words = lines[i].words.split()
        if words[0] in ORDINALS and len(words) >= LEAST_CELLS:
            yield i


def names_of(words: str) -> list[tuple[int, int]]:
    """The names of persons that stand side by side on a line, as offsets; none where anything else does.

    >>> names_of("王建国　李　明　张晓红（女）"), names_of("范钟　市公安局局长"), names_of("政 府 工 作")
    ([(0, 3), (4, 7), (8, 14)], [], [])
    """
    if not _PERSONS_RE.fullmatch(words):
        return []
    names = [match.span() for match in _PERSON_RE.finditer(words)]
    if any(words[end - 1] in _POST_ENDS for _, end in names):
        return []
    inside = max(len(gap) for start, end in names for gap in ("", *BLANKS_RE.findall(words[start:end])))
    apart = min(two - one for (_, one), (two, _) in pairwise(names)) > inside
    long = max(map(len, RUN_RE.findall(words))) > _PADDED
    named = all(words[start] in SURNAMES for start, _ in names)
    return names if apart or long or named or cells_of(words) else []


_POST_ENDS = "长任记员师局委办部厅处"
_PADDED = 2
_PERSON_RE = re.compile(PERSON_PATTERN)
_PERSONS_RE = re.compile(f"{PERSON_PATTERN}(?:[{BLANK}]+{PERSON_PATTERN})+")


def member_at(words: str) -> int:
    """Where a person is named behind the organ that the person belongs to; 0 where words are no such row.

    >>> member_at("市财政局 范里"), member_at("范里 市财政局")
    (5, 0)
    """
    match = _MEMBER_RE.fullmatch(words)
    return match.start("person") if match and forms.is_organ(match["organ"]) else 0


def person_of(words: str) -> bool:
    """Whether words name a person, and behind white space the organ of this person.

    >>> person_of("范　里　市财政局"), person_of("云州市财政局　云州市民政局"), person_of("财政部　国家税务总局")
    (True, False, False)
    """
    if not WIDE_RE.search(words) and " " not in words:
        return False
    match = _PERSON_OF_RE.fullmatch(words)
    return match is not None and forms.is_organ(match["organ"]) and not forms.is_organ(match["person"])


_PERSON_OF_RE = re.compile(f"(?P<person>[{HAN}]{{2,3}}|[{HAN}][{BLANK}]+[{HAN}])[{BLANK}]+(?P<organ>[{HAN}（）]{{3,}})")
_MEMBER_RE = re.compile(f"(?P<organ>[{HAN}（）]{{3,}})[{BLANK}]+(?P<person>{NAME_PATTERN})")
