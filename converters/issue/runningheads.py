"""Running heads: lines at the edges of pages that name the gazette, its issue or a column, page after page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from converters.issue.columns import is_column_name
from converters.issue.masthead import NAME, SERIAL, Issue, names_issue
from converters.lines.folios import FOLIO
from converters.lines.lines import Line, together
from converters.printed import forms, numerals
from converters.printed.characters import BLANK, CLOSING, HAN, without_blanks
from converters.printed.dates import YEAR_PATTERN, read_year
from converters.printed.numerals import DIGIT, NUMERAL

NAME_RE = re.compile(NAME)
_TITLE = f"《?(?P<title>[{HAN}]{{2,30}}{SERIAL})》?"
_TOTAL = f"(?:[（(]?总第?(?P<total>{NUMERAL})期?[）)]?)?"
_ISSUE = f"(?P<year>{YEAR_PATTERN})(?:年?第|[年·.])(?P<number>{NUMERAL})(?![0-9０-９月])期?{_TOTAL}"
_RUNNING_RES = (re.compile(f"{_TITLE}[（(·]?{_ISSUE}[）)]?"), re.compile(f"{_ISSUE.replace('期?', '期', 1)}{_TITLE}"))
_MONTH = f"{YEAR_PATTERN}(?:年{NUMERAL}月(?:{NUMERAL}日)?|[.·/／]{NUMERAL})"
_DATED_RE = re.compile(
    f"(?P<before>[{HAN}]{{0,18}}?)(?:{_MONTH}《?{NAME}》?|《?{NAME}》?{_MONTH})(?P<behind>[{HAN}]{{0,18}})"
)
"""2024年6月　云州市人民政府公报　市政府文件: the month in the place of the number"""

_LONGEST_COLUMN = 18
_HEADED_RE = re.compile(f"{FOLIO}{NAME}|{NAME}{FOLIO}")
"""云州市人民政府公报 with the number of the page before or behind it"""

LEAST_REPEATED = 3
"""So often pages repeat what stands at their edges."""
_LONGEST_EDGE = 24
"""Characters of such a line at most"""


@dataclass(frozen=True, slots=True)
class RunningHead:
    """A running head: 市政府文件　　云州市人民政府公报（2023年第10期）."""

    issue: Issue
    column: str


def running_head(line: Line) -> RunningHead | None:
    """The running head that a line is; its parts stand apart by wide white space or by the name of the gazette."""
    tight = without_blanks(_PAGE_APART_RE.sub("", line.words))
    match = next((match for pattern in _RUNNING_RES if (match := pattern.search(tight))), None)
    if not match or len(tight) > len(match[0]) + _LONGEST_COLUMN:
        return None
    words = [word for word in re.split(f"[{BLANK}]{{2,}}|\u3000", line.words) if not forms.names_gazette(word)]
    rest = _PAGE_BESIDE_RE.sub("", tight.replace(match[0], "").strip(_BESIDE)).strip(_BESIDE)
    title = match["title"]
    if words and not rest and title.startswith(words[0]):
        title, rest = title.removeprefix(words[0]), words[0]
    year = read_year(match["year"])
    number, total = (numerals.parse(match[part] or "") for part in ("number", "total"))
    if forms.is_sentence(rest) or not year or not number:
        return None
    return RunningHead(Issue(title, year, number, total or None), rest)


_BESIDE = "·•|-—"
_PAGE_APART_RE = re.compile(f"(?:[{BLANK}]{{2,}}|\u3000){DIGIT}{{1,4}}$")
"""The number of the page behind that of the issue: 2024·6　　25"""
PAGE_ON_RE = re.compile(f"{DIGIT}{{1,3}}(?:[{BLANK}]{{2,}}|\u3000).+|.+(?:[{BLANK}]{{2,}}|\u3000){DIGIT}{{1,3}}")
"""12　云州市人民政府公报: such a head needs no number above or below it"""
_PAGE_BESIDE_RE = re.compile(f"^{DIGIT}{{1,4}}(?![0-9０-９年])|(?<!{DIGIT}){DIGIT}{{1,4}}$")


def named_alone(lines: Sequence[Line], naming: Sequence[int]) -> Iterator[int]:
    """Lines with nothing but the gazette's name, or its issue, which pages repeat or number."""
    names = Counter(lines[i].tight for i in naming)
    for i in naming:
        tight = lines[i].tight
        dated = _DATED_RE.fullmatch(tight)
        if (
            (dated and all(is_column_name(words) for words in dated.groups() if words))
            or _HEADED_RE.fullmatch(tight)
            or (names[tight] >= LEAST_REPEATED and (NAME_RE.fullmatch(tight) or names_issue(tight)))
        ):
            yield i


def beside_columns(lines: Sequence[Line], body: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Lines with nothing but a column beside the name of the gazette, or beside year and number: where, and its name.

    `body` are the lines that may be one, (place, words).
    """
    found = {}
    spaced = [i for i, tight in body if lines[i].words != tight]
    for i in [i for i in spaced if len(lines[i].tight) <= _LONGEST_EDGE]:
        pieces = [piece for piece in lines[i].words.split() if not _PAGE_RE.fullmatch(piece)]
        columns = [piece for piece in pieces if not _OF_ISSUE_RE.fullmatch(piece)]
        if len(pieces) > len(columns) == 1 and is_column_name(columns[0]):
            found[i] = columns[0]
    return found


_PAGE_RE, _OF_ISSUE_RE = re.compile(FOLIO), re.compile(f"{NAME}|{YEAR_PATTERN}(?:年第?|[·.]){NUMERAL}期?")


def dotted(lines: Sequence[Line], short: Sequence[tuple[int, str]], issue: Issue | None) -> Iterator[int]:
    """Lines with nothing but year and number of an issue, and that of the page, which pages repeat: 2024.5　　12.

    Without the number of a page they have to be those of the issue: a table has months.
    """
    found: dict[str, list[int]] = {}
    for i in [i for i, tight in short if "." in tight or "·" in tight]:
        if match := _DOTTED_RE.fullmatch(lines[i].words):
            found.setdefault(match["serial"].replace("·", ".").replace(".0", "."), []).append(i)
    own = f"{issue.year}.{issue.number}" if issue else None
    for serial, places in found.items():
        told = serial == own or all(lines[i].tight != lines[i].words for i in places)
        yield from places if told and len(places) >= LEAST_REPEATED else ()


_DOTTED_RE = re.compile(f"(?:{FOLIO}[{BLANK}]+)?(?P<serial>[0-9]{{4}}[.·][0-9]{{1,2}})(?:[{BLANK}]+{FOLIO})?")


def named_in_latin(lines: Sequence[Line], latin: Sequence[int]) -> Iterator[int]:
    """Lines with nothing but the English or pinyin name of the gazette that pages repeat."""
    named = {i: match["name"] for i in latin if (match := LATIN_NAME_RE.fullmatch(lines[i].tight))}
    often = Counter(named.values())
    return (i for i, name in named.items() if often[name] > 1)


LATIN_NAME_RE = re.compile(
    f"(?:{FOLIO})?(?P<name>[A-Za-z·.’']*(?:gazette|gongbao|zhengbao)[A-Za-z·.’']*)(?:{FOLIO})?", re.IGNORECASE
)


def repeated_addresses(lines: Sequence[Line], latin: Sequence[int]) -> Iterator[int]:
    """Lines with nothing but an address of the web that pages repeat, whatever numbers stand in it: …/12.html 3/40."""
    addresses = {i: _NUMBER_RE.sub("0", lines[i].tight) for i in latin if _ADDRESS_RE.fullmatch(lines[i].tight)}
    often = Counter(addresses.values())
    return (i for i, address in addresses.items() if often[address] >= LEAST_REPEATED)


_ADDRESS_RE, _NUMBER_RE = re.compile(r"(?:https?://|www\.)[!-~]+"), re.compile("[0-9]+")


def beside_folios(lines: Sequence[Line], folios: set[int]) -> Iterator[int]:
    """Names of a gazette or of its issue that stand, in the same words, beside many of the numbers of pages."""
    beside = [j for j in _beside(folios, range(len(lines))) if _is_serial(lines[j].tight)]
    often = Counter(lines[j].tight for j in beside)
    least = max(LEAST_REPEATED, len(folios) // 4)
    return (j for j in beside if often[lines[j].tight] >= least)


def _beside(folios: Iterable[int], span: range) -> Iterator[int]:
    """The places above and below the numbers of pages."""
    return (j for i in folios for j in (i - 1, i + 1) if j in span)


def _is_serial(tight: str) -> bool:
    """Whether a line names a gazette, or one of its issues: 云州政报, 文件选登　2024年第5期; a date is none."""
    return len(tight) <= _LONGEST_EDGE and bool(_SERIAL_RE.search(tight)) and not forms.DATE_LINE_RE.fullmatch(tight)


_SERIAL_RE = re.compile(f"^[{HAN}]{{2,12}}[报刊]$|{YEAR_PATTERN}(?:年?第|[·.]){NUMERAL}期?")


def titles_on_pages(lines: Sequence[Line], folios: set[int], known: set[int], start: int) -> Iterator[int]:
    """Titles of documents beside the numbers of pages, behind `start`: with the 文号, or on several pages.

    What else stands there is `known`. A head is none: what it says was not printed above.
    """
    beside = sorted({*_beside(folios, range(start, len(lines)))} - known)
    often = Counter(lines[j].tight for j in beside)
    titled: list[tuple[range, str]] = []
    for j in beside:
        tight, below = lines[j].tight, lines[j + 1].tight if j + 1 < len(lines) else ""
        if tight[-1] in _NUMBER_ENDS and (numbered := _NUMBERED_TITLE_RE.fullmatch(tight)):
            titled.append((range(j, j + 1), numbered["docno"] or numbered["order"]))
        elif below[-1:] in _NUMBER_ENDS and _NUMBERED_TITLE_RE.fullmatch(tight + below):
            titled.append((range(j, j + 2), below if forms.ends_like_title(tight) else tight + below))
        elif often[tight] > 1 and forms.ends_like_title(tight):
            titled.append((range(j, j + 1), tight))
    if not titled:
        return
    body, before = together(lines), [*accumulate((len(line.tight) for line in lines), initial=0)]
    heads: set[str] = set()  # another document may have the same title
    for place, words in titled:
        above = before[max(place.start - _MOST_ABOVE, start)], before[place.start]
        if body.find(words, *above) >= 0 and words not in heads:
            yield from place
        elif forms.ends_like_title(words):
            heads.add(words)


_NUMBERED_TITLE_RE = re.compile(f"{forms.DOCNO_TAIL_RE.pattern}|.{{4,}}(?P<order>{forms.ORDER_LINE_RE.pattern})")
_NUMBER_ENDS = frozenset(f"号{CLOSING}")
_MOST_ABOVE = 4000
"""Lines between the head of a document and its last page"""
