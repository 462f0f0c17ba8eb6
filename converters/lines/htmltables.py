"""Tables that a recognition program wrote as HTML: <table><tr><td>…, most often on one line of the raw file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.printed.characters import line_around
from converters.text import NOTHING, Log, Text


def _apart(name: str) -> str:
    """A pattern of a word in which lines break off, or spaces stand for their breaks."""
    return r"[ \n]{0,9}".join(name)


_NAMES = "|".join(map(_apart, ("table", "thead", "tbody", "tr", "td", "th")))
_TAG_RE = re.compile(
    f"<[ ]*(?P<end>/?)[ ]*(?P<name>{_NAMES})[ ]*(?P<attributes>[ ][^<>]{{0,200}})?>", re.IGNORECASE | re.ASCII
)
_SPAN_RE = re.compile(
    f"(?P<name>{_apart('colspan')}|{_apart('rowspan')})[ ]*=[ ]*[\"']?[ ]*(?P<count>[0-9]{{1,2}})",
    re.IGNORECASE | re.ASCII,
)


def has_table(words: str) -> bool:
    """Whether a line holds a mark of such a table."""
    return bool(_TAG_RE.search(words))


def tables_over_lines(raw: str) -> list[tuple[int, int]]:
    """Where the lines begin and end on which tables stand that take more than one."""
    found: list[tuple[int, int]] = []
    for match in _WHOLE_RE.finditer(raw) if "<" in raw else ():
        if "\n" in match[0]:
            start, end = line_around(raw, match.start())[0], line_around(raw, match.end())[1]
            if found and start <= found[-1][1]:  # another begins on the line on which the last one ended
                start = found.pop()[0]
            found.append((start, end))
    return found


_OPENS, _CLOSES = rf"{_apart('<table')}\b[^<>]*>", _apart("</table>")
_WHOLE_RE = re.compile(
    rf"{_OPENS}(?:[^<]|<(?![ \n]{{0,9}}/?{_apart('table')}|{_apart('/table')}))*+{_CLOSES}", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or words that stand outside of the table's cells."""

    cells: tuple[Text, ...]
    header: bool
    """Whether its cells are heads of columns."""
    inside: bool
    """False for words outside, which are the one cell."""


@dataclass(slots=True)
class _Grid:
    """The row that is being read, and the cells from above that reach into those that follow."""

    cells: list[Text] = field(default_factory=list)
    header: bool = False
    below: dict[int, int] = field(default_factory=dict)
    """Column → into how many further rows its cell reaches."""

    def add(self, cell: Text, columns: int, rows: int) -> None:
        """Put a cell into the next free place; its words stand once, further places that it takes are empty."""
        self._fill()
        for i in range(columns):
            if rows > 1:
                self.below[len(self.cells)] = rows
            self.cells.append(cell if i == 0 else NOTHING)

    def close(self) -> Row | None:
        """The row that ends here; None where it has no words."""
        if not self.cells:
            return None
        self._fill()
        row = Row(tuple(self.cells), self.header, inside=True) if any(self.cells) else None
        self.below = {column: rows - 1 for column, rows in self.below.items() if rows > 1}
        self.cells, self.header = [], False
        return row

    def _fill(self) -> None:
        while self.below.get(len(self.cells), 0):
            self.cells.append(NOTHING)


def rows_of_html(text: Text, log: Log) -> Iterator[Row]:
    """The rows of the tables on a line, in order, marks left out and logged; never raises on unclosed ones."""
    grid, last, opened = _Grid(), 0, None
    for match in [*_TAG_RE.finditer(text.s), None]:
        start = match.start() if match else len(text.s)
        words = text[last:start].strip()
        if opened is not None:
            grid.add(words, *_spans(opened))
        elif words and grid.cells:  # a cell without its mark
            grid.add(words, 1, 1)
        elif words:
            yield Row((words,), header=False, inside=False)
        name = match["name"].replace(" ", "").lower() if match else "table"
        if name in ("tr", "table") and (row := grid.close()):
            yield row
        opened = match if match and name in ("td", "th") and not match["end"] else None
        grid.header = grid.header or (opened is not None and name == "th")
        if match:
            log.drop(text[match.start() : match.end()].at, "table-mark")
            last = match.end()


def _spans(tag: re.Match[str]) -> tuple[int, int]:
    spans = {m["name"].replace(" ", "").lower(): int(m["count"]) for m in _SPAN_RE.finditer(tag["attributes"] or "")}
    return max(spans.get("colspan", 1), 1), max(spans.get("rowspan", 1), 1)
