"""Paragraphs → blocks: words closed up, printed numbers told from words, run-in headings from what follows them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from string import ascii_letters

from converters.documents.decimals import DECIMAL_RE
from converters.documents.joining import Paragraph
from converters.lines.lines import Line, together
from converters.lines.looks import LEVELS, Form
from converters.model import Block, Kind, Level
from converters.printed import forms
from converters.printed.attributions import attribution_behind
from converters.printed.authorities import authorities
from converters.printed.characters import BLANK, BLANKS_RE, HAN, WIDE, behind_blanks
from converters.printed.titles import other_marks
from converters.text import Log, Run, Text, concat

Marks = tuple[tuple[int, int], ...]
"""Where raw lines begin in words: (place, line), the first place 0."""

_SLOGAN_RE = re.compile(f"(?<=“)([{HAN}]{{3,8}})[{BLANK}]([{HAN}]{{3,8}})(?=”)")
_AMENDED_RE = re.compile(f"(?<=(?:公布|发布|颁布|通过|批准|修正|修订))[{BLANK}]+(?=根据)")
_KEPT = "\ufdd0"  # a noncharacter: it stands in no text, `read_lines` sees to that
_FIRST_SENTENCE_RE = re.compile("[^。！？；]{1,60}?[。！？](?=.)")
_LONGEST_RUN_IN = 46


def close_up(text: Text, log: Log) -> Text:
    """Running text without the white space that OCR and justified setting left in it.

    Between Latin words one space stays; so does that in a slogan of two halves, “选择云州 共赢未来”, and that
    before each amendment in the history of a rule, （…公布 根据…修正）.
    """
    if not (blanks := list(_BLANK_RE.finditer(text.s))):
        return text
    marked = text.edit(_SLOGAN_RE, lambda m: f"{m[1]}{_KEPT}{m[2]}", "space", log) if "“" in text.s else text
    marked = marked.edit(_AMENDED_RE, _KEPT, "space", log) if "根据" in text.s else marked
    if marked is not text:
        text, blanks = marked, list(_BLANK_RE.finditer(marked.s))
    idle = [match.span() for match in blanks if not match.lastindex]
    closed = text.without(idle, "space", log)
    if len(idle) < len(blanks):
        closed = closed.edit(BLANKS_RE, " ", "space", log)
    return Text(closed.s.replace(_KEPT, " "), closed.runs)


_BLANK_RE = re.compile(
    f"[{BLANK}](?:(?<=[{HAN}{WIDE}].)[{BLANK}]*|[{BLANK}]*(?=[{HAN}{WIDE}])|(?<=[0-9].)[{BLANK}]*(?=[%％℃°])|([{BLANK}]*))"
)
"""White space; a group of it where it means something: neither beside Chinese nor before a unit"""

_BRANCH = "办公[厅室]|常务委员会|(?:组织|宣传|统战)部"
"""With what the name of an organ goes on, be it over the end of a line: 云州市人民政府 over 办公厅"""

_BETWEEN_ORGANS_RE = re.compile(
    f"(?<=[局厅委会府室院行部署])[{BLANK}]+(?=(?![关印转批授表撤等对]|公(?![安路])|发(?!展)|{_BRANCH})(?:(?!关于|印发)[{HAN}]){{2,30}}?(?:[{BLANK}][{HAN}]{{1,20}}?)?(?:局|厅|委|办公室|人民政府|[银分支]行|院|部|署|军分区|警备区))"
)


def close_title(lines: Sequence[Line], log: Log) -> Text:
    """A title without the spaces and breaks of its setting; between the names of joint issuers one space stays."""
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        figure = before.words[-1].isdecimal() and line.words[0].isdecimal()  # 20 over 23年
        pieces += [line.text] if figure else [_break_after(before, log), line.text]
    text = concat(pieces)
    text = text.edit(_BETWEEN_ORGANS_RE, _KEPT, "space", log)
    text = close_up(text, log)
    return Text(text.s.replace(_KEPT, " "), text.runs)


def spaced(text: Text, log: Log) -> Text:
    """Names and posts: every run of white space is one space, which means something here unless all is spaced out."""
    if _SPREAD_NAME_RE.fullmatch(text.s):
        text = text.edit(_SPREAD_GAP_RE, "", "space", log)
    elif _SPACED_OUT_RE.fullmatch(text.s):
        return close_up(text, log)
    return text.edit(BLANKS_RE, " ", "space", log)


def tighten(text: Text, log: Log) -> Text:
    """A number or a date: no white space means anything in it, but where a day was never filled in, 4月　日."""
    return text.edit(_IDLE_RE, "", "space", log)


_IDLE_RE = re.compile(f"(?<![年月{BLANK}])[{BLANK}]+|[{BLANK}]++(?![月日])")


def in_title_marks(text: Text, log: Log) -> Text:
    """Titles of documents in 《 》 that stand in 〈 〉 or 「 」 and in no other marks."""
    found = dict(
        pair for start, end in other_marks(text.s, authorities().has_authority) for pair in ((start, "《"), (end, "》"))
    )
    log.drop(map(text.raw_at, found), "title-mark")
    return Text("".join(found.get(i, char) for i, char in enumerate(text.s)), text.runs) if found else text


def in_quotation_marks(text: Text, log: Log) -> Text:
    """Straight quotation marks whose pair stood on another line, or is none: what is open in the paragraph tells them.

    Those around Latin words stay, as on one line.
    """
    found: dict[int, str] = {}
    opened: int | None = None
    for match in _QUOTATION_RE.finditer(text.s):
        i, char = match.start(), match[0]
        if char != '"' or opened is None:
            opened = None if char == "”" else i
            continue
        if text.s[opened] == "“":
            found[i] = "”"
        elif _HAN_RE.search(text.s, opened, i):
            found |= {opened: "“", i: "”"}
        opened = None
    log.drop(map(text.raw_at, found), "quotation-mark")
    return Text("".join(found.get(i, char) for i, char in enumerate(text.s)), text.runs) if found else text


_QUOTATION_RE, _HAN_RE = re.compile('[“”"]'), re.compile(f"[{HAN}]")

_TIGHT = (Kind.DOCNO, Kind.FILING_NO, Kind.DATE)
_SPREAD_NAME_RE = re.compile(
    f"(?!.*[{BLANK}][{HAN}][长席任理]$)(?:[{HAN}][{BLANK}]+){{1,4}}[长席任理][{BLANK}]*[：:]?(?:[{BLANK}]*[{HAN}]){{2,4}}"
)
_SPREAD_GAP_RE = re.compile(f"(?<![长席任理])[{BLANK}]+|[{BLANK}]+(?=[：:])")
"""市　长　　范　里: its characters stand apart, name and office no less"""
_SPACED_OUT_RE = re.compile(f"[{HAN}](?:[{BLANK}]+[{HAN}]){{5,}}")
"""云 州 市 人 民 政 府"""


def joined(lines: Sequence[Line], log: Log) -> Text:
    """The words of several lines."""
    if len(lines) == 1:
        return lines[0].text
    pieces = _pieces(lines, log) if _LATIN_BREAK_RE.search(_with_breaks(lines)) else [line.text for line in lines]
    return concat(pieces)


def _with_breaks(lines: Sequence[Line]) -> str:
    return "\n".join([line.words for line in lines])


_AT, _NO, _RUNS = attrgetter("at"), attrgetter("no"), attrgetter("runs")
_LATIN_BREAK_RE = re.compile("\n(?<=[A-Za-z]\n)[A-Za-z]")  # breaks are found faster than letters


def _pieces(lines: Sequence[Line], log: Log) -> Iterator[Text]:
    """The words of lines, with a space for a break between Latin words."""
    for before, line in pairwise(lines):
        yield before.text
        if before.words[-1] in ascii_letters and line.words[0] in ascii_letters:
            yield _break_after(before, log)
    yield lines[-1].text


def _break_after(line: Line, log: Log) -> Text:
    """The line break behind a line as a space."""
    at = line.text.raw_at(len(line.text) - 1) + 1
    log.drop((at,), "line-break")
    return Text(" ", ((0, at),))


def block(kind: Kind, lines: Sequence[Line], log: Log, *, style: str | None = None, names: bool = False) -> Block:
    """A block of whole lines; `names` keeps single spaces between names and posts."""
    close = tighten if kind in _TIGHT else spaced if names else close_up
    marks: Marks | None = None
    if kind is Kind.TITLE:
        text = close_title(lines, log)
    elif len(lines) > 1 and (simple := _simple(lines, log, close)):
        text, marks = simple
    else:
        text = joined(lines, log)
        if len(text.s) > sum([len(line.tight) for line in lines]):  # most have no white space
            text = close(text, log)
    if "〈" in text.s or "「" in text.s:
        text = in_title_marks(text, log)
    if '"' in text.s:
        text = in_quotation_marks(text, log)
    return Block(kind, text, (lines[0].no, lines[-1].end), marks or offsets(text, lines), style=style)


def _simple(lines: Sequence[Line], log: Log, close: Callable[[Text, Log], Text]) -> tuple[Text, Marks] | None:
    """Words and marks of several lines in which no white space means anything, as in most; None for others.

    They are the words of each line one behind the other, so that nothing has to be looked for.
    """
    whole = _with_breaks(lines)
    if any(map(_RUNS, lines)) or _LATIN_BREAK_RE.search(whole):
        return None
    places = list(accumulate([len(line.tight) for line in lines], initial=0))
    runs: Iterable[Run] = zip(places, map(_AT, lines), strict=False)
    if len(whole) - len(lines) + 1 > places[-1]:
        kept = ("“" in whole and _SLOGAN_BEGINS_RE.search(whole)) or _MAY_AMEND_RE.search(whole)
        if close is not close_up or kept or _MEANT_RE.search(whole):
            return None
        runs = _around_gaps(lines, places, log)
    return Text(together(lines), tuple(runs)), tuple(zip(places, map(_NO, lines), strict=False))


_MEANT_RE = re.compile(f"[{BLANK}](?<=[^{HAN}{WIDE}].)[{BLANK}]*(?![{BLANK}{HAN}{WIDE}])")
_MAY_AMEND_RE = re.compile(f"根据(?<=[{BLANK}]..)")
_SLOGAN_BEGINS_RE = re.compile(f"“[{HAN}\n]{{3,9}}[{BLANK}]")
"""White space that may mean something: between words that are not Chinese, before an amendment, or in a slogan"""


def _around_gaps(lines: Sequence[Line], places: Sequence[int], log: Log) -> list[Run]:
    """The runs of lines whose white space is dropped and noted; each line begins at its place."""
    runs: list[Run] = []
    for line, place in zip(lines, places, strict=False):
        at, moved = line.at, place
        runs.append((place, at))
        if len(line.words) > len(line.tight):
            for gap in BLANKS_RE.finditer(line.words):
                start, end = gap.span()
                log.note(at + start, at + end, "space")
                moved -= end - start
                runs.append((end + moved, at + end))
    return runs


def offsets(text: Text, lines: Sequence[Line]) -> Marks:
    """Where raw lines begin, as places in their closed-up words: (place, line), the first place 0."""
    if len(lines) == 1:
        return ((0, lines[0].no),)
    begun = {raw: place for place, raw in text.runs}
    if len(begun) == len(text.runs) and begun.keys() >= set(map(_AT, lines)):
        return tuple([(begun[line.at], line.no) for line in lines])
    out = [(0, lines[0].no)]
    runs, size, k = text.runs or ((0, 0),), len(text.s), 0
    for line in lines[1:]:
        begin = line.at
        while k + 1 < len(runs) and runs[k][1] + runs[k + 1][0] - runs[k][0] <= begin:
            k += 1
        place, raw = runs[k]
        out.append((min(place + max(begin - raw, 0), size), line.no))
    return tuple(out)


def cut(whole: Block, start: int, end: int | None = None, **changes: object) -> Block:
    """A part of a block with its own lines; `changes` are fields of the new block."""
    part, marks = whole.content[start:end] if start or end is not None else whole.content, whole.marks
    if len(marks) > 1:
        first = bisect_right(marks, (start + 1,)) - 1
        behind = len(marks) if end is None else bisect_left(marks, (end,), first + 1)
        marks = ((0, marks[first][1]), *[(offset - start, line) for offset, line in marks[first + 1 : behind]])
    return whole.but(content=part, lines=(marks[0][1], marks[-1][1]), marks=marks, split=0, **changes)


_DIVISIONS: dict[Form, tuple[re.Pattern[str], Level]] = {
    Form.PART: (forms.PART_RE, "part"),
    Form.CHAPTER: (forms.CHAPTER_RE, "chapter"),
    Form.SECTION: (forms.SECTION_RE, "section"),
}


def numbered(paragraph: Paragraph, log: Log) -> list[Block]:
    """The blocks of a paragraph that begins with a printed number.

    An article gives two: its number as a heading, its first 款 as a paragraph, both from the same raw line.
    """
    whole = block(Kind.PARAGRAPH, paragraph.lines, log)
    form, text = paragraph.form, whole.text
    if form in LEVELS:
        level = LEVELS[form]
        if match := forms.LEVEL_RES[level - 1][1].fullmatch(text) or forms.GLUED_RE.fullmatch(text):
            _rank(whole, match, forms.LEVEL_RES[level - 1][1])
            whole.level = level
    elif form is Form.ARTICLE:
        if match := forms.ARTICLE_RE.fullmatch(text):
            return _article(whole, match)
    elif match := _DIVISIONS[form][0].fullmatch(text):
        whole.kind, whole.level, whole.number = Kind.HEADING, _DIVISIONS[form][1], match["number"]
        whole.heading = match["rest"].strip(BLANK) or None
    return [whole]


def _article(whole: Block, match: re.Match[str]) -> list[Block]:
    text, end = whole.text, match.end("number")
    end += text.startswith(forms.ARTICLE_STOPS, end)
    start = behind_blanks(text, end)
    caption, bare = forms.CAPTION_RE.match(text, start), forms.BARE_CAPTION_RE.fullmatch(text, start)
    if caption or bare:
        end = caption.end() if caption else len(text)
        start = behind_blanks(text, end)
    heading = caption[0][1:-1] if caption else bare[0] if bare else None
    head = cut(whole, 0, end, kind=Kind.HEADING, level="article", number=match["number"], heading=heading)
    return [head, cut(whole, start)] if start < len(text) else [head]


def in_decimals(paragraph: Paragraph, log: Log) -> Block:
    """The block of a paragraph that begins with a number of an outline in decimals, 2.1.2; 1. keeps its level."""
    whole = block(Kind.PARAGRAPH, paragraph.lines, log)
    if match := DECIMAL_RE.fullmatch(whole.text):
        _rank(whole, match, DECIMAL_RE)
        whole.level = LEVELS.get(paragraph.form)
    return whole


def _rank(whole: Block, match: re.Match[str], numbered: re.Pattern[str]) -> None:
    """Give a numbered block its heading, if it has one: the sentence that runs in, or the whole line.

    `numbered` is the pattern of such blocks: a sentence before another number is no heading.
    """
    start = match.start("rest")
    rest = whole.text[start:]
    whole.kind, whole.number = Kind.ITEM, match["number"]
    found = _FIRST_SENTENCE_RE.match(rest)
    if found and _is_heading(found[0]) and not numbered.fullmatch(rest, found.end()):
        whole.kind, whole.heading, whole.split = Kind.HEADING, found[0].rstrip("。！？"), start + found.end()
    elif rest.endswith("）") and (who := _labelled_behind(rest)) and _is_heading(rest[:who]):
        whole.kind, whole.heading, whole.split = Kind.HEADING, rest[:who], start + who
    elif _is_heading(rest) and rest.count("。") <= rest.endswith("。") and not rest.endswith(("；", "，")):
        whole.kind, whole.heading = Kind.HEADING, rest.rstrip("。") or None


def _labelled_behind(words: str) -> int:
    """Where the bracket begins that says who does what a heading says: 稳增长（牵头单位：市商务局）; 0 for none."""
    found = attribution_behind(words)
    return found.start if found and "：" in found.inner and words[found.start - 1] not in "。；，" else 0


def _is_heading(words: str) -> bool:
    """Whether words are short enough for a heading, announce nothing, and amend nothing: 将“…”修改为“…”."""
    return len(words) <= _LONGEST_RUN_IN and "：" not in words and "；（" not in words and "修改为" not in words
