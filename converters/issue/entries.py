"""The entries of the contents of an issue, read one by one: title, 文号 and page, and the column above them.

An entry ends with its page (dots and brackets or not), or begins with it, or has none and ends as titles do. Which of
these a list does is told by its first lines. The list ends where the first of its titles is printed again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache

from converters.issue.columns import column_name, is_column_name
from converters.issue.masthead import is_contact, is_imprint, is_latin, is_masthead, is_own, names_issue
from converters.lines.lines import Line, together
from converters.lines.looks import Form
from converters.printed import forms
from converters.printed.characters import BLANK, DASHES, HAN, PLACES, without_blanks
from converters.printed.numerals import ARABIC, DIGITS, HAN_NUMERAL, NUMERAL

MOST_OPEN_LINES, MOST_TITLE_LINES = 8, 8
"""Lines of an entry, and of a title, there or in the text, at most."""
SAMPLE = 60
"""Lines by which a list is told."""
_LONGEST_TITLE, _LEAST_TITLE = 160, 4

_DOT = "[.．…·•‥—－_-]"
_DIGITS = "[0-9０-９]{1,4}"
_PAGES = f"({_DIGITS})(?:[~～至{DASHES}][0-9]{{1,3}}(?![0-9]))?"
PAGE = f"[/／]?[（(〔［\\[【〖〈<]?(?:[pP][.．]?|第[{BLANK}]?)?{_PAGES}(?:[{BLANK}]?页)?+[）)〕］\\]】〗〉>]?"
"""The number of a page, or of the first and the last, bare, in brackets or behind a stroke"""

_TAIL_RE = re.compile(
    f"(?<!{_DOT})(?:{_DOT}{{2,}}|…){PAGE}$|(?<=[{HAN}）)〕》])[/／]{PAGE}$|[（(]{_PAGES}[）)]$"
    f"|[〔［\\[【〖]([0-9０-９]{{1,3}})[〕］\\]】〗]$"
    f"|(?<=[号］〕）)])(?<![0-9]{{4}}[］〕])({_DIGITS})$|^[·.．…]*{PAGE}$"
)
"""The page behind an entry: ……（3）, (3), (3-5), / 3, ……〔3〕, …第3页, …〔2024〕3号）12"""

_PAGE_ALONE_RE, _LEAST_GATHERED = re.compile(PAGE), 2
"""A line with nothing but a page, and how many of them can be those of all entries"""

_PAGE_ENDS = frozenset(f"{DIGITS}页）)〕］]】〗〉>")
"""How both end; asked first"""

_SPACED_TAIL_RE = re.compile(f"(?<=[{HAN}）)》])(?<![等第共前])[{BLANK}]+{PAGE}$")
"""The same behind a blank only, which the words without their white space do not show; 等 2 goes on: 件规章."""

_FOLIO_ENDS = f"·{DASHES}"
_PAGE_OF_LIST_RE = re.compile(f"[{_FOLIO_ENDS}]{{1,3}}(?:{_DIGITS}|{HAN_NUMERAL})[{_FOLIO_ENDS}]{{1,3}}")
"""— 1 —: the page on which the list itself stands"""

_MOST_ABOVE = 2
"""How many lines stand above the first entry at most: the name of its column, in English, too."""

_LEAD_RE = re.compile(
    f"(?:[pP]?(?P<page>{_DIGITS})(?:[~～{DASHES}]{_DIGITS})?|[（(](?P<round>{_DIGITS})[）)])[{BLANK}]+(?![年月日号])(?=[{HAN}《“〔0-9０-９])"
)
"""The page before an entry: 3　云州市人民政府关于…, P1-4 …"""

_ORDINAL_RE = re.compile(
    f"(?:{ARABIC}[、.．]|{HAN_NUMERAL}、|[（(]{ARABIC}[）)]|[{forms.STARS}])(?=[{HAN}《“〔])|{ARABIC}[、.．](?=20[0-9]{{2}}年)"
)
"""The number or mark of an entry that is no page: 1、"""

_ORDER = f"[{HAN}]{{2,}}(?:令|[公通]告)第{NUMERAL}号"
_DOCNO_RE = re.compile(f"{forms.DOCNO_RE.pattern}|(?P<round>[（(])?(?P<order>{_ORDER})(?(round)[）)])")
"""The 文号 of an entry, on a line of its own or in brackets behind its title"""

_ORDER_LEAD_RE = re.compile(
    f"[（(]?(?P<organ>[{HAN}]{{2,}}?(?:令|公告))[（(]?(?P<number>第{NUMERAL}号)[）)]?(?:[：:]|——)?"
    "(?P<open>[（(《])?(?P<title>[^，。]{4,}?)(?(open)[）)》])"
)
"""云州市人民政府令第12号　云州市…办法, …令（第12号）：《…办法》, …公告第12号（…办法）"""

_RULE_END = "(?:条例|规定|办法|细则|规则|决定)"
_BEHIND_RE = re.compile(
    f"(?P<title>.+?)(?P<number>[（(](?:{forms.DOCNO_PATTERN}|{_ORDER})[）)]|"
    f"(?<={_RULE_END})(?!的|.*{_RULE_END})[{HAN}]{{0,20}}政府令第{NUMERAL}号)"
)
"""…办法（市政府令第12号）, …办法　云州市人民政府令第12号"""
_SILENT_RE = re.compile(forms.NOTE_MARK + '|[（）()〔〕\\[\\]【】《》〈〉<>＜＞「」“”"‘’、，,.．…·•:：—－-]')
"""What a list may print otherwise than the text: marks, and that of a note"""

_ORGAN_COLUMN_RE = re.compile(f"(?:中共[{HAN}]{{2,12}}?委)?{forms.ORGAN_PATTERN}(?:行政|其他)?(?:规章|(?:规范性)?文件)")
"""云州市人民政府行政规范性文件: a column named with its organ in full"""

_LONGEST_COLUMN, _LONGEST_MARKED = 8, 12
_NUMBERING = "（(0123456789零〇○一二三四五六七八九十百"
"""With what the number of an entry, or of a column, begins; other marks are none"""
_WORDS_RE = re.compile(f"[{HAN}]{{2,}}")
_TITLE_RE = re.compile(f"{forms.ORGAN_PATTERN}|[{PLACES}]政府|关于|《|[0-9０-９]{{4}}[{BLANK}]?年")
"""How titles begin"""

_ENTRY_MARK_RE = re.compile(f"^(?:{_LEAD_RE.pattern}|{_ORDINAL_RE.pattern})")


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


class _Style(Enum):
    """Where entries have their page, and so where one ends."""

    TAIL = auto()
    LEAD = auto()
    BARE = auto()


@lru_cache(maxsize=4096)  # every line is asked for with those above it
def key(title: str) -> str:
    """A title to compare by: without white space and marks, which lists of contents set otherwise than the text.

    >>> key("云州市人民政府令（第58号）"), key("云州市2023年统计公报[1]")
    ('云州市人民政府令第58号', '云州市2023年统计公报')
    """
    return _SILENT_RE.sub("", "".join(title.split()))


def titles_at(lines: Sequence[Line], start: int) -> Iterator[tuple[str, int]]:
    """What could be a title from `start` on: keys of one, two, … lines, each with the index behind its last line."""
    whole = ""
    for i in range(start, min(start + MOST_TITLE_LINES, len(lines))):
        if len(lines[i].tight) + len(whole) > _LONGEST_TITLE:
            return
        whole += key(lines[i].tight)
        yield whole, i + 1


def names_column(words: str) -> bool:
    """Whether words, which stand apart in a list of contents, are what columns are called."""
    return is_column_name(words) or words in _NO_TITLES or bool(_ORGAN_COLUMN_RE.fullmatch(words))


def is_running_text(line: Line) -> bool:
    """Whether a line belongs to a text, which no list of contents goes on behind."""
    return forms.is_sentence(line.tight) and not is_imprint(line)


@dataclass(slots=True)
class Entries:
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
        pages, end = self._without_pages()
        self.style = self._style()
        for i in range(len(self.lines)):
            if self._is_behind(i):
                break
            self._take(i)
        else:
            self._close(len(self.lines))
        whole = "".join(line.tight for line in self.opened)
        complete = bool(whole) and bool(_DOCNO_RE.fullmatch(self.opened[-1].tight) or _BEHIND_RE.fullmatch(whole))
        if len(self.opened) <= 2 or complete:
            self._close(self.end + len(self.opened))
        if len(pages) == len(self.entries):
            self.entries = [replace(entry, page=page) for entry, page in zip(self.entries, pages, strict=True)]
            self.end = end

    def _without_pages(self) -> tuple[Sequence[int], int]:
        """Take off pages that a text layer has all behind the list, one a line; they and where they end."""
        numbers = (_page_behind(line) if _PAGE_ALONE_RE.fullmatch(line.tight) else None for line in self.lines[:SAMPLE])
        paged = [(i, page) for i, page in enumerate(numbers) if page is not None]
        first = paged[0][0] if paged else 0
        run = [page for i, (place, page) in enumerate(paged) if place == first + i]
        above = first == 0 or any(_page_behind(line) is not None for line in self.lines[:first])
        if above or len(run) < _LEAST_GATHERED:
            return (), 0
        self.lines = self.lines[:first]
        return run, first + len(run)

    def _style(self) -> _Style:
        sample = [line for line in self.lines[:SAMPLE] if not is_latin(line)][:20]
        tails = sum(_page_behind(line) is not None for line in sample)
        leads = [line for line in sample if _LEAD_RE.match(line.words)]
        if len(leads) > tails or self._pages_lead(sample):
            return _Style.LEAD
        first = next((i for i, line in enumerate(sample) if _page_behind(line) is not None), MOST_OPEN_LINES + 1)
        if tails * 2 < sum(bool(_DOCNO_RE.fullmatch(line.tight)) for line in sample):  # OCR lost most
            return _Style.BARE
        return _Style.TAIL if first <= MOST_OPEN_LINES else _Style.BARE

    def _pages_lead(self, sample: Sequence[Line]) -> bool:
        """Whether pages stand on lines of their own before their entries: the first above any title, the last not."""
        alone = [i for i, line in enumerate(sample) if _PAGE_ALONE_RE.fullmatch(line.tight)]
        above = sample[: alone[0]] if len(alone) >= _LEAST_GATHERED else sample
        return len(above) <= _MOST_ABOVE and not any(
            (_TITLE_RE.match(line.words) or _reads_as_entry(line.tight)) and not names_column(line.tight)
            for line in above
        )

    def _is_behind(self, i: int) -> bool:
        """Whether the list has ended: running text, a 备案号, the head of an order, one of its titles printed again."""
        line = self.lines[i]
        if forms.FILING_RE.fullmatch(line.tight) or is_running_text(line):
            return True
        if any(
            forms.ORDER_RE.fullmatch(together(self.lines[i:end]))
            and forms.ORDER_NUMBER_RE.fullmatch(number.tight)
            and (end == i + 1 or not forms.ends_like_title(line.tight))  # an entry, over the head of an order
            for end, number in enumerate(self.lines[i + 1 : i + 3], i + 1)
            if number.tight[-1] == "号"
        ):
            return True
        if line.form is Form.DOCNO and self._lacks_docno():
            return False
        if _page_behind(line) is not None or len(self.opened) > MOST_OPEN_LINES:
            return _page_behind(line) is None
        opened = key(_entry(self.opened, None).title) if self.opened else ""
        first = next((j for j, other in enumerate(self.lines[i : i + 3], i) if not _stands_above(other)), i)
        return any(
            len(title) >= _LEAST_TITLE and (title in self.keys or title == opened)
            for title, _ in titles_at(self.lines, first)
        )

    def _lacks_docno(self) -> bool:
        """Whether the entry that is open has no 文号 yet, in a list that prints them below the titles."""
        told = any("〔" in line.tight for line in self.opened)
        return bool(self.opened and not told and self.entries and self.entries[-1].docno)

    def _take(self, i: int) -> None:
        """Read one line: a column, English or an imprint between the entries, or part of one."""
        line = self.lines[i]
        if self.style is _Style.TAIL and self._is_promulgated(i):
            self.end = i + 1
            return
        if self.style is not _Style.TAIL and self._begins_entry(line):
            self._close(i)
        if line.tight[-1] in _FOLIO_ENDS and _PAGE_OF_LIST_RE.fullmatch(line.tight):
            return
        column = None if line.header else column_name(line) or self._unknown_column(i)
        if column or line.header or is_latin(line) or is_masthead(line) or is_contact(line) or _is_running_head(line):
            self._close(i)
            self.columns += [column] if column else []
            self.end = i + 1
            return
        self.opened.append(line)
        if self.style is _Style.TAIL and _page_behind(line) is not None:
            self._close(i + 1)

    def _is_promulgated(self, i: int) -> bool:
        """Whether a line under an order that has its page names what that promulgates: set deeper, or over a title."""
        line = self.lines[i]
        if self.opened or not self.entries or i != self.end or _page_behind(line) is not None:
            return False
        order = self.entries[-1]
        if not forms.ORDER_LINE_RE.fullmatch(order.title):
            return False
        above = next(self.lines[j] for j in range(i - 1, -1, -1) if self.lines[j].no == order.line)
        after = self.lines[i + 1].words if i + 1 < len(self.lines) else ""
        return line.indent > above.indent or bool(forms.ends_like_title(line.tight) and _TITLE_RE.match(after))

    def _unknown_column(self, i: int) -> str | None:
        """A short line between entries that can begin no title, over one that does: 机构与人事, 二、市政府文件."""
        tight, after = self.lines[i].tight, self._entry_below(i)
        words = _ORDINAL_RE.sub("", tight, count=1).strip(DASHES)
        marked = words != tight and tight[0] not in _NUMBERING
        short = len(words) <= (_LONGEST_MARKED if marked else _LONGEST_COLUMN) and _WORDS_RE.fullmatch(words)
        if not self._is_between(after) or not (short or words.endswith(("文件", "规章"))):
            return None
        if is_column_name(words) or words in _NO_TITLES:
            return words
        named = short and not forms.ORGAN_RE.match(words) and (marked or not _reads_as_entry(words))
        if marked and named and self.style is _Style.TAIL and _WORDS_RE.search(after) and after[0] not in "—（(":
            return words  # no title is broken so early, but 政府工作报告 has its day below it
        begins = named or _ORGAN_COLUMN_RE.fullmatch(words)
        return words if begins and _TITLE_RE.match(_ENTRY_MARK_RE.sub("", after)) else None

    def _entry_below(self, i: int) -> str:
        """The words of the line below, or of the next where that has nothing but its page; of an ordinal no blank."""
        below = self.lines[i + 1 : i + 3]
        if len(below) > 1 and self.style is _Style.LEAD and _PAGE_ALONE_RE.fullmatch(below[0].tight):
            below = below[1:]
        return next((line.tight if _ORDINAL_RE.match(line.tight) else line.words for line in below), "")

    def _is_between(self, after: str) -> bool:
        """Whether no entry is open, or a complete one over the page of the next, where pages begin entries."""
        ended = self.style is _Style.LEAD and self._is_complete() and bool(_LEAD_RE.match(after))
        return not self.opened or ended

    def _begins_entry(self, line: Line) -> bool:
        if _LEAD_RE.match(line.words) or _ORDINAL_RE.match(line.tight):
            return True
        if self.style is _Style.LEAD and _PAGE_ALONE_RE.fullmatch(line.tight):
            return True
        return self.style is _Style.BARE and self._is_complete() and not _DOCNO_RE.fullmatch(line.tight)

    def _is_complete(self) -> bool:
        """Whether the entry that is open ends as a title does, or has its 文号."""
        whole = "".join(other.tight for other in self.opened)
        return forms.ends_like_title(whole) or any(_DOCNO_RE.fullmatch(other.tight) for other in self.opened)

    def _close(self, end: int) -> None:
        """End the entry that is open before the line `end`; what cannot be one is none."""
        if not self.opened:
            return
        entry = _entry(self.opened, self.columns[-1] if self.columns else None)
        paged = entry.title and entry.page is not None
        if paged or (self.style is not _Style.TAIL and len(entry.title) >= _LEAST_TITLE):
            self.entries += [] if is_own(entry.title) else [entry]
            self.keys.add(key(entry.title))
            self.end = end
        self.opened = []


def _is_running_head(line: Line) -> bool:
    """Whether a line names gazette or issue beside the number of the page: 2　《云州市人民政府公报》2024年第5期."""
    if "政府公报" not in line.tight and "政报" not in line.tight:
        return False
    return names_issue(without_blanks(_PAGE_BESIDE_RE.sub("", line.words)))


_PAGE_BESIDE_RE = re.compile(f"^{_DIGITS}[{BLANK}]+|[{BLANK}]+{_DIGITS}$")


def _stands_above(line: Line) -> bool:
    """Whether a line can stand over the title of a document: its 文号, who signed it, the head of the paper."""
    return line.form in (Form.DOCNO, Form.NOTE) or (
        line.tight[-1] == "件" and bool(forms.LETTERHEAD_RE.fullmatch(line.tight))
    )


def _reads_as_entry(words: str) -> bool:
    """Whether a few words can be a title: 政府工作报告; 统计公报 without its year is none."""
    return forms.ends_like_title(words) and words not in _NO_TITLES


_NO_TITLES = frozenset(("统计公报", "政府令", *(f"{of}政府{what}" for of in PLACES for what in ("令", "公告"))))


def _page_behind(line: Line) -> int | None:
    """The page that a line ends with."""
    if line.tight[-1] not in _PAGE_ENDS:
        return None
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
    if not docno and (order := _ORDER_LEAD_RE.fullmatch(rest)):
        return Entry(order["title"], f"{order['organ']}{order['number']}", column, page, opened[0].no)
    rest = _ORDINAL_RE.sub("", rest, count=1) if _ORDINAL_RE.match(rest) else rest
    if lead and page is None:
        page = int(lead["page"] or lead["round"])
    number = docno and (docno["docno"] or docno["order"])
    return Entry(rest.split("——")[0], number, column, page, opened[0].no)


def _words(opened: Sequence[Line]) -> Iterator[str]:
    """The words of an entry's lines, without page and dots; a 文号 that a blank parts from its title stands alone."""
    for i, line in enumerate(opened):
        words = line.words
        if i == 0 and (lead := _LEAD_RE.match(words)):
            words = words[lead.end() :]
        if not _TAIL_RE.search(line.tight):
            words = _SPACED_TAIL_RE.sub("", words)
        if i and opened[i - 1].tight.endswith(_SPOKEN) and _SPEAKER_BELOW_RE.match(words):
            return
        words = _SPEAKER_RE.sub("", words)
        apart = _DOCNO_APART_RE.search(words)
        for part in (words[: apart.start()], words[apart.end() :]) if apart else (words,):
            yield _TAIL_RE.sub("", without_blanks(part)).rstrip(".．…·•‥—－_-（(")


_SPOKEN = ("讲话", "报告", "发言", "致辞")
_PERSON = f"[{BLANK}]+[{HAN}](?:[{BLANK}]?[{HAN}]){{1,3}}(?=[{BLANK}]*(?:{_DOT}|{PAGE}$|$))"
_SPEAKER_RE = re.compile(f"(?<={'|'.join(_SPOKEN)}){_PERSON}")
"""Who gave it, behind the title: …会议上的讲话　范里"""

_SPEAKER_BELOW_RE = re.compile(f"[{HAN}、]{{2,24}}{_PERSON}")
"""The same on a line of its own: 市委副书记、市长　范里"""

_DOCNO_APART_RE = re.compile(f"(?<=[{HAN}）)》])[{BLANK}]+(?=[{HAN}]{{2,14}}[{BLANK}]?〔[^号]*号[^号]*$)")
"""Between the end of a title, which a line goes on with, and its 文号: 管理的通知　云政发〔2024〕3号 …… 12"""
