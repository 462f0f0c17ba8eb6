"""What proves for or against a break between two lines that a paragraph ends there.

It is listed in `_BREAKS`, strongest first. Blank lines and indents prove something only in a file that is found to keep
them; elsewhere they prove nothing in either direction.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from converters import forms
from converters.layout import Layout
from converters.lines import Line
from converters.looks import DIVISIONS, LEVELS, PLAIN, Form
from converters.numerals import ARABIC, DIGIT, HAN_NUMERAL
from converters.rows import is_row_tail, member_at
from converters.text import HAN
from converters.widths import bare_width, first_piece, gaps, is_too_wide, room_beside

_ALONE = (
    Form.PRINTED,
    Form.FILING,
    Form.DOCNO,
    Form.DATE,
    Form.SIGNATURE,
    Form.SPEAKER,
    Form.SALUTATION,
    Form.CELLS,
    Form.ANNEX,
)


@dataclass(slots=True)
class Place:
    """What a break is judged by: the paragraph so far, the line after the break, and what surrounds them.

    One is made for every line, so it is not frozen: that would double the cost.
    """

    form: Form
    so_far: str
    last: Line
    form_next: Form
    next: Line
    after: Line | None
    layout: Layout
    cut: bool
    """Whether the heading so far lacks what its siblings have, so that it must have been cut."""
    fills: bool | None = None
    """What `full` has found."""

    @property
    def full(self) -> bool:
        """Whether nothing more would have fitted on the last line, the indent of a first line counted."""
        if self.fills is None:
            self.fills = self._is_full()
        return self.fills

    def _is_full(self) -> bool:
        column = self.layout.column
        if column is None or self.last.width > column + 1:  # a stop may hang over the edge
            return False
        indent = self.layout.first if self.so_far == self.last.tight else 0
        return self.last.width + indent + first_piece(self.next) > column - gaps(self.last)


def _is_open(so_far: str) -> bool:
    """Whether a bracket or a title mark is still open near the end, though others were opened and closed inside it."""
    tail = so_far[-120:]
    if "（" in tail:
        tail = _CLOSED_RE.sub("", tail)
    return (
        ("（" in tail and tail.rfind("（") > tail.rfind("）"))
        or ("《" in tail and tail.rfind("《") > tail.rfind("》"))
        or ("〔" in tail and tail.rfind("〔") > tail.rfind("〕"))
    )


_CLOSED_RE = re.compile("（[^（）]*）")
_CLOSING_RE = re.compile("[，。；：、！？）》〕”’…%％]|[.．][0-9０-９]")


def _continues_wrapped(place: Place) -> bool | None:
    """Where words do not tell, in a hard-wrapped column: the widths of the lines may, or nothing does.

    A line that holds less than the column, although more would have fitted, is a first line with its indent; or, where
    even more would have, the second piece of a line that both pieces together fill.
    """
    column = place.layout.column
    assert column is not None  # the table asks only there
    line, after = place.next, place.after
    if not place.full:
        torn = abs(place.last.width + line.width - column) <= _SQUEEZED and line.tight[-1] not in _STOPPED
        return torn and after is not None and after.form is PLAIN and room_beside(column, line, after) >= _MOST_FIRST
    if not place.layout.first:
        return None
    if is_too_wide(line, column):
        return True
    if after is None or after.form is not PLAIN:
        return None
    most = _MOST_FIRST if line.width < len(line.tight) else place.layout.first
    ends = line.tight[-1] == "。" and not is_too_wide(after, column)
    return False if not ends and gaps(line) <= room_beside(column, line, after) < most else None


_SQUEEZED, _MOST_FIRST = 0.5, 2.75
"""How much a full line may differ from the column, and how much of it a first line may leave empty."""


def _is_heading_tail(place: Place) -> bool:
    """Whether a line without punctuation stands between the heading of a chapter and what is numbered below it."""
    below = place.after is not None and place.after.form in (Form.ARTICLE, *DIVISIONS)
    return below and is_row_tail(place.next)


def _is_copied_to(place: Place) -> bool:
    """Whether 抄送：… breaks off and the next line ends it with a full stop."""
    return place.so_far[0] == "抄" and place.so_far[-1] not in "。）" and place.next.tight[-1] == "。"


def _row_goes_on(place: Place) -> bool:
    """Whether a line ends a row: neither below a person's name, nor below one cell that left room in the column."""
    words, column = place.last.words, place.layout.column
    alone = column is not None and words == place.last.tight == place.so_far
    left = alone and room_beside(column or 0, place.last, place.next) > MUCH_ROOM
    return is_row_tail(place.next) and not left and not member_at(words)


def _cuts_date(place: Place) -> bool:
    """Whether a break stands inside a date: 2024 over 年5月, 2024年 over 5月."""
    last, after = place.so_far[-1], place.next.tight
    if "0" <= after[0] <= "9":
        return last in "年月" and bool(_MONTH_OR_DAY_RE.match(after))
    return after[0] in "年月日" and last.isdecimal()


_MONTH_OR_DAY_RE = re.compile("[0-9]{1,2}[月日]")


_SESSION_RE = re.compile(f"——(?:{forms.DATE_RE.pattern})?在[^，。；：]*$")
"""——2024年1月10日在云州市第八届人民代表大会, before 第四次会议上"""


def _is_day_of_printing(place: Place) -> bool:
    """Whether a line 2024年5月22日印发 stands below the office that had it printed."""
    return "印发" not in place.so_far and place.next.tight[0] not in "（("


_DEFINES_RE = re.compile("[^，。；：]{1,20}[：，]?(?:是指|(?<=[：，])指)")
"""平台：指…, 经营者是指…"""

_CLOSING_CLAUSE_RE = re.compile(
    f"本[{HAN}]{{2,4}}自(?:.{{2,24}}(?:施行|执行|实施|生效)|{DIGIT}{{4}}年)|(?:此[复告令布]|[特专]此[{HAN}]{{2,4}})。?$|感谢您对[^，。]{{2,24}}[！。]$"
)
"""本办法自2024年7月1日起施行, 特此通知, 感谢您对教育工作的关心支持！"""

_STOPPED = frozenset("。！？；”’）")
"""Behind what it can stand"""


def _shown_by_indent(place: Place) -> bool | None:
    """A line without an indent goes on; below one that left room in its column it may have lost it, as lists have none."""
    if place.next.indent >= 1:
        return False
    if place.next.gap and place.layout.spaced and forms.ends_sentence(place.so_far):
        return None
    return True if _may_go_on(place) else None


def _may_go_on(place: Place) -> bool:
    """Whether a line fills its column, inside a sentence nearly, and closes neither addressees nor an appointment."""
    if place.so_far[-1] == "：" and _PREAMBLE_RE.match(place.next.tight) and forms.ADDRESSEE_RE.fullmatch(place.so_far):
        return False
    column = place.layout.column
    if column is None:
        return True
    if place.so_far[-1] == "；" and _appoints(place.so_far) and _appoints_next(place):
        return False
    if (
        place.next.tight[0] in "本此特专感"
        and place.so_far[-1] in _STOPPED
        and _CLOSING_CLAUSE_RE.match(place.next.tight)
    ):
        return False
    empty = column - place.last.width - (place.layout.first if place.so_far == place.last.tight else 0)
    if empty < 1 or (empty < _LITTLE_ROOM and place.so_far[-1] not in _CLOSED_BY):
        return True
    return empty < MUCH_ROOM and place.full


_CLOSED_BY = frozenset("。！？；：”’）")
_LITTLE_ROOM = 3
"""What the white space that a line is justified by can take of its column"""


def _shown_by_blank_line(place: Place) -> bool | None:
    side_by_side = place.next.no - place.last.no == place.next.gap + 1  # nothing of the page stands between
    if not side_by_side:
        return None
    if place.next.gap:
        return False if forms.ends_sentence(place.so_far) else None
    return True if _may_go_on(place) else None


Verdict = bool | None
"""True: joined. False: a new paragraph. None: the rule has nothing to say."""


class Setting(NamedTuple):
    """What of a layout decides which evidence there can be."""

    wrapped: bool
    indented: bool
    spaced: bool


class _Rule(NamedTuple):
    """One piece of evidence for or against a break."""

    says: str
    asked: Callable[[Form, Form, Setting], bool]
    """Whether it can have anything to say between a paragraph and a line of two forms."""
    verdict: Callable[[Place], Verdict]


def _always(_form: Form, _after: Form, _setting: Setting) -> bool:
    return True


def _behind(*forms_: Form) -> Callable[[Form, Form, Setting], bool]:
    """Behind a paragraph of one of the forms."""
    return lambda form, _after, _setting: form in forms_


_BREAKS: tuple[_Rule, ...] = (
    _Rule("closing punctuation never begins a line, nor does 年, 月 or 日 behind its number", lambda form, after, _: form is not Form.CELLS and after is PLAIN, lambda p: True if _CLOSING_RE.match(p.next.tight) or _cuts_date(p) else None),
    _Rule("who has it printed goes on to the day", lambda form, after, _: form is after is Form.PRINTED, lambda p: True if _is_day_of_printing(p) else None),
    _Rule("a note goes on where its line is full, or lists", lambda form, after, _: form is Form.NOTE and after is PLAIN, lambda p: True if p.full or p.so_far[-1] in "，、" or _is_copied_to(p) else None),
    _Rule("the name of who signs goes on", lambda form, after, _: form is Form.SIGNATURE and after is PLAIN, lambda _: True),
    _Rule("what stands on a line of its own ends there", _behind(*_ALONE), lambda _: False),
    _Rule("a title runs over lines", _behind(Form.TITLE), lambda p: p.form_next is Form.TITLE),
    _Rule("a chapter's heading goes on to its first article", lambda form, after, _: form in DIVISIONS and after is PLAIN, lambda p: True if _is_heading_tail(p) else None),
    _Rule("a number, label or mark begins a paragraph", lambda _form, after, _: after is not PLAIN, lambda _: False),
    _Rule("a bracket under a title holds together", _behind(Form.APART), lambda p: True if p.so_far[0] == "（" and _is_open(p.so_far) else None),
    _Rule("the session of a report goes on under its title", _behind(Form.DASH), lambda p: True if _SESSION_RE.match(p.so_far) and p.form_next is PLAIN and p.so_far[-1] not in "上）" else None),
    _Rule("an indent begins a paragraph, where indents were kept", lambda form, _, setting: setting.indented and form is not Form.ROW, _shown_by_indent),
    _Rule("a blank line parts paragraphs, where none stands inside one", lambda form, _, setting: setting.spaced and form is not Form.ROW, _shown_by_blank_line),
    _Rule("an attribution, or the 文号 of a title, belongs to the paragraph before", _always, lambda p: True if p.next.tight[0] == "（" and (p.so_far[-1] == "》" or _attributes(p)) else None),
    _Rule("a cut heading goes on", _always, lambda p: True if p.cut else None),
    _Rule("a row goes on in the next line", _behind(Form.ROW), _row_goes_on),
    _Rule("a bracket is still open", _always, lambda p: True if _is_open(p.so_far) else None),
    _Rule("a label begins a paragraph", _always, lambda p: False if _is_labelled(p) else None),
    _Rule("a heading on its own line ends there", _behind(*LEVELS, *DIVISIONS, Form.ARTICLE), lambda p: False if _is_whole_heading(p) else None),
    _Rule("after a colon comes a list", _always, lambda p: False if p.so_far.endswith("：") and not (_is_mid_column(p) or _quotes_on(p)) else None),
    _Rule("a line that left much room was meant to end", lambda form, _, setting: setting.wrapped and form is not Form.DASH, lambda p: False if _left_room(p) else None),
    _Rule("who has to do it ends a paragraph", _always, lambda p: False if is_attributed(p.so_far) and not p.full else None),
    _Rule("each appointment is a paragraph", _always, lambda p: False if _appoints(p.so_far) and _appoints_next(p) else None),
    _Rule("each definition of a list is a paragraph", _always, lambda p: False if p.so_far.endswith("；") and _DEFINES_RE.match(p.next.tight) and _DEFINES_RE.match(p.so_far) else None),
    _Rule("the clause that closes a text stands alone", _always, lambda p: False if p.so_far[-1] in _STOPPED and _CLOSING_CLAUSE_RE.match(p.next.tight) else None),
    _Rule("no full stop, no end", _always, lambda p: True if not forms.ends_sentence(p.so_far) else None),
    _Rule("a hard-wrapped column shows it by its widths", _always, lambda p: _continues_wrapped(p) if p.layout.column else False),
)  # fmt: skip
"""In order of precedence: the first rule that has something to say decides."""


class _Asked(dict[tuple[Form, Form], tuple[Callable[[Place], Verdict], ...]]):
    """What is asked between a paragraph and a line of two forms: of most lines half of the table."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def __missing__(self, between: tuple[Form, Form]) -> tuple[Callable[[Place], Verdict], ...]:
        self[between] = found = tuple(rule.verdict for rule in _BREAKS if rule.asked(*between, self.setting))
        return found


asked = cache(_Asked)


def _left_room(place: Place) -> bool:
    """Whether a short line stands in a column where the next words would have fitted: a cell, a name, a list."""
    column = place.layout.column
    assert column is not None  # the table asks only there
    room = column - place.last.width
    if "。" in place.last.tight[:-1]:  # running text
        return False
    if room <= MUCH_ROOM or room - first_piece(place.next) <= MUCH_ROOM:
        return False
    return not place.full and bool(_WORD_END_RE.match(place.last.tight[-1]))


MUCH_ROOM = 4
_WORD_END_RE = re.compile(f"(?![第和及与或的])[{HAN}）；]")


def _appoints(tight: str, *, leads: bool = False) -> bool:
    """于某为某局副局长；, 范某的某局副主任职务； on a line of their own; with `leads` also 免去： over such lines."""
    if leads and _LEAD_RE.fullmatch(tight):
        return True
    return tight.endswith(("；", "。", "长", "任", "职务", "）")) and bool(forms.APPOINTMENT_RE.match(tight))


def _appoints_next(place: Place) -> bool:
    """Whether the next line is such a paragraph, or begins one behind a semicolon."""
    if _appoints(place.next.tight, leads=True):
        return True
    if place.next.tight[0] == "（" and forms.DOCNO_RE.match(place.next.tight, 1):  # by which they were appointed
        return True
    return place.so_far[-1] == "；" and bool(_APPOINTS_RE.match(place.next.tight))


_APPOINTS_RE = re.compile(
    f"(?:任命|免去|聘任|解聘)?[{HAN}]{{2,4}}(?:（[^（）]{{1,12}}）)?(?:等?同志)?(?:为|任|兼任|的)[{HAN}]"
)
_LEAD_RE = re.compile(
    f"(?:{forms.DATE_RE.pattern}，)?[^，。；：]{{0,12}}(?:任命|免去|聘任|解聘|同意)[^，。；：]{{0,6}}[：:]"
)


def _quotes_on(place: Place) -> bool:
    """Whether a quotation that a full line announces stands in the next only because it did not fit: 修改为：“…”.

    So do figures: …重点项目12个，其中：新开工…, 举报电话：110.
    """
    begun = place.next.tight[0] == "“" or place.so_far.endswith("，其中：")
    return (begun or (place.so_far.endswith("电话：") and place.next.tight[0].isdecimal())) and place.full


def _attributes(place: Place) -> bool:
    """Whether the next line is, or begins, the bracket that tells who has to do what stands before."""
    tight = place.next.tight
    if place.layout.column and place.after and tight.count("（") > tight.count("）"):
        tight += place.after.tight
    return bool(forms.ATTRIBUTION_RE.match(tight if "）" in tight else f"{tight}）"))


def _is_labelled(place: Place) -> bool:
    """Whether 责任单位：… stands below a line that was meant to end: nothing of it is listed there."""
    if "：" not in place.next.tight[:LONGEST_LABEL] or place.so_far[-1] in "，、；：":
        return place.next.tight[1:3] == "等奖" and bool(_PRIZES_RE.fullmatch(place.next.tight))
    label, labelled = _LABEL_RE.match(place.next.tight), _ANY_LABEL_RE.match(place.so_far)
    if place.full:
        return bool(label and labelled)
    return bool(label or (labelled and _ANY_LABEL_RE.match(place.next.tight)))


_LABEL_RE = re.compile(
    "(?:牵头|责任|配合|主办|协办|承办|实施|监督|指导|参与)(?:单位|部门|人|领导)：|(?:完成|办理|整改|报名)?(?:时限|时间|期限)：|"
    "(?:出席|列席|缺席|请假|主持|记录)(?:人员?)?：|"
    "(?:联系|咨询|举报|监督|投诉|通[讯信]|办公|电子)?(?:人|电话|地址|方式|邮箱|邮编|传真|网址)："
)
_ANY_LABEL_RE = re.compile(f"[{HAN}]{{2,6}}：.")
"""完成单位：… over 完成人：…"""
LONGEST_LABEL = 7
_PRIZES_RE = re.compile("[特一二三四]等奖(?:（.{1,8}）|[：:]?)")
"""二等奖（3项）: over those who are awarded it"""


def _is_mid_column(place: Place) -> bool:
    """Whether both lines fill the column, so that a colon between them ends nothing."""
    column = place.layout.column
    if column is None or _PREAMBLE_RE.match(place.next.tight):
        return False
    if forms.ADDRESSEE_RE.fullmatch(place.so_far):
        return False
    set_in_column = max(place.last.width, place.next.width) <= column + 1
    return set_in_column and place.full and place.next.indent < 1 and bare_width(place.next) > column - 1.5


_PREAMBLE_RE = re.compile("(?:为|根据|按照|依据|现将|现就|经|《)")
"""The words that open a text, below its addressees"""


def _is_whole_heading(place: Place) -> bool:
    """一、总体要求 on a line of its own, complete: not filled to the column's edge, no full stop in it."""
    if place.form in DIVISIONS:
        return not place.full or _continues_wrapped(place) is False
    if place.form is Form.ARTICLE:
        article = forms.ARTICLE_RE.fullmatch(place.so_far) if place.so_far[-1] in "）】〕］]" else None
        return article is not None and bool(forms.CAPTION_RE.fullmatch(article["rest"]))
    if place.next.tight[-1] == "？" and place.next.width <= _LONGEST_REST and place.so_far[-1] != "？":
        return False
    if "。" in place.so_far or "；" in place.so_far or place.so_far[-1] in "，、的至于将按或和":
        return False
    if place.next.tight.startswith(_ENDED):
        return False
    if place.so_far.count("“") > place.so_far.count("”") or _BARE_NUMBER_RE.fullmatch(place.so_far):
        return False
    if place.layout.column is not None:
        told = "，" not in place.so_far or "。" in place.next.tight
        return not place.full or (told and _continues_wrapped(place) is False)
    return len(place.so_far) <= _LONGEST_HEADING


_ENDED = ("同时废止", "予以废止", "同时失效", "即行废止", "同时停止执行")
"""What goes on behind 《…》（文号） that stands on a line with a number"""
_LONGEST_HEADING, _LONGEST_REST = 60, 12
"""What a heading holds at most, and the end of a question that it cuts: 是什么？"""
_BARE_NUMBER_RE = re.compile(f"{HAN_NUMERAL}、|[（(](?:{HAN_NUMERAL}|{ARABIC})[）)]|{ARABIC}[.．、]")


def is_attributed(tight: str) -> bool:
    """Whether words end with who has to do it, so that nothing of them is missing: …（市科技局负责）."""
    return tight[-1] == "）" and bool(forms.ATTRIBUTION_RE.fullmatch(tight, max(tight.rfind("（"), 1)))
