"""The contents of an issue: where they stand, before the documents or behind them, and what they list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from converters.issue.entries import (
    MOST_OPEN_LINES,
    MOST_TITLE_LINES,
    PAGE,
    SAMPLE,
    Entries,
    Entry,
    is_running_text,
    key,
    names_column,
    titles_at,
)
from converters.issue.masthead import is_masthead, names_issue
from converters.lines.folios import PAGE_MARK_RE
from converters.lines.lines import Line, Lines, together
from converters.lines.looks import Form
from converters.printed.characters import BLANK, HAN
from converters.printed.numerals import NUMERAL
from converters.text import Text

_LABELS = frozenset(("目录", "本期目录", "目次", "要目", "本期要目", "总目录", "目录CONTENTS", "目"))
_LABEL_ENDS = "".join({label[-1] for label in _LABELS})
_DIVISION_RE = re.compile(f"第{NUMERAL}[编篇章节条]")


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents and where they stand: indices into the lines that were searched."""

    start: int
    """The line of the word 目录."""
    end: int
    """The line behind the last entry."""
    entries: tuple[Entry, ...]
    columns: frozenset[str]
    """The columns that they name."""


def find_contents(lines: Lines) -> Contents | None:
    """The contents of an issue, before the documents or behind them; None where it has none.

    The 目录 of a law, which lists its chapters, is no contents of an issue; nor is that of a plan: 一、…, （一）….
    """
    found = [i for i in lines.ending(_LABEL_ENDS) if _is_label(lines[i].tight)]
    labels = [(i, size) for i in found if (size := _label(lines, i))]
    for i, size in [*labels[:_MOST_LABELS], *labels[-1:]]:
        if (contents := _read(lines, i, i + size)) and not _stands_inside(lines, contents):
            return contents
    led = next((i for i in range(min(len(lines), SAMPLE)) if _LEADERS_RE.search(lines[i].tight)), None)
    return None if led is None else _unlabelled(lines, led)


def lists_what_stands_before(lines: Sequence[Line], contents: Contents) -> bool:
    """Whether the contents stand at the end of the issue: their titles, or half of them, are printed before them."""
    listed = {key(entry.title) for entry in contents.entries}
    printed: set[str] = set()
    for i in range(contents.start):
        printed.update(title for title, _ in titles_at(lines, i) if title in listed)
        if len(printed) * 2 >= len(listed):
            return True
    return False


def _stands_inside(lines: Sequence[Line], contents: Contents) -> bool:
    """Whether a document has begun above the list, which then is that of what it prints: 目录 over 1 总则, 前言 …."""
    begun = any(line.form is Form.DOCNO for line in lines[: contents.start])
    return begun and not lists_what_stands_before(lines, contents)


def _read(lines: Sequence[Line], start: int, first: int) -> Contents | None:
    """The list whose first entry stands at `first`, its label at `start`."""
    pieces: list[tuple[Line, int]] = []
    last = len(lines)
    for i, line in enumerate(islice(lines, first, None), first):
        if i > last:
            break
        if PAGE_MARK_RE.fullmatch(line.tight):
            continue
        if line.cells:
            pieces += ((piece, i) for piece in _side_by_side(line))
        elif "…" in line.words or "】" in line.words:
            pieces += ((piece, i) for piece in _pieces(line))
        else:
            pieces.append((_without_leaders(line), i))
            last = min(last, i + MOST_TITLE_LINES) if is_running_text(line) else last  # no list goes on behind it
    reader = Entries([piece for piece, _ in pieces])
    reader.read()
    if not reader.entries:
        return None
    return Contents(start, pieces[reader.end - 1][1] + 1, tuple(reader.entries), frozenset(reader.columns))


def _side_by_side(row: Line) -> Iterator[Line]:
    """A row of a table as a line on which its cells stand apart; a column that it begins with has one of its own."""
    begins = len(row.cells) > 2 and names_column("".join(row.cells[0].s.split()))
    for cells in (row.cells[:begins], row.cells[begins:]):
        if any(cells):
            words = Text("\u3000".join(cell.s for cell in cells), ())
            yield replace(Line.of(row.no, words, 0, row.gap), header=row.header)


def _without_leaders(line: Line) -> Line:
    """A line without the marks that OCR makes of the dots behind a 文号."""
    led = _LED_RE.search(line.words)
    return line.part(0, led.start()) if led else line


_LEADERS = ".．,，、·：:。"
_LED_RE = re.compile(f"(?<=号[）)])[{_LEADERS}{BLANK}]{{1,4}}$")


def _unlabelled(lines: Sequence[Line], led: int) -> Contents | None:
    """Contents without the word 目录: entries with leaders, straight below the cover."""
    if _DIVISION_RE.match(lines[led].tight):
        return None
    first = led
    while first and not is_masthead(lines[first - 1]) and led - first < MOST_OPEN_LINES:
        first -= 1
    found = _read(lines, first, first)
    return found if found and sum(entry.page is not None for entry in found.entries) >= _LEAST_ENTRIES else None


def _pieces(line: Line) -> Iterator[Line]:
    """The parts of a line that holds more than one entry, or a column before its first."""
    cuts = [match.end() for match in _CUT_RE.finditer(line.words)]
    for start, end in pairwise([0, *cuts, len(line.words)]):
        yield line.part(start, end)


_LEADERS_RE = re.compile("(?:(?<![.．·•‥])[.．·•‥]{4,}|(?<!…)…{2,})" + PAGE + "$")
_LEAST_ENTRIES = 3
_CUT_RE = re.compile(
    f"(?:(?<![.．…·•‥])[.．…·•‥]{{2,}}[{BLANK}]*{PAGE}[{BLANK}]*(?=[{HAN}《【]))|^【[^【】]{{2,30}}】(?=.)"
)
"""Where a second entry begins on a line: behind the page of the first, or behind the name of the column"""


def _is_label(tight: str) -> bool:
    """Whether a line heads the contents, by itself or behind the issue: 云州市人民政府公报　2024年第5期　目录."""
    return tight in _LABELS or (tight[-2:] in _LABELS and names_issue(tight[:-2]))


def _label(lines: Sequence[Line], i: int) -> int:
    """How many lines print the word 目录 from `i` on: one, or two; 0 where none does, or a text lists its headings."""
    size = 2 if together(lines[i : i + 2]) in ("目录", "目次") else 1
    first = lines[i + size : i + size + 2]
    plan = all(line.form in _HEADINGS and "关于" not in line.tight for line in first)
    below = "\n".join(line.tight for line in first)
    return 0 if plan or _DIVISION_RE.match(below) or _OUTLINE_RE.match(below) else size


_HEADINGS = (Form.LEVEL1, Form.LEVEL2)
_OUTLINE_RE = re.compile(r"1[.．、]?[^0-9\n].*\n1[.．]1(?![0-9])")
"""1 总则 over 1.1 编制目的: how the contents of an emergency plan begin"""


_MOST_LABELS = 3
"""How many lists that begin so are tried, the last in the file beside them."""
