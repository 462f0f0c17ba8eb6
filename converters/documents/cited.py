"""Numbers at the heads of lines that are only cited there, because a break put them at a line's head."""

import re
from collections.abc import Sequence

from converters.lines.layout import Layout
from converters.lines.lines import Line
from converters.lines.looks import DIVISIONS, LEVELS, PLAIN, Form, not_plain
from converters.lines.rows import is_announced, is_tail
from converters.printed import forms, numerals
from converters.printed.attributions import attribution_behind
from converters.printed.characters import BLANK
from converters.printed.numerals import DIGITS, HAN_NUMERALS, LIST_NUMBER

_PAUSE_RE = re.compile("[，。；：、]")

_CITING_END = ("、", "，", "第", "和", "及", "与", "（", "《", "“")
_CITING_WORDS = (*forms.CITING, "本办法", "本规定", "本条例", "本细则", "》", *_CITING_END)
_ITEM_RE = re.compile("项(?!目)|款(?![项式物])|目(?![标的录前])")
"""（三）项规定的, and not （三）项目管理"""
_CITED_REST_RE = re.compile("第|[，、。；）规所的和与或及]")
_STOPPED_REST_RE = re.compile("、(?!第)")
"""第一条、为了…: a number with the stop that older texts set behind it"""
_AMENDED_REST_RE = re.compile(
    "(?:第[^，。；：]{1,6}[款项目])?(?:[^，。；：]{0,8}(?:修改|改为|作为|增加)|中的?[“《]|删去|删除后)"
)
_LISTED_RE = re.compile(f"{LIST_NUMBER}.*[^）)]$")
"""2.关于…的通知 over its 文号: an entry of a list"""
_SPACED_RE = re.compile(f"第[^条]{{1,8}}条(?:之.)?[{BLANK}]")


def drop_cited(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Take back in `looks` the numbers that are cited at the heads of lines, and those of an amendment's own words."""
    article = 0
    numbers = [0] * (len(LEVELS) + 1)
    for i in [*not_plain(looks)]:
        form = looks[i]
        if level := LEVELS.get(form):
            number = parts(lines[i].tight, level)
            if _is_cited_item(lines, looks, i, layout, number, follows=number[0] in (1, numbers[level] + 1)):
                looks[i] = PLAIN
            else:
                numbers[level] = number[0]
        elif form is Form.ARTICLE:
            match = forms.ARTICLE_RE.fullmatch(lines[i].tight)
            assert match is not None  # its form says so
            before = _words_before(lines, looks, i)
            stopped = forms.ends_sentence(before) or before.endswith(("：", "；", "；”"))
            amended = _AMENDED_REST_RE.match(match["rest"]) and match["rest"] != "删除"
            if amended and not (article and _comes_next(match, article, lines[i])):
                looks[i] = Form.APART if stopped else PLAIN
            elif _is_cited(match, article, lines[i], before, free=looks[i - 1] is not PLAIN if i else False) or (
                article
                and not stopped
                and not _comes_next(match, article, lines[i])
                and looks[i - 1] in (PLAIN, Form.ARTICLE)
                and is_full(lines[i - 1], looks[i - 1], lines[i], layout)
            ):
                looks[i] = PLAIN
            else:
                article = numerals.parse(match["last"] or match["n"])
        elif _belongs_above(lines, i, form) or (form is Form.DASH and _stands_inside(lines, i, layout)):
            looks[i] = PLAIN


def _stands_inside(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether a ① at the head of a line begins no paragraph, by how the line is set."""
    unindented = layout.indented and not layout.whole and lines[i].indent < 1
    return lines[i].tight[0] != "—" and (unindented or _is_too_wide(lines, i, layout))


def _belongs_above(lines: Sequence[Line], i: int, form: Form) -> bool:
    """Whether a 文号 is part of the 《title》 begun above, or stands in brackets below one, or an entry."""
    if form is not Form.DOCNO or not i:
        return False
    above = lines[i - 1].tight
    listed = above[-1] == "》" or _LISTED_RE.match(above)
    return above.rfind("《") > above.rfind("》") or (lines[i].tight[0] in "（(〔[" and bool(listed))


def _words_before(lines: Sequence[Line], looks: Sequence[Form], i: int) -> str:
    """The line before, or a full stop where a heading stands there, though it be wrapped."""
    j = i - 1
    while j >= 0 and j > i - 3 and looks[j] is PLAIN and is_tail(lines[j]):
        j -= 1
    if j >= 0 and looks[j] in DIVISIONS:
        return "。"
    return lines[i - 1].tight if i else "。"


def cites(before: str) -> bool:
    """Whether words break off where the number of an article is due: 违反本办法."""
    return before.endswith(_CITING_WORDS) and not before.endswith(forms.WHOLE_WORDS)


def _comes_next(match: re.Match[str], article: int, line: Line) -> bool:
    """Whether a 第…条 at a line's head is the one that is due, with the space behind it that no cited one has."""
    return numerals.parse(match["n"]) == article + 1 and bool(_SPACED_RE.match(line.words))


def _is_cited(match: re.Match[str], article: int, line: Line, before: str, *, free: bool) -> bool:
    """Whether a 第…条 at a line's head is cited there: by what stands around it, or because no article could begin."""
    follows = numerals.parse(match["n"]) in (1, article, article + 1)
    if cites(before):
        return True
    stopped = forms.ends_sentence(before)
    if _CITED_REST_RE.match(match["rest"]):
        if article == 0 and match["n"] == "一" and _STOPPED_REST_RE.match(match["rest"]):
            return False
        return not (follows and (stopped or (free and _SPACED_RE.match(line.words))))
    return not follows and not stopped and not free


def _is_cited_item(
    lines: Sequence[Line], looks: Sequence[Form], i: int, layout: Layout, number: tuple[int, str], *, follows: bool
) -> bool:
    form, (value, rest) = looks[i], number
    before = lines[i - 1].tight if i and looks[i - 1] not in DIVISIONS else "。"
    cut = before.endswith(_CITING_END) and not before.endswith(forms.WHOLE_WORDS)
    if _ITEM_RE.match(rest) or (i and (cut or _closes(lines[i].tight, before))):
        return True
    if value == 1 and i and is_announced(before):
        return False
    if layout.indented and layout.column and i and lines[i].indent < 1 and _reaches_edge(lines[i - 1], layout.column):
        return True
    if i and (looks[i - 1] is Form.ANNEX_LIST or (value == 1 and before[-1] == "：" and _has_second(lines, looks, i))):
        return False
    if not follows and i and is_cut_off(lines[i - 1], PLAIN, lines[i], layout) and goes_inline(lines, i, form):
        return True
    ended = forms.ends_sentence(before) or (i > 1 and _is_attributed(lines[i - 2].tight, before))
    stopped = ended or before.endswith(("：", "；", "）"))
    goes_on = follows and value > 1 and not layout.indented
    if not stopped and not goes_on and i and is_cut_off(lines[i - 1], looks[i - 1], lines[i], layout):
        return True
    listed = ended or looks[i - 1] is form or before.endswith("号）")
    if follows and value > 1 and listed:  # 4. on the line above: an entry each
        return False
    room = 1.5
    if stopped and follows:  # what looks like a beginning has to be surely none: its stop may have been squeezed in
        room = layout.first - 1 - (lines[i].tight[-1] in "，、。；：")
    return LEVELS[form] > 2 and _is_too_wide(lines, i, layout, room)


def _has_second(lines: Sequence[Line], looks: Sequence[Form], i: int) -> bool:
    """Whether 2. begins a line not far below a line with 1., so that both begin entries of a list."""
    below = range(i + 1, min(i + _LINES_OF_ENTRY, len(lines)))
    second = next((j for j in below if looks[j] is not PLAIN), i)
    return looks[second] is looks[i] and parts(lines[second].tight, LEVELS[looks[i]])[0] == 2


_LINES_OF_ENTRY = 12


def _is_attributed(above: str, before: str) -> bool:
    """Whether the line before ends with who has to do it, in a bracket that may begin on the one above."""
    return before[-1] == "）" and attribution_behind(before if "（" in before else above + before) is not None


def _closes(tight: str, before: str) -> bool:
    """Whether the bracket behind a number closes one that the line before opens: （详见附件 over 1）；."""
    return tight[0] not in "（(" and tight.lstrip(_NUMERALS)[:1] == "）" and before.count("（", 1) > before.count("）")


_NUMERALS = f"{DIGITS}{HAN_NUMERALS}"


def _reaches_edge(before: Line, column: float) -> bool:
    """Whether a line, its indent counted, fills the column."""
    return before.width + min(before.indent, 2) > column - 1


def goes_inline(lines: Sequence[Line], i: int, form: Form) -> bool:
    """Whether the number before stands inside a line just above, so that this one goes on in it: 原则：（一）…；."""
    match = forms.LEVEL_RES[LEVELS[form] - 1][1].fullmatch(lines[i].tight)
    value = numerals.parse(match["n"]) if match else 0
    if not match or value < 2:
        return False
    before = match["number"].replace(match["n"], numerals.like(match["n"], value - 1))
    above = next(
        (line.tight for line in reversed(lines[max(i - _LINES_INLINE, 0) : i]) if before in line.tight), before
    )
    return above.find(before) > 0


_LINES_INLINE = 4


def is_cut_off(before: Line, form: Form, line: Line, layout: Layout) -> bool:
    """Whether running text breaks off at the edge of the column, so that what follows goes on with it."""
    if layout.column is None or before.width <= layout.column - 2.5 or (layout.indented and line.indent >= 1):
        return False
    return bool(form is PLAIN and _PAUSE_RE.search(before.tight)) or (form in LEVELS and "。" in before.tight)


def is_full(before: Line, form: Form, line: Line, layout: Layout) -> bool:
    """Whether a line fills its column, the indent of a first line counted, over one that no indent sets apart."""
    if layout.column is None or (layout.indented and line.indent >= 1):
        return False
    first = layout.first if form is not PLAIN or before.indent >= 1 else 0
    return before.width + first > layout.column - 1.5


def _is_too_wide(lines: Sequence[Line], i: int, layout: Layout, room: float = 1.5) -> bool:
    """Whether a line fills the column but for some `room`, and the one before too: it is no paragraph's first line."""
    column = layout.column
    apart = lines[i].indent >= 1 or (layout.spaced and lines[i].gap)
    if column is None or not i or apart:
        return False
    width = min(lines[i].width, column)  # a stop may hang over the edge
    return width >= column - room and lines[i - 1].width > column - 2.5


def parts(tight: str, level: int) -> tuple[int, str]:
    """The value of the number that a line begins with, 0 where it cannot be read, and what stands behind it."""
    match = forms.LEVEL_RES[level - 1][1].fullmatch(tight)
    return (numerals.parse(match["n"]), match["rest"]) if match else (0, "")
