"""Abbreviations that a text sets for itself: （以下简称《办法》）, （以下统称“区县”）, 以下将A与B统称C.

Standard library only.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from converters.printed.characters import HAN

_QUOTED = "“[^“”]{1,60}”|《[^《》]{1,80}》|‘[^‘’]{1,60}’|「[^「」]{1,60}」"
_PLAIN = "[^（）()《》“”‘’，,、；;：:。 \t\n\u3000]"
_BARE = f"{_PLAIN}{{1,30}}"
_ABBREVIATION_RE = re.compile(
    f"""
    (?=[以简统下])  # how they all begin: few places are asked for more
    (?: 以下(?:分别|均)?[简统合]称                               # （以下简称预付卡）
      | (?<=[（(，])以下称(?!由|的)                               # （以下称设计单位）
      | (?<=[（(])[简统下]称 | (?<=，)[简统下]称(?=[“《])         # （简称三区）, （…号，简称《意见》）
      | 以下将(?P<full>[^。；（）]{{1,80}}?)[简统]称              # 以下将各区县政府及功能区管理机构统称各区县政府
    )
    [为作]? [：:，]?
    (?: {_PLAIN}{{1,10}}(?=《) )?                               # （以下简称国务院《决定》）
    (?P<names> “[^“”]{{1,20}}”[{HAN}]{{1,12}}(?=[）)])            # （以下简称“十四五”规划）
      | (?:{_QUOTED}) (?:[、和或及与]?(?:{_QUOTED}))* | {_BARE} )
    """,
    re.VERBOSE,
)
_SETS_RE = re.compile("[简统合下]称")
"""What every such phrase holds"""

_QUOTED_RE = re.compile(_QUOTED)
_MARKS = "“”‘’「」《》〈〉"


class Abbreviation(NamedTuple):
    """A short name and where it is set."""

    term: str
    """The short name without quotation or title marks."""
    full: str | None
    """What it stands for, when the phrase says it itself: 以下将…统称."""
    start: int
    """Offset of the phrase: of 以下."""
    name_start: int
    """Offset of the short name, marks included."""
    name_end: int
    """Offset behind it."""


def find_abbreviations(text: str) -> Iterator[Abbreviation]:
    """Every short name that a text sets, in order; two names in one phrase are two.

    >>> [a.term for a in find_abbreviations("云州市气象局（以下简称气象局）会同有关部门（以下分别简称“甲”“乙”）")]
    ['气象局', '甲', '乙']
    """
    for match in _ABBREVIATION_RE.finditer(text) if "称" in text and _SETS_RE.search(text) else ():
        start, end = match.span("names")
        quoted = [m.span() for m in _QUOTED_RE.finditer(text, start, end)]
        partly = bool(quoted) and text[end - 1] not in _MARKS
        for name_start, name_end in [(start, end)] if partly else quoted or [(start, end)]:
            term = text[name_start:name_end] if partly else _bare(text[name_start:name_end])
            if term:
                yield Abbreviation(term, match["full"], match.start(), name_start, name_end)


def _bare(name: str) -> str:
    """A name without the marks around it: “省《意见》” keeps those inside."""
    while len(name) > 1 and name[0] in _MARKS and name[-1] == _MARKS[_MARKS.index(name[0]) + 1]:
        name = name[1:-1]
    return name
