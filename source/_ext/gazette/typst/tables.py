"""Tables of the document tree, and how wide their columns are set. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes

from .text import HAN_RE, width

SHEET = 36.0
"""Characters of 小四 that a sheet's line holds."""
NARROW = 7.0
"""A column up to this width is set as wide as its words, centred; wider ones share the line, flush left."""
TALL = 300
"""Characters of a cell that may not fit on a page beside what else stands on it."""
NAME = 2
"""Characters of a name that is spread over three."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table."""

    heads: tuple[nodes.entry, ...]
    """Of the printed head row; () where none is printed."""
    rows: tuple[tuple[nodes.entry, ...], ...]

    @property
    def widths(self) -> list[float]:
        """The width of the widest cell of each column, in characters."""
        rows = [*([self.heads] if self.heads else []), *self.rows]
        return [max(width(row[at].astext()) for row in rows) for at in range(len(rows[0]))] if rows else []

    @property
    def is_arrangement(self) -> bool:
        """Whether it is no table but people and their posts: no heads, few columns, only the last one wide."""
        *first, _ = self.widths or [0.0]
        return not self.heads and 1 <= len(first) <= 2 and all(each <= NARROW for each in first)

    @property
    def is_tall(self) -> bool:
        """Whether a row may have to be broken over pages."""
        return any(len(cell.astext()) > TALL for row in self.rows for cell in row)


def read(node: nodes.table) -> Table:
    """Take a table's cells; a head row without a word is none."""
    heads = [_entries(row) for head in node.findall(nodes.thead) for row in head.findall(nodes.row)]
    rows = tuple(_entries(row) for body in node.findall(nodes.tbody) for row in body.findall(nodes.row))
    head = heads[0] if heads and any(entry.astext() for entry in heads[0]) else ()
    return Table(head, rows)


def _entries(row: nodes.row) -> tuple[nodes.entry, ...]:
    return tuple(row.findall(nodes.entry))


def is_short(entry: nodes.entry) -> bool:
    """Whether a cell holds nothing but two Chinese characters, as a name or 组长."""
    words = entry.astext()
    return len(words) == NAME and all(map(HAN_RE.match, words))


def name_columns(table: Table) -> str:
    """Give the columns of a list of names: each as wide as its widest words, the last one takes the rest."""
    widths = [max(each, NAME + 1) + 0.1 for each in table.widths]
    return _listed([f"{each:g} * char" for each in widths[:-1]] + ["1fr"])


def sheet_columns(table: Table) -> str:
    """Give the columns and alignments of a ruled table: wide ones by their share of the text, flush left.

    Rows stay whole, unless one may be taller than a page.
    """
    widths = table.widths
    narrow = [each <= NARROW for each in widths]
    if all(narrow):
        return _listed(["1fr"] * len(widths)) + ", align: center"
    split = ", split: true" if table.is_tall else ""
    shares = ["auto" if slim else f"{min(each, SHEET) ** 0.5:.2f}fr" for each, slim in zip(widths, narrow, strict=True)]
    return f"{_listed(shares)}, align: {_listed(['center' if slim else 'start' for slim in narrow])}{split}"


def _listed(columns: Sequence[str]) -> str:
    return f"({', '.join(columns)},)"
