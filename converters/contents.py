"""What belongs to the issue and to no document: cover, contents, running heads, page numbers, colophon.

The contents give each document its column and page, and the titles by which its head is found again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from converters import numerals
from converters.dates import read_date
from converters.forms import COLUMN_RE, DATE_RE, DOCNO_RE, FILING_RE, ORDER_NUMBER_RE, is_sentence
from converters.lines import Line
from converters.text import BLANK, HAN

_NAME_RE = re.compile(f"[{HAN}]{{2,20}}公报")
_YEAR_RE = re.compile("([0-9]{4})年?")
_NUMBER_RE = re.compile("(?:([0-9]{4})年)?第([0-9]+|[一二三四五六七八九十]+)期(?:[（(]总第?([0-9]+)期[）)])?")
_TOTAL_RE = re.compile("[（(]?总第?([0-9]+)期[）)]?")
_PUBLISHED_RE = re.compile(f"({DATE_RE.pattern})出版")
_PUBLISHED_DAY_RE = re.compile("([0-9]{1,2}月[0-9]{1,2}日)出版")
_RUNNING_RE = re.compile(
    f"(?P<title>[{HAN}]{{2,30}}公报)[（(·]?(?P<year>[0-9]{{4}})年?[第·.](?P<number>[0-9]+)期?[）)]?"
)
_LONGEST_COLUMN = 18
_FOLIO_RE = re.compile("[-—–－·•~～]{1,3}([0-9]{1,4})[-—–－·•~～]{1,3}|第?([0-9]{1,4})页|([0-9]{1,3})")
_PAGE_RE = re.compile("[.．…·•—-]*[（(]?([0-9]{1,4})[）)]?$")
_ENTRY_END_RE = re.compile("[.．…·•]{2,}[（(]?([0-9]{1,4})[）)]?$|[（(]([0-9]{1,4})[）)]$|(?<=号[）)])([0-9]{1,4})$")
_COLOPHON_RE = re.compile(
    f"《[{HAN}]{{2,20}}公报》简介|(?:主管|主办|编辑|编印|承办|出版|印刷|发行)[{HAN}]{{0,6}}[:：].*|(?:国内|国际|内部|统一)[{HAN}]{{0,6}}刊号.*|.*准印证.*号.*|微?网站?|封[二三底]"
)
_BARE_COLUMNS = (
    "市政府规章",
    "市政府文件",
    "市政府办公厅文件",
    "市政府部门文件",
    "部门文件",
    "人事任免",
    "人事任命",
    "政策解读",
    "大事记",
    "政务动态",
    "领导讲话",
)
_MOST_OPEN_LINES = 8


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a gazette, as its cover and running heads name it; what is not printed is None."""

    title: str
    year: int
    number: int
    total: int | None = None
    """总第…期"""
    published: str | None = None
    """ISO date of publication."""
    sponsor: str | None = None
    """主办"""
    editor: str | None = None
    """编辑出版"""
    internal_no: str | None = None
    """内部刊号"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    title: str
    """Without white space."""
    docno: str | None
    column: str | None
    page: int | None
    line: int
    """1-based raw line on which it begins."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The issue around the documents."""

    issue: Issue | None
    entries: tuple[Entry, ...]
    furniture: frozenset[int]
    """1-based numbers of the raw lines that belong to no document."""
    columns: tuple[tuple[int, str], ...] = field(default=())
    """Where a column begins inside the text: (raw line, name), from column heads and running heads."""


def read_frame(lines: Sequence[Line], last: int) -> Frame:
    """Find what belongs to the issue as a whole; `last` is the number of the raw file's last line."""
    start = next((i for i, line in enumerate(lines) if line.tight in ("目录", "本期目录", "目次")), None)
    entries, end = _entries(lines, start + 1) if start is not None else ((), 0)
    if not entries:
        end = _cover_end(lines)
    tail = _colophon(lines, end)
    running = [line for i, line in enumerate(lines[end:tail], end) if _running(line) or _names_beside_folio(lines, i)]
    heads = [line for line in lines[end:tail] if COLUMN_RE.fullmatch(line.tight)]
    folios = _folios(lines[end:tail], {line.no for line in running})
    cover = range(1, lines[end - 1].no + 1) if end else ()
    colophon = range(lines[tail].no, last + 1) if tail < len(lines) else ()
    furniture = {*cover, *colophon, *(line.no for line in (*running, *heads)), *folios}
    columns = sorted([(line.no, _column_of(line)) for line in (*running, *heads) if _column_of(line)])
    return Frame(_issue((*lines[:end], *lines[tail:]), running), entries, frozenset(furniture), tuple(columns))


def _names_beside_folio(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is nothing but the gazette's name, with a page number above or below it."""
    beside = [lines[j].tight for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return bool(_NAME_RE.fullmatch(lines[i].tight)) and any(_FOLIO_RE.fullmatch(tight) for tight in beside)


def _column_of(line: Line) -> str:
    head = COLUMN_RE.fullmatch(line.tight)
    if head:
        return head["name"]
    running = _running(line)
    return running.column if running else ""


@dataclass(frozen=True, slots=True)
class _Running:
    """A running head: 市政府文件　　济南市人民政府公报（2023年第10期）."""

    title: str
    year: str
    number: str
    column: str


def _running(line: Line) -> _Running | None:
    """The running head that a line is; its parts stand apart by wide white space or by the name of the gazette."""
    match = _RUNNING_RE.search(line.tight)
    if not match or len(line.tight) > len(match[0]) + _LONGEST_COLUMN:
        return None
    words = [word for word in re.split(f"[{BLANK}]{{2,}}", line.text.s) if "公报" not in word]
    rest = line.tight.replace(match[0], "")
    title = match["title"]
    if words and not rest and title.startswith(words[0]):
        title, rest = title.removeprefix(words[0]), words[0]
    return None if is_sentence(rest) else _Running(title, match["year"], match["number"], rest)


def _cover_end(lines: Sequence[Line]) -> int:
    """Index of the first line after a cover that has no contents: name, year, number, nothing else."""
    for i, line in enumerate(lines[:20]):
        known = (_NAME_RE, _YEAR_RE, _NUMBER_RE, _TOTAL_RE, _PUBLISHED_RE)
        if not any(pattern.fullmatch(line.tight) for pattern in known) and not _COLOPHON_RE.fullmatch(line.tight):
            return i
    return 0


def _entries(lines: Sequence[Line], start: int) -> tuple[tuple[Entry, ...], int]:
    """The entries of the contents, and the index of the first line behind them.

    An entry may run over lines, boxes and dots; it is complete where a page number or, failing that, a 文号 ends it.
    """
    entries: list[Entry] = []
    column: str | None = None
    opened: list[Line] = []
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        head = COLUMN_RE.fullmatch(line.tight)
        if head or line.tight in _BARE_COLUMNS:
            column, opened, end = head["name"] if head else line.tight, [], i + 1
            continue
        opened.append(line)
        if _ENTRY_END_RE.search(line.tight):
            entries.append(_entry(opened, column))
            opened, end = [], i + 1
        elif len(opened) > _MOST_OPEN_LINES or FILING_RE.fullmatch(line.tight):
            break
    return tuple(entries), end


def _entry(opened: Sequence[Line], column: str | None) -> Entry:
    tight = "".join(line.tight for line in opened)
    page = _ENTRY_END_RE.search(tight)
    rest = tight[: page.start()] if page else tight
    rest = rest.rstrip(".．…·•—")
    docno = re.search(f"[（(]((?:{DOCNO_RE.pattern})|[{HAN}]*令{ORDER_NUMBER_RE.pattern})[）)]$", rest)
    title = (rest[: docno.start()] if docno else rest).split("——")[0]
    number = next(filter(None, page.groups()), None) if page else None
    return Entry(title, docno[1] if docno else None, column, int(number) if number else None, opened[0].no)


def _colophon(lines: Sequence[Line], end: int) -> int:
    """Index of the first line of the colophon; the number of lines where there is none."""
    least = end + (len(lines) - end) * 3 // 5
    found = len(lines)
    for i in range(len(lines) - 1, least, -1):
        if _COLOPHON_RE.fullmatch(lines[i].tight):
            found = i
        elif DOCNO_RE.fullmatch(lines[i].tight) or lines[i].tight.endswith("印发）"):
            break
    while found < len(lines) and found > least and _is_cover_word(lines[found - 1]):
        found -= 1
    return found


def _is_cover_word(line: Line) -> bool:
    return any(p.fullmatch(line.tight) for p in (_NAME_RE, _NUMBER_RE, _TOTAL_RE, _PUBLISHED_RE))


def _folios(lines: Sequence[Line], running: set[int]) -> frozenset[int]:
    """Page numbers on lines of their own: between dashes, or bare beside a running head."""
    found = set()
    for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
        folio = _FOLIO_RE.fullmatch(line.tight)
        beside = any(other and other.no in running for other in (before, after))
        if folio and (folio[1] or beside):
            found.add(line.no)
    return frozenset(found)


def _issue(cover: Sequence[Line], running: Sequence[Line]) -> Issue | None:
    """Title, year and number from the cover, or else from the first running head."""
    title = next((line.tight for line in cover if _NAME_RE.fullmatch(line.tight)), None)
    year = number = total = published = None
    for line in cover:
        tight = line.tight
        if match := _NUMBER_RE.fullmatch(tight):
            year, number, total = match[1] or year, match[2], match[3] or total
        elif match := _TOTAL_RE.fullmatch(tight):
            total = match[1]
        elif match := _YEAR_RE.fullmatch(tight):
            year = year or match[1]
        elif match := _PUBLISHED_RE.fullmatch(tight):
            published = published or read_date(match[1])
        elif (match := _PUBLISHED_DAY_RE.fullmatch(tight)) and year:
            published = published or read_date(f"{year}年{match[1]}")
    head = next(filter(None, map(_running, running)), None)
    if not (title and year and number) and head:
        title, year, number = head.title, head.year, head.number
    if not (title and year and number):
        return None
    count = numerals.parse(number) or 0
    sponsor, editor, internal_no = (_imprint(cover, label) for label in _IMPRINT)
    return Issue(title, int(year), count, int(total) if total else None, published, sponsor, editor, internal_no)


_IMPRINT = ("(?:主管)?主办(?:单位)?", "编辑(?:出版)?(?:单位)?", "内部刊号")


def _imprint(cover: Sequence[Line], label: str) -> str | None:
    """What the imprint says behind a label: 主管主办：济南市人民政府."""
    found = (re.fullmatch(f"{label}[:：](.+)", line.tight) for line in cover)
    return next((match[1] for match in found if match), None)
