"""The titles that stand inside a document: of the texts that it prints, of its annexes."""

import re
from collections.abc import Sequence

from converters.issue.titlelines import alike, is_title_like
from converters.lines.cells import cells_apart, heads_rows
from converters.lines.lines import Line, Lines, together
from converters.lines.looks import PLAIN, Form, not_plain
from converters.printed import forms
from converters.printed.characters import without_blanks
from converters.printed.dates import DATE_PATTERN

_TITLED_RE = re.compile("《((?:[^《》]|《[^《》]*》)*)》")
_MOST_TITLE_LINES = 4


def is_signed(lines: Sequence[Line], looks: Sequence[Form], i: int) -> bool:
    """Whether a line is the date under a signature; one in brackets tells when a speech was given."""
    return looks[i] is Form.DATE and not lines[i].tight.startswith(("（", "("))


def find_inner_titles(lines: Lines, looks: list[Form], title: str) -> list[int]:
    """Titles of enclosed texts and of annexes: behind a signed date or an annex label, or named before by 《…》.

    `title` is the document's own. Returns which lines stand below one.
    """
    known = set(_TITLED_RE.findall(alike(together(lines[:40]))))
    if match := forms.ENCLOSING_RE.search(title):
        known.add(alike(match["title"].strip("《》〈〉「」")))
    told = {i + 1 for i in lines.beginning("（") if forms.PUBLIC_RE.fullmatch(lines[i].tight)}
    told.update([i + 1 for i in not_plain(looks) if looks[i] in _BEFORE_TITLES])
    named = lines.beginning("".join({name[0] for name in known if name}))
    below = [0]
    for i in sorted(told.union(named) - {len(lines)}):
        if i >= below[-1]:
            end = _told_end(lines, looks, i, known) if i in told else _title_end(lines, looks, i, known, opens=False)
            if i == end:
                continue
            looks[i:end] = [Form.TITLE] * (end - i)
            below.append(end)
            if i and looks[i - 1] is Form.ANNEX and not _is_own_title(lines[i - 1], lines[i:end]):
                looks[i - 1] = Form.ANNEX_LIST
    return [i for i in below[1:] if i < len(lines)]


def _is_own_title(label: Line, title: Sequence[Line]) -> bool:
    """Whether a title below a label that has words of its own repeats them; else it is another text's."""
    match = forms.ANNEX_TITLED_RE.fullmatch(label.words)
    return not match or without_blanks(match["title"]) in together(title)


_ASIDE = (Form.PRINTED, Form.NOTE, Form.FILING)
_BEFORE_TITLES = frozenset((Form.DATE, Form.ANNEX, *_ASIDE))


def _told_end(lines: Sequence[Line], looks: Sequence[Form], i: int, known: set[str]) -> int:
    """Index behind a title at `i`, to which a signature or a label leads, notes and lines of printing passed over."""
    before = i - 1
    while before > 0 and (forms.PUBLIC_RE.fullmatch(lines[before].tight) or looks[before] in _ASIDE):
        before -= 1
    signed = is_signed(lines, looks, before)
    names = signed and looks[before - 1 : before] == [Form.SIGNATURE]
    names = names and {*looks[:before]} != {Form.SIGNATURE}  # those that publish a 统计公报 stand over its text
    labelled = looks[before] is Form.ANNEX and not forms.ANNEX_TITLED_RE.fullmatch(lines[before].words)
    end = _title_end(lines, looks, i, known, opens=labelled or names)
    if looks[i - 1] is Form.NOTE and end > i and not forms.ends_like_title(lines[end - 1].tight):  # it runs over lines
        return i
    if signed and not names and end == i:  # a date without a signature proves less
        end = _title_end(lines, looks, i, known, opens=True)
        end = end if forms.ends_like_title(lines[end - 1].tight) else i
    return end if labelled or end < len(lines) else i  # without a text below it: the end of a note


def _is_below(title: str, line: Line) -> bool:
    """Whether a line is no more of a title: 单位：元/月, （共5名）, words of a table that stand apart, a sentence."""
    ended = "，" in line.tight and forms.ends_like_title(title)
    listed = title.endswith(_LISTS) and line.tight[0] != "（" and not line.tight.startswith(_OF_LISTS)
    ended = ended or forms.names_document(line.tight)
    return ended or listed or is_counted(line) or "：" in line.tight or _has_cells(line.words)


def _has_cells(words: str) -> bool:
    """Whether words stand wide apart, or are the head of a table: 序号 文号 文件名称."""
    return len(cells_apart(words)) > 1 or heads_rows(words)


_LISTS = ("一览表", "对照表", "统计表", "明细表", "汇总表", "申请表", "登记表", "清单", "名单", "名录")
_OF_LISTS = ("的", "和", "及", "与", "、")
"""How titles of lists end, and how they may go on: …清单 over 的通知"""


def is_counted(line: Line) -> bool:
    """Whether a line under the title of a list says how long it is or how ordered: （共计7处）, （排名不分先后）."""
    return line.tight[0] == "（" and bool(_COUNTED_RE.fullmatch(line.tight))


_COUNTED_RE = re.compile("（(?:共计?|合计|总计)[^（）]{1,16}）|（(?:排名|按)[^（）]{2,16}）")


def _title_end(lines: Sequence[Line], looks: Sequence[Form], start: int, known: set[str], opens: bool) -> int:
    """Index behind the last line of a title that begins at `start`; `start` itself where none does."""
    whole, longest = "", start
    for i in range(start, min(start + _MOST_TITLE_LINES, len(lines))):
        if looks[i] not in (PLAIN, Form.ROW) or not is_title_like(lines[i]) or (whole and _is_below(whole, lines[i])):
            break
        whole += lines[i].tight
        named = alike(whole)  # its 〈 〉 inside 《 》 are 《 》 where it stands by itself
        if named in known or (named[0] == "《" and named[1:-1] in known and named[-1] == "》"):
            return i + 1 + _goes_on(lines, looks, i + 1)
        longest = i + 1
    if not opens:
        return start
    ends = (i for i in range(longest, start, -1) if _ends_title(lines, start, i))
    none = start if _TEXT_RE.match(lines[start].tight) else min(longest, start + 1)
    return next(ends, none)


def _goes_on(lines: Sequence[Line], looks: Sequence[Form], i: int) -> bool:
    """Whether a title that is named without it goes on with its years, or its state: （2021—2025年）, （试行）."""
    return i < len(lines) and looks[i] is PLAIN and bool(_STATE_RE.fullmatch(lines[i].tight))


_STATE_RE = re.compile("（(?:[0-9]{4}年?[-—–~～至][0-9]{4}年?|[0-9]{4}年?(?:版|度|修订)?|试行|暂行|草案|修订)）")

_TEXT_RE = re.compile(f"{forms.OPENS_TEXT}[^，]{{2,60}}，|（(?:根据)?{DATE_PATTERN}")
"""How a text begins of which a break has cut the first sentence, or the bracket that tells where a law comes from"""


def _ends_title(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a title that begins at `start` can end before `end`: also with a bracket on a line of its own."""
    last = lines[end - 1].tight
    more = end - start > 1 and (last[0] == "（" or len(last) <= _LONGEST_REST)
    return forms.ends_like_title(together(lines[end - 1 - more : end]))


_LONGEST_REST = 2
"""单 under …先进单位名: what a full line leaves of a word"""
