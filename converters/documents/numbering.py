"""Numbers at the heads of lines: which begin something, and which are only cited, quoted or listed there."""

import re

from converters.documents.cited import drop_cited, parts
from converters.documents.outlines import end_blanks, end_captions, list_contents, list_headings
from converters.documents.quotations import quote
from converters.lines.layout import Layout
from converters.lines.lines import Lines
from converters.lines.looks import DIVISIONS, LEVELS, PLAIN, Form, not_plain
from converters.printed import forms, numerals
from converters.printed.characters import HAN, STOP_RE
from converters.printed.numerals import ARABIC, DIGIT, DIGITS, HAN_NUMERAL, HAN_NUMERALS, NUMERAL


def find_numbers(lines: Lines, looks: list[Form], layout: Layout) -> None:
    """Tell in `looks` which numbers begin something: take back what only looks like one, mark what does not.

    The 目录 of a law become rows; what an amending decision quotes begins paragraphs without a number of its own; a
    cited 第十二条 or （三） that a break put at a line's head begins nothing; 2.11日至20日… behind 1. begins an entry.
    """
    list_contents(lines, looks)
    list_headings(lines, looks)
    quote(lines, looks, layout)
    drop_cited(lines, looks, layout)
    _find_glued(lines, looks, layout)
    _find_commas(lines, looks, layout)
    end_blanks(lines, looks, layout.column)
    if layout.column is None:  # in a column any line may hold so few words
        end_captions(lines, looks)


def _find_glued(lines: Lines, looks: list[Form], layout: Layout) -> None:
    """Mark 2.11日至20日…, the next number straight before a figure, where 1. stands above and what is between ends.

    So is 1.2人户… behind a colon, where 2.3人户… stands below. In a column 2.5万 may stand there by chance.
    """
    for i in lines.beginning(DIGITS):
        match = forms.GLUED_RE.fullmatch(lines[i].tight) if i and looks[i] is PLAIN else None
        if not match or (layout.column is not None and _FIGURE_RE.match(match["rest"])):
            continue
        before = lines[i - 1].tight
        above = next((j for j in range(i - 1, -1, -1) if looks[j] not in _BETWEEN), 0)
        ended = before[-1] in "；：）" or forms.ends_sentence(before) or looks[i - 1] is Form.LEVEL2
        follows = ended and looks[above] is Form.LEVEL3 and _follows_glued(lines[above].tight, match["n"])
        if follows or (before[-1] == "：" and match["n"] == "1" and _goes_on_glued(lines, i)):
            looks[i] = Form.LEVEL3


def _goes_on_glued(lines: Lines, i: int) -> bool:
    """Whether 2.3人户… stands below 1.2人户…; in one of the next lines, behind a semicolon."""
    below = range(i + 1, min(i + _MOST_GLUED, len(lines)))
    second = next((j for j in below if lines[j - 1].tight[-1] == "；"), None)
    match = forms.GLUED_RE.fullmatch(lines[second].tight) if second else None
    return match is not None and match["n"] == "2"


_MOST_GLUED = 5
_BETWEEN = (PLAIN, Form.LEVEL2)
"""What may stand between two numbers that go on: 5. and 6. below （三）"""


def _follows_glued(above: str, number: str) -> bool:
    """Whether a list number comes next behind that of a line, which may stand before a figure, too."""
    match = forms.LEVEL_RES[2][1].fullmatch(above) or forms.GLUED_RE.fullmatch(above)
    return match is not None and numerals.parse(number) == numerals.parse(match["n"]) + 1


def _find_commas(lines: Lines, looks: list[Form], layout: Layout) -> None:
    """Mark 二，目标 behind 一、, or over 三、 or 三，: numbers with a comma for their stop, in their order."""
    found = [i for i in lines.beginning(_NUMERALS) if looks[i] is PLAIN and _COMMA_RE.match(lines[i].tight)]
    for form, number in _WITH_COMMA if found else ():
        begun = {i for i in found if number.match(lines[i].tight)}
        others = [i for i in not_plain(looks) if looks[i] is form] if begun else []
        numbers = begun.union(others)
        there = sorted([*others, *(i for i in begun if i - 1 in numbers or _has_ended(lines, looks, i, layout))])
        values = [0, *(parts(lines[i].tight, LEVELS[form])[0] for i in there), 0]
        for before, value, after, i in zip(values, values[1:], values[2:], there, strict=False):
            if looks[i] is PLAIN and (value == before + 1 > 1 or after == value + 1):
                looks[i] = form


def _has_ended(lines: Lines, looks: list[Form], i: int, layout: Layout) -> bool:
    """Whether what stands above a line has ended, with the name of a document, too, or is a heading or a title."""
    above = lines[i - 1].tight if i else "。"
    if above.endswith(("：", "；", "》", "号）")) or forms.ends_sentence(above) or looks[i - 1] in DIVISIONS:
        return True
    return layout.column is None and not STOP_RE.search(above, _LONGEST_NUMBER)


_LONGEST_NUMBER = 4
"""With its comma"""
_NUMERALS, _COMMA_RE = f"{HAN_NUMERALS}{DIGITS}", re.compile(f"{NUMERAL}[，,](?=[{HAN}《“]|{DIGIT}{{4}}年)")
_WITH_COMMA = ((Form.LEVEL1, re.compile(HAN_NUMERAL)), (Form.LEVEL3, re.compile(ARABIC)))

_FIGURE_RE = re.compile(f"{DIGIT}+[万亿千百倍元米吨公平立个]")
