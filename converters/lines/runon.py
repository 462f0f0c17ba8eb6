"""Articles and items that begin inside a line, because scan or text layer lost the break before them.

That one begins there and is not cited, its number shows: it comes next, and no line further down begins with it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from converters.lines.lines import Line, Lines, with_parts
from converters.lines.looks import DIVISIONS, PLAIN, Form
from converters.printed import forms, numerals
from converters.printed.characters import BLANK, HAN
from converters.printed.numerals import NUMERAL

_GAP = f"[{BLANK}]*"
_RUN_ON_RE = re.compile(
    f"(?:(?P<stop>[。；！”）]){_GAP}|(?<=[{HAN}])[{BLANK}]+)(?P<division>第{_GAP}{NUMERAL}{_GAP}[章节][^，。；：“”第\n]{{1,24}})?"
    f"(?P<article>第{_GAP}(?P<n>{NUMERAL}){_GAP}条)(?!{_GAP}[规所的、和至与或第款项及，中修改删作（）])"
)
"""…。 第五条　…; …。第二章　规划　第五条　…; 第一章　总则　第一条　…"""


_INSIDE_RE = re.compile(
    f"第(?:(?<=[。；！”）].)|(?<=[{HAN}。；！”）][{BLANK}].)|(?<=[{HAN}。；！”）][{BLANK}]{{2}}.)){_GAP}{NUMERAL}{_GAP}[条章节]"
)
"""What to look for in a whole text: the rarest character first"""


def part_articles(lines: Lines, raw: str) -> Lines:
    """Lines of a `raw` text; several for one inside which an article, or a heading and its first article, begins."""
    begun = [match.start() for match in _INSIDE_RE.finditer(raw)]
    if not begun:
        return lines
    wanted = {bisect_right(lines, place, key=attrgetter("at")) - 1 for place in begun} - {-1}
    numbers = {i: forms.article_of(line.tight) for i, line in enumerate(lines) if line.form is Form.ARTICLE}
    heads, last = [*numbers], 0
    parts: dict[int, list[Line]] = {}
    for i in sorted(wanted.union(heads)):
        last = numbers.get(i, last)
        if i in wanted and not lines[i].cells:
            behind = bisect_right(heads, i)
            cuts = dict(_begun(lines[i], last, numbers[heads[behind]] if behind < len(heads) else 0))
            last = max(cuts.values(), default=last)
            parts[i] = [lines[i].part(start, end) for start, end in pairwise([0, *cuts, len(lines[i].words)])]
    return with_parts(lines, parts)


def _begun(line: Line, last: int, later: int) -> Iterator[tuple[int, int]]:
    """Where articles and headings over them begin inside a line, each with the number of the article.

    `last` is the number of the article before, `later` that of the next which begins a line.
    """
    for match in _RUN_ON_RE.finditer(line.words):
        number = numerals.parse(match["n"])
        headed = bool(match["division"]) or (line.form in DIVISIONS and not match["stop"])
        follows = number == last + 1 or (number == 1 and headed)
        if follows and number != later and (headed or (match["stop"] and last)):
            last = number
            yield from ((match.start(name), number) for name in ("division", "article") if match[name])


# ---- items ----


def part_items(lines: Lines) -> Lines:
    """Lines; several for one inside which a （二） begins where （一） and （三） begin lines."""
    parts: dict[int, list[Line]] = {}
    last, number = 0, 0
    for i in [i for i, line in enumerate(lines) if line.form in _AROUND]:
        if lines[i].form is not Form.LEVEL2:
            number = 0
            continue
        value = numerals.parse(lines[i].tight[1:].partition("）")[0])
        if number and 1 < value - number <= _MOST_INSIDE:
            parts.update(_found_inside(lines, range(last, i), range(number + 1, value)))
        last, number = i, value
    return with_parts(lines, parts)


_AROUND = frozenset((Form.LEVEL1, Form.LEVEL2, Form.ARTICLE, *DIVISIONS))
_MOST_INSIDE = 4


def _found_inside(lines: Sequence[Line], between: range, numbers: range) -> dict[int, list[Line]]:
    """The parts of lines inside which items with all these numbers begin, each behind a stop; none unless all do."""
    cuts: dict[int, list[int]] = {}
    place = (between.start, 0)
    for number in numbers:
        item = re.compile(f"(?<=[；。]){_GAP}（{numerals.han(number)}）")
        found = ((i, item.search(lines[i].words, place[1] if i == place[0] else 0)) for i in between if i >= place[0])
        place = next(((i, match.end()) for i, match in found if match), (-1, 0))
        if place[0] < 0 or lines[place[0]].cells:
            return {}
        cuts.setdefault(place[0], [0]).append(place[1] - len(f"（{numerals.han(number)}）"))
    return {
        i: [lines[i].part(start, end) for start, end in pairwise([*at, len(lines[i].words)])] for i, at in cuts.items()
    }


# ---- numbers ----


def part_numbers(lines: Lines) -> Lines:
    """Lines; two for one on which 文号 and 备案号 stand side by side: 云政规〔2020〕4号　YZCR—2020—01004."""
    parts: dict[int, list[Line]] = {}
    for i in lines.spaced:
        line = lines[i]
        numbered = line.form is PLAIN and ("0" <= line.tight[-1] <= "9" or "A" <= line.tight < "[")
        between = _BETWEEN_NUMBERS_RE.search(line.words) if numbered else None
        if between:
            two = [line.part(0, between.start()), line.part(between.end(), len(line.words))]
            if {part.form for part in two} == {Form.DOCNO, Form.FILING}:
                parts[i] = two
    return with_parts(lines, parts)


_BETWEEN_NUMBERS_RE = re.compile(f"(?<=号)[{BLANK}]+(?=[A-ZＡ-Ｚ])|(?<=[0-9])[{BLANK}]+(?=[{HAN}])")


def part_signers(lines: Lines, raw: str) -> Lines:
    """Lines of a `raw` text; two for one on which a 文号 stands beside who signed: 云政发〔2020〕4号　签发人：范里."""
    parts: dict[int, list[Line]] = {}
    for i, line in enumerate(lines if SIGNER in raw else ()):
        between = line.words.find(SIGNER)
        if between > 0 and (number := line.part(0, between)).form is Form.DOCNO:
            parts[i] = [number, line.part(between, len(line.words))]
    return with_parts(lines, parts)


SIGNER = "签发人"
"""Before the name of who signed a letter to an authority above (GB/T 9704-2012 7.2.6)"""
