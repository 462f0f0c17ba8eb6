"""Rows of tables and lists whose rules are lost, put together from the lines on which a text layer set their cells."""

from converters.lines.aligned import aligned_rows
from converters.lines.cellwise import cellwise_rows
from converters.lines.lines import Lines, with_wholes
from converters.lines.members import member_rows
from converters.lines.stacked import stacked_rows
from converters.text import Log


def regroup(lines: Lines, raw: str, log: Log) -> Lines:
    """The lines of a `raw` text without furniture; one row in the place of the lines that hold its cells."""
    lines = with_wholes(lines, stacked_rows(lines))
    lines = with_wholes(lines, aligned_rows(lines, raw, log))
    lines = with_wholes(lines, cellwise_rows(lines, log))
    return with_wholes(lines, member_rows(lines))
