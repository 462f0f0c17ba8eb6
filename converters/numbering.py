"""Numbers at the heads of lines: which begin something, and which are only cited, quoted or listed there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converters import forms, numerals
from converters.layout import Layout
from converters.lines import Line, places_of_digits, together
from converters.looks import DIVISIONS, LEVELS, PLAIN, Form
from converters.numerals import ARABIC, DIGIT, HAN_NUMERAL
from converters.text import BLANK, HAN


def plausible(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Take back in `looks` what only looks like a number of this document.

    The 目录 of a law become rows; what an amending decision quotes begins paragraphs without a number of its own; a
    cited 第十二条 or （三） that a break put at a line's head begins nothing.
    """
    _list_contents(lines, looks)
    _list_headings(lines, looks)
    _quote(lines, looks, layout)
    _drop_cited(lines, looks, layout)
    _find_glued(lines, looks, layout)
    if layout.column is None:  # in a column any line may hold so few words
        _end_captions(lines, looks)


# ---- the contents of a law ----

_LEAST_LISTED = 3
_LEADERS_RE = re.compile(f"[.．…·•]*[（(]?{DIGIT}*[）)]?$")


def _list_contents(lines: Sequence[Line], looks: list[Form]) -> None:
    """Headings straight below each other, the first of which stands again further down, are the contents of a law."""
    last = {lines[i].tight: i for i, form in enumerate(looks) if form in DIVISIONS}
    for run in _heading_runs(lines, looks) if last else ():
        if last.get(_LEADERS_RE.sub("", lines[run[0]].tight), 0) > run[-1]:
            for i in run:
                looks[i] = Form.ROW
            if run[0] and lines[run[0] - 1].tight in _CONTENTS:
                looks[run[0] - 1] = Form.APART


def _list_headings(lines: Sequence[Line], looks: list[Form]) -> None:
    """What stands under the word 目录, down to where its first line is printed again, are the contents of a plan."""
    for i in [i for i, line in enumerate(lines[:-1]) if line.tight in _CONTENTS]:
        first = _LEADERS_RE.sub("", lines[i + 1].tight)
        if looks[i + 1] not in LEVELS and not (looks[i + 1] is PLAIN and _UNNUMBERED_RE.fullmatch(first)):
            continue
        below = range(i + 2, min(i + _MOST_LISTED, len(lines)))
        again = next((j for j in below if lines[j].tight == first), None)
        if again and not any(forms.is_sentence(line.tight) for line in lines[i + 1 : again]):
            looks[i:again] = [Form.APART, *[Form.ROW] * (again - i - 1)]
            looks[again] = Form.APART if looks[again] is PLAIN else looks[again]


_CONTENTS, _MOST_LISTED = ("目录", "目次"), 200
_UNNUMBERED_RE = re.compile(f"(?:{DIGIT}{{1,2}}[.．、]?)?[{HAN}]{{2,12}}")
"""总则, 1 总则: the heading of a chapter without a number that tells its level"""


def _heading_runs(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, form in enumerate(looks):
        if not run and form is PLAIN:
            continue
        if form in DIVISIONS:
            if len(run) >= _LEAST_LISTED and lines[i].tight == _LEADERS_RE.sub("", lines[run[0]].tight):
                yield run
                run = []
            run.append(i)
        elif not (run and form is PLAIN and _is_heading_tail(lines[i])):
            if len(run) >= _LEAST_LISTED:
                yield run
            run = []


def _is_heading_tail(line: Line) -> bool:
    return line.width <= _LONGEST_TAIL and not _STOP_RE.search(line.tight)


_LONGEST_TAIL = 20
_STOP_RE, _PAUSE_RE, _QUOTE_RE = re.compile("[，。；：]"), re.compile("[，。；：、]"), re.compile("[“”]")

# ---- what an amending decision quotes ----

_AMENDS = "(?:修改为|修改如下|改为|作为第[^，。；：]{1,12}[条款项章节]|表述为|调整为|规定如下)[，,]?[：:]?"
_AMENDS_RE = re.compile(f"{_AMENDS}(?<!调整为)(?<![^修]改为)$")
"""第五条修改为：, 增加一条，作为第八条：; a price may be 调整为 another at the end of a line"""
_AMENDS_HINT_RE = re.compile("修改如下|改为|作为第|表述为|调整为|规定如下")
_AMENDS_QUOTING_RE = re.compile(f"{_AMENDS}“[^”]*$")
_AFTER_RE = re.compile("本决定|此外|根据本决定|其他条款|有关条[款文]")
_ENDING = (Form.DATE, Form.DOCNO, Form.PRINTED, Form.ANNEX)
_IN_SIGHT = 200


@dataclass(slots=True)
class _Quotation:
    """What an amending decision is quoting while its lines go by."""

    level: int = 0
    """Level of the number under which it quotes; 0 for none."""
    marked: bool = False
    """Whether a quotation mark is open, so that only its closing ends the quotation."""
    bare: bool = False
    """Whether articles follow without quotation marks, until the next amendment."""
    tail: str = ""
    """The end of the words so far."""

    def ends_before(self, line: Line, form: Form) -> bool:
        """Whether a line can be no part of what is quoted."""
        level = LEVELS.get(form, 0)
        amends = self.bare and 0 < level <= self.level
        return amends or form in _ENDING or bool(_AFTER_RE.match(line.tight))

    def read(self, line: Line, form: Form) -> None:
        """Go over a line."""
        self.level = LEVELS.get(form, self.level)
        self.tail = (self.tail + line.tight)[-_IN_SIGHT:]
        opened, closed = self.tail.rfind("“"), self.tail.rfind("”")
        self.marked = opened > closed and (self.marked or self.bare or bool(_AMENDS_QUOTING_RE.search(self.tail)))
        self.bare = not self.marked and (self.bare or bool(_AMENDS_RE.search(self.tail))) and closed < 0


def _quote(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Mark as APART the numbered lines, and those that open with “, of what an amending decision quotes.

    A “ at the head of a line goes on with the paragraph where the line before is full.
    """
    if not _AMENDS_HINT_RE.search(together(lines)):
        return
    quotation = _Quotation()
    for i, line in enumerate(lines):
        form = looks[i]
        if quotation.ends_before(line, form) or (quotation.marked and not _is_closed(lines, i)):
            if form is PLAIN and i and lines[i - 1].tight[-1] == "”" and _AFTER_RE.match(line.tight):
                looks[i] = Form.APART
            quotation = _Quotation()
        quoted = quotation.marked or quotation.bare
        if quoted and form is Form.ARTICLE and _cites(lines[i - 1].tight):
            form = looks[i] = PLAIN
        if quoted and form in LEVELS and i and _is_cut_off(lines[i - 1], PLAIN, line, layout):
            form = looks[i] = PLAIN if _goes_inline(lines, i, form) else form
        opens = line.tight[0] == "“" and not (i and _goes_on(lines[i - 1], looks[i - 1], line, layout))
        if quoted and (form in LEVELS or form is Form.ARTICLE or form in DIVISIONS or opens):
            looks[i] = Form.APART
        if not quoted and form not in (PLAIN, Form.APART):
            quotation.tail = ""
        quotation.read(line, looks[i])


def _goes_on(before: Line, form: Form, line: Line, layout: Layout) -> bool:
    """Whether a quotation that an amendment announces, …修改为：, stands below it only because the line was full."""
    if layout.column is None or before.tight[-1] != "：" or (layout.indented and line.indent >= 1):
        return False
    first = layout.first if form is not PLAIN or before.indent >= 1 else 0
    return before.width + first > layout.column - 1


def _is_closed(lines: Sequence[Line], i: int) -> bool:
    """Whether the quotation open before a line ends in it or further down; a “ may open each paragraph of it."""
    for line in lines[i : i + _MOST_QUOTED]:
        if mark := _QUOTE_RE.search(line.tight):
            return mark[0] == "”" or mark.start() == 0
    return False


_MOST_QUOTED = 60


def _parts(tight: str, level: int) -> tuple[int, str]:
    """The value of the number that a line begins with, 0 where it cannot be read, and what stands behind it."""
    match = forms.LEVEL_RES[level - 1][1].fullmatch(tight)
    return (numerals.parse(match["n"]) or 0, match["rest"]) if match else (0, "")


# ---- captions ----


def _end_captions(lines: Sequence[Line], looks: list[Form]) -> None:
    """Where most articles have a caption on the line of their number, the text of an article begins below it."""
    article = Form.ARTICLE
    articles = [i for i, form in enumerate(looks[:-1]) if form is article]
    captioned = [i for i in articles if _is_captioned(lines[i])]
    if len(captioned) >= _LEAST_CAPTIONED and len(captioned) * 2 > len(articles):
        for i in captioned:
            looks[i + 1] = Form.APART if looks[i + 1] is PLAIN else looks[i + 1]


def _is_captioned(line: Line) -> bool:
    match = forms.ARTICLE_RE.fullmatch(line.tight) if len(line.tight) <= _LONGEST_CAPTIONED else None
    return match is not None and bool(forms.BARE_CAPTION_RE.fullmatch(match["rest"]))


_LEAST_CAPTIONED, _LONGEST_CAPTIONED = 3, 24


# ---- what is cited ----

_CITING_END = ("、", "，", "第", "和", "及", "与", "（", "《", "“")
_CITING_WORDS = (
    "依照", "按照", "根据", "依据", "违反", "适用", "符合", "本办法", "本规定", "本条例", "本细则", "》", *_CITING_END
)  # fmt: skip
_ITEM_RE = re.compile("项(?!目)|款(?![项式物])|目(?![标的录前])")
"""（三）项规定的, and not （三）项目管理"""
_CITED_REST_RE = re.compile("第|[，、。；）规所的和与或及]")
_STOPPED_REST_RE = re.compile("、(?!第)")
"""第一条、为了…: a number with the stop that older texts set behind it"""
_AMENDED_REST_RE = re.compile(
    "(?:第[^，。；：]{1,6}[款项目])?(?:[^，。；：]{0,8}(?:修改|改为|作为|增加)|中的?[“《]|删去|删除后)"
)
_LISTED_RE = re.compile(f"(?:{ARABIC}[.．、]|{HAN_NUMERAL}、|[（(](?:{ARABIC}|{HAN_NUMERAL})[）)]).*[^）)]$")
"""2.关于…的通知 over its 文号: an entry of a list"""
_SPACED_RE = re.compile(f"第[^条]{{1,8}}条(?:之.)?[{BLANK}]")


def _drop_cited(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    article = 0
    numbers = [0] * (len(LEVELS) + 1)
    for i, form in [(i, form) for i, form in enumerate(looks) if form is not PLAIN]:
        if level := LEVELS.get(form):
            number = _parts(lines[i].tight, level)
            if _is_cited_item(lines, looks, i, layout, number, follows=number[0] in (1, numbers[level] + 1)):
                looks[i] = PLAIN
            else:
                numbers[level] = number[0]
        elif form is Form.ARTICLE:
            match = forms.ARTICLE_RE.fullmatch(lines[i].tight)
            assert match is not None  # its form says so
            before = _words_before(lines, looks, i)
            stopped = _ends_sentence(before) or before.endswith(("：", "；", "；”"))
            amended = _AMENDED_REST_RE.match(match["rest"]) and match["rest"] != "删除"
            if amended and not (article and _comes_next(match, article, lines[i])):
                looks[i] = Form.APART if stopped else PLAIN
            elif _is_cited(match, article, lines[i], before, free=looks[i - 1] is not PLAIN if i else False) or (
                article
                and not stopped
                and not _comes_next(match, article, lines[i])
                and _is_full(lines[i - 1], looks[i - 1], lines[i], layout)
            ):
                looks[i] = PLAIN
            else:
                article = numerals.parse(match["last"] or match["n"]) or 0
        elif _is_listed(lines, i, form) or (form is Form.DASH and _stands_inside(lines, i, layout)):
            looks[i] = PLAIN


def _find_glued(lines: Sequence[Line], looks: list[Form], layout: Layout) -> None:
    """Mark 2.11日至20日…, the next number straight before a figure, where 1. stands above and what is between ends.

    In a column 2.5万 may stand there by chance.
    """
    for i in places_of_digits(lines):
        match = forms.GLUED_RE.fullmatch(lines[i].tight) if i and looks[i] is PLAIN else None
        if not match or (layout.column is not None and _FIGURE_RE.match(match["rest"])):
            continue
        before = lines[i - 1].tight
        above = next((j for j in range(i - 1, -1, -1) if looks[j] is not PLAIN), 0)
        ended = before[-1] in "；：" or _ends_sentence(before)
        if ended and looks[above] is Form.LEVEL3 and _follows_glued(lines[above].tight, match["n"]):
            looks[i] = Form.LEVEL3


def _follows_glued(above: str, number: str) -> bool:
    """Whether a list number comes next behind that of a line, which may stand before a figure, too."""
    match = forms.LEVEL_RES[2][1].fullmatch(above) or forms.GLUED_RE.fullmatch(above)
    return match is not None and numerals.parse(number) == (numerals.parse(match["n"]) or 0) + 1


_FIGURE_RE = re.compile(f"{DIGIT}+[万亿千百倍元米吨公平立个]")


def _ends_sentence(before: str) -> bool:
    """Whether words end a sentence; asked of all that stands before numbers."""
    return before.rstrip("”’）》").endswith(("。", "！", "？"))


def _stands_inside(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Whether a ① at the head of a line begins no paragraph, by how the line is set."""
    unindented = layout.indented and lines[i].indent < 1
    return lines[i].tight[0] != "—" and (unindented or _is_too_wide(lines, i, layout))


def _is_listed(lines: Sequence[Line], i: int, form: Form) -> bool:
    """Whether a 文号 in brackets stands below an entry of a list, to which it belongs."""
    return form is Form.DOCNO and i > 0 and lines[i].tight[0] in "（(〔[" and bool(_LISTED_RE.match(lines[i - 1].tight))


def _words_before(lines: Sequence[Line], looks: Sequence[Form], i: int) -> str:
    """The line before, or a full stop where a heading stands there, though it be wrapped."""
    j = i - 1
    while j >= 0 and j > i - 3 and looks[j] is PLAIN and _is_heading_tail(lines[j]):
        j -= 1
    if j >= 0 and looks[j] in DIVISIONS:
        return "。"
    return lines[i - 1].tight if i else "。"


def _cites(before: str) -> bool:
    """Whether words break off where the number of an article is due: 违反本办法."""
    return before.endswith(_CITING_WORDS)


def _comes_next(match: re.Match[str], article: int, line: Line) -> bool:
    """Whether a 第…条 at a line's head is the one that is due, with the space behind it that no cited one has."""
    return numerals.parse(match["n"]) == article + 1 and bool(_SPACED_RE.match(line.words))


def _is_cited(match: re.Match[str], article: int, line: Line, before: str, *, free: bool) -> bool:
    """Whether a 第…条 at a line's head is cited there: by what stands around it, or because no article could begin."""
    follows = numerals.parse(match["n"]) in (1, article, article + 1)
    if _cites(before):
        return True
    stopped = _ends_sentence(before)
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
    if _ITEM_RE.match(rest) or (i and (before.endswith(_CITING_END) or _closes(lines[i].tight, before))):
        return True
    if layout.indented and layout.column and i and lines[i].indent < 1 and _reaches_edge(lines[i - 1], layout.column):
        return True
    if i and looks[i - 1] is Form.ANNEX_LIST:
        return False
    if not follows and i and _is_cut_off(lines[i - 1], PLAIN, lines[i], layout) and _goes_inline(lines, i, form):
        return True
    ended = _ends_sentence(before)
    stopped = ended or before.endswith(("：", "；", "）"))
    goes_on = follows and value > 1 and not layout.indented
    if not stopped and not goes_on and i and _is_cut_off(lines[i - 1], looks[i - 1], lines[i], layout):
        return True
    if follows and value > 1 and (ended or looks[i - 1] is form):  # 4. on the line above: an entry each
        return False
    room = layout.first - 1 if stopped and follows else 1.5  # what looks like a beginning has to be surely none
    return LEVELS[form] > 2 and _is_too_wide(lines, i, layout, room)


def _closes(tight: str, before: str) -> bool:
    """Whether the bracket behind a number closes one that the line before opens: （详见附件 over 1）；."""
    return tight[0] not in "（(" and tight.lstrip("0123456789")[:1] == "）" and before.count("（") > before.count("）")


def _reaches_edge(before: Line, column: float) -> bool:
    """Whether a line, its indent counted, fills the column."""
    return before.width + min(before.indent, 2) > column - 1


def _goes_inline(lines: Sequence[Line], i: int, form: Form) -> bool:
    """Whether the number before stands inside a line just above, so that this one goes on in it: 原则：（一）…；."""
    match = forms.LEVEL_RES[LEVELS[form] - 1][1].fullmatch(lines[i].tight)
    value = numerals.parse(match["n"]) or 0 if match else 0
    if not match or value < 2:
        return False
    n = match["n"]
    before = match["number"].replace(n, str(value - 1) if n.isascii() else numerals.han(value - 1))
    above = next(
        (line.tight for line in reversed(lines[max(i - _LINES_INLINE, 0) : i]) if before in line.tight), before
    )
    return above.find(before) > 0


_LINES_INLINE = 4


def _is_cut_off(before: Line, form: Form, line: Line, layout: Layout) -> bool:
    """Whether running text breaks off at the edge of the column, so that what follows goes on with it."""
    if layout.column is None or before.width <= layout.column - 2.5 or (layout.indented and line.indent >= 1):
        return False
    return bool(form is PLAIN and _PAUSE_RE.search(before.tight)) or (form in LEVELS and "。" in before.tight)


def _is_full(before: Line, form: Form, line: Line, layout: Layout) -> bool:
    """Whether the text of an article fills a line to its end, inside a sentence, so that it goes on in the next."""
    if layout.column is None or form not in (PLAIN, Form.ARTICLE) or (layout.indented and line.indent >= 1):
        return False
    first = layout.first if form is Form.ARTICLE else 0
    return before.width + first > layout.column - 1.5


def _is_too_wide(lines: Sequence[Line], i: int, layout: Layout, room: float = 1.5) -> bool:
    """Whether a line fills the column but for some `room`, and the one before too: it is no paragraph's first line."""
    column = layout.column
    apart = lines[i].indent >= 1 or (layout.spaced and lines[i].gap)
    if column is None or not i or apart:
        return False
    width = min(lines[i].width, column)  # a stop may hang over the edge
    return width >= column - room and lines[i - 1].width > column - 2.5
