"""Titles of documents: which lines read as one, and where one begins and ends that a number stands beside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from converters.issue.entries import MOST_TITLE_LINES, key
from converters.lines.cells import person_of
from converters.lines.lines import Line, together
from converters.lines.looks import DIVISIONS, NUMBERED, Form
from converters.printed import forms
from converters.printed.attributions import is_attribution
from converters.printed.characters import HAN, PLACES

_NO_TITLE = DIVISIONS | NUMBERED | {
    Form.PRINTED, Form.NOTE, Form.FILING, Form.DOCNO, Form.DATE, Form.ANNEX, Form.ANNEX_LIST, Form.CELLS,
}  # fmt: skip
_ABOUT = ("关于", "印发", "转发", "公布", "批转", "发布")


@dataclass(frozen=True, slots=True)
class Search:
    """What heads are looked for in."""

    lines: Sequence[Line]
    listed: frozenset[str]
    """Keys of the titles that the contents give."""


_ALIKE = tuple(zip("〈〉「」<>＜＞", "《》《》《》《》", strict=True))


def alike(words: str) -> str:
    """Words whose titles stand in marks of one form; most have no others, which is found faster than translated."""
    for mark, like in _ALIKE:
        words = words.replace(mark, like)
    return words


def bracket_end(lines: Sequence[Line], i: int) -> int:
    """Index behind the line that closes the bracket with which a line begins; behind that line where none does."""
    depth = size = 0
    for j in range(i, len(lines)):
        tight = lines[j].tight
        depth += tight.count("（") - tight.count("）")
        size += len(tight)
        if depth <= 0:
            return j + 1
        if size > _LONGEST_BRACKET:
            break
    return i + 1


_LONGEST_BRACKET, _MOST_BRACKETED = 2000, 40
"""The history of a law that was amended many times, and its lines in a narrow column"""


def is_bracketed(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands inside a bracket with which one above it begins: 令第75号 in the history of a law."""
    above = range(max(i - _MOST_BRACKETED, 0), i)
    return any(lines[j].tight[0] == "（" and bracket_end(lines, j) > i for j in above)


def names(words: str, title: str) -> bool:
    """Whether words name a title between marks, of whatever form, those inside it included."""
    return alike(f"《{title}》") in alike(words)


def is_title_like(line: Line) -> bool:
    """Whether a line can be part of a title: no form of its own, no running text."""
    tight = line.tight
    if (
        line.form in _NO_TITLE
        or len(tight) > _LONGEST_TITLE_LINE
        or forms.is_sentence(tight)
        or tight.startswith("——")
        or "；" in tight
    ):
        return False
    if tight[2:3] in _COLONS and tight[:2] in _IMPRINT:
        return False
    aside = tight.startswith("（") and (
        "：" in tight
        or _DATED_RE.search(tight)
        or any(form.fullmatch(tight) for form in _BRACKETS)
        or is_attribution(tight[1:-1])
    )
    return not aside


_LONGEST_TITLE_LINE = 80
_COLONS, _IMPRINT = "：:", ("主办", "督办", "承办", "协办")
"""主办：市财政局, under the day of a document: who drew it up"""
_BRACKETS = (forms.PUBLIC_RE, forms.PASSED_RE)
_DATED_RE = re.compile("[年月].{1,3}日）$")
"""（市民政局　二〇〇三年三月一日）: who wrote a text and when"""


def is_closed(lines: Sequence[Line], start: int) -> bool:
    """Whether what stands above a line closes a document."""
    above = lines[start - 1]
    return above.form in (Form.DATE, Form.PRINTED, Form.NOTE) or bool(forms.PUBLIC_RE.fullmatch(above.tight))


def reads_as_title(words: str) -> bool:
    """Whether words are …机关关于…的通知, or the same without the organ."""
    about = next((word for word in _ABOUT if word in words), None)
    if about is None or not forms.ends_like_title(words):
        return False
    return words.startswith(_ABOUT[:3]) or bool(forms.ORGAN_RE.match(words))


def title_before(search: Search, end: int, number: str = "") -> int | None:
    """Index of the first line of the title that ends just before `end`; contents may print its `number` with it."""
    lines, run = search.lines, end
    while run > 0 and end - run < MOST_TITLE_LINES and is_title_like(lines[run - 1]):
        if run < end and lines[run - 1].tight == lines[end - 1].tight:  # over the text it is printed again
            break
        run -= 1
    for start in range(run, end):
        whole = together(lines[start:end])
        if key(whole) in search.listed or key(whole + number) in search.listed:
            return _with_organs(lines, run, start)
    run = max([run, *(i + 1 for i in range(run, end) if person_of(lines[i].words))])
    run += run < end and _closes(lines[run].tight)
    run = _first_marked(lines, run, end)
    starts = [start for start in range(run, end) if opens_title(lines, start, end)]
    if starts and run and lines[run - 1].form is Form.ANNEX:  # organs that an annex lists are none that issue
        issued = [start for start in starts if forms.ORGAN_RE.match(lines[start].tight)]
        return max([start for start in issued if _is_about(together(lines[start:end]))] or issued or starts)
    before = [start for start in starts if start > run and _ends_above(lines, start)]
    if starts:
        return max([starts[0], *(start for start in before if start > starts[0])])
    # 市政府常务会议纪要: a title that names no organ, behind what closes a document
    closed = not run or lines[run - 1].form in _CLOSING or forms.ends_sentence(lines[run - 1].tight)
    closed |= run < end and lines[run - 1].tight == lines[end - 1].tight
    return run if run < end <= run + 2 and closed and forms.ends_like_title(lines[end - 1].tight) else None


def _ends_above(lines: Sequence[Line], start: int) -> bool:
    """Whether the line above one ends another title; 人民代表 over 大会常务委员会 is one organ, and no 表."""
    return forms.ends_like_title(lines[start - 1].tight) and not _broken_organ(lines[start - 1], lines[start])


def _first_marked(lines: Sequence[Line], run: int, end: int) -> int:
    """Index of the first of the Markdown headings straight above `end` that are a title with its organ; else `run`."""
    first = end
    while first > run and lines[first - 1].marked:
        first -= 1
    organ = first < end and forms.ORGAN_RE.match(lines[first].tight)
    return first if organ and reads_as_title(together(lines[first:end])) else run


def _closes(tight: str) -> bool:
    """Whether a line closes a bracket that another opened, and so begins no title."""
    return tight.count("）") > tight.count("（")


def _is_about(whole: str) -> bool:
    """Whether a title says what it is about, and is no second line: 绿道工作领导小组的通知."""
    return any(word in whole for word in _ABOUT)


_CLOSING = (Form.DATE, Form.PRINTED, Form.NOTE, Form.CELLS)


def _with_organs(lines: Sequence[Line], run: int, start: int) -> int:
    """Index of the first line of a title of which the contents leave out who issues it, and list 关于… only."""
    first = start
    if lines[start].tight.startswith(_ABOUT[:1]):
        while first > run and not lines[first].gap and forms.is_organ(lines[first - 1].tight):
            first -= 1
    listed = first == run and run and lines[run - 1].form is Form.ANNEX  # what an annex lists
    return start if listed or (first > run and not lines[first].gap and _heads_list(lines[first - 1])) else first


def _heads_list(line: Line) -> bool:
    """Whether a line is the title of a list: 先进单位名单."""
    return forms.ends_like_title(line.tight) and not forms.ends_sentence(line.tight)


def opens_title(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the lines read as …机关 + 关于… from `start` on."""
    whole = together(lines[start:end])
    if not forms.ends_like_title(whole):
        return False
    if lines[start].marked:
        return True
    organ = forms.ORGAN_RE.match(lines[start].tight) or (start + 1 < end and _broken_organ(*lines[start : start + 2]))
    return bool(organ and not organ[0].endswith(("公司", "集团", "银行"))) or (
        _is_about(whole) and bool(_BEGINS_RE.match(whole))
    )


def _broken_organ(one: Line, two: Line) -> re.Match[str] | None:
    """An organ whose name goes on over the end of a line: 云州市人民代表大会 over 常务委员会关于…."""
    apart = two.gap or _PLACE_RE.match(two.tight) or not _PLACE_RE.match(one.tight)
    return None if apart else forms.ORGAN_RE.match(one.tight + two.tight)


_PLACE_RE = re.compile(f"(?:[{HAN}]{{2,7}})?[{PLACES}]")

_BEGINS_RE = re.compile(f"关于|印发|[{PLACES}]政府(?:办公[厅室])?(?:关于|印发|转发|批转)")
"""市政府关于…: some cities name themselves so over what they issue"""


def title_below(lines: Sequence[Line], start: int) -> int | None:
    """Index behind the last line of a title that begins at `start`; None where none does."""
    end = start
    while end < len(lines) and end - start < MOST_TITLE_LINES and is_title_like(lines[end]):
        end += 1
    return next((stop for stop in range(end, start, -1) if opens_title(lines, start, stop)), None)
