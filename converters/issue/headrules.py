"""How the heads of documents look: rules that tell, at one line, whether a head begins or has its number there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from converters.issue.entries import MOST_TITLE_LINES, Entry, key
from converters.issue.masthead import SURVEYED
from converters.issue.titlelines import (
    Search,
    bracket_end,
    is_bracketed,
    is_closed,
    is_title_like,
    names,
    opens_title,
    reads_as_title,
    title_before,
    title_below,
)
from converters.lines.lines import Line, together
from converters.lines.looks import DIVISIONS, Form
from converters.printed import forms
from converters.printed.bylines import organs_of
from converters.printed.characters import BLANK, CLOSING, HAN, OPENING
from converters.printed.numerals import DIGIT, HAN_NUMERAL, NUMERAL

_REPORTS = ("政府工作报告", "工作报告", "的报告", "讲话", "的说明", "的汇报", "的发言", "致辞")
NUMBER_ENDS, ORDER_ENDS, MOST_ORDER_LINES = f"号{CLOSING}", "令告", 2
"""The last character of a line that prints a number; of an order above it, and on how many lines that may stand."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one document; positions are indices into the lines that were searched."""

    first: int
    """First line, the 备案号 above the title included."""
    title: tuple[int, int]
    """First line of the title and the line behind its last."""
    docno: int | None
    """Line of the 文号 or of the order's number: below the title, or above it."""
    body: int
    """First line behind the head."""
    entry: Entry | None
    """The document's line in the contents."""
    guessed: bool = False
    """Whether nothing told the head but that it stands first."""
    fused: int = 0
    """How many characters (white space apart) of the last title line are the 文号, where both stand on one line."""
    led: int = 0
    """The same of the first title line, where the 文号 stands before the title."""

    def parts(self, lines: Sequence[Line]) -> tuple[str, str]:
        """The title and the 文号, or the order's number, as printed, without white space; the second may be empty."""
        whole = together(lines[slice(*self.title)])
        end = len(whole) - self.fused
        apart = lines[self.docno].tight if self.docno is not None else ""
        return whole[self.led : end], whole[: self.led] or whole[end:] or apart


def _announced(search: Search, i: int) -> Head | None:
    """A title over the number of its series in full: …关于…的公告 over 国家税务总局公告2020年第5号."""
    lines = search.lines
    if not i or not forms.ORDER_LINE_RE.fullmatch(lines[i].tight) or not forms.SERIES_RE.search(lines[i - 1].tight):
        return None
    start = title_before(search, i)
    return None if start is None else Head(start, (start, i), i, i + 1, None)


def _order(search: Search, i: int) -> Head | None:
    """云州市人民政府令 over 第27号, or both on one line; the title of what it promulgates may stand above them."""
    lines = search.lines
    tight = lines[i].tight
    told = "令" in tight or "告" in tight
    if told and tight[0] in "（(":
        return _order_under(search, i)
    match = forms.ORDER_LINE_RE.fullmatch(tight) if told else None
    if match and not is_bracketed(lines, i) and not _belongs_above(lines, i, match["number"]):
        return _with_title_below(
            lines, Head(_promulgated(lines, i), (i, i + 1), i, i + 1, None, fused=len(match["number"]))
        )
    for end in range(i + 1, min(i + 1 + MOST_ORDER_LINES, len(lines))):  # the organ and 令 may stand on a line each
        numbered = lines[end - 1].tight[-1] in ORDER_ENDS and lines[end].tight[-1] in NUMBER_ENDS
        if numbered and forms.ORDER_NUMBER_RE.fullmatch(lines[end].tight):
            whole = together(lines[i:end])
            last = lines[end - 1].tight  # 常务委员会公告 is the rest of what begins above
            alone = end == i + 1 or last.startswith(_COMMITTEE) or not forms.ORDER_RE.fullmatch(last)
            if alone and forms.ORDER_RE.fullmatch(whole):
                return _with_title_below(lines, Head(_promulgated(lines, i), (i, end), end, end + 1, None))
    return None


_COMMITTEE = "常务委员会"


def _order_under(search: Search, i: int) -> Head | None:
    """The number of an order in brackets under the title of what it promulgates; under 《…》 it is cited."""
    if not i or search.lines[i - 1].tight[-1] == "》" or not forms.ORDER_UNDER_RE.fullmatch(search.lines[i].tight):
        return None
    start = title_before(search, i)
    return None if start is None else Head(start, (start, i), i, i + 1, None)


def _belongs_above(lines: Sequence[Line], i: int, number: str) -> bool:
    """Whether a line may be the 文号 of the title above it: 云州市财政局公告〔2023〕5号."""
    in_year = number[0] in OPENING and number[-1] == "号"
    return in_year and i > 0 and is_title_like(lines[i - 1]) and forms.ends_like_title(lines[i - 1].tight)


def _with_title_below(lines: Sequence[Line], head: Head) -> Head:
    """The head of an announcement, its title below the number where it is: …局公告, 2024年第5号, 关于…的公告."""
    series = together(lines[slice(*head.title)])[: -head.fused or None]
    below = _announcement_at(lines, head.body) if series[-1] == "告" else 0
    return replace(head, title=(head.body, below), body=below, fused=0) if below else head


def _announcement_at(lines: Sequence[Line], start: int) -> int:
    """Index behind 关于…的公告 that begins at `start`; 0 where none does."""
    end = title_below(lines, start) or start
    return end if _ABOUT_RE.search(together(lines[start:end])) else 0


_ABOUT_RE = re.compile("关于.+的[公通]告$")


def _promulgated(lines: Sequence[Line], i: int) -> int:
    """Index of the first line above an order at `i` that is the title of what it promulgates; `i` where none is.

    The history of that may stand between.
    """
    below = next((line.tight for line in lines[i + 1 : i + 4] if line.tight[0] in "《〈「"), "")
    told = _ADOPTED_RE.match(below)
    named = key(told[0]) if told else ""
    if not named:
        return i
    end = next((j for j in range(max(i - _MOST_FUSED_LINES, 0), i) if _is_history(lines, j, i)), i)
    starts = range(max(end - _MOST_FUSED_LINES, 0), end)
    return next((start for start in starts if key(together(lines[start:end])) == named), i)


def _is_history(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines are a bracket that tells where a law was passed."""
    return lines[start].tight[0] == "（" and bool(forms.PASSED_RE.fullmatch(together(lines[start:end])))


_ADOPTED_RE = re.compile("[《〈「].+?[》〉」](?=(?:（[^（）]*）)?，?(?:已|业经|经))")
"""《云州市绿道条例》（YZ112371）已由…通过"""


def _numbered(search: Search, i: int) -> Head | None:
    """A title over a 文号 on a line of its own, or else under one."""
    lines = search.lines
    tight = lines[i].tight
    dated = tight[-1] == "日" and "号" not in tight
    if dated or not (forms.DOCNO_RE.fullmatch(tight) or forms.DOCNO_CUT_RE.fullmatch(tight)):
        return None
    end = i
    while end and (
        forms.FILING_RE.fullmatch(lines[end - 1].tight) or _is_day(lines[end - 1]) or _is_byline(lines, end)
    ):
        end -= 1
    start = title_before(search, end)
    if start is not None:
        if text := _below_letterhead(lines, together(lines[start:end]), i + 1):
            return Head(start, (i + 1, text), i, text, None)
        return Head(start, (start, end), i, i + 1, None)
    signed = i + 2 < len(lines) and lines[i + 1].form is Form.NOTE  # 签发人：…
    below = title_below(lines, i + 1 + signed)
    return Head(i, (i + 1 + signed, below), i, below, None) if below else None


def _below_letterhead(lines: Sequence[Line], head: str, start: int) -> int:
    """Index behind 关于…的通告 that begins at `start`, below the number of 云州市人民政府通告; 0 where none does."""
    if not _LETTERHEAD_RE.fullmatch(head) or not (start < len(lines) and lines[start].tight.startswith("关于")):
        return 0
    return title_below(lines, start) or 0


_LETTERHEAD_RE = re.compile(f"(?:{forms.ORGAN_PATTERN})(?:通[报告知]|公告|决定)")


def _is_day(line: Line) -> bool:
    """（2020年1月3日）: the day of a document, under its title."""
    return line.tight.startswith(("（", "(")) and line.form is Form.DATE


def _is_byline(lines: Sequence[Line], end: int) -> bool:
    """Whether the line before `end` names the organ that issues what the title above it says, between it and 文号."""
    above = lines[end - 2] if end > 1 else None
    return above is not None and forms.ends_like_title(above.tight) and forms.is_organ(lines[end - 1].tight)


def _serial(search: Search, i: int) -> Head | None:
    """A title over a number without the code of an organ: …的公告 over 2019年第6号."""
    lines = search.lines
    if not i or not forms.ORDER_NUMBER_RE.fullmatch(lines[i].tight) or not forms.SERIES_RE.search(lines[i - 1].tight):
        return None
    if lines[i - 1].tight.count("（") > lines[i - 1].tight.count("）"):  # （云州市人民政府令 over 第216号）
        return None
    if lines[i - 1].tight[-1] == "告" and _announcement_at(lines, i + 1):
        return None
    start = title_before(search, i, lines[i].tight)
    if start is not None and forms.ORDER_RE.fullmatch(lines[i - 1].tight):  # over 财政部令 other organs, no list
        start = start if all(forms.is_organ(line.tight) for line in lines[start : i - 1]) else None
    return None if start is None else Head(start, (start, i), i, i + 1, None)


def _fused(search: Search, i: int) -> Head | None:
    """A title with its 文号 run on behind it, on one line; the title may begin above."""
    lines = search.lines
    match = forms.DOCNO_TAIL_RE.fullmatch(lines[i].tight) if "号" in lines[i].tight[-2:] else None
    if not match or forms.is_sentence(match["title"]):
        return None
    beside = (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])
    if match["docno"][0] in "（(" and any(forms.names_document(line.tight) for line in beside):
        return None
    if forms.ORGAN_RE.match(lines[i].tight):
        return Head(i, (i, i + 1), i, i + 1, None, fused=len(match["docno"]))
    starts = (i - above for above in range(min(i + 1, _MOST_FUSED_LINES)))
    start = next((start for start in starts if _stands_apart(lines, start, i, forms.DOCNO_TAIL_RE)), None)
    if start is None or not all(map(_may_be_title, lines[start:i])):
        return None
    head = Head(start, (start, i + 1), i, i + 1, None, fused=len(match["docno"]))
    return head if reads_as_title(head.parts(lines)[0]) else None


def _led(search: Search, i: int) -> Head | None:
    """A title with its 文号 before it, on one line; the title may go on below, and ends at `i`."""
    lines = search.lines
    starts = (start for start in range(i, max(i - _MOST_FUSED_LINES, -1), -1) if "号" in lines[start].tight)
    start = next(starts, i)
    match = forms.DOCNO_LEAD_RE.fullmatch(lines[start].tight)
    if not match or not all(is_title_like(line) for line in lines[start : i + 1]):
        return None
    head = Head(start, (start, i + 1), start, i + 1, None, led=len(match["docno"]))
    told = _stands_apart(lines, start, i, forms.DOCNO_LEAD_RE) and reads_as_title(head.parts(lines)[0])
    return head if told else None


_MOST_FUSED_LINES = 3


def _may_be_title(line: Line) -> bool:
    """Whether a line can be one of a title, and is no entry of a list of documents."""
    return is_title_like(line) and not forms.names_document(line.tight)


def _stands_apart(lines: Sequence[Line], start: int, last: int, form: re.Pattern[str]) -> bool:
    """Whether lines stand by themselves: behind a blank line or what closes a document, and not in a list of such."""
    beside = [lines[i].tight for i in (start - 1, last + 1) if 0 <= i < len(lines)]
    return _may_begin(lines, start) and not any("号" in tight and form.fullmatch(tight) for tight in beside)


def _may_begin(lines: Sequence[Line], start: int) -> bool:
    """Whether a document can begin at a line: behind a blank line, the edge of a page, or what closes another."""
    above = lines[start - 1]
    return not start or lines[start].no > above.end + 1 or is_closed(lines, start)


def _report(search: Search, i: int) -> Head | None:
    """政府工作报告 with the session or the speaker under it."""
    lines = search.lines
    if not _EXTRACT_RE.sub("", lines[i].tight).endswith(_REPORTS) or not is_title_like(lines[i]):
        return None
    below = [line.tight for line in lines[i + 1 : i + 4]]
    told = any(tight.startswith(("——", "（")) or forms.SIGNATORY_RE.fullmatch(tight) for tight in below[:2])
    opens = any(forms.SALUTATION_RE.fullmatch(tight) for tight in below)
    start = i
    while start and i - start < 2 and not _OPENS_RE.match(lines[start].tight) and is_title_like(lines[start - 1]):
        start -= 1
    whole = together(lines[start : i + 1])
    start = start if _OPENS_RE.match(whole) or key(whole) in search.listed else i
    short = _ON_RE.match(lines[start].tight) or len(lines[i].tight) <= _LONGEST_REPORT
    column = below[:1] and below[0].endswith(_REPORTS)  # 第一部分　领导讲话 over a speech
    return Head(start, (start, i + 1), None, i + 1, None) if short and (told or opens) and not column else None


_LONGEST_REPORT = 24
_EXTRACT_RE = re.compile("（(?:摘[要登]|节选|书面)）$")
_ON_RE = re.compile(f"(?:{forms.ORGAN_PATTERN})?关于")
_OPENS_RE = re.compile(f"{_ON_RE.pattern}|(?:[{HAN}]{{2,12}}(?:同志|书记|[省市县区州]长))?在")
"""How the title of a report or of a speech begins: 关于…的说明, 在…会议上的讲话, 范里同志在…"""


def _passed(search: Search, i: int) -> Head | None:
    """A law without the order that publishes it: its title over the bracket that tells where it was passed."""
    lines = search.lines
    if "年" not in lines[i].tight:
        return None
    end = bracket_end(lines, i)
    start = title_before(search, i) if forms.PASSED_RE.match(together(lines[i:end])) else None
    if start is None or (end < len(lines) and _promulgated(lines, end) == start):
        return None
    start += _is_beside_law(lines, start, i)
    return None if _is_printed(lines, start, i) else Head(start, (start, i), None, i, None)


def _is_beside_law(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a title begins with who made the law, on a line apart, which is none of its title."""
    apart = start < end - 1 and lines[start + 1].no > lines[start].end + 1 and organs_of(lines[start].words)
    return bool(apart) and bool(_LAW_RE.fullmatch(together(lines[start + 1 : end])))


_LAW_RE = re.compile(f"(?!关于)[{HAN}]{{2,}}[省市县区州盟旗].*(?:条例|办法|规定|细则|规则)(?:（[^（）]*）)?")


def _dated(search: Search, i: int) -> Head | None:
    """A title that names who issues it over its day in brackets, with no 文号: 中共云州市委关于…的意见."""
    lines = search.lines
    if not _is_day(lines[i]) or lines[i + 1 : i + 2] == [] or lines[i + 1].form is Form.DOCNO:
        return None
    start = title_before(search, i)
    if start is None or not _may_begin(lines, start):
        return None
    whole = together(lines[start:i])
    told = forms.ORGAN_RE.match(whole) and reads_as_title(whole) and not _is_forwarded(lines, start, whole)
    return Head(start, (start, i), None, i, None) if told else None


def _is_forwarded(lines: Sequence[Line], start: int, title: str) -> bool:
    """Whether a document above a title says of it that it forwards it, with or without who issues it."""
    about = key(title)[key(title).find("关于") :]
    return about in key(together(lines[max(0, start - _LINES_OF_SENDER) : start]))


def _bylined(search: Search, i: int) -> Head | None:
    """A title over who issues it, with the day or without, and over its text: it has no 文号, and nobody signs."""
    lines = search.lines
    if not i or i + 1 == len(lines) or not _begins_text(lines[i + 1]) or not forms.ends_like_title(lines[i - 1].tight):
        return None
    start = title_before(search, i) if organs_of(lines[i].words) else None
    if start is None or not _may_begin(lines, start):
        return None
    whole = together(lines[start:i])
    printed = names(together(lines[max(0, start - _LINES_OF_SENDER) : start]), whole)
    forwarded = "关于" in whole and _is_forwarded(lines, start, whole)
    return None if printed or forwarded else Head(start, (start, i), None, i, None)


def _begins_text(line: Line) -> bool:
    """Whether a line can be the first below those who issue: the history of a law, an article, an addressee, words."""
    if line.form in _FIRST or line.tight[0] == "（" or line.tight == "目录":
        return True
    addressed = line.tight[-1] in "：:" and forms.ADDRESSEE_RE.fullmatch(line.tight)
    return bool(addressed) or (line.tight[0] in _OPENING and bool(_BEGINS_TEXT_RE.match(line.tight)))


_OPENING = "为根按依遵鉴近现经"
"""With which words open a text"""
_FIRST = DIVISIONS | {Form.ARTICLE}


def _is_printed(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a title is that of a text which the document above it prints: it names the title."""
    title = together(lines[start:end])
    above = together(lines[max(0, start - _LINES_OF_LETTER) : start])
    return names(above, title)


_LINES_OF_LETTER = 12


def _addressed(search: Search, i: int) -> Head | None:
    """A title that has no 文号 over whom it is addressed to, behind what closes a document, or behind a blank line.

    Who issues it may stand between, and the day.
    """
    lines = search.lines
    if not forms.ADDRESSEE_RE.fullmatch(lines[i].tight):
        return None
    start = end = _above_issuers(lines, i)
    while start and is_title_like(lines[start - 1]) and end - start < MOST_TITLE_LINES:
        start -= 1
    closed = not start or is_closed(lines, start) or _begins_apart(lines, start, end)
    told = closed and start < end and opens_title(lines, start, end) and not _is_printed(lines, start, end)
    return Head(start, (start, end), None, end, None) if told else None


def _above_issuers(lines: Sequence[Line], i: int) -> int:
    """Index of the day above a line, or of who issues it above that; `i` where no title is over them."""
    end = i - 1 if i and lines[i - 1].form is Form.DATE else i
    end -= end < i and end > 0 and bool(organs_of(lines[end - 1].words))
    return end if end and forms.ends_like_title(lines[end - 1].tight) else i


def _begins_apart(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a title that names who issues it stands behind a blank line and the end of a text."""
    title = together(lines[start:end])
    apart = lines[start].no > lines[start - 1].end + 1 and _ends_text(lines[start - 1])
    return apart and bool(forms.ORGAN_RE.match(title)) and not _is_forwarded(lines, start, title)


def _unnumbered(search: Search, i: int) -> Head | None:
    """A title that has no 文号 by custom: 关于…的公告, 2024年5月大事记, …任免名单, behind what closes a document."""
    lines = search.lines
    counted = _COUNTED_RE.search(lines[i].tight) if lines[i].tight[-2:-1] == "号" else None
    last = i - 1 if i and counted and not counted.start() else i
    bare = forms.NOTE_MARK_RE.sub("", _COUNTED_RE.sub("", lines[last].tight) if counted else lines[last].tight)
    if not bare.endswith(_UNNUMBERED_ENDS) or not is_title_like(lines[last]):
        return None
    dated = i + 1 < len(lines) and _is_day(lines[i + 1])
    below = lines[i + 1 + dated] if i + 1 + dated < len(lines) else None
    if below is None or (below.tight[-1] in NUMBER_ENDS and "号" in below.tight and below.form is not Form.DATE):
        return None
    for start in range(last, max(i - _MOST_FUSED_LINES, -1), -1):
        whole = forms.NOTE_MARK_RE.sub("", together(lines[start : i + 1]))
        if (
            _may_begin(lines, start)
            and (_UNNUMBERED_RE.fullmatch(whole) or (forms.is_sentence(below.tight) and _BARE_RE.fullmatch(whole)))
            and all(is_title_like(line) for line in lines[start:last])
        ):
            beside = [lines[j].tight for j in (start - 1, i + 1) if start and lines[j].form is not Form.ANNEX_LIST]
            listed = any(forms.ends_like_title(tight) and "，" not in tight for tight in beside)
            told = not listed and not _is_printed(lines, start, i + 1)
            first = start - (whole.startswith("关于") and _issues(lines, start))
            return Head(first, (first, i + 1), None, i + 1, None) if told else None
    return None


_COUNTED_RE = re.compile(f"{forms.COUNTED}$")
"""…普查公报（第一号）, on the line of the title or on one of its own"""


def _issues(lines: Sequence[Line], start: int) -> bool:
    """Whether the line above a title that begins with 关于 names who issues it, and signs nothing."""
    return start > 0 and forms.is_organ(lines[start - 1].tight) and _may_begin(lines, start - 1)


def _chronicle(search: Search, i: int) -> Head | None:
    """A chronicle, its month in brackets behind the title or below it: …大事记（2024年5月）."""
    lines = search.lines
    for start in (i, i - 1) if lines[i].tight[-2:] in ("月）", "份）") else ():
        if start >= 0 and _may_begin(lines, start) and _CHRONICLE_RE.fullmatch(together(lines[start : i + 1])):
            return Head(start, (start, i + 1), None, i + 1, None)
    return None


_CHRONICLE_RE = re.compile(f"[{HAN}]{{0,16}}大事记（{DIGIT}{{4}}年{DIGIT}{{1,2}}月份?）")


_UNNUMBERED_ENDS = (
    "公告", "通告", "布告", "公报", "大事记", "要闻", "名单", "任免", "信息", "解读", "问答", "说明",
    "会议纪要", "指标", "情况", "令", "》",
)  # fmt: skip
_MONTH = f"(?:(?:{DIGIT}{{4}}|{HAN_NUMERAL})年)?(?:{NUMERAL}月份?|第[一二三四]季度)"
_UNNUMBERED_RE = re.compile("|".join((
    f"(?:{forms.ORGAN_PATTERN})?关于.+的(?:公告|通告|公报)",
    f".{{4,30}}(?:{SURVEYED})公报(?:{forms.COUNTED})?",
    f".{{0,8}}{DIGIT}{{4}}年[^，。]{{1,16}}主要(?:经济)?指标(?:完成情况)?",
    f".{{0,12}}{_MONTH}[^，。]{{0,6}}(?:大事记|政务要闻|人事任免(?:名单|信息|情况)?)",
    f"(?:{forms.ORGAN_PATTERN})(?:关于)?(?:任免|任命|免去|决定任[命免])[^，。]{{0,12}}名单",
    "(?:关于)?《.+》(?:的)?(?:政策|文件|图文|专家|起草)?(?:解读|问答|说明)|(?:一图读懂|图解|解读)《[^《》]+》",
    f".{{2,16}}第{NUMERAL}次[^，。]{{0,8}}会议纪要",
)))  # fmt: skip
_BARE_RE = re.compile(f"(?:{forms.ORGAN_PATTERN})[^，。]{{0,14}}(?:令|[公通布]告)")
"""云州市人民政府通告, 云州市人民政府森林防火令, with what they say straight below"""


def _unaddressed(search: Search, i: int) -> Head | None:
    """A 通知 without 文号 and addressees: who issues it and 关于…, behind what closes a document and over text."""
    lines = search.lines
    tight = lines[i].tight
    below = lines[i + 1].tight if "关于" in tight and i + 1 < len(lines) else ""
    amends = _AMENDS_RE.fullmatch(below)
    if not (forms.is_sentence(below) or amends):
        return None
    starts = range(i, max(i - _MOST_FUSED_LINES, 0), -1)
    begins = amends or _BEGINS_TEXT_RE.match(below)
    start = next((j for j in starts if is_closed(lines, j) or (begins and _ends_text(lines[j - 1]))), None)
    if start is None or not all(is_title_like(line) for line in lines[start : i + 1]):
        return None
    whole = together(lines[start : i + 1])
    told = _LETTER_RE.fullmatch(whole) and not _is_forwarded(lines, start, whole)
    return Head(start, (start, i + 1), None, i + 1, None) if told else None


def _ends_text(line: Line) -> bool:
    """Whether a line can be the last of a document that is not signed at its end."""
    return forms.ends_sentence(line.tight) and line.form is not Form.CELLS


_AMENDS_RE = re.compile(f"[{HAN}]{{0,12}}决定[，：]?对《.+作[如以]下修[改订正]：")
"""市人民政府决定对《云州市绿道管理办法》作如下修改：, below the title of a decision"""
_BEGINS_TEXT_RE = re.compile(f"{forms.OPENS_TEXT}|[{HAN}]{{2,24}}第{HAN_NUMERAL}次会议")
_LETTER_RE = re.compile(f"(?:{forms.ORGAN_PATTERN}[{BLANK}]*)+关于.+的(?:紧急)?(?:通知|通报|批复|决定|决议)")
_LINES_OF_SENDER = 40
"""So far above stands what a document says of the text that it forwards."""


class Rule(NamedTuple):
    """A rule, and the first and last characters of the lines at which it can have an answer; none told means any."""

    find: Callable[[Search, int], Head | None]
    ends: str = ""
    begins: str = ""

    def asked(self, tight: str) -> bool:
        """Whether it can have an answer at a line: a glance that spares nine patterns in ten."""
        return (not self.ends or tight[-1] in self.ends) and (not self.begins or tight[0] in self.begins)


_LED_ENDS = "知见定告报复函"
"""How titles end before which a 文号 may stand: not all, because every line that ends so is asked."""

RULES = (
    Rule(_announced, ends=NUMBER_ENDS),
    Rule(_order),  # its number may stand up to `MOST_ORDER_LINES` below
    Rule(_numbered, ends=f"{NUMBER_ENDS}日0123456789"),
    Rule(_serial, ends=f"{NUMBER_ENDS}次期"),
    Rule(_fused, ends=NUMBER_ENDS),
    Rule(_led, ends=_LED_ENDS),
    Rule(_report, ends="告话明报言辞）"),
    Rule(_unnumbered, ends="告报记单读答要标况令免息闻明》〕]］）"),
    Rule(_chronicle, ends="）"),
    Rule(_passed, begins="（"),
    Rule(_bylined, ends=f"{forms.ORGAN_ENDS}布）)"),
    Rule(_dated, ends="）)", begins="（("),
    Rule(_addressed, ends="：:"),
    Rule(_unaddressed, ends="知报复定议"),
)
"""In order of precedence: the first that has an answer for a line decides."""
