"""What belongs to the issue and to no document: cover, contents, running heads, page numbers, colophon.

Columns are told here too: the contents name them, heads inside the text begin them, running heads repeat them.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from string import ascii_letters

from converters.issue.columns import COLUMN_ENDS, column_name, is_column_name, paged_columns
from converters.issue.contents import find_contents, lists_what_stands_before
from converters.issue.continued import repeated_heads
from converters.issue.entries import Entry
from converters.issue.masthead import NAME, Issue, is_contact, is_imprint, is_latin, is_masthead, is_own, read_issue
from converters.issue.records import Record
from converters.issue.runningheads import (
    LATIN_NAME_RE,
    LEAST_REPEATED,
    NAME_RE,
    PAGE_ON_RE,
    beside_columns,
    beside_folios,
    dotted,
    named_alone,
    named_in_latin,
    repeated_addresses,
    running_head,
    titles_on_pages,
)
from converters.issue.webpage import find_page
from converters.lines.cells import names_of
from converters.lines.folios import FOLIO_RE, LONGEST_FOLIO, PAGE_MARK_ENDS, PAGE_MARK_RE, find_folios
from converters.lines.lines import Line, Lines
from converters.lines.looks import Form
from converters.printed import forms
from converters.printed.characters import HAN, PLACES
from converters.printed.dates import YEAR_PATTERN
from converters.printed.numerals import NUMERAL

_ISSUE_ALONE_RE = re.compile(f"[（(]?{YEAR_PATTERN}年?第{NUMERAL}期[）)]?(?:[（(]?总第?{NUMERAL}期[）)]?)?")
"""2024年第5期, where the name of the gazette stands on the page before"""

_PUBLICITY_RE = re.compile("(?:(?:信息)?公开(?:方式|属性|选项|类别)[:：].{2,12}|(?P<bare>(?:主动|依申请|不予)公开))")
"""公开方式：主动公开: said of the file, not of the document; a cell of a table may say so, too, without the label"""

_PUBLICITY_BEGINS, _HEAD_ENDS = "信公主依不", "报件期）)"
_PAGE_MARK_BEGINS = f"<!\\{{-=—─━═★☆（([〔【PpCc由扫第续接承表附{_PUBLICITY_BEGINS}"
"""How marks of a page begin, and the names at its head end: 公报, 文件, 期; asked first, because every line is asked"""

_BOARD_RE = re.compile(f"(?:编委会|编辑委员会)?(?:副?主任(?:委员)?|委员|顾问|成员|编辑|校对)[:：][{HAN}、]{{2,120}}")
"""委员：范里　于大海, below the name of the board that edits the gazette"""
_OF_COVER = (LATIN_NAME_RE, _BOARD_RE, PAGE_MARK_RE)


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text names a column."""

    line: int
    """1-based raw line."""
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The issue around the documents."""

    issue: Issue | None
    entries: tuple[Entry, ...]
    furniture: frozenset[int]
    """1-based numbers of the raw lines that belong to no document."""
    begun: tuple[Column, ...] = ()
    """Where columns begin."""
    running: tuple[Column, ...] = ()
    """Where running heads repeat their names."""
    told: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)
    """Lines of websites, by where they begin in the raw text, of which no more belongs to a document than these parts:
    its title, its 文号."""
    records: tuple[Record, ...] = ()
    """What pages of websites tell of their documents."""

    def record(self, first: int, last: int) -> Record:
        """What a page tells of the document on some raw lines."""
        return next((record for record in self.records if first <= record.below <= last), Record())

    def column(self, first: int, last: int) -> str | None:
        """The column of a document by its raw lines: the last that begins before it, else that of a running head.

        A running head is printed over the page, so that a document's own may come after its first line.
        """
        begun = bisect_left(self.begun, first, key=_line)
        if begun:
            return self.begun[begun - 1].name
        before = bisect_right(self.running, last, key=_line)
        return self.running[max(before - 1, 0)].name if self.running else None


_line = attrgetter("line")


def read_frame(lines: Lines, last: int) -> Frame:
    """Find what belongs to the issue as a whole; `last` is the number of the raw file's last line."""
    contents = find_contents(lines)
    behind = contents is not None and lists_what_stands_before(lines, contents)
    end = contents.end if contents and not behind else _cover_end(lines)
    tail = _above(lines, contents.start, end) if contents and behind else _colophon(lines, end)
    body = _glance(lines, end, tail)
    naming = [i for i, tight in body if forms.names_gazette(tight)]
    running = {i: found for i in naming if (found := running_head(lines[i]))}
    named = contents.columns if contents else frozenset()
    ends = {*COLUMN_ENDS, *(name[-1] for name in named)}
    titles = (
        {*_titles_as_columns(lines, body, named.intersection(entry.title for entry in contents.entries))}
        if contents
        else set[int]()
    )
    begun = [i for i, tight in body if tight[-1] in ends and i not in titles and _is_column_head(lines, i, named)]
    marked = [i for i, tight in body if tight[0] in _PAGE_MARK_BEGINS or tight[-1] in _HEAD_ENDS]
    others = [*named_alone(lines, naming), *(i for i in marked if _is_page_furniture(lines, i))]
    latin = [i for i, tight in body if "A" <= tight[0] <= "z" or "A" <= tight[-1] <= "z"]
    others += [*named_in_latin(lines, latin), *repeated_addresses(lines, latin)]
    short = [(i, tight) for i, tight in body if len(tight) <= LONGEST_FOLIO]
    paged = beside_columns(lines, body) | paged_columns(lines, short, None if running or others else named)
    issue = read_issue((*lines[:end], *lines[tail:]), next((found.issue for found in running.values()), None))
    others += [*paged, *dotted(lines, short, issue), *_errata(lines, range(end, tail))]
    repeated = {*_repeated_columns(lines, body), *_heading_pages(lines, begun)}
    repeated.update(i for i, tight in body if tight in named and _is_beside_folio(lines, i))
    heads = [i for i in begun if i not in repeated]
    edges = _edges(lines, {*running, *others}, repeated, range(end, tail), named).difference(heads, titles)
    beside = {i for i in (*running, *edges, *others) if not PAGE_ON_RE.fullmatch(lines[i].words)}
    folios = {*find_folios(lines, short, beside, tail - 1)}
    folios.update(beside_folios(lines, folios))
    folios.update(titles_on_pages(lines, folios, beside, end))
    site = find_page(lines)
    others += repeated_heads(lines, edge := {*running, *edges, *others, *folios}, edge, end)
    cover = range(1, lines[end - 1].no + 1) if end else ()
    colophon = range(lines[tail].no, last + 1) if tail < len(lines) else ()
    columns = [(i, found.column) for i, found in running.items() if found.column]
    columns += paged.items()
    columns += [(i, name) for i in edges if (name := column_name(lines[i], named))]
    return Frame(
        issue,
        contents.entries if contents else (),
        _whole(
            {*cover, *colophon, *(lines[i].no for i in (*running, *edges, *heads, *others, *folios, *site.places))},
            lines,
        ),
        tuple(Column(lines[i].no, column_name(lines[i], named) or "") for i in heads),
        tuple(Column(lines[i].no, name) for i, name in sorted(columns)),
        {lines[i].at: parts for i, parts in site.heads.items()},
        site.records,
    )


def _whole(numbers: set[int], lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of raw lines, and of those in which what begins on them goes on; others may begin where that ends."""
    for line in lines:
        if line.last and line.no in numbers:
            numbers.update(range(line.no, line.last + 1))
    return frozenset(numbers)


def _cover_end(lines: Sequence[Line]) -> int:
    """Index of the first line after a cover that has no contents: name, year, number, nothing else."""
    known = (is_masthead(line) or any(pattern.fullmatch(line.tight) for pattern in _OF_COVER) for line in lines)
    return next((i for i, told in enumerate(known) if not told), len(lines))


def _colophon(lines: Sequence[Line], end: int) -> int:
    """Index of the first line of the colophon; the number of lines where there is none.

    What the gazette says about itself may be prose; else most lines down to the end name its makers: 主办单位：… in a
    plan is none of them.
    """
    least = end + (len(lines) - end) * 3 // 5
    found, known = len(lines), 0
    for i in range(len(lines) - 1, least, -1):
        known += is_masthead(lines[i]) or is_contact(lines[i]) or is_latin(lines[i])
        if is_own(lines[i].tight) or (is_imprint(lines[i]) and known * 2 >= len(lines) - i):
            found = i
        elif forms.DOCNO_RE.fullmatch(lines[i].tight) or lines[i].tight.endswith(("印发", "印发）")):
            break
    return _above(lines, _board(lines, _above(lines, found, least), least), least) if found < len(lines) else found


def _board(lines: Sequence[Line], found: int, least: int) -> int:
    """Index of 编辑委员会 over the names of its members, where they stand straight above `found`; else `found`."""
    for i in range(found - 1, max(found - _MOST_OF_BOARD, least), -1):
        if lines[i].tight in _BOARDS:
            return i
        if not (_SEAT_RE.match(lines[i].tight) or names_of(lines[i].words)):
            break
    return found


_MOST_OF_BOARD, _BOARDS = 16, ("编辑委员会", "编委会")
_SEAT_RE = re.compile("(?:(?:名誉|常务|执行)?副?(?:主任|主编)|委员|成员|顾问|编辑|编审)[:：]?[^，。；]{2,}$")


def _above(lines: Sequence[Line], found: int, least: int) -> int:
    """Index of the first line that goes with what stands at the end of the issue from `found` on."""
    while least < found and _goes_with_colophon(lines[found - 1]):
        found -= 1
    return found


def _goes_with_colophon(line: Line) -> bool:
    """Whether a line above the first that is sure belongs to it; a bare date is that of the last document."""
    if _ERRATUM_RE.fullmatch(line.tight):
        return True
    return is_contact(line) or (is_masthead(line) and not forms.DATE_LINE_RE.fullmatch(line.tight))


_ERRATA = "更正(?:启事|说明)?|勘误(?:表|启事|说明)?"
_CORRECTS = "本(?:刊|报|公报)(?:.*特此(?:更正|说明)(?:，[^，。]{2,20})?[。！]?|[^。]{2,16}期第.*应为“.*)"
_ERRATUM_RE = re.compile(f"{_ERRATA}|{_CORRECTS}")
"""更正 over 本刊2024年第3期第15页…应为…，特此更正。"""
_ERRATA_RE, _CORRECTS_RE, _EDITORS_RE = map(re.compile, (_ERRATA, _CORRECTS, "（?(?:本刊|《[^《》]+》)编辑部）?"))


# ---- what stands between the documents, and at the edges of pages ----


def _errata(lines: Lines, body: range) -> Iterator[int]:
    """Lines in which the gazette corrects an earlier issue, with the heading above and who signs below."""
    for i in lines.beginning("本"):
        if i in body and _CORRECTS_RE.fullmatch(lines[i].tight):
            yield i
            yield from (j for j in (i - 1,) if j in body and _ERRATA_RE.fullmatch(lines[j].tight))
            yield from (j for j in (i + 1,) if j in body and _EDITORS_RE.fullmatch(lines[j].tight))


def _glance(lines: Lines, start: int, end: int) -> list[tuple[int, str]]:
    """The lines that can be of the frame, each with its place: a glance that spares most lines of a column the rest."""
    told = {i for i, line in enumerate(lines) if len(line.tight) <= LONGEST_FOLIO or _NAME_END in line.tight}
    told.update(lines.ending(_ENDS), lines.beginning(_BEGINS))
    return [(i, lines[i].tight) for i in sorted(told) if start <= i < end]


_NAME_END = "报"
_ENDS, _BEGINS = f"{COLUMN_ENDS}{_HEAD_ENDS}{ascii_letters}", f"{_PAGE_MARK_BEGINS}{ascii_letters}"


def _titles_as_columns(lines: Sequence[Line], body: Sequence[tuple[int, str]], names: Container[str]) -> Iterator[int]:
    """Where titles stand that are called as their columns are, both in the contents, and once in the text: 大事记."""
    seen: set[str] = set()
    for i, tight in body:
        if tight in names and tight not in seen and not (i + 1 < len(lines) and lines[i + 1].tight == tight):
            seen.add(tight)
            yield i


def _repeated_columns(lines: Sequence[Line], body: Sequence[tuple[int, str]]) -> list[int]:
    """Lines with nothing but the name of a column that pages repeat, unmarked, at their heads."""
    named = [i for i, tight in body if tight[-1] in COLUMN_ENDS and is_column_name(tight)]
    often = Counter(lines[i].tight for i in named)
    return [i for i in named if often[lines[i].tight] >= LEAST_REPEATED]


def _heading_pages(lines: Sequence[Line], begun: Sequence[int]) -> Iterator[int]:
    """Names of columns beside the number of a page that begin none there: unmarked ones, or such as stand elsewhere."""
    often = Counter(column_name(lines[i]) for i in begun)
    for i in begun:
        name = column_name(lines[i])
        if (name == lines[i].tight or often[name] > 1) and _is_beside_folio(lines, i):
            yield i


def _is_beside_folio(lines: Sequence[Line], i: int) -> bool:
    return any(FOLIO_RE.fullmatch(line.tight) for line in lines[max(i - 1, 0) : i + 2])


def _edges(
    lines: Sequence[Line], sure: set[int], repeated: set[int], body: Container[int], named: Container[str]
) -> set[int]:
    """What stands at the edges of pages together with lines that surely do: names of the gazette and of columns."""
    found, waiting = {*repeated}, [*sure, *repeated]
    while waiting:
        i = waiting.pop()
        for j in {i - 1, i + 1} - sure - found:
            if j in body and (lines[j].tight in named or _is_edge(lines[j], lines[i])):
                found.add(j)
                waiting.append(j)
    return found


def _is_edge(line: Line, beside: Line) -> bool:
    """Whether a line beside a running head is another: 云州市人民政府公报, 2020.5, 市政府文件.

    A month may be a cell of a table, where what stands beside it is a mark of a page, or has a year itself.
    """
    if _MONTH_RE.fullmatch(line.tight) and (_MONTH_RE.search(beside.tight) or PAGE_MARK_RE.fullmatch(beside.tight)):
        return False
    return bool(_EDGE_RE.fullmatch(line.tight) or ((name := column_name(line)) and is_column_name(name)))


_MONTH_RE = re.compile(f"{YEAR_PATTERN}[.·/年]第?{NUMERAL}[期月]?")
_EDGE_RE = re.compile(f"{NAME}|{_MONTH_RE.pattern}|[ -~·．（）　]*(?:GONGBAO|GAZETTE)[ -~·．（）　]*")


def _is_column_head(lines: Sequence[Line], i: int, named: frozenset[str]) -> bool:
    """Whether a line between documents begins a column: 【人事任免】; 【政策依据】 inside a document does not.

    An unmarked name is one where the contents have it, or where a title follows.
    """
    name = column_name(lines[i], named)
    if name is None:
        return False
    after = lines[i + 1].tight if i + 1 < len(lines) else ""
    marked, called = name != lines[i].tight, is_column_name(name)
    if not marked and i and (above := lines[i - 1].tight)[-1] == "》" and above[0] == "《":
        return False  # 《云州市绿道管理办法》 over 政策解读: a title
    if called and name in named:
        return True
    begins = marked or after.startswith(_OPENINGS) or after.endswith(_SPEECHES) or forms.ORGAN_RE.match(after)
    return bool(begins and (called or name in named)) or (marked and name.endswith("政府令"))


_OPENINGS = ("关于", *(f"{of}政府" for of in PLACES))
_SPEECHES = ("讲话", "工作报告", "致辞")


_AT_END = (Form.DATE, Form.PRINTED, Form.NOTE)
"""What stands at the end of a document"""


def _is_page_furniture(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a mark of a page, or nothing but the gazette's name with a page number above or below it."""
    tight = lines[i].tight
    if tight[-1] in PAGE_MARK_ENDS and PAGE_MARK_RE.fullmatch(tight):
        return True
    if tight[0] in _PUBLICITY_BEGINS and (public := _PUBLICITY_RE.fullmatch(tight)):
        beside = (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])
        return not public["bare"] or any(line.form in _AT_END for line in beside)
    if tight[-1] not in _HEAD_ENDS:
        return False
    if _ISSUE_ALONE_RE.fullmatch(tight):
        return True
    above, below = lines[i - 1].tight if i else "", lines[i + 1].tight if i + 1 < len(lines) else ""
    if NAME_RE.fullmatch(tight):
        return bool(FOLIO_RE.fullmatch(above) or FOLIO_RE.fullmatch(below)) or forms.ends_sentence(above)
    return bool(forms.LETTERHEAD_RE.fullmatch(tight) and forms.DOCNO_RE.fullmatch(below))
