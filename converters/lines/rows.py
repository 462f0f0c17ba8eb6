"""Rows of lists and of tables that lost their rules: told by the lines around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, pairwise

from converters.lines.cells import (
    CELL_FORMS,
    ENTRY_RE,
    LEAST_CELLS,
    NAME_PATTERN,
    ROLE_PATTERN,
    RUN_RE,
    SPREAD_NAME,
    WIDE_RE,
    cells_apart,
    cells_of,
    heads_rows,
    member_at,
    names_of,
)
from converters.lines.lines import Line, Lines
from converters.lines.looks import LEVELS, PLAIN, Form, not_plain, set_apart
from converters.printed import forms, numerals
from converters.printed.characters import BLANK, DASHES, HAN, STOP_RE, width
from converters.printed.numerals import DIGIT, NUMERAL

_POST = f"(?:[{HAN}（）、，A-Za-z0-9]|[{BLANK}]+(?=（)){{2,40}}"
_ROLE_ROW_RE = re.compile(f"(?:{ROLE_PATTERN}[{BLANK}]*)?{NAME_PATTERN}[{BLANK}]+{_POST}")
_POST_BEHIND_RE = re.compile(f"(?:{ROLE_PATTERN}[{BLANK}]*)?{SPREAD_NAME}[{BLANK}]*（[{HAN}、，]{{2,30}}）")
"""成　员：王　平（市水务局局长）, （女，市水务局局长）"""
_SHORT, _LONG = 36, 120
"""How wide a row can be at most, and one whose cells stand wide apart"""


def find_rows(lines: Lines, looks: list[Form], column: float | None) -> None:
    """Mark in `looks` the rows of name, company and other plain lists: runs of short lines without punctuation.

    A line between two rows that begins no row of its own stays PLAIN: it is the wrapped end of the row before. Where
    a line holds a whole paragraph, and no `column` is told, any words that stand alone on many lines are the cells of
    a table, one a line; in a column, lines whose words fill it leave no room between cells.
    """
    captions = _find_captions(lines, looks)
    _find_documents(lines, looks)
    _find_announced(lines, looks)
    _find_counted(lines, looks)
    for cells in _cells_alone(lines, looks) if column is None else ():
        looks[cells.start : cells.stop] = [Form.ROW] * len(cells)
    for rows in _lists(lines, looks, column):
        for i in rows:
            looks[i] = Form.ROW
    _find_members(lines, looks)
    for i in lines.ending(f"司{_POST_ENDS}"):
        if i and looks[i] is looks[i - 1] is Form.ROW and _is_cut_between(lines[i - 1], lines[i]):
            looks[i] = PLAIN
    for i in captions:
        set_apart(looks, i + 1)


def _is_cut_between(one: Line, two: Line) -> bool:
    """Whether a cell is cut between two lines: 云州钢铁股份有 over 限公司, 范里　市财政局 over 局长."""
    if two.tight[-1] in _POST_ENDS:
        return one.words != one.tight and two.words == two.tight and one.tight[-1] not in _POST_ENDS
    return any(whole.endswith(two.tight) and (one.tight + two.tight).endswith(whole) for whole in _COMPANIES)


_POST_ENDS = "长任记员师"
_COMPANIES = ("股份有限公司", "有限责任公司", "有限公司")


def _lists(lines: Lines, looks: Sequence[Form], column: float | None) -> Iterator[list[int]]:
    """The runs of rows that are lists: long ones, rows of cells, and one or two names beside another list."""
    runs = [rows for rows in _runs(lines, looks) if rows and _may_be_list(lines, looks, rows, column)]
    told = [len(rows) > 2 or _is_list(lines[rows[0]].words, len(rows)) or _are_named(lines, rows) for rows in runs]
    beside = [*pairwise(range(len(runs)))]
    for one, two in (*beside, *((two, one) for one, two in reversed(beside))):
        if told[one] and not told[two]:
            told[two] = _is_group(lines, looks, runs[two]) and _are_alike(looks, *sorted((runs[one], runs[two])))
    yield from compress(runs, told)


def _may_be_list(lines: Sequence[Line], looks: Sequence[Form], rows: Sequence[int], column: float | None) -> bool:
    """Whether rows neither fill the column nor end a sentence: 经评审， over 确定团队等 25 个."""
    if column and 2 * sum(_fills(lines[i], column) for i in rows) > len(rows):
        return False
    above = rows[0] - 1
    return above < 0 or looks[above] is not PLAIN or lines[above].tight[-1] not in "，、"


def _is_group(lines: Sequence[Line], looks: Sequence[Form], rows: Sequence[int]) -> bool:
    """Whether lines hold a name each, below a heading: 三、企业 over two companies."""
    headed = rows[0] > 0 and looks[rows[0] - 1] in LEVELS and not forms.is_sentence(lines[rows[0] - 1].tight)
    return headed and all(_row_kinds(lines[i], looks[i]) & _ALONE for i in rows)


def _are_alike(looks: Sequence[Form], one: Sequence[int], two: Sequence[int]) -> bool:
    """Whether the second of two lists follows the first, each below a heading of one level."""
    return one[-1] + 2 == two[0] and one[0] > 0 and looks[one[0] - 1] is looks[two[0] - 1]


def _find_members(lines: Lines, looks: list[Form]) -> None:
    """Mark names that go on below others, the first behind a label: 委　员：丁　一　卞　红 over 吕思源　朱　琳."""
    for i in lines.spaced:
        if i and looks[i] is PLAIN:
            above = lines[i - 1].words
            label = _LABEL_RE.match(above) if "：" in above else None
            listed = label or looks[i - 1] is Form.ROW
            if listed and names_of(lines[i].words) and names_of(above[label.end() if label else 0 :]):
                looks[i - 1] = looks[i] = Form.ROW


_LABEL_RE = re.compile(f"{ROLE_PATTERN}[{BLANK}]*")


def _fills(line: Line, column: float) -> bool:
    """Whether the words of a line fill a column so far that narrow white space between them is none of a table."""
    if len(cells_apart(line.words)) >= LEAST_CELLS:
        return False
    return line.width + _LEAST_GAP * (len(RUN_RE.findall(line.words)) - 1) > column - 1


_LEAST_GAP = 0.5
"""Narrower than a character, for which there was no room"""


def _is_list(words: str, count: int) -> bool:
    """Whether one or two lines, of which the first is given, are rows: words stand wide apart, and more than a pair.

    Of a single line these have to be names of organs, of companies or of persons.
    """
    if len(names_of(words)) > _MOST_PAIRED - count:
        return True
    cells = [words[slice(*cell)] for cell in cells_apart(words)]
    named = len(cells) > 1 and all(forms.is_organ(cell) or forms.COMPANY_RE.fullmatch(cell) for cell in cells)
    return named or (count > 1 and (len(cells) > 2 or heads_rows(words)))


def _cells_alone(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[range]:
    """Runs of lines of a few words each, without any punctuation; fewer are enough below the title of a list."""
    start = 0
    for i, line in enumerate(lines):
        if looks[i] is not PLAIN or line.width > _WIDEST_CELL or _MARK_RE.search(line.tight):
            if i - start >= _LEAST_LISTED and i - start >= _least(lines, looks, start):
                yield range(start, i)
            start = i + 1
    if len(lines) - start >= _least(lines, looks, start):
        yield range(start, len(lines))


def _least(lines: Sequence[Line], looks: Sequence[Form], start: int) -> int:
    """How many lines from a place on are cells, if all of them are short."""
    listed = start and looks[start - 1] is Form.TITLE and lines[start - 1].tight.endswith(_LISTS)
    return _LEAST_LISTED if listed else _LEAST_ALONE


_WIDEST_CELL, _LEAST_ALONE, _MARK_RE = 20, 6, re.compile("[，。；？！]|：(?![0-9０-９]{2})")
_LISTS, _LEAST_LISTED = ("名单", "名录"), 2


def _find_documents(lines: Lines, looks: list[Form]) -> None:
    """Mark documents that are listed without numbers, each with its 文号, two or more of them."""
    named = {i for i in lines.ending("）)") if looks[i] is PLAIN and forms.names_document(lines[i].tight)}
    for i in named:
        if i - 1 in named or i + 1 in named:
            looks[i] = Form.ROW


def _find_announced(lines: Lines, looks: list[Form]) -> None:
    """Mark the names below a line that says how many there are: 一、一等奖（2家）： over two companies, 1. and 2."""
    for i in lines.ending("）：:"):
        announcing = lines[i].tight[-_LONGEST_COUNT:].rstrip("：:")
        match = _ANNOUNCED_RE.search(announcing) if announcing[-2:-1] in _COUNTED else None
        count = numerals.parse(match["count"]) if match else 0
        rows = range(i + 1, i + 1 + count)
        form = looks[rows.start] if 0 < count <= len(lines) - rows.start else None
        if form is Form.LEVEL3:  # 1. 湖滨绿道　云州市园林设计院
            whole = all(looks[j] is form and not forms.is_sentence(lines[j].tight) for j in rows)
            named = whole and all(_has_cells(lines[j].words) for j in rows)
        else:
            plain = form in (PLAIN, Form.APART) and all(looks[j] is PLAIN for j in rows[1:])
            named, form = plain and all(_is_name(lines[j]) for j in rows), PLAIN
        if named and (rows.stop == len(lines) or looks[rows.stop] is not form or not _is_name(lines[rows.stop])):
            looks[rows.start : rows.stop] = [Form.ROW] * count


def _find_counted(lines: Lines, looks: list[Form]) -> None:
    """Mark the rows of a table whose head begins with 序号, however long they are: 1, 2, 3 … or 合计 begins them."""
    for head in [i for i in lines.beginning("序编") if heads_rows(lines[i].words)]:
        rows = [head]
        number = None
        for i in range(head + 1, len(lines)):
            match = _COUNTED_RE.match(lines[i].words) if looks[i] is PLAIN else None
            if match and number in (None, int(match[0])):
                number = int(match[0]) + 1
                rows.append(i)
            elif looks[i] is PLAIN and _TOTAL_RE.match(lines[i].words):
                rows.append(i)
            elif i - rows[-1] > _MOST_TAILS or looks[i] not in CELL_FORMS:
                break
        if len(rows) > 2:
            for i in rows:
                looks[i] = Form.ROW


_TOTAL_RE = re.compile(f"[合总小共][{BLANK}]*计[{BLANK}]*(?:[0-9]|[{HAN}]{{0,4}}[{BLANK}]+[0-9])")
"""合计 28.00: the row under those that are numbered"""
_COUNTED_RE, _MOST_TAILS = re.compile(f"[0-9]{{1,3}}(?![^{BLANK}])"), 4


def _is_name(line: Line) -> bool:
    """Whether a line is as short as a name, and has no punctuation."""
    return _is_short(line) and not STOP_RE.search(line.tight)


def _has_cells(words: str) -> bool:
    """Whether words stand apart behind the number of an entry: 1.湖滨绿道　云州市园林设计院."""
    entry = ENTRY_RE.fullmatch(words)
    return len(cells_of(entry["rest"] if entry else words)) > 1


_COUNTED = frozenset("个名家位人项件处种类篇部")
_ANNOUNCED_RE = re.compile(f"（(?:共计?)?(?P<count>{NUMERAL}).）$")
_LONGEST_COUNT = 12


def _find_captions(lines: Lines, looks: list[Form]) -> list[int]:
    """Mark what stands over tables and under pictures, where running text has ended: it begins a paragraph."""
    found = []
    for i in lines.beginning("图表专（(单计"):
        apart = not i or looks[i - 1] is not PLAIN or lines[i - 1].tight[-1] in "。：；" or cells_of(lines[i - 1].words)
        if apart and looks[i] is PLAIN and _CAPTION_RE.fullmatch(lines[i].words):
            looks[i] = Form.APART
            found.append(i)
    return found


_UNIT = "(?:计量)?单位[:：][^局厅委办部院司府（）()]{1,8}"
_CAPTION_RE = re.compile(
    f"(?:[图表]|专栏)[{BLANK}]?{NUMERAL}(?:[.．{DASHES}]{DIGIT}{{1,2}})?[{BLANK}：:]+[^，。；]{{2,40}}|{_UNIT}|[（(]{_UNIT}[）)]"
)
"""表1　主要农产品产量, 单位：万吨; neither 单位：市科技局 nor 单位：各区县）, the rest of a bracket"""


def _runs(lines: Lines, looks: Sequence[Form]) -> Iterator[list[int]]:
    """Lines that can be rows of one kind, in runs; of lines that only look like rows no more than two."""
    marks = [" "] * len(lines)
    short = [i for i, line in enumerate(lines) if len(line.tight) <= _LONGEST_NAME]
    listed = [*_listed(looks)]
    for i in {*lines.spaced, *lines.ending(_LISTED_ENDS), *short, *listed}:
        marks[i] = _mark(lines[i], looks[i])
    for near in _NEAR_RE.finditer("".join(marks)):
        if near[0].count("r") > 2 or "w" in near[0] or lines[max(near.start() - 1, 0)].tight[-1] in "：:":
            yield from _runs_among(lines, looks, range(*near.span()))


def _listed(looks: Sequence[Form]) -> Iterator[int]:
    """The entries of lists, but for those that go on with a list of annexes: 附件：1.申请表 over 2.承诺书, 3.说明."""
    annexed = -_NEAR_ENTRIES
    for i in not_plain(looks):
        if looks[i] is Form.ANNEX_LIST or (looks[i] is Form.LEVEL3 and i - annexed < _NEAR_ENTRIES):
            annexed = i
        elif looks[i] is Form.LEVEL3:
            yield i


_NEAR_ENTRIES = 3
"""So many lines below an entry of annexes, whose title may go on over a line, the next one does not stand."""

_NEAR_RE = re.compile("[rw](?: ?[rw])*")
"""Marks of lines that look like rows, with no more than one between two"""


def _mark(line: Line, form: Form) -> str:
    """A mark for a line that may be a row: w where words are surely cells, r where they need not be, else a space."""
    if form is not PLAIN and form is not Form.LEVEL3:
        return " "
    spaced = line.words != line.tight
    return "w" if spaced and (WIDE_RE.search(line.words) or heads_rows(line.words)) else "r"


def _runs_among(lines: Sequence[Line], looks: Sequence[Form], places: Iterable[int]) -> Iterator[list[int]]:
    """Those among some neighbouring lines, a run of lines that are none, which is empty, at times between them."""
    rows: list[int] = []
    kinds: set[str] = set()
    tails = 0
    for i in places:
        line, form = lines[i], looks[i]
        found = _row_kinds(line, form) if form is not Form.LEVEL3 or _is_short_entry(lines, looks, i) else set()
        if found & kinds:
            rows.append(i)
            kinds, tails = found & kinds, 0
        elif rows and form is PLAIN and is_tail(line) and not tails and (found <= _ALONE or "numbered" in kinds):
            tails += 1
        else:
            yield rows
            rows, kinds, tails = ([i] if found else []), found, 0
    yield rows


def _row_kinds(line: Line, form: Form) -> set[str]:
    """Of what lists a line can be a row; 指标 单位 2024年 could be a name with a post, or three cells."""
    if form is Form.LEVEL3:
        return {"numbered"} if _is_short(line) and not STOP_RE.search(line.tight, _BEHIND_NUMBER) else set()
    if form is not PLAIN or not _is_short(line):
        return set()
    kinds = {"organs"} if forms.is_organ(line.tight) else set()
    if line.tight[-1] in _COMPANY_ENDS and forms.COMPANY_RE.fullmatch(line.tight):
        kinds.add("companies")
    if len(line.tight) <= _LONGEST_NAME and _NAME_ALONE_RE.fullmatch(line.tight) and line.tight[-1] not in "长任记":
        kinds.add("persons")
    if len(line.tight) < len(line.words):
        count, apart = len(cells_of(line.words)), len(cells_apart(line.words))
        kinds |= {"persons"} if names_of(line.words) else set()
        kinds |= {f"{count} cells"} if count >= LEAST_CELLS else set()
        kinds |= {"cells"} if count >= LEAST_CELLS and not _SPACED_MARK_RE.search(line.words) else set()
        kinds |= {"apart"} if apart > 1 else set()
        kinds |= {"names"} if _ROLE_ROW_RE.fullmatch(line.words) else set()
        kinds |= {"members"} if member_at(line.words) else set()
    if line.tight[-1] == "）" and _POST_BEHIND_RE.fullmatch(line.words):
        kinds.add("names")
    return kinds


_BEHIND_NUMBER = 4
_SPACED_MARK_RE = re.compile("(?<! ) [《“〔（(]")
"""In running text, too, white space is printed before a mark."""


def _is_short_entry(lines: Sequence[Line], looks: Sequence[Form], i: int) -> bool:
    """Whether the entry of a list that begins at `i` is short, with what its brackets show to belong to it."""
    whole = lines[i].tight
    if whole.count("《") > whole.count("》"):
        return False
    if looks[i + 1 : i + 2] != [PLAIN]:
        return lines[i].width <= _SHORT
    for line in lines[i + 1 : i + _MOST_ENTRY_LINES]:
        is_open = any(whole.count(one) > whole.count(two) for one, two in ("（）", "《》"))
        if not (is_open or line.tight[0] == "（"):
            break
        whole += line.tight
    return width(whole) <= _SHORT and not STOP_RE.search(whole, _BEHIND_NUMBER)


_MOST_ENTRY_LINES = 4


def _is_short(line: Line) -> bool:
    most = _LONG if line.width > _SHORT and len(cells_apart(line.words)) >= LEAST_CELLS else _SHORT
    return line.width <= most and not forms.is_sentence(line.tight) and not line.tight.endswith("、")


_ALONE = {"companies", "organs", "persons"}
"""What a list has one of on a line, and what the wrapped end of a row may be as well"""
_COMPANY_ENDS = "司团院校学所"
_LISTED_ENDS = f"{forms.ORGAN_ENDS}{_COMPANY_ENDS}）"
_LONGEST_NAME, _NAME_ALONE_RE = 4, re.compile(f"[{HAN}]{{2,4}}")


def _are_named(lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Whether one or two lines hold the names that 请假（2人）： above them announces."""
    return rows[0] > 0 and lines[rows[0] - 1].tight[-1] in "：:" and bool(names_of(lines[rows[0]].words))


_MOST_PAIRED = 4
"""So many names on one line are a list; two lines show it with one fewer, since a name may stand before a post."""


def is_tail(line: Line) -> bool:
    """Whether a line can be the wrapped end of a row, or of a heading, and is none itself: 二等奖（4项）."""
    if line.width > _LONGEST_TAIL or STOP_RE.search(line.tight):
        return False
    return not is_announced(line.tight)


def is_announced(tight: str) -> bool:
    """Whether words tell in a bracket how many are listed below: 一、建筑业（10户）."""
    return tight[-1] == "）" and bool(_ANNOUNCED_RE.search(tight))


_LONGEST_TAIL = 18
