"""Where documents begin: title, 文号 and 备案号 over a text, found by their looks and by the contents of the issue."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from converters.issue.entries import MOST_TITLE_LINES, Entry, key, titles_at
from converters.issue.frame import Column, Frame
from converters.issue.headrules import MOST_ORDER_LINES, NUMBER_ENDS, ORDER_ENDS, RULES, Head, Rule
from converters.issue.titlelines import Search, bracket_end, is_closed, is_title_like, names, title_before
from converters.lines.lines import Line, Lines, together
from converters.lines.looks import Form
from converters.printed import forms
from converters.printed.docnos import docno_key
from converters.printed.numerals import NUMERAL

_PRINTS = ("令", "公告", "通知", "通告", "决定")
"""How the title of a document ends that prints or promulgates another"""


def find_heads(lines: Lines, frame: Frame) -> list[Head]:
    """The heads of all documents, in order, none overlapping another.

    A document that another one forwards, under its label 附件, belongs to that one.
    """
    search = Search(lines, frozenset(key(entry.title) for entry in frame.entries))
    found: dict[int, Head] = {}
    for i in _telling(lines):
        tight = lines[i].tight
        head = next((head for rule in _asked(tight[0] + tight[-1]) if (head := rule.find(search, i))), None)
        if head and head.title[0] not in found:
            found[head.title[0]] = head
    own = (_with_filing(lines, found[start], frame.begun) for start in sorted(found))
    heads = _apart([head for head in own if not (head.first and lines[head.first - 1].form is Form.ANNEX)])
    heads = list(_without_printed(search, heads))
    heads = _with_listed(lines, _with_entries(lines, heads, frame.entries), frame.entries)
    heads = _apart(_with_columns(lines, heads, frame))
    if not frame.entries:
        heads = _apart([*heads, *_rules_alone(lines, search, heads)])
    above = lines[: heads[0].first] if heads else lines
    if above and not (heads and all(_is_beside(line) for line in above)):
        heads = [_with_filing(above, _untitled(above)), *heads]
    return heads


@lru_cache(maxsize=4096)
def _asked(edges: str) -> tuple[Rule, ...]:
    """The rules that can have an answer at a line with these first and last characters."""
    return tuple(rule for rule in RULES if rule.asked(edges))


def _telling(lines: Lines) -> list[int]:
    """Where a rule can have an answer, by how a line begins or ends: one line in thirty, so that few are looked at."""
    ends, begins = "".join(rule.ends for rule in RULES), "".join(rule.begins for rule in RULES)
    places: set[int] = set()
    for i in {*lines.ending(ends), *lines.beginning(begins)}:
        ordered = i and lines[i].tight[-1] in NUMBER_ENDS and lines[i - 1].tight[-1] in ORDER_ENDS
        places.update(range(max(i - MOST_ORDER_LINES, 0), i + 1) if ordered else (i,))
    return sorted(places)


def _apart(heads: Sequence[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in sorted(heads, key=lambda head: head.first):
        if not kept or head.first >= kept[-1].body:
            kept.append(head)
    return kept


def _without_printed(search: Search, heads: Sequence[Head]) -> Iterator[Head]:
    """Heads without those of texts that the document before them prints: what it forwards, what it publishes anew."""
    last: Head | None = None
    for head in heads:
        if last is None or not _prints_below(search, last, head):
            last = head
            yield head


def _prints_below(search: Search, owner: Head, head: Head) -> bool:
    """Whether a document names a title and says that it is printed below, and the contents do not list it."""
    lines = search.lines
    title, number = head.parts(lines)
    law = not number and head.body < len(lines) and lines[head.body].tight[0] == "（"
    (above, order), subject = owner.parts(lines), _subject(title)
    forwards = ("转发" in above or "批转" in above) and key(title) not in search.listed
    if not law and not forwards:
        return False
    between = together(lines[owner.body : head.first])
    named = names(between, title)
    if forwards:  # 批转市民政局关于救灾工作意见的通知 prints 关于救灾工作的意见
        return named or names(between, subject) or subject.replace("的", "") in above.replace("的", "")
    amended = bool(order) and order in together(lines[head.body : bracket_end(lines, head.body)])  # 根据…令第75号修正
    return named and (amended or "重新公布" in between)


# ---- what the contents and the columns tell ----


def _with_entries(lines: Sequence[Line], heads: Sequence[Head], entries: Sequence[Entry]) -> list[Head]:
    """Give every head its line in the contents; a line goes to one head only."""
    free = dict(enumerate(_Listed.of(entry) for entry in entries))
    known: dict[str, list[int]] = {}
    for i, listed in free.items():
        for name in listed.names:
            known.setdefault(name, []).append(i)
    orders = [i for i, listed in free.items() if _SERIES_RE.search(listed.docno)]
    out = []
    for head in heads:
        title, number = head.parts(lines)
        printed = _Printed(key(title), key(number), key(docno_key(number)))
        near = {i for name in printed.names for i in known.get(name, ())}.union(orders if number else ())
        found = min((i for i in near if i in free and free[i].means(printed)), default=None)
        out.append(head if found is None else replace(head, entry=free.pop(found).entry))
    bare = {_bare(listed.entry.title): i for i, listed in free.items()}
    for i, head in enumerate(out):
        if head.entry is None and (found := bare.pop(_bare(head.parts(lines)[0]), None)) is not None:
            out[i] = replace(head, entry=free[found].entry)
    return out


def _bare(title: str) -> str:
    """The key of a title without what stands in brackets, （2021—2035年）, （试行）, which lists may leave out."""
    return key(_ASIDE_RE.sub("", title))


_ASIDE_RE = re.compile("（[^（）]*）")


class _Printed(NamedTuple):
    """What a head prints, as `key` has it."""

    title: str
    number: str
    docno: str

    @property
    def names(self) -> set[str]:
        """By what a line of the contents can know it."""
        return {self.title, self.title + self.number, _subject(self.title), self.docno}


class _Listed(NamedTuple):
    """A line of the contents and what to know its document by, as `key` has it: many heads are asked of one line."""

    entry: Entry
    title: str
    docno: str

    @classmethod
    def of(cls, entry: Entry) -> "_Listed":
        """Make the keys once."""
        return cls(entry, key(entry.title), key(docno_key(entry.docno or "")))

    @property
    def names(self) -> set[str]:
        """By what it can know a document, but for the number of an order."""
        return {self.title, _subject(self.title), *([self.docno] if self.entry.docno else [])}

    def means(self, head: _Printed) -> bool:
        """Whether the line means a document: by its 文号, its order number or its title."""
        if not self.entry.docno or not head.number:
            subject = _subject(head.title)
            same = self.title in (head.title, head.title + head.number)
            return same or (subject == _subject(self.title) and subject in (head.title, self.title))
        series = _SERIES_RE.search(self.docno)
        return bool(series and series[0] in (head.number, head.docno)) or head.docno == self.docno


_SERIES_RE = re.compile(f"(?<=[令告])第?{NUMERAL}号$")
"""第58号 of 云州市人民政府令第58号: all that the head of an order, or of an announcement, need have of it"""


def _subject(title: str) -> str:
    """What a title is about (事由), from 关于 on: a list, or the text under a letterhead, need not name the organ."""
    return title[max(title.find("关于"), 0) :]


def _with_listed(lines: Sequence[Line], heads: Sequence[Head], entries: Sequence[Entry]) -> list[Head]:
    """Add the heads that only the contents tell: titles without a 文号, found again in the text."""
    out = list(heads)
    taken = {id(head.entry) for head in out if head.entry}
    missing = [entry for entry in entries if id(entry) not in taken]
    wanted = {key(entry.title) for entry in missing}
    places: dict[str, list[tuple[int, int]]] = {title: [] for title in wanted}
    first = {"", *(title[:1] for title in wanted)}  # a line of marks alone says nothing
    for i, line in enumerate(lines if wanted else ()):
        if _key_of(line.tight[0]) in first and key(line.tight)[:1] in first:
            for title, end in titles_at(lines, i):
                if title in wanted and not _is_adopted(lines, i, end):
                    places[title].append((i, end))
    for entry in missing:
        head = _listed(lines, entry, places[key(entry.title)], out)
        if head is None:
            continue
        before = _before(out, head.first)
        if before >= 0 and _prints(lines, out[before], head, entry):
            out[before] = replace(out[before], entry=out[before].entry or entry)
        else:
            out.insert(before + 1, head)
    return out


def _is_adopted(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a title between marks begins a sentence, which goes on below it: 《…》 over 已经市政府常务会议通过."""
    marked = lines[start].tight[0] == "《" and lines[end - 1].tight[-1] == "》"
    return marked and end < len(lines) and lines[end].tight[0] in "已业经"


_key_of = cache(key)
"""The key of one character: asked of every line, before that of the line is made"""


def _before(heads: Sequence[Head], i: int) -> int:
    """The last of the heads, which stand in order and apart, that begins before a line; -1 where none does."""
    return bisect_left(heads, i, key=attrgetter("first")) - 1


def _listed(
    lines: Sequence[Line], entry: Entry, places: Sequence[tuple[int, int]], heads: Sequence[Head]
) -> Head | None:
    """A title of the contents, found again in the text, where no other head stands."""
    for start, end in places:
        before = _before(heads, end)
        inside = before >= 0 and start < heads[before].body
        if not inside and all(is_title_like(other) for other in lines[start:end]):
            return Head(start, (start, end), None, end, entry)
    return None


def _prints(lines: Sequence[Line], owner: Head, head: Head, entry: Entry) -> bool:
    """Whether a listed title is that of the text which the document before it prints: a 令 and its 条例."""
    between = together(lines[owner.body : head.first])
    if not owner.parts(lines)[0].endswith(_PRINTS):
        return False
    return names(between, entry.title) and len(between) <= _LONGEST_COVER_LETTER


_LONGEST_COVER_LETTER = 1500


def _with_columns(lines: Sequence[Line], heads: Sequence[Head], frame: Frame) -> list[Head]:
    """Add the heads that only a column tells: behind 【领导讲话】 a document begins."""
    out = list(heads)
    for column in frame.begun:
        start = bisect_right(lines, column.line, key=attrgetter("no"))
        before = _before(out, start + 3)
        taken = before >= 0 and start < out[before].body
        if not taken and (end := _short_title(lines, start)) > start:
            out.insert(before + 1, Head(start, (start, end), None, end, None))
    return out


def _rules_alone(lines: Lines, search: Search, heads: Sequence[Head]) -> Iterator[Head]:
    """The heads of rules that have a title and nothing else, behind the end of another rule.

    The document above names none of them, and has no annexes.
    """
    begun: dict[int, int] = {}  # where the first rule of a document begins
    for i in [i for i in lines.beginning("第目") if lines[i].tight.startswith(_FIRST_OF_RULE)]:
        owner = _before(heads, i)
        if owner < 0 or lines[i - 1].tight == "目录":
            continue
        first = begun.setdefault(owner, i)
        start = title_before(search, i) if first < i else None
        if start is not None and start > first and _stands_alone(lines, heads[owner], first, start, i):
            yield Head(start, (start, i), None, i, None)


def _stands_alone(lines: Sequence[Line], owner: Head, first: int, start: int, end: int) -> bool:
    """Whether a title that a rule stands under, not the first of a document, is none that this one prints."""
    last = lines[start - 1]
    if lines[start].no <= last.end + 1 or not (is_closed(lines, start) or forms.ends_sentence(last.tight)):
        return False
    letter = key(owner.parts(lines)[0] + together(lines[owner.body : first]))
    named = "等" in letter or key(together(lines[start:end])) in letter
    return not named and all(line.form not in _ANNEXES for line in lines[owner.body : start])


_ANNEXES = (Form.ANNEX, Form.ANNEX_LIST)
_FIRST_OF_RULE = ("第一条", "第一章", "第1条", "第1章", "目录")


def _short_title(lines: Sequence[Line], start: int) -> int:
    """Index behind a title of which nothing is known but where it begins."""
    end = start
    while end < len(lines) and end - start < MOST_TITLE_LINES // 2 and is_title_like(lines[end]):
        if end > start and (lines[end].gap or forms.SIGNATORY_RE.fullmatch(lines[end].tight)):
            break
        end += 1
        if forms.ends_like_title(lines[end - 1].tight):
            break
    return end


def _is_beside(line: Line) -> bool:
    """Whether a line above the first head that is known can belong to its document: no running text, no date."""
    return line.form is not Form.DATE and not forms.is_sentence(line.tight)


def _untitled(lines: Sequence[Line]) -> Head:
    """Text over which no head is known: its first lines are the title, as far as they look like one."""
    start = int(len(lines) > 1 and lines[0].form is Form.FILING)
    end = start
    while end < min(len(lines), MOST_TITLE_LINES) and is_title_like(lines[end]):
        end += 1
        if forms.ends_like_title(lines[end - 1].tight):
            break
    end = max(end, start + 1)
    return Head(start, (start, end), None, end, None, guessed=True)


def _with_filing(lines: Sequence[Line], head: Head, columns: Sequence[Column] = ()) -> Head:
    """The 备案号 that stands straight above the title belongs to the head, as does how urgent it is.

    A 备案号 belongs to the document before where a column begins between, or where these numbers stand below the text,
    as that of the file's last document shows.
    """
    first = head.first - (head.first > 0 and lines[head.first - 1].tight in _URGENCY)
    above = first - 1
    if above < 0 or lines[-1].form is Form.FILING or not forms.FILING_RE.fullmatch(lines[above].tight):
        return replace(head, first=first)
    column = bisect_left(columns, lines[above].no, key=attrgetter("line"))
    apart = column < len(columns) and columns[column].line < lines[head.first].no
    return replace(head, first=first if apart else above)


_URGENCY = frozenset(("特急", "加急", "特提", "平急"))
"""紧急程度 (GB/T 9704-2012 7.2.3)"""
