"""What the lines around a break, their words and their widths, tell of whether a paragraph ends there."""

import re
from dataclasses import dataclass

from converters.lines.cells import member_at
from converters.lines.layout import Layout
from converters.lines.lines import Line
from converters.lines.looks import DIVISIONS, PLAIN, Form
from converters.lines.rows import is_tail
from converters.lines.runon import SIGNER
from converters.lines.widths import bare_width, first_piece, gaps, is_too_wide, room_beside
from converters.printed import forms
from converters.printed.attributions import is_attribution
from converters.printed.brackets import bracket_at
from converters.printed.characters import HAN, STOP_RE
from converters.printed.dates import DATE_PATTERN
from converters.printed.numerals import DIGIT, LIST_NUMBER

Verdict = bool | None
"""True: joined. False: a new paragraph. None: the rule has nothing to say."""


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
        return self.last.width + indent + first_piece(self.next.tight) > column - gaps(self.last)


def is_open(so_far: str) -> bool:
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
CLOSING_RE = re.compile("[，。；：、！？）》〕”’…%％]|[.．][0-9０-９]")


def continues_wrapped(place: Place) -> Verdict:
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


def is_heading_tail(place: Place) -> bool:
    """Whether a line without punctuation stands between the heading of a chapter and what is numbered below it."""
    below = place.after is not None and place.after.form in (Form.ARTICLE, *DIVISIONS)
    return below and is_tail(place.next)


def note_goes_on(place: Place) -> Verdict:
    """A note on a full line goes on, and so do lists, and 抄送：… that the next line ends; 签发人：范里 never does."""
    if place.so_far.startswith(SIGNER):
        return False
    copied = place.so_far[0] == "抄" and place.so_far[-1] not in "。）" and place.next.tight[-1] == "。"
    return True if place.full or place.so_far[-1] in "，、" or copied else None


def row_goes_on(place: Place) -> bool:
    """Whether a line ends a row: neither below a person's name, nor below one cell that left room in the column."""
    words, column = place.last.words, place.layout.column
    alone = column is not None and words == place.last.tight == place.so_far
    left = alone and room_beside(column or 0, place.last, place.next) > MUCH_ROOM
    return is_tail(place.next) and not left and not member_at(words) and not _begins_text(place)


def _begins_text(place: Place) -> bool:
    """Whether a line fills its column, the indent of a first line counted, and a sentence goes on below it."""
    column, after = place.layout.column, place.after
    if column is None or after is None or after.form is not PLAIN or "，" not in after.tight:
        return False
    return place.next.width + place.layout.first + first_piece(after.tight) > column


def cuts_date(place: Place) -> bool:
    """Whether a break stands inside a date: 2024 over 年5月, 2024年 over 5月, 1日 over 起."""
    last, after = place.so_far[-1], place.next.tight
    if "0" <= after[0] <= "9":
        return last in "年月" and bool(_MONTH_OR_DAY_RE.match(after))
    if after[0] == "起":
        return last == "日"
    return after[0] in "年月日" and last.isdecimal() and place.form is not Form.ROW


_MONTH_OR_DAY_RE = re.compile("[0-9]{1,2}[月日]")


SESSION_RE = re.compile(f"——(?:{DATE_PATTERN})?在[^，。；：]*$")
"""——2024年1月10日在云州市第八届人民代表大会, before 第四次会议上"""


def is_day_of_printing(place: Place) -> bool:
    """Whether a line 2024年5月22日印发 stands below the office that had it printed."""
    return "印发" not in place.so_far and place.next.tight[0] not in "（("


DEFINES_RE = re.compile("[^，。；：]{1,20}[：，]?(?:是指|(?<=[：，])指)")
"""平台：指…, 经营者是指…"""


def addresses(place: Place) -> bool:
    """Whether a line names whom a text is addressed to, the colon lost, and not when: 各项工程竣工后，市有关部门."""
    if place.so_far[0] != "各" or not forms.ADDRESSEE_RE.fullmatch(f"{place.so_far}：") or "后，" in place.so_far:
        return False
    return not place.full or bool(_PREAMBLE_RE.match(place.next.tight))


def closes_text(place: Place) -> bool:
    """Whether the clause that closes a text comes next: 本办法自2024年7月1日起施行, 特此通知, 感谢您对教育的支持."""
    clause = place.next.tight
    if clause[0] not in "本此特专感":
        return False
    ended = place.so_far[-1] in _STOPPED or clause.rstrip("。") in _FORMULAS
    return ended and bool(_CLOSING_CLAUSE_RE.match(clause))


_FORMULAS = frozenset(("特此通知", "特此公告", "特此通告", "特此通报", "特此批复", "特此函告", "特此函复", "特此公示"))
"""What closes a text on a line of its own, also below one that has lost its full stop"""

_CLOSING_CLAUSE_RE = re.compile(
    f"本[{HAN}]{{2,4}}自(?:.{{2,24}}(?:施行|执行|实施|生效)|{DIGIT}{{4}}年)|(?:此[复告令布]|[特专]此[{HAN}]{{2,4}})。?$|感谢您对[^，。]{{2,24}}[！。]$"
)

_STOPPED = frozenset("。！？；”’）")
"""Behind what it can stand"""


def shown_by_indent(place: Place) -> Verdict:
    """A line without an indent goes on; below one that left room it may have lost it, as lists have none."""
    if place.next.indent >= 1:
        return False
    if place.layout.whole or (place.next.gap and place.layout.spaced and forms.ends_sentence(place.so_far)):
        return None
    return True if _may_go_on(place) else None


def _may_go_on(place: Place) -> bool:
    """Whether a line fills its column, inside a sentence nearly, and closes neither addressees nor an appointment."""
    if place.so_far[-1] == "：" and _PREAMBLE_RE.match(place.next.tight) and forms.ADDRESSEE_RE.fullmatch(place.so_far):
        return False
    column = place.layout.column
    if column is None:
        return True
    if (place.so_far[-1] == "；" and both_appoint(place)) or closes_text(place):
        return False
    empty = column - place.last.width - (place.layout.first if place.so_far == place.last.tight else 0)
    if empty < 1 or (empty < _LITTLE_ROOM and place.so_far[-1] not in _CLOSED_BY):
        return True
    return empty < MUCH_ROOM and place.full


_CLOSED_BY = _STOPPED | {"："}
_LITTLE_ROOM = 3
"""What the white space that a line is justified by can take of its column"""


def shown_by_blank_line(place: Place) -> Verdict:
    """A blank line parts paragraphs where a sentence ends; nothing is told where something of the page stands there."""
    side_by_side = place.next.no - place.last.no == place.next.gap + 1  # nothing of the page stands between
    if not side_by_side:
        return None
    if place.next.gap:
        return False if forms.ends_sentence(place.so_far) else None
    return True if _may_go_on(place) else None


def left_room(place: Place) -> bool:
    """Whether a short line stands in a column where the next words would have fitted: a cell, a name, a list."""
    column = place.layout.column
    assert column is not None  # the table asks only there
    room = column - place.last.width
    if room <= MUCH_ROOM or room - first_piece(place.next.tight) <= MUCH_ROOM:
        return False
    if "。" in place.last.tight[:-1] or _ends_clause(place):  # running text
        return False
    return not place.full and bool(_WORD_END_RE.match(place.last.tight[-1]))


def _ends_clause(place: Place) -> bool:
    """Whether a few words end a sentence with a comma in it: …，结合我市实际，提出如下 over 意见：."""
    tight = place.next.tight
    ends = len(tight) <= _FEW_WORDS and tight[-1] in "。：" and "，" in place.so_far
    return ends and not _CLOSING_CLAUSE_RE.match(tight)


_FEW_WORDS = 8
MUCH_ROOM = 4
_WORD_END_RE = re.compile(f"(?![第和及与或的])[{HAN}）；]")


def both_appoint(place: Place) -> bool:
    """Whether an appointment stands on both sides, as a list has them, one in a paragraph.

    Where a line holds a whole paragraph, what else comes behind a semicolon is one of that list.
    """
    if not _appoints(place.so_far):
        return place.so_far[-1] == "；" and not place.full and _appoints(place.next.tight)
    return _appoints_next(place) or (place.layout.column is None and place.so_far[-1] == "；")


def _appoints(tight: str) -> bool:
    """于某为某局副局长；, 范某的某局副主任职务； on a line of their own, and 免去： over such lines."""
    if _LEAD_RE.fullmatch(tight):
        return True
    return tight.endswith(("；", "。", "长", "任", "职务", "）")) and bool(forms.APPOINTMENT_RE.match(tight))


def _appoints_next(place: Place) -> bool:
    """Whether the next line is such a paragraph, or begins one behind a semicolon."""
    if _appoints(place.next.tight):
        return True
    if place.next.tight[0] == "（" and forms.DOCNO_RE.match(place.next.tight, 1):  # by which they were appointed
        return True
    return place.so_far[-1] in "；。" and bool(_APPOINTS_RE.match(place.next.tight))


_APPOINTS_RE = re.compile(f"{forms.APPOINTED}(?:为|任|兼任|的)[{HAN}]|(?:免去|解聘)(?!其)[{HAN}]{{4}}")
_LEAD_RE = re.compile(
    f"(?:{DATE_PATTERN}，)?[^，。；：]{{0,12}}(?:{forms.APPOINTS}|同意)[^，。；：]{{0,6}}[：:]|[^，。；：]{{0,12}}决定，?{forms.APPOINTS}"
)


def quotes_on(place: Place) -> bool:
    """Whether a quotation that a full line announces stands in the next only because it did not fit: 修改为：“…”.

    So do figures: …重点项目12个，其中：新开工…, 举报电话：110.
    """
    begun = place.next.tight[0] == "“" or place.so_far.endswith("，其中：")
    return (begun or (place.so_far.endswith("电话：") and place.next.tight[0].isdecimal())) and place.full


def attributes(place: Place) -> bool:
    """Whether the next line is, or begins, the bracket that tells who has to do what stands before."""
    tight = place.next.tight
    if place.layout.column and place.after and tight.count("（") > tight.count("）"):
        tight += place.after.tight
    bracket = bracket_at(f"{tight}）", 0)
    return bracket is not None and is_attribution(bracket.inner)


def is_labelled(place: Place) -> bool:
    """Whether 责任单位：… stands below a line that was meant to end: nothing of it is listed there."""
    if place.next.tight[:2] in _ASKED:
        return True
    if "：" not in place.next.tight[:LONGEST_LABEL] or place.so_far[-1] in "，、；：":
        return place.next.tight[1:3] == "等奖" and bool(_PRIZES_RE.fullmatch(place.next.tight))
    label, labelled = _LABEL_RE.match(place.next.tight), _ANY_LABEL_RE.match(place.so_far)
    if place.full:
        return bool(label and labelled)
    return bool(label or (labelled and _ANY_LABEL_RE.match(place.next.tight)))


_ASKED = ("问：", "答：")
_LABEL_RE = re.compile(
    "(?:牵头|责任|配合|主办|协办|承办|实施|监督|指导|参与)(?:单位|部门|人|领导)：|(?:完成|办理|整改|报名)?(?:时限|时间|期限)：|"
    "(?:出席|列席|缺席|请假|主持|记录)(?:人员?)?：|"
    "(?:联系|咨询|举报|监督|投诉|通[讯信]|办公|电子)?(?:人|电话|地址|方式|邮箱|邮编|传真|网址)："
)
_ANY_LABEL_RE = re.compile(f"[{HAN}]{{2,6}}：.")
"""完成单位：… over 完成人：…"""
LONGEST_LABEL = 7


def are_labelled_alike(place: Place) -> bool:
    """Whether a list goes on with an entry of the same kind: 海州区：新华小学 over 连云区：墟沟小学."""
    end = place.next.tight.find("：", 0, LONGEST_LABEL)
    if end < 1 or place.so_far[-1] in "，、：":
        return False
    label, below = _ANY_LABEL_RE.match(place.so_far), _ANY_LABEL_RE.match(place.next.tight)
    return bool(label and below) and place.so_far.partition("：")[0][-1] == place.next.tight[end - 1]


_PRIZES_RE = re.compile("[特一二三四]等奖(?:（.{1,8}）|[：:]?)")
"""二等奖（3项）: over those who are awarded it"""


def is_mid_column(place: Place) -> bool:
    """Whether both lines fill the column, so that a colon between them ends nothing."""
    column = place.layout.column
    if column is None or _PREAMBLE_RE.match(place.next.tight):
        return False
    if forms.ADDRESSEE_RE.fullmatch(place.so_far):
        return False
    set_in_column = max(place.last.width, place.next.width) <= column + 1
    return set_in_column and place.full and place.next.indent < 1 and bare_width(place.next) > column - 1.5


_PREAMBLE_RE = re.compile(f"{forms.OPENS_TEXT}|《")


def names_document(place: Place) -> bool:
    """Whether an entry of a list of documents goes on to its 文号: 1.关于绿道管理 over 的通知（云政发〔2013〕52号）.

    The rest of the title may take the next two lines.
    """
    if "。" in place.so_far or "号）" in place.so_far[-_LONGEST_ISSUE:]:
        return False
    rest = place.next.tight
    if "号）" not in rest[-_LONGEST_ISSUE:] and place.after and place.after.form is PLAIN and rest[-1] not in "。；：":
        rest += place.after.tight
    found = _ISSUE_RE.search(rest[-_LONGEST_ISSUE:]) if "号）" in rest[-3:] else None
    return found is not None and _is_titled(place.so_far, rest[: len(rest) - len(found[0])])


def _is_titled(begun: str, rest: str) -> bool:
    return bool(_ABOUT_RE.search(begun)) and forms.ends_like_title(begun + rest)


_ABOUT_RE, _LONGEST_ISSUE = re.compile("关于|[印转]发|批转|公布"), 40
_ISSUE_RE = re.compile(f"（[^（）]{{2,16}}〔{DIGIT}{{4}}〕第?{DIGIT}{{1,5}}号）[；。]?$")


def is_whole_heading(place: Place) -> bool:
    """一、总体要求 on a line of its own, complete: not filled to the column's edge, no full stop in it."""
    if place.form in DIVISIONS:
        return not place.full or continues_wrapped(place) is False
    if place.form is Form.ARTICLE:
        if place.so_far[-1] in forms.PART_NAMED_ENDS and forms.PART_NAMED_RE.fullmatch(place.so_far):
            return place.layout.column is None
        article = forms.ARTICLE_RE.fullmatch(place.so_far) if place.so_far[-1] in "）】〕］]" else None
        return article is not None and bool(forms.CAPTION_RE.fullmatch(article["rest"]))
    if place.next.tight[-1] == "？" and place.next.width <= _LONGEST_REST and place.so_far[-1] != "？":
        return False
    if "。" in place.so_far or "；" in place.so_far or _BREAKS_OFF_RE.search(place.so_far, len(place.so_far) - 1):
        return False
    if place.next.tight.startswith(_ENDED) or place.next.tight[1:2] == "，":  # 稳定增 over 长，加快发展
        return False
    if place.so_far.count("“") > place.so_far.count("”") or _BEGUN_RE.fullmatch(place.so_far):
        return False
    if place.layout.column is not None:
        if _nearly_filled(place):
            return False
        told = "，" not in place.so_far or "。" in place.next.tight or bool(_PREAMBLE_RE.match(place.next.tight))
        return not place.full or (told and continues_wrapped(place) is False)
    ends = place.next.tight[-1] == "。" and len(place.next.tight) <= _LAST_WORD and "，" in place.so_far
    return len(place.so_far) <= _LONGEST_HEADING and not ends and not _is_cut_by_page(place)


def _is_cut_by_page(place: Place) -> bool:
    """Whether a heading of two clauses goes on in a few words over a text: （七）坚持统筹，建设宜居韧 over 性城市."""
    rest, after = place.next.tight, place.after
    if len(rest) > _LONGEST_END or "，" not in place.so_far or STOP_RE.search(rest):
        return False
    if rest[-1] in forms.PART_NAMED_ENDS:  # 总体目标: a heading by itself
        return False
    return after is not None and after.form is PLAIN and forms.is_sentence(after.tight)


def _nearly_filled(place: Place) -> bool:
    """Whether a line fills the column but for what marks are squeezed by, over one that can begin no paragraph.

    The first line of a paragraph is set shorter, and no paragraph is but the last word of a sentence.
    """
    column, line = place.layout.column or 0, place.next
    indent = place.layout.first if place.so_far == place.last.tight else 0
    if place.last.width + indent + first_piece(line.tight) <= column - _SQUEEZED_IN - gaps(place.last):
        return False
    begins = not place.layout.first or not is_too_wide(line, column)
    return not begins or (line.tight[-1] == "。" and len(line.tight) <= _LAST_WORD)


_SQUEEZED_IN, _LAST_WORD = 1, 4
_BREAKS_OFF_RE = re.compile("(?:[，、至于将按或和]|(?<!目)的)$")
"""How no heading ends, but for 编制目的"""
_ENDED = ("同时废止", "予以废止", "同时失效", "即行废止", "同时停止执行")
"""What goes on behind 《…》（文号） that stands on a line with a number"""
_LONGEST_HEADING, _LONGEST_REST, _LONGEST_END = 60, 12, 8
"""What a heading holds at most, and the end of a question, or of itself, that a page cuts off: 是什么？"""
_BEGUN_RE = re.compile(f"{LIST_NUMBER}(?:自{DATE_PATTERN}起，.*)?")
"""A number alone, or with words that only begin a sentence: 四、自2020年1月1日起，禁用区内"""
