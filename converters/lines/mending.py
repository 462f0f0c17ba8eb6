"""Lines as they were printed: put together where scan or text layer broke them, parted where it ran them together."""

from converters.lines.drawn import whole_rows
from converters.lines.lines import Lines, with_wholes
from converters.lines.pieces import whole_lines
from converters.lines.runon import part_articles, part_items, part_numbers, part_signers


def mend(lines: Lines, raw: str) -> Lines:
    """The lines of a `raw` text, as they were printed."""
    lines = whole_rows(lines, raw)
    whole = with_wholes(lines, whole_lines(lines))
    return part_signers(part_numbers(part_items(part_articles(whole, raw))), raw)
