"""Tables of the document tree, and how wide their columns are set. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes

from .typst_text import width

LINE = 28.0
"""Characters of the text block."""
SMALL = 36.0
"""Characters of 小四 that a sheet's line holds."""
NARROW = 7.0
"""A sheet's column up to this width is set as wide as its words."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table."""

    heads: tuple[nodes.entry, ...]
    """Of the printed head row; () where none is printed."""
    rows: tuple[tuple[nodes.entry, ...], ...]

    def widths(self) -> list[float]:
        """Give the width of the widest line of each column, in characters."""
        rows = [*([self.heads] if self.heads else []), *self.rows]
        return [max(width(row[at].astext()) for row in rows) for at in range(len(rows[0]))] if rows else []


def read(node: nodes.table) -> Table:
    """Take a table's cells; a head row without a word is none."""
    heads = [_entries(row) for head in node.findall(nodes.thead) for row in head.findall(nodes.row)]
    rows = tuple(_entries(row) for body in node.findall(nodes.tbody) for row in body.findall(nodes.row))
    head = heads[0] if heads and any(entry.astext() for entry in heads[0]) else ()
    return Table(head, rows)


def _entries(row: nodes.row) -> tuple[nodes.entry, ...]:
    return tuple(row.findall(nodes.entry))


def name_columns(table: Table) -> str:
    """Give the columns of a list of names: each as wide as its widest words, the last one takes the rest.

    Two characters of a name are set three wide, hence the least width.
    """
    widths = [max(each, 3.0) for each in table.widths()]
    return _listed([f"{each:g} * char" for each in widths[:-1]] + ["1fr"])


def sheet_columns(table: Table) -> str:
    """Give the columns of a ruled table: narrow ones as wide as their words, the others by their share of the text."""
    widths = table.widths()
    if sum(widths) + len(widths) <= SMALL:
        return _listed(["auto"] * (len(widths) - 1) + ["1fr"])
    return _listed(["auto" if each <= NARROW else f"{min(each, SMALL) ** 0.5:.2f}fr" for each in widths])


def _listed(columns: Sequence[str]) -> str:
    return "".join(f"{column}, " for column in columns).rstrip(" ")
