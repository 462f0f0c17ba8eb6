"""Rows of pipe tables and of plain lists → blocks with cells."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise

from converters.documents.blocks import close_up, joined, offsets, spaced
from converters.documents.cited import parts
from converters.documents.joining import Paragraph
from converters.lines.cells import (
    ENTRY_RE,
    LEAST_CELLS,
    PERSON_PATTERN,
    ROLE_PATTERN,
    SPREAD_NAME,
    cells_apart,
    cells_of,
    heads_rows,
    member_at,
    names_of,
)
from converters.lines.lines import Line, together
from converters.lines.looks import DIVISIONS, LEVELS, Form
from converters.model import Block, Kind
from converters.printed import forms
from converters.printed.characters import BLANK, HAN, without_blanks
from converters.printed.numerals import ARABIC, POINT
from converters.text import NOTHING, Log, Text, concat

_ROLE_RE = re.compile(f"(?P<role>{ROLE_PATTERN})[{BLANK}]?(?P<rest>.+)")
_PADDED_RE = re.compile(f"(?P<name>{PERSON_PATTERN})[{BLANK}]+(?P<post>.+)")
_NAME_RE = re.compile(SPREAD_NAME)
_FIGURE_RE = re.compile("-?[0-9][0-9.,]*%?")


def list_entries(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The same, but entries that only name a document are rows: 1.《…》（云政发〔2003〕41号）, 2.《…》.

    So is one that has the next number below rows, and is longer than they. Inside an article entries are its 目, under
    附件： annexes, and with semicolons behind them parts of a sentence.
    """
    entries = [i for i, (form, lines, _) in enumerate(paragraphs) if form is Form.LEVEL3 and _may_be_row(lines)]
    if not entries:
        return paragraphs
    items = {*_items(paragraphs)}
    entries = [i for i in entries if i not in items]
    rows = {i for i, paragraph in enumerate(paragraphs) if paragraph.form is Form.ROW}
    named = rows.union(i for i in entries if _names_document(paragraphs[i].lines))
    for i in entries:
        if (i in named and not named.isdisjoint((i - 1, i + 1))) or _goes_on(paragraphs, rows, i):
            rows.add(i)
    return [p._replace(form=Form.ROW) if i in rows else p for i, p in enumerate(paragraphs)]


def _may_be_row(lines: Sequence[Line]) -> bool:
    """Whether an entry is no sentence: one may end with the full stop behind a title."""
    return not forms.is_sentence(lines[-1].tight) or lines[-1].tight.endswith(_DOCUMENT_ENDS)


def _goes_on(paragraphs: Sequence[Paragraph], rows: Container[int], i: int) -> bool:
    """Whether an entry has the number behind those of two rows above it."""
    if i - 1 not in rows or i - 2 not in rows:
        return False
    above, number = (parts(p.lines[0].tight, LEVELS[Form.LEVEL3])[0] for p in paragraphs[i - 1 : i + 1])
    return number == above + 1 > 2


def _names_document(lines: Sequence[Line]) -> bool:
    """Whether an entry is only the title of a document, with its 文号 or what else a bracket tells of it."""
    return lines[-1].tight.endswith(_DOCUMENT_ENDS) and _DOCUMENT_RE.fullmatch(together(lines)) is not None


def _items(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """Which paragraphs stand inside an article, or are entries under 附件：."""
    article, above = False, Form.PLAIN
    for i, paragraph in enumerate(paragraphs):
        form = paragraph.form
        article = form is Form.ARTICLE or (article and form not in _ENDING_ARTICLES)
        above = above if form is Form.LEVEL3 else form
        if article or above is Form.ANNEX_LIST:
            yield i


_ENDING_ARTICLES = DIVISIONS | {Form.ANNEX, Form.TITLE, Form.LEVEL1}
_DOCUMENT_ENDS = ("》", "）", "》。", "）。")
_DOCUMENT_RE = re.compile(f"{ARABIC}(?:{POINT}|，)(?:《.+》(?:（.+）)?|[^，。；：]+{forms.DOCNO_PATTERN}）)。?")
"""Its number, 《title》 and what a bracket tells of it, or a title with a 文号 in brackets"""


def rows_of_list(rows: Sequence[Sequence[Line]], log: Log) -> Iterator[Block]:
    """The rows of a name or company list, one block each.

    In a row of names one space is both separator and padding: 张　军 市商务局局长 is 张军 and his post. A name has
    two to four characters, so a single character before the first space is padded.
    """
    grid = _grid(rows)
    for i, lines in enumerate(rows):
        row = joined(lines, log)
        cells = _words(row, log) if i in grid else _numbered_cells(row, log)
        content = concat(cells)
        yield Block(
            Kind.ROW,
            content,
            (lines[0].no, lines[-1].end),
            offsets(content, lines),
            style="cells" if i in grid else None,
            cells=tuple(cells),
        )


def _grid(rows: Sequence[Sequence[Line]]) -> set[int]:
    """Which rows are those of a table that lost its rules.

    Their words stand wide apart, and are more than a name and a post, or as many side by side in three or more rows.
    """
    counts = [len(cells_of(lines[0].words)) for lines in rows]
    found: set[int] = set()
    for i, lines in enumerate(rows):
        apart = cells_apart(lines[0].words)
        unnamed = "\t" in lines[0].words or i - 1 in found or (apart and _is_long(lines[0].words[: apart[0][1]]))
        names = len(names_of(lines[0].words))
        listed = names >= LEAST_CELLS or (names and i - 1 in found)
        if len(apart) >= LEAST_CELLS or (len(apart) > 1 and unnamed) or listed:
            found.add(i)
    for count, run in groupby(range(len(rows)), lambda i: counts[i]):
        places = list(run)
        if count >= LEAST_CELLS and (len(places) >= LEAST_CELLS or heads_rows(rows[places[0]][0].words)):
            found.update(places)
    for whole, run in groupby(range(len(rows)), lambda i: counts[i] >= LEAST_CELLS):
        places = list(run)  # a cell may be empty
        words = [rows[i][0].words for i in places] if whole and len(places) >= LEAST_CELLS else []
        if any(map(_has_figure, words)) or (words and all(map(_has_organs, words))):
            found.update(places)
    return found


def _has_figure(words: str) -> bool:
    """Whether one of the words that stand side by side is a figure."""
    return any(_FIGURE_RE.fullmatch(words[slice(*cell)]) for cell in cells_of(words))


def _has_organs(words: str) -> bool:
    """Whether all words that stand side by side end as the names of organs and companies do: 市财政局 市政府督查室."""
    return all(words[end - 1] in _ORGAN_ENDS for _, end in cells_of(words))


_ORGAN_ENDS = frozenset(f"{forms.ORGAN_ENDS}校学所县镇乡")


def _is_long(cell: str) -> bool:
    """Whether a first cell is too long for a person's name, and no role that stands before one."""
    return len(cell) > _LONGEST_NAME and "：" not in cell


_LONGEST_NAME = 4


def _words(row: Text, log: Log) -> list[Text]:
    """The words of a row that stand side by side, each a cell."""
    spans = cells_apart(row.s) or names_of(row.s) or cells_of(row.s) or [(0, len(row.s))]
    for (_, end), (start, _) in pairwise(spans):
        log.drop(map(row.raw_at, range(end, start)), "space")
    return [close_up(row[start:end], log) for start, end in spans]


def _numbered_cells(row: Text, log: Log) -> list[Text]:
    """The cells of a row of which a running number may be the first, before words that may stand wide apart."""
    match = ENTRY_RE.fullmatch(row.s)
    if not match:
        return _cells(spaced(row, log), log)
    number, rest = row[: match.end("number")], row[match.start("rest") :]
    log.drop(map(row.raw_at, range(len(number), match.start("rest"))), "space")
    apart = len(cells_apart(rest.s)) > 1 or _has_owner(rest.s)
    return [number, *(_words(rest, log) if apart else (close_up(rest, log),))]


def _has_owner(words: str) -> bool:
    """Whether a company or an organ stands behind a work, or a person behind its 《title》: 湖底隧道 云州大学."""
    cells = [words[slice(*cell)] for cell in cells_of(words)]
    if len(cells) != 2 or not _is_long(cells[0]):
        return False
    author = cells[0][-1] in "》）" and _AUTHOR_RE.fullmatch(cells[1])
    return bool(author or forms.COMPANY_RE.fullmatch(cells[1]) or forms.is_organ(cells[1]))


_AUTHOR_RE = re.compile(f"[{HAN}]{{2,4}}等?")


def _cells(row: Text, log: Log) -> list[Text]:
    if person := member_at(row.s):
        return [close_up(row[:person], log), close_up(row[person:], log)]
    cells = []
    if match := _ROLE_RE.fullmatch(row.s):
        cells.append(close_up(row[: match.end("role")], log))
        row = row[match.start("rest") :]
        if names_of(row.s):
            return [*cells, *_words(row, log)]
    if match := _PADDED_RE.fullmatch(row.s):
        return [*cells, close_up(row[: match.end("name")], log), close_up(row[match.start("post") :], log)]
    return [*cells, close_up(row, log)]


def rows_of_table(rows: Sequence[Sequence[Line]], log: Log) -> Iterator[Block]:
    """The rows of a pipe table, empty columns left out, text that a broken cell swallowed set free below it.

    Two blocks of names side by side are read one after the other: the left one, then the right one.
    """
    lines = [row[0] for row in rows]
    width = max(len(line.cells) for line in lines)
    grid = [[*line.cells, *[NOTHING] * (width - len(line.cells))] for line in lines]
    free = _set_free(grid, log)
    used = [i for i in range(width) if any(row[i] for row in grid)]
    for left, right in _halves(grid, used):
        for line, row in zip(lines, grid, strict=True):
            cells = [close_up(row[i], log) for i in used[left:right]]
            if any(cells):
                yield _row(cells, line)
    for i, cell in free:
        kind = Kind.PRINTED if forms.PRINTED_RE.fullmatch(cell.s) else Kind.PARAGRAPH
        text = close_up(cell, log)
        yield Block(
            kind,
            text,
            (lines[i].no, lines[i].end),
            ((0, lines[i].no),),
            style=None if kind is Kind.PRINTED else "plain",
        )


def _row(cells: Sequence[Text], line: Line) -> Block:
    return Block(
        Kind.ROW,
        concat(cells),
        (line.no, line.end),
        ((0, line.no),),
        style="head" if line.header else "cells",
        cells=tuple(cells),
    )


def _set_free(grid: list[list[Text]], log: Log) -> list[tuple[int, Text]]:
    """Take what stood beside the table, or below it, out of cells; of a text repeated down a column the first is kept.

    （…印发） never stands in a cell; a sentence does, unless the cells around it show that it was swallowed.
    """
    free: list[tuple[int, Text]] = []
    seen: set[str] = set()
    tight = [[without_blanks(cell.s) for cell in row] for row in grid]
    for i, row in enumerate(grid):
        for j, cell in enumerate(row):
            words = tight[i][j]
            if forms.PRINTED_RE.fullmatch(words) or (len(words) > _LONGEST_CELL and _is_swallowed(tight, i, j)):
                row[j] = NOTHING
                if words in seen:
                    log.drop(cell.at, "table-span-repeated")
                else:
                    seen.add(words)
                    free.append((i, cell))
    return free


def _is_swallowed(grid: Sequence[Sequence[str]], i: int, j: int) -> bool:
    """Whether a cell holds a sentence that is none of its column: no other is long, and no cell is filled any more."""
    words = grid[i][j]
    if not words.endswith("。") or len(grid) <= _LEAST_ROWS:
        return False
    long = any(len(row[j]) > _LONGEST_CELL and row[j] != words for row in grid)
    beside = any(any(row[j + 1 :]) for row in grid[:i])
    below = (cell for row in grid[i:] for cell in row[j:] if cell and cell != words)
    return beside and not long and all(map(forms.PRINTED_RE.fullmatch, below))


_LEAST_ROWS = 3
_LONGEST_CELL = 16


def _halves(grid: Sequence[Sequence[Text]], used: Sequence[int]) -> list[tuple[int, int]]:
    """Column ranges to read one after the other: role, name, post | name, post; a plain table is one range."""
    if len(used) >= 4:
        names = [k for k, i in enumerate(used) if _is_names([row[i].s for row in grid])]
        if len(names) == 2 and names[1] - names[0] == 2 and names[1] + 2 == len(used):
            return [(0, names[1]), (names[1], len(used))]
    return [(0, len(used))]


def _is_names(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return len(filled) > 2 and len({*filled}) == len(filled) and all(map(_NAME_RE.fullmatch, filled))
