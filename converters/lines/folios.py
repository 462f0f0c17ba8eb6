"""Numbers of pages on lines of their own, and the marks that programs put where a page or a picture was."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from converters.lines.lines import Line
from converters.printed import numerals
from converters.printed.characters import DASHES, STOP_RE
from converters.printed.numerals import DIGIT, HAN_NUMERAL, NUMERAL

_DASH = "[-—–－·•~～]"
FOLIO_RE = re.compile(
    f"(?P<sure>{_DASH}{{0,3}}{DIGIT}{{1,4}}{_DASH}{{1,3}}|{_DASH}{{1,3}}{HAN_NUMERAL}{_DASH}{{1,3}})"
    rf"|(?P<bare>第?(?:{DIGIT}{{1,4}}|{HAN_NUMERAL})页|(?:[Pp]\.?)?{DIGIT}{{1,3}}(?:/{DIGIT}{{1,4}})?|[〔\[【]{DIGIT}{{1,3}}[〕\]】])"
)
"""Sure: — 3 —, —三—, which nothing else is. Bare, and to be told by others: 3, 3/12, 第3页, 〔3〕"""

FOLIO = f"{_DASH}{{0,3}}{DIGIT}{{1,4}}{_DASH}{{0,3}}"
"""The same beside other words of the page's head"""

_COUNT = f"(?:[0-9]{{1,2}}|{HAN_NUMERAL})?"
PAGE_MARK_RE = re.compile(
    r"<!--.*-->|!\[[^\[\]]*\]\([^()]*\)|\{[0-9]{1,4}\}-{3,}|[-=—]{2,}(?:[Pp]age|第)?[0-9]{1,4}页?[-=—]{2,}"
    rf"|[（(][上下][接转]第?{DIGIT}{{1,4}}页[）)]"
    r"|[（(](?:[接续]上|[转接续]下)页[）)]"
    rf"|[（(]?(?:续|[续接承][上前])表{_COUNT}[）)]?|附?表{_COUNT}[（(]续表?[）)]|[（(]续[）)]"
    r"|(?:由?扫描全能王|[Cc]am[Ss]canner).{0,16}|[—─━═]{6,}|[★☆]{1,3}|\\(?:newpage|pagebreak|clearpage)"
    r"|[\[(]?(?:[Pp]age|PAGE)[0-9]{1,4}(?:(?:of|/)[0-9]{1,4})?[\])]?|[（(〔\[【]?第[0-9]{1,4}页(?:[，,/]?共[0-9]{1,4}页)?[）)〕\]】]?"
)
"""What stands where a page or a picture was: <!-- page 3 -->, ![](images/1.jpg), {12}----, （下转第9页）, 续表; the
rule, or the star, under the head of a letter"""

PAGE_MARK_ENDS = ">)）]〕】-=—★☆─━═页表建描ek0123456789一二三四五六七八九十"
"""How such a mark ends"""


def rules(raw: str) -> set[int]:
    """The lines, 1-based, with nothing but a mark that Markdown sets between pages and parts: ---, ***, ```."""
    if not any(mark in raw for mark in _RULE_BEGINS):
        return set()
    lines = enumerate(raw.split("\n"), 1)
    return {no for no, line in lines if line.lstrip(" ")[:3] in _RULE_BEGINS and _RULE_RE.fullmatch(line)}


_RULE_BEGINS, _RULE_RE = ("---", "***", "```"), re.compile(r" {0,3}(?:-{3,}|\*{3,}|`{3,}[a-z]*)[ \t]*")

LONGEST_FOLIO = 10
_PAGE_RE, _DASHES_RE = re.compile(NUMERAL), re.compile(f"[{DASHES}]{{1,3}}")

_MOST_BETWEEN = 3
_LEAST_PAGE, _LEAST_WORDS, _MOST_PAGES = 6, 400, 5
"""Page numbers without any mark: at least so many lines, or characters, apart, at most so many pages further."""


def find_folios(lines: Sequence[Line], short: Sequence[tuple[int, str]], beside: set[int], last: int) -> Iterator[int]:
    """Page numbers: between dashes, bare beside a running head, or bare in the order of pages.

    `short` are the lines that may be one, (place, words), `beside` the places of running heads, `last` the last place.
    """
    bare: list[tuple[int, int]] = []
    sure: list[tuple[int, int]] = []
    rows = {*_numbers_of_rows(short)}
    folios = [(i, folio) for i, tight in short if i not in rows and (folio := FOLIO_RE.fullmatch(tight))]
    numbered = {i for i, folio in folios if folio["sure"]}
    without = {i for i in beside if not {i - 1, i + 1} & numbered}
    dashes = {i for i, tight in short if _DASHES_RE.fullmatch(tight)}
    for i, folio in folios:
        if {i - 1, i + 1} <= dashes:  # a dash, the number, a dash, each on its line
            yield from (i - 1, i, i + 1)
        elif i in numbered or i - 1 in without or i + 1 in without:
            yield i
        (bare if folio["bare"] else sure).append((i, numerals.parse(_PAGE_RE.findall(folio[0])[0])))
    alone = {last + 1, *(i for i, tight in short if not STOP_RE.search(tight))}
    cells = {i for i, _ in bare if {i - 1, i + 1} <= alone}  # a table of which each cell has a line
    for one, two in pairwise(bare):
        close = two[0] - one[0] < _LEAST_AMONG_CELLS and {one[0], two[0]} <= cells
        if _turns_page(lines, one, two, last) and not close:
            yield from (one[0], two[0])
    yield from (i for i, page in bare if i not in cells and _is_between(sure, i, page))


def _is_between(sure: Sequence[tuple[int, int]], i: int, page: int) -> bool:
    """Whether a bare number is the page between two that surely are, (line, value): 11 between — 10 — and — 12 —."""
    after = bisect_left(sure, (i, 0))
    if not 0 < after < len(sure):
        return False
    one, two = sure[after - 1][1], sure[after][1]
    return one < page < two <= one + _MOST_BETWEEN


def _numbers_of_rows(short: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Where 1, 2, 3 …, or 4, 5 …, stand under 序号, each on a line of its own: the rows of a table."""
    heads = [place for place, (_, tight) in enumerate(short) if tight in ORDINALS]
    for head, after in pairwise([*heads, len(short)]):
        wanted, last = 0, short[head][0]
        for i, tight in short[head + 1 : after]:
            if (number := row_number(tight)) and wanted in (0, number) and i - last <= _MOST_LINES_OF_ROW:
                yield i
                wanted, last = number + 1, i


def row_number(tight: str) -> int:
    """The number that a line is, as those of rows have one; 0 for other lines, and what no row is numbered by."""
    return int(tight) if len(tight) <= _LONGEST_ROW_NUMBER and tight.isdecimal() else 0


ORDINALS = frozenset(("序号", "编号", "序"))
"""What stands over the numbers of rows"""
_MOST_LINES_OF_ROW, _LONGEST_ROW_NUMBER = 12, 5
_LEAST_AMONG_CELLS = 20


def _turns_page(lines: Sequence[Line], one: tuple[int, int], two: tuple[int, int], last: int) -> bool:
    """Whether two bare numbers, (line, value), can be pages that follow each other; the last page may be short."""
    far = two[0] - one[0] >= _LEAST_PAGE or two[0] == last or lines[two[0]].at - lines[one[0]].at >= _LEAST_WORDS
    return far and 0 < two[1] - one[1] <= _MOST_PAGES
