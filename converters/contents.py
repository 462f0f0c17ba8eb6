"""The contents of an issue: what documents it lists, on which pages, under which columns.

An entry ends with its page (dots and brackets or not), or begins with it, or has none and ends as titles do. Which of
these a list does is told by its first lines. The list ends where the first of its titles is printed again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import islice, pairwise

from converters import forms
from converters.lines import Line
from converters.looks import Form
from converters.masthead import is_contact, is_imprint, is_latin, is_masthead
from converters.numerals import ARABIC, HAN_NUMERAL
from converters.text import BLANK, HAN, Text, without_blanks

_MOST_OPEN_LINES, _MOST_TITLE_LINES, _LONGEST_TITLE, _SAMPLE = 8, 8, 160, 60
_LEAST_TITLE = 4

_DOT = "[.．…·•‥—－_-]"
_PAGE = "[（(〔［\\[【〖〈<]?(?:[pP][.．]?|第)?([0-9]{1,4})页?+[）)〕］\\]】〗〉>]?"
_TAIL_RE = re.compile(
    f"(?<!{_DOT}){_DOT}{{2,}}{_PAGE}$|[（(]([0-9]{{1,4}})[）)]$|[〔［\\[【〖]([0-9]{{1,3}})[〕］\\]】〗]$"
    f"|(?<=[号］〕）)])([0-9]{{1,4}})$|^[·.．…]*{_PAGE}$"
)
"""The page behind an entry: ……（3）, (3), ……〔3〕, …第3页, …〔2024〕3号）12"""

_SPACED_TAIL_RE = re.compile(f"(?<=[{HAN}）)])[{BLANK}]+{_PAGE}$")
"""The same behind a blank only, which the words without their white space do not show."""

_LEAD_RE = re.compile(f"(?P<page>[pP]?[0-9]{{1,4}}|[（(][0-9]{{1,4}}[）)])[{BLANK}]+(?![年月日号])(?=[{HAN}《“〔0-9])")
"""The page before an entry: 3　云州市人民政府关于…"""

_ORDINAL_RE = re.compile(f"(?:{ARABIC}[、.．]|{HAN_NUMERAL}、|[（(]{ARABIC}[）)]|[●○■□◆◇★☆▲△※·•])(?=[{HAN}《“〔])")
"""The number or mark of an entry that is no page: 1、"""

_DOCNO_RE = re.compile(f"{forms.DOCNO_RE.pattern}|[（(](?P<order>[{HAN}]{{2,}}令第{forms.NUMERAL}号)[）)]")
"""The 文号 of an entry, on a line of its own or in brackets behind its title"""

_BEHIND_RE = re.compile(
    f"(?P<title>.+?)(?P<number>[（(](?:{forms.DOCNO_PATTERN}|[{HAN}]{{2,}}令第{forms.NUMERAL}号)[）)])"
)
_LABELS = frozenset(("目录", "本期目录", "目次", "要目", "本期要目", "总目录", "目录CONTENTS", "目"))
_DIVISION_RE = re.compile(f"第{forms.NUMERAL}[编篇章节条].*")
_SILENT_RE = re.compile('[（）()〔〕\\[\\]【】《》〈〉“”"‘’、，,.．…·•:：—－-]')
"""What a list may print otherwise than the text: marks"""


_PLACE = (
    "[市省县区州旗盟镇直委]|国务院|中共|中央|人民政府|政府|办公[厅室]|部门|单位|人大|管委会|规范性|上级|重要|会议|"
    "街道|乡镇"
)
_COLUMN_NAME_RE = re.compile(
    f"(?:{_PLACE}){{1,6}}(?:文件|文献)(?:选登|选载)?|(?:{_PLACE}){{0,3}}(?:规章|法规|地方性法规|法规规章|政策法规)"
    f"|(?:{_PLACE}|干部){{0,3}}(?:人事|干部|机构)(?:任免|任命|变动|信息|编制)"
    f"|(?:{_PLACE}|政务){{0,3}}(?:大事记|政策解读|文件解读|领导讲话|重要讲话|统计(?:数据|资料|信息)|会议纪要|政务(?:动态|信息|要闻)|通知公告|人大会议文件)"
)
"""市政府办公厅文件, 人事任免, 大事记"""

COLUMN_ENDS = f"件献登载章规免命动息制记读话据料要态闻告】〗]］{forms.STARS}"
"""The last characters of the names of columns, marked or not: asked first, because every line is asked."""


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
class Contents:
    """The contents and where they stand: indices into the lines that were searched."""

    start: int
    """The line of the word 目录."""
    end: int
    """The line behind the last entry."""
    entries: tuple[Entry, ...]
    columns: frozenset[str]
    """The columns that they name."""


class _Style(Enum):
    """Where entries have their page, and so where one ends."""

    TAIL = auto()
    LEAD = auto()
    BARE = auto()


def key(title: str) -> str:
    """A title to compare by: without white space and marks, which lists of contents set otherwise than the text.

    >>> key("云州市人民政府令（第58号）")
    '云州市人民政府令第58号'
    """
    return _SILENT_RE.sub("", "".join(title.split()))


def titles_at(lines: Sequence[Line], start: int) -> Iterator[tuple[str, int]]:
    """What could be a title from `start` on: keys of one, two, … lines, each with the index behind its last line."""
    whole = ""
    for i in range(start, min(start + _MOST_TITLE_LINES, len(lines))):
        if len(lines[i].tight) + len(whole) > _LONGEST_TITLE:
            return
        whole += key(lines[i].tight)
        yield whole, i + 1


def find_contents(lines: Sequence[Line]) -> Contents | None:
    """The contents of an issue, before the documents or behind them; None where it has none.

    The 目录 of a law, which lists its chapters, is no contents of an issue; nor is that of a plan: 一、…, （一）….
    """
    labels = [(i, size) for i, line in enumerate(lines) if line.tight in _LABELS and (size := _label(lines, i))]
    for i, size in [*labels[:_MOST_LABELS], *labels[-1:]]:
        if (found := _read(lines, i, i + size)) and not _stands_inside(lines, found):
            return found
    led = next((i for i in range(min(len(lines), _SAMPLE)) if _LEADERS_RE.search(lines[i].tight)), None)
    return None if led is None else _unlabelled(lines, led)


def lists_what_stands_before(lines: Sequence[Line], contents: Contents) -> bool:
    """Whether the contents stand at the end of the issue: their titles are printed before them."""
    listed = {key(entry.title) for entry in contents.entries}
    return any(title in listed for i in range(contents.start) for title, _ in titles_at(lines, i))


def _stands_inside(lines: Sequence[Line], contents: Contents) -> bool:
    """Whether a document has begun above the list, which then is that of what it prints: 目录 over 1 总则, 前言 …."""
    begun = any(line.form is Form.DOCNO for line in lines[: contents.start])
    return begun and not lists_what_stands_before(lines, contents)


def _read(lines: Sequence[Line], start: int, first: int) -> Contents | None:
    """The list whose first entry stands at `first`, its label at `start`."""
    pieces: list[tuple[Line, int]] = []
    last = len(lines)
    for i, line in enumerate(islice(lines, first, None), first):
        if i > last:
            break
        if line.cells:
            pieces.append((_side_by_side(line), i))
        elif "…" in line.words or "】" in line.words:
            pieces += ((piece, i) for piece in _pieces(line))
        else:
            pieces.append((line, i))
            last = min(last, i + _MOST_TITLE_LINES) if _is_running_text(line) else last  # no list goes on behind it
    reader = _Reader([piece for piece, _ in pieces])
    reader.read()
    if not reader.entries:
        return None
    return Contents(start, pieces[reader.end - 1][1] + 1, tuple(reader.entries), frozenset(reader.columns))


def _is_running_text(line: Line) -> bool:
    return forms.is_sentence(line.tight) and not is_imprint(line)


def _side_by_side(row: Line) -> Line:
    """A row of a table as a line on which its cells stand apart."""
    words = Text("\u3000".join(cell.s for cell in row.cells), ())
    return replace(Line.of(row.no, words, 0, row.gap), header=row.header)


def _unlabelled(lines: Sequence[Line], led: int) -> Contents | None:
    """Contents without the word 目录: entries with leaders, straight below the cover."""
    if _DIVISION_RE.fullmatch(lines[led].tight):
        return None
    first = led
    while first and not is_masthead(lines[first - 1]) and led - first < _MOST_OPEN_LINES:
        first -= 1
    found = _read(lines, first, first)
    return found if found and sum(entry.page is not None for entry in found.entries) >= _LEAST_ENTRIES else None


def _pieces(line: Line) -> Iterator[Line]:
    """The parts of a line that holds more than one entry, or a column before its first."""
    cuts = [match.end() for match in _CUT_RE.finditer(line.words)]
    for start, end in pairwise([0, *cuts, len(line.words)]):
        yield line.part(start, end) if cuts else line


_LEADERS_RE = re.compile("(?:(?<![.．·•‥])[.．·•‥]{4,}|(?<!…)…{2,})" + _PAGE + "$")
_LEAST_ENTRIES = 3
_CUT_RE = re.compile(
    f"(?:(?<![.．…·•‥])[.．…·•‥]{{2,}}[{BLANK}]*{_PAGE}[{BLANK}]*(?=[{HAN}《【]))|^【[^【】]{{2,30}}】(?=.)"
)
"""Where a second entry begins on a line: behind the page of the first, or behind the name of the column"""


def _label(lines: Sequence[Line], i: int) -> int:
    """How many lines print the word 目录 from `i` on: one, or two; 0 where none does, or a text lists its headings."""
    size = 1
    if lines[i].tight == "目":
        size = 2 if i + 1 < len(lines) and lines[i + 1].tight in ("录", "次") else 0
    first = lines[i + size : i + size + 2]
    law = bool(first) and _DIVISION_RE.fullmatch(first[0].tight)
    plan = len(first) > 1 and all(line.form in _HEADINGS and "关于" not in line.tight for line in first)
    return 0 if law or plan or _OUTLINE_RE.match("\n".join(line.tight for line in first)) else size


_HEADINGS = (Form.LEVEL1, Form.LEVEL2)
_OUTLINE_RE = re.compile(r"1[.．、]?[^0-9\n].*\n1[.．]1(?![0-9])")
"""1 总则 over 1.1 编制目的: how the contents of an emergency plan begin"""


_MOST_LABELS = 3
"""How many lists that begin so are tried, the last in the file beside them."""


def column_name(line: Line) -> str | None:
    """The name of a column of the gazette that a line is, marked or not: 【市政府文件】, ★人事任免★, 部门文件."""
    if line.tight[-1] not in COLUMN_ENDS:
        return None
    marked = forms.COLUMN_RE.fullmatch(line.tight)
    name = marked["name"] if marked else line.tight
    return name if marked or is_column_name(name) else None


def is_column_name(name: str) -> bool:
    """Whether words are what columns are called, so that they are known for one without a mark or a list of contents.

    >>> [is_column_name(name) for name in ("市政府办公厅文件", "大事记", "政策依据")]
    [True, True, False]
    """
    return bool(_COLUMN_NAME_RE.fullmatch(name))


_ORGAN_COLUMN_RE = re.compile(f"{forms.ORGAN_PATTERN}(?:行政|其他)?(?:规章|(?:规范性)?文件)")
"""云州市人民政府行政规范性文件: a column named with its organ in full"""

_LONGEST_COLUMN = 8
_WORDS_RE = re.compile(f"[{HAN}]{{2,}}")
_TITLE_RE = re.compile(f"{forms.ORGAN_PATTERN}|关于|《|[0-9]{{4}}[{BLANK}]?年")
"""How titles begin"""

_ENTRY_MARK_RE = re.compile(f"^(?:{_LEAD_RE.pattern}|{_ORDINAL_RE.pattern})")


@dataclass(slots=True)
class _Reader:
    """The lines of one list of contents while they are read."""

    lines: Sequence[Line]
    style: _Style = _Style.BARE
    entries: list[Entry] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Keys of their titles."""
    columns: list[str] = field(default_factory=list)
    opened: list[Line] = field(default_factory=list)
    """The lines of an entry that is not complete."""
    end: int = 0
    """Index behind the last line that is known to belong to the list."""

    def read(self) -> None:
        """Read entry by entry, until the list ends."""
        self.style = self._style()
        for i in range(len(self.lines)):
            if self._is_behind(i):
                break
            self._take(i)
        else:
            self._close(len(self.lines))
        if self.opened and self.style is not _Style.TAIL and len(self.opened) <= 2:
            self._close(self.end + len(self.opened))

    def _style(self) -> _Style:
        sample = [line for line in self.lines[:_SAMPLE] if not is_latin(line)]
        tails = sum(_page_behind(line) is not None for line in sample[:20])
        leads = [i for i, line in enumerate(sample[:20]) if _LEAD_RE.match(line.words)]
        if len(leads) > tails:
            return _Style.LEAD
        first = next((i for i, line in enumerate(sample) if _page_behind(line) is not None), _MOST_OPEN_LINES + 1)
        return _Style.TAIL if tails and first <= _MOST_OPEN_LINES else _Style.BARE

    def _is_behind(self, i: int) -> bool:
        """Whether the list has ended: running text, a 备案号, the head of an order, one of its titles printed again."""
        line = self.lines[i]
        after = self.lines[i + 1].tight if i + 1 < len(self.lines) else ""
        if forms.FILING_RE.fullmatch(line.tight) or _is_running_text(line):
            return True
        if forms.ORDER_RE.fullmatch(line.tight) and forms.ORDER_NUMBER_RE.fullmatch(after):
            return True
        if _page_behind(line) is not None or len(self.opened) > _MOST_OPEN_LINES:
            return _page_behind(line) is None
        opened = key(_entry(self.opened, None).title) if self.opened and self.style is not _Style.TAIL else ""
        return any(
            len(title) >= _LEAST_TITLE and (title in self.keys or title == opened)
            for title, _ in titles_at(self.lines, i)
        )

    def _take(self, i: int) -> None:
        """Read one line: a column, English or an imprint between the entries, or part of one."""
        line = self.lines[i]
        if self.style is not _Style.TAIL and self._begins_entry(line):
            self._close(i)
        column = None if line.header else column_name(line) or self._unknown_column(i)
        if column or line.header or is_latin(line) or is_masthead(line) or is_contact(line):
            self._close(i)
            self.columns += [column] if column else []
            self.end = i + 1
            return
        self.opened.append(line)
        if self.style is _Style.TAIL and _page_behind(line) is not None:
            self._close(i + 1)

    def _unknown_column(self, i: int) -> str | None:
        """A short line between entries that can begin no title, over one that does: 机构与人事, 二、市政府文件."""
        words, after = self.lines[i].tight, self.lines[i + 1].words if i + 1 < len(self.lines) else ""
        words = _ORDINAL_RE.sub("", words, count=1)
        short = len(words) <= _LONGEST_COLUMN and _WORDS_RE.fullmatch(words)
        named = short and not (forms.ORGAN_RE.match(words) or forms.ends_like_title(words))
        begins = not self.opened and (named or _ORGAN_COLUMN_RE.fullmatch(words))
        return words if begins and _TITLE_RE.match(_ENTRY_MARK_RE.sub("", after)) else None

    def _begins_entry(self, line: Line) -> bool:
        if _LEAD_RE.match(line.words) or _ORDINAL_RE.match(line.tight):
            return True
        whole = "".join(other.tight for other in self.opened)
        complete = forms.ends_like_title(whole) or any(_DOCNO_RE.fullmatch(other.tight) for other in self.opened)
        return self.style is _Style.BARE and complete and not _DOCNO_RE.fullmatch(line.tight)

    def _close(self, end: int) -> None:
        """End the entry that is open before the line `end`; what cannot be one is none."""
        if not self.opened:
            return
        entry = _entry(self.opened, self.columns[-1] if self.columns else None)
        if entry.page is not None or (self.style is not _Style.TAIL and len(entry.title) >= _LEAST_TITLE):
            self.entries.append(entry)
            self.keys.add(key(entry.title))
            self.end = end
        self.opened = []


def _page_behind(line: Line) -> int | None:
    """The page that a line ends with."""
    match = _TAIL_RE.search(line.tight) or _SPACED_TAIL_RE.search(line.words)
    return int(next(filter(None, match.groups()))) if match else None


def _entry(opened: Sequence[Line], column: str | None) -> Entry:
    page = next((p for line in opened if (p := _page_behind(line)) is not None), None)
    lead = _LEAD_RE.match(opened[0].words)
    *words, last = _words(opened)
    docno = _DOCNO_RE.fullmatch(last) if words else None
    rest = "".join(words if docno else (*words, last))
    behind = None if docno else _BEHIND_RE.fullmatch(rest) or forms.DOCNO_TAIL_RE.fullmatch(rest)
    if behind:
        docno, rest = _DOCNO_RE.fullmatch(behind[2]), behind[1]
    if not docno and (ahead := forms.DOCNO_LEAD_RE.fullmatch(rest)):
        docno, rest = _DOCNO_RE.fullmatch(ahead["docno"]), ahead["title"]
    rest = _ORDINAL_RE.sub("", rest, count=1) if _ORDINAL_RE.match(rest) else rest
    if lead and page is None:
        page = int(re.sub("[^0-9]", "", lead["page"]))
    number = docno and (docno["docno"] or docno["order"])
    return Entry(rest.split("——")[0], number, column, page, opened[0].no)


def _words(opened: Sequence[Line]) -> Iterator[str]:
    """The words of an entry's lines, without page and dots."""
    for i, line in enumerate(opened):
        words = line.words
        if i == 0 and (lead := _LEAD_RE.match(words)):
            words = words[lead.end() :]
        if _SPACED_TAIL_RE.search(words) and not _TAIL_RE.search(line.tight):
            words = _SPACED_TAIL_RE.sub("", words)
        yield _TAIL_RE.sub("", without_blanks(words)).rstrip(".．…·•‥—－_-")
