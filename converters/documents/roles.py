"""What lines of a document are, told by their neighbours: who speaks, who signs, what titles stand inside."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from converters.documents.enclosed import find_inner_titles, is_counted, is_signed
from converters.issue.titlelines import bracket_end
from converters.lines.cells import SPREAD_NAME
from converters.lines.lines import Line, Lines, together
from converters.lines.looks import DIVISIONS, PLAIN, Form, not_plain, set_apart
from converters.lines.rows import is_tail
from converters.printed import forms, numerals
from converters.printed.attributions import is_attribution
from converters.printed.bylines import organs_of
from converters.printed.characters import BLANK, DASHES, HAN, PLACES
from converters.printed.dates import DATE_PATTERN, YEAR_PATTERN
from converters.printed.numerals import DIGIT, NUMERAL

_MOST_OPENING_LINES, _MOST_SIGNATORIES = 8, 12


def find_roles(lines: Lines, looks: list[Form], title: str) -> None:
    """Mark in `looks` what a line is by its place; `title` is the document's own."""
    if not title.endswith("名单"):
        _find_opening(lines, looks)
    _find_issuers(lines, looks)
    places = _places(looks)
    _find_lists_of_annexes(lines, looks, places[Form.ANNEX])
    _find_annexes(lines, looks, lines.beginning("附"), places)
    _find_signatures(lines, looks, title, places[Form.DATE])
    _find_printers(lines, looks, places[Form.PRINTED])
    below = find_inner_titles(lines, looks, title)
    _find_bylines(lines, looks, below)
    if "大事记" in title:
        _find_days(lines, looks)
    _find_passed(lines, looks, [0, *below])
    _find_posts(lines, looks)
    _find_marked(lines, looks, lines.beginning(f"{forms.COLUMN_MARKS}（任免聘解"))
    _find_notes(lines, looks, lines.beginning("[［〔"))


def _places(looks: Sequence[Form]) -> Mapping[Form, list[int]]:
    """Where lines of each form stand, but for plain ones; all passes need few of them, and most lines are plain."""
    found: dict[Form, list[int]] = defaultdict(list)
    for i in not_plain(looks):
        found[looks[i]].append(i)
    return found


def _find_opening(lines: Sequence[Line], looks: list[Form]) -> None:
    """The speaker and the salutation of a report: before any running text."""
    for i, line in enumerate(lines[:_MOST_OPENING_LINES]):
        if forms.is_sentence(line.tight) and not forms.SALUTATION_RE.fullmatch(line.tight):
            return
        if forms.SIGNATORY_RE.fullmatch(line.tight) and not (i + 1 < len(lines) and is_signed(lines, looks, i + 1)):
            looks[i] = Form.SPEAKER
        elif forms.SALUTATION_RE.fullmatch(line.tight):
            looks[i] = Form.SALUTATION


def _find_issuers(lines: Sequence[Line], looks: list[Form]) -> None:
    """Organs between the title, or ——…, and a day in brackets, or the first article: who publishes it."""
    start = int(looks[:1] == [Form.DASH])
    below = range(start, min(_MOST_OPENING_LINES, len(lines)))
    end = next((i for i in below if not _names_organs(lines[i])), 0)
    dated = end < len(lines) and looks[end] is Form.DATE and not is_signed(lines, looks, end)
    if end + 1 < len(lines) and _MONTH_RE.fullmatch(lines[end].tight):
        looks[start : end + 1] = [Form.SPEAKER] * (end + 1 - start)
    elif dated or (end < len(lines) and (looks[end] in _FIRST or _OPENS_RE.match(lines[end].tight))):
        looks[start:end] = [Form.SPEAKER] * (end - start)


_FIRST = DIVISIONS | {Form.ARTICLE}
_OPENS_RE = re.compile(
    f"{forms.ADDRESSEE_RE.pattern}$|{forms.PASSED_RE.pattern}$|目录$|{forms.OPENS_TEXT}|{DATE_PATTERN}"
)
"""What stands below those who issue where it is no article: whom it is addressed to, the history, the text itself"""
_MONTH_RE = re.compile(f"[（(]?{YEAR_PATTERN}年{NUMERAL}月[）)]?")
"""二〇二一年三月 over a plan, which has no day"""


def _find_signatures(lines: Sequence[Line], looks: list[Form], title: str, dates: Sequence[int]) -> None:
    """Organs or signatories straight above a date: names that sign. A date that closes nothing stays plain."""
    issuers = title.replace(" ", "")
    for i in dates:
        if not is_signed(lines, looks, i):
            continue
        above = i - 1
        if above > 0 and _OFFICE_RE.fullmatch(lines[above].tight) and forms.ends_sentence(lines[above - 1].tight):
            looks[above] = Form.SIGNATURE
        while above >= 0 and i - above <= _MOST_SIGNATORIES and _signs(lines[above], title):
            looks[above] = Form.SIGNATURE
            above -= 1
        for j in range(above + 2, i):
            if not forms.is_organ(lines[j - 1].tight) and lines[j - 1].tight + lines[j].tight in issuers:
                looks[j] = PLAIN  # 会保障局 under 云州市人力资源和社


def _signs(line: Line, title: str) -> bool:
    tight = forms.SEAL_RE.sub("", line.tight)
    if forms.is_sentence(tight) or forms.COMPANY_RE.fullmatch(tight):
        return False
    return bool(forms.is_organ(tight) or forms.SIGNATORY_RE.fullmatch(tight) or _SHORT_RE.fullmatch(tight)
                or all(forms.is_organ(word) for word in line.words.split())
                or (len(tight) > 3 and tight in title.partition("关于")[0]))  # fmt: skip


_OFFICE_RE = re.compile(f"(?:[{HAN}]{{2,6}}[{PLACES}])?代?[{PLACES}]长[:：]?|(?:主席|主任|局长|厅长|部长)[:：]?")
"""市长 below the text of an order: the name beside it is written by hand, and no letters"""

_SHORT_RE = re.compile(f"[{PLACES}](?:[{HAN}]{{1,3}}委|妇联|残联|文联|侨联|团委|工商联)")
"""市妇联: what is shorter than the names of organs are elsewhere"""


def _find_printers(lines: Sequence[Line], looks: list[Form], days: Sequence[int]) -> None:
    """The office that had a document printed, on a line above the day: 云州市人民政府办公室 over 2024年5月22日印发."""
    for i in days:
        above = i - 1
        if i and lines[i].tight[0] not in "（(" and looks[above] is PLAIN and forms.is_organ(lines[above].tight):
            looks[above] = Form.PRINTED


# ---- annexes ----


def _find_lists_of_annexes(lines: Sequence[Line], looks: list[Form], labels: Sequence[int]) -> None:
    """附件： on a line of its own over 1.… 2.… only lists what is annexed, where a signature or 附件1 follows."""
    for i, after in zip(labels, [*labels[1:], len(lines)], strict=False):
        if looks[i + 1 : i + 2] != [Form.LEVEL3] or _annex_number(lines[i]):
            continue
        below = range(i + 2, min(i + _MOST_LISTED, after))
        signed = any(looks[j] is Form.DATE and is_signed(lines, looks, j) for j in below)
        if signed or (after < len(lines) and _annex_number(lines[after]) == 1):
            looks[i] = Form.ANNEX_LIST


_MOST_LISTED = 16


def _annex_number(line: Line) -> int:
    """The number that a label prints; 0 for none."""
    match = forms.ANNEX_RE.fullmatch(line.tight)
    number = _BEFORE_DASH_RE.match(match["number"]) if match and match["number"] else None
    return numerals.parse(number[0]) if number else 0


_BEFORE_DASH_RE = re.compile(NUMERAL)


def _find_annexes(
    lines: Sequence[Line], looks: list[Form], begun: Sequence[int], places: Mapping[Form, Sequence[int]]
) -> None:
    """Lines with label and title of an annex: behind the signature they stand over it, elsewhere they list it.

    Where a label stands on a line of its own further down, that is where the annex begins.
    """
    told = [i for i in begun if _is_titled_annex(lines[i], looks[i])]
    labelled = max((i for i in places[Form.ANNEX] if looks[i] is Form.ANNEX), default=-1)
    signed = next((i for i in places[Form.DATE] if is_signed(lines, looks, i)), len(lines))
    for i in told:
        looks[i] = Form.ANNEX_LIST
    for i in told:
        if (i > max(signed, labelled) and _has_text(lines, looks, i)) or _is_repeated_below(lines, i):
            looks[i] = Form.ANNEX


def _is_repeated_below(lines: Sequence[Line], i: int) -> bool:
    """Whether an annex begins below a label, with the title that stands behind it."""
    label = forms.ANNEX_TITLED_RE.fullmatch(lines[i].words)
    return label is not None and i + 1 < len(lines) and lines[i + 1].words == label["title"].strip()


def _is_titled_annex(line: Line, form: Form) -> bool:
    return (
        form in (PLAIN, Form.ANNEX_LIST)
        and bool(forms.ANNEX_TITLED_RE.fullmatch(line.words))
        and not forms.is_sentence(line.tight)
    )


def _has_text(lines: Sequence[Line], looks: Sequence[Form], i: int) -> bool:
    """Whether an annex is printed under its title: more than a note of printing, the title of the next, or nothing."""
    below = i + 1
    more = below + 1 < len(looks) or (below < len(looks) and not forms.ends_like_title(lines[i].tight))
    if more and looks[below] is PLAIN and lines[below].tight[0] != "（" and is_tail(lines[below]):
        below += 1  # the title goes on
    if below == len(looks) or looks[below] in _BEHIND_LISTS:
        return False
    return not (looks[i + 1] is Form.LEVEL3 and _NUMBERED_RE.match(lines[i].tight))


_BEHIND_LISTS = frozenset((Form.PRINTED, Form.NOTE, Form.DATE, Form.ANNEX_LIST))
_NUMBERED_RE = re.compile("附[件表][:：][1１一][.．、]")
"""附件：1.申请表, over 2.协议书"""


_DAY_RE = re.compile(
    f"{DIGIT}{{1,2}}月(?:{DIGIT}{{1,2}}日.*)?|{DIGIT}{{1,2}}(?:日?[至、{DASHES}]{DIGIT}{{1,2}})*日.*|[一二三四五六七八九十]{{1,2}}月"
)


_SAME_DAY_RE = re.compile("[同是当]日|同月|月[内底末初中]|[上中下]旬")


def _find_days(lines: Sequence[Line], looks: list[Form]) -> None:
    """The months and days of a chronicle begin its paragraphs: 3日　市长主持召开…."""
    for i, line in enumerate(lines):
        if looks[i] in (PLAIN, Form.ROW) and (
            _DAY_RE.fullmatch(line.tight)
            or (_SAME_DAY_RE.match(line.tight) and i and forms.ends_sentence(lines[i - 1].tight))
        ):
            looks[i] = Form.APART


def _find_bylines(lines: Sequence[Line], looks: list[Form], below: Sequence[int]) -> None:
    """Who wrote what a title stands over: 市财政局　市民政局, or 市财政局、市民政局, between it and the text."""
    below = [i + (i + 1 < len(lines) and is_counted(lines[i])) for i in below]
    for i in [i for i in below if looks[i] in (PLAIN, Form.ROW) and _names_organs(lines[i])]:
        if _LIST_RE.search(together(lines[max(i - 2, 0) : i])):
            continue
        listed = all(_names_organs(line) for line in lines[i : i + _LEAST_LISTED])
        if not _goes_on(lines, i) and not (listed and i + _LEAST_LISTED <= len(lines)):
            looks[i] = Form.SPEAKER
    for i in [i + (i + 1 < len(lines) and looks[i] is Form.SPEAKER) for i in below]:
        if i + 1 < len(lines) and looks[i] in (PLAIN, Form.ROW) and _MONTH_RE.fullmatch(lines[i].tight):
            looks[i] = Form.SPEAKER


_LIST_RE = re.compile("(?:名单|名录)(?:（[^（）]*）)?$")
"""先进单位名单（共6个）: organs below it are listed"""


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether an organ only begins a sentence: …常务委员会 over 第三十次会议听取了…."""
    after = lines[i + 1] if i + 1 < len(lines) else None
    return after is not None and ((lines[i].indent >= 1 > after.indent) or bool(_SENTENCE_RE.match(after.tight)))


_SENTENCE_RE = re.compile("第.{1,6}次|会议|[于对在已将的]|决定|批准|同意|认为")


_ASIDE_RE = re.compile("（[^（）。；，]{2,24}）")
"""（2024—2030年） under a title"""


_LEAST_LISTED = 3
"""So many organs below each other are a list."""


def _names_organs(line: Line) -> bool:
    return bool(organs_of(line.words))


def _find_passed(lines: Sequence[Line], looks: list[Form], below: Sequence[int]) -> None:
    """What tells under the title of a law where it was passed and amended, bracketed or not: each a paragraph."""
    places = list(below)
    while places:
        start = places.pop()
        if start == len(lines) or looks[start] not in (PLAIN, Form.APART):
            continue
        if lines[start].tight[0] != "（":
            end = _history_end(lines, looks, start)
            looks[start:end] = [Form.APART, *[Form.HISTORY] * (end - start - 1)][: end - start]
            places += [end] * (end > start)
            continue
        end = bracket_end(lines, start)
        whole = together(lines[start:end])
        if forms.PASSED_RE.fullmatch(whole) or (end == start + 1 and _ASIDE_RE.fullmatch(whole)):
            looks[start:end] = [Form.APART, *[Form.HISTORY] * (end - start - 1)]
            if end < len(lines) and looks[end] is PLAIN and not _begins_list(lines, end - 1):
                looks[end] = Form.APART
            places.append(end)  # another may follow


def _history_end(lines: Sequence[Line], looks: Sequence[Form], start: int) -> int:
    """Index behind 2024年1月5日…通过 or 根据…修正 that begins at `start` without a bracket; `start` where none does."""
    if not _HISTORY_RE.match(lines[start].tight):
        return start
    for end in range(start, min(start + _MOST_OF_HISTORY, len(lines))):
        if looks[end] not in (PLAIN, Form.APART) or forms.is_sentence(lines[end].tight):
            break
        if lines[end].tight.rstrip("）").endswith(_PASSED):
            return end + 1
    return start


_HISTORY_RE, _MOST_OF_HISTORY = re.compile(f"(?:根据)?{DATE_PATTERN}"), 4
_PASSED = ("通过", "批准", "公布", "发布", "颁布", "修正", "修订")


def _begins_list(lines: Sequence[Line], i: int) -> bool:
    """Whether words stand apart, as those of rows do, below a bracket that says how a list is ordered."""
    after = lines[i + 1]
    return is_counted(lines[i]) and len(after.tight) < len(after.words) and not forms.is_sentence(after.tight)


def _find_posts(lines: Lines, looks: list[Form]) -> None:
    """范里　副市长, over what he is in charge of: a heading without a number."""
    for i in lines.ending("长"):
        below = lines[i + 1].tight if i + 1 < len(lines) else ""
        if looks[i] is PLAIN and _POST_RE.fullmatch(lines[i].words) and below.startswith(_IN_CHARGE):
            looks[i] = Form.SPEAKER


_POST_RE = re.compile(f"{SPREAD_NAME}[{BLANK}]+[{HAN}、]{{0,12}}[市县区州旗镇乡书]长")
_IN_CHARGE = ("领导", "主持", "负责", "协助", "分管", "联系")


_MARKED_RE = re.compile(f"{forms.COLUMN_RE.pattern}|{forms.PUBLIC_RE.pattern}|{forms.APPOINTS}：?")


def _find_marked(lines: Sequence[Line], looks: list[Form], marked: Sequence[int]) -> None:
    """【政策依据】, 任命, （此件公开发布）: a heading or a note inside a document, and what stands under it.

    【责任单位：…】 belongs to what stands above, and nothing below goes on with it.
    """
    for i in marked:
        if looks[i] in (PLAIN, Form.APART) and _MARKED_RE.fullmatch(lines[i].tight):
            for j in range(i + is_attribution(lines[i].tight[1:-1]), i + 2):
                set_apart(looks, j)


_NOTE_RE = re.compile(rf"[\[［〔]({DIGIT}{{1,2}})[\]］〕](?!{DIGIT}).+")


def _find_notes(lines: Sequence[Line], looks: list[Form], begun: Sequence[int]) -> None:
    """The notes below a text, [1]…, [2]…, each of which follows from the one before and begins where that has ended."""
    last = 0
    for i in begun:
        match = _NOTE_RE.fullmatch(lines[i].tight) if looks[i] is PLAIN else None
        ended = i and (lines[i - 1].tight[-1] in "：；" or forms.ends_sentence(lines[i - 1].tight))
        if match and ended and numerals.parse(match[1]) in (1, last + 1):
            looks[i], last = Form.APART, numerals.parse(match[1])
